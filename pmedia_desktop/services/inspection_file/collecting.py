"""Which pieces an inspection file has, in the order of its table of contents."""

from collections.abc import Callable, Iterator
from datetime import date

from pmedia_desktop.exchange.table_writing import xlsx
from pmedia_desktop.measures.article13 import attached_rules, rules_between
from pmedia_desktop.measures.custody_terms import day_of, live_credentials
from pmedia_desktop.measures.filing_rules import cited_article
from pmedia_desktop.measures.quarters import quarter_days
from pmedia_desktop.measures.update_clock import runs
from pmedia_desktop.measures.update_clock import source as clock_source
from pmedia_desktop.measures.wording import article, inspection_rule, listed
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.incident import Sanction
from pmedia_desktop.model.inspection import SelfInspection
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.words import period_words, word
from pmedia_desktop.paper.official import official_pdf
from pmedia_desktop.services.custody.sheets import custody_ledger_of
from pmedia_desktop.services.exporting.ledger_file import national_table
from pmedia_desktop.services.files import file_name
from pmedia_desktop.services.inspection.incident_sheets import incidents_between, incidents_sheet
from pmedia_desktop.services.inspection.inspections import problems_between
from pmedia_desktop.services.inspection.sheets import inspection_sheet, problems_sheet
from pmedia_desktop.services.inspection_file.pieces import Gathered, Piece
from pmedia_desktop.services.inspection_file.publications import publications_table
from pmedia_desktop.services.inspection_file.superior import superior_pieces
from pmedia_desktop.services.message.sheets import lines_between, reply_ledger, reply_ledger_table
from pmedia_desktop.services.paper.ledger import ledger_of
from pmedia_desktop.services.paper.official_papers import report_document
from pmedia_desktop.services.publishing.clocks import print_year
from pmedia_desktop.services.publishing.sheets import review_of
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection_file.collecting"

#: What shows that a filing was made, approved, and answered.
_FILING_PAPERS = (
    AttachmentKind.SIGNED_FORM,
    AttachmentKind.RECEIPT,
    AttachmentKind.NOTICE,
    AttachmentKind.COMPLETION_PROOF,
)
#: Characters of a problem that stand in a title.
_MOST_WORDS = 30


def pieces_of(all_of_it: Gathered) -> Iterator[Piece]:
    """Yield every piece; a section without anything to show yields none."""
    yield from _accounts(all_of_it)
    yield from _filings(all_of_it)
    yield from _custody(all_of_it)
    yield from _publishing(all_of_it)
    yield from _updates(all_of_it)
    yield from _messages(all_of_it)
    yield from _inspections(all_of_it)
    yield from _incidents(all_of_it)
    yield from _sanctions(all_of_it)
    yield from _rules(all_of_it)
    yield from superior_pieces(all_of_it)


def _accounts(it: Gathered) -> Iterator[Piece]:
    folder, title = translate(_CONTEXT, "1 账号台账"), translate(_CONTEXT, "政务新媒体账号台账")
    yield Piece(f"{folder}/{title}.xlsx", title, article(4), lambda: xlsx([national_table(it.known)]))
    yield Piece(
        f"{folder}/{title}.pdf",
        title,
        article(4),
        lambda: ledger_of(it.office, it.known, it.preparer_name, attach_values=False).pdf,
    )


def _filings(it: Gathered) -> Iterator[Piece]:
    """Yield the papers of every filing that was handed in, or on its way, by the end of the period."""
    for account in it.known.accounts:
        for filing in it.known.filings_of(account.id):
            if filing.state is not FilingState.ABANDONED and _came_about(filing, it.office.today()) <= it.end:
                yield from _filing(it, account, filing)


def _came_about(filing: Filing, today: date) -> date:
    """Return when a filing was handed in; until then the first day of its paper, else of its matter, else today."""
    if filing.submitted_on is not None:
        return filing.submitted_on
    paper = [filing.filled_on, filing.signed_on, filing.sealed_on, filing.received_on, filing.filed_on]
    if filing.printing is not None:
        paper.append(day_of(filing.printing.printed_at))
    return min((day for day in paper if day is not None), default=filing.approval.on or filing.event_on or today)


