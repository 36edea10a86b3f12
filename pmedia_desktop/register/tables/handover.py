"""Hand-overs, yearly inventories, and what was carried to another PC."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.handover import HandoverState, HandoverStep
from pmedia_desktop.register.tables.base import Base


class HandoverRow(Base):
    """A hand-over."""

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    outgoing_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    incoming_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    witness_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    alone: Mapped[bool]
    reason: Mapped[str]
    planned_on: Mapped[date | None]
    handed_over_on: Mapped[date | None]
    state: Mapped[HandoverState]
    unfinished: Mapped[str]
    contact: Mapped[str]
    sheet_attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id", ondelete="RESTRICT"))
    closed_on: Mapped[date | None]

    credential_ids: Mapped[list["HandoverCredentialRow"]] = relationship(
        order_by="HandoverCredentialRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    tasks: Mapped[list["HandoverTaskRow"]] = relationship(
        order_by="HandoverTaskRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class HandoverCredentialRow(Base):
    """A credential that is handed over."""

    __tablename__ = "handover_credential"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column("credential_id", ForeignKey("credential.id", ondelete="RESTRICT"))


class HandoverTaskRow(Base):
    """One box of the hand-over sheet."""

    __tablename__ = "handover_task"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    credential_id: Mapped[int] = mapped_column(ForeignKey("credential.id", ondelete="RESTRICT"))
    step: Mapped[HandoverStep]
    needed: Mapped[bool]
    done_on: Mapped[date | None]
    due_on: Mapped[date | None]
    remark: Mapped[str]


class InventoryRow(Base):
    """A yearly inventory."""

    __tablename__ = "inventory"

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_on: Mapped[date]
    closed_on: Mapped[date | None]

    rows: Mapped[list["InventoryLineRow"]] = relationship(
        order_by="InventoryLineRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class InventoryLineRow(Base):
    """One credential as it stood when the inventory began."""

    __tablename__ = "inventory_line"

    inventory_id: Mapped[int] = mapped_column(ForeignKey("inventory.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    credential_id: Mapped[int] = mapped_column(ForeignKey("credential.id", ondelete="RESTRICT"))
    account: Mapped[str]
    platform: Mapped[str]
    kind: Mapped[str]
    login_name: Mapped[str]
    holder: Mapped[str]
    deputy: Mapped[str]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str]
    proved: Mapped[bool]
    remark: Mapped[str]


class TransferRow(Base):
    """Secrets carried to another PC in a file."""

    __tablename__ = "transfer"

    id: Mapped[int] = mapped_column(primary_key=True)
    taker: Mapped[str]
    taker_recipient: Mapped[str]
    sent_at: Mapped[datetime]
    receipt_digest: Mapped[str]
    received_at: Mapped[datetime | None]

    credential_ids: Mapped[list["TransferCredentialRow"]] = relationship(
        order_by="TransferCredentialRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class TransferCredentialRow(Base):
    """A credential whose secret is in the file."""

    __tablename__ = "transfer_credential"

    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column("credential_id", ForeignKey("credential.id", ondelete="RESTRICT"))
