"""Articles 13, 16, 17: the unit's own rules, orders from above, incidents, problems, the self-inspection."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.quarters import inspection_due, quarter_days, quarter_of
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.finding import Deadline, DueState, Severity
from pmedia_desktop.model.incident import Incident, IncidentKind, IncidentReport, Sanction, SanctionKind
from pmedia_desktop.model.inspection import Problem, SelfInspection
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import RULES, TODAY, account, finding_of, rules_of, snapshot

SANCTION = Sanction(
    id=2,
    kind=SanctionKind.CIRCULAR,
    issuer="区政府办",
    received_on=date(2026, 11, 16),
    what="2周未更新",
    due_on=date(2026, 11, 26),
)
PROBLEM = Problem(id=3, what="错别字", found_on=date(2026, 11, 16), person_id=3, due_on=date(2026, 11, 20))
INCIDENT = Incident(id=4, kind=IncidentKind.TAKEOVER, account_id=1, what="发布广告", noticed_on=TODAY)


def due(known: Snapshot, rule: str, on: date = TODAY) -> list[Deadline]:
    return [deadline for deadline in all_deadlines(known, on, WorkCalendar()) if deadline.rule == rule]


def test_a_unit_without_rules_of_its_own_is_reminded() -> None:
    found = finding_of(snapshot(account(), management_rules=()), "article13.no_rules")
    assert (found.article, found.severity) == ("第十三条", Severity.NOTE)


def test_a_unit_without_open_accounts_needs_no_rules() -> None:
    assert rules_of(snapshot(account(state=AccountState.CANCELLED), management_rules=())) == []


def test_rules_without_their_text_are_noted() -> None:
    known = replace(snapshot(account()), attachments=())
    assert rules_of(known) == ["article13.no_text"]


def test_rules_that_were_replaced_are_none() -> None:
    replaced = replace(RULES, replaced_on=date(2026, 10, 1))
    assert rules_of(snapshot(account(), management_rules=(replaced,))) == ["article13.no_rules"]


def test_an_order_from_above_is_due_until_it_is_answered_and_then_until_it_is_closed() -> None:
    (deadline,) = due(snapshot(account(), sanctions=(SANCTION,)), "article16.sanction")
    assert (deadline.state, deadline.article, deadline.days_left) == (DueState.SOON, "第十六条", 3)
    assert "2026年11月16日收到区政府办的通报" in deadline.reason

    answered = replace(SANCTION, reported_on=date(2026, 11, 20))
    (deadline,) = due(snapshot(account(), sanctions=(answered,)), "article16.sanction")
    assert deadline.state is DueState.UNDATED

    closed = replace(answered, closed_on=date(2026, 11, 22))
    assert due(snapshot(account(), sanctions=(closed,)), "article16.sanction") == []


def test_an_overdue_order_is_an_error() -> None:
    known = snapshot(account(), sanctions=(SANCTION,))
    assert rules_of(known) == []
    assert finding_of(known, "article16.sanction", date(2026, 11, 27)).severity is Severity.ERROR


def test_a_problem_is_named_with_its_person_until_it_is_mended() -> None:
    known = snapshot(account(), problems=(PROBLEM,))
    (deadline,) = due(known, "article16.problem")
    assert deadline.state is DueState.OVERDUE
    assert "责任人李明" in deadline.reason
    assert rules_of(known) == ["article16.problem"]
    mended = replace(PROBLEM, mended_on=TODAY)
    assert rules_of(snapshot(account(), problems=(mended,))) == []


@pytest.mark.parametrize("ordered", [False, True])
def test_a_problem_cites_who_asks_for_its_mending(ordered: bool) -> None:
    problem = replace(PROBLEM, sanction_id=2 if ordered else None)
    (deadline,) = due(snapshot(account(), problems=(problem,)), "article16.problem")
    assert deadline.article == ("第十六条" if ordered else "季度检查要求")


def test_an_open_incident_asks_to_be_reported_first() -> None:
    (deadline,) = due(snapshot(account(), incidents=(INCIDENT,)), "article17.incident")
    assert deadline.state is DueState.TODAY
    assert "区政府办等单位报告" in deadline.reason
    reported = replace(INCIDENT, reports=(IncidentReport(to="区政府办", on=TODAY),))
    (deadline,) = due(snapshot(account(), incidents=(reported,)), "article17.incident")
    assert "密码已经更换" in deadline.reason


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), ((2026, 1), date(2026, 1, 1), date(2026, 4, 1))),
        (date(2026, 3, 31), ((2026, 1), date(2026, 1, 1), date(2026, 4, 1))),
        (date(2026, 9, 30), ((2026, 3), date(2026, 7, 1), date(2026, 10, 1))),
        (date(2026, 12, 31), ((2026, 4), date(2026, 10, 1), date(2027, 1, 1))),
    ],
)
def test_quarters_begin_in_january_april_july_and_october(day: date, expected: tuple[object, ...]) -> None:
    assert (quarter_of(day), *quarter_days(*quarter_of(day))) == expected


def test_the_self_inspection_is_asked_for_in_the_quarters_last_month() -> None:
    known = snapshot(account(), inspections=())
    assert due(known, "inspection.quarter", date(2026, 11, 30)) == []
    (deadline,) = due(known, "inspection.quarter", date(2026, 12, 1))
    assert deadline.due == inspection_due(date(2026, 12, 1), 15) == date(2026, 12, 15)
    assert deadline.what == "2026年第4季度自查"


def test_a_self_inspection_that_was_begun_is_asked_for_at_once_and_a_closed_one_no_more() -> None:
    begun = SelfInspection(id=7, year=2026, quarter=4, begun_on=TODAY)
    (deadline,) = due(snapshot(account(), inspections=(begun,)), "inspection.quarter")
    assert deadline.subject.id == 7
    closed = replace(begun, closed_on=TODAY)
    assert due(snapshot(account(), inspections=(closed,)), "inspection.quarter", date(2026, 12, 20)) == []


def test_a_self_inspection_left_open_is_asked_for_in_the_next_quarters_too() -> None:
    begun = SelfInspection(id=7, year=2026, quarter=4, begun_on=TODAY)
    known = snapshot(account(), inspections=(begun,))
    for day in (date(2027, 1, 2), date(2027, 2, 5), date(2027, 5, 3)):
        found = due(known, "inspection.quarter", day)
        assert [one.what for one in found if one.subject.id == 7] == ["完成2026年第4季度自查"], day
        assert [one.state for one in found if one.subject.id == 7] == [DueState.OVERDUE], day


def test_the_quarter_before_is_asked_for_when_it_was_missed_by_who_used_the_program_then() -> None:
    missed = replace(snapshot(account(), inspections=()), used_since=date(2026, 9, 30))
    for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 30)):
        assert [one.what for one in due(missed, "inspection.quarter", day)] == ["2026年第3季度自查"], day
    begun_with = replace(missed, used_since=date(2026, 10, 1))
    assert due(begun_with, "inspection.quarter", date(2026, 10, 20)) == []
    current = SelfInspection(id=7, year=2026, quarter=4, begun_on=TODAY, closed_on=TODAY)
    assert due(replace(missed, inspections=(current,)), "inspection.quarter", date(2026, 11, 30)) == []
    inspected_before = SelfInspection(id=5, year=2026, quarter=2, begun_on=date(2026, 6, 1), closed_on=date(2026, 6, 2))
    known = replace(begun_with, inspections=(inspected_before,))
    assert [one.what for one in due(known, "inspection.quarter", date(2026, 10, 1))] == ["2026年第3季度自查"]
