"""How a record of the model is built, read from its type hints, so that a new field needs no code here."""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum, auto
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints


class FieldKind(Enum):
    """How a field is stored: in a column of its own, or in several, or in a table of its own."""

    SCALAR = auto()
    EMBEDDED = auto()
    OPTIONAL_RECORD = auto()
    RECORDS = auto()
    SCALARS = auto()


class FieldShape(NamedTuple):
    """A field, its kind, and the type inside: the embedded record's, or that of the tuple's items."""

    name: str
    kind: FieldKind
    inner: Any


_shapes: dict[type, tuple[FieldShape, ...]] = {}


def shape_of(record_type: type) -> tuple[FieldShape, ...]:
    """Return the shapes of a dataclass's fields, in their order."""
    known = _shapes.get(record_type)
    if known is None:
        hints = get_type_hints(record_type)
        known = tuple(_field_shape(field.name, hints[field.name]) for field in fields(record_type))
        _shapes[record_type] = known
    return known


def _field_shape(name: str, hint: Any) -> FieldShape:
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return FieldShape(name, FieldKind.RECORDS if is_dataclass(inner) else FieldKind.SCALARS, inner)
    if is_dataclass(hint):
        return FieldShape(name, FieldKind.EMBEDDED, hint)
    if get_origin(hint) in (Union, types.UnionType):
        inner = next((part for part in get_args(hint) if is_dataclass(part)), None)
        if inner is not None:
            return FieldShape(name, FieldKind.OPTIONAL_RECORD, inner)
    return FieldShape(name, FieldKind.SCALAR, hint)


def flat_values(record: object) -> Iterator[tuple[str, Any]]:
    """Yield a record's values by name; those of embedded records as ``approval.on``."""
    for name, kind, _inner in shape_of(type(record)):
        value = getattr(record, name)
        if kind in (FieldKind.EMBEDDED, FieldKind.OPTIONAL_RECORD) and value is not None:
            for inner_name, inner_value in flat_values(value):
                yield f"{name}.{inner_name}", inner_value
        else:
            yield name, value
