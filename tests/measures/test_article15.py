"""Article 15: what is found about holders, secrets and devices, how loudly, and that it is said once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.findings import all_findings, custody_findings
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import AccountState, Operator, OwnerKind
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.custody import (
    ChangeReason,
    CopyState,
    Credential,
    CredentialKind,
    CredentialStatus,
    CustodyAct,
    Loan,
    SecretStrength,
)
from pmedia_desktop.model.finding import Deadline, DueState, Severity
from pmedia_desktop.model.handover import (
    Handover,
    HandoverState,
    HandoverStep,
    HandoverTask,
    Inventory,
    InventoryRow,
    Transfer,
)
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import (
    DEPUTY,
    ENVELOPE,
    HOLDER,
    OFFICE_PC,
    PRINCIPAL,
    TODAY,
    account,
    copy,
    credential,
    custody,
    finding_of,
    rules_of,
    snapshot,
    version,
    wechat,
)

YESTERDAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
THIS_MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
GONE = replace(HOLDER, until=date(2026, 11, 20))


def due(known: Snapshot, on: date = TODAY) -> list[Deadline]:
    return all_deadlines(known, on, WorkCalendar())


def only(known: Snapshot, on: date = TODAY) -> Deadline:
    (deadline,) = due(known, on)
    return deadline


def test_a_secret_in_order_asks_for_nothing() -> None:
    assert rules_of(custody(credential())) == []
    assert due(custody(credential())) == []


# The first day


def test_a_unit_that_has_entered_no_credential_gets_one_calm_hint_per_account() -> None:
    known = snapshot(account(), wechat(), credentials=(), custody_events=())
    assert rules_of(known) == ["article15.no_credential"] * 2
    assert {finding.severity for finding in all_findings(known, TODAY)} == {Severity.NOTE}
    assert due(known) == []


def test_only_registering_who_holds_the_password_is_a_complete_choice() -> None:
    assert rules_of(snapshot(account())) == []
    assert due(snapshot(account()), date(2027, 6, 1)) == []


def test_an_account_that_is_gone_asks_for_no_credential() -> None:
    assert rules_of(snapshot(account(state=AccountState.CANCELLED), credentials=())) == []


def test_a_holder_who_has_deposited_nothing_yet_is_reminded_calmly() -> None:
    empty = credential(status=CredentialStatus.EMPTY, versions=(), copies=())
    assert rules_of(custody(empty)) == ["article15.nothing_deposited"]
    scanned = replace(empty, kind=CredentialKind.SCAN_OR_SMS)
    assert rules_of(custody(scanned)) == []


# People


def test_an_account_nobody_looks_after_is_reported() -> None:
    found = finding_of(snapshot(account(holder_id=None)), "article15.no_holder")
    assert (found.article, found.severity, found.field) == ("第十五条", Severity.WARNING, "holder_id")


def test_an_account_whose_manager_has_left_is_reported_once() -> None:
    people = (PRINCIPAL, DEPUTY, GONE)
    bare = snapshot(account(), people=people, credentials=())
    assert "李明已离任" in finding_of(bare, "article15.no_holder").message
    with_password = custody(credential(), people=people)
    assert "article15.no_holder" not in rules_of(with_password)
    found = finding_of(with_password, "article15.holder_left")
    assert (found.severity, found.subject.kind) == (Severity.ERROR, SubjectKind.CREDENTIAL)


def test_a_holder_is_there_through_the_last_day() -> None:
    assert rules_of(custody(credential(), people=(PRINCIPAL, DEPUTY, replace(HOLDER, until=TODAY)))) == []


def test_a_deputy_who_has_left_can_still_open_it() -> None:
    known = custody(credential(), people=(PRINCIPAL, replace(DEPUTY, until=date(2026, 11, 1)), HOLDER))
    assert finding_of(known, "article15.deputy_left").severity is Severity.WARNING


def test_one_person_who_holds_everything_without_a_deputy_is_noted() -> None:
    known = custody(credential(deputy_id=None))
    found = finding_of(known, "article15.one_person")
    assert (found.severity, found.subject.title) == (Severity.NOTE, "李明")
    other = credential(id=12, kind=CredentialKind.EMAIL_PASSWORD, holder_id=2, deputy_id=None)
    assert "article15.one_person" not in rules_of(custody(credential(deputy_id=None), other))
    assert "article15.one_person" not in rules_of(custody(credential(deputy_id=None), credential(id=12)))


def test_where_no_secret_is_kept_the_accounts_own_deputy_stands_in() -> None:
    only_held = credential(status=CredentialStatus.HOLDER_ONLY, versions=(), copies=(), deputy_id=None)
    assert rules_of(snapshot(account(deputy_holder_id=2), credentials=(only_held,))) == []


@pytest.mark.parametrize("named_at", ["account", "credential"])
def test_a_bound_phone_that_belongs_to_a_person_is_reported_once(named_at: str) -> None:
    owner = OwnerKind.PERSON if named_at == "account" else OwnerKind.UNKNOWN
    known = custody(credential(bound_phone=HOLDER.mobile_phone), accounts=(account(bound_phone_owner=owner),))
    assert finding_of(known, "article15.personal_phone").severity is Severity.WARNING
    assert "article15.personal_phone" not in rules_of(custody(credential(bound_phone="13900009999")))


def test_whoever_has_left_and_still_operates_an_account_is_reported() -> None:
    someone = replace(HOLDER, id=9, name="周喆", mobile_phone="", until=date(2026, 10, 1))
    known = custody(
        credential(),
        people=(PRINCIPAL, DEPUTY, HOLDER, someone),
        accounts=(account(operators=(Operator(name="周喆"),), platform_administrator="周喆"),),
    )
    found = finding_of(known, "article15.leaver_rest")
    assert (found.subject.kind, found.subject.id) == (SubjectKind.PERSON, 9)
    assert "2项" in found.message


# Changes


@pytest.mark.parametrize(
    ("used", "state", "severity"),
    [
        (79, None, None),
        (80, DueState.COMING, Severity.NOTE),
        (86, DueState.SOON, Severity.NOTE),
        (90, DueState.TODAY, Severity.NOTE),
        (91, DueState.OVERDUE, Severity.WARNING),
    ],
)
def test_a_password_is_due_after_90_days_and_announced_ten_before(
    used: int, state: DueState | None, severity: Severity | None
) -> None:
    known = custody(credential(versions=(version(set_at=THIS_MORNING - timedelta(days=used)),)))
    assert [deadline.state for deadline in due(known)] == ([state] if state else [])
    found = [finding.severity for finding in all_findings(known, TODAY) if finding.rule == "article15.change_due"]
    assert found == ([severity] if severity else [])


def test_the_unit_sets_how_long_a_password_may_be_used() -> None:
    known = custody(credential(), settings=Settings(password_change_days=20))
    assert finding_of(known, "article15.change_due").severity is Severity.WARNING


@pytest.mark.parametrize("kind", [CredentialKind.ONE_TIME_CODE, CredentialKind.RECOVERY_CODES])
def test_what_does_not_age_is_changed_on_occasion_only(kind: CredentialKind) -> None:
    assert due(custody(credential(kind=kind)), date(2027, 6, 1)) == []
    occasion = credential(kind=kind, change_since=THIS_MORNING, change_reason=ChangeReason.HANDED_OVER)
    assert only(custody(occasion)).state is DueState.TODAY


@pytest.mark.parametrize("reason", list(ChangeReason))
def test_who_knows_it_without_duty_makes_a_change_due_the_same_day(reason: ChangeReason) -> None:
    known = custody(credential(change_since=THIS_MORNING, change_reason=reason))
    deadline = only(known)
    rule = "article15.leak" if reason is ChangeReason.LEAK_SUSPECTED else "article15.change_at_once"
    assert (deadline.rule, deadline.state, deadline.due) == (rule, DueState.TODAY, TODAY)
    assert finding_of(known, rule).severity is Severity.WARNING
    assert finding_of(known, rule, date(2026, 11, 24)).severity is Severity.ERROR


def test_a_change_asked_for_at_once_silences_the_regular_one() -> None:
    old = version(set_at=datetime(2026, 1, 1, tzinfo=UTC))
    known = custody(
        credential(versions=(old,), change_since=YESTERDAY, change_reason=ChangeReason.LOAN_RETURNED),
    )
    assert [deadline.rule for deadline in due(known)] == ["article15.change_at_once"]


def test_a_new_secret_that_nobody_has_tried_only_waits_for_its_login() -> None:
    fresh = version(number=2, set_at=THIS_MORNING, confirmed_at=None)
    known = custody(
        credential(
            versions=(version(), fresh),
            copies=(copy(state=CopyState.KEPT), copy(entry="entry-2", version=2)),
            change_since=YESTERDAY,
            change_reason=ChangeReason.HANDED_OVER,
        )
    )
    deadline = only(known)
    assert deadline.what.startswith("登录验证")
    assert deadline.state is DueState.OVERDUE, "it stays due until the login is confirmed"


def test_a_leak_of_a_scan_right_asks_for_no_password() -> None:
    scanned = credential(
        kind=CredentialKind.SCAN_OR_SMS,
        status=CredentialStatus.HOLDER_ONLY,
        versions=(),
        copies=(),
        change_since=YESTERDAY,
        change_reason=ChangeReason.LEAK_SUSPECTED,
    )
    found = finding_of(custody(scanned), "article15.leak")
    assert not any(word in found.message + found.remedy for word in ("更换密码", "修改密码", "存入"))


def test_a_weak_and_a_reused_password_are_reported() -> None:
    known = custody(credential(versions=(version(strength=SecretStrength.WEAK, reused=True),)))
    assert rules_of(known) == ["article15.reused", "article15.weak"]
    assert rules_of(custody(credential(versions=(version(reused=None),)))) == []


def test_a_changed_password_that_was_never_tried_is_noted_while_the_old_one_is_kept() -> None:
    known = custody(
        credential(
            versions=(version(), version(number=2, confirmed_at=None)),
            copies=(copy(state=CopyState.KEPT), copy(entry="entry-2", version=2)),
        )
    )
    assert rules_of(known) == ["article15.not_confirmed"]


def test_resealing_the_same_password_asks_for_no_login() -> None:
    resealed = credential(
        versions=(version(confirmed_at=None),), copies=(copy(state=CopyState.KEPT), copy(entry="entry-2"))
    )
    assert rules_of(custody(resealed)) == []


@pytest.mark.parametrize(
    ("until", "state", "found"),
    [
        (datetime(2026, 11, 25, 9, tzinfo=UTC), DueState.SOON, False),
        (datetime(2026, 11, 23, 1, tzinfo=UTC), DueState.TODAY, False),
        (datetime(2026, 11, 20, 9, tzinfo=UTC), DueState.OVERDUE, True),
    ],
)
def test_a_loan_is_in_sight_until_it_is_back(until: datetime, state: DueState, found: bool) -> None:
    lent = credential(loan=Loan(person_id=1, lent_at=datetime(2026, 11, 19, 3, tzinfo=UTC), until=until))
    deadline = only(custody(lent))
    assert (deadline.rule, deadline.state) == ("article15.lent", state)
    assert "王䶮" in deadline.reason
    assert ("article15.lent" in rules_of(custody(lent))) is found


def test_ways_into_an_account_that_is_gone_are_not_spoken_of() -> None:
    known = custody(
        credential(change_since=YESTERDAY, deputy_id=None), accounts=(account(state=AccountState.CANCELLED),)
    )
    assert (rules_of(known), due(known)) == ([], [])
    retired = credential(status=CredentialStatus.RETIRED, change_since=YESTERDAY)
    assert due(custody(retired, credential(id=12))) == []


# Devices, envelope, hand-overs, yearly check


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


def handover(**changes: object) -> Handover:
    whole = Handover(
        id=1, outgoing_id=3, incoming_id=2, witness_id=1, credential_ids=(11,), state=HandoverState.PRINTED
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


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


# The list as a whole


def everything_wrong() -> Snapshot:
    lent = Loan(person_id=1, lent_at=YESTERDAY, until=YESTERDAY)
    return custody(
        credential(change_since=YESTERDAY, change_reason=ChangeReason.LEAK_SUSPECTED, loan=lent, deputy_id=None),
        credential(id=12, kind=CredentialKind.API_SECRET, versions=(version(set_at=datetime(2026, 1, 1, tzinfo=UTC)),)),
        accounts=(account(operators=(Operator(name="陈某", long_term=False, until=date(2026, 11, 1)),)), wechat()),
        people=(PRINCIPAL, DEPUTY, GONE),
        recovery_keys=(replace(ENVELOPE, state=RecoveryState.PENDING, postponed_until=date(2026, 11, 1)),),
        handovers=(handover(planned_on=date(2026, 11, 1)),),
        terminals=(),
    )


def test_a_deadline_and_the_finding_about_the_same_share_rule_and_subject() -> None:
    known = everything_wrong()
    found = {(finding.rule, finding.subject) for finding in all_findings(known, TODAY)}
    overdue = {(deadline.rule, deadline.subject) for deadline in due(known) if deadline.state is DueState.OVERDUE}
    assert len(overdue) == 6
    assert overdue <= found


def test_the_report_on_custody_holds_article_15_and_what_ends_on_the_platforms() -> None:
    known = everything_wrong()
    report = custody_findings(known, TODAY)
    assert {finding.rule for finding in report} >= {
        "article15.holder_left",
        "article15.leak",
        "article15.change_due",
        "article15.lent",
        "article15.no_terminal",
        "article15.envelope",
        "article15.handover",
        "operator.expiry",
    }
    assert not [finding.rule for finding in report if finding.rule.startswith(("article5", "article12"))]


def test_every_sentence_is_finished_and_names_no_secret_word() -> None:
    known = everything_wrong()
    said = [finding.message + finding.remedy for finding in custody_findings(known, TODAY)]
    said += [deadline.what + deadline.reason for deadline in due(known)]
    for text in said:
        assert text.endswith("。")
        assert "{" not in text
        assert "。。" not in text
        for word in ("密钥", "私钥", "国密", "等保", "秘密", "机密"):
            assert word not in text


def test_an_event_alone_never_makes_a_secret_due() -> None:
    looked = replace(
        custody(credential()).custody_events[0], act=CustodyAct.SHOWN, at=YESTERDAY, by_person_id=3, credential_id=11
    )
    known = custody(credential())
    assert due(replace(known, custody_events=(*known.custody_events, looked))) == []


def test_a_credential_in_the_recycle_bins_account_is_passed_over() -> None:
    assert rules_of(custody(credential(), Credential(id=50, account_id=99, holder_id=3))) == []