def _filing(it: Gathered, account: Account, filing: Filing) -> Iterator[Piece]:
    day = filing.submitted_on or filing.filled_on
    named = translate(_CONTEXT, "{kind}备案{day}").format(kind=word(filing.kind), day=day.isoformat() if day else "")
    folder = f"{translate(_CONTEXT, '2 备案材料')}/{it.folder_of(account)}/{filing.id:04}-{file_name(named)}"
    printed = filing.printing.attachment_id if filing.printing is not None else None
    for paper in it.papers_of(SubjectKind.FILING, filing.id):
        if paper.id == printed or paper.kind in _FILING_PAPERS:
            title = translate(_CONTEXT, "{account}{named}：{kind}").format(
                account=account.name, named=named, kind=word(paper.kind)
            )
            yield it.kept(paper, folder, title, cited_article(filing))


def _custody(it: Gathered) -> Iterator[Piece]:
    if not any(True for _ in live_credentials(it.known)):
        return
    title = translate(_CONTEXT, "账号密码保管台账（不含密码）")
    yield Piece(
        f"{translate(_CONTEXT, '3 密码保管')}/{title}.pdf",
        title,
        article(15),
        lambda: custody_ledger_of(it.office, it.known, it.preparer_name).pdf,
    )


def _publishing(it: Gathered) -> Iterator[Piece]:
    folder = translate(_CONTEXT, "4 信息发布审核")
    cited = listed(article(number) for number in (8, 9, 10, 14))
    published = it.published
    if not published:
        return
    title = translate(_CONTEXT, "信息发布审核台账")
    yield Piece(f"{folder}/{title}.xlsx", title, cited, lambda: xlsx([publications_table(published, it.known)]))
    for item in published:
        papers = it.papers_of(SubjectKind.PUBLICATION, item.id)
        if item.steps and not item.after_the_fact:
            yield _review(it, item, len(papers), folder, cited)
        for paper in papers:
            if paper.kind is AttachmentKind.REVIEW_SHEET:
                signed = translate(_CONTEXT, "{title}：签字的审核单").format(title=item.title)
                yield it.kept(paper, folder, signed, cited)
            elif paper.kind is AttachmentKind.AGREEMENT:
                agreed = translate(_CONTEXT, "{title}：{kind}").format(title=item.title, kind=word(paper.kind))
                yield it.kept(paper, folder, agreed, cited)


def _review(it: Gathered, item: Publication, attachments: int, folder: str, cited: str) -> Piece:
    """Return the review sheet of an item that was reviewed in the program."""
    title = translate(_CONTEXT, "{title}：审核单").format(title=item.title)
    return Piece(
        f"{folder}/{item.id:04}-{file_name(item.title)}.pdf",
        title,
        cited,
        lambda: review_of(it.office, item, it.known, attachments).pdf,
    )


def _updates(it: Gathered) -> Iterator[Piece]:
    """Yield the twelve months up to the period's end of every account whose clock runs, or that published in it.

    A unit that keeps no records here gets no empty pictures; one that does shows the empty ones as well.
    """
    if not it.known.publications:
        return
    folder = translate(_CONTEXT, "5 更新情况")
    used = {number for item in it.published for number in item.account_ids}
    for account in it.known.accounts:
        if runs(account) or account.id in used:
            title = translate(_CONTEXT, "{account}更新情况图").format(account=it.folder_of(account))
            yield Piece(f"{folder}/{title}.pdf", title, clock_source(), _year_of(it, account))


def _year_of(it: Gathered, account: Account) -> Callable[[], bytes]:
    return lambda: print_year(it.office, account.id, it.end)


def _messages(it: Gathered) -> Iterator[Piece]:
    folder, title = translate(_CONTEXT, "6 留言答复"), translate(_CONTEXT, "留言答复台账")
    lines = lines_between(it.known, it.office.today(), it.begin, it.end)
    period = period_words(it.begin, it.end)
    yield Piece(
        f"{folder}/{title}.pdf",
        title,
        article(11),
        lambda: reply_ledger(it.office, lines, it.known, period, it.preparer_name).pdf,
    )
    yield Piece(f"{folder}/{title}.xlsx", title, article(11), lambda: xlsx([reply_ledger_table(lines)]))
    for line in lines:
        for paper in it.papers_of(SubjectKind.MESSAGE, line.message.id):
            titled = translate(_CONTEXT, "{day}第{number}号留言：{kind}").format(
                day=line.message.received_on.isoformat(), number=line.message.id, kind=word(paper.kind)
            )
            yield it.kept(paper, f"{folder}/{translate(_CONTEXT, '留言材料')}", titled, article(11))


