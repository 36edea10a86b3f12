"""Reading a secret: by whom it is sealed to, on a PC that the unit vouches for, and written down before it is read."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CopyState, Credential, CredentialKind, CustodyAct, SealedCopy
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody import copying, events
from pmedia_desktop.services.custody.keys import person_of, proved_as
from pmedia_desktop.services.custody.terminals import require_terminal
from pmedia_desktop.services.office import Office
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.one_time import OneTimeCode
from pmedia_desktop.vault.problems import EntryAbsent, VaultLocked
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "services.custody.looking"
T = TypeVar("T")
#: What has to be done before a secret leaves the vault.
First = Callable[[], None] | None


def show(
    office: Office,
    vault: Vault,
    credential_id: int,
    reason: str,
    progress: Progress | None = None,
    *,
    former: bool = False,
) -> Secret:
    """Return the secret in the clear, for whoever's identity lies open.

    The custody record and the journal hold the look before the secret leaves the vault. ``former``: the version
    before the current one, which is kept until a login with the new one has been confirmed. Raises ``VaultLocked``,
    ``InputError`` (not entitled, no terminal, no reason, nothing there), and what the vault raises.
    """
    return _look(
        office,
        vault,
        credential_id,
        reason,
        lambda deposit, first: vault.show(deposit, progress, first),
        progress,
        former=former,
    )


def one_time_code(office: Office, vault: Vault, credential_id: int, reason: str) -> OneTimeCode:
    """Return the code of the moment; what it is computed from stays in the vault's process. Otherwise as ``show``."""
    with office.register.read() as reader:
        if reader.credential(credential_id).kind is not CredentialKind.ONE_TIME_CODE:
            raise InputError(translate(_CONTEXT, "这一项不是动态验证码，"), translate(_CONTEXT, "请用“查看”来看密码。"))
    return _look(
        office,
        vault,
        credential_id,
        reason,
        lambda deposit, first: vault.one_time_code(deposit, office.now(), first),
    )


def copied(office: Office, vault: Vault, credential_id: int) -> None:
    """Note that the secret on screen goes to the clipboard; to be called before it does."""
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(office.actor, Action.SECRET_SHOWN, subject=subject) as writer:
        acting, looker = _looker(office, writer, vault)
        credential = writer.credential(credential_id)
        refuse_looker(credential, looker, acting.now())
        copy = _copy_to_open(credential, former=False)
        events.record(writer, acting, CustodyAct.COPIED, credential_id, version=copy.version)


def refuse_looker(credential: Credential, person: Person, now: datetime) -> None:
    """Raise ``InputError`` for who is neither holder nor deputy nor has the secret on loan (still), or has left."""
    loan = credential.loan
    if person.id not in credential.entitled() or person.has_left(now.astimezone().date()):
        raise InputError(
            translate(_CONTEXT, "{name}不是这一项的保管人，也没有借用，不能查看，").format(name=person.name),
            translate(_CONTEXT, "请由保管人查看，或者办理借用、交接。"),
        )
    if loan is not None and loan.person_id == person.id and loan.until < now:
        raise InputError(
            translate(_CONTEXT, "借用期已过，不能再查看，"), translate(_CONTEXT, "请办理归还；还需要用的，请重新借用。")
        )


def _look(
    office: Office,
    vault: Vault,
    credential_id: int,
    reason: str,
    ask: Callable[[Deposit, First], T],
    progress: Progress | None = None,
    *,
    former: bool = False,
) -> T:
    if not reason.strip():
        raise InputError(
            translate(_CONTEXT, "还没有填写查看原因，"), translate(_CONTEXT, "请选择或填写一个原因。"), field="reason"
        )
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with ExitStack() as transaction:
        writer = transaction.enter_context(office.register.write(office.actor, Action.SECRET_SHOWN, subject=subject))
        acting, looker = _looker(office, writer, vault)
        require_terminal(writer)
        credential = writer.credential(credential_id)
        refuse_looker(credential, looker, acting.now())
        copy = _copy_to_open(credential, former=former)

        def write_down() -> None:
            events.record(writer, acting, CustodyAct.SHOWN, credential_id, version=copy.version, reason=reason.strip())
            transaction.close()  # committed: now the secret may come out

        shown = _asked(acting, vault, copying.deposit_of(credential, copy), ask, write_down, progress)
    if copy.opened_at is None:
        _note_opened(acting, credential_id, copy.entry)
    return shown


def _asked(
    office: Office,
    vault: Vault,
    deposit: Deposit,
    ask: Callable[[Deposit, First], T],
    write_down: Callable[[], None],
    progress: Progress | None,
) -> T:
    """Ask the keyring; an entry that is not there (the PC was set up anew) comes back from the register first.

    The look is written down while the vault reads, and before what it read comes out.
    """
    try:
        return ask(deposit, write_down)
    except EntryAbsent:
        with office.register.read() as reader:
            text = reader.text(deposit.entry)
        if text is None:
            raise
    vault.write(deposit.entry, text, progress)
    return ask(deposit, None)  # written down by now


def _note_opened(office: Office, credential_id: int, entry: str) -> None:
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
        credential = writer.credential(credential_id)
        copies = tuple(
            replace(copy, opened_at=copy.opened_at or office.now()) if copy.entry == entry else copy
            for copy in credential.copies
        )
        writer.save(replace(credential, copies=copies))


def _looker(office: Office, writer: Writer, vault: Vault) -> tuple[Office, Person]:
    """Return the office as whoever's identity lies open uses it, and that person, who acts in the transaction."""
    opened = vault.opened
    person = person_of(writer, opened) if opened is not None else None
    if person is None:
        raise VaultLocked(
            translate(_CONTEXT, "还没有开锁，"), translate(_CONTEXT, "请保管人输入开锁口令后再试。"), field="passphrase"
        )
    acting = proved_as(office, person)
    writer.act_as(acting.actor)
    return acting, person


def _copy_to_open(credential: Credential, *, former: bool) -> SealedCopy:
    current = credential.current
    if former:
        kept = [copy for copy in credential.copies if copy.state is CopyState.KEPT]
        current = max(kept, key=lambda copy: copy.version, default=None)
    if current is None:
        raise InputError(
            translate(_CONTEXT, "这一项没有存着的密码，"), translate(_CONTEXT, "请先存入，或者在平台上直接登录。")
        )
    return current
