"""Telephone and identity numbers, and citizens' names, out of everything that the program writes for others.

What was signed or scanned is not touched: changed, it would be no evidence.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pmedia_desktop.measures.personal_data import masked_name
from pmedia_desktop.measures.text_checks.numbers import mask_landlines, mask_numbers, mask_telephone
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.snapshot import Snapshot

R = TypeVar("R")

#: The shortest number that is looked for, in characters: area code and seven digits.
_SHORTEST = 10

#: What is a number of the platform's or of an authority's, not of a person.
_NOT_PERSONAL = frozenset(
    (
        "platform_id",
        "original_id",
        "media_code",
        "homepage",
        "link",
        "source_link",
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
    "superior_tasks",
    "messages",
    "problems",
    "incidents",
    "sanctions",
    "inspections",
)
#: Where a landline may be a citizen's home: what was said to the unit, or noted about it, and was never public.
_SAID = ("problems", "incidents", "sanctions")


def masked_snapshot(known: Snapshot) -> Snapshot:
    """Return what the papers are filled from without a person's numbers and without citizens' names."""
    shown = {name: masked(getattr(known, name)) for name in _SHOWN}
    offices = frozenset(re.sub(r"\D", "", person.office_phone) for person in known.people)
    said = {name: _changed(shown[name], lambda text: mask_landlines(text, offices)) for name in _SAID}
    messages = tuple(_masked_message(message, offices) for message in shown["messages"])
    return replace(known, **{**shown, **said, "messages": messages})


def _masked_message(message: Message, offices: frozenset[str]) -> Message:
    """Return a message without who sent it; the unit's answer, and the office to ring that it names, stay."""
    return replace(
        message,
        nickname=masked_name(message.nickname),
        phone=mask_telephone(message.phone),
        text=mask_landlines(message.text, offices),
        remark=mask_landlines(message.remark, offices),
        no_reply_reason=mask_landlines(message.no_reply_reason, offices),
    )


def masked(value: R) -> R:
    """Return a record, a tuple of records, or a text without a person's numbers."""
    return _changed(value, mask_numbers)  # type: ignore[no-any-return]


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return the value with its texts changed, but for numbers that are no person's."""
    if type(value) is str:
        return change(value) if len(value) >= _SHORTEST else value
    if isinstance(value, tuple):
        return tuple(_changed(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in _NOT_PERSONAL]
        return replace(value, **{name: _changed(getattr(value, name), change) for name in names})
    return value
