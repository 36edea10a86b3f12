"""Terms of secrets, the steps of a hand-over, and what custody refuses."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import (
    refuse_appointment,
    refuse_deposit,
    refuse_handover,
    refuse_loan,
)
from pmedia_desktop.measures.custody_terms import change_due, day_of, waits_for_login
from pmedia_desktop.measures.handover_tasks import needed_steps, prepared_tasks, tasks_for, tasks_without_a_day
from pmedia_desktop.model.account import AccountState, Operation, Operator
from pmedia_desktop.model.custody import ChangeReason, Credential, CredentialKind, CredentialStatus, Loan
from pmedia_desktop.model.handover import Handover, HandoverStep, HandoverTask
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import (
    DEPUTY,
    DEPUTY_KEY,
    ENVELOPE,
    HOLDER,
    PRINCIPAL,
    TODAY,
    account,
    credential,
    custody,
    snapshot,
    version,
    wechat,
)

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
GONE = replace(HOLDER, until=date(2026, 11, 20))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (made aware)


# When a secret is due


def test_a_password_of_2_november_is_due_after_90_days_and_says_why() -> None:
    due, why = change_due(credential(), Settings(), TODAY)
    assert due == date(2027, 1, 31)
    assert why == "2026年11月2日设置，已用21天，每90天更换一次"


def test_a_secret_somebody_may_know_is_due_on_the_day_itself() -> None:
    due, why = change_due(credential(change_since=NOW, change_reason=ChangeReason.DEPUTY_REMOVED), Settings(), TODAY)
    assert (due, why) == (TODAY, "B岗已撤换（2026年11月23日），须立即更换密码")


def test_the_day_of_somebodys_leaving_is_announced_before_it_comes() -> None:
    due, why = change_due(credential(change_since=LATER, change_reason=ChangeReason.HOLDER_LEFT), Settings(), TODAY)
    assert (due, why) == (date(2026, 11, 24), "知情人已离任（2026年11月24日），到时须更换")


@pytest.mark.parametrize(
    "nothing",
    [
        credential(status=CredentialStatus.RETIRED, change_since=NOW),
        credential(versions=(), copies=()),
        credential(kind=CredentialKind.RECOVERY_CODES),
    ],
)
def test_what_is_retired_empty_or_does_not_age_is_never_due(nothing: Credential) -> None:
    assert change_due(nothing, Settings(), TODAY) == (None, "")


def test_a_term_beyond_the_calendar_ends_with_the_calendar() -> None:
    far = credential(versions=(version(set_at=datetime(9999, 12, 30, 2, tzinfo=UTC)),))
    assert change_due(far, Settings(), TODAY)[0] == date.max


@given(set_at=MOMENTS, since=st.one_of(st.none(), MOMENTS), days=st.integers(1, 3650))
def test_a_change_at_once_is_never_later_than_asked_and_a_regular_one_exactly_in_its_turn(
    set_at: datetime, since: datetime | None, days: int
) -> None:
    known = credential(versions=(version(set_at=set_at, confirmed_at=None),), change_since=since)
    due, why = change_due(known, Settings(password_change_days=days), TODAY)
    assert due == (day_of(since) if since else day_of(set_at) + timedelta(days=days))
    assert why
    assert waits_for_login(known) is (since is not None and set_at >= since)


# The steps of a hand-over


def test_a_weibo_password_goes_by_phone_password_and_login() -> None:
    steps = [task.step for task in tasks_for(credential(), snapshot(account())) if task.needed]
    assert steps == [HandoverStep.PHONE, HandoverStep.PASSWORD, HandoverStep.LOGIN]


def test_wechat_goes_by_scan_right_and_administrator_first() -> None:
    way = credential(account_id=2, kind=CredentialKind.SCAN_OR_SMS, status=CredentialStatus.HOLDER_ONLY)
    steps = [task.step for task in tasks_for(way, snapshot(wechat())) if task.needed]
    assert steps == [
        HandoverStep.SCAN_RIGHT,
        HandoverStep.ADMINISTRATOR,
        HandoverStep.PHONE,
        HandoverStep.OPERATORS,
        HandoverStep.LOGIN,
    ]


@pytest.mark.parametrize(
    ("account_has", "credential_has", "step"),
    [
        ({"bound_email": "a@b.cn"}, {}, HandoverStep.MAILBOX),
        ({}, {"bound_email": "a@b.cn"}, HandoverStep.MAILBOX),
        ({}, {"kind": CredentialKind.EMAIL_PASSWORD}, HandoverStep.MAILBOX),
        ({"platform_administrator": "李明"}, {}, HandoverStep.ADMINISTRATOR),
        ({"operators": (Operator(name="陈某"),)}, {}, HandoverStep.OPERATORS),
        ({"operation": Operation.OUTSOURCED}, {}, HandoverStep.AUTHORISATIONS),
        ({}, {"authorisations": "某排版工具"}, HandoverStep.AUTHORISATIONS),
        ({}, {"kind": CredentialKind.API_SECRET}, HandoverStep.AUTHORISATIONS),
        ({}, {"kind": CredentialKind.SCAN_OR_SMS}, HandoverStep.SCAN_RIGHT),
    ],
)
def test_what_is_registered_asks_for_its_step(
    account_has: dict[str, object], credential_has: dict[str, object], step: HandoverStep
) -> None:
    known = snapshot(account(**account_has))
    assert step in needed_steps(credential(**credential_has), known)
    assert step not in needed_steps(credential(), snapshot(account()))


@pytest.mark.parametrize("kind", list(CredentialKind))
def test_every_credential_ends_with_a_login_and_only_a_secret_is_changed(kind: CredentialKind) -> None:
    tasks = tasks_for(credential(kind=kind), snapshot(account()))
    assert [task.step for task in tasks] == list(HandoverStep)
    needed = {task.step for task in tasks if task.needed}
    assert HandoverStep.LOGIN in needed
    assert (HandoverStep.PASSWORD in needed) is kind.has_secret


def going(*credential_ids: int, **changes: object) -> Handover:
    whole = Handover(id=1, outgoing_id=3, incoming_id=2, witness_id=1, credential_ids=credential_ids)
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_what_concerns_the_account_as_a_whole_is_done_once() -> None:
    known = custody(credential(), credential(id=12, kind=CredentialKind.SCAN_OR_SMS))
    needed = [(task.credential_id, task.step) for task in prepared_tasks(going(11, 12), known) if task.needed]
    assert needed == [
        (11, HandoverStep.PHONE),
        (11, HandoverStep.PASSWORD),
        (11, HandoverStep.LOGIN),
        (12, HandoverStep.SCAN_RIGHT),
        (12, HandoverStep.LOGIN),
    ]


def test_what_is_entered_already_stays() -> None:
    done = HandoverTask(credential_id=11, step=HandoverStep.PHONE, done_on=TODAY, remark="移交手机卡")
    tasks = prepared_tasks(going(11, tasks=(done,)), custody(credential()))
    assert done in tasks
    assert len(tasks) == len(HandoverStep)


def test_an_unfinished_task_without_a_day_keeps_the_hand_over_open() -> None:
    dated = HandoverTask(credential_id=11, step=HandoverStep.PHONE, due_on=TODAY)
    undated = HandoverTask(credential_id=11, step=HandoverStep.LOGIN)
    unneeded = HandoverTask(credential_id=11, step=HandoverStep.MAILBOX, needed=False)
    assert tasks_without_a_day(going(11, tasks=(dated, undated, unneeded))) == (undated,)


# What is refused


def refused(field: str) -> AbstractContextManager[object]:
    """Expect a refusal at this field, said in two finished half-sentences."""
    return pytest.raises(InputError, check=lambda error: error.field == field and error.remedy.endswith("。"))


NEW = Credential(account_id=1, login_name="another", holder_id=3)


def test_an_appointment_in_order_is_accepted() -> None:
    refuse_appointment(NEW, custody(credential()), TODAY)
    refuse_appointment(replace(NEW, deputy_id=2, status=CredentialStatus.HOLDER_ONLY), snapshot(account()), TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account_id": 9}, "account_id"),
        ({"holder_id": None}, "credential.holder_id"),
        ({"holder_id": 99}, "credential.holder_id"),
        ({"deputy_id": 3}, "deputy_id"),
        ({"login_name": "fengming"}, "login_name"),
        ({"status": CredentialStatus.RETIRED}, "status"),
    ],
)
def test_an_appointment_without_an_account_a_holder_or_sense_is_refused(changes: dict[str, object], field: str) -> None:
    with refused(field):
        refuse_appointment(replace(NEW, **changes), custody(credential()), TODAY)  # type: ignore[arg-type]


def test_who_has_left_is_appointed_to_nothing() -> None:
    known = custody(credential(), people=(PRINCIPAL, DEPUTY, GONE))
    with refused("credential.holder_id"):
        refuse_appointment(NEW, known, TODAY)
    refuse_appointment(NEW, known, date(2026, 11, 20))


def test_a_retired_credential_makes_room_for_the_same_login() -> None:
    known = custody(credential(status=CredentialStatus.RETIRED))
    refuse_appointment(replace(NEW, login_name="fengming"), known, TODAY)


def test_nobody_is_appointed_for_an_account_that_is_gone() -> None:
    with refused("account_id"):
        refuse_appointment(NEW, snapshot(account(state=AccountState.CANCELLED)), TODAY)


def test_a_deposit_in_order_is_accepted() -> None:
    refuse_deposit(credential(), custody(credential()), TODAY)
    pending = replace(ENVELOPE, state=RecoveryState.PENDING)
    refuse_deposit(credential(deputy_id=None), custody(credential(), recovery_keys=(pending,)), TODAY)
    refuse_deposit(credential(deputy_id=1), custody(credential()), TODAY)  # who has no passphrase yet


@pytest.mark.parametrize(
    ("changes", "known", "field"),
    [
        ({"status": CredentialStatus.RETIRED}, {}, "status"),
        ({"status": CredentialStatus.HOLDER_ONLY}, {}, "status"),
        ({"kind": CredentialKind.SCAN_OR_SMS}, {}, "credential.kind"),
        ({}, {"people": (PRINCIPAL, DEPUTY, GONE)}, "credential.holder_id"),
        ({}, {"holder_keys": (DEPUTY_KEY,)}, "credential.holder_id"),
        ({}, {"recovery_keys": ()}, ""),
        ({}, {"recovery_keys": (replace(ENVELOPE, state=RecoveryState.OPENED),)}, ""),
    ],
)
def test_a_secret_that_nobody_could_open_is_not_taken(
    changes: dict[str, object], known: dict[str, object], field: str
) -> None:
    with refused(field):
        refuse_deposit(credential(**changes), custody(credential(), **known), TODAY)


BORROWER = replace(PRINCIPAL, id=7, name="陈某")


def lending(**changes: object) -> Snapshot:
    key = replace(DEPUTY_KEY, id=7, person_id=7, recipient="age1borrower")
    known = custody(credential(), people=(PRINCIPAL, DEPUTY, HOLDER, BORROWER), holder_keys=(DEPUTY_KEY, key))
    return replace(known, **changes)  # type: ignore[arg-type]


def test_a_loan_in_order_is_accepted() -> None:
    refuse_loan(credential(), 7, LATER, NOW, lending())


@pytest.mark.parametrize(
    ("changes", "borrower", "until", "field"),
    [
        ({"versions": (), "copies": ()}, 7, LATER, ""),
        ({"loan": Loan(person_id=7, lent_at=NOW, until=LATER)}, 7, LATER, ""),
        ({}, 3, LATER, "loan.person_id"),
        ({}, 2, LATER, "loan.person_id"),
        ({}, 99, LATER, "loan.person_id"),
        ({}, 1, LATER, "loan.person_id"),
        ({}, 7, NOW, "loan.until"),
    ],
)
def test_a_loan_without_sense_is_refused(
    changes: dict[str, object], borrower: int, until: datetime, field: str
) -> None:
    with refused(field):
        refuse_loan(credential(**changes), borrower, until, NOW, lending())


def test_a_hand_over_in_order_is_accepted_also_from_who_came_back_for_it() -> None:
    refuse_handover(going(11), custody(credential()), TODAY)
    refuse_handover(going(11), custody(credential(), people=(PRINCIPAL, DEPUTY, GONE)), TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"incoming_id": 3}, "incoming_id"),
        ({"witness_id": 2}, "witness_id"),
        ({"witness_id": 3}, "witness_id"),
        ({"witness_id": 99}, "witness_id"),
        ({"alone": True}, "leader_id"),
        ({"alone": True, "leader_id": 1}, "leader_id"),
        ({"credential_ids": ()}, "credential_ids"),
        ({"credential_ids": (12,)}, "credential_ids"),
        ({"credential_ids": (99,)}, "credential_ids"),
    ],
)
def test_a_hand_over_needs_different_people_and_what_the_outgoing_person_holds(
    changes: dict[str, object], field: str
) -> None:
    known = custody(credential(), credential(id=12, holder_id=2, deputy_id=None))
    with refused(field):
        refuse_handover(going(11, **{"credential_ids": (11,), **changes}), known, TODAY)
