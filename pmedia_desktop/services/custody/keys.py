"""Holders' keys: 开锁口令 set, given, changed, renewed; the unit's recovery key is made along with the first.

The private halves lie among the register's sealed texts, locked with the passphrase; the vault keeps the opened
identity and never the passphrase.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import refuse_person
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, CustodyAct
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.keys import HolderKey, RecoveryKey, RecoveryState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.custody import events, settling
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.keeper import Enrolment
from pmedia_desktop.vault.recovery import PendingRecovery
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "services.custody.keys"
_KEYS = frozenset({SubjectKind.HOLDER_KEY, SubjectKind.RECOVERY_KEY})


def enroll(
    office: Office, vault: Vault, person_id: int, passphrase: Secret, progress: Progress | None = None
) -> Outcome[HolderKey]:
    """Make the person's key, which then lies open. The unit's first one brings the recovery key along, sealed to it.

    Raises ``InputError`` for a passphrase that takes fewer than 10^12 guesses, and for who has a key already.
    """
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
    refuse_person(person_id, "person_id", known, office.today())
    if known.key_of(person_id) is not None:
        raise _has_key(known.person(person_id))
    enrolment = vault.enroll(passphrase, known_words(known), progress)
    pending = None
    if not any(key.is_sealed_to for key in known.recovery_keys):
        pending = vault.new_recovery(enrolment.recipient, progress)
    with _locked_on_failure(vault):
        key = _save_new(office, person_id, enrolment, pending)
    return Outcome(key, _KEYS)


def unlock(
    office: Office, vault: Vault, person_id: int, passphrase: Secret, progress: Progress | None = None
) -> Person:
    """Open the person's identity, and seal to the right people whatever it can open and is sealed to others.

    Raises ``WrongPassphrase``, ``PassphrasePause``, ``IdentityChanged``, and ``InputError`` for who has no key.
    """
    with office.register.read() as reader:
        person = reader.person(person_id)
        key, locked = locked_key(reader, person)
    vault.unlock(locked, passphrase, key.recipient, progress)
    settling.settle_quietly(proved(office, vault), vault, progress)
    return person


def change_passphrase(
    office: Office, vault: Vault, person_id: int, old: Secret, new: Secret, progress: Progress | None = None
) -> Outcome[HolderKey]:
    """Lock the same key with another passphrase; nothing has to be sealed anew."""
    with office.register.read() as reader:
        key, locked = locked_key(reader, reader.person(person_id))
        words = known_words(complete_snapshot(office, reader))
    changed = vault.change_passphrase(locked, key.recipient, old, new, words, progress)
    acting = proved(office, vault)
    with acting.register.write(
        acting.actor, Action.HOLDER_KEY_SAVED, subject=Subject(SubjectKind.HOLDER_KEY, key.id)
    ) as writer:
        saved = writer.save(replace(key, passphrase_set_at=office.now()))
        writer.put_text(key.text_name, changed)
        events.record(writer, acting, CustodyAct.PASSPHRASE_CHANGED, person_id=person_id)
    return Outcome(saved, _KEYS)


def renew_key(
    office: Office, vault: Vault, person_id: int, old: Secret, new: Secret, progress: Progress | None = None
) -> Outcome[HolderKey]:
    """Answer a passphrase that may be known to others: a new identity, everything sealed anew, every change due now.

    First everything is sealed to the new identity besides the old one, then the register names the new one, then the
    old one is left out: at no moment is there a secret that neither opens. A recovery key that still lay sealed
    to the old identity is replaced as well.
    """
    with office.register.read() as reader:
        key, locked = locked_key(reader, reader.person(person_id))
        words = known_words(complete_snapshot(office, reader))
    with _locked_on_failure(vault):
        enrolment = vault.enroll(new, words, progress)
        vault.unlock(locked, old, key.recipient, progress)
    acting = proved(office, vault)
    settling.seal_besides(acting, vault, enrolment.recipient, progress)
    pending = None
    with office.register.read() as reader:
        lay_sealed = _pending_of(reader, person_id)
    if lay_sealed is not None:
        pending = vault.new_recovery(enrolment.recipient, progress)
    with acting.register.write(
        acting.actor, Action.HOLDER_KEY_SAVED, subject=Subject(SubjectKind.HOLDER_KEY)
    ) as writer:
        writer.save(replace(key, retired_at=office.now()))
        writer.drop_text(key.text_name)
        if lay_sealed is not None:
            writer.save(replace(lay_sealed, state=RecoveryState.RETIRED))
            writer.drop_text(lay_sealed.text_name)
        saved = _enter(writer, acting, person_id, enrolment, pending, CustodyAct.KEY_RENEWED)
        _demand_changes(writer, acting, person_id)
    vault.unlock(enrolment.locked, new, enrolment.recipient, progress)
    settling.settle_quietly(acting, vault, progress)
    return Outcome(saved, _KEYS | {SubjectKind.CREDENTIAL})


def replace_forgotten(
    office: Office, vault: Vault, key: HolderKey, passphrase: Secret, progress: Progress | None = None
) -> Outcome[HolderKey]:
    """Put a new key in the place of one whose passphrase is forgotten; it then lies open.

    What was sealed to the old one is sealed to the new one by whoever else can open it (the envelope).
    """
    with office.register.read() as reader:
        person = reader.person(key.person_id)
        words = known_words(complete_snapshot(office, reader))
    enrolment = vault.enroll(passphrase, words, progress)
    acting = proved_as(office, person)
    subject = Subject(SubjectKind.HOLDER_KEY, key.id)
    with (
        _locked_on_failure(vault),
        acting.register.write(acting.actor, Action.HOLDER_KEY_SAVED, subject=subject) as writer,
    ):
        writer.save(replace(key, retired_at=office.now()))
        writer.drop_text(key.text_name)
        saved = _enter(writer, acting, key.person_id, enrolment, None, CustodyAct.KEY_RENEWED)
    return Outcome(saved, _KEYS)


def open_person(office: Office, vault: Vault) -> Person | None:
    """Return whose identity lies open; None when nothing does, or the unit's recovery identity."""
    opened = vault.opened
    if opened is None:
        return None
    with office.register.read() as reader:
        return person_of(reader, opened)


