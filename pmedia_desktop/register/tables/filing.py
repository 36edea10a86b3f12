"""Filings, what they say, how far they are, and the PDF that was printed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.filing import ApprovalForm, ClosureReason, FilingKind, FilingState, LoginWay
from pmedia_desktop.register.tables.base import Base


class FilingRow(Base):
    """A filing; approval and consultation lie in its own columns. Triggers guard one that was handed in."""

    __tablename__ = "filing"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[FilingKind]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), index=True)
    state: Mapped[FilingState]
    event_on: Mapped[date | None]
    reason: Mapped[str]
    approval_on: Mapped[date | None]
    approval_by: Mapped[str]
    approval_form: Mapped[ApprovalForm]
    approval_document: Mapped[str]
    approval_signed_later_on: Mapped[date | None]
    consultation_on: Mapped[date | None]
    consultation_with_whom: Mapped[str]
    consultation_answer: Mapped[str]
    publicly_announced: Mapped[bool | None]
    filled_on: Mapped[date | None]
    preparer_name: Mapped[str]
    preparer_phone: Mapped[str]
    remark: Mapped[str]
    signed_on: Mapped[date | None]
    sealed_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    submitted_how: Mapped[str]
    receiver: Mapped[str]
    received_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    number: Mapped[str]
    returned_on: Mapped[date | None]
    return_reason: Mapped[str]
    national_checked_on: Mapped[date | None]
    national_state: Mapped[str]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("filing.id", ondelete="RESTRICT"))

    changes: Mapped[list["FilingChangeRow"]] = relationship(
        order_by="FilingChangeRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    enclosures: Mapped[list["FilingEnclosureRow"]] = relationship(
        order_by="FilingEnclosureRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    events: Mapped[list["FilingEventRow"]] = relationship(
        order_by="FilingEventRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    closure: Mapped["FilingClosureRow | None"] = relationship(lazy="selectin", cascade="all, delete-orphan")
    printing: Mapped["FilingPrintingRow | None"] = relationship(lazy="selectin", cascade="all, delete-orphan")


class FilingChangeRow(Base):
    """One row of what a change changes."""

    __tablename__ = "filing_change"

    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str]
    label: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]


class FilingEnclosureRow(Base):
    """One paper named in the list of enclosures."""

    __tablename__ = "filing_enclosure"

    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]


class FilingEventRow(Base):
    """One step of the paper's way."""

    __tablename__ = "filing_event"

    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[FilingState]
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    note: Mapped[str]


class FilingClosureRow(Base):
    """What runs on the platform beside a closure's paper."""

    __tablename__ = "filing_closure"

    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id", ondelete="RESTRICT"), primary_key=True)
    reason: Mapped[ClosureReason]
    notice_on: Mapped[date | None]
    notice_place: Mapped[str]
    notice_link: Mapped[str]
    notice_text: Mapped[str]
    stopped_on: Mapped[date | None]
    login_way: Mapped[LoginWay]
    login_note: Mapped[str]
    requested_on: Mapped[date | None]
    request_round: Mapped[int]
    followers: Mapped[int | None]
    freeze_days: Mapped[int]
    confirm_within_days: Mapped[int]
    confirmed_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    completion_on_paper: Mapped[bool]
    archived_at: Mapped[str]
    successor: Mapped[str]


class FilingPrintingRow(Base):
    """The PDF that was printed for signature, and the values it was printed with."""

    __tablename__ = "filing_printing"

    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id", ondelete="RESTRICT"), primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id", ondelete="RESTRICT"))
    sha256: Mapped[str]
    form_name: Mapped[str]
    form_version: Mapped[str]
    values_json: Mapped[str]
    printed_at: Mapped[datetime]
