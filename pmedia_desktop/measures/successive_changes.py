"""What happened to one field one change after the other, told as one: the first value before and the last one after."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from pmedia_desktop.model.filing import FieldChange
from pmedia_desktop.model.written_notice import WrittenNotice

R = TypeVar("R", FieldChange, WrittenNotice)


def joined(rows: Iterable[R]) -> tuple[R, ...]:
    """Join rows of the same label, in the order of the changes; one that came back to where it was goes."""
    found: dict[str, R] = {}
    for row in rows:
        first = found.get(row.label)
        found[row.label] = row if first is None else replace(row, before=first.before)
    return tuple(row for row in found.values() if row.before != row.after)
