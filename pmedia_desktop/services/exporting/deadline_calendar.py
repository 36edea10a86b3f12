"""The deadlines as a calendar for the telephone or WPS, each with its reason."""

from datetime import date

from pmedia_desktop.exchange.calendar_writing import CalendarEvent, calendar
from pmedia_desktop.model.finding import Deadline
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.rules_said import deadlines_of
from pmedia_desktop.texts import translate

_CONTEXT = "services.exporting.deadline_calendar"


def deadline_calendar(office: Office) -> bytes:
    """Return every deadline that has a day, overdue ones included, as an .ics file."""
    known = snapshot(office)
    unit = known.unit.full_name if known.unit else ""
    name = translate(_CONTEXT, "{unit}政务新媒体期限").format(unit=unit)
    events = [_event(deadline, deadline.due) for deadline in deadlines_of(office, known) if deadline.due]
    return calendar(name, events, office.now())


def _event(deadline: Deadline, due: date) -> CalendarEvent:
    lines = [deadline.reason]
    if deadline.article:
        lines.append(translate(_CONTEXT, "依据：{article}").format(article=deadline.article))
    if deadline.estimated:
        lines.append(translate(_CONTEXT, "放假安排公布前为推算，公布后请重新导出。"))
    if deadline.alternative is not None and deadline.alternative.due is not None:
        lines.append(
            translate(_CONTEXT, "{label}：{day}").format(
                label=deadline.alternative.label, day=deadline.alternative.due.isoformat()
            )
        )
    subject = deadline.subject
    # What is no record yet (two quarters that are still to be inspected) is told apart by its title.
    return CalendarEvent(
        uid=f"{deadline.rule}-{subject.kind.value}-{subject.id or subject.title}@pmedia-desktop",
        day=due,
        summary=deadline.what,
        description="\n".join(lines),
    )
