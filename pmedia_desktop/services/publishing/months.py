"""The monthly figures (月报): what the records count, and what the unit has read off its platforms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.table_writing import WrittenTable, xlsx
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.update_clock import longest_gap
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import Message, MessageState
from pmedia_desktop.model.publication import Origin, Publication
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask
from pmedia_desktop.model.words import field_label
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.months"
#: How far back the last item before a month is looked for, to tell how long an account was silent.
YEAR_BEFORE = timedelta(days=366)
COUNTS = ("followers", "new_followers", "reads", "likes", "shares", "comments")


@dataclass(frozen=True)
class AccountMonth:
    """One account's month. ``longest_gap``: most days without anything new, those before the month included.

    ``messages`` came from citizens in the month; ``settled`` were answered or handed on in it, those of earlier months
    included, or came in it and needed no answer: so a month's report says the same whenever it is printed.
    """

    account: Account
    title: str
    figures: MonthlyFigures
    published: int
    originals: int
    reprints: int
    longest_gap: int | None
    tasks: int
    done_tasks: int
    late_tasks: int
    messages: int
    settled: int


@dataclass(frozen=True)
class Month:
    """All accounts that were open in a month, and what else the report says."""

    year: int
    month: int
    rows: tuple[AccountMonth, ...]
    known: Snapshot

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted and nothing entered."""
        return not any(row.published or row.tasks or row.messages or row.settled or row.figures.id for row in self.rows)

    @property
    def title(self) -> str:
        """The month in words."""
        return translate(_CONTEXT, "{year}年{month}月").format(year=self.year, month=self.month)


def read_month(office: Office, year: int, month: int) -> Month:
    """Return a month's figures, account by account; what nobody has entered is None."""
    with office.register.read() as reader:
        return month_of(office, reader, complete_snapshot(office, reader), year, month)


def month_of(
    office: Office, reader: Reader, known: Snapshot, year: int, month: int, items: Sequence[Publication] | None = None
) -> Month:
    """Return the same of a snapshot that was read already, inside an open transaction.

    ``items``: those of the year before the month's end, more too, where somebody has read them for many months.
    """
    first, last = month_days(year, month)
    today = office.today()
    entered = {figures.account_id: figures for figures in reader.monthly_figures(year, month)}
    if items is None:
        items = reader.publications_between(first - YEAR_BEFORE, last)
    items = [item for item in items if item.state.is_out]
    used = {
        place.account_id for item in items for place in item.placements if _is_within(place.published_on, first, last)
    }
    accounts = [
        one for one in known.accounts if _was_open(one, known, first, last) or one.id in entered or one.id in used
    ]
    rows = (
        _row(
            account,
            known,
            entered.get(account.id, MonthlyFigures(account_id=account.id, year=year, month=month)),
            items,
            (first, last),
            today,
        )
        for account in accounts
    )
    return Month(year, month, tuple(rows), known)


def _was_open(account: Account, known: Snapshot, first: date, last: date) -> bool:
    """Whether the account was open on some day of the month, as far as the register knows its days."""
    if account.opened_on is not None and account.opened_on > last:
        return False
    completed = (filing.closure.completed_on for filing in known.filings_of(account.id) if filing.closure is not None)
    closed_on = max(filter(None, completed), default=None)
    return account.state.is_open or (closed_on is not None and closed_on >= first)


def save_figures(office: Office, figures: MonthlyFigures) -> Outcome[MonthlyFigures]:
    """Keep what was read off a platform for a month; one entry for an account and a month."""
    for name in COUNTS:
        value: int | None = getattr(figures, name)
        if value is not None and value < 0 and name != "new_followers":
            raise InputError(
                translate(_CONTEXT, "{label}不能是负数，").format(label=field_label(name)),
                translate(_CONTEXT, "请填写整数，不知道就留空。"),
                field=name,
            )
    with office.register.write(
        office.actor, Action.MONTHLY_FIGURES_SAVED, subject=Subject(SubjectKind.MONTHLY_FIGURES, figures.id)
    ) as writer:
        known = writer.monthly_figures(figures.year, figures.month)
        before = next((one for one in known if one.account_id == figures.account_id), None)
        if before is not None and before.id != figures.id:
            raise InputError(
                translate(_CONTEXT, "这个账号这个月的数字在别处已经填过，"), translate(_CONTEXT, "请重新打开后再改。")
            )
        saved = writer.save(figures)
    return Outcome(saved, frozenset({SubjectKind.MONTHLY_FIGURES}))


