"""A record as it was before a journal entry: the entry's old values put back, whatever else has changed since."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pmedia_desktop.model.journal import JournalChange
from pmedia_desktop.register.changes import LONG_LISTS
from pmedia_desktop.register.json_values import from_json, stored_text
from pmedia_desktop.register.record_shape import FieldKind, flat_values, shape_of

T = TypeVar("T")


def reverted(record: T, changes: Iterable[JournalChange]) -> T:
    """Return the record with the old values of ``changes``; raises ``LookupError`` for one that cannot be put back.

    Of a list that grows for years the journal holds the items that came and went: these go and come back, the others
    stay. One of which an item that came is no longer there cannot be put back.
    """
    entry = {change.field: change for change in changes}
    known = {name for name, _value in flat_values(record)}
    for name in entry:
        if name not in known:
            raise LookupError(name)
    rebuilt: T = _rebuilt(record, "", entry)
    return rebuilt


def changed_since(record: object, changes: Iterable[JournalChange]) -> tuple[str, ...]:
    """Return the fields that no longer hold what the entry has written."""
    now = {name: stored_text(value) for name, value in flat_values(record)}
    return tuple(change.field for change in changes if now.get(change.field) != change.after)


def _rebuilt(record: Any, prefix: str, entry: Mapping[str, JournalChange]) -> Any:
    hints = get_type_hints(type(record))
    defaults = {field.name: field for field in fields(record)}
    values: dict[str, Any] = {}
    for name, kind, _inner in shape_of(type(record)):
        value = getattr(record, name)
        if kind in (FieldKind.EMBEDDED, FieldKind.OPTIONAL_RECORD) and value is not None:
            values[name] = _rebuilt(value, f"{prefix}{name}.", entry)
        elif f"{prefix}{name}" in entry:
            change = entry[f"{prefix}{name}"]
            before = _stored(defaults[name], hints[name], change.before)
            if change.field in LONG_LISTS and isinstance(value, tuple):
                before = _list_before(change.field, value, before, _stored(defaults[name], hints[name], change.after))
            values[name] = before
    return replace(record, **values)


def _list_before(name: str, now: tuple[Any, ...], left: tuple[Any, ...], come: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the list without what came; what left stands where that stood (an altered item), else at the end."""
    if not set(come) <= set(now):
        raise LookupError(name)
    back = iter(left)
    found = [next(back, None) if item in come else item for item in now]
    return (*(item for item in found if item is not None), *back)


def _stored(field: Any, hint: Any, text: str | None) -> Any:
    return _empty(field, hint) if text is None else _value(hint, text)


def _empty(field: Any, hint: Any) -> Any:
    """Return what the journal writes as nothing: None where that may be, else the empty text or list."""
    if type(None) in get_args(hint):
        return None
    if hint is str:
        return ""
    if get_origin(hint) is tuple:
        return ()
    return field.default if field.default is not MISSING else field.default_factory()


def _value(hint: Any, text: str) -> Any:
    """Return the value whose stored text the journal holds."""
    plain = next((part for part in get_args(hint) if part is not type(None)), hint) if _is_optional(hint) else hint
    written_plain = plain in (str, date, datetime) or (isinstance(plain, type) and issubclass(plain, Enum))
    return from_json(plain, text if written_plain else json.loads(text))


def _is_optional(hint: Any) -> bool:
    return type(None) in get_args(hint)
