"""A closure on the platform (Article 7): approval, notice, request, freeze, confirmation, cancellation.

It runs beside the paper's way. What really happened can always be entered, in whatever order it happened; the
findings say what the order should have been. Refused is only what cannot have happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.closure_dates import confirm_window, freeze_end, window_missed
from pmedia_desktop.measures.closure_entries import (
    refuse_future,
    refuse_impossible,
    refuse_senseless_length,
    with_freeze,
)
from pmedia_desktop.measures.needs import Need
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import Closure, Filing, LoginWay
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

#: The states through which a closure leads an account, in their order.
_WAY_OUT = (AccountState.NORMAL, AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN, AccountState.CANCELLED)


class ClosureStage(StrEnum):
    """The stages of a closure; not every closure has all of them."""

    APPROVED = "approved"
    ANNOUNCED = "announced"
    RECOVERED = "recovered"
    REQUESTED = "requested"
    FROZEN = "frozen"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class ClosureStep:
    """One stage: ``done_on`` is when it happened (for the freeze: when it is over), ``needs`` what is missing."""

    stage: ClosureStage
    title: str
    needs: tuple[Need, ...]
    done: bool
    done_on: date | None


def steps(filing: Filing, snapshot: Snapshot, on: date) -> tuple[ClosureStep, ...]:
    """Return the closure's stages in their order, each with what it still needs on the day ``on``."""
    closure = filing.closure or Closure()
    account = snapshot.account(filing.account_id) or Account()
    subject = about_filing(filing, snapshot)
    found = [_approved(filing, subject), _announced(filing, closure, snapshot, subject)]
    if closure.login_way is LoginWay.RECOVERING:
        found.append(_recovered(closure, subject))
    found.append(_requested(filing, closure, account, snapshot, subject))
    if freeze_end(closure) is not None or _will_freeze(closure, account, snapshot):
        found += [_frozen(closure, on), _confirmed(closure, on, subject)]
    found.append(_cancelled(filing, closure, snapshot, subject))
    return tuple(found)


def next_step(filing: Filing, snapshot: Snapshot, on: date) -> ClosureStep | None:
    """Return the first stage that is not done, None when the account is cancelled."""
    if filing.closure is not None and filing.closure.completed_on is not None:
        return None
    return next((step for step in steps(filing, snapshot, on) if not step.done), None)


def account_state(closure: Closure, before: Closure, current: AccountState) -> AccountState:
    """Return the national system's state of an account whose closure has come so far; ``before`` is how far it was.

    An account that stands where the days led it follows them back too: a day typed by mistake and erased, a request
    that has to be made again. One that was registered further on stays, for days that nobody has typed prove nothing.
    """
    if current not in _WAY_OUT:
        return current
    by_days = _state_by_days(closure)
    return by_days if current is _state_by_days(before) else max(current, by_days, key=_WAY_OUT.index)


def is_closing(before: AccountState, after: AccountState) -> bool:
    """Whether an account that people can meet goes further on its way out, which Article 7 wants filed as a closure."""
    if not before.is_open:
        return False
    return after.has_ended or (after in _WAY_OUT and _WAY_OUT.index(after) > _WAY_OUT.index(before))


def state_after_abandoning(closure: Closure, current: AccountState) -> AccountState:
    """Return the state of an account whose closure's filing was given up.

    What the account was before is not known: it runs again, unless it is cancelled, by its days or as registered.
    """
    if current not in _WAY_OUT or current is AccountState.CANCELLED:
        return current
    return AccountState.NORMAL if closure.completed_on is None else AccountState.CANCELLED


def _state_by_days(closure: Closure) -> AccountState:
    if closure.completed_on is not None:
        return AccountState.CANCELLED
    if freeze_end(closure) is not None:
        return AccountState.FROZEN
    return AccountState.NORMAL if closure.notice_on is None else AccountState.CLOSURE_ANNOUNCED


def checked(filing: Filing, snapshot: Snapshot, today: date) -> Filing:
    """Return the closure's filing with the freeze by the follower tiers and the completion as its event.

    A freeze that the user has entered is kept; it follows the tiers anew when request or followers change.
    Raises ``InputError`` when days lie in the future or cannot have followed each other.
    """
    closure = filing.closure
    if closure is None:
        return filing
    account = snapshot.account(filing.account_id) or Account()
    stored = next((known.closure for known in snapshot.filings if known.id == filing.id), None)
    closure = with_freeze(closure, stored, account, snapshot)
    refuse_senseless_length(closure)
    refuse_future(closure, today)
    refuse_impossible(closure)
    return replace(filing, closure=closure, event_on=closure.completed_on)


def request_again(filing: Filing, today: date) -> Filing:
    """Return the filing led back to the request after the confirmation window has passed unused.

    Raises ``InputError`` while the window is open or nothing was requested.
    """
    closure = filing.closure
    if closure is None or not window_missed(closure, today):
        raise InputError(
            translate("measures.closure_steps", "现在还不需要重新申请注销，"),
            translate("measures.closure_steps", "确认期过了仍未确认时才需要。"),
        )
    again = replace(closure, requested_on=None, freeze_days=0, request_round=closure.request_round + 1)
    return replace(filing, closure=again)


def _approved(filing: Filing, subject: Subject) -> ClosureStep:
    needs = []
    if filing.approval.on is None:
        needs.append(Need("approval", translate("measures.closure_steps", "登记主要领导批准的日期。"), subject))
    return ClosureStep(
        ClosureStage.APPROVED,
        translate("measures.closure_steps", "主要领导批准"),
        tuple(needs),
        filing.approval.on is not None,
        filing.approval.on,
    )


