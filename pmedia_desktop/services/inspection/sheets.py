"""The papers of self-inspection: the sheet (自查表) and the ledger of problems (问题整改台账)."""

from collections.abc import Iterable, Sequence
from datetime import date

from pmedia_desktop.measures.self_inspection import verdicts
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import full_date, listed
from pmedia_desktop.model.inspection import Certainty, CheckAnswer, CheckResult, Problem, SelfInspection
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.paged_sheets import paged_sheet
from pmedia_desktop.services.paper.period_ledgers import ledger_head
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection.sheets"
SHEET_FORM, PROBLEMS_FORM = "self_inspection", "problem_ledger"


def inspection_sheet(office: Office, inspection: SelfInspection, known: Snapshot) -> Filled:
    """Return the sheet of an inspection, on as many pages as it takes."""
    return paged_sheet(office, SHEET_FORM, inspection_sources(inspection, known))


def problems_sheet(
    office: Office, problems: Sequence[Problem], known: Snapshot, period: str, preparer_name: str
) -> Filled:
    """Return the ledger of problems."""
    return paged_sheet(office, PROBLEMS_FORM, problem_sources(problems, known, period, preparer_name, office.today()))


def inspection_sources(inspection: SelfInspection, known: Snapshot) -> dict[str, JsonValue]:
    """Return the values of the self-inspection's sheet: one row an item, its accounts together."""
    items: dict[str, list[CheckResult]] = {}
    for result in inspection.results:
        items.setdefault(result.code, []).append(result)
    groups = list(items.values())
    return {
        "unit.full_name": (known.unit or Unit()).full_name,
        "self_inspection.quarter": quarter_words(inspection.year, inspection.quarter),
        "self_inspection.begun_on": inspection.begun_on.isoformat(),
        "self_inspection.inspector": inspection.inspector,
        "self_inspection.sheet": "",
        "self_inspection.numbers": [str(number) for number, _ in enumerate(groups, 1)],
        "self_inspection.indexes": [
            group[0].index + (translate(_CONTEXT, "（单项否决）") if group[0].is_veto else "") for group in groups
        ],
        "self_inspection.texts": [f"{group[0].text}\n{source_words(group[0])}" for group in groups],
        "self_inspection.results": ["\n".join(_result_lines(group)) for group in groups],
        "self_inspection.verdict": verdict_words(inspection),
    }


def source_words(result: CheckResult) -> str:
    """Return on what an item rests, and that this is not confirmed where it is not."""
    source = listed(part for part in (result.source, result.article) if part)
    words = translate(_CONTEXT, "依据：{source}").format(source=source)
    if result.certainty in (Certainty.PARTLY, Certainty.UNCONFIRMED):
        return translate(_CONTEXT, "{words}（{certainty}）").format(words=words, certainty=word(result.certainty))
    return words


def verdict_words(inspection: SelfInspection) -> str:
    """Return the verdict on each account and on the unit."""
    unit = translate(_CONTEXT, "单位")
    return "\n".join(
        translate(_CONTEXT, "{account}：{verdict}").format(account=account or unit, verdict=words)
        for account, words, _ in verdicts(inspection.results)
    )


def _result_lines(group: Sequence[CheckResult]) -> Iterable[str]:
    """Yield what was found, accounts with the same finding in one line."""
    same: dict[tuple[CheckAnswer, str], list[str]] = {}
    for result in group:
        told = translate(_CONTEXT, "　").join(part for part in (result.evidence, result.remark) if part)
        same.setdefault((result.answer, told), []).append(result.account)
    for (answer, told), accounts in same.items():
        who = (
            "" if len(same) == 1 or not accounts[0] else translate(_CONTEXT, "{names}：").format(names=listed(accounts))
        )
        mark = {CheckAnswer.PASSED: "☑", CheckAnswer.FAILED: "☒"}.get(answer, "☐")
        yield f"{mark}{word(answer)}　{who}{told}" if told or who else f"{mark}{word(answer)}"


def problem_sources(
    problems: Sequence[Problem], known: Snapshot, period: str, preparer_name: str, on: date
) -> dict[str, JsonValue]:
    """Return the values of the ledger of problems."""
    nothing = translate(_CONTEXT, "无")
    accounts = [known.account(one.account_id) if one.account_id is not None else None for one in problems]
    people = [known.person(one.person_id) for one in problems]
    return {
        **ledger_head(PROBLEMS_FORM, problems, known, period, preparer_name, on),
        "problem_ledger.found": [f"{one.found_on.isoformat()}\n{origin_of(one, known)}" for one in problems],
        "problem_ledger.accounts": [account_title(one, known) if one else nothing for one in accounts],
        "problem_ledger.whats": [one.what for one in problems],
        "problem_ledger.people": [
            "\n".join(
                part
                for part in (person.name if person else nothing, one.due_on.isoformat() if one.due_on else "")
                if part
            )
            for one, person in zip(problems, people, strict=True)
        ],
        "problem_ledger.mended": [mending_words(one) for one in problems],
    }


def origin_of(problem: Problem, known: Snapshot) -> str:
    """Return who found the problem: a superior, a self-inspection, or somebody in between."""
    sanction = next((one for one in known.sanctions if one.id == problem.sanction_id), None)
    if sanction is not None:
        return translate(_CONTEXT, "{issuer}{kind}").format(issuer=sanction.issuer, kind=word(sanction.kind))
    inspection = next((one for one in known.inspections if one.id == problem.inspection_id), None)
    if inspection is not None:
        return translate(_CONTEXT, "{quarter}自查").format(quarter=quarter_words(inspection.year, inspection.quarter))
    return translate(_CONTEXT, "日常发现")


def mending_words(problem: Problem) -> str:
    """Return how far the mending is."""
    if problem.mended_on is not None:
        return translate(_CONTEXT, "{day}完成：{proof}").format(day=full_date(problem.mended_on), proof=problem.proof)
    if problem.remedy:
        return translate(_CONTEXT, "正在整改：{remedy}").format(remedy=problem.remedy)
    return translate(_CONTEXT, "正在整改")
