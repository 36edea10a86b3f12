"""What is due when, and why: every deadline explains itself in one sentence."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures import (
    account_deadlines,
    article11,
    article15,
    article16,
    closure_deadlines,
    publishing,
    superior_tasks,
    update_clock,
    written_notices,
)
from pmedia_desktop.measures.closure_rest import rest_of_closure
from pmedia_desktop.measures.due import due_state, undated
from pmedia_desktop.measures.filing_terms import (
    FilingTerm,
    current_filings,
    first_submission,
    given_up_closure,
    is_late_baseline,
    term_of,
    term_of_unfiled,
)
from pmedia_desktop.measures.subjects import about_account, about_filing, account_title
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.measures.working_days import WorkCalendar, explain
from pmedia_desktop.model.account import Account, Baseline
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
from pmedia_desktop.model.finding import Deadline, DueState, OtherReading
from pmedia_desktop.model.settings import ClosureReading, OpeningReading
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

_ORDER = {
    DueState.OVERDUE: 0,
    DueState.TODAY: 1,
    DueState.SOON: 2,
    DueState.UNDATED: 3,
    DueState.COMING: 4,
    DueState.NOT_STARTED: 5,
}


def all_deadlines(snapshot: Snapshot, on: date, calendar: WorkCalendar) -> list[Deadline]:
    """Return everything that is due on or after ``on`` or is overdue, most urgent first.

    Filings' terms under both readings, accounts still to be filed, oral consents to be signed, the freeze and
    the confirmation of a closure or what else is left of it, certifications, short-term operators and contracts
    that end, replies to citizens (Article 11), what custody asks for (Article 15), the update clock, what waits to be
    published or signed, orders from above, problems and incidents until they are closed (Articles 16, 17), the
    quarterly self-inspection, and what is to be told in writing. A finding about the same matter has the same
    rule and subject.
    """
    found: list[Deadline] = []
    opened = {
        f.account_id for f in snapshot.filings if f.kind is FilingKind.OPENING and f.state is not FilingState.ABANDONED
    }
    for filing in current_filings(snapshot):
        found += _of_filing(filing, snapshot, on, calendar)
    for account in snapshot.accounts:
        if account.id not in opened:
            found += _of_unfiled_account(account, snapshot, on, calendar)
        found += _of_given_up_closure(account, snapshot, on, calendar)
        found += account_deadlines.of_account(account, snapshot, on)
    found += article11.deadlines(snapshot, on, calendar)
    found += article15.deadlines(snapshot, on)
    found += update_clock.deadlines(snapshot, on, calendar)
    found += publishing.deadlines(snapshot, on)
    found += superior_tasks.deadlines(snapshot, on)
    found += article16.deadlines(snapshot, on)
    found += written_notices.deadlines(snapshot)
    return sorted(found, key=_urgency)


def filing_deadline(filing: Filing, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Deadline | None:
    """Return the filing's own term; None once it has been handed in, given up or returned."""
    if filing.state.is_submitted or filing.state in (FilingState.ABANDONED, FilingState.RETURNED):
        return None
    account = snapshot.account(filing.account_id)
    subject = about_filing(filing, snapshot)
    if first_submission(filing, snapshot) is not None:
        return undated(
            "filing.resubmit",
            translate("measures.deadlines", "更正后重新报送：{subject}").format(subject=subject.title),
            subject,
            _account_text(account, snapshot),
            _article_of(filing.kind),
            translate(
                "measures.deadlines",
                "原表已经报送过，是否按期以首次报送的日期为准；退回后没有规定重报期限，请尽快更正后重新报送。",
            ),
        )
    if is_late_baseline(filing, account):
        return undated(
            "filing.baseline",
            translate("measures.deadlines", "补报：{subject}").format(subject=subject.title),
            subject,
            _account_text(account, snapshot),
            article(6),
            translate("measures.deadlines", "这是以前开设的账号，补报没有规定期限，请尽快报送。"),
        )
    term = term_of(filing, account, snapshot.settings, calendar)
    what = translate("measures.deadlines", "报送{subject}").format(subject=subject.title)
    rule = f"filing.{filing.kind.value}"
    return _of_term(rule, what, term, subject, _account_text(account, snapshot), _article_of(filing.kind), on, snapshot)


