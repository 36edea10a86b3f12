"""What the ledgers of a period have in common: incidents, problems, orders from above, messages."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import period_words
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.paper.preparer import preparer

R = TypeVar("R")


def fill_period(
    office: Office,
    begin: date,
    end: date,
    chosen: Callable[[Snapshot, date, date], Sequence[R]],
    sheet: Callable[[Office, Sequence[R], Snapshot, str, str], Filled],
) -> Filled:
    """Return the ``sheet`` of the records ``chosen`` for a period, with the period in words and who prepares it."""
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        name, _ = preparer(office, reader)
    return sheet(office, chosen(known, begin, end), known, period_words(begin, end), name)


def ledger_head(
    form: str, rows: Sequence[object], known: Snapshot, period: str, preparer_name: str, on: date
) -> dict[str, JsonValue]:
    """Return the values that the ledger ``form`` has beside its own columns; its rows numbered from 1."""
    return {
        "unit.full_name": (known.unit or Unit()).full_name,
        f"{form}.period": period,
        f"{form}.filled_on": on.isoformat(),
        f"{form}.preparer_name": preparer_name,
        f"{form}.sheet": "",
        f"{form}.numbers": [str(number) for number, _ in enumerate(rows, 1)],
    }
