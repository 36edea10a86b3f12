"""Rows of other units: a district's table names many, a register keeps one."""

from collections.abc import Sequence

from pmedia_desktop.exchange.cell_values import folded, is_nothing
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.unit_rows"
#: What offices leave out when they write their own name.
_FILLING = ("四川省", "眉山市", "彭山区", "人民政府", "办事处", "委员会", "办公室", "中共", "党政办")


def why_foreign(rows: Sequence[SourceRow], unit: Unit | None) -> list[str]:
    """Return for each row why it is another unit's, empty for this unit's own.

    A file that names one unit only is this unit's own, however the name is written; with several names in it, only the
    rows that name this unit are taken.
    """
    cells = [row.values.get("unit") for row in rows]
    named = [cell.strip() if isinstance(cell, str) and not is_nothing(cell) else "" for cell in cells]
    if unit is None or len(set(map(folded, filter(None, named)))) < 2:
        return [""] * len(rows)
    why = translate(_CONTEXT, "主办单位写的是“{name}”，不是本单位。")
    return [why.format(name=name) if name and not _is_own(name, unit) else "" for name in named]


def _is_own(name: str, unit: Unit) -> bool:
    own = {folded(one) for one in (unit.full_name, unit.seal_text, unit.short_name) if one}
    plain = folded(name)
    return plain in own or core_of(name) in {core_of(one) for one in own}


def core_of(name: str) -> str:
    """Return what tells a unit's name from another's, however much of it is written out."""
    name = folded(name)
    core = name
    for part in _FILLING:
        core = core.replace(part, "")
    return core or name
