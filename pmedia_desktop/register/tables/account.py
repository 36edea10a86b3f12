"""Accounts, their operators and reviewers."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.account import AccountState, Baseline, Certification, Operation, OwnerKind
from pmedia_desktop.register.tables.base import Base


class AccountRow(Base):
    """An account; ``search_key`` and ``name_order`` are computed when it is saved."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    platform_detail: Mapped[str]
    name: Mapped[str]
    platform_id: Mapped[str]
    original_id: Mapped[str]
    media_code: Mapped[str]
    state: Mapped[AccountState]
    subject: Mapped[str]
    homepage: Mapped[str]
    opened_on: Mapped[date | None]
    baseline: Mapped[Baseline]
    baseline_on: Mapped[date | None]

    certification: Mapped[Certification]
    certification_subject: Mapped[str]
    certified_until: Mapped[date | None]

    purpose: Mapped[str]
    scope: Mapped[str]
    update_frequency: Mapped[str]
    followers: Mapped[int | None]

    basis_issuer: Mapped[str]
    basis_title: Mapped[str]
    basis_number: Mapped[str]
    basis_on: Mapped[date | None]
    superior_account: Mapped[str]
    linked_to_superior: Mapped[bool | None]
    in_media_matrix: Mapped[bool | None]

    operation: Mapped[Operation]
    contractor: Mapped[str]
    contract_until: Mapped[date | None]
    domain: Mapped[str]
    icp_number: Mapped[str]

    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    deputy_holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    bound_phone: Mapped[str]
    bound_phone_owner: Mapped[OwnerKind]
    bound_phone_owner_name: Mapped[str]
    bound_email: Mapped[str]
    platform_administrator: Mapped[str]
    remark: Mapped[str]

    search_key: Mapped[str]
    name_order: Mapped[str] = mapped_column(index=True)

    reviewer_ids: Mapped[list["AccountReviewerRow"]] = relationship(
        order_by="AccountReviewerRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    operators: Mapped[list["AccountOperatorRow"]] = relationship(
        order_by="AccountOperatorRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class AccountReviewerRow(Base):
    """A person who reviews what the account publishes."""

    __tablename__ = "account_reviewer"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column("person_id", ForeignKey("person.id", ondelete="RESTRICT"))


class AccountOperatorRow(Base):
    """An operator of the account on its platform."""

    __tablename__ = "account_operator"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    mobile_phone: Mapped[str]
    long_term: Mapped[bool]
    until: Mapped[date | None]
