"""Opening the sealed envelope (启封): the holder is gone, or the passphrase forgotten.

The recovery key opens everything that was sealed to it. What goes to a new holder is sealed to them, everything is
sealed to a new recovery key, whose envelope has to be printed, and every secret has to be changed today.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import refuse_person
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, Credential, CustodyAct
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.keys import RecoveryKey, RecoveryState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import field_label
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.custody import events, keys
from pmedia_desktop.services.custody.envelopes import demand_changes_after_opening
from pmedia_desktop.services.custody.moving import MOVED, Move, move
from pmedia_desktop.services.custody.settling import settle
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "services.custody.envelope_opening"
_CHANGED = MOVED | {SubjectKind.RECOVERY_KEY, SubjectKind.HOLDER_KEY}
#: States in which a sheet of paper may be in somebody's hand.
_ON_PAPER = (RecoveryState.PRINTED, RecoveryState.IN_ENVELOPE, RecoveryState.OPENED)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """An envelope in hand: what stands on the sheet (QR code's text or groups), the words, and who takes over.

    ``from_id`` names whose credentials go over; None: those of everybody who has left, or of all others when nobody
    has. ``passphrase`` is the taker's new one, needed without a key and given when the old one is forgotten.
    ``number`` is the envelope's, when there are several; 0 is the latest.
    """

    sheet: str
    words: Secret
    to_id: int
    reason: str
    opened_by: str
    opened_with: str
    from_id: int | None = None
    passphrase: Secret | None = None
    number: int = 0


@dataclass(frozen=True)
class Opened:
    """What became of it: the opened key, the one that has to be printed now, and what went to the taker."""

    opened: RecoveryKey
    renewed: RecoveryKey
    credentials: tuple[Credential, ...]


def open_envelope(office: Office, vault: Vault, opening: Opening, progress: Progress | None = None) -> Outcome[Opened]:
    """Open the envelope and let the taker have what it opens; can be taken up again with the same sheet.

    Raises ``WrongGroups``, ``WrongPassphrase`` (the six words), ``IdentityChanged`` (not this unit's sheet), and
    ``InputError`` for what is missing. The vault is locked afterwards: the recovery key must not stay open.
    """
    known = snapshot(office)
    taken = going_over(opening, known)
    return Outcome(open_for(office, vault, opening, taken, Move(to_id=opening.to_id), progress), _CHANGED)


def open_for(
    office: Office,
    vault: Vault,
    opening: Opening,
    credential_ids: Sequence[int],
    going: Move,
    progress: Progress | None = None,
) -> Opened:
    """Open the envelope for certain credentials (单方接管 names them in its hand-over)."""
    known = snapshot(office)
    _check(opening, known, office)
    key = _key_in_hand(opening, known)
    going = replace(going, reason=ChangeReason.ENVELOPE_OPENED, note=going.note or opening.reason)
    try:
        vault.unlock_recovery(opening.sheet, opening.words, key.recipient, progress)
        if _needs_key(opening, known):
            _give_key(office, vault, opening, progress)
            vault.unlock_recovery(opening.sheet, opening.words, key.recipient, progress)
        opened, renewed = _note_opened(office, vault, opening, key, progress)
        moved = tuple(move(office, vault, one, going, progress) for one in credential_ids)
        settle(office, vault, progress)
    finally:
        vault.lock()
    return Opened(opened, renewed, moved)


def going_over(opening: Opening, known: Snapshot) -> tuple[int, ...]:
    """Return which credentials go to the taker."""
    others = [one for one in known.credentials if one.is_active and one.holder_id != opening.to_id]
    if opening.from_id is not None:
        return tuple(one.id for one in others if one.holder_id == opening.from_id)
    gone = {person.id for person in known.people if person.until is not None}
    left_behind = tuple(one.id for one in others if one.holder_id in gone)
    if left_behind or _forgot(opening, known):
        return left_behind
    return tuple(one.id for one in others)


def _forgot(opening: Opening, known: Snapshot) -> bool:
    """Whether the taker holds something already and only needs a new passphrase."""
    return opening.passphrase is not None and known.key_of(opening.to_id) is not None


def _check(opening: Opening, known: Snapshot, office: Office) -> None:
    refuse_person(opening.to_id, "incoming_id", known, office.today())
    for value, field in (
        (opening.reason, "opened_reason"),
        (opening.opened_by, "opened_by"),
        (opening.opened_with, "opened_with"),
    ):
        if not value.strip():
            raise InputError(
                translate(_CONTEXT, "还没有填写{label}，").format(label=field_label(field)),
                translate(_CONTEXT, "启封须写明原因，并有两人在场。"),
                field=field,
            )
    if opening.opened_by.strip() == opening.opened_with.strip():
        raise InputError(
            translate(_CONTEXT, "启封人和在场人是同一个人，"),
            translate(_CONTEXT, "启封须有两人在场，请填写另一位。"),
            field="opened_with",
        )
    if known.key_of(opening.to_id) is None and opening.passphrase is None:
        person = known.person(opening.to_id)
        raise InputError(
            translate(_CONTEXT, "{name}还没有设置开锁口令，").format(name=person.name if person else ""),
            translate(_CONTEXT, "请同时给出新的开锁口令。"),
            field="passphrase",
        )


def _key_in_hand(opening: Opening, known: Snapshot) -> RecoveryKey:
    on_paper = [key for key in known.recovery_keys if key.state in _ON_PAPER]
    if opening.number:
        on_paper = [key for key in on_paper if key.id == opening.number]
    if not on_paper:
        raise InputError(
            translate(_CONTEXT, "登记册里没有可以启封的密封件，"),
            translate(_CONTEXT, "请核对封面上的密封件编号；还没有打印过的，只能由保管人开锁。"),
            field="number",
        )
    return on_paper[-1]


def _needs_key(opening: Opening, known: Snapshot) -> bool:
    return opening.passphrase is not None or known.key_of(opening.to_id) is None


def _give_key(office: Office, vault: Vault, opening: Opening, progress: Progress | None) -> None:
    """Let the taker have a key, in the place of one whose passphrase is forgotten."""
    if opening.passphrase is None:
        raise ValueError("a new key needs a passphrase")
    with office.register.read() as reader:
        old = next(
            (key for key in reader.holder_keys() if key.person_id == opening.to_id and key.retired_at is None), None
        )
    if old is None:
        keys.enroll(office, vault, opening.to_id, opening.passphrase, progress)
    else:
        keys.replace_forgotten(office, vault, old, opening.passphrase, progress)


def _note_opened(
    office: Office, vault: Vault, opening: Opening, key: RecoveryKey, progress: Progress | None
) -> tuple[RecoveryKey, RecoveryKey]:
    """Write down that it was opened, before anything is sealed anew; make the key that takes its place.

    Everything that the opened key can read has to be changed today: whoever held the sheet could have read it.
    """
    known = snapshot(office)
    taker = known.key_of(opening.to_id)
    if taker is None:
        raise ValueError("the taker has a key by now")
    renewed = next((one for one in reversed(known.recovery_keys) if one.is_sealed_to and one.id != key.id), None)
    pending = None if renewed is not None else vault.new_recovery(taker.recipient, progress)
    subject = Subject(SubjectKind.RECOVERY_KEY, key.id)
    with office.register.write(office.actor, Action.ENVELOPE_OPENED, subject=subject, note=opening.reason) as writer:
        opened = writer.save(
            replace(
                key,
                state=RecoveryState.OPENED,
                sealed_to_id=None,
                check_groups=(),
                opened_at=key.opened_at or office.now(),
                opened_reason=opening.reason.strip(),
                opened_by=opening.opened_by.strip(),
                opened_with=opening.opened_with.strip(),
            )
        )
        writer.drop_text(key.text_name)
        if pending is not None:
            renewed = writer.save(
                RecoveryKey(recipient=pending.recipient, made_at=office.now(), sealed_to_id=opening.to_id)
            )
            writer.put_text(renewed.text_name, pending.sealed)
        demand_changes_after_opening(writer, office, key.recipient)
        events.record(
            writer, office, CustodyAct.ENVELOPE_OPENED, person_id=opening.to_id, reason=opening.reason.strip()
        )
    if renewed is None:
        raise ValueError("there is a key to print by now")
    return opened, renewed
