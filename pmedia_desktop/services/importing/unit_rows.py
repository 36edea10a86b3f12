"""Rows of other units: a district's table names many, a ledger may be a neighbour's; a register keeps one unit."""

from collections.abc import Collection, Sequence

from pmedia_desktop.exchange.cell_values import folded, is_nothing
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.importing.unit_names import is_name_of

#: Among the names that a user takes for the unit's own, this one stands for all of them.
EVERY_NAME = "*"


def foreign_names(rows: Sequence[SourceRow], unit: Unit | None) -> list[str]:
    """Return for each row the other unit that it is of, empty for this unit's own.

    A row that names none is of the unit named above it, which is often written once for many rows.
    """
    if unit is None:
        return [""] * len(rows)
    own: dict[str, bool] = {"": True}
    above: dict[tuple[str, str], str] = {}
    found = []
    for row in rows:
        table, cell = (row.sheet, row.kind), row.values.get("unit")
        if isinstance(cell, str) and not is_nothing(cell):
            above[table] = " ".join(cell.split())
        name = above.get(table, "")
        if name not in own:
            own[name] = is_name_of(name, unit)
        found.append("" if own[name] else name)
    return found


def is_taken(name: str, own_units: Collection[str]) -> bool:
    """Whether the user takes this name of a unit for the unit's own, however it sounds."""
    return EVERY_NAME in own_units or folded(name) in map(folded, own_units)
