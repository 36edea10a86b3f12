"""What can be printed of messages, self-inspections, problems, incidents and orders from above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.printing.jobs import PrintJob, Wishes, filled_job, pdf_name
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.model.inspection import SelfInspection
    from pmedia_desktop.model.message import Message
    from pmedia_desktop.paper.filling import Filled
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.printing.inspection_jobs"


def message_sheet_job(message: Message) -> PrintJob:
    """Print the handling sheet of one message."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.message.sheets import fill_message_sheet

        return fill_message_sheet(office, message.id)

    return filled_job(translate(_CONTEXT, "留言办理单{number}").format(number=message.id), fill)


def reply_ledger_job(begin: date, end: date) -> PrintJob:
    """Print the reply ledger of a period."""

    def fill(office: Office, progress: Progress) -> Filled:
        from pmedia_desktop.services.message.sheets import fill_reply_ledger

        return fill_reply_ledger(office, begin, end, progress)

    title = translate(_CONTEXT, "留言答复台账{begin}至{end}").format(begin=begin.isoformat(), end=end.isoformat())
    return filled_job(title, fill)


def inspection_job(inspection: SelfInspection) -> PrintJob:
    """Print the sheet of a self-inspection as far as it has come."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.inspection.inspections import fill_inspection

        return fill_inspection(office, inspection.id)

    title = translate(_CONTEXT, "自查表{quarter}").format(quarter=quarter_words(inspection.year, inspection.quarter))
    return filled_job(title, fill)


def problems_job(begin: date, end: date) -> PrintJob:
    """Print the ledger of problems of a period."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.inspection.inspections import fill_problems

        return fill_problems(office, begin, end)

    title = translate(_CONTEXT, "问题整改台账{begin}至{end}").format(begin=begin.isoformat(), end=end.isoformat())
    return filled_job(title, fill)


def incidents_job(begin: date, end: date) -> PrintJob:
    """Print the ledger of incidents of a period."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.inspection.incident_sheets import fill_incidents

        return fill_incidents(office, begin, end)

    title = translate(_CONTEXT, "事件台账{begin}至{end}").format(begin=begin.isoformat(), end=end.isoformat())
    return filled_job(title, fill)


def report_job(sanction_id: int) -> PrintJob:
    """Print the rectification report of an order from above."""

    def make(office: Office, _progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome
        from pmedia_desktop.services.paper.official_papers import report_pdf

        return Outcome(report_pdf(office, sanction_id), frozenset())

    def word(office: Office) -> bytes:
        from pmedia_desktop.services.paper.official_papers import report_word

        return report_word(office, sanction_id)

    title = translate(_CONTEXT, "整改报告")
    return PrintJob(title, pdf_name(title), make, copies=1, word=word)
