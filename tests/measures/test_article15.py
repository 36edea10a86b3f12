"""Article 15: what is found about holders, secrets and devices, how loudly, and that it is said once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pmedia_desktop.measures.findings import all_findings
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
from pmedia_desktop.model.finding import DueState, Severity
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import (
    DEPUTY,
    ENVELOPE,
    HOLDER,
    PRINCIPAL,
    TODAY,
    account,
    copy,
    credential,
    custody,
    due,
    finding_of,
    handover,
    only,
    rules_of,
    snapshot,
    version,
    wechat,
)

YESTERDAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
THIS_MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
GONE = replace(HOLDER, until=date(2026, 11, 20))


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


def test_everything_that_is_wrong_with_custody_is_found_in_one_look() -> None:
    known = everything_wrong()
    assert {finding.rule for finding in all_findings(known, TODAY)} >= {
        "article15.holder_left",
        "article15.leak",
        "article15.change_due",
        "article15.lent",
        "article15.no_terminal",
        "article15.envelope",
        "article15.handover",
        "operator.expiry",
    }


def test_every_sentence_is_finished_and_names_no_secret_word() -> None:
    known = everything_wrong()
    said = [finding.message + finding.remedy for finding in all_findings(known, TODAY)]
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
