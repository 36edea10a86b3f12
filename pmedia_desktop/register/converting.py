"""Records of the model to mapped rows and back, by field name alone.

A plain field is the column of its name; an embedded record's fields are columns with its name before them
(``approval_on``); a tuple and an optional record are rows of a table of their own. So a field that the model
gains needs a column and a migration, and nothing here.
"""

from typing import Any, TypeVar

from sqlalchemy import inspect

from pmedia_desktop.register.record_shape import FieldKind, shape_of
from pmedia_desktop.register.tables.base import Base

R = TypeVar("R")


def to_record(row: Base, record_type: type[R]) -> R:
    """Return the record that a row and its children hold."""
    return record_type(**_values(row, record_type, ""))


def _values(row: Any, record_type: type, prefix: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, kind, inner in shape_of(record_type):
        match kind:
            case FieldKind.SCALAR:
                values[name] = getattr(row, prefix + name)
            case FieldKind.EMBEDDED:
                values[name] = inner(**_values(row, inner, f"{name}_"))
            case FieldKind.OPTIONAL_RECORD:
                child = getattr(row, name)
                values[name] = None if child is None else to_record(child, inner)
            case FieldKind.RECORDS:
                values[name] = tuple(to_record(child, inner) for child in getattr(row, name))
            case FieldKind.SCALARS:
                values[name] = tuple(child.value for child in getattr(row, name))
    return values


def fill_row(row: Base, record: object) -> None:
    """Write a record's values into a row and its children; the row's own id stays as it is."""
    _fill(row, record, "")


def _fill(row: Any, record: object, prefix: str) -> None:
    for name, kind, _inner in shape_of(type(record)):
        value = getattr(record, name)
        match kind:
            case FieldKind.SCALAR:
                if name != "id":
                    setattr(row, prefix + name, value)
            case FieldKind.EMBEDDED:
                _fill(row, value, f"{name}_")
            case FieldKind.OPTIONAL_RECORD:
                _fill_child(row, name, value)
            case FieldKind.RECORDS | FieldKind.SCALARS:
                _fill_children(row, name, value, kind)


def _child_class(row: Base, name: str) -> type[Any]:
    return inspect(type(row)).relationships[name].mapper.class_


def _fill_child(row: Base, name: str, value: Any) -> None:
    if value is None:
        setattr(row, name, None)
        return
    child = getattr(row, name)
    if child is None:
        child = _child_class(row, name)()
        setattr(row, name, child)
    _fill(child, value, "")


def _fill_children(row: Base, name: str, values: tuple[Any, ...], kind: FieldKind) -> None:
    children: list[Any] = getattr(row, name)
    child_class = _child_class(row, name)
    del children[len(values) :]
    while len(children) < len(values):
        children.append(child_class(position=len(children)))
    for child, value in zip(children, values, strict=True):
        if kind is FieldKind.RECORDS:
            _fill(child, value, "")
        else:
            child.value = value
