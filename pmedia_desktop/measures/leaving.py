"""What a person who leaves still has in hand (Article 15): a list to work off, whose rows close themselves.

What somebody knows cannot be taken back, so a row about a secret closes when the secret has been changed since the
person last had to do with it, and the person may not open the new one. A row about a right on a platform closes when
the register names somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pmedia_desktop.measures.custody_terms import day_of, is_kept
from pmedia_desktop.measures.subjects import (
    about_account,
    about_credential,
    about_envelope,
    account_title,
    named_account,
    named_credential,
)
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.custody import Credential, CustodyAct, CustodyEvent
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.texts import translate

#: What was lent or looked at so many days before somebody's last day is on the list.
LOOKED_BACK = 90

_TYPED_IN = (CustodyAct.DEPOSITED, CustodyAct.CHANGED)
_GIVEN = (CustodyAct.HANDED_OVER, CustodyAct.LENT, CustodyAct.RETURNED, CustodyAct.DEPUTY_CHANGED)


class LeavingKind(StrEnum):
    """Why a row is on the list, in the order of the list. ``COULD_OPEN``: sealed to the person, by whatever duty."""

    HELD = "held"
    DEPUTY = "deputy"
    LENT = "lent"
    SAW = "saw"
    COULD_OPEN = "could_open"
    ENVELOPE = "envelope"
    NAMED = "named"
    ADMINISTERS = "administers"
    OPERATES = "operates"
    PHONE = "phone"
    MAILBOX = "mailbox"


@dataclass(frozen=True, kw_only=True)
class LeavingRow:
    """One row: of what, why it is on the list, what closes it, and since when it is closed (None: open).

    ``closed_on`` is the day of the new secret; a credential retired is closed with the person's last day.
    """

    kind: LeavingKind
    subject: Subject
    account: str
    what: str
    remedy: str
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.closed_on is None


def leaving_list(snapshot: Snapshot, person: Person, last_day: date, today: date) -> tuple[LeavingRow, ...]:
    """Return what the person holds, had on loan, saw in the last 90 days, or is named for on a platform.

    ``last_day`` is the person's last day in office; it may lie ahead.
    """
    rows = [*_secrets(snapshot, person, last_day), *_envelopes(snapshot, person)]
    held = {row.account for row in rows if row.kind is LeavingKind.HELD and row.is_open}
    for account in snapshot.accounts:
        if is_kept(account):
            rows += _rights(account, snapshot, person, today, account_title(account, snapshot) in held)
    order = list(LeavingKind)
    return tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.account, row.subject.id)))


def _secrets(snapshot: Snapshot, person: Person, last_day: date) -> Iterator[LeavingRow]:
    contacts = _contacts(snapshot, person.id, last_day)
    keys = frozenset(key.recipient for key in snapshot.holder_keys if key.person_id == person.id)
    since = last_day - timedelta(days=min(LOOKED_BACK, (last_day - date.min).days))
    for credential in snapshot.credentials:
        events = contacts.get(credential.id, [])
        kind = _kind(credential, person.id, events, keys, since)
        account = snapshot.account(credential.account_id)
        if kind is None or account is None:
            continue
        yield LeavingRow(
            kind=kind,
            subject=about_credential(credential, snapshot),
            account=account_title(account, snapshot),
            what=_what(kind).format(credential=named_credential(credential, snapshot)),
            remedy=_remedy(credential, kind),
            closed_on=_closed_on(credential, person.id, events, keys, last_day),
        )


def _contacts(snapshot: Snapshot, person_id: int, last_day: date) -> dict[int, list[CustodyEvent]]:
    """Return by credential how the person had to do with it, oldest first.

    A look is proved by a passphrase and counts on any day. A secret entered in the name of somebody who has left or has
    handed it over was typed by the taker: the window's user is a mere claim.
    """
    handed_over = {
        (credential_id, handover.incoming_id)
        for handover in snapshot.handovers
        if handover.outgoing_id == person_id
        for credential_id in handover.credential_ids
    }
    concerning = [
        event
        for event in snapshot.custody_events
        if _concerns(event, person_id)
        or (event.act is CustodyAct.HANDED_OVER and (event.credential_id, event.person_id) in handed_over)
    ]
    found: dict[int, list[CustodyEvent]] = {}
    for event in sorted(concerning, key=lambda event: event.at):
        if event.credential_id is None or (day_of(event.at) > last_day and not event.act.is_a_look):
            continue
        events = found.setdefault(event.credential_id, [])
        if event.act not in _TYPED_IN or not events or not _gave_away(events[-1], person_id):
            events.append(event)
    return found


def _gave_away(event: CustodyEvent, person_id: int) -> bool:
    return event.act is CustodyAct.HANDED_OVER and event.person_id != person_id


def _concerns(event: CustodyEvent, person_id: int) -> bool:
    if event.by_person_id == person_id:
        # Who enters a hand-over need not be the one who gives; a passphrase shows that.
        gave = event.act is CustodyAct.HANDED_OVER and event.proved
        return gave or event.act.is_a_look or event.act in _TYPED_IN
    return event.person_id == person_id and event.act in _GIVEN


def _kind(
    credential: Credential, person_id: int, events: list[CustodyEvent], keys: frozenset[str], since: date
) -> LeavingKind | None:
    recent = [event for event in events if day_of(event.at) >= since]
    acts = {event.act for event in recent}
    lent_to = any(e.person_id == person_id and e.act in (CustodyAct.LENT, CustodyAct.RETURNED) for e in recent)
    if credential.is_active and credential.holder_id == person_id:
        return LeavingKind.HELD
    if credential.is_active and credential.deputy_id == person_id:
        return LeavingKind.DEPUTY
    if (credential.loan is not None and credential.loan.person_id == person_id) or lent_to:
        return LeavingKind.LENT
    if CustodyAct.HANDED_OVER in acts:
        return LeavingKind.HELD
    if acts:
        return LeavingKind.SAW
    return LeavingKind.COULD_OPEN if credential.is_active and _could_open(credential, keys) else None


def _could_open(credential: Credential, keys: frozenset[str]) -> bool:
    """Whether some copy of the secret in force, removed ones included, is sealed to one of the person's keys."""
    version = credential.version
    return version is not None and any(
        copy.version == version.number and not keys.isdisjoint(copy.recipients.split()) for copy in credential.copies
    )


