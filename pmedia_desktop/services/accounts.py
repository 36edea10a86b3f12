"""The unit's accounts: entered, found, looked at, corrected, really changed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from pmedia_desktop.measures.update_clock import UpdateClock, clock_of, runs
from pmedia_desktop.model.account import Account, Platform
from pmedia_desktop.model.account_query import AccountQuery
from pmedia_desktop.model.attachment import Attachment, Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.finding import Deadline, Finding
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.services.filing import changes
from pmedia_desktop.services.filing.corrections import mend_forms
from pmedia_desktop.services.filing.process import draft_closure
from pmedia_desktop.services.filing.written_notices import changed_by, keep_notices
from pmedia_desktop.services.office import Office, current_snapshot, platforms_of
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.rules_said import deadlines_of, findings_of
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.services.validation import check_day, checked_account

_CHANGED = frozenset({SubjectKind.ACCOUNT})


@dataclass(frozen=True)
class AccountRow:
    """A line of the accounts' table."""

    account: Account
    platform: Platform
    holder: Person | None
    findings: int
    next_deadline: Deadline | None


def search_accounts(office: Office, query: AccountQuery) -> tuple[AccountRow, ...]:
    """Return the accounts that match, in the order asked for."""
    with office.register.read() as reader:
        ids = reader.search_accounts(query)
        known = current_snapshot(office, reader)
    findings, deadlines = findings_of(office, known), deadlines_of(office, known)
    about = Counter(found.subject.id for found in findings if found.subject.kind is SubjectKind.ACCOUNT)
    # The most urgent one comes first, and is what stays.
    due = {account_of(deadline, known): deadline for deadline in reversed(deadlines) if deadline.due}
    return tuple(
        AccountRow(
            account,
            known.platform(account.platform),
            known.person(account.holder_id),
            about[account.id],
            due.get(account.id),
        )
        for account in map(known.account, ids)
        if account is not None
    )


@dataclass(frozen=True)
class AccountPage:
    """All that an account's own page shows; ``clock`` is None while the account has none."""

    account: Account
    platform: Platform
    holder: Person | None
    deputy_holder: Person | None
    people: tuple[Person, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    filings: tuple[Filing, ...]
    attachments: tuple[Attachment, ...]
    clock: UpdateClock | None = None


def account_page(office: Office, account_id: int) -> AccountPage:
    """Return one account with its findings, deadlines, filings and attachments."""
    with office.register.read() as reader:
        account = reader.account(account_id)
        known = current_snapshot(office, reader)
    today = office.today()
    filings = known.filings_of(account_id)
    filing_ids = {filing.id for filing in filings}
    return AccountPage(
        account=account,
        platform=known.platform(account.platform),
        holder=known.person(account.holder_id),
        deputy_holder=known.person(account.deputy_holder_id),
        people=known.people,
        findings=tuple(f for f in findings_of(office, known) if account_of(f, known) == account_id),
        deadlines=tuple(d for d in deadlines_of(office, known) if account_of(d, known) == account_id),
        filings=filings,
        attachments=tuple(
            a
            for a in known.attachments
            if (a.subject_kind is SubjectKind.ACCOUNT and a.subject_id == account_id)
            or (a.subject_kind is SubjectKind.FILING and a.subject_id in filing_ids)
        ),
        clock=clock_of(account, known, today) if runs(account) else None,
    )


def account_of(said: Deadline | Finding, known: Snapshot) -> int:
    """Return the id of the account that a deadline or finding is about, 0 when it is about none."""
    kind, subject_id = said.subject.kind, said.subject.id
    if kind is SubjectKind.ACCOUNT:
        return subject_id
    if kind is SubjectKind.FILING:
        filing = known.filing(subject_id)
        return filing.account_id if filing else 0
    if kind is SubjectKind.CREDENTIAL:
        credential = known.credential(subject_id)
        return credential.account_id if credential else 0
    return 0


def register_account(office: Office, account: Account) -> Outcome[Account]:
    """Enter an account that exists already, or (state PLANNED) one that is to be opened."""
    account = checked_account(account, platforms_of(office), office.today())
    subject = Subject(SubjectKind.ACCOUNT, 0, account.name)
    with office.register.write(office.actor, Action.ACCOUNT_REGISTERED, subject=subject) as writer:
        saved = writer.save(account)
    return Outcome(saved, _CHANGED)


def correct_account(office: Office, account: Account, read: Account | None = None) -> Outcome[Account]:
    """Save the account as it always was (更正录入): no filing follows. ``read`` is what the page read.

    Change filings that nobody has signed say the correction too.
    """
    account = checked_account(account, platforms_of(office), office.today())
    subject = Subject(SubjectKind.ACCOUNT, account.id, account.name)
    with office.register.write(office.actor, Action.ACCOUNT_CORRECTED, subject=subject) as writer:
        before = current_snapshot(office, writer)
        refuse_stale(writer.account(account.id), read)
        saved = writer.save(account)
        mended = mend_forms(writer, before, saved)
    return Outcome(saved, _CHANGED | mended)


@dataclass(frozen=True)
class AccountChange:
    """A real change: what has to be filed (drafted already), told in writing, or is internal.

    ``to_tell`` is kept until the office was told in writing. ``opening`` is the account's own opening, not handed in
    yet, whose form says it instead; ``closure`` is the closure's filing that was drafted because the account's state
    went the way of one.
    """

    account: Account
    filing: Filing | None
    advice: changes.ChangeAdvice
    closure: Filing | None = None
    opening: Filing | None = None
    to_tell: tuple[WrittenNotice, ...] = ()


def change_advice(office: Office, account: Account) -> changes.ChangeAdvice:
    """Say what saving this edit as a real change would ask for, before it is saved."""
    account = checked_account(account, platforms_of(office), office.today())
    with office.register.read() as reader:
        return changes.advice(reader.account(account.id), account, current_snapshot(office, reader))


def change_account(
    office: Office, account: Account, effective_on: date, reason: str = "", read: Account | None = None
) -> Outcome[AccountChange]:
    """Save a real change (实际变更) that took effect on a day, and draft its change filing if one is due.

    A state that goes the way of a closure (注销) drafts the closure's filing, with the day. An account that is not
    open yet, or no more, changes without a filing. ``read`` is what the page read.
    """
    account = checked_account(account, platforms_of(office), office.today())
    check_day(effective_on, "event_on")
    subject = Subject(SubjectKind.ACCOUNT, account.id, account.name)
    with office.register.write(office.actor, Action.ACCOUNT_CHANGED, subject=subject, note=reason) as writer:
        before = writer.account(account.id)
        refuse_stale(before, read)
        saved = writer.save(account)
        known = current_snapshot(office, writer)
        advice = changes.advice(before, saved, known)
        wanted = {saved.id: advice.to_file} if before.state.is_open else {}
        raised = changes.raise_filings(writer, office, known, wanted, effective_on, reason)
        seen = changes.is_known_outside(before, known)
        to_tell = keep_notices(writer, subject, advice.to_inform if seen else (), effective_on, reason)
        closure = draft_closure(office, writer, saved, effective_on, reason) if advice.to_close else None
    change = AccountChange(
        saved,
        filing=next(iter(raised.filings), None),
        advice=advice,
        closure=closure,
        opening=next(iter(raised.openings), None),
        to_tell=to_tell,
    )
    return Outcome(change, _CHANGED | {SubjectKind.FILING} | changed_by(to_tell))
