"""Self-inspections (自查) from the check list to the sheet, and the problems they leave until each is mended."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.inspection_probes import Inspected
from pmedia_desktop.measures.quarters import missed_quarter, quarter_of
from pmedia_desktop.measures.self_inspection import answered_anew, prepared_results
from pmedia_desktop.measures.working_days import count_working_days
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.inspection import CheckAnswer, CheckResult, Problem, SelfInspection
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.shipped_lists import check_list
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.inspection.sheets import inspection_sheet, problems_sheet
from pmedia_desktop.services.ledger_checks import checked_problem
from pmedia_desktop.services.office import Office, complete_snapshot, work_calendar
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper.period_ledgers import fill_period
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection.inspections"
_CHANGED = frozenset({SubjectKind.INSPECTION})


def inspect_now(office: Office) -> tuple[CheckResult, ...]:
    """Return what the register answers to the check list today; nothing is saved."""
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
    return _prepared(office, known, quarter_of(office.today()))


def begin_inspection(office: Office, *, missed: bool = False) -> Outcome[SelfInspection]:
    """Begin the current quarter's self-inspection, or that of the quarter before which was ``missed``.

    What the register knows is answered by itself.
    """
    with office.register.write(office.actor, Action.INSPECTION_SAVED, subject=_subject()) as writer:
        known = complete_snapshot(office, writer)
        year, quarter = (missed and missed_quarter(known, office.today())) or quarter_of(office.today())
        unfinished = next((one for one in known.inspections if one.closed_on is None), None)
        if unfinished is not None:
            raise InputError(
                translate(_CONTEXT, "{quarter}的自查还没有完成，").format(
                    quarter=quarter_words(unfinished.year, unfinished.quarter)
                ),
                translate(_CONTEXT, "请先逐项检查并完成，或者移入回收站。"),
            )
        if not any(account.state.is_open for account in known.accounts):
            raise InputError(translate(_CONTEXT, "还没有登记在用的账号，"), translate(_CONTEXT, "请先到“账号”页登记。"))
        name, _ = preparer(office, writer)
        saved = writer.save(
            SelfInspection(
                year=year,
                quarter=quarter,
                begun_on=office.today(),
                inspector=name,
                results=_prepared(office, known, (year, quarter)),
            )
        )
    return Outcome(saved, _CHANGED)


def ask_register_again(office: Office, inspection_id: int) -> Outcome[SelfInspection]:
    """Let the register answer anew what it answers by itself, for the inspection's own quarter.

    What a person answered stays; an account that was registered since enters the inspection.
    """
    with office.register.write(office.actor, Action.INSPECTION_SAVED, subject=_subject(inspection_id)) as writer:
        inspection = _open(writer, inspection_id)
        known = complete_snapshot(office, writer)
        inspected = _inspected(office, known, (inspection.year, inspection.quarter))
        results = answered_anew(inspection.results, check_list(known.settings), inspected)
        saved = writer.save(replace(inspection, results=results))
    return Outcome(saved, _CHANGED)


@dataclass(frozen=True)
class ResultKey:
    """Which result of an inspection: the item, and the account (None: the unit)."""

    code: str
    account_id: int | None


def answer_results(
    office: Office, inspection_id: int, keys: Collection[ResultKey], answer: CheckAnswer, remark: str | None = None
) -> Outcome[SelfInspection]:
    """Answer items as a person; ``remark`` None leaves what was remarked. A fault needs its remark or evidence."""
    with office.register.write(office.actor, Action.INSPECTION_SAVED, subject=_subject(inspection_id)) as writer:
        inspection = _open(writer, inspection_id)
        results = tuple(
            _answered(result, answer, remark) if key_of(result) in keys else result for result in inspection.results
        )
        saved = writer.save(replace(inspection, results=results))
    return Outcome(saved, _CHANGED)


def key_of(result: CheckResult) -> ResultKey:
    """Return which result this is."""
    return ResultKey(result.code, result.account_id)


def _answered(result: CheckResult, answer: CheckAnswer, remark: str | None) -> CheckResult:
    text = result.remark if remark is None else remark.strip()
    if answer is CheckAnswer.FAILED and not text and not result.evidence:
        raise InputError(
            translate(_CONTEXT, "还没有写明哪里不符合，"),
            translate(_CONTEXT, "请在说明里写一句，它会成为要整改的问题。"),
            field="remark",
        )
    stays = result.automatic and answer is result.answer
    return replace(result, answer=answer, automatic=stays, remark=text)


def close_inspection(office: Office, inspection_id: int) -> Outcome[Filled]:
    """Close an inspection in which everything is answered: its faults become problems, its sheet is kept."""
    with office.register.write(office.actor, Action.INSPECTION_SAVED, subject=_subject(inspection_id)) as writer:
        inspection = _open(writer, inspection_id)
        left = inspection.open_results()
        if left:
            raise InputError(
                translate(_CONTEXT, "还有{count}项没有检查：{account}{text}等，").format(
                    count=len(left),
                    account=translate(_CONTEXT, "{account}的").format(account=left[0].account)
                    if left[0].account
                    else "",
                    text=left[0].text.rstrip("。"),
                ),
                translate(_CONTEXT, "请检查后再完成。"),
            )
        closed = writer.save(replace(inspection, closed_on=office.today()))
        _draw_up_problems(office, writer, closed)
        filled = inspection_sheet(office, closed, complete_snapshot(office, writer))
        name = translate(_CONTEXT, "自查表-{quarter}.pdf").format(quarter=quarter_words(closed.year, closed.quarter))
        writer.attach(SubjectKind.INSPECTION, closed.id, AttachmentKind.INSPECTION_SHEET, name, filled.pdf)
    return Outcome(filled, frozenset({SubjectKind.INSPECTION, SubjectKind.PROBLEM, SubjectKind.ATTACHMENT}))


def _draw_up_problems(office: Office, writer: Writer, inspection: SelfInspection) -> None:
    """Enter a problem for each fault, with the account's manager and the unit's term; both can be changed."""
    known = complete_snapshot(office, writer)
    due = count_working_days(work_calendar(known), office.today(), known.settings.mending_days).due
    still_open = {(one.code, one.account_id) for one in known.problems if one.is_open}
    for result in inspection.failed():
        if (result.code, result.account_id) in still_open:
            continue  # found before, and not mended yet
        account = known.account(result.account_id) if result.account_id is not None else None
        writer.save(
            Problem(
                inspection_id=inspection.id,
                account_id=result.account_id,
                code=result.code,
                what=result.remark or result.evidence or result.text,
                found_on=office.today(),
                person_id=account.holder_id if account else (known.unit.clerk_id if known.unit else None),
                due_on=due,
            )
        )


def read_inspections(office: Office) -> Snapshot:
    """Return what the page of self-inspection shows."""
    with office.register.read() as reader:
        return complete_snapshot(office, reader)


def fill_inspection(office: Office, inspection_id: int) -> Filled:
    """Return the sheet of an inspection as far as it has come."""
    with office.register.read() as reader:
        inspection = reader.inspection(inspection_id)
        known = complete_snapshot(office, reader)
    return inspection_sheet(office, inspection, known)


def fill_problems(office: Office, begin: date, end: date) -> Filled:
    """Return the ledger of the problems that were found or mended from ``begin`` to ``end``, or are still open."""
    return fill_period(office, begin, end, problems_between, problems_sheet)


def problems_between(known: Snapshot, begin: date, end: date) -> tuple[Problem, ...]:
    """Return the problems that were found by ``end`` and were not mended before ``begin``."""
    return tuple(
        one for one in known.problems if one.found_on <= end and (one.mended_on is None or one.mended_on >= begin)
    )


def save_problem(office: Office, problem: Problem, read: Problem | None = None) -> Outcome[Problem]:
    """Save a new or an edited problem; ``read`` is what the page read."""
    subject = Subject(SubjectKind.PROBLEM, problem.id)
    with office.register.write(office.actor, Action.PROBLEM_SAVED, subject=subject) as writer:
        if problem.id:
            refuse_stale(writer.problem(problem.id), read)
        saved = writer.save(checked_problem(problem, office.today()))
    return Outcome(saved, frozenset({SubjectKind.PROBLEM}))


def _prepared(office: Office, known: Snapshot, quarter: tuple[int, int]) -> tuple[CheckResult, ...]:
    return prepared_results(check_list(known.settings), _inspected(office, known, quarter))


def _inspected(office: Office, known: Snapshot, quarter: tuple[int, int]) -> Inspected:
    return Inspected(known, office.today(), work_calendar(known), quarter)


def _open(writer: Writer, inspection_id: int) -> SelfInspection:
    inspection = writer.inspection(inspection_id)
    if inspection.closed_on is not None:
        raise InputError(
            translate(_CONTEXT, "这次自查已经完成，不能再改，"), translate(_CONTEXT, "新发现的问题请在“问题”里添加。")
        )
    return inspection


def _subject(inspection_id: int = 0) -> Subject:
    return Subject(SubjectKind.INSPECTION, inspection_id)
