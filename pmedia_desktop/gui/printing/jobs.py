"""What can be printed: filings for signature, blank forms, the ledger, the calibration page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pmedia_desktop.errors import Cancelled
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.words import word
from pmedia_desktop.progress import Silent
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.filing import Filing
    from pmedia_desktop.model.finding import Finding
    from pmedia_desktop.model.journal import JournalQuery
    from pmedia_desktop.paper.filling import Filled
    from pmedia_desktop.paper.overlay import Measured
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.printing.jobs"


@dataclass(frozen=True)
class Wishes:
    """What the user wants of this print: its values inside the PDF or not, and why it is printed all the same.

    ``preprinted``: the values alone, for an office's sheet, moved as this printer's calibration page was measured.
    """

    reason: str = ""
    attach_values: bool = True
    preprinted: Measured | None = None


@dataclass(frozen=True)
class PrintJob:
    """Something to print.

    ``make`` is called in a lane with the user's wishes; it gives the PDF, or None when the user cancelled it, and
    what changed in the register. ``has_values``: the PDF is filled anew, can carry the form's values, and is kept in
    the register, where filings and attachments change. ``word`` makes the same as a Word file; ``filing_id`` is the
    filing that may lie on an office's own sheet; ``office_sheet``: this lies on one; ``word_only``: it is an office's
    Word file and nothing else.
    """

    title: str
    file_name: str
    make: Callable[[Office, Progress, Wishes], Outcome[bytes | None]]
    findings: tuple[Finding, ...] = ()
    has_values: bool = False
    copies: int | None = None
    word: Callable[[Office], bytes] | None = None
    filing_id: int = 0
    office_sheet: bool = False
    word_only: bool = False


def filing_job(filing: Filing, title: str, findings: Sequence[Finding]) -> PrintJob:
    """Print one filing for signature; of one that was signed, the kept PDF, about which nothing is asked."""
    filing_id, is_kept = filing.id, filing.state.keeps_its_paper

    def make(office: Office, _progress: Progress, wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome
        from pmedia_desktop.services.paper.filing_papers import print_filing

        outcome = print_filing(office, filing_id, wishes.reason, attach_values=wishes.attach_values)
        if wishes.preprinted is not None:
            from pmedia_desktop.services.paper.office_sheets import values_alone

            return Outcome(values_alone(office, filing_id, wishes.preprinted), outcome.changed)
        return Outcome(outcome.value.pdf, outcome.changed)

    def word(office: Office) -> bytes:
        from pmedia_desktop.services.paper.filing_papers import filing_as_word

        return filing_as_word(office, filing_id)

    return PrintJob(
        title,
        pdf_name(title),
        make,
        () if is_kept else tuple(findings),
        has_values=not is_kept,
        word=None if is_kept else word,
        filing_id=filing_id,
    )


def filings_job(filing_ids: Sequence[int], findings: Sequence[Finding]) -> PrintJob:
    """Print several filings in one go, one after the other."""

    def make(office: Office, progress: Progress, wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome
        from pmedia_desktop.services.paper.filing_papers import print_filings

        try:
            outcome = print_filings(office, filing_ids, progress, wishes.reason, attach_values=wishes.attach_values)
        except Cancelled:
            return Outcome(None, frozenset())
        return Outcome(outcome.value, outcome.changed)

    title = translate(_CONTEXT, "备案表{count}份").format(count=len(filing_ids))
    return PrintJob(title, pdf_name(title), make, tuple(findings), has_values=True)


def again(job: PrintJob, pdf: bytes) -> PrintJob:
    """Print once more what was made already and did not reach the paper."""

    def make(_office: Office, _progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome

        return Outcome(pdf, frozenset())

    return replace(job, make=make, findings=(), has_values=False, office_sheet=False, filing_id=0)


def filled_job(title: str, fill: Callable[[Office, Progress], Filled], *, copies: int | None = 1) -> PrintJob:
    """Print what a service fills without changing anything; the same can be saved as a Word file."""

    def make(office: Office, progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome

        return Outcome(fill(office, progress).pdf, frozenset())

    def word(office: Office) -> bytes:
        from pmedia_desktop.services.paper.forms import word_of

        return word_of(fill(office, Silent()))

    return PrintJob(title, pdf_name(title), make, copies=copies, word=word)


def blank_job(kind: FilingKind) -> PrintJob:
    """Print an empty form, to be filled in by hand."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.paper.filing_papers import blank_filing_form

        return blank_filing_form(office, kind.value)

    return filled_job(translate(_CONTEXT, "空白备案表（{kind}）").format(kind=word(kind)), fill, copies=None)


