"""Values of the model as JSON and as the text in which the journal keeps them."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None


def instant_text(moment: datetime) -> str:
    """Return an instant as text in UTC that sorts as the instants do."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    # strftime would write the year 999 with three digits.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant_from_text(text: str) -> datetime:
    """Return the instant that ``instant_text`` has written."""
    return datetime.fromisoformat(text)


def to_json(value: Any) -> JSON:
    """Return a value of the model (enum, date, instant, tuple, dataclass or plain) as JSON."""
    match value:
        case Enum():
            return str(value.value)
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [to_json(item) for item in value]
        case Mapping():
            return {str(key): to_json(item) for key, item in value.items()}
        case None | bool() | int() | float() | str():
            return value
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")


def from_json(hint: Any, value: Any) -> Any:
    """Return the value of type ``hint`` that ``to_json`` has written."""
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        return from_json(next(part for part in get_args(hint) if part is not type(None)), value)
    if get_origin(hint) is tuple:
        return _tuple_from_json(get_args(hint), value)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{name: from_json(hints[name], item) for name, item in value.items()})
    if hint is datetime:
        return instant_from_text(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value


def _tuple_from_json(parts: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if len(parts) == 2 and parts[1] is ...:
        return tuple(from_json(parts[0], item) for item in value)
    return tuple(from_json(part, item) for part, item in zip(parts, value, strict=True))


def json_text(value: Any) -> str:
    """Return JSON in one spelling only, so that equal values are equal texts."""
    return json.dumps(to_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stored_text(value: Any) -> str | None:
    """Return the journal's text of a field's value; None where there is nothing (None, empty text, empty tuple)."""
    if value is None or value in ("", ()):
        return None
    plain = to_json(value)
    return plain if isinstance(plain, str) else json_text(value)
