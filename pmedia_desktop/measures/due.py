"""How a day stands to today."""

from datetime import date

from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.finding import Deadline, DueState
from pmedia_desktop.model.settings import Settings


def due_state(due: date | None, on: date, settings: Settings) -> DueState:
    """Return how a last day stands on the day ``on``; ``None`` means that the count has not begun."""
    if due is None:
        return DueState.NOT_STARTED
    days_left = (due - on).days
    if days_left < 0:
        return DueState.OVERDUE
    if days_left == 0:
        return DueState.TODAY
    return DueState.SOON if days_left <= settings.soon_calendar_days else DueState.COMING


def dated(
    *,
    rule: str,
    what: str,
    article: str,
    subject: Subject,
    account: str,
    due: date,
    on: date,
    state: DueState,
    reason: str,
    start: date | None = None,
    estimated: bool = False,
) -> Deadline:
    """Return a deadline on a day of the calendar that needs no counting of working days.

    ``estimated``: it depends on a year whose schedule is not out yet.
    """
    return Deadline(
        rule=rule,
        what=what,
        article=article,
        subject=subject,
        account=account,
        state=state,
        start=start,
        due=due,
        days_left=(due - on).days,
        estimated=estimated,
        reason=reason,
    )


def undated(rule: str, what: str, subject: Subject, account: str, cited: str, reason: str) -> Deadline:
    """Return a deadline to be met soon, for which no last day is laid down."""
    return Deadline(
        rule=rule,
        what=what,
        article=cited,
        subject=subject,
        account=account,
        state=DueState.UNDATED,
        start=None,
        due=None,
        days_left=None,
        estimated=False,
        reason=reason,
    )
