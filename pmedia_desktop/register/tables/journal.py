"""The journal's three tables. Triggers of the schema refuse to change or delete the first two."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.register.tables.base import Base


class JournalEntryRow(Base):
    """An entry. What may be personal (names, titles, notes) stands as a digest; see ``JournalValueRow``."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    action: Mapped[Action]
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    proved: Mapped[bool]
    actor: Mapped[str | None]
    os_user: Mapped[str | None]
    title: Mapped[str | None]
    note: Mapped[str | None]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    changes: Mapped[list["JournalChangeRow"]] = relationship(
        order_by="JournalChangeRow.position", lazy="selectin", cascade="save-update, merge", passive_deletes="all"
    )


class JournalChangeRow(Base):
    """A field's change; title, before and after stand as digests."""

    __tablename__ = "journal_change"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    entry_number: Mapped[int] = mapped_column(ForeignKey("journal_entry.number", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    field: Mapped[str]
    title: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]


class JournalValueRow(Base):
    """The value behind a digest, with its salt. Deleting the row erases the value and leaves the chain whole."""

    __tablename__ = "journal_value"

    digest: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[bytes]
    value: Mapped[str]
