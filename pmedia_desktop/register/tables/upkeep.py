"""Settings, holiday schedules, the recycle bin, half-filled guides."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.register.tables.base import Base


class SettingRow(Base):
    """One setting that the unit has made, as JSON; settings that were never touched follow the defaults."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class HolidayYearRow(Base):
    """A year's schedule that the unit has entered."""

    __tablename__ = "holiday_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str]

    days_off: Mapped[list["HolidayDayOffRow"]] = relationship(
        order_by="HolidayDayOffRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    makeup_workdays: Mapped[list["HolidayMakeupWorkdayRow"]] = relationship(
        order_by="HolidayMakeupWorkdayRow.position", lazy="selectin", cascade="all, delete-orphan"
    )


class HolidayDayOffRow(Base):
    """A day off of a year's schedule."""

    __tablename__ = "holiday_day_off"

    year: Mapped[int] = mapped_column(ForeignKey("holiday_year.year", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[date] = mapped_column("on_day")


class HolidayMakeupWorkdayRow(Base):
    """A weekend day that a year's schedule makes a working day (调休上班)."""

    __tablename__ = "holiday_makeup_workday"

    year: Mapped[int] = mapped_column(ForeignKey("holiday_year.year", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[date] = mapped_column("on_day")


class RecycledRow(Base):
    """A record in the recycle bin; the record itself stays where it is."""

    __tablename__ = "recycled"

    subject_kind: Mapped[SubjectKind] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    recycled_at: Mapped[datetime]
    actor_name: Mapped[str]
    os_user: Mapped[str]
    proved: Mapped[bool]


class DraftRow(Base):
    """What was typed into a guide that is not finished yet, as JSON."""

    __tablename__ = "draft"

    key: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    kept_at: Mapped[datetime]
