"""What the unit sets: terms, readings, tables, and the years of the working-day calendar."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.article11 import keep_earlier_terms
from pmedia_desktop.measures.change_duties import FIELDS, duty_field_label, duty_of
from pmedia_desktop.measures.working_days import WorkCalendar, count_working_days, explain
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import WorkingDayCount
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import StepKind
from pmedia_desktop.model.settings import ChangeDuty, HolidayYear, Settings
from pmedia_desktop.register.opening import REGISTER_NAME
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.backup.sealing import sealer_for
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.settings"
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
#: No platform takes a longer name, in characters.
_LONGEST_NAME = 100
#: Personal data may be kept for fifty years at most, in months.
_LONGEST_KEPT = 600


def read_settings(office: Office) -> Settings:
    """Return the settings in force."""
    with office.register.read() as reader:
        return reader.settings()


def save_settings(office: Office, settings: Settings) -> Outcome[Settings]:
    """Save the settings, or raise ``InputError`` for a term that cannot be meant."""
    check_settings(settings)
    _check_backups(office, settings)
    subject = Subject(SubjectKind.SETTINGS)
    with office.register.write(office.actor, Action.SETTINGS_SAVED, subject=subject) as writer:
        saved = put_settings(office, writer, settings)
    return Outcome(saved, frozenset({SubjectKind.SETTINGS}))


def put_settings(office: Office, writer: Writer, settings: Settings) -> Settings:
    """Save checked settings; where messages have come already, they keep the terms under which they came."""
    today, before = office.today(), writer.settings()
    kept = keep_earlier_terms(before, settings, today)
    if kept != settings and not any(message.received_on < today for message in writer.messages()):
        kept = settings
    return writer.save(kept)


def change_duties(settings: Settings) -> tuple[tuple[str, str, ChangeDuty], ...]:
    """Return each field of the unit's table of changes: its name, its label, and what its change asks for."""
    return tuple((field, duty_field_label(field), duty_of(field, settings)) for field in FIELDS)


def calendar_for(folder: Path) -> WorkCalendar:
    """Return the calendar with the years of the register in ``folder``, or without any where there is none yet."""
    return WorkCalendar(rules_in(folder)[1])


def rules_in(folder: Path) -> tuple[Settings, tuple[HolidayYear, ...]]:
    """Return settings and years of the register in ``folder``; as the program brings them where there is none yet."""
    if not (folder / REGISTER_NAME).exists():
        return Settings(), ()
    office = open_office(folder)
    try:
        with office.register.read() as reader:
            return reader.settings(), reader.holiday_years()
    finally:
        office.close()


def calendar_of(office: Office) -> WorkCalendar:
    """Return the working-day calendar with the unit's own years."""
    with office.register.read() as reader:
        return WorkCalendar(reader.holiday_years())


def read_year(office: Office, year: int) -> tuple[HolidayYear, bool]:
    """Return the year's schedule as it is counted with, and whether it is an estimate."""
    calendar = calendar_of(office)
    return calendar.schedule(year), calendar.is_estimated(year)


def save_year(office: Office, schedule: HolidayYear) -> Outcome[HolidayYear]:
    """Keep a year's schedule that the unit has ticked in the calendar, or that a notice names.

    A notice also names days of last December; once entered they are kept when the year is saved anew.
    """
    if not _FIRST_YEAR <= schedule.year <= _LAST_YEAR:
        raise InputError(
            translate(_CONTEXT, "不能登记{year}年的放假安排，").format(year=schedule.year),
            translate(_CONTEXT, "请填写{first}到{last}之间的年份。").format(first=_FIRST_YEAR, last=_LAST_YEAR),
        )
    days = (*schedule.days_off, *schedule.makeup_workdays)
    if any(not _belongs(day, schedule.year) for day in days):
        raise InputError(
            translate(_CONTEXT, "有日期不在{year}年内，").format(year=schedule.year),
            translate(_CONTEXT, "请只勾选这一年的日期。"),
        )
    both = set(schedule.days_off) & set(schedule.makeup_workdays)
    if both:
        raise InputError(
            translate(_CONTEXT, "{day}同时勾成了放假和上班，").format(day=min(both).isoformat()),
            translate(_CONTEXT, "请只选其中一种。"),
        )
    subject = Subject(SubjectKind.HOLIDAYS, schedule.year, str(schedule.year))
    with office.register.write(office.actor, Action.HOLIDAYS_SAVED, subject=subject) as writer:
        if all(day.year == schedule.year for day in days):
            before = next((entry for entry in writer.holiday_years() if entry.year == schedule.year), schedule)
            schedule = _with_neighbours(schedule, before)
        saved = writer.save(schedule)
    return Outcome(saved, frozenset({SubjectKind.HOLIDAYS}))


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year, day.month) in ((year - 1, 12), (year + 1, 1))


def _with_neighbours(schedule: HolidayYear, before: HolidayYear) -> HolidayYear:
    """Return the schedule with the days of neighbouring years that the entry before it names."""
    year = schedule.year
    return replace(
        schedule,
        days_off=tuple(sorted({*schedule.days_off, *(day for day in before.days_off if day.year != year)})),
        makeup_workdays=tuple(
            sorted({*schedule.makeup_workdays, *(day for day in before.makeup_workdays if day.year != year)})
        ),
    )


def count_term(calendar: WorkCalendar, start: date, days: int) -> tuple[WorkingDayCount, str]:
    """Count a term of working days and explain it in a sentence."""
    count = count_working_days(calendar, start, days)
    return count, explain(count)


