"""A journal change in plain words: the field's label, and its value as people read it.

The journal stores codes, ids and ISO dates, so that it never depends on a language. What only the program
needs (hash values, sizes, row numbers) is left out here.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.journal import JournalChange
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.texts import translate

_CONTEXT = "services.history_words"

_RECORDS: Mapping[SubjectKind, type] = types.MappingProxyType(
    {
        SubjectKind.UNIT: Unit,
        SubjectKind.PERSON: Person,
        SubjectKind.ACCOUNT: Account,
        SubjectKind.FILING: Filing,
        SubjectKind.ATTACHMENT: Attachment,
        SubjectKind.SETTINGS: Settings,
        SubjectKind.HOLIDAYS: HolidayYear,
    }
)

#: What only the program needs.
_SILENT = frozenset(
    {
        "subject_kind",
        "subject_id",
        "size",
        "sha256",
        "added_at",
        "events",
        "printing.attachment_id",
        "printing.sha256",
        "printing.form_name",
        "printing.values_json",
        "printing.printed_at",
        "schema_version",
        "set_aside_head",
        "account_id",
        "follows_id",
        "closure.request_round",
        "recycled",
    }
)
_LONGEST = 120


#: Fields that hold a person's number; a platform's own identifier may be digits too.
_PERSON_FIELDS = frozenset(("principal_id", "deputy_in_charge_id", "clerk_id", "holder_id", "deputy_holder_id"))


def detail(change: JournalChange, known: Snapshot) -> str:
    """Return one line of a history entry, empty for what only the program needs; ``known`` knows the names."""
    if change.field in _SILENT:
        return ""
    label = _label(change)
    kind = _type_of(change.subject.kind, change.field)
    before, after = (_spoken(kind, change.field, text, known) for text in (change.before, change.after))
    if not before:
        return translate(_CONTEXT, "{label}：{after}").format(label=label, after=after) if after else ""
    if not after:
        return translate(_CONTEXT, "{label}：删去“{before}”").format(label=label, before=before)
    return translate(_CONTEXT, "{label}：“{before}”改为“{after}”").format(label=label, before=before, after=after)


def _label(change: JournalChange) -> str:
    if change.subject.kind is SubjectKind.FILING and change.field == "state":
        return field_label("filing.state")
    dotted = field_label(change.field)
    if dotted != change.field and change.field != "name":
        return dotted
    return field_label(change.field.rpartition(".")[2], of_person=change.subject.kind is SubjectKind.PERSON)


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _type_of(subject: SubjectKind, field: str) -> Any:
    """Return the declared type of a (dotted) field without its ``None``, or ``str`` where there is no record."""
    kind: Any = _RECORDS.get(subject, str)
    for part in field.split("."):
        if not is_dataclass(kind):
            return str
        kind = _hints(kind if isinstance(kind, type) else type(kind)).get(part, str)
        if isinstance(kind, types.UnionType):
            kind = next(part for part in get_args(kind) if part is not types.NoneType)
    return kind


def _spoken(kind: Any, field: str, text: str | None, known: Snapshot) -> str:
    if not text:
        return ""
    if field in _PERSON_FIELDS and text.isdecimal():
        return _person(int(text), known)
    if field == "platform":
        return known.platform(text).name
    if get_origin(kind) is tuple:
        return translate(_CONTEXT, "、").join(_item(kind, part, known) for part in json.loads(text))
    if kind is bool:
        return translate(_CONTEXT, "是") if text == "true" else translate(_CONTEXT, "否")
    if kind is date:
        day = date.fromisoformat(text)
        return translate(_CONTEXT, "{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return word(kind(text))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + translate(_CONTEXT, "……")


def _item(kind: Any, part: Any, known: Snapshot) -> str:
    """Return one entry of a list: a code's word, a person's name, or a row's texts."""
    item = get_args(kind)[0]
    if isinstance(item, type) and issubclass(item, StrEnum):
        return word(item(part))
    if isinstance(part, int):
        return _person(part, known)
    if isinstance(part, dict):
        return " ".join(value for key, value in part.items() if key != "field" and isinstance(value, str) and value)
    return str(part)


def _person(person_id: int, known: Snapshot) -> str:
    person = known.person(person_id)
    return person.name if person else translate(_CONTEXT, "（已移入回收站的人员）")
