"""What is to be told to the office in writing."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.register.tables.base import Base


class WrittenNoticeRow(Base):
    """One changed field that is told, not filed."""

    __tablename__ = "written_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    about: Mapped[str]
    field: Mapped[str]
    label: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    effective_on: Mapped[date]
    reason: Mapped[str]
    told_on: Mapped[date | None]