def months_workbook(months: Iterable[Month]) -> bytes:
    """Return reports as a workbook, a sheet for each month."""
    return xlsx([_table(month) for month in months])


def _table(month: Month) -> WrittenTable:
    """Return a report as a table, one line for an account."""
    headings = (
        translate(_CONTEXT, "平台"),
        translate(_CONTEXT, "账号名称"),
        *(field_label(name) for name in COUNTS[:2]),
        translate(_CONTEXT, "发布条数"),
        translate(_CONTEXT, "原创"),
        translate(_CONTEXT, "转载"),
        translate(_CONTEXT, "最长间隔（天）"),
        *(field_label(name) for name in COUNTS[2:]),
        translate(_CONTEXT, "上级任务"),
        translate(_CONTEXT, "已完成"),
        translate(_CONTEXT, "逾期"),
        translate(_CONTEXT, "收到留言"),
        translate(_CONTEXT, "本月办结"),
        field_label("remark"),
    )
    rows = [
        (
            month.known.platform(row.account.platform).name,
            row.account.name,
            *(getattr(row.figures, name) for name in COUNTS[:2]),
            row.published,
            row.originals,
            row.reprints,
            row.longest_gap,
            *(getattr(row.figures, name) for name in COUNTS[2:]),
            row.tasks,
            row.done_tasks,
            row.late_tasks,
            row.messages,
            row.settled,
            row.figures.remark,
        )
        for row in month.rows
    ]
    return WrittenTable(month.title, headings, rows)


def month_days(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _row(
    account: Account,
    known: Snapshot,
    figures: MonthlyFigures,
    items: Iterable[Publication],
    span: tuple[date, date],
    today: date,
) -> AccountMonth:
    first, last = span
    placed = [
        (place.published_on, item)
        for item in items
        for place in item.placements
        if place.account_id == account.id
        and place.published_on is not None
        and _is_within(place.published_on, first - YEAR_BEFORE, last)
    ]
    within = [item for day, item in placed if day >= first]
    asked = [one for one in known.messages if one.account_id == account.id and one.state is not MessageState.NOTED]
    tasks = [task for task in known.superior_tasks if _asked_of(task, account.id) and _falls_into(task, span)]
    return AccountMonth(
        account=account,
        title=account_title(account, known),
        figures=figures,
        published=len(within),
        originals=sum(item.origin is Origin.ORIGINAL for item in within),
        reprints=sum(item.origin is Origin.REPRINT for item in within),
        longest_gap=longest_gap({day for day, _ in placed}, first, max(first, min(last, today))),
        tasks=len(tasks),
        done_tasks=sum(not task.is_open for task in tasks),
        late_tasks=sum(task.is_late(today) for task in tasks),
        messages=sum(_is_within(one.received_on, first, last) for one in asked),
        settled=sum(_is_within(_settled_on(one), first, last) for one in asked),
    )


def _settled_on(message: Message) -> date | None:
    """Return when a message was done with; of one that needs no answer only its own day is known."""
    return message.received_on if message.state is MessageState.NEEDS_NONE else message.settled_on


def _is_within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _asked_of(task: SuperiorTask, account_id: int) -> bool:
    return not task.account_ids or account_id in task.account_ids


def _falls_into(task: SuperiorTask, span: tuple[date, date]) -> bool:
    day = task.due_on or task.ordered_on
    return _is_within(day, *span)
