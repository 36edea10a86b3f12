"""What is published, what the superior orders, the monthly figures, and the unit's lists of words."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.publication import Gate, Origin, PublicationState, StepKind, Verdict
from pmedia_desktop.model.superior_task import TaskKind
from pmedia_desktop.model.term_list import TermKind
from pmedia_desktop.register.tables.base import Base


class PublicationRow(Base):
    """One item with its review."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    origin: Mapped[Origin]
    source: Mapped[str]
    source_link: Mapped[str]
    text: Mapped[str]
    state: Mapped[PublicationState] = mapped_column(index=True)
    drafter: Mapped[str]
    drafted_on: Mapped[date | None]
    planned_on: Mapped[date | None]
    planned_time: Mapped[str]
    others: Mapped[str]
    others_agreed: Mapped[str]
    authority: Mapped[str]
    personal_data_masked: Mapped[bool]
    checklist_by: Mapped[str]
    checklist_on: Mapped[date | None]
    after_the_fact: Mapped[bool]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str]
    remark: Mapped[str]

    placements: Mapped[list["PublicationPlacementRow"]] = relationship(
        order_by="PublicationPlacementRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    steps: Mapped[list["PublicationStepRow"]] = relationship(
        order_by="PublicationStepRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    gates: Mapped[list["PublicationGateRow"]] = relationship(
        order_by="PublicationGateRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class PublicationPlacementRow(Base):
    """An account that an item goes to."""

    __tablename__ = "publication_placement"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), index=True)
    published_on: Mapped[date | None] = mapped_column(index=True)
    published_time: Mapped[str]
    link: Mapped[str]


class PublicationStepRow(Base):
    """One step of an item's review."""

    __tablename__ = "publication_step"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[StepKind]
    person: Mapped[str]
    verdict: Mapped[Verdict]
    opinion: Mapped[str]
    at: Mapped[datetime | None]
    by_telephone: Mapped[bool]
    signed_on: Mapped[date | None]


class PublicationGateRow(Base):
    """A gate that an item has passed."""

    __tablename__ = "publication_gate"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[Gate] = mapped_column("gate")


class SuperiorTaskRow(Base):
    """An order from above."""

    __tablename__ = "superior_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind]
    title: Mapped[str]
    ordered_by: Mapped[str]
    ordered_on: Mapped[date | None] = mapped_column(index=True)
    source: Mapped[str]
    link: Mapped[str]
    content: Mapped[str]
    due_on: Mapped[date | None]
    due_time: Mapped[str]
    done_on: Mapped[date | None]
    done_time: Mapped[str]
    done_where: Mapped[str]
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"))
    answer: Mapped[str]
    answered_on: Mapped[date | None]
    remark: Mapped[str]

    account_ids: Mapped[list["SuperiorTaskAccountRow"]] = relationship(
        order_by="SuperiorTaskAccountRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class SuperiorTaskAccountRow(Base):
    """An account on which an order is to be carried out."""

    __tablename__ = "superior_task_account"

    superior_task_id: Mapped[int] = mapped_column(ForeignKey("superior_task.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column("account_id", ForeignKey("account.id", ondelete="RESTRICT"))


class MonthlyFiguresRow(Base):
    """What the platform says of an account's month; an account has one such row a month."""

    __tablename__ = "monthly_figures"
    __table_args__ = (CheckConstraint("month BETWEEN 1 AND 12", name="month_exists"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), index=True)
    year: Mapped[int]
    month: Mapped[int]
    followers: Mapped[int | None]
    new_followers: Mapped[int | None]
    reads: Mapped[int | None]
    likes: Mapped[int | None]
    shares: Mapped[int | None]
    comments: Mapped[int | None]
    remark: Mapped[str]


class TermListRow(Base):
    """One of the unit's lists of words and sources."""

    __tablename__ = "term_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TermKind] = mapped_column(index=True, unique=True)
    dated_on: Mapped[date | None]
    origin: Mapped[str]
    content: Mapped[str]
