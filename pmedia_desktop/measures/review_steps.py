"""The steps of an item's review (先审后发): what leads from the draft to what is out, and what is refused on the way.

拟稿 comes first, then the unit's own steps in their order; 保密审查 is done by a person of its own and may come at any
time before the issue. Whoever issues has confirmed the list of forbidden content and the five gates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.publication import (
    Gate,
    Placement,
    Publication,
    PublicationState,
    ReviewStep,
    StepKind,
    StepRule,
    Verdict,
)
from pmedia_desktop.texts import translate

_CONTEXT = "measures.review_steps"


def submit(item: Publication, rules: Sequence[StepRule]) -> Publication:
    """Return the item as it is handed to its reviewers, every step of the unit's rule still to be done.

    What somebody said in the round before is kept in front of it.
    """
    if item.state is not PublicationState.DRAFT:
        raise InputError(translate(_CONTEXT, "这条信息已经送审，"), translate(_CONTEXT, "请刷新后再看。"))
    for field, missing, message in (
        ("title", not item.title.strip(), translate(_CONTEXT, "还没有填写标题，")),
        ("drafter", not item.drafter.strip(), translate(_CONTEXT, "还没有填写拟稿人，")),
        ("placements", not item.placements, translate(_CONTEXT, "还没有选择发布到哪些账号，")),
    ):
        if missing:
            raise InputError(message, translate(_CONTEXT, "请填好再送审。"), field=field)
    steps = tuple(ReviewStep(title=rule.title, kind=rule.kind) for rule in rules)
    earlier = tuple(step for step in item.steps if step.earlier_round)
    said = tuple(step for step in item.current_steps if step.verdict is not Verdict.WAITING)
    number = 1 + max((step.earlier_round for step in earlier), default=0)
    return replace(
        item,
        state=PublicationState.IN_REVIEW if steps else PublicationState.ISSUED,
        steps=(*earlier, *(step.of_earlier_round(number) for step in said), *steps),
        checklist_by="",
        checklist_on=None,
    )


def may_decide(item: Publication, position: int) -> bool:
    """Whether it is this step's turn."""
    if item.state is PublicationState.ABANDONED or item.state is PublicationState.DRAFT:
        return False
    if not 0 <= position < len(item.steps):
        return False
    step = item.steps[position]
    if step.earlier_round or step.verdict is Verdict.AGREED:
        return False
    return all(one.verdict is Verdict.AGREED for one in _before(item, position))


def decide(
    item: Publication,
    position: int,
    *,
    verdict: Verdict,
    person: str,
    opinion: str,
    at: datetime,
    by_telephone: bool = False,
    gates: Iterable[Gate] = (),
    checklist_on: date | None = None,
) -> Publication:
    """Return the item after one step; the last agreement issues it, a return makes it a draft again.

    The step of the issue needs ``checklist_on``, the day on which the person confirmed the list of forbidden content,
    and all five gates; what was agreed by telephone is signed later. No step lies on a day before the draft or before
    a step that it follows.
    """
    if not may_decide(item, position):
        raise InputError(translate(_CONTEXT, "还没有轮到这一步，"), translate(_CONTEXT, "请先完成前面的步骤。"))
    if not person.strip():
        raise InputError(
            translate(_CONTEXT, "还没有填写是谁审的，"), translate(_CONTEXT, "请填写姓名。"), field="person"
        )
    _check_day(item, position, at.astimezone().date())
    step = item.steps[position]
    if verdict is Verdict.RETURNED and not opinion.strip():
        raise InputError(
            translate(_CONTEXT, "退回修改要写明原因，"), translate(_CONTEXT, "请填写意见。"), field="opinion"
        )
    passed = tuple(gate for gate in Gate if gate in set(item.gates) | set(gates))
    if verdict is Verdict.AGREED and step.kind is StepKind.ISSUE:
        _check_issue(passed, checklist_on)
        item = replace(item, gates=passed, checklist_by=person.strip(), checklist_on=checklist_on)
    done = replace(
        step,
        person=person.strip(),
        verdict=verdict,
        opinion=opinion.strip(),
        at=at,
        by_telephone=by_telephone and verdict is Verdict.AGREED,
        signed_on=None,
    )
    decided = replace(item, steps=_with(item.steps, position, done))
    if verdict is Verdict.RETURNED and item.state.is_open:
        return replace(decided, state=PublicationState.DRAFT)
    if item.state is PublicationState.IN_REVIEW and not decided.open_steps:
        return replace(decided, state=PublicationState.ISSUED)
    return decided


