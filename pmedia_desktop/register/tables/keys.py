"""The public side of the vault's keys, and the sealed texts that no journal holds."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.register.tables.base import Base


class HolderKeyRow(Base):
    """A person's identity; a person has at most one that is not retired."""

    __tablename__ = "holder_key"
    __table_args__ = (
        Index(
            "ix_holder_key_one_in_use",
            "person_id",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    recipient: Mapped[str]
    made_at: Mapped[datetime]
    passphrase_set_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class RecoveryKeyRow(Base):
    """A recovery key and its envelope."""

    __tablename__ = "recovery_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    made_at: Mapped[datetime]
    state: Mapped[RecoveryState]
    sealed_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    postponed_until: Mapped[date | None]
    printed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    place: Mapped[str]
    opened_at: Mapped[datetime | None]
    opened_reason: Mapped[str]
    opened_by: Mapped[str]
    opened_with: Mapped[str]

    check_groups: Mapped[list["RecoveryKeyGroupRow"]] = relationship(
        order_by="RecoveryKeyGroupRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class RecoveryKeyGroupRow(Base):
    """One of the printed groups that have to be typed back."""

    __tablename__ = "recovery_key_group"

    recovery_key_id: Mapped[int] = mapped_column(ForeignKey("recovery_key.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]


class SealedTextRow(Base):
    """An age file by its name: a sealed copy by its entry's, a locked or sealed identity by its key's.

    What is replaced or dropped here is gone, hence it stands in no journal.
    """

    __tablename__ = "sealed_text"

    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