def _announced(filing: Filing, closure: Closure, snapshot: Snapshot, subject: Subject) -> ClosureStep:
    needs = []
    if closure.notice_on is None:
        needs.append(Need("notice_on", translate("measures.closure_steps", "发布关停公告并登记日期。"), subject))
    if not closure.notice_place:
        needs.append(Need("notice_place", translate("measures.closure_steps", "登记公告发布在哪里。"), subject))
    if not _attached(filing, snapshot, AttachmentKind.NOTICE):
        needs.append(Need("attachments", translate("measures.closure_steps", "附上公告截图。"), subject))
    title = translate("measures.closure_steps", "发布关停公告")
    done = closure.notice_on is not None
    return ClosureStep(ClosureStage.ANNOUNCED, title, tuple(needs), done, closure.notice_on)


def _recovered(closure: Closure, subject: Subject) -> ClosureStep:
    need = Need(
        "login_way",
        translate("measures.closure_steps", "按平台的找回流程恢复登录；找不回的，改为发函平台办理。"),
        subject,
    )
    title = translate("measures.closure_steps", "找回登录")
    # A request that was made shows that somebody could log in.
    done = closure.requested_on is not None
    return ClosureStep(ClosureStage.RECOVERED, title, () if done else (need,), done, closure.requested_on)


def _requested(filing: Filing, closure: Closure, account: Account, snapshot: Snapshot, subject: Subject) -> ClosureStep:
    return ClosureStep(
        ClosureStage.REQUESTED,
        translate("measures.closure_steps", "发函平台申请注销")
        if closure.login_way is LoginWay.LETTER_TO_PLATFORM
        else translate("measures.closure_steps", "向平台申请注销"),
        tuple(_needs_of_request(filing, closure, account, snapshot, subject)),
        closure.requested_on is not None or closure.completed_on is not None,
        closure.requested_on,
    )


def _needs_of_request(
    filing: Filing, closure: Closure, account: Account, snapshot: Snapshot, subject: Subject
) -> Iterator[Need]:
    by_letter = closure.login_way is LoginWay.LETTER_TO_PLATFORM
    if closure.requested_on is None and closure.completed_on is None:
        message = (
            translate("measures.closure_steps", "向平台寄出加盖公章的注销申请函，并登记日期。")
            if by_letter
            else translate("measures.closure_steps", "在平台上提出注销申请，并登记日期。")
        )
        yield Need("requested_on", message, subject)
    if _will_freeze(closure, account, snapshot) and closure.freeze_days <= 0:
        yield Need("followers", translate("measures.closure_steps", "填写粉丝数，用来推算冻结期。"), subject)
    if by_letter and not closure.login_note:
        yield Need("login_note", translate("measures.closure_steps", "登记函件文号和寄送方式。"), subject)
    proofs = (AttachmentKind.CANCELLATION_REQUEST, AttachmentKind.COMPLETION_PROOF)
    if not _attached(filing, snapshot, *proofs):
        yield Need("attachments", translate("measures.closure_steps", "附上申请注销的截图。"), subject)


def _frozen(closure: Closure, on: date) -> ClosureStep:
    end = freeze_end(closure)
    done = closure.confirmed_on is not None or closure.completed_on is not None or (end is not None and end <= on)
    return ClosureStep(ClosureStage.FROZEN, translate("measures.closure_steps", "等待冻结期满"), (), done, end)


def _confirmed(closure: Closure, on: date, subject: Subject) -> ClosureStep:
    done = closure.confirmed_on is not None or closure.completed_on is not None
    window = confirm_window(closure)
    needs: tuple[Need, ...] = ()
    if not done and window_missed(closure, on):
        message = translate("measures.closure_steps", "确认期已过，请重新提出注销申请；如已确认，请补录日期。")
        needs = (Need("confirmed_on", message, subject),)
    elif not done and window is not None:
        message = translate("measures.closure_steps", "在{first}至{last}之间登录平台确认注销。").format(
            first=full_date(window.first), last=full_date(window.last)
        )
        needs = (Need("confirmed_on", message, subject),)
    title = translate("measures.closure_steps", "期满后登录确认")
    return ClosureStep(ClosureStage.CONFIRMED, title, needs, done, closure.confirmed_on)


def _cancelled(filing: Filing, closure: Closure, snapshot: Snapshot, subject: Subject) -> ClosureStep:
    needs = []
    if closure.completed_on is None:
        needs.append(Need("completed_on", translate("measures.closure_steps", "登记注销完成的日期。"), subject))
    if not _attached(filing, snapshot, AttachmentKind.COMPLETION_PROOF):
        message = translate("measures.closure_steps", "附上注销成功的截图（可在报送后作为补充材料）。")
        needs.append(Need("attachments", message, subject))
    title = translate("measures.closure_steps", "注销完成")
    done = closure.completed_on is not None
    return ClosureStep(ClosureStage.CANCELLED, title, tuple(needs), done, closure.completed_on)


def _attached(filing: Filing, snapshot: Snapshot, *kinds: AttachmentKind) -> bool:
    return snapshot.has_attachment(SubjectKind.FILING, filing.id, *kinds) or snapshot.has_attachment(
        SubjectKind.ACCOUNT, filing.account_id, *kinds
    )


def _will_freeze(closure: Closure, account: Account, snapshot: Snapshot) -> bool:
    """Whether a freeze is to be expected of this platform; a finished closure expects none."""
    return (
        snapshot.platform(account.platform).freezes_on_cancellation
        and closure.login_way is not LoginWay.LETTER_TO_PLATFORM
        and closure.completed_on is None
    )
