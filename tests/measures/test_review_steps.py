"""From the draft to what is out: whose turn it is, what is refused, what is asked for afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures import publishing, superior_tasks
from pmedia_desktop.measures.review_steps import decide, end, may_decide, release, sign_later, submit, take_back
from pmedia_desktop.model.finding import DueState
from pmedia_desktop.model.publication import Gate, Placement, Publication, PublicationState, StepRule, Verdict
from pmedia_desktop.model.settings import DEFAULT_REVIEW_STEPS, THREE_REVIEWS
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.superior_task import SuperiorTask, TaskKind

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PLACES = (Placement(account_id=1, published_on=TODAY, published_time="10:05", link="https://e.cn/1"),)
DRAFT = Publication(id=1, title="停水通知", drafter="李𬱖", placements=(Placement(account_id=1),))


def agree(item: Publication, position: int, person: str = "王䶮", *, telephone: bool = False) -> Publication:
    return decide(
        item,
        position,
        verdict=Verdict.AGREED,
        person=person,
        opinion="",
        at=AT,
        by_telephone=telephone,
        gates=tuple(Gate),
        checklist_on=TODAY,
    )


def in_review(rules: tuple[StepRule, ...] = DEFAULT_REVIEW_STEPS) -> Publication:
    return submit(DRAFT, rules)


def issued(*, telephone: bool = False) -> Publication:
    return agree(agree(agree(in_review(), 0, "赵㛃"), 1, "陈𣲗"), 2, telephone=telephone)


@pytest.mark.parametrize("missing", ["title", "drafter", "placements"])
def test_what_is_incomplete_is_not_handed_in(missing: str) -> None:
    with pytest.raises(InputError) as problem:
        submit(replace(DRAFT, **{missing: () if missing == "placements" else ""}), DEFAULT_REVIEW_STEPS)
    assert problem.value.field == missing


def test_the_usual_way_leads_to_the_issue() -> None:
    item = in_review()
    assert [step.title for step in item.steps] == ["审核", "保密审查", "签发"]
    assert [may_decide(item, position) for position in range(3)] == [True, True, False]
    item = agree(agree(item, 1, "陈𣲗"), 0, "赵㛃")
    assert item.state is PublicationState.IN_REVIEW
    item = agree(item, 2)
    assert item.state is PublicationState.ISSUED
    assert (item.checklist_by, item.checklist_on, item.gates) == ("王䶮", TODAY, tuple(Gate))


def test_three_reviews_go_in_their_order_and_the_issue_waits_for_the_review_of_secrecy() -> None:
    item = in_review(THREE_REVIEWS)
    for position in (0, 1, 2, 3):
        assert may_decide(item, position)
        assert not may_decide(item, position + 1) or item.steps[position + 1].title == "保密审查"
        item = agree(item, position)
    assert not may_decide(item, 5)
    item = agree(agree(item, 4), 5)
    assert item.state is PublicationState.IN_REVIEW
    assert agree(item, 6).state is PublicationState.ISSUED


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"gates": (Gate.LAW,)}, "gates"),
        ({"checklist_on": None}, "checklist"),
        ({"person": " "}, "person"),
        ({"verdict": Verdict.RETURNED}, "opinion"),
    ],
)
def test_what_the_issue_asks_for(change: dict[str, object], field: str) -> None:
    item = agree(agree(in_review(), 0), 1)
    wanted = {
        "verdict": Verdict.AGREED,
        "person": "王䶮",
        "opinion": "",
        "at": AT,
        "gates": tuple(Gate),
        "checklist_on": TODAY,
    }
    with pytest.raises(InputError) as problem:
        decide(item, 2, **{**wanted, **change})  # type: ignore[arg-type]
    assert problem.value.field == field


def test_a_step_that_returns_it_makes_it_a_draft_that_begins_anew() -> None:
    item = decide(in_review(), 0, verdict=Verdict.RETURNED, person="赵㛃", opinion="时间不清", at=AT)
    assert item.state is PublicationState.DRAFT
    assert item.steps[0].opinion == "时间不清"
    again = submit(item, DEFAULT_REVIEW_STEPS)
    assert [step.verdict for step in again.current_steps] == [Verdict.WAITING] * 3


def test_what_was_said_in_an_earlier_round_stays_and_binds_nobody() -> None:
    item = agree(in_review(), 1, "李𬱖", telephone=True)
    item = decide(item, 0, verdict=Verdict.RETURNED, person="赵㛃", opinion="第二段有误", at=AT)
    item = submit(item, THREE_REVIEWS)
    item = submit(take_back(item), DEFAULT_REVIEW_STEPS)
    item = decide(item, 2, verdict=Verdict.RETURNED, person="赵㛃", opinion="再改", at=AT)
    item = submit(item, DEFAULT_REVIEW_STEPS)
    earlier = [(step.title, step.person, step.opinion, step.at) for step in item.steps[:3]]
    assert earlier == [
        ("审核（第1次送审）", "赵㛃", "第二段有误", AT),
        ("保密审查（第1次送审）", "李𬱖", "", AT),
        ("审核（第2次送审）", "赵㛃", "再改", AT),
    ]
    assert [may_decide(item, position) for position in range(6)] == [False, False, False, True, True, False]
    assert item.may_be_rewritten
    item = agree(agree(agree(item, 3, "赵㛃"), 4, "陈𣲗"), 5)
    assert (item.state, item.open_steps) == (PublicationState.ISSUED, ())
    known = Snapshot(publications=(release(item, PLACES),))
    assert (list(publishing.findings(known)), list(publishing.deadlines(known, TODAY))) == ([], [])
    assert list(publishing.same_hands(item)) == []


@pytest.mark.parametrize(
    ("drafted_on", "at", "words"),
    [
        (TODAY, datetime(2020, 5, 1, 2, 0, tzinfo=UTC), "早于拟稿"),
        (None, datetime(2026, 11, 22, 2, 0, tzinfo=UTC), "早于审核"),
    ],
)
def test_no_step_lies_before_what_it_follows(drafted_on: date | None, at: datetime, words: str) -> None:
    item = replace(agree(in_review(), 0), drafted_on=drafted_on)
    agreed = {"verdict": Verdict.AGREED, "person": "王䶮", "opinion": "", "gates": tuple(Gate), "checklist_on": TODAY}
    with pytest.raises(InputError, match=words) as problem:
        decide(agree(item, 1), 2, at=at, **agreed)  # type: ignore[arg-type]
    assert problem.value.field == "day"


def test_the_review_of_secrecy_may_lie_before_the_other_steps() -> None:
    before = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    item = decide(agree(in_review(), 0), 1, verdict=Verdict.AGREED, person="陈𣲗", opinion="", at=before)
    assert agree(item, 2).state is PublicationState.ISSUED


def test_what_was_out_before_it_was_reviewed_is_found() -> None:
    early = (Placement(account_id=1, published_on=date(2019, 1, 1)),)
    item = release(issued(), early)
    (finding,) = publishing.findings(Snapshot(publications=(item,)))
    assert (finding.rule, finding.subject.id) == ("publication.before_review", item.id)
    assert "2026年11月23日才签发" in finding.message
    assert list(publishing.findings(Snapshot(publications=(release(issued(), PLACES),)))) == []


def test_what_was_agreed_by_telephone_is_signed_later() -> None:
    item = release(issued(telephone=True), PLACES)
    known = Snapshot(publications=(item,))
    (deadline,) = publishing.deadlines(known, TODAY)
    assert (deadline.rule, deadline.state) == ("publication.unsigned", DueState.UNDATED)
    assert "王䶮（签发）" in deadline.reason
    with pytest.raises(InputError, match="早于电话同意"):
        sign_later(item, 2, date(2026, 11, 22))
    signed = sign_later(item, 2, TODAY)
    assert list(publishing.deadlines(Snapshot(publications=(signed,)), TODAY)) == []
    with pytest.raises(InputError, match="不需要补签"):
        sign_later(signed, 2, TODAY)


def test_nothing_comes_out_unreviewed_but_for_a_reason_and_the_record_says_so() -> None:
    with pytest.raises(InputError, match="先审后发"):
        release(in_review(), PLACES)
    with pytest.raises(InputError, match="还没有审核"):
        release(DRAFT, PLACES, "紧急")
    item = release(in_review(), PLACES, "抢险")
    (finding,) = publishing.findings(Snapshot(publications=(item,)))
    assert finding.rule == "publication.unreviewed"
    assert "审核、保密审查、签发" in finding.message
    done = agree(agree(agree(item, 0), 1), 2)
    assert done.state is PublicationState.PUBLISHED
    assert list(publishing.findings(Snapshot(publications=(done,)))) == []


def test_it_comes_out_on_a_day_at_least_on_one_account() -> None:
    with pytest.raises(InputError, match="还没有填写发布日期"):
        release(issued(), (Placement(account_id=1),))
    item = release(issued(), (*PLACES, Placement(account_id=2)))
    (finding,) = publishing.findings(Snapshot(publications=(item,)))
    assert finding.rule == "publication.not_everywhere"


def test_what_is_out_is_corrected_or_withdrawn_with_its_reason() -> None:
    item = release(issued(), PLACES)
    with pytest.raises(InputError, match="还没有写明原因"):
        end(item, PublicationState.WITHDRAWN, TODAY, " ")
    with pytest.raises(InputError, match="早于发布日期"):
        end(item, PublicationState.WITHDRAWN, date(2026, 11, 1), "错字")
    with pytest.raises(InputError, match="现在不能"):
        end(item, PublicationState.ABANDONED, TODAY, "不发了")
    corrected = end(item, PublicationState.CORRECTED, TODAY, "更正时间")
    assert (corrected.state.is_out, corrected.end_reason) == (True, "更正时间")
    assert end(corrected, PublicationState.WITHDRAWN, TODAY, "撤下").state is PublicationState.WITHDRAWN
    assert end(DRAFT, PublicationState.ABANDONED, TODAY, "不发了").state is PublicationState.ABANDONED


def test_an_issued_item_is_taken_back_to_be_altered() -> None:
    assert take_back(issued()).state is PublicationState.DRAFT
    with pytest.raises(InputError, match="不在审核中"):
        take_back(release(issued(), PLACES))


def test_who_drafts_neither_issues_nor_reviews_for_secrecy() -> None:
    item = agree(agree(agree(in_review(), 0, "李𬱖"), 1, "李𬱖"), 2, "李𬱖")
    messages = [finding.message for finding in publishing.same_hands(item)]
    assert len(messages) == 2
    assert "拟稿和保密审查都是李𬱖" in messages[0]


def test_the_planned_day_says_what_it_waits_for() -> None:
    item = replace(in_review(), planned_on=date(2026, 11, 24))
    (deadline,) = publishing.deadlines(Snapshot(publications=(item,)), TODAY)
    assert (deadline.rule, deadline.due, deadline.reason) == ("publication.planned", date(2026, 11, 24), "还在等审核。")


@pytest.mark.parametrize(
    ("task", "state", "words"),
    [
        (SuperiorTask(title="转载", due_on=TODAY, due_time="18:00"), DueState.TODAY, "要求18:00前完成"),
        (SuperiorTask(title="转载", due_on=date(2026, 11, 22)), DueState.OVERDUE, "逾期会被通报"),
        (SuperiorTask(title="转载", ordered_by="区政府办"), DueState.UNDATED, "区政府办下达"),
        (
            SuperiorTask(title="整改", kind=TaskKind.CORRECTION, done_on=TODAY, due_on=TODAY),
            DueState.TODAY,
            "还没有书面回复",
        ),
    ],
)
def test_an_order_from_above_is_due(task: SuperiorTask, state: DueState, words: str) -> None:
    (deadline,) = superior_tasks.deadlines(Snapshot(superior_tasks=(task,)), TODAY)
    assert deadline.state is state
    assert words in deadline.reason


def test_an_order_that_is_done_is_due_no_more_and_knows_whether_it_was_late() -> None:
    done = SuperiorTask(title="转载", due_on=TODAY, due_time="18:00", done_on=TODAY, done_time="18:01")
    assert list(superior_tasks.deadlines(Snapshot(superior_tasks=(done,)), TODAY)) == []
    assert done.was_late
    assert not replace(done, done_time="18:00").was_late
    assert not replace(done, due_time="", done_time="23:59").was_late


def test_a_correction_is_late_when_its_answer_is() -> None:
    due, later = date(2026, 11, 20), date(2026, 11, 23)
    done = SuperiorTask(title="整改", kind=TaskKind.CORRECTION, due_on=due, done_on=due, answered_on=due, answer="已改")
    assert not done.is_late(later)
    assert replace(done, answered_on=later).is_late(later)
    waiting = replace(done, answered_on=None, answer="")
    assert [waiting.is_late(day) for day in (due, later)] == [False, True]
