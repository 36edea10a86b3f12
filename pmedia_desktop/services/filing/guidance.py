"""What the guides for opening and closing an account offer and say before anything is entered."""

from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.measures.closure_dates import freeze_days
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.account import Account, AccountState, Baseline, Platform
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.filing import FilingKind, FilingState
from pmedia_desktop.model.finding import Finding
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.services.filing import process
from pmedia_desktop.services.office import Office, snapshot

#: What is worth knowing before an account is opened: one platform, one name, Article 5, apps below the county.
_BEFORE_OPENING = ("article4.second_account", "article4.name", "article5.", "application.")
#: An account that is not in the register yet has no number of its own.
_NOT_ENTERED = -1


@dataclass(frozen=True)
class GuideChoices:
    """What the guides offer. Accounts come with what people call them."""

    today: date
    unit: Unit | None
    principal: str
    people: tuple[Person, ...]
    platforms: tuple[Platform, ...]
    to_open: tuple[tuple[Account, str], ...]
    to_close: tuple[tuple[Account, str], ...]
    settings: Settings


def guide_choices(office: Office) -> GuideChoices:
    """Return the accounts that can be opened (also filed afterwards) and closed, with people and platforms."""
    known = snapshot(office)
    principal = known.person(known.unit.principal_id) if known.unit else None
    return GuideChoices(
        today=office.today(),
        unit=known.unit,
        principal=principal.name if principal else "",
        people=known.people,
        platforms=known.platforms,
        to_open=tuple(
            (account, account_title(account, known)) for account in known.accounts if _can_be_opened(account, known)
        ),
        to_close=tuple(
            (account, account_title(account, known)) for account in known.accounts if _can_be_closed(account, known)
        ),
        settings=known.settings,
    )


def opening_advice(office: Office, account: Account) -> tuple[Finding, ...]:
    """Return what Articles 4 and 5 and the rule on apps say about an account that is being thought of."""
    known = snapshot(office)
    thought_of = replace(account, id=account.id or _NOT_ENTERED, state=AccountState.PLANNED)
    others = tuple(other for other in known.accounts if other.id != thought_of.id)
    supposed = replace(known, accounts=(*others, thought_of))
    return tuple(
        finding
        for finding in all_findings(supposed, office.today())
        if finding.subject.kind is SubjectKind.ACCOUNT
        and finding.subject.id == thought_of.id
        and finding.rule.startswith(_BEFORE_OPENING)
    )


def expected_freeze(office: Office, account_id: int, followers: int) -> int | None:
    """Return how many days the platform will freeze the account before it is cancelled; None where it does not."""
    known = snapshot(office)
    account = known.account(account_id)
    if account is None or not known.platform(account.platform).freezes_on_cancellation:
        return None
    return freeze_days(followers, known.settings.freeze_tiers)


def closure_under_way(office: Office, account_id: int) -> int | None:
    """Return the id of the account's closure filing, None when none was begun."""
    with office.register.read() as reader:
        return process.closure_under_way(reader, account_id)


def _can_be_opened(account: Account, known: Snapshot) -> bool:
    waiting = account.state is AccountState.PLANNED
    unfiled = account.state.is_open and account.baseline is not Baseline.FILED_BEFORE
    return (waiting or unfiled) and not _has_filing(account, FilingKind.OPENING, known)


def _can_be_closed(account: Account, known: Snapshot) -> bool:
    """Whether a closure can be filed: also afterwards, for an account that was cancelled without a filing."""
    return (account.state.is_open or account.state.has_ended) and not _has_filing(account, FilingKind.CLOSURE, known)


def _has_filing(account: Account, kind: FilingKind, known: Snapshot) -> bool:
    over = (FilingState.ABANDONED, FilingState.RETURNED)
    return any(filing.kind is kind and filing.state not in over for filing in known.filings_of(account.id))