def ledger_job() -> PrintJob:
    """Print the unit's accounts on one page."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.paper.ledger import fill_ledger

        return fill_ledger(office)

    return filled_job(translate(_CONTEXT, "政务新媒体账号台账"), fill)


def desk_card_job() -> PrintJob:
    """Print the card for the desk: where everything is done, who is asked, where the files lie."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.paper.desk_card import fill_desk_card

        return fill_desk_card(office)

    return filled_job(translate(_CONTEXT, "上手卡"), fill)


def journal_extract_job(query: JournalQuery, wanted: str) -> PrintJob:
    """Print entries of the journal with their chain values; ``wanted`` says in words what was looked for."""

    def fill(office: Office, progress: Progress) -> Filled:
        from pmedia_desktop.services.journal.extract import journal_extract

        return journal_extract(office, query, wanted, progress)

    return filled_job(translate(_CONTEXT, "操作记录摘录"), fill)


def homepage_codes_job() -> PrintJob:
    """Print the homepages of the accounts as QR codes."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.paper.homepage_sheet import fill_homepage_codes

        return fill_homepage_codes(office)

    return filled_job(translate(_CONTEXT, "账号主页二维码"), fill)


def form_job(name: str, title: str, account_id: int, *, is_word: bool) -> PrintJob:
    """Print one of the unit's own forms for an account, or its values alone; a Word form is saved as such."""

    def make(office: Office, _progress: Progress, wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome
        from pmedia_desktop.services.paper.filled_forms import fill_for_account

        return Outcome(fill_for_account(office, name, account_id, wishes.preprinted).pdf, frozenset())

    def word(office: Office) -> bytes:
        from pmedia_desktop.services.paper.filled_forms import word_for_account

        return word_for_account(office, name, account_id)

    return PrintJob(title, pdf_name(title), make, copies=1, word=word, office_sheet=not is_word, word_only=is_word)


def custody_ledger_job() -> PrintJob:
    """Print who holds which way into which account."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.custody.sheets import fill_custody_ledger

        return fill_custody_ledger(office)

    return filled_job(translate(_CONTEXT, "账号密码保管台账"), fill)


def handover_job(handover_id: int) -> PrintJob:
    """Print a hand-over's sheet for three signatures; from then on the hand-over is under way."""

    def make(office: Office, _progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.custody.sheets import print_handover
        from pmedia_desktop.services.outcome import Outcome

        outcome = print_handover(office, handover_id)
        return Outcome(outcome.value.pdf, outcome.changed)

    def word(office: Office) -> bytes:
        from pmedia_desktop.services.custody.sheets import fill_handover
        from pmedia_desktop.services.paper.forms import word_of

        return word_of(fill_handover(office, handover_id))

    title = translate(_CONTEXT, "账号密码交接单")
    return PrintJob(title, pdf_name(title), make, copies=1, word=word)


def inventory_job(inventory_id: int) -> PrintJob:
    """Print an inventory as far as it has come."""

    def fill(office: Office, _progress: Progress) -> Filled:
        from pmedia_desktop.services.custody.sheets import fill_inventory

        return fill_inventory(office, inventory_id)

    return filled_job(translate(_CONTEXT, "年度盘点表"), fill)


def made_job(title: str, pdf: bytes) -> PrintJob:
    """Print what a service has made already and nobody fills a second time: a sealed key, sample values."""

    def make(_office: Office, _progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome

        return Outcome(pdf, frozenset())

    return PrintJob(title, pdf_name(title), make, copies=1)


def calibration_job() -> PrintJob:
    """Print the page that shows whether a printer prints at true size."""

    def make(_office: Office, _progress: Progress, _wishes: Wishes) -> Outcome[bytes | None]:
        from pmedia_desktop.services.outcome import Outcome
        from pmedia_desktop.services.paper.forms import calibration_page

        return Outcome(calibration_page(), frozenset())

    title = translate(_CONTEXT, "打印校准页")
    return PrintJob(title, pdf_name(title), make, copies=1)


def pdf_name(title: str) -> str:
    """Return a file's name for a title."""
    from pmedia_desktop.services.files import file_name

    return file_name(f"{title.replace('：', '-')}.pdf")