def _closed_on(
    credential: Credential, person_id: int, events: list[CustodyEvent], keys: frozenset[str], last_day: date
) -> date | None:
    if not credential.is_active:
        return last_day
    if person_id in credential.entitled() or _could_open(credential, keys):
        return None
    if not credential.keeps_secret:
        return last_day if credential.change_since is None else None
    version = credential.version
    if version is None:
        return last_day
    last_contact: datetime | None = events[-1].at if events else None
    return day_of(version.set_at) if last_contact is None or version.set_at > last_contact else None


def _what(kind: LeavingKind) -> str:
    return {
        LeavingKind.HELD: translate("measures.leaving", "保管{credential}"),
        LeavingKind.DEPUTY: translate("measures.leaving", "任{credential}的B岗"),
        LeavingKind.LENT: translate("measures.leaving", "借用过{credential}"),
        LeavingKind.SAW: translate("measures.leaving", "90天内看过或存入过{credential}"),
        LeavingKind.COULD_OPEN: translate("measures.leaving", "曾经可以打开{credential}"),
    }[kind]


def _remedy(credential: Credential, kind: LeavingKind) -> str:
    if not credential.kind.has_secret:
        return translate("measures.leaving", "办理交接，撤销本人的扫码权限，更换绑定手机。")
    if kind is LeavingKind.HELD:
        return translate("measures.leaving", "办理交接；离任后由接收人更换密码并登录验证。")
    if kind is LeavingKind.DEPUTY:
        return translate("measures.leaving", "撤换B岗；之后更换密码并登录验证。")
    return translate("measures.leaving", "离任后更换密码并登录验证。")


def _envelopes(snapshot: Snapshot, person: Person) -> Iterator[LeavingRow]:
    for key in snapshot.recovery_keys:
        if key.state is RecoveryState.PENDING and key.sealed_to_id == person.id:
            yield LeavingRow(
                kind=LeavingKind.ENVELOPE,
                subject=about_envelope(key),
                account="",
                what=translate("measures.leaving", "单位的备用钥匙还暂由本人保管，没有打印密封"),
                remedy=translate("measures.leaving", "请在离任前由本人开锁，打印密封件并核对。"),
            )


def _rights(account: Account, snapshot: Snapshot, person: Person, today: date, held: bool) -> Iterator[LeavingRow]:
    """Yield the rights on the platform for which the register names the person, each while it does."""
    texts = {
        LeavingKind.NAMED: (
            translate("measures.leaving", "登记为{account}的账号管理员或B岗"),
            translate("measures.leaving", "指定新的账号管理员，办理变更备案。"),
        ),
        LeavingKind.ADMINISTERS: (
            translate("measures.leaving", "是{account}的平台管理员"),
            translate("measures.leaving", "在平台上更换管理员，再更新登记。"),
        ),
        LeavingKind.OPERATES: (
            translate("measures.leaving", "是{account}的运营者"),
            translate("measures.leaving", "在平台上解除绑定，再从登记中删去。"),
        ),
        LeavingKind.PHONE: (
            translate("measures.leaving", "{account}绑定的手机由本人持有"),
            translate("measures.leaving", "换绑为单位手机或移交手机卡，再更新登记。"),
        ),
        LeavingKind.MAILBOX: (
            translate("measures.leaving", "{account}绑定的邮箱由本人掌握"),
            translate("measures.leaving", "换绑为单位邮箱或移交邮箱，再更新登记。"),
        ),
    }
    for kind in _rights_of(account, snapshot, person, today):
        if kind is LeavingKind.NAMED and held:
            continue  # the account's manager follows when the credential is handed over
        what, remedy = texts[kind]
        yield LeavingRow(
            kind=kind,
            subject=about_account(account),
            account=account_title(account, snapshot),
            what=what.format(account=named_account(account, snapshot)),
            remedy=remedy,
        )


def _rights_of(account: Account, snapshot: Snapshot, person: Person, today: date) -> Iterator[LeavingKind]:
    ways = [credential for credential in snapshot.credentials_of(account.id) if credential.is_active]

    def is_named_in(*texts: str) -> bool:
        return any(person.name and person.name in text for text in texts)

    def is_own(own: str, *texts: str) -> bool:
        return any(own and own in text for text in texts)

    if person.id in (account.holder_id, account.deputy_holder_id):
        yield LeavingKind.NAMED
    if is_named_in(account.platform_administrator, *(way.platform_administrator for way in ways)):
        yield LeavingKind.ADMINISTERS
    if any(one.name == person.name and (one.until is None or one.until >= today) for one in account.operators):
        yield LeavingKind.OPERATES
    keepers = (account.bound_phone_owner_name, *(way.sim_keeper for way in ways))
    phones = (account.bound_phone, *(way.bound_phone for way in ways))
    if is_named_in(*keepers) or is_own(person.mobile_phone, *phones):
        yield LeavingKind.PHONE
    mailboxes = (account.bound_email, *(way.bound_email for way in ways))
    if is_named_in(*(way.email_keeper for way in ways)) or is_own(person.email, *mailboxes):
        yield LeavingKind.MAILBOX
