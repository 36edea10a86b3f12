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
from pmedia_desktop.services.inspection_file.citizen_names import CitizenNames

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
#: Where a citizen may be named beside the ledger.
_TOLD = (*_SAID, "inspections", "superior_tasks")


def masked_snapshot(known: Snapshot) -> Snapshot:
    """Return what the papers are filled from without a person's numbers and without citizens' names."""
    names = CitizenNames(known)
    nameless = replace(known, messages=tuple(map(names.hidden_in, known.messages)))
    shown = {name: masked(getattr(nameless, name)) for name in _SHOWN}
    offices = frozenset(re.sub(r"\D", "", person.office_phone) for person in known.people)
    said = {name: _changed(shown[name], lambda text: mask_landlines(text, offices), _SHORTEST) for name in _SAID}
    shown |= said
    told = {name: _changed(shown[name], names.hidden) for name in _TOLD}
    messages = tuple(_masked_message(message, offices) for message in shown["messages"])
    return replace(known, **{**shown, **told, "messages": messages})


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
    return _changed(value, mask_numbers, _SHORTEST)  # type: ignore[no-any-return]


def _changed(value: Any, change: Callable[[str], str], shortest: int = 1) -> Any:
    """Return the value with its texts of so many characters changed, but for numbers that are no person's."""
    if type(value) is str:
        return change(value) if len(value) >= shortest else value
    if isinstance(value, tuple):
        return tuple(_changed(one, change, shortest) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in _NOT_PERSONAL]
        return replace(value, **{name: _changed(getattr(value, name), change, shortest) for name in names})
    return value
