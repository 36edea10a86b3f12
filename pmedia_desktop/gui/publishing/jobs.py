"""What publishing prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pmedia_desktop.gui.printing.jobs import PrintJob, pdf_name
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.printing.jobs import Wishes
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.publishing.jobs"


def review_job(item_id: int, title: str) -> PrintJob:
    """Print an item's review sheet."""

    def pdf(office: Office) -> bytes:
        from pmedia_desktop.services.publishing.sheets import fill_review

        return fill_review(office, item_id).pdf

    return _job(translate(_CONTEXT, "信息发布审核单 {title}").format(title=title[:30]), pdf)


def checklist_job(item_id: int = 0) -> PrintJob:
    """Print the list of forbidden content, empty or as it was confirmed for an item."""

    def pdf(office: Office) -> bytes:
        from pmedia_desktop.services.publishing.sheets import fill_checklist

        return fill_checklist(office, item_id).pdf

    return _job(translate(_CONTEXT, "发布前核对清单"), pdf)


def month_job(year: int, month: int) -> PrintJob:
    """Print the monthly report."""

    def pdf(office: Office) -> bytes:
        from pmedia_desktop.services.publishing.sheets import fill_month

        return fill_month(office, year, month).pdf

    return _job(translate(_CONTEXT, "政务新媒体月报{year}年{month}月").format(year=year, month=month), pdf)


def year_job(account_id: int, title: str) -> PrintJob:
    """Print an account's last twelve months."""

    def pdf(office: Office) -> bytes:
        from pmedia_desktop.services.publishing.clocks import print_year

        return print_year(office, account_id)

    return _job(translate(_CONTEXT, "更新情况图 {title}").format(title=title), pdf)


def _job(title: str, pdf: Callable[[Office], bytes]) -> PrintJob:
    def make(office: Office, _progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome

        return Outcome(pdf(office), frozenset())

    return PrintJob(title, pdf_name(title), make, copies=1)
