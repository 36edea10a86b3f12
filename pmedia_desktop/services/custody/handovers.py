"""Handing over (交接): prepared, printed, done before a witness, ticked off, closed.

The secret is sealed to the taker and the holder changes in the same moment; the former copy is kept until the taker has
come. What happens on the platforms is a list of boxes in the order in which it can be done.
"""

from dataclasses import replace
from datetime import date, timedelta

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import refuse_handover, refuse_without_key
from pmedia_desktop.measures.handover_tasks import prepared_tasks, tasks_without_a_day
from pmedia_desktop.measures.subjects import about_handover
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.handover import Handover, HandoverState, HandoverStep, HandoverTask
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody.envelope_opening import Opened, Opening, open_for
from pmedia_desktop.services.custody.envelopes import envelope_standing, renew_envelope
from pmedia_desktop.services.custody.keys import open_person, proved
from pmedia_desktop.services.custody.moving import MOVED, Move, move
from pmedia_desktop.services.office import Office, complete_snapshot, snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault

_CONTEXT = "services.custody.handovers"
_SAVED = frozenset({SubjectKind.HANDOVER})
#: How many days the steps on the platforms get when nobody says otherwise; the password itself is due at once.
USUAL_DAYS = 7


def prepare(office: Office, handover: Handover, read: Handover | None = None) -> Outcome[Handover]:
    """Enter a hand-over or correct it while it is prepared, with the boxes that its credentials need.

    ``read`` is what the page read. Raises ``InputError`` for people who cannot do it and what is not theirs.
    """
    known = snapshot(office)
    refuse_handover(handover, known, office.today())
    filled = replace(handover, tasks=prepared_tasks(handover, known))
    subject = about_handover(handover, known)
    with office.register.write(office.actor, Action.HANDOVER_SAVED, subject=subject) as writer:
        if handover.id:
            before = writer.handover(handover.id)
            refuse_stale(before, read)
            _refuse_done(before)
        saved = writer.save(filled)
    return Outcome(saved, _SAVED)


def hand_over(office: Office, vault: Vault, handover_id: int, progress: Progress | None = None) -> Outcome[Handover]:
    """Let the credentials go over to the taker; the outgoing person's identity has to be open where a secret is kept.

    Each credential goes whole or not at all; broken off in between, the same call goes on where it stopped. Holder and
    account follow, change filings are drafted, and every secret has to be changed at once.
    """
    known, handover = _in_hand(office, handover_id)
    _refuse_locked(handover, known, office, vault)
    acting = proved(office, vault)
    _pass_on_recovery(acting, vault, handover, known, progress)
    going = Move(to_id=handover.incoming_id, witness_id=handover.witness_id, note=_note(handover))
    watched = progress or Silent()
    for done, credential_id in enumerate(handover.credential_ids):
        watched.step(done, len(handover.credential_ids))
        move(acting, vault, credential_id, going, progress)
    return Outcome(_note_done(acting, handover, known), _SAVED | MOVED)


def take_over_alone(
    office: Office, vault: Vault, handover_id: int, opening: Opening, progress: Progress | None = None
) -> Outcome[Opened]:
    """Let the credentials go over while the outgoing person is absent (单方接管): leader, witness, and the envelope.

    ``opening.to_id`` is the hand-over's taker. Everything else is as in ``envelope_opening.open_envelope``.
    """
    known, handover = _in_hand(office, handover_id)
    if not handover.alone or opening.to_id != handover.incoming_id:
        raise InputError(
            translate(_CONTEXT, "这份交接单不是单方接管，或者接收人不一致，"),
            translate(_CONTEXT, "请在交接单上选“单方接管”，并核对接收人。"),
            field="alone",
        )
    going = Move(to_id=handover.incoming_id, witness_id=handover.witness_id, note=_note(handover))
    opened = open_for(office, vault, opening, handover.credential_ids, going, progress)
    _note_done(office, handover, known)
    return Outcome(opened, _SAVED | MOVED | {SubjectKind.RECOVERY_KEY, SubjectKind.HOLDER_KEY})


