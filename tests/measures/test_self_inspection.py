"""The self-inspection answers by itself what the register knows, with its evidence."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.measures.inspection_probes import Inspected
from pmedia_desktop.measures.self_inspection import answered_anew, prepared_results, verdicts
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import AccountState, Baseline, Certification
from pmedia_desktop.model.filing import Approval, FilingState
from pmedia_desktop.model.incident import Incident, IncidentKind
from pmedia_desktop.model.inspection import Certainty, CheckAnswer, CheckResult, Probe
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Placement, Publication, PublicationState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.shipped_lists import check_list, reply_snippets
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import TODAY, account, opening, snapshot, wechat

CALENDAR = WorkCalendar()
ITEMS = check_list(Settings())


def inspected(known: Snapshot, on: date = TODAY) -> Inspected:
    """Return the fourth quarter of 2026, inspected on a day."""
    return Inspected(known, on, CALENDAR, (2026, 4))


def results_of(known: Snapshot, code: str) -> list[CheckResult]:
    return [result for result in prepared_results(ITEMS, inspected(known)) if result.code == code]


def answer(known: Snapshot, code: str) -> tuple[CheckAnswer, str]:
    (result,) = results_of(known, code)
    return result.answer, result.evidence


def test_the_shipped_lists_are_whole() -> None:
    codes = [item.code for item in ITEMS]
    assert len(set(codes)) == len(codes)
    assert {item.certainty for item in ITEMS} == set(Certainty)
    assert {item.probe for item in ITEMS} == set(Probe), "every probe is used"
    assert all(item.source and item.text.endswith(("。", "）")) for item in ITEMS)
    assert all(snippet.title and snippet.text for snippet in reply_snippets(Settings()))


def test_each_open_account_is_asked_everything_and_the_unit_once() -> None:
    known = snapshot(account(), wechat(), account(id=3, platform="douyin", state=AccountState.CANCELLED))
    results = prepared_results(ITEMS, inspected(known))
    of_unit = [result for result in results if result.account_id is None]
    assert {result.code for result in of_unit} == {"principal", "rules", "terminals"}
    assert len(results) == len(of_unit) + 2 * (len(ITEMS) - 3)
    assert {result.account for result in results} == {"", "凤鸣发布（新浪微博）", "凤鸣发布（微信公众号）"}


def test_what_nobody_but_a_person_can_see_stays_open() -> None:
    assert answer(snapshot(account()), "serious_error") == (CheckAnswer.OPEN, "")


def test_an_account_in_order_passes_with_its_evidence() -> None:
    known = snapshot(account())
    assert answer(known, "holder") == (CheckAnswer.PASSED, "账号管理员是李明。")
    assert answer(known, "filed") == (CheckAnswer.PASSED, "以前的备案情况：以前已备案。")
    assert answer(known, "certified")[0] is CheckAnswer.PASSED
    assert answer(known, "wechat_basis") == (CheckAnswer.NOT_APPLICABLE, "不是微信公众号。")
    assert answer(known, "rules") == (CheckAnswer.PASSED, "“凤鸣街道政务新媒体管理制度”，2026年3月2日印发。")
    assert answer(known, "principal") == (CheckAnswer.PASSED, "第一责任人是王䶮（主任）。")


def test_a_second_account_on_one_platform_fails_with_the_rules_words() -> None:
    known = snapshot(account(), account(id=2, platform_id="7300000002", opened_on=date(2022, 1, 1)))
    first, second = results_of(known, "single")
    assert first.answer is CheckAnswer.PASSED
    assert second.answer is CheckAnswer.FAILED
    assert "第四条" in second.evidence


def test_what_the_units_district_does_not_ask_for_is_no_fault() -> None:
    accounts = (account(), account(id=2, platform_id="7300000002", opened_on=date(2022, 1, 1)))
    known = replace(snapshot(*accounts), settings=Settings(rules_off=("article4.second_account",)))
    first, second = results_of(known, "single")
    assert first.answer is CheckAnswer.PASSED
    assert (second.answer, second.evidence) == (
        CheckAnswer.NOT_APPLICABLE,
        "本区县没有“同一平台只开设一个账号”这项规定。",
    )
    assert answer(replace(known, accounts=(wechat(basis_issuer=""),)), "wechat_basis")[0] is CheckAnswer.FAILED
    bare = replace(known, unit=None, management_rules=(), attachments=())
    assert {answer(bare, code)[0] for code in ("principal", "rules")} == {CheckAnswer.FAILED}
    off = Settings(rules_off=("article12.no_principal", "article13.no_rules"))
    assert {answer(replace(bare, settings=off), code) for code in ("principal", "rules")} == {
        (CheckAnswer.NOT_APPLICABLE, "本区县没有“登记第一责任人”这项规定。"),
        (CheckAnswer.NOT_APPLICABLE, "本区县没有“制定管理制度”这项规定。"),
    }


def test_a_missing_holder_a_lapsed_certification_and_no_filing_fail() -> None:
    spoilt = account(
        holder_id=None, certification=Certification.CERTIFIED, certified_until=date(2026, 1, 1), baseline=Baseline.NONE
    )
    known = snapshot(spoilt)
    assert {code: answer(known, code)[0] for code in ("holder", "certified", "filed")} == dict.fromkeys(
        ("holder", "certified", "filed"), CheckAnswer.FAILED
    )


def test_what_the_register_does_not_know_for_sure_is_left_to_a_person() -> None:
    known = snapshot(account(certification=Certification.UNKNOWN, baseline=Baseline.UNCLEAR))
    assert answer(known, "certified")[0] is CheckAnswer.OPEN
    assert answer(known, "filed")[0] is CheckAnswer.OPEN
    assert answer(known, "answered") == (
        CheckAnswer.OPEN,
        "本季度没有登记留言，请到平台后台核对有没有未答复的。",
    )


@pytest.mark.parametrize(
    ("day", "answered"), [(date(2026, 11, 9), CheckAnswer.PASSED), (date(2026, 11, 8), CheckAnswer.FAILED)]
)
def test_the_update_clock_answers_with_the_last_item(day: date, answered: CheckAnswer) -> None:
    item = Publication(
        id=1,
        title="停水通知",
        state=PublicationState.PUBLISHED,
        placements=(Placement(account_id=1, published_on=day),),
    )
    found, evidence = answer(snapshot(account(), publications=(item,)), "updated")
    assert found is answered
    assert f"2026年11月{day.day}日“停水通知”，距检查日{(TODAY - day).days}天，上限14天" in evidence


def test_without_any_item_the_clock_asks_a_person_and_a_frozen_account_needs_none() -> None:
    assert answer(snapshot(account()), "updated")[0] is CheckAnswer.OPEN
    frozen = snapshot(account(state=AccountState.FROZEN))
    assert answer(frozen, "updated") == (CheckAnswer.NOT_APPLICABLE, "状态是冻结期。")


def test_late_replies_fail_and_punctual_ones_pass() -> None:
    asked = Message(id=1, account_id=1, received_on=date(2026, 11, 2), text="问")
    late = snapshot(account(), messages=(replace(asked, replied_on=date(2026, 11, 20)),))
    assert answer(late, "answered") == (CheckAnswer.FAILED, "本季度登记留言1条，按收到时的期限，1条没有按期办理。")
    punctual = snapshot(account(), messages=(replace(asked, replied_on=date(2026, 11, 4)),))
    assert answer(punctual, "answered")[0] is CheckAnswer.PASSED
    forgotten = snapshot(account(), messages=(replace(asked, received_on=date(2026, 9, 1)),))
    assert answer(forgotten, "answered") == (
        CheckAnswer.FAILED,
        "本季度登记留言0条，以前的留言还有1条没有办结，按收到时的期限，1条没有按期办理。",
    )


@pytest.mark.parametrize(
    ("replied_on", "expected"),
    [
        (
            date(2026, 11, 20),
            (CheckAnswer.FAILED, "本季度登记留言0条，以前的留言有1条跨季度办结，按收到时的期限，1条没有按期办理。"),
        ),
        (
            date(2026, 10, 9),
            (
                CheckAnswer.PASSED,
                "本季度登记留言0条，以前的留言有1条跨季度办结，按收到时的期限，都已按期办理或者还没有到期。",
            ),
        ),
        (date(2026, 9, 28), (CheckAnswer.OPEN, "本季度没有登记留言，请到平台后台核对有没有未答复的。")),
    ],
)
def test_what_was_settled_in_the_quarter_counts_in_it_wherever_it_came(
    replied_on: date, expected: tuple[CheckAnswer, str]
) -> None:
    asked = Message(id=1, account_id=1, received_on=date(2026, 9, 25), replied_on=replied_on, text="问")
    assert answer(snapshot(account(), messages=(asked,)), "answered") == expected


def test_a_quarter_that_is_over_is_asked_about_itself() -> None:
    """What came after it, and an account that was opened after it, belong to the next one."""
    inside = Message(id=1, account_id=1, received_on=date(2026, 12, 20), replied_on=date(2026, 12, 21), text="问")
    known = snapshot(
        account(),
        wechat(opened_on=date(2027, 1, 1)),
        messages=(inside, replace(inside, id=2, received_on=date(2027, 1, 2), replied_on=None)),
        incidents=(Incident(id=1, kind=IncidentKind.TAKEOVER, account_id=1, noticed_on=date(2027, 1, 2)),),
    )
    results = prepared_results(ITEMS, inspected(known, date(2027, 1, 4)))
    told = {result.code: result.evidence for result in results}
    assert told["answered"] == "本季度登记留言1条，按收到时的期限，都已按期办理或者还没有到期。"
    assert told["attack_handled"] == "本季度没有登记账号被盗用或信息泄露。"
    assert {result.account_id for result in results} == {None, 1}


@pytest.mark.parametrize(
    ("approved", "submitted", "expected"),
    [
        (date(2024, 3, 1), date(2024, 6, 3), CheckAnswer.NOT_APPLICABLE),
        (date(2026, 8, 3), date(2026, 10, 9), CheckAnswer.FAILED),
        (date(2026, 8, 3), None, CheckAnswer.FAILED),
        (date(2026, 11, 9), date(2026, 11, 12), CheckAnswer.PASSED),
    ],
)
@pytest.mark.parametrize("answered", [FilingState.SUBMITTED, FilingState.FILED])
def test_a_filing_that_was_late_fails_in_the_quarter_in_which_it_was_handed_in(
    answered: FilingState, approved: date, submitted: date | None, expected: CheckAnswer
) -> None:
    state = FilingState.DRAFT if submitted is None else answered
    filing = opening(approval=Approval(on=approved), event_on=approved, submitted_on=submitted, state=state)
    known = snapshot(account(opened_on=approved, baseline=Baseline.NONE), filings=(filing,))
    assert answer(known, "filed_in_time")[0] is expected


def test_a_correction_of_what_was_late_long_ago_is_no_fault_of_this_quarter() -> None:
    approved = Approval(on=date(2026, 3, 2))
    late = opening(
        approval=approved, event_on=date(2026, 3, 2), submitted_on=date(2026, 6, 3), state=FilingState.RETURNED
    )
    again = replace(late, id=late.id + 1, follows_id=late.id, submitted_on=date(2026, 11, 10), state=FilingState.FILED)
    known = snapshot(account(opened_on=date(2026, 3, 2), baseline=Baseline.NONE), filings=(late, again))
    assert answer(known, "filed_in_time")[0] is CheckAnswer.NOT_APPLICABLE


def test_a_register_that_names_nobody_has_no_responsible_person() -> None:
    assert answer(Snapshot(), "principal") == (CheckAnswer.FAILED, "登记中还没有单位和主要领导。")


def test_an_open_takeover_fails_and_a_closed_one_passes() -> None:
    takeover = Incident(id=1, kind=IncidentKind.TAKEOVER, account_id=1, noticed_on=date(2026, 11, 2))
    assert answer(snapshot(account(), incidents=(takeover,)), "attack_handled")[0] is CheckAnswer.FAILED
    closed = replace(takeover, closed_on=date(2026, 11, 4))
    assert answer(snapshot(account(), incidents=(closed,)), "attack_handled") == (
        CheckAnswer.PASSED,
        "登记的1起安全事件都已处置、办结。",
    )


def test_answering_anew_keeps_a_persons_answers() -> None:
    known = snapshot(account())
    results = list(prepared_results(ITEMS, inspected(known)))
    numbers = {result.code: number for number, result in enumerate(results)}
    overruled = replace(
        results[numbers["holder"]], answer=CheckAnswer.FAILED, automatic=False, remark="实际由临聘人员保管"
    )
    results[numbers["holder"]] = overruled
    changed = snapshot(account(certified_until=date(2026, 1, 1)))
    renewed = answered_anew(results, ITEMS, inspected(changed))
    assert renewed[numbers["holder"]] == overruled
    assert renewed[numbers["certified"]].answer is CheckAnswer.FAILED


def test_an_account_registered_since_enters_when_the_register_is_asked_anew() -> None:
    results = prepared_results(ITEMS, inspected(snapshot(account())))
    both = inspected(snapshot(account(), wechat()))
    assert answered_anew(results, ITEMS, both) == prepared_results(ITEMS, both)
    assert answered_anew(results[:3], ITEMS[:1], both)[1:4:2] == (
        results_of(both.snapshot, results[0].code)[1],
        replace(
            results_of(both.snapshot, results[1].code)[1],
            answer=CheckAnswer.OPEN,
            automatic=False,
            evidence="",
        ),
    ), "the unit's list of now no longer has the second item"


def test_one_veto_item_alone_makes_an_account_fail() -> None:
    results = prepared_results(ITEMS, inspected(snapshot(account())))
    done = [
        replace(result, answer=CheckAnswer.PASSED) if result.answer is CheckAnswer.OPEN else result
        for result in results
    ]
    assert [verdict for _, _, verdict in verdicts(done)] == [CheckAnswer.PASSED, CheckAnswer.PASSED]
    spoilt = [replace(r, answer=CheckAnswer.FAILED) if r.code == "updated" else r for r in done]
    assert verdicts(spoilt)[0] == ("凤鸣发布（新浪微博）", "不合格（有单项否决项，共1项不符合）", CheckAnswer.FAILED)
    mild = [replace(r, answer=CheckAnswer.FAILED) if r.code == "sources" else r for r in done]
    assert verdicts(mild)[0][1] == "有1项需要整改"
    assert verdicts(results)[0][2] is CheckAnswer.OPEN