def person_of(reader: Reader, recipient: str) -> Person | None:
    """Return whose key in use a public half belongs to."""
    for key in reader.holder_keys():
        if key.recipient == recipient and key.retired_at is None:
            return reader.person(key.person_id)
    return None


def proved(office: Office, vault: Vault) -> Office:
    """Return the office used by whoever's identity lies open, as proved by the passphrase; else the office itself."""
    person = open_person(office, vault)
    return office if person is None else proved_as(office, person)


def proved_as(office: Office, person: Person) -> Office:
    """Return the office used by a person whom a passphrase has shown."""
    return replace(office, actor=replace(office.actor, name=person.name, proved=True))


def known_words(known: Snapshot) -> tuple[str, ...]:
    """Return what a colleague would try first: names, the unit's words, telephone numbers, dates, accounts."""
    return tuple(dict.fromkeys(word for word in _words(known) if word))


def locked_key(reader: Reader, person: Person) -> tuple[HolderKey, str]:
    """Return the person's key in use and its private half, locked; raises ``InputError`` for who has none."""
    for key in reader.holder_keys():
        if key.person_id == person.id and key.retired_at is None:
            text = reader.text(key.text_name)
            if text is not None:
                return key, text
    raise InputError(
        translate(_CONTEXT, "{name}还没有设置开锁口令，").format(name=person.name),
        translate(_CONTEXT, "请本人先设置开锁口令。"),
        field="passphrase",
    )


@contextmanager
def _locked_on_failure(vault: Vault) -> Iterator[None]:
    """Lock when it fails: an identity that the register does not know must not stay open."""
    try:
        yield
    except BaseException:
        vault.lock()
        raise


def _save_new(office: Office, person_id: int, enrolment: Enrolment, pending: PendingRecovery | None) -> HolderKey:
    with office.register.read() as reader:
        acting = proved_as(office, reader.person(person_id))
    with acting.register.write(
        acting.actor, Action.HOLDER_KEY_SAVED, subject=Subject(SubjectKind.HOLDER_KEY)
    ) as writer:
        if any(key.person_id == person_id and key.retired_at is None for key in writer.holder_keys()):
            raise _has_key(writer.person(person_id))
        if any(key.is_sealed_to for key in writer.recovery_keys()):
            pending = None  # somebody else was first meanwhile
        return _enter(writer, acting, person_id, enrolment, pending, CustodyAct.KEY_MADE)


def _enter(
    writer: Writer,
    office: Office,
    person_id: int,
    enrolment: Enrolment,
    pending: PendingRecovery | None,
    act: CustodyAct,
) -> HolderKey:
    now = office.now()
    key = writer.save(HolderKey(person_id=person_id, recipient=enrolment.recipient, made_at=now, passphrase_set_at=now))
    writer.put_text(key.text_name, enrolment.locked)
    if pending is not None:
        recovery = writer.save(RecoveryKey(recipient=pending.recipient, made_at=now, sealed_to_id=person_id))
        writer.put_text(recovery.text_name, pending.sealed)
    events.record(writer, office, act, person_id=person_id)
    return key


def _pending_of(reader: Reader, person_id: int) -> RecoveryKey | None:
    """Return the recovery key whose private half still lies sealed to the person."""
    for key in reader.recovery_keys():
        if key.sealed_to_id == person_id and key.state in (RecoveryState.PENDING, RecoveryState.PRINTED):
            return key
    return None


def _demand_changes(writer: Writer, office: Office, person_id: int) -> None:
    """Whoever knows the passphrase could have read everything that the person can."""
    for credential in writer.credentials():
        if credential.current is not None and person_id in credential.entitled():
            writer.save(replace(credential, change_since=office.now(), change_reason=ChangeReason.PASSPHRASE_LEAKED))


def _has_key(person: Person | None) -> InputError:
    return InputError(
        translate(_CONTEXT, "{name}已经设置过开锁口令，").format(name=person.name if person else ""),
        translate(_CONTEXT, "要换请用“更换开锁口令”；忘记了请用密封件里的备用钥匙。"),
        field="person_id",
    )


def _words(known: Snapshot) -> Iterator[str]:
    if known.unit is not None:
        yield from (known.unit.full_name, known.unit.short_name, known.unit.seal_text, known.unit.credit_code)
        yield from (known.unit.superior_unit, known.unit.address)
    for person in known.people:
        yield from (person.name, person.department, person.post, person.office_phone, person.mobile_phone)
        yield person.email.partition("@")[0]
        yield from _written(person.since)
    for account in known.accounts:
        yield from (account.name, account.platform_id, account.bound_phone, account.bound_email.partition("@")[0])
        yield from (known.platform(account.platform).name, account.platform)
        yield from _written(account.opened_on)
    for credential in known.credentials:
        yield from (credential.login_name, credential.bound_phone, credential.bound_email.partition("@")[0])


def _written(day: date | None) -> tuple[str, ...]:
    return () if day is None else (day.strftime("%Y%m%d"),)
