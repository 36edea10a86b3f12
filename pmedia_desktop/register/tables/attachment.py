"""Attachments; the bytes lie apart, so that a list of attachments does not read them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.register.tables.base import Base


class AttachmentRow(Base):
    """What is known of a kept file. ``subject_id`` can name a row of several tables, hence no foreign key."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    kind: Mapped[AttachmentKind]
    file_name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    added_at: Mapped[datetime | None]


class AttachmentContentRow(Base):
    """The bytes of an attachment."""

    __tablename__ = "attachment_content"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id", ondelete="RESTRICT"), primary_key=True)
    content: Mapped[bytes]
