"""Thousands of rows as records, without mapped objects on their way: a statement for a table and one for each child.

Says the same as ``converting.to_record`` for each row, in about half the time.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import Session

from pmedia_desktop.register.record_shape import FieldKind, FieldShape, shape_of

R = TypeVar("R")

#: So many parents' children are asked for at once: SQLite bounds the number of parameters.
_AT_ONCE = 500


def read_records(session: Session, statement: Select[Any], record_type: type[R]) -> tuple[R, ...]:
    """Return the records that a statement over one mapped table selects, with all that hangs on them."""
    (description,) = statement.column_descriptions
    row_class = description["entity"]
    key = inspect(row_class).primary_key[0]
    return tuple(record for _key, record in _read(session, statement, row_class, record_type, key))


def _read(
    session: Session, statement: Select[Any], row_class: Any, record_type: type[R], key: Any
) -> Iterator[tuple[Any, R]]:
    relations = {shape.name: inspect(row_class).relationships[shape.name] for shape in _children_of(record_type)}
    links = [relation.local_remote_pairs[0] for relation in relations.values()]
    columns = _columns(row_class, record_type, "")
    rows = session.execute(statement.with_only_columns(key, *(local for local, _remote in links), *columns)).all()
    found = [
        _children(session, shape, relation, remote, [row[1 + number] for row in rows])
        for number, (shape, relation, (_local, remote)) in enumerate(
            zip(_children_of(record_type), relations.values(), links, strict=True)
        )
    ]
    for own, *values in rows:
        children = {name: group.get(value, ()) for name, group, value in zip(relations, found, values, strict=False)}
        yield own, _record(record_type, iter(values[len(found) :]), children)


def _children(
    session: Session, shape: FieldShape, relation: Any, remote: Any, parents: Sequence[Any]
) -> dict[Any, tuple[Any, ...]]:
    child_class = relation.mapper.class_
    order = relation.order_by or ()
    found: dict[Any, list[Any]] = {}
    for start in range(0, len(parents), _AT_ONCE):
        wanted = select(child_class).where(remote.in_(parents[start : start + _AT_ONCE])).order_by(remote, *order)
        if shape.kind is FieldKind.SCALARS:
            for parent, value in session.execute(wanted.with_only_columns(remote, child_class.value)):
                found.setdefault(parent, []).append(value)
        else:
            for parent, record in _read(session, wanted, child_class, shape.inner, remote):
                found.setdefault(parent, []).append(record)
    return {parent: tuple(group) for parent, group in found.items()}


def _children_of(record_type: type) -> list[FieldShape]:
    """Return the fields that are rows of tables of their own, those of embedded records included."""
    found = []
    for shape in shape_of(record_type):
        if shape.kind is FieldKind.EMBEDDED:
            found += _children_of(shape.inner)
        elif shape.kind is not FieldKind.SCALAR:
            found.append(shape)
    return found


def _columns(row_class: Any, record_type: type, prefix: str) -> list[Any]:
    """Return the columns of a record, in the order in which ``_record`` takes their values."""
    found = []
    for name, kind, inner in shape_of(record_type):
        if kind is FieldKind.SCALAR:
            found.append(getattr(row_class, prefix + name))
        elif kind is FieldKind.EMBEDDED:
            found += _columns(row_class, inner, f"{name}_")
    return found


def _record(record_type: type[R], values: Iterator[Any], children: dict[str, tuple[Any, ...]]) -> R:
    fields: dict[str, Any] = {}
    for name, kind, inner in shape_of(record_type):
        match kind:
            case FieldKind.SCALAR:
                fields[name] = next(values)
            case FieldKind.EMBEDDED:
                fields[name] = _record(inner, values, children)
            case FieldKind.OPTIONAL_RECORD:
                fields[name] = next(iter(children[name]), None)
            case FieldKind.RECORDS | FieldKind.SCALARS:
                fields[name] = children[name]
    return record_type(**fields)