def sign_later(item: Publication, position: int, on: date) -> Publication:
    """Return the item with the signature that a telephone agreement was still waiting for."""
    if not (0 <= position < len(item.steps) and item.steps[position] in item.unsigned_steps):
        raise InputError(translate(_CONTEXT, "这一步不需要补签，"), translate(_CONTEXT, "请刷新后再看。"))
    step = item.steps[position]
    if step.at is not None and on < step.at.astimezone().date():
        raise InputError(
            translate(_CONTEXT, "补签日期早于电话同意的日期，"), translate(_CONTEXT, "请改正日期。"), field="signed_on"
        )
    return replace(item, steps=_with(item.steps, position, replace(step, signed_on=on)))


def take_back(item: Publication) -> Publication:
    """Return an item under review or issued as a draft, to be altered and handed in anew."""
    if item.state not in (PublicationState.IN_REVIEW, PublicationState.ISSUED):
        raise InputError(
            translate(_CONTEXT, "这条信息不在审核中，"), translate(_CONTEXT, "已经发布的，请登记更正或撤下。")
        )
    return replace(item, state=PublicationState.DRAFT)


def release(item: Publication, placements: tuple[Placement, ...], reason: str = "") -> Publication:
    """Return the item as it came out; with steps still open only for a ``reason``, and the steps stay open."""
    if item.state not in (PublicationState.IN_REVIEW, PublicationState.ISSUED, PublicationState.PUBLISHED):
        raise InputError(
            translate(_CONTEXT, "这条信息还没有审核，不能登记发布，"),
            translate(_CONTEXT, "紧急的可以先电话同意、事后补签；已经发出去的，请用“补录”。"),
        )
    if item.state is PublicationState.IN_REVIEW and not reason.strip():
        raise InputError(
            translate(_CONTEXT, "审核还没有走完，先审后发，"),
            translate(_CONTEXT, "确已发布的，请写明原因，审核意见随后补齐。"),
            field="reason",
        )
    if not any(place.published_on for place in placements):
        raise InputError(
            translate(_CONTEXT, "还没有填写发布日期，"),
            translate(_CONTEXT, "至少填写一个账号的发布日期。"),
            field="published_on",
        )
    return replace(item, state=PublicationState.PUBLISHED, placements=placements)


def end(item: Publication, state: PublicationState, on: date, reason: str) -> Publication:
    """Return the item corrected or withdrawn after it was out, or given up before; each with its reason."""
    allowed = (
        (PublicationState.ABANDONED,)
        if item.state.is_open
        else (PublicationState.CORRECTED, PublicationState.WITHDRAWN)
        if item.state.is_out
        else ()
    )
    if state not in allowed:
        raise InputError(
            translate(_CONTEXT, "现在不能这样登记，"),
            translate(_CONTEXT, "已发布的可以更正或撤下，没发布的可以登记为不发布。"),
        )
    if not reason.strip():
        raise InputError(translate(_CONTEXT, "还没有写明原因，"), translate(_CONTEXT, "请填写原因。"), field="reason")
    first = item.published_on
    if first is not None and on < first:
        raise InputError(
            translate(_CONTEXT, "日期早于发布日期，"), translate(_CONTEXT, "请改正日期。"), field="ended_on"
        )
    return replace(item, state=state, ended_on=on, end_reason=reason.strip())


def _before(item: Publication, position: int) -> tuple[ReviewStep, ...]:
    """Return the steps that this one has to wait for."""
    step = item.steps[position]
    before = tuple(one for one in item.steps[:position] if not one.earlier_round)
    if step.kind is StepKind.SECRECY:
        return ()
    if step.kind is StepKind.ISSUE:
        return before + tuple(one for one in item.steps[position:] if one.kind is StepKind.SECRECY)
    return tuple(one for one in before if one.kind is not StepKind.SECRECY)


def _check_day(item: Publication, position: int, on: date) -> None:
    known = [(step.at.astimezone().date(), step.title) for step in _before(item, position) if step.at is not None]
    if item.drafted_on is not None:
        known.append((item.drafted_on, translate(_CONTEXT, "拟稿")))
    day, title = max(known, default=(on, ""))
    if on < day:
        raise InputError(
            translate(_CONTEXT, "{on}早于{step}的日期{day}，").format(
                on=on.isoformat(), step=title, day=day.isoformat()
            ),
            translate(_CONTEXT, "请核对这一步是哪一天审的。"),
            field="day",
        )


def _check_issue(passed: tuple[Gate, ...], checklist_on: date | None) -> None:
    if checklist_on is None:
        raise InputError(
            translate(_CONTEXT, "签发前要对照禁止发布的内容逐项核对（第八条），"),
            translate(_CONTEXT, "请核对后勾选。"),
            field="checklist",
        )
    if len(passed) < len(Gate):
        raise InputError(
            translate(_CONTEXT, "五关还没有全部把过，"), translate(_CONTEXT, "请逐项核对后勾选。"), field="gates"
        )


def _with(steps: tuple[ReviewStep, ...], position: int, done: ReviewStep) -> tuple[ReviewStep, ...]:
    return (*steps[:position], done, *steps[position + 1 :])
