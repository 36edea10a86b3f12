"""What publishing prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.printing.jobs import PrintJob, filled_job, pdf_name
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.gui.printing.jobs import Wishes
    from pmedia_desktop.paper.filling import Filled
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.publishing.jobs"


def review_job(item_id: int, title: str) -> PrintJob:
    """Print an item's review sheet."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.publishing.sheets import fill_review

        return fill_review(office, item_id)

    return filled_job(translate(_CONTEXT, "信息发布审核单 {title}").format(title=title[:30]), fill)


def checklist_job(item_id: int = 0) -> PrintJob:
    """Print the list of forbidden content, empty or as it was confirmed for an item."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.publishing.sheets import fill_checklist

        return fill_checklist(office, item_id)

    return filled_job(translate(_CONTEXT, "发布前核对清单"), fill)


def month_job(year: int, month: int) -> PrintJob:
    """Print the monthly report."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.publishing.sheets import fill_month

        return fill_month(office, year, month)

    return filled_job(translate(_CONTEXT, "政务新媒体月报{year}年{month}月").format(year=year, month=month), fill)


def year_job(account_id: int, title: str) -> PrintJob:
    """Print an account's last twelve months; they are drawn, so a Word file holds them as a picture."""

    def make(office: Office, _progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome
        from pmedia_desktop.services.publishing.clocks import print_year

        return Outcome(print_year(office, account_id), frozenset())

    def word(office: Office) -> bytes:
        from pmedia_desktop.services.paper.forms import pictured_word
        from pmedia_desktop.services.publishing.clocks import print_year

        return pictured_word(print_year(office, account_id))

    title = translate(_CONTEXT, "更新情况图 {title}").format(title=title)
    return PrintJob(title, pdf_name(title), make, copies=1, word=word)


def tasks_job(begin: date, end: date) -> PrintJob:
    """Print the ledger of the orders from above of a period."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.publishing.task_sheets import fill_tasks

        return fill_tasks(office, begin, end)

    title = translate(_CONTEXT, "上级任务台账{begin}至{end}").format(begin=begin.isoformat(), end=end.isoformat())
    return filled_job(title, fill)
