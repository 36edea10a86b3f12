"""Article 15: devices, envelope, hand-overs, the yearly check."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pmedia_desktop.model.custody import (
    CredentialKind,
)
from pmedia_desktop.model.finding import DueState, Severity
from pmedia_desktop.model.handover import (
    HandoverState,
    HandoverStep,
    HandoverTask,
    Inventory,
    InventoryRow,
    Transfer,
)
from pmedia_desktop.model.keys import RecoveryState
from tests.measures.examples import (
    ENVELOPE,
    OFFICE_PC,
    TODAY,
    account,
    credential,
    custody,
    due,
    finding_of,
    handover,
    only,
    rules_of,
    snapshot,
)

YESTERDAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
THIS_MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_secrets_without_a_login_terminal_are_reported() -> None:
    assert finding_of(custody(credential(), terminals=()), "article15.no_terminal").severity is Severity.WARNING
    assert rules_of(custody(credential(), terminals=(replace(OFFICE_PC, retired_on=TODAY),))) == [
        "article15.no_terminal"
    ]
    assert rules_of(snapshot(account())) == [], "nothing is looked at where nothing is kept"


@pytest.mark.parametrize("state", [RecoveryState.PENDING, RecoveryState.PRINTED])
def test_an_envelope_put_off_is_due_on_its_day(state: RecoveryState) -> None:
    known = custody(credential(), recovery_keys=(replace(ENVELOPE, state=state, postponed_until=TODAY),))
    assert (only(known).rule, only(known).state) == ("article15.envelope", DueState.TODAY)
    assert finding_of(known, "article15.envelope").severity is Severity.NOTE
    assert finding_of(known, "article15.envelope", date(2026, 11, 24)).severity is Severity.WARNING


def test_an_opened_envelope_asks_for_a_new_one() -> None:
    opened = replace(ENVELOPE, state=RecoveryState.OPENED, opened_at=YESTERDAY)
    known = custody(credential(), recovery_keys=(opened,))
    assert finding_of(known, "article15.envelope").severity is Severity.ERROR
    fresh = replace(ENVELOPE, id=2, recipient="age1new")
    assert rules_of(custody(credential(), recovery_keys=(opened, fresh))) == []


def test_a_hand_over_is_due_with_its_earliest_unfinished_task() -> None:
    tasks = (
        HandoverTask(credential_id=11, step=HandoverStep.PHONE, due_on=date(2026, 11, 20)),
        HandoverTask(credential_id=11, step=HandoverStep.MAILBOX, due_on=date(2026, 11, 10), done_on=TODAY),
        HandoverTask(credential_id=11, step=HandoverStep.LOGIN),
    )
    known = custody(credential(), handovers=(handover(handed_over_on=date(2026, 11, 9), tasks=tasks),))
    assert (only(known).due, only(known).state) == (date(2026, 11, 20), DueState.OVERDUE)
    found = finding_of(known, "article15.handover")
    assert (found.severity, found.subject.title) == (Severity.WARNING, "交接：李明交给赵㛃")
    assert "2项" in found.message


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"planned_on": date(2026, 11, 24)}, DueState.SOON),
        ({}, DueState.UNDATED),
        ({"handed_over_on": date(2026, 11, 9)}, DueState.UNDATED),
    ],
)
def test_an_open_hand_over_stays_in_sight(changes: dict[str, object], state: DueState) -> None:
    assert only(custody(credential(), handovers=(handover(**changes),))).state is state


@pytest.mark.parametrize("state", [HandoverState.CLOSED, HandoverState.ABANDONED])
def test_a_hand_over_that_is_over_is_silent(state: HandoverState) -> None:
    assert due(custody(credential(), handovers=(handover(state=state),))) == []


def test_custody_is_checked_a_year_after_it_began_and_yearly_from_then_on() -> None:
    known = custody(credential(kind=CredentialKind.RECOVERY_CODES))  # appointed on 2026-09-01
    assert due(known, date(2027, 8, 1)) == []
    assert only(known, date(2027, 8, 2)).state is DueState.COMING
    assert only(known, date(2027, 9, 1)).state is DueState.TODAY
    assert finding_of(known, "article15.inventory", date(2027, 9, 2)).severity is Severity.WARNING
    checked = replace(known, inventories=(Inventory(id=1, begun_on=TODAY, closed_on=TODAY),))
    assert due(checked, date(2027, 9, 2)) == []
    assert only(checked, date(2027, 11, 24)).state is DueState.OVERDUE


def test_custody_older_than_the_known_events_is_asked_to_be_checked_without_a_day() -> None:
    known = custody(credential(), custody_events=())
    assert (only(known).rule, only(known).state) == ("article15.inventory", DueState.UNDATED)
    assert rules_of(known) == []


def test_a_check_under_way_says_how_much_is_left() -> None:
    row = InventoryRow(
        credential_id=11, account="", platform="", kind="", login_name="", holder="李明", deputy="", confirmed_on=TODAY
    )
    begun = Inventory(id=4, begun_on=date(2026, 11, 1), rows=(row, replace(row, confirmed_on=None)))
    assert "1项" in only(custody(credential(), inventories=(begun,))).what


def test_a_file_that_was_carried_away_waits_for_its_receipt() -> None:
    sent = Transfer(id=1, credential_ids=(11,), taker="周某", sent_at=YESTERDAY)
    assert only(custody(credential(), transfers=(sent,))).rule == "article15.transfer"
    assert due(custody(credential(), transfers=(replace(sent, received_at=THIS_MORNING),))) == []