def hand_over_one(
    office: Office,
    vault: Vault,
    credential_id: int,
    to_id: int,
    witness_id: int,
    reason: str = "",
) -> Outcome[Handover]:
    """Prepare and do the hand-over of one credential; one that was broken off is taken up again."""
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
        waiting = [
            one
            for one in reader.handovers()
            if one.is_open
            and one.handed_over_on is None
            and one.credential_ids == (credential_id,)
            and (one.incoming_id, one.witness_id) == (to_id, witness_id)
        ]
    if waiting:
        return hand_over(office, vault, waiting[-1].id)
    prepared = Handover(
        outgoing_id=credential.holder_id or 0,
        incoming_id=to_id,
        witness_id=witness_id,
        reason=reason,
        planned_on=office.today(),
        credential_ids=(credential_id,),
    )
    known = snapshot(office)
    refuse_handover(prepared, known, office.today())
    _refuse_locked(prepared, known, office, vault)
    return hand_over(office, vault, prepare(office, prepared).value.id)


def tick(office: Office, handover_id: int, task: HandoverTask) -> Outcome[Handover]:
    """Enter one box as it was ticked by hand: done on a day, not needed, or the day by which it will be done.

    The taker's login closes what a change of hands asks of a credential without a kept secret; where a secret is kept,
    the new one has to be deposited and confirmed.
    """
    if task.done_on is not None and task.done_on > office.today():
        raise InputError(
            translate(_CONTEXT, "“{step}”的办妥日期在今天以后，").format(step=word(task.step)),
            translate(_CONTEXT, "还没有办的请填写期限。"),
            field="done_on",
        )
    with office.register.write(office.actor, Action.HANDOVER_SAVED, subject=_subject(office, handover_id)) as writer:
        handover = writer.handover(handover_id)
        if not handover.is_open or not any(_same_box(one, task) for one in handover.tasks):
            raise _closed()
        saved = writer.save(
            replace(handover, tasks=tuple(task if _same_box(one, task) else one for one in handover.tasks))
        )
        if task.step is HandoverStep.LOGIN and task.done_on is not None:
            _changed_hands(writer, task.credential_id)
    return Outcome(saved, _SAVED | {SubjectKind.CREDENTIAL})


def close(office: Office, handover_id: int) -> Outcome[Handover]:
    """Close a hand-over that has taken place, once every box is ticked or has a day by which it will be."""
    with office.register.write(office.actor, Action.HANDOVER_SAVED, subject=_subject(office, handover_id)) as writer:
        handover = writer.handover(handover_id)
        if handover.handed_over_on is None:
            raise InputError(
                translate(_CONTEXT, "账号还没有移交给接收人，"), translate(_CONTEXT, "请先办理移交，再办结。")
            )
        without = tasks_without_a_day(handover)
        if without:
            raise InputError(
                translate(_CONTEXT, "还有{count}项没有办完，也没有写期限：{step}等，").format(
                    count=len(without), step=word(without[0].step)
                ),
                translate(_CONTEXT, "请逐项勾选，办不完的填写期限。"),
                field="tasks",
            )
        saved = writer.save(replace(handover, state=HandoverState.CLOSED, closed_on=office.today()))
    return Outcome(saved, _SAVED)


def abandon(office: Office, handover_id: int) -> Outcome[Handover]:
    """Give up a hand-over in which nothing has gone over yet; the record is kept."""
    with office.register.write(office.actor, Action.HANDOVER_SAVED, subject=_subject(office, handover_id)) as writer:
        handover = writer.handover(handover_id)
        _refuse_done(handover)
        saved = writer.save(replace(handover, state=HandoverState.ABANDONED))
    return Outcome(saved, _SAVED)


