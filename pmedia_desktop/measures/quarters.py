"""Quarters of the year, and when the self-inspection of one is due (March, June, September, December)."""

from datetime import date

from pmedia_desktop.model.inspection import SelfInspection
from pmedia_desktop.model.snapshot import Snapshot


def quarter_of(day: date) -> tuple[int, int]:
    """Return year and quarter (1 to 4) of a day."""
    return day.year, (day.month + 2) // 3


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """Return the quarter's first day and the day after its last one."""
    return date(year, 3 * quarter - 2, 1), date(year + quarter // 4, 3 * quarter % 12 + 1, 1)


def quarter_before(year: int, quarter: int) -> tuple[int, int]:
    """Return year and quarter of the quarter before."""
    return (year, quarter - 1) if quarter > 1 else (year - 1, 4)


def inspection_due(on: date, day_of_month: int) -> date:
    """Return the day by which the quarter of ``on`` is inspected: a day (1 to 28) of its last month."""
    year, quarter = quarter_of(on)
    return date(year, 3 * quarter, day_of_month)


def inspection_of(snapshot: Snapshot, year: int, quarter: int) -> SelfInspection | None:
    """Return the quarter's self-inspection, the latest if there are several."""
    for inspection in reversed(snapshot.inspections):
        if (inspection.year, inspection.quarter) == (year, quarter):
            return inspection
    return None


def missed_quarter(snapshot: Snapshot, on: date) -> tuple[int, int] | None:
    """Return the quarter before that of ``on`` if it was never inspected, or None.

    A unit that did not use the program then has missed nothing, and once the current quarter's inspection is begun the
    earlier one is not asked for any more.
    """
    current = quarter_of(on)
    begin, _ = quarter_days(*current)
    used = snapshot.used_since is not None and snapshot.used_since < begin
    if not used and all(inspection.begun_on >= begin for inspection in snapshot.inspections):
        return None
    before = quarter_before(*current)
    if inspection_of(snapshot, *current) is not None or inspection_of(snapshot, *before) is not None:
        return None
    return before
