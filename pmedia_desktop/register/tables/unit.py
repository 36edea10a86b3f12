"""The unit and its people."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.unit import Role, UnitKind
from pmedia_desktop.register.tables.base import Base


class PersonRow(Base):
    """A person; ``search_key`` and ``name_order`` are computed from the name when it is saved."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    department: Mapped[str]
    post: Mapped[str]
    office_phone: Mapped[str]
    mobile_phone: Mapped[str]
    email: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    search_key: Mapped[str]
    name_order: Mapped[str]

    roles: Mapped[list["PersonRoleRow"]] = relationship(
        order_by="PersonRoleRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class PersonRoleRow(Base):
    """One role of a person."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[Role]


class UnitRow(Base):
    """The unit; a register holds exactly one."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("id = 1", name="one_unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    seal_text: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[UnitKind]
    credit_code: Mapped[str]
    superior_unit: Mapped[str]
    reporting_code: Mapped[str]
    address: Mapped[str]
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    deputy_in_charge_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    clerk_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    filing_authority: Mapped[str]
    computer_confirmed_on: Mapped[date | None]
