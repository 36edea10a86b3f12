"""The days of a closure on the platform: how long it freezes the account, and when it wants a confirmation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pmedia_desktop.model.filing import Closure, LoginWay
from pmedia_desktop.model.settings import FreezeTier


@dataclass(frozen=True)
class ConfirmWindow:
    """The days on which somebody has to log in and confirm the cancellation, both included."""

    first: date
    last: date


def freeze_days(followers: int, tiers: Iterable[FreezeTier]) -> int:
    """Return how many days the platform freezes an account with so many followers; without tiers none.

    Above the last tier that is limited, the longest freeze counts.
    """
    known = list(tiers)
    fitting = [tier.days for tier in known if tier.followers is None or followers <= tier.followers]
    if fitting:
        return min(fitting)
    return max((tier.days for tier in known), default=0)


def freeze_end(closure: Closure) -> date | None:
    """Return the day on which the freeze is over; None before the request and where nothing is frozen."""
    if closure.requested_on is None or closure.freeze_days <= 0 or not asks_for_confirmation(closure):
        return None
    return closure.requested_on + timedelta(days=closure.freeze_days)


def confirm_window(closure: Closure) -> ConfirmWindow | None:
    """Return when the cancellation has to be confirmed; None when the platform will not ask."""
    first = freeze_end(closure)
    if first is None:
        return None
    return ConfirmWindow(first, first + timedelta(days=closure.confirm_within_days))


def asks_for_confirmation(closure: Closure) -> bool:
    """Whether somebody must log in after the freeze; by official letter the platform acts by itself."""
    return closure.login_way is not LoginWay.LETTER_TO_PLATFORM


def window_missed(closure: Closure, on: date) -> bool:
    """Whether the window has passed unused, so that the platform keeps the account."""
    window = confirm_window(closure)
    return window is not None and closure.confirmed_on is None and closure.completed_on is None and window.last < on
