"""The sealed envelope (密封件) with the unit's recovery key: printed, typed back, put away, or postponed for a week.

The private half is on its way from a sealed text in the register to paper: it lies sealed to one person until the
print has been confirmed, and nowhere afterwards.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_terms import day_of
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, CopyState, CustodyAct
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.keys import RecoveryKey, RecoveryState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.custody import events
from pmedia_desktop.services.custody.keys import open_person, person_of, proved
from pmedia_desktop.services.custody.settling import settle_quietly
from pmedia_desktop.services.custody.sheets import envelope_sheets
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.recovery import PendingRecovery, check_typed_back
from pmedia_desktop.vault.words import DrawnWords

_CONTEXT = "services.custody.envelopes"
_CHANGED = frozenset({SubjectKind.RECOVERY_KEY})

#: For how long the first print may be put off, in days from the making of the key.
LONGEST_DELAY = 7
#: How many of the 62 groups are typed back: enough to show that somebody has a readable sheet in hand.
_ASKED_GROUPS = 4

_ON_ITS_WAY = (RecoveryState.PENDING, RecoveryState.PRINTED)


@dataclass(frozen=True)
class EnvelopeStanding:
    """How the unit's envelope stands. ``key`` is None until the first holder has set a passphrase.

    ``print_by`` is the day by which it has to be printed, ``groups_to_type`` are the numbers asked for, and
    ``keeper`` is the name of the person to whom the key still lies sealed (only that person can print it).
    """

    key: RecoveryKey | None = None
    print_by: date | None = None
    groups_to_type: tuple[int, ...] = ()
    keeper: str = ""

    @property
    def is_put_away(self) -> bool:
        """Whether the key is on paper only."""
        return self.key is not None and self.key.state is RecoveryState.IN_ENVELOPE


def envelope_standing(known: Snapshot) -> EnvelopeStanding:
    """Return how the envelope stands, from what has been read already."""
    key = next((key for key in reversed(known.recovery_keys) if key.is_sealed_to), None)
    if key is None:
        return EnvelopeStanding()
    if key.state not in _ON_ITS_WAY:
        return EnvelopeStanding(key)
    keeper = known.person(key.sealed_to_id)
    return EnvelopeStanding(
        key,
        key.postponed_until or day_of(key.made_at),
        tuple(asked_groups(key)),
        keeper.name if keeper else "",
    )


def standing(office: Office) -> EnvelopeStanding:
    """Return how the envelope stands."""
    return envelope_standing(snapshot(office))


def asked_groups(key: RecoveryKey) -> dict[int, str]:
    """Return the groups that have to be typed back, by their number on the sheet."""
    pairs = (group.partition(":") for group in key.check_groups)
    return {int(number): letters for number, _, letters in pairs}


@dataclass(frozen=True)
class PrintedEnvelope:
    """The cover and the sheet as one PDF of two pages, and the six words, which are shown once and kept nowhere."""

    key: RecoveryKey
    pdf: bytes
    words: DrawnWords
    fingerprint: tuple[str, ...]
    groups_to_type: tuple[int, ...]


def print_envelope(
    office: Office, vault: Vault, *, place: str = "", progress: Progress | None = None
) -> Outcome[PrintedEnvelope]:
    """Make the envelope's two pages anew, under six new words; sheets printed before become worthless.

    The identity to which the key lies sealed has to be open. Raises ``InputError`` when the key is on paper already.
    """
    acting = proved(office, vault)
    with acting.register.read() as reader:
        key, pending = _pending(reader, vault)
    made = vault.print_recovery(pending, progress)
    asked = sorted(secrets.SystemRandom().sample(range(1, len(made.groups) + 1), _ASKED_GROUPS))
    with acting.register.write(acting.actor, Action.ENVELOPE_PRINTED, subject=_subject(key)) as writer:
        saved = writer.save(
            replace(
                _current(writer, key),
                state=RecoveryState.PRINTED,
                check_groups=tuple(f"{number}:{made.groups[number - 1]}" for number in asked),
                printed_at=acting.now(),
                place=place.strip() or key.place,
            )
        )
        events.record(writer, acting, CustodyAct.ENVELOPE_PRINTED)
    pdf = envelope_sheets(acting, saved, made)
    printed = PrintedEnvelope(saved, pdf, made.words, made.fingerprint, tuple(asked))
    return Outcome(printed, _CHANGED)


def confirm_envelope(
    office: Office, vault: Vault, typed: Mapping[int, str], *, place: str = ""
) -> Outcome[RecoveryKey]:
    """Compare the groups typed back from the sheet; from then on the key is on paper only.

    The vault is locked, so that nothing of the key is left in its memory either. Raises ``WrongGroups``.
    """
    acting = proved(office, vault)
    with acting.register.read() as reader:
        key = _printed(reader)
    check_typed_back(asked_groups(key), typed)
    vault.lock()
    with acting.register.write(acting.actor, Action.ENVELOPE_CONFIRMED, subject=_subject(key)) as writer:
        saved = writer.save(
            replace(
                _current(writer, key),
                state=RecoveryState.IN_ENVELOPE,
                sealed_to_id=None,
                check_groups=(),
                postponed_until=None,
                confirmed_at=acting.now(),
                place=place.strip() or key.place,
            )
        )
        writer.drop_text(key.text_name)
        retire_unused(writer)
        events.record(writer, acting, CustodyAct.ENVELOPE_CONFIRMED)
    return Outcome(saved, _CHANGED)


def renew_envelope(
    office: Office, vault: Vault, reason: str, *, keeper_id: int | None = None, progress: Progress | None = None
) -> Outcome[RecoveryKey]:
    """Make another recovery key in the place of one whose envelope was found open or is lost.

    It lies sealed to ``keeper_id`` (None: whose identity lies open) until it is printed. What that can read is sealed
    anew now, the rest when its holder unlocks. Who may have read the old key is not known, so an envelope that
    was put away makes every secret due for change today; a key that was never on paper does not.
    """
    acting = proved(office, vault)
    known = snapshot(acting)
    if keeper_id is None:
        _refuse_stranger(_opened_by(acting, vault), known)
    keeper = keeper_id if keeper_id is not None else _opened_by(acting, vault)
    recipient = known.key_of(keeper)
    if recipient is None:
        raise InputError(
            translate(_CONTEXT, "重新制作备用钥匙须由保管人开锁，"),
            translate(_CONTEXT, "请先输入开锁口令。"),
            field="passphrase",
        )
    made = vault.new_recovery(recipient.recipient, progress)
    subject = Subject(SubjectKind.RECOVERY_KEY)
    with acting.register.write(acting.actor, Action.CUSTODY_SAVED, subject=subject, note=reason) as writer:
        for key in writer.recovery_keys():
            if key.is_sealed_to:
                _replaced(writer, acting, key, reason)
        saved = writer.save(RecoveryKey(recipient=made.recipient, made_at=acting.now(), sealed_to_id=keeper))
        writer.put_text(saved.text_name, made.sealed)
        retire_unused(writer)
    settle_quietly(acting, vault, progress)
    return Outcome(saved, _CHANGED | {SubjectKind.CREDENTIAL})


def postpone_envelope(office: Office, until: date) -> Outcome[RecoveryKey]:
    """Put the print off, at most to the seventh day after the key was made."""
    with office.register.read() as reader:
        key = next((key for key in reversed(reader.recovery_keys()) if key.state in _ON_ITS_WAY), None)
    if key is None:
        raise _nothing_to_print()
    latest = day_of(key.made_at) + timedelta(days=LONGEST_DELAY)
    if not office.today() <= until <= latest:
        raise InputError(
            translate(_CONTEXT, "密封件最迟须在{latest}前打印，").format(latest=full_date(latest)),
            translate(_CONTEXT, "请改为这一天或更早；已经过了的，请现在打印。"),
            field="postponed_until",
        )
    with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=_subject(key)) as writer:
        saved = writer.save(replace(_current(writer, key), postponed_until=until))
    return Outcome(saved, _CHANGED)


def retire_unused(writer: Writer) -> None:
    """Retire opened keys to which no kept copy is sealed any more."""
    live = (CopyState.ANNOUNCED, CopyState.CURRENT, CopyState.KEPT)
    used = {
        recipient
        for credential in writer.credentials()
        for copy in credential.copies
        if copy.state in live
        for recipient in copy.recipients.split()
    }
    for key in writer.recovery_keys():
        if key.state is RecoveryState.OPENED and key.recipient not in used:
            writer.save(replace(key, state=RecoveryState.RETIRED))


def _refuse_stranger(person_id: int | None, known: Snapshot) -> None:
    """Refuse who holds nothing that is sealed: the new key will open what every holder keeps, and lies with them."""
    kept = [one for one in known.credentials if one.is_active and one.current is not None]
    if person_id is not None and kept and not any(person_id in (one.holder_id, one.deputy_id) for one in kept):
        raise InputError(
            translate(_CONTEXT, "重新制作备用钥匙须由保管着密码的人办理，"),
            translate(_CONTEXT, "请由一位保管人或B岗输入开锁口令。"),
            field="passphrase",
        )


def _opened_by(office: Office, vault: Vault) -> int | None:
    person = open_person(office, vault)
    return person.id if person else None


def _replaced(writer: Writer, office: Office, key: RecoveryKey, reason: str) -> None:
    writer.drop_text(key.text_name)
    if key.state is RecoveryState.PENDING:
        writer.save(replace(key, state=RecoveryState.RETIRED, sealed_to_id=None))
        return
    writer.save(
        replace(
            key,
            state=RecoveryState.OPENED,
            sealed_to_id=None,
            check_groups=(),
            opened_at=office.now(),
            opened_reason=reason,
        )
    )
    demand_changes_after_opening(writer, office, key.recipient)
    events.record(writer, office, CustodyAct.ENVELOPE_OPENED, reason=reason)


def demand_changes_after_opening(writer: Writer, office: Office, recipient: str) -> None:
    """Let the change of everything be due that an opened key can read: whoever held the sheet could have read it."""
    for credential in writer.credentials():
        readable = credential.current is not None and credential.current.can_be_opened_by(recipient)
        if readable and credential.change_reason is not ChangeReason.ENVELOPE_OPENED:
            writer.save(replace(credential, change_since=office.now(), change_reason=ChangeReason.ENVELOPE_OPENED))


def _pending(reader: Reader, vault: Vault) -> tuple[RecoveryKey, PendingRecovery]:
    key = next((key for key in reversed(reader.recovery_keys()) if key.state in _ON_ITS_WAY), None)
    text = reader.text(key.text_name) if key else None
    if key is None or text is None:
        raise _nothing_to_print()
    keeper = reader.person(key.sealed_to_id) if key.sealed_to_id else None
    opened = person_of(reader, vault.opened) if vault.opened else None
    if keeper is not None and (opened is None or opened.id != keeper.id):
        raise InputError(
            translate(_CONTEXT, "备用钥匙暂由{name}保管，").format(name=keeper.name),
            translate(_CONTEXT, "请{name}输入开锁口令后打印密封件。").format(name=keeper.name),
            field="passphrase",
        )
    return key, PendingRecovery(key.recipient, text)


def _printed(reader: Reader) -> RecoveryKey:
    for key in reversed(reader.recovery_keys()):
        if key.state is RecoveryState.PRINTED:
            return key
    raise InputError(
        translate(_CONTEXT, "没有等待核对的密封件，"), translate(_CONTEXT, "请先打印密封件，再对照纸面录入字母组。")
    )


def _current(writer: Writer, key: RecoveryKey) -> RecoveryKey:
    """Return the record as it is now; refused when it was printed or opened elsewhere meanwhile."""
    now = next((one for one in writer.recovery_keys() if one.id == key.id), None)
    if now is None or now.state not in _ON_ITS_WAY:
        raise _nothing_to_print()
    return now


def _nothing_to_print() -> InputError:
    return InputError(
        translate(_CONTEXT, "没有待打印的备用钥匙，"),
        translate(_CONTEXT, "还没有保管人的，请先设置开锁口令；密封件破损、遗失的，请办理重新制作。"),
    )


def _subject(key: RecoveryKey) -> Subject:
    return Subject(SubjectKind.RECOVERY_KEY, key.id, translate(_CONTEXT, "密封件{number}号").format(number=key.id))
