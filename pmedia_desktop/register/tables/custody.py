"""Custody (Article 15): credentials with their versions and sealed copies, what happened to them, login terminals."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.custody import (
    ChangeReason,
    CopyState,
    CredentialKind,
    CredentialStatus,
    CustodyAct,
    SecretStrength,
    TerminalKind,
)
from pmedia_desktop.register.tables.base import Base


class CredentialRow(Base):
    """One way into an account; the schema refuses one that is in use and held by nobody."""

    __tablename__ = "credential"
    __table_args__ = (CheckConstraint("holder_id IS NOT NULL OR status = 'retired'", name="active_is_held"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[CredentialKind]
    status: Mapped[CredentialStatus]
    login_name: Mapped[str]
    bound_phone: Mapped[str]
    sim_keeper: Mapped[str]
    bound_email: Mapped[str]
    email_keeper: Mapped[str]
    platform_administrator: Mapped[str]
    authorisations: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    change_since: Mapped[datetime | None]
    change_reason: Mapped[ChangeReason | None]
    remark: Mapped[str]

    versions: Mapped[list["SecretVersionRow"]] = relationship(
        order_by="SecretVersionRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    copies: Mapped[list["SealedCopyRow"]] = relationship(
        order_by="SealedCopyRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    loan: Mapped["LoanRow | None"] = relationship(lazy="selectin", cascade="all, delete-orphan")


class SecretVersionRow(Base):
    """One value that a credential's secret has had."""

    __tablename__ = "secret_version"

    credential_id: Mapped[int] = mapped_column(ForeignKey("credential.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    set_at: Mapped[datetime]
    set_by: Mapped[str]
    strength: Mapped[SecretStrength]
    reused: Mapped[bool | None]
    confirmed_at: Mapped[datetime | None]


class SealedCopyRow(Base):
    """A version sealed to certain people; a credential has at most one current one, and no two share an entry."""

    __tablename__ = "sealed_copy"
    __table_args__ = (
        Index(
            "ix_sealed_copy_one_current",
            "credential_id",
            unique=True,
            sqlite_where=text("state = 'current'"),
        ),
    )

    credential_id: Mapped[int] = mapped_column(ForeignKey("credential.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[str] = mapped_column(index=True, unique=True)
    version: Mapped[int]
    recipients: Mapped[str]
    state: Mapped[CopyState]
    announced_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class LoanRow(Base):
    """The loan of a credential that somebody has borrowed."""

    __tablename__ = "credential_loan"

    credential_id: Mapped[int] = mapped_column(ForeignKey("credential.id", ondelete="RESTRICT"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    lent_at: Mapped[datetime]
    until: Mapped[datetime]


class CustodyEventRow(Base):
    """One line of the custody record. Triggers of the schema refuse to change or delete it."""

    __tablename__ = "custody_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("credential.id", ondelete="RESTRICT"), index=True)
    act: Mapped[CustodyAct]
    at: Mapped[datetime] = mapped_column(index=True)
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    actor: Mapped[str]
    proved: Mapped[bool]
    os_user: Mapped[str]
    computer: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    version: Mapped[int | None]
    reason: Mapped[str]
    due_at: Mapped[datetime | None]


class LoginTerminalRow(Base):
    """A device on which accounts may be used."""

    __tablename__ = "login_terminal"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TerminalKind]
    name: Mapped[str]
    mark: Mapped[str]
    asset_number: Mapped[str]
    place: Mapped[str]
    vouched_by: Mapped[str]
    added_on: Mapped[date | None]
    added_by: Mapped[str]
    retired_on: Mapped[date | None]
    remark: Mapped[str]
