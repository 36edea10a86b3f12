"""Bringing register and keyring together again: after a kill in the middle, a PC set up anew, a register restored.

A keyring cannot be listed, so the register's names are what is asked for, all in one call. Only what is certain is
repaired; the rest is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CopyState, Credential, CredentialStatus, CustodyAct, SealedCopy
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.words import word
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.custody import copying, deposits, events
from pmedia_desktop.services.custody.keys import proved
from pmedia_desktop.services.custody.recipients import public_keys
from pmedia_desktop.services.custody.settling import settle
from pmedia_desktop.services.office import Office
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault

_CONTEXT = "services.custody.reconcile"
_IN_KEYRING = (CopyState.CURRENT, CopyState.KEPT)


@dataclass(frozen=True)
class ReconcileReport:
    """What was repaired, and what could not be (with what to do), as sentences for people."""

    done: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Held:
    """A credential as it was found, what people call it, and who should be able to read it."""

    credential: Credential
    title: str
    wanted: frozenset[str]


def reconcile(office: Office, vault: Vault, progress: Progress | None = None) -> ReconcileReport:
    """Finish or take back what was broken off, write what the keyring lacks, remove what should be gone.

    Without anything in the keyring the vault is not started. A keyring that does not answer is told in ``left``: it is
    no reason to keep the window waiting.
    """
    acting = proved(office, vault)
    with acting.register.read() as reader:
        held = tuple(_held(reader))
    entries = [copy.entry for one in held for copy in one.credential.copies if copy.state in _IN_KEYRING]
    done: list[str] = []
    left: list[str] = []
    try:
        existing = vault.existing(entries, progress) if entries else frozenset()
        for one in held:
            left += _without_secret(one)
            done += _finish_announced(acting, vault, one, progress)
            for sentence, repaired in _bring_back(acting, vault, one, existing, progress):
                (done if repaired else left).append(sentence)
            done += _remove_leaving(acting, vault, one, progress)
        if settle(acting, vault, progress):
            done.append(translate(_CONTEXT, "已按现在的保管人重新封存。"))
    except SpokenError as problem:
        left.append(str(problem))
    return ReconcileReport(tuple(done), tuple(left))


def _held(reader: Reader) -> Iterator[_Held]:
    keys = public_keys(reader)
    for credential in reader.credentials():
        if any(copy.state is not CopyState.REMOVED for copy in credential.copies) or credential.keeps_secret:
            title = translate(_CONTEXT, "“{account}”{kind}").format(
                account=reader.account(credential.account_id).name, kind=word(credential.kind)
            )
            yield _Held(credential, title, keys.wanted(credential))


def _without_secret(held: _Held) -> Iterator[str]:
    in_use = held.credential.status in (CredentialStatus.IN_USE, CredentialStatus.SUSPECTED)
    on_its_way = any(copy.state is CopyState.ANNOUNCED for copy in held.credential.copies)
    if held.credential.keeps_secret and in_use and held.credential.current is None and not on_its_way:
        yield translate(_CONTEXT, "{title}：登记为在用，却没有存着的密码，请重新存入。").format(title=held.title)


def _finish_announced(office: Office, vault: Vault, held: _Held, progress: Progress | None) -> Iterator[str]:
    for copy in held.credential.copies:
        if copy.state is not CopyState.ANNOUNCED:
            continue
        with office.register.read() as reader:
            text = reader.text(copy.entry)
        if text is None or not _should_be_finished(copy, held):
            copying.take_back(office, held.credential.id, copy.entry)
            yield translate(_CONTEXT, "{title}：上次没有办完的封存已撤回，请重新办理。").format(title=held.title)
            continue
        vault.write(copy.entry, text, progress)
        copying.point(
            office, held.credential.id, copy.entry, action=Action.CUSTODY_RECONCILED, along=_finished(office, copy)
        )
        yield translate(_CONTEXT, "{title}：上次存到一半的密码已补存完毕。").format(title=held.title)


def _should_be_finished(copy: SealedCopy, held: _Held) -> bool:
    """Whether an announced copy is carried through.

    A version that lies nowhere else always is, retired or not: it is what the platform takes now. One that only seals
    to others what is kept already is carried through if it is sealed to those who should read it as the record stands.
    """
    others = [one for one in held.credential.copies if one.version == copy.version and one.entry != copy.entry]
    if not any(one.state in _IN_KEYRING for one in others):
        return True
    return frozenset(copy.recipients.split()) == held.wanted


def _finished(office: Office, copy: SealedCopy) -> copying.Along:
    def along(writer: Writer, pointed: Credential) -> Credential:
        events.record(
            writer,
            office,
            CustodyAct.RECONCILED,
            pointed.id,
            version=copy.version,
            reason=translate(_CONTEXT, "补完中断的存入"),
        )
        return deposits.in_use(pointed)

    return along


def _bring_back(
    office: Office, vault: Vault, held: _Held, existing: frozenset[str], progress: Progress | None
) -> Iterator[tuple[str, bool]]:
    """Write again what the keyring lacks and the register still holds sealed."""
    for copy in held.credential.copies:
        if copy.state not in _IN_KEYRING or copy.entry in existing:
            continue
        with office.register.read() as reader:
            text = reader.text(copy.entry)
        if text is None:
            lost = translate(_CONTEXT, "{title}：系统密码库和登记册里都没有了，请在平台上重设密码后重新存入。")
            yield lost.format(title=held.title), False
            continue
        vault.write(copy.entry, text, progress)
        _note_brought_back(office, held.credential.id, copy)
        yield translate(_CONTEXT, "{title}：系统密码库里缺少的一份已从登记册补上。").format(title=held.title), True


def _note_brought_back(office: Office, credential_id: int, copy: SealedCopy) -> None:
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(office.actor, Action.CUSTODY_RECONCILED, subject=subject) as writer:
        events.record(
            writer,
            office,
            CustodyAct.RECONCILED,
            credential_id,
            version=copy.version,
            reason=translate(_CONTEXT, "系统密码库缺少，已从登记册补上"),
        )


def _remove_leaving(office: Office, vault: Vault, held: _Held, progress: Progress | None) -> Iterator[str]:
    with office.register.read() as reader:
        credential = reader.credential(held.credential.id)
    if copying.remove_leaving(office, vault, credential, progress):
        yield translate(_CONTEXT, "{title}：不再需要的旧封存已移除。").format(title=held.title)