def _inspections(it: Gathered) -> Iterator[Piece]:
    folder = translate(_CONTEXT, "7 自查与整改")
    for inspection in it.known.inspections:
        # One that was missed is made up for in the next quarter, and speaks of its own all the same.
        first, after = quarter_days(inspection.year, inspection.quarter)
        of_period = first <= it.end and it.begin < after
        if of_period or it.in_period(inspection.begun_on) or it.in_period(inspection.closed_on):
            yield _inspection(it, inspection, folder)
    problems = problems_between(it.known, it.begin, it.end)
    if problems:
        title = translate(_CONTEXT, "问题整改台账")
        words = period_words(it.begin, it.end)
        yield Piece(
            f"{folder}/{title}.pdf",
            title,
            listed((inspection_rule(), article(16))),
            lambda: problems_sheet(it.office, problems, it.known, words, it.preparer_name).pdf,
        )
    for problem in problems:
        for paper in it.papers_of(SubjectKind.PROBLEM, problem.id):
            what = problem.what if len(problem.what) <= _MOST_WORDS else f"{problem.what[:_MOST_WORDS]}……"
            titled = translate(_CONTEXT, "问题“{what}”：{kind}").format(what=what, kind=word(paper.kind))
            yield it.kept(paper, f"{folder}/{translate(_CONTEXT, '整改材料')}", titled, article(16))


def _inspection(it: Gathered, inspection: SelfInspection, folder: str) -> Piece:
    title = translate(_CONTEXT, "{quarter}自查表").format(quarter=quarter_words(inspection.year, inspection.quarter))
    return Piece(
        f"{folder}/{inspection.id:04}-{title}.pdf",
        title,
        inspection_rule(),
        lambda: inspection_sheet(it.office, inspection, it.known).pdf,
    )


def _incidents(it: Gathered) -> Iterator[Piece]:
    incidents = incidents_between(it.known, it.begin, it.end)
    if not incidents:
        return
    folder, title = translate(_CONTEXT, "7 自查与整改"), translate(_CONTEXT, "事件台账")
    words = period_words(it.begin, it.end)
    yield Piece(
        f"{folder}/{title}.pdf",
        title,
        listed((article(15), article(17))),
        lambda: incidents_sheet(it.office, incidents, it.known, words, it.preparer_name).pdf,
    )
    for incident in incidents:
        for paper in it.papers_of(SubjectKind.INCIDENT, incident.id):
            titled = translate(_CONTEXT, "{kind}事件：{paper}").format(kind=word(incident.kind), paper=word(paper.kind))
            yield it.kept(paper, f"{folder}/{title}", titled, article(17))


def _sanctions(it: Gathered) -> Iterator[Piece]:
    """Yield what answers the orders that came by the end of the period and were not closed before it."""
    for sanction in it.known.sanctions:
        if sanction.received_on <= it.end and (sanction.closed_on is None or sanction.closed_on >= it.begin):
            yield from _sanction(it, sanction)


def _sanction(it: Gathered, sanction: Sanction) -> Iterator[Piece]:
    named = translate(_CONTEXT, "{day}{kind}").format(day=sanction.received_on.isoformat(), kind=word(sanction.kind))
    folder = f"{translate(_CONTEXT, '7 自查与整改')}/{sanction.id:04}-{named}"
    papers = it.papers_of(SubjectKind.SANCTION, sanction.id)
    # A draft answers nothing yet, and the signed report says best what was answered.
    is_signed = any(paper.kind is AttachmentKind.RECTIFICATION_REPORT for paper in papers)
    if sanction.report and sanction.reported_on is not None and not is_signed:
        yield Piece(
            f"{folder}/{translate(_CONTEXT, '整改报告')}.pdf",
            translate(_CONTEXT, "{named}的整改报告").format(named=named),
            article(16),
            lambda: official_pdf(report_document(sanction, it.known, it.office.today())),
        )
    for paper in papers:
        titled = translate(_CONTEXT, "{named}：{kind}").format(named=named, kind=word(paper.kind))
        yield it.kept(paper, folder, titled, article(16))


def _rules(it: Gathered) -> Iterator[Piece]:
    """Yield the rules that were in force at some time in the period, those replaced since included."""
    folder = translate(_CONTEXT, "8 管理制度")
    for rules in rules_between(it.known, it.begin, it.end):
        title = translate(_CONTEXT, "{title}（{day}印发）").format(title=rules.title, day=rules.issued_on.isoformat())
        if rules.replaced_on is not None:
            title = translate(_CONTEXT, "{title}（{day}废止）").format(title=title, day=rules.replaced_on.isoformat())
        for paper in it.papers_of(SubjectKind.MANAGEMENT_RULES, rules.id):
            yield it.kept(paper, folder, title, article(13))
    for paper in attached_rules(it.known):
        yield it.kept(paper, folder, word(paper.kind), article(13))
