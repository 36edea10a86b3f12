"""What the custody page shows: every way into an account, who holds it, when it is due, and what it still needs.

Read from the register alone: the keyring is not asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pmedia_desktop.measures.custody_terms import change_due, waits_for_login
from pmedia_desktop.model.custody import CopyState, Credential, CustodyEvent, LoginTerminal
from pmedia_desktop.model.keys import HolderKey
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services.custody.envelopes import EnvelopeStanding, envelope_standing
from pmedia_desktop.services.custody.terminals import registered_terminal
from pmedia_desktop.services.office import Office, current_snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "services.custody.records"


@dataclass(frozen=True)
class CredentialRow:
    """One line. ``days_left`` until ``change_due`` (negative: overdue), ``change_why`` says how the day was counted."""

    credential: Credential
    account_name: str
    platform_name: str
    holder: Person | None
    deputy: Person | None
    borrower: Person | None
    change_due: date | None
    change_why: str
    days_left: int | None
    needs: tuple[str, ...]


@dataclass(frozen=True)
class CustodyOverview:
    """The whole page. ``terminal`` is this PC's entry in the list of login terminals, ``keys`` are those in use."""

    rows: tuple[CredentialRow, ...]
    envelope: EnvelopeStanding
    terminal: LoginTerminal | None
    keys: Mapping[int, HolderKey]


def custody_overview(office: Office) -> CustodyOverview:
    """Return every credential, retired ones included, in the order of accounts and appointment."""
    with office.register.read() as reader:
        known = current_snapshot(office, reader)
        terminal = registered_terminal(reader)
    place = {account.id: number for number, account in enumerate(known.accounts)}
    ordered = sorted(known.credentials, key=lambda one: (place.get(one.account_id, len(place)), one.id))
    return CustodyOverview(
        rows=tuple(_row(one, known, office.today()) for one in ordered),
        envelope=envelope_standing(known),
        terminal=terminal,
        keys={key.person_id: key for key in known.holder_keys if key.retired_at is None},
    )


def credential_row(office: Office, credential_id: int) -> CredentialRow:
    """Return one credential's line; ``InputError`` when there is none."""
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
        return _row(credential, current_snapshot(office, reader), office.today())


def events_of(office: Office, credential_id: int) -> tuple[CustodyEvent, ...]:
    """Return what has happened to a credential, the newest first."""
    with office.register.read() as reader:
        return tuple(reversed(reader.custody_events(credential_id)))


def _row(credential: Credential, known: Snapshot, today: date) -> CredentialRow:
    account = known.account(credential.account_id)
    due, why = change_due(credential, known.settings, today)
    return CredentialRow(
        credential=credential,
        account_name=account.name if account else "",
        platform_name=known.platform(account.platform).name if account else "",
        holder=known.person(credential.holder_id),
        deputy=known.person(credential.deputy_id),
        borrower=known.person(credential.loan.person_id) if credential.loan else None,
        change_due=due,
        change_why=why,
        days_left=(due - today).days if due else None,
        needs=tuple(_needs(credential, known, today)) if credential.is_active else (),
    )


def _needs(credential: Credential, known: Snapshot, today: date) -> Iterator[str]:
    holder, deputy = known.person(credential.holder_id), known.person(credential.deputy_id)
    if holder is None or holder.has_left(today):
        yield translate(_CONTEXT, "保管人已离任，请办理交接")
    elif credential.keeps_secret and known.key_of(holder.id) is None:
        yield translate(_CONTEXT, "保管人还没有设置开锁口令")
    elif credential.keeps_secret and credential.current is None:
        yield translate(_CONTEXT, "还没有存入")
    if deputy is not None and deputy.has_left(today):
        yield translate(_CONTEXT, "B岗已离任，请另行指定")
    elif deputy is not None and credential.keeps_secret and known.key_of(deputy.id) is None:
        yield translate(_CONTEXT, "B岗还没有设置开锁口令，暂时不能查看")
    if any(copy.state is CopyState.ANNOUNCED for copy in credential.copies):
        yield translate(_CONTEXT, "上次存到一半，请核对修复")
    if waits_for_login(credential):
        yield translate(_CONTEXT, "新密码还没有登录验证")
    elif credential.change_since is not None:
        yield translate(_CONTEXT, "须立即更换")
    elif credential.version is not None and credential.version.confirmed_at is None:
        yield translate(_CONTEXT, "存入后还没有登录验证")
