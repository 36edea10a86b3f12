"""What all mapped tables share: how Python's types become columns, and how constraints are named."""

import enum
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Dialect, Enum, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

from pmedia_desktop.register.json_values import instant_from_text, instant_text


def _codes(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Instant(TypeDecorator[datetime]):
    """An instant as text in UTC, which sorts in every database as the instants do."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write; an instant without a time zone is refused."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read."""
        return None if value is None else instant_from_text(value)


class Base(DeclarativeBase):
    """Base of the mapped tables. Enums are stored by their code."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant(),
        enum.Enum: Enum(enum.Enum, native_enum=False, create_constraint=False, length=32, values_callable=_codes),
    }