def _of_filing(filing: Filing, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Deadline]:
    term = filing_deadline(filing, snapshot, on, calendar)
    if term is not None:
        yield term
    account = snapshot.account(filing.account_id)
    if filing.approval.on is not None and filing.approval.awaits_signature:
        subject = about_filing(filing, snapshot)
        yield undated(
            "approval.oral",
            translate("measures.deadlines", "补签口头同意：{subject}").format(subject=subject.title),
            subject,
            _account_text(account, snapshot),
            _article_of(filing.kind),
            (
                translate("measures.deadlines", "主要领导{day}口头同意，表已经报送，还没有补签，请尽快补上。")
                if filing.submitted_on
                else translate("measures.deadlines", "主要领导{day}口头同意，还没有补签，请在报送前补上。")
            ).format(day=full_date(filing.approval.on)),
        )
    yield from closure_deadlines.of_closure(filing, snapshot, on)
    rest = rest_of_closure(filing, snapshot)
    if rest:
        title = _account_text(account, snapshot)
        yield undated(
            "closure.completion",
            translate("measures.deadlines", "完成注销：{account}").format(account=title),
            about_filing(filing, snapshot),
            title,
            article(7),
            translate("measures.deadlines", "{rest}，请尽快办理，完成后登记日期。").format(rest=rest),
        )


def _of_unfiled_account(account: Account, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Deadline]:
    """Yield what an open account without an opening filing asks for; what was filed before asks for nothing."""
    if not account.state.is_open:
        return
    subject, title = about_account(account), account_title(account, snapshot)
    if account.baseline is Baseline.TO_BE_FILED:
        yield undated(
            "filing.baseline",
            translate("measures.deadlines", "补报备案：{account}").format(account=title),
            subject,
            title,
            article(6),
            translate("measures.deadlines", "登记为以前开设、待补报。补报没有规定期限，请尽快填表报送。"),
        )
        return
    term = term_of_unfiled(account, snapshot.settings, calendar)
    if term is not None:
        what = translate("measures.deadlines", "报送开设备案：{account}").format(account=title)
        yield _of_term("filing.opening", what, term, subject, title, article(6), on, snapshot)


def _of_given_up_closure(account: Account, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Deadline]:
    """Yield the term of an account that was cancelled and whose closure's filing was given up (作废)."""
    given_up = given_up_closure(account, snapshot) if account.state.has_ended else None
    if given_up is None:
        return
    subject, title = about_account(account), account_title(account, snapshot)
    what = translate("measures.deadlines", "重新报送关停备案：{account}").format(account=title)
    term = term_of(given_up, account, snapshot.settings, calendar)
    yield _of_term("filing.closure", what, term, subject, title, article(7), on, snapshot)


def _of_term(
    rule: str, what: str, term: FilingTerm, subject: Subject, account: str, cited: str, on: date, snapshot: Snapshot
) -> Deadline:
    leading, other = term.leading, term.other
    state = due_state(leading.due, on, snapshot.settings)
    if leading.count is None:
        reason = _not_started(leading.kind)
        # What has gone live does not wait for somebody to enter the approval; a closure's request does.
        if other.kind is OpeningReading.EVENT and other.due is not None:
            by_event = due_state(other.due, on, snapshot.settings)
            if by_event is not DueState.COMING:
                state, reason = by_event, reason + _runs_out(by_event)
    else:
        reason = translate("measures.deadlines", "{reading}：{explanation}。").format(
            reading=leading.label, explanation=explain(leading.count)
        )
    return Deadline(
        rule=rule,
        what=what,
        article=cited,
        subject=subject,
        account=account,
        state=state,
        start=leading.start,
        due=leading.due,
        days_left=(leading.due - on).days if leading.due else None,
        estimated=leading.count.estimated if leading.count else False,
        reason=reason,
        count=leading.count,
        alternative=OtherReading(
            label=other.label,
            start=other.start,
            due=other.due,
            estimated=other.count.estimated if other.count else False,
        ),
    )


def _not_started(reading: OpeningReading | ClosureReading) -> str:
    if reading is OpeningReading.APPROVAL:
        return translate("measures.deadlines", "未起算：还没有登记主要领导批准的日期。")
    if reading is OpeningReading.EVENT:
        return translate("measures.deadlines", "未起算：还没有登记开通或变更生效的日期。")
    if reading is ClosureReading.COMPLETION:
        return translate("measures.deadlines", "未起算：注销完成后才起算。")
    return translate("measures.deadlines", "未起算：还没有向平台申请注销。")


def _runs_out(state: DueState) -> str:
    if state is DueState.OVERDUE:
        return translate("measures.deadlines", "但从开通或变更生效之日起算，期限已满，请尽快补登批准日期并报送。")
    return translate("measures.deadlines", "但从开通或变更生效之日起算，期限就要到了，请抓紧送签、报送。")


def _article_of(kind: FilingKind) -> str:
    return article(7) if kind is FilingKind.CLOSURE else article(6)


def _account_text(account: Account | None, snapshot: Snapshot) -> str:
    return account_title(account, snapshot) if account else ""


def _urgency(deadline: Deadline) -> tuple[int, date, str, int, str]:
    other = deadline.alternative.due if deadline.alternative else None
    day = deadline.due or other or date.max
    return (_ORDER[deadline.state], day, deadline.subject.kind.value, deadline.subject.id, deadline.rule)
