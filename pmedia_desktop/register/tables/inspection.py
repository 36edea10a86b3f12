"""Self-inspections, problems, incidents, measures received from above, the unit's own rules."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.incident import IncidentKind, SanctionKind
from pmedia_desktop.model.inspection import Certainty, CheckAnswer
from pmedia_desktop.register.tables.base import Base


class SelfInspectionRow(Base):
    """A self-inspection."""

    __tablename__ = "self_inspection"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    quarter: Mapped[int]
    begun_on: Mapped[date]
    inspector: Mapped[str]
    closed_on: Mapped[date | None]

    results: Mapped[list["CheckResultRow"]] = relationship(
        order_by="CheckResultRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class CheckResultRow(Base):
    """One item of one inspection, with its words of then."""

    __tablename__ = "check_result"

    inspection_id: Mapped[int] = mapped_column(ForeignKey("self_inspection.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    index: Mapped[str] = mapped_column("index_name")
    text: Mapped[str]
    source: Mapped[str]
    article: Mapped[str]
    certainty: Mapped[Certainty]
    is_veto: Mapped[bool]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    account: Mapped[str]
    answer: Mapped[CheckAnswer]
    automatic: Mapped[bool]
    evidence: Mapped[str]
    remark: Mapped[str]


class ProblemRow(Base):
    """Something to be mended."""

    __tablename__ = "problem"

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("self_inspection.id", ondelete="RESTRICT"))
    sanction_id: Mapped[int | None] = mapped_column(ForeignKey("sanction.id", ondelete="RESTRICT"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    code: Mapped[str]
    what: Mapped[str]
    found_on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    due_on: Mapped[date | None]
    remedy: Mapped[str]
    mended_on: Mapped[date | None]
    proof: Mapped[str]


class IncidentRow(Base):
    """Something that went wrong."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[IncidentKind]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    what: Mapped[str]
    noticed_on: Mapped[date]
    noticed_time: Mapped[str]
    noticed_by: Mapped[str]
    first_measures: Mapped[str]
    outcome: Mapped[str]
    closed_on: Mapped[date | None]

    reports: Mapped[list["IncidentReportRow"]] = relationship(
        order_by="IncidentReportRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class IncidentReportRow(Base):
    """To whom an incident was reported."""

    __tablename__ = "incident_report"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column("reported_to")
    on: Mapped[date] = mapped_column("reported_on")
    time: Mapped[str] = mapped_column("reported_time")
    how: Mapped[str]


class SanctionRow(Base):
    """A measure received from above."""

    __tablename__ = "sanction"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SanctionKind]
    issuer: Mapped[str]
    number: Mapped[str]
    received_on: Mapped[date]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    what: Mapped[str]
    due_on: Mapped[date | None]
    report: Mapped[str]
    reported_on: Mapped[date | None]
    reported_to: Mapped[str]
    closed_on: Mapped[date | None]
    remark: Mapped[str]


class ManagementRulesRow(Base):
    """A text of the unit's own rules."""

    __tablename__ = "management_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    number: Mapped[str]
    issued_on: Mapped[date]
    replaced_on: Mapped[date | None]
