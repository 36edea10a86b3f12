"""The list of what somebody who leaves still has in hand, and when each row closes itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.measures.leaving import LeavingKind, LeavingRow, leaving_list
from pmedia_desktop.model.account import Operator
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.custody import ChangeReason, CopyState, CredentialStatus, CustodyAct, Loan
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
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
    event,
    snapshot,
    version,
)

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
MORNING = NOON - timedelta(hours=3)
EVENING = NOON + timedelta(hours=3)
#: After the hand-over: sealed to the taker and the envelope, at first the same password, then a new one.
TAKEN = copy(entry="entry-2", recipients="age1deputy age1recovery")
RENEWED = copy(entry="entry-3", version=2, recipients="age1deputy age1recovery")
FORMER = copy(state=CopyState.REMOVED)


def rows(known: Snapshot, person: Person = HOLDER, last_day: date = TODAY) -> list[LeavingRow]:
    return list(leaving_list(known, person, last_day, TODAY))


def kinds(known: Snapshot, person: Person = HOLDER, last_day: date = TODAY) -> list[tuple[LeavingKind, bool]]:
    return [(row.kind, row.is_open) for row in rows(known, person, last_day)]


def handed_over(at: datetime = NOON, **changes: object) -> Snapshot:
    """李明 has handed over to 赵㛃."""
    going = event(CustodyAct.HANDED_OVER, at, by_person_id=3, person_id=2, proved=True)
    gone = credential(holder_id=2, deputy_id=None, copies=(FORMER, TAKEN))
    known = custody(replace(gone, **changes), accounts=(account(holder_id=2),))  # type: ignore[arg-type]
    return replace(known, custody_events=(going,))


def test_who_has_nothing_to_do_with_anything_has_an_empty_list() -> None:
    assert rows(custody(credential()), PRINCIPAL) == []


def test_what_somebody_holds_or_stands_in_for_is_on_the_list() -> None:
    assert kinds(custody(credential())) == [(LeavingKind.HELD, True)], "the account goes along with its password"
    assert kinds(custody(credential()), DEPUTY) == [(LeavingKind.DEPUTY, True)]


def test_the_row_stays_open_after_the_hand_over_until_the_password_is_changed() -> None:
    assert kinds(handed_over()) == [(LeavingKind.HELD, True)]
    changed = handed_over(versions=(version(), version(number=2, set_at=EVENING)), copies=(FORMER, RENEWED))
    (row,) = rows(changed)
    assert (row.kind, row.closed_on) == (LeavingKind.HELD, TODAY)


def test_a_change_that_the_leaver_could_still_open_closes_nothing() -> None:
    known = custody(
        credential(versions=(version(number=2, set_at=EVENING),), copies=(copy(entry="entry-3", version=2), FORMER))
    )
    assert kinds(known, last_day=date(2026, 11, 20)) == [(LeavingKind.HELD, True)]


def test_a_password_typed_in_after_the_hand_over_is_the_takers_whatever_the_window_says() -> None:
    known = handed_over(versions=(version(), version(number=2, set_at=EVENING)), copies=(FORMER, RENEWED))
    typed = event(CustodyAct.CHANGED, EVENING, by_person_id=3, version=2)
    assert kinds(replace(known, custody_events=(*known.custody_events, typed))) == [(LeavingKind.HELD, False)]


@pytest.mark.parametrize("act", [CustodyAct.SHOWN, CustodyAct.COPIED, CustodyAct.CARRIED_OUT, CustodyAct.DEPOSITED])
@pytest.mark.parametrize(("days_ago", "listed"), [(90, True), (91, False)])
def test_what_was_seen_within_90_days_is_on_the_list(act: CustodyAct, days_ago: int, listed: bool) -> None:
    seen = event(act, NOON - timedelta(days=days_ago), by_person_id=1)
    old = credential(versions=(version(set_at=NOON - timedelta(days=100)),))
    known = replace(custody(old), custody_events=(seen,))
    assert kinds(known, PRINCIPAL) == ([(LeavingKind.SAW, True)] if listed else [])


def test_what_was_changed_since_it_was_seen_is_closed() -> None:
    seen = event(CustodyAct.SHOWN, datetime(2026, 10, 20, tzinfo=UTC), by_person_id=1)
    (row,) = rows(replace(custody(credential()), custody_events=(seen,)), PRINCIPAL)
    assert (row.kind, row.closed_on) == (LeavingKind.SAW, date(2026, 11, 2))


def test_a_look_after_the_last_day_opens_the_row_again() -> None:
    changed = handed_over(versions=(version(), version(number=2, set_at=MORNING)), copies=(FORMER, RENEWED))
    look = event(CustodyAct.SHOWN, EVENING, by_person_id=3, proved=True)
    known = replace(changed, custody_events=(*changed.custody_events, look))
    assert kinds(known, last_day=date(2026, 11, 20)) == [(LeavingKind.SAW, True)]


def test_a_loan_is_on_the_list_also_when_it_is_back() -> None:
    lent = credential(loan=Loan(person_id=1, lent_at=MORNING, until=NOON))
    assert kinds(custody(lent), PRINCIPAL) == [(LeavingKind.LENT, True)]
    back = event(CustodyAct.RETURNED, NOON, by_person_id=3, person_id=1)
    assert kinds(replace(custody(credential()), custody_events=(back,)), PRINCIPAL) == [(LeavingKind.LENT, True)]


def test_whoever_could_open_the_secret_in_force_is_on_the_list_however_long_ago() -> None:
    taken_alone = credential(holder_id=1, deputy_id=None, copies=(FORMER, replace(TAKEN, recipients="age1recovery")))
    known = custody(taken_alone, custody_events=(), accounts=(account(holder_id=1),))
    assert kinds(known) == [(LeavingKind.COULD_OPEN, True)]


def test_who_was_absent_at_the_takeover_has_handed_over_all_the_same() -> None:
    taken = event(CustodyAct.HANDED_OVER, NOON, by_person_id=1, person_id=2)
    alone = Handover(id=1, outgoing_id=3, incoming_id=2, witness_id=1, alone=True, credential_ids=(11,))
    known = replace(handed_over(), custody_events=(taken,), handovers=(alone,))
    assert kinds(known) == [(LeavingKind.HELD, True)]
    assert kinds(known, PRINCIPAL) == [], "who entered it came to know nothing"


def test_a_password_only_registered_is_closed_when_it_has_changed_hands_and_the_login_was_changed() -> None:
    only_held = {"status": CredentialStatus.HOLDER_ONLY, "versions": (), "copies": ()}
    waiting = handed_over(change_since=NOON, change_reason=ChangeReason.HANDED_OVER, **only_held)
    assert kinds(waiting) == [(LeavingKind.HELD, True)]
    assert kinds(handed_over(**only_held)) == [(LeavingKind.HELD, False)]


def test_a_retired_credential_is_a_closed_row() -> None:
    assert kinds(handed_over(status=CredentialStatus.RETIRED)) == [(LeavingKind.HELD, False)]


def test_the_recovery_key_that_lies_with_the_leaver_has_to_go_to_paper() -> None:
    pending = replace(ENVELOPE, state=RecoveryState.PENDING, sealed_to_id=1)
    (row,) = rows(custody(credential(), recovery_keys=(pending,)), PRINCIPAL)
    assert (row.kind, row.subject.kind) == (LeavingKind.ENVELOPE, SubjectKind.RECOVERY_KEY)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"holder_id": 3}, LeavingKind.NAMED),
        ({"deputy_holder_id": 3}, LeavingKind.NAMED),
        ({"platform_administrator": "李明（微信）"}, LeavingKind.ADMINISTERS),
        ({"operators": (Operator(name="李明"),)}, LeavingKind.OPERATES),
        ({"bound_phone": "13900000003"}, LeavingKind.PHONE),
        ({"bound_phone_owner_name": "李明"}, LeavingKind.PHONE),
    ],
)
def test_rights_on_a_platform_are_on_the_list_while_the_register_names_the_leaver(
    changes: dict[str, object], kind: LeavingKind
) -> None:
    known = snapshot(account(**{"holder_id": 2, **changes}), credentials=())
    assert kinds(known) == [(kind, True)]
    assert kinds(snapshot(account(holder_id=2), credentials=())) == []


def test_an_operator_whose_term_is_over_operates_no_more() -> None:
    over = Operator(name="李明", long_term=False, until=date(2026, 11, 22))
    assert kinds(snapshot(account(holder_id=2, operators=(over,)), credentials=())) == []


def test_sim_card_and_mailbox_of_a_credential_are_on_the_list() -> None:
    known = snapshot(
        account(holder_id=2),
        credentials=(credential(holder_id=2, deputy_id=None, sim_keeper="李明", email_keeper="李明"),),
    )
    assert [row.kind for row in rows(known)] == [LeavingKind.PHONE, LeavingKind.MAILBOX]


def test_every_row_says_what_closes_it() -> None:
    known = custody(credential(sim_keeper="李明"), accounts=(account(platform_administrator="李明"),))
    for row in rows(known):
        assert row.remedy.endswith("。")
        assert "{" not in row.what + row.remedy
        assert row.account == "凤鸣发布（新浪微博）"


@given(
    set_after=st.integers(-100, 100),
    last_look=st.one_of(st.none(), st.integers(-89, 0)),
    sealed_to_leaver=st.booleans(),
    holds=st.booleans(),
)
def test_a_row_is_closed_only_when_the_leaver_neither_knows_nor_can_open_the_secret(
    set_after: int, last_look: int | None, sealed_to_leaver: bool, holds: bool
) -> None:
    set_at = NOON + timedelta(days=set_after, hours=1)
    recipients = "age1holder age1recovery" if sealed_to_leaver else "age1deputy age1recovery"
    way = credential(
        holder_id=3 if holds else 2,
        deputy_id=None,
        versions=(version(set_at=set_at),),
        copies=(copy(recipients=recipients),),
    )
    looks = () if last_look is None else (event(CustodyAct.SHOWN, NOON + timedelta(days=last_look), by_person_id=3),)
    known = custody(way, custody_events=looks, accounts=(account(holder_id=2),))
    known_still = last_look is not None and set_after < last_look
    assert any(row.is_open for row in rows(known)) is (holds or sealed_to_leaver or known_still)