def _check_backups(office: Office, settings: Settings) -> None:
    if not 100 <= settings.backup_megabytes <= 1_000_000:
        raise InputError(
            translate(_CONTEXT, "备份占用的空间应在100到1000000MB之间，"),
            translate(_CONTEXT, "请改正后再保存。"),
            field="backup_megabytes",
        )
    # Who has lost the last key since is told at each start; here only what is switched on now is refused.
    switched_on = settings.backups_sealed and not read_settings(office).backups_sealed
    if switched_on and sealer_for(office) is None:
        raise InputError(
            translate(_CONTEXT, "还没有人设置开锁口令，备份没法加密，"),
            translate(_CONTEXT, "请先在“密码保管”里设置开锁口令，或者关闭备份加密。"),
            field="backups_sealed",
        )


def _check_ledger_settings(settings: Settings) -> None:
    """Refuse terms of replies and of self-inspection that cannot be meant."""
    terms = ("inquiry_days", "help_days", "suggestion_days", "complaint_days", "report_days")
    for field in (*terms, "complex_days", "transfer_days", "mending_days"):
        if not 0 < getattr(settings, field) <= 365:
            raise InputError(
                translate(_CONTEXT, "期限应在1到365个工作日之间，"),
                translate(_CONTEXT, "请改正后再保存。"),
                field=field,
            )
    if any(getattr(settings, field) > settings.complex_days for field in terms):
        raise InputError(
            translate(_CONTEXT, "情况复杂的期限短于一般的期限，"),
            translate(_CONTEXT, "请改成不短于其他各类。"),
            field="complex_days",
        )
    if not 1 <= settings.inspection_day <= 28:
        raise InputError(
            translate(_CONTEXT, "自查的日子应在1到28号之间，"),
            translate(_CONTEXT, "请改正后再保存。"),
            field="inspection_day",
        )


def _check_publishing(settings: Settings) -> None:
    """Refuse a clock that cannot be meant, and a review in which nobody confirms what may not be published."""
    if not 0 < settings.update_warning_days <= settings.update_days <= 365:
        raise InputError(
            translate(_CONTEXT, "更新间隔应在1到365天之间，提醒不能晚于期限，"),
            translate(_CONTEXT, "请改正后再保存。"),
            field="update_warning_days",
        )
    if not any(step.kind is StepKind.ISSUE for step in settings.review_steps):
        raise InputError(
            translate(_CONTEXT, "审核流程里没有签发，"),
            translate(_CONTEXT, "请到“设置—信息发布”里加上签发一步。"),
            field="review_steps",
        )


def check_settings(settings: Settings) -> None:
    """Raise ``InputError`` for a setting that cannot be meant."""
    for field in ("opening_days", "change_days", "closure_days", "confirm_within_days", "soon_calendar_days"):
        if not 0 < getattr(settings, field) <= 365:
            raise InputError(
                translate(_CONTEXT, "期限应在1到365天之间，"), translate(_CONTEXT, "请改正后再保存。"), field=field
            )
    _check_ledger_settings(settings)
    _check_publishing(settings)
    _check_kept_months(settings)
    if not 1 <= settings.longest_name <= _LONGEST_NAME:
        raise InputError(
            translate(_CONTEXT, "名称字数应在1到{most}之间，").format(most=_LONGEST_NAME),
            translate(_CONTEXT, "请改正后再保存。"),
            field="longest_name",
        )
    warnings = settings.certification_warning_days
    if len(set(warnings)) != len(warnings) or any(not 0 < days <= 365 for days in warnings):
        raise InputError(
            translate(_CONTEXT, "认证到期前的提醒天数应在1到365之间，不重复，"),
            translate(_CONTEXT, "请改正后再保存。"),
            field="certification_warning_days",
        )
    named = [field for field, _ in settings.change_duties]
    if len(set(named)) != len(named) or not set(named) <= set(FIELDS):
        raise InputError(
            translate(_CONTEXT, "变更事项表里有重复或不认识的项目，"),
            translate(_CONTEXT, "请恢复默认后重新设置。"),
            field="change_duties",
        )
    if not 1 <= settings.copies <= 20:
        raise InputError(
            translate(_CONTEXT, "份数应在1到20之间，"), translate(_CONTEXT, "请改正后再保存。"), field="copies"
        )
    if any(not 0 <= tier.days <= 366 for tier in settings.freeze_tiers):
        raise InputError(
            translate(_CONTEXT, "冻结期天数应在0到366之间，"),
            translate(_CONTEXT, "请改正后再保存。"),
            field="freeze_tiers",
        )
    bounds = [tier.followers for tier in settings.freeze_tiers]
    known = [bound for bound in bounds if bound is not None]
    if not bounds or bounds[-1] is not None or known != sorted(set(known)) or len(known) != len(bounds) - 1:
        raise InputError(
            translate(_CONTEXT, "冻结期各档的粉丝数须从小到大，最后一档不设上限，"),
            translate(_CONTEXT, "请调整后再保存。"),
            field="freeze_tiers",
        )


def _check_kept_months(settings: Settings) -> None:
    for field in ("people_kept_months", "citizens_kept_months"):
        if not 0 <= getattr(settings, field) <= _LONGEST_KEPT:
            raise InputError(
                translate(_CONTEXT, "保存期限应在0到{most}个月之间，").format(most=_LONGEST_KEPT),
                translate(_CONTEXT, "请改正后再保存；0是不设期限。"),
                field=field,
            )
