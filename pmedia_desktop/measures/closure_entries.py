"""What may be entered of a closure: everything that happened, nothing that cannot have.

Every refusal is an ``InputError`` that names the field.
"""

from dataclasses import replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.closure_dates import confirm_window, freeze_days
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import Closure
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

#: No platform freezes an account longer, in days.
_LONGEST_FREEZE = 366


def with_freeze(closure: Closure, stored: Closure | None, account: Account, snapshot: Snapshot) -> Closure:
    """Return the closure with the freeze by the follower tiers, unless the user has entered another."""
    if closure.requested_on is None or closure.followers is None:
        return closure
    if not snapshot.platform(account.platform).freezes_on_cancellation:
        return closure
    before = stored or Closure()
    entered_by_hand = closure.freeze_days != before.freeze_days
    same = (closure.followers, closure.requested_on) == (before.followers, before.requested_on)
    if closure.freeze_days < 0 or (closure.freeze_days > 0 and (entered_by_hand or same)):
        return closure
    return replace(closure, freeze_days=freeze_days(closure.followers, snapshot.settings.freeze_tiers))


def refuse_senseless_length(closure: Closure) -> None:
    """Refuse a freeze or a window that no platform has."""
    for field, label, days in (
        ("freeze_days", translate("measures.closure_entries", "冻结天数"), closure.freeze_days),
        ("confirm_within_days", translate("measures.closure_entries", "确认期天数"), closure.confirm_within_days),
    ):
        if not 0 <= days <= _LONGEST_FREEZE:
            raise InputError(
                translate("measures.closure_entries", "{label}{days}不合理，").format(label=label, days=days),
                translate("measures.closure_entries", "请填写0到{most}之间的整数。").format(most=_LONGEST_FREEZE),
                field=field,
            )


def refuse_future(closure: Closure, today: date) -> None:
    """Refuse what has not happened yet; only the stop of updating may be announced."""
    days = {
        "notice_on": translate("measures.closure_entries", "公告日期"),
        "stopped_on": translate("measures.closure_entries", "停止更新日期"),
        "requested_on": translate("measures.closure_entries", "申请注销日期"),
        "confirmed_on": translate("measures.closure_entries", "登录确认日期"),
        "completed_on": translate("measures.closure_entries", "注销完成日期"),
    }
    for field, label in days.items():
        day: date | None = getattr(closure, field)
        # A notice may name the day on which updating will stop.
        if day is not None and day > today and field != "stopped_on":
            raise InputError(
                translate("measures.closure_entries", "{label}{day}还没有到，").format(label=label, day=full_date(day)),
                translate("measures.closure_entries", "办完后再登记。"),
                field=field,
            )


def refuse_impossible(closure: Closure) -> None:
    """Refuse days on the platform that cannot have followed each other."""
    requested, confirmed, completed = closure.requested_on, closure.confirmed_on, closure.completed_on
    window = confirm_window(closure)
    if confirmed is not None and (requested is None or confirmed < requested):
        raise _wrong("confirmed_on", translate("measures.closure_entries", "登录确认的日期早于申请注销的日期"))
    if confirmed is not None and window is not None and confirmed < window.first:
        raise _wrong(
            "confirmed_on",
            translate("measures.closure_entries", "冻结期到{day}才满，登录确认的日期太早").format(
                day=full_date(window.first)
            ),
        )
    if confirmed is not None and window is not None and confirmed > window.last:
        raise _wrong(
            "confirmed_on",
            translate("measures.closure_entries", "确认期到{day}为止，登录确认的日期太晚").format(
                day=full_date(window.last)
            ),
        )
    if completed is None:
        return
    if requested is not None and completed < requested:
        raise _wrong("completed_on", translate("measures.closure_entries", "注销完成的日期早于申请注销的日期"))
    if confirmed is not None and completed < confirmed:
        raise _wrong("completed_on", translate("measures.closure_entries", "注销完成的日期早于登录确认的日期"))
    if window is not None and completed < window.first:
        raise _wrong(
            "completed_on",
            translate("measures.closure_entries", "冻结期到{day}才满，注销完成的日期太早").format(
                day=full_date(window.first)
            ),
        )


def _wrong(field: str, what: str) -> InputError:
    return InputError(
        translate("measures.closure_entries", "{what}，").format(what=what),
        translate("measures.closure_entries", "请核对日期；平台的冻结天数不同的，请改冻结天数。"),
        field=field,
    )
