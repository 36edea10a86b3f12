"""What the inspection file shows of the superior's wishes: orders to republish and to correct, monthly figures."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pmedia_desktop.exchange.table_writing import xlsx
from pmedia_desktop.measures.superior_tasks import source as superior_source
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.superior_task import SuperiorTask
from pmedia_desktop.model.words import period_words, word
from pmedia_desktop.services.files import file_name
from pmedia_desktop.services.inspection_file.pieces import Gathered, Piece
from pmedia_desktop.services.publishing.months import YEAR_BEFORE, Month, month_days, month_of, months_workbook
from pmedia_desktop.services.publishing.sheets import month_sheet
from pmedia_desktop.services.publishing.task_sheets import tasks_between, tasks_sheet, tasks_table
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection_file.superior"


def superior_pieces(it: Gathered) -> Iterator[Piece]:
    """Yield the ledger of the orders, the report of every month that has something to say, and all months' figures."""
    folder = translate(_CONTEXT, "9 上级任务和月报")
    tasks = tasks_between(it.known, it.begin, it.end)
    if tasks:
        title, words, today = translate(_CONTEXT, "上级任务台账"), period_words(it.begin, it.end), it.office.today()
        yield Piece(
            f"{folder}/{title}.pdf",
            title,
            superior_source(),
            lambda: tasks_sheet(it.office, tasks, it.known, words, it.preparer_name).pdf,
        )
        yield Piece(
            f"{folder}/{title}.xlsx", title, superior_source(), lambda: xlsx([tasks_table(tasks, it.known, today)])
        )
    for task in tasks:
        yield from _papers(it, task, folder)
    months = [month for month in _months(it) if not month.is_empty]
    for month in months:
        titled = translate(_CONTEXT, "{month}月报").format(month=month.title)
        path = translate(_CONTEXT, "月报{year}-{month:02}").format(year=month.year, month=month.month)
        yield Piece(f"{folder}/{path}.pdf", titled, superior_source(), _printed(it, month))
    if months:
        title = translate(_CONTEXT, "月报数据")
        yield Piece(f"{folder}/{title}.xlsx", title, superior_source(), lambda: months_workbook(months))


def _papers(it: Gathered, task: SuperiorTask, folder: str) -> Iterator[Piece]:
    """Yield what is kept with an order: the notice, pictures of what was mended, the answer."""
    for paper in it.papers_of(SubjectKind.SUPERIOR_TASK, task.id):
        titled = translate(_CONTEXT, "{title}：{kind}").format(title=task.title, kind=word(paper.kind))
        yield it.kept(paper, f"{folder}/{task.id:04}-{file_name(task.title)}", titled, superior_source())


def _printed(it: Gathered, month: Month) -> Callable[[], bytes]:
    return lambda: month_sheet(it.office, month, it.preparer_name).pdf


def _months(it: Gathered) -> list[Month]:
    """Return the months that the period touches and that have begun."""
    last = min(it.end, it.office.today())
    numbers = range(it.begin.year * 12 + it.begin.month - 1, last.year * 12 + last.month)
    with it.office.register.read() as reader:
        items = reader.publications_between(it.begin.replace(day=1) - YEAR_BEFORE, month_days(last.year, last.month)[1])
        months = [month_of(it.office, reader, it.known, number // 12, number % 12 + 1, items) for number in numbers]
    return [replace(month, rows=it.shown(month.rows)) for month in months]