def _in_hand(office: Office, handover_id: int) -> tuple[Snapshot, Handover]:
    with office.register.read() as reader:
        handover = reader.handover(handover_id)
        known = complete_snapshot(office, reader)
    _refuse_done(handover)
    gone_over = {one.id for one in known.credentials if one.holder_id == handover.incoming_id}
    left = tuple(one for one in handover.credential_ids if one not in gone_over)
    if left:
        refuse_handover(replace(handover, credential_ids=left), known, office.today())
    return known, handover


def _pass_on_recovery(
    office: Office, vault: Vault, handover: Handover, known: Snapshot, progress: Progress | None
) -> None:
    """Replace a recovery key that is not on paper yet and lies sealed to somebody who gives everything away."""
    key = envelope_standing(known).key
    lies_with_outgoing = key is not None and key.sealed_to_id == handover.outgoing_id
    keeps = any(
        one.is_active and one.holder_id == handover.outgoing_id and one.id not in handover.credential_ids
        for one in known.credentials
    )
    if lies_with_outgoing and not keeps and known.key_of(handover.incoming_id) is not None:
        renew_envelope(office, vault, _note(handover), keeper_id=handover.incoming_id, progress=progress)


def _refuse_done(handover: Handover) -> None:
    if not handover.is_open or handover.handed_over_on is not None:
        raise _closed()


def _closed() -> InputError:
    return InputError(
        translate(_CONTEXT, "这份交接已经移交、办结或作废，"), translate(_CONTEXT, "需要再次交接的，请另开一份。")
    )


def _refuse_locked(handover: Handover, known: Snapshot, office: Office, vault: Vault) -> None:
    """Refuse before anything has moved: secrets need the outgoing person's open identity, and a taker with a key."""
    sealed = [
        one
        for one in known.credentials
        if one.id in handover.credential_ids and one.current is not None and one.holder_id != handover.incoming_id
    ]
    taker = known.person(handover.incoming_id)
    if not sealed or taker is None:
        return
    refuse_without_key(taker, "incoming_id", known)
    person = open_person(office, vault)
    if person is None or person.id != handover.outgoing_id:
        outgoing = known.person(handover.outgoing_id)
        raise InputError(
            translate(_CONTEXT, "移交前须由{name}输入开锁口令，").format(name=outgoing.name if outgoing else ""),
            translate(_CONTEXT, "本人不在场的，请办理单方接管（启封密封件）。"),
            field="passphrase",
        )


def _note(handover: Handover) -> str:
    return handover.reason or translate(_CONTEXT, "账号交接")


def _note_done(office: Office, handover: Handover, known: Snapshot) -> Handover:
    """Note the day; what is still to be done on the platforms gets a day, the password today."""
    today = office.today()
    due = today + timedelta(days=USUAL_DAYS)
    with office.register.write(office.actor, Action.HANDED_OVER, subject=about_handover(handover, known)) as writer:
        current = writer.handover(handover.id)
        state = HandoverState.PRINTED if current.state is HandoverState.PREPARED else current.state
        tasks = tuple(_dated(task, today, due) for task in current.tasks)
        return writer.save(replace(current, state=state, handed_over_on=today, tasks=tasks))


def _dated(task: HandoverTask, today: date, due: date) -> HandoverTask:
    if not task.is_open or task.due_on is not None:
        return task
    return replace(task, due_on=today if task.step is HandoverStep.PASSWORD else due)


def _same_box(one: HandoverTask, other: HandoverTask) -> bool:
    return (one.credential_id, one.step) == (other.credential_id, other.step)


def _changed_hands(writer: Writer, credential_id: int) -> None:
    credential = writer.credential(credential_id)
    if not credential.keeps_secret and credential.change_since is not None:
        writer.save(replace(credential, change_since=None, change_reason=None))


def _subject(office: Office, handover_id: int) -> Subject:
    with office.register.read() as reader:
        return about_handover(reader.handover(handover_id), complete_snapshot(office, reader))
