"""Telephone and identity numbers out of everything that the program writes for others.

What was signed or scanned is not touched: changed, it would be no evidence.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pmedia_desktop.measures.text_checks.numbers import mask_numbers
from pmedia_desktop.model.snapshot import Snapshot

R = TypeVar("R")

#: What is a number of the platform's or of an authority's, not of a person.
_NOT_PERSONAL = frozenset(
    (
        "platform_id",
        "original_id",
        "media_code",
        "homepage",
        "link",
        "credit_code",
        "reporting_code",
        "number",
        "sha256",
    )
)
#: What the papers of an inspection file are filled from.
_SHOWN = (
    "unit",
    "people",
    "accounts",
    "attachments",
    "credentials",
    "messages",
    "problems",
    "incidents",
    "sanctions",
    "inspections",
)


def masked_snapshot(known: Snapshot) -> Snapshot:
    """Return what the papers are filled from without a person's numbers."""
    return replace(known, **{name: masked(getattr(known, name)) for name in _SHOWN})


def masked(value: R) -> R:
    """Return a record, a tuple of records, or a text without a person's numbers."""
    return _masked(value)  # type: ignore[no-any-return]


def _masked(value: Any) -> Any:
    if type(value) is str:
        return mask_numbers(value) if len(value) > 10 else value
    if isinstance(value, tuple):
        return tuple(map(_masked, value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _masked(getattr(value, field.name))
            for field in fields(value)
            if field.name not in _NOT_PERSONAL
        }
        return replace(value, **changed)
    return value
