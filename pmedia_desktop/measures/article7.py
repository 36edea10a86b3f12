"""Article 7: a closure is approved, then announced, then cancelled on the platform; in this order."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.closure_dates import confirm_window, window_missed
from pmedia_desktop.measures.closure_rest import rest_of_closure
from pmedia_desktop.measures.filing_rules import weight
from pmedia_desktop.measures.filing_terms import current_filings
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.filing import Closure, Filing
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what Article 7 says about every closure that still speaks."""
    for filing in current_filings(snapshot):
        if filing.closure is not None:
            yield from order_problems(filing, snapshot)
            yield from _window(filing, filing.closure, snapshot, on)
            yield from _not_cancelled(filing, filing.closure, snapshot)
            yield from _no_confirmation(filing, filing.closure, snapshot)
            yield from _proof(filing, filing.closure, snapshot)


def order_problems(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what was done without, or before, the step that Article 7 puts in front of it."""
    closure = filing.closure or Closure()
    cancelling = closure.requested_on or closure.completed_on
    approved, announced = filing.approval.on, closure.notice_on
    if approved is None and (announced or cancelling):
        yield _finding(
            filing,
            snapshot,
            "no_approval",
            translate("measures.article7", "第七条要求关停先经主要领导审核、批准，登记中缺批准日期。"),
            translate("measures.article7", "请登记批准人和日期；还没有批准的，请先送签。"),
            "approval",
        )
    if announced is None and cancelling:
        yield _finding(
            filing,
            snapshot,
            "no_notice",
            translate("measures.article7", "第七条要求公告后再注销，登记中缺公告日期。"),
            translate("measures.article7", "请登记公告的日期和地点；没有公告的，请补发并在表中说明。"),
            "notice_on",
        )
    if approved and announced and announced < approved:
        yield _finding(
            filing,
            snapshot,
            "notice_before_approval",
            translate(
                "measures.article7", "第七条要求先批准再公告，登记中公告日期{first}早于批准日期{second}。"
            ).format(first=full_date(announced), second=full_date(approved)),
            translate("measures.article7", "请核对两个日期；属实的，请在表中说明原因。"),
            "notice_on",
        )
    if announced and cancelling and cancelling < announced:
        yield _finding(
            filing,
            snapshot,
            "cancelled_before_notice",
            translate(
                "measures.article7", "第七条要求先公告再注销，登记中申请注销的日期{first}早于公告日期{second}。"
            ).format(first=full_date(cancelling), second=full_date(announced)),
            translate("measures.article7", "请核对两个日期；属实的，请在表中说明原因。"),
            "requested_on",
        )


def _window(filing: Filing, closure: Closure, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    window = confirm_window(closure)
    if window is None or not window_missed(closure, on):
        return
    yield Finding(
        rule="article7.window_missed",
        article=article(7),
        severity=Severity.ERROR,
        subject=about_filing(filing, snapshot),
        message=translate(
            "measures.article7",
            "第七条要求及时在平台上注销，{first}至{last}的确认期已过，登记中缺确认日期，账号可能没有注销。",
        ).format(first=full_date(window.first), last=full_date(window.last)),
        remedy=translate("measures.article7", "请登录平台查看：已注销的补录日期，没有注销的重新提出注销申请。"),
        field="confirmed_on",
    )


def _not_cancelled(filing: Filing, closure: Closure, snapshot: Snapshot) -> Iterator[Finding]:
    rest = rest_of_closure(filing, snapshot)
    if not rest:
        return
    yield Finding(
        rule="article7.not_cancelled",
        article=article(7),
        severity=Severity.WARNING,
        subject=about_filing(filing, snapshot),
        message=translate("measures.article7", "第七条要求及时在平台上注销，登记中缺注销完成日期：{rest}。").format(
            rest=rest
        ),
        remedy=translate("measures.article7", "请登录平台查看：已注销的补录日期，没有注销的继续办理。"),
        field="completed_on" if closure.requested_on else "requested_on",
    )


def _no_confirmation(filing: Filing, closure: Closure, snapshot: Snapshot) -> Iterator[Finding]:
    """Note a completion that the platform would not have granted: nobody confirmed it in the window."""
    window = confirm_window(closure)
    if window is None or closure.completed_on is None or closure.confirmed_on is not None:
        return
    if closure.completed_on <= window.last:
        return
    yield Finding(
        rule="article7.no_confirmation",
        article=article(7),
        severity=Severity.NOTE,
        subject=about_filing(filing, snapshot),
        message=translate(
            "measures.article7", "登记的注销完成日期{day}晚于确认期{first}至{last}，登记中缺登录确认日期。"
        ).format(day=full_date(closure.completed_on), first=full_date(window.first), last=full_date(window.last)),
        remedy=translate("measures.article7", "请登录平台查看账号是否确已注销，并补录登录确认日期。"),
        field="confirmed_on",
    )


def _proof(filing: Filing, closure: Closure, snapshot: Snapshot) -> Iterator[Finding]:
    if closure.completed_on is None or _has_proof(filing, snapshot, AttachmentKind.COMPLETION_PROOF):
        return
    yield Finding(
        rule="article7.no_proof",
        article=article(7),
        severity=Severity.NOTE,
        subject=about_filing(filing, snapshot),
        message=translate("measures.article7", "登记的注销完成日期是{day}，还没有附注销成功的截图。").format(
            day=full_date(closure.completed_on)
        ),
        remedy=translate("measures.article7", "请附上截图；已经报送的，可作为补充材料补交。"),
        field="attachments",
    )


def has_any_proof(filing: Filing, snapshot: Snapshot) -> bool:
    """Whether the request or the completion is shown by a file; for filing a request's screenshot suffices."""
    return _has_proof(filing, snapshot, AttachmentKind.CANCELLATION_REQUEST, AttachmentKind.COMPLETION_PROOF)


def _has_proof(filing: Filing, snapshot: Snapshot, *kinds: AttachmentKind) -> bool:
    return snapshot.has_attachment(SubjectKind.FILING, filing.id, *kinds) or snapshot.has_attachment(
        SubjectKind.ACCOUNT, filing.account_id, *kinds
    )


def _finding(filing: Filing, snapshot: Snapshot, code: str, message: str, remedy: str, field: str) -> Finding:
    return Finding(
        rule=f"article7.{code}",
        article=article(7),
        severity=weight(filing, Severity.ERROR),
        subject=about_filing(filing, snapshot),
        message=message,
        remedy=remedy,
        field=field,
    )
