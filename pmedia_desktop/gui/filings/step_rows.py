"""From the steps that the rules give to the rows that a timeline shows: marks, days, sentences, buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.filings.timeline import Mark, StepButton, StepRow
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.services.filing.filings import ClosureStep, FilingPage, Need, Step

_CONTEXT = "gui.filings.step_rows"
_S = FilingState
#: So many sentences a step shows; the rest stands in the list of checks.
_SHOWN = 3

#: What a closure's form says of the platform. The leader may approve before any of it has happened.
_OF_THE_PLATFORM = ("notice_on", "notice_place", "requested_on")

#: Which step on paper is entered next, by the state in which the filing is.
_NEXT = {
    _S.DRAFT: _S.PRINTED,
    _S.PRINTED: _S.SIGNED,
    _S.SIGNED: _S.SEALED,
    _S.SEALED: _S.SUBMITTED,
    _S.SUBMITTED: _S.RECEIVED,
    _S.RECEIVED: _S.FILED,
    _S.FILED: None,
}


class Actions(Protocol):
    """What the rows let the user do; the page answers."""

    def mend(self, need: Need) -> None:
        """Lead to where a need is met."""

    def fill_in(self) -> None:
        """Go on filling in the form."""

    def show_checks(self) -> None:
        """Show everything that is still missing."""

    def print_form(self) -> None:
        """Print the form for signature."""

    def enter_step(self, state: FilingState) -> None:
        """Enter a step that was done on paper."""

    def mend_step(self, state: FilingState) -> None:
        """Mend what was entered of a step that is done."""

    def enter_stage(self, stage: str) -> None:
        """Enter a stage of the closure on the platform."""

    def check_national_system(self) -> None:
        """Enter the look into the national system."""

    def request_again(self) -> None:
        """Begin again with the request after the confirmation window has passed."""

    def correct(self) -> None:
        """Draft the correction of a returned filing, or open it."""


def paper_rows(page: FilingPage, actions: Actions, changed_since_print: Sequence[str] = ()) -> list[StepRow]:
    """Return the rows of the paper's way; ``changed_since_print`` names what the printed sheet says otherwise."""
    rows = []
    for step in page.steps:
        row = _paper_row(step, page, actions)
        if step.state is _S.PRINTED and step.done and changed_since_print:
            row = _with_differences(row, page, changed_since_print, actions)
        elif step.state is _S.PRINTED and row.mark is Mark.NOW and page.steps[0].needs:
            row = replace(row, note=_signed_first())
        rows.append(row)
    return rows


def platform_rows(page: FilingPage, actions: Actions) -> list[StepRow]:
    """Return the rows of a closure's way on the platform."""
    waiting = next((step for step in page.closure_steps if not step.done), None)
    over = page.filing.state is _S.ABANDONED
    return [_platform_row(step, step is waiting and not over, page, actions) for step in page.closure_steps]


def _paper_row(step: Step, page: FilingPage, actions: Actions) -> StepRow:
    state = page.filing.state
    if step.state is None:
        return _national_row(step, page, actions)
    if step.state is _S.RETURNED:
        corrected = page.corrected_by is not None
        label = translate(_CONTEXT, "打开更正的备案") if corrected else translate(_CONTEXT, "更正后重报")
        return StepRow(
            step.title,
            Mark.WRONG,
            _day(step.done_on),
            ((page.filing.return_reason, actions.correct),),
            (StepButton(label, actions.correct, primary=not corrected),),
            _mend_button(step.state, page, actions),
        )
    if step.state is _S.DRAFT:
        return _draft_row(step, page, actions)
    is_next = _NEXT.get(state) is step.state and not step.done
    waits_for_form = step.state is _S.PRINTED and state is _S.DRAFT and bool(to_fill_in(page))
    mark = Mark.DONE if step.done else Mark.NOW if is_next and not waits_for_form else Mark.LATER
    needs = step.needs if step.done or is_next else ()
    return StepRow(
        step.title,
        mark,
        _day(step.done_on),
        _sentences(needs, actions),
        _paper_buttons(step.state, page, actions, primary=mark is Mark.NOW),
        _mend_button(step.state, page, actions),
    )


def _draft_row(step: Step, page: FilingPage, actions: Actions) -> StepRow:
    filling = page.filing.state is _S.DRAFT
    needs = to_fill_in(page)
    if not step.needs:
        return StepRow(step.title, Mark.DONE, translate(_CONTEXT, "内容已填齐") if filling else "")
    if not needs:
        return StepRow(step.title, Mark.DONE, translate(_CONTEXT, "公告和注销的情况，办好以后登记"))
    buttons = (StepButton(translate(_CONTEXT, "继续填写"), actions.fill_in, primary=True),) if filling else ()
    mark = Mark.NOW if filling else Mark.DONE
    return StepRow(step.title, mark, _more(needs), _sentences(needs, actions), buttons)


def to_fill_in(page: FilingPage) -> tuple[Need, ...]:
    """Return what has to be filled in before the form is printed.

    A leader who approves a closure on the form itself signs before notice and request have happened.
    """
    needs = page.steps[0].needs
    if page.filing.approval.on is not None:
        return needs
    return tuple(need for need in needs if need.field not in _OF_THE_PLATFORM)


def _paper_buttons(state: FilingState, page: FilingPage, actions: Actions, *, primary: bool) -> tuple[StepButton, ...]:
    here = page.filing.state
    if state is _S.PRINTED:
        if here is _S.DRAFT:
            return (StepButton(translate(_CONTEXT, "打印送签稿…"), actions.print_form, primary),)
        if here is _S.PRINTED:
            return (StepButton(translate(_CONTEXT, "重新打印…"), actions.print_form),)
        return ()
    if state not in page.next_states:
        return ()
    labels = {
        _S.SIGNED: translate(_CONTEXT, "登记签字…") if primary else translate(_CONTEXT, "已签字，补登…"),
        _S.SEALED: translate(_CONTEXT, "登记用印…"),
        _S.SUBMITTED: translate(_CONTEXT, "登记报送…"),
        _S.RECEIVED: translate(_CONTEXT, "登记收悉…"),
        _S.FILED: translate(_CONTEXT, "登记备案…"),
    }
    buttons = [StepButton(labels[state], _entering(actions, state), primary)]
    if primary and _S.RETURNED in page.next_states:
        buttons.append(StepButton(translate(_CONTEXT, "被退回…"), _entering(actions, _S.RETURNED)))
    return tuple(buttons)


def _mend_button(state: FilingState, page: FilingPage, actions: Actions) -> StepButton | None:
    """Return what mends the entry of a step that is done; the office may give the number days later."""
    if state not in page.mendable_steps:
        return None
    number_follows = state is _S.FILED and not page.filing.number
    label = translate(_CONTEXT, "补登编号…") if number_follows else translate(_CONTEXT, "更正…")
    return StepButton(label, lambda: actions.mend_step(state))


def _national_row(step: Step, page: FilingPage, actions: Actions) -> StepRow:
    can = page.filing.state in (_S.SUBMITTED, _S.RECEIVED, _S.FILED)
    is_next = page.filing.state is _S.FILED and not step.done
    note = "，".join(text for text in (_day(step.done_on), page.filing.national_state) if text)
    if is_next:
        note = step.needs[0].message if step.needs else note
    button = StepButton(translate(_CONTEXT, "登记核对…"), actions.check_national_system, is_next)
    return StepRow(
        step.title,
        Mark.DONE if step.done else Mark.NOW if is_next else Mark.LATER,
        note,
        (),
        (button,) if can and not step.done else (),
    )


def _platform_row(step: ClosureStep, is_next: bool, page: FilingPage, actions: Actions) -> StepRow:
    stage = step.stage.value
    mark = Mark.DONE if step.done else Mark.NOW if is_next else Mark.LATER
    closure = page.filing.closure
    note = _day(step.done_on)
    if stage == "frozen" and step.done_on is not None:
        note = translate(_CONTEXT, "冻结期满：{day}").format(day=chinese_date(step.done_on))
    if stage == "requested" and closure is not None and closure.request_round > 1:
        again = translate(_CONTEXT, "第{count}次申请").format(count=closure.request_round)
        note = "，".join(text for text in (again, note) if text)
    buttons: list[StepButton] = []
    if not step.done and stage != "frozen" and page.filing.state is not _S.ABANDONED:
        labels = {
            "approved": translate(_CONTEXT, "登记批准…"),
            "announced": translate(_CONTEXT, "登记公告…"),
            "recovered": translate(_CONTEXT, "登记结果…"),
            "requested": translate(_CONTEXT, "登记申请…"),
            "confirmed": translate(_CONTEXT, "登记确认…"),
            "cancelled": translate(_CONTEXT, "登记注销…"),
        }
        if is_next or stage in ("announced", "requested", "cancelled"):
            buttons.append(StepButton(labels[stage], lambda: actions.enter_stage(stage), is_next))
        if stage == "confirmed" and page.window_missed:
            buttons.append(StepButton(translate(_CONTEXT, "重新申请…"), actions.request_again))
    needs = step.needs if step.done or is_next else ()
    return StepRow(step.title, mark, note, _sentences(needs, actions), tuple(buttons))


def _sentences(needs: Sequence[Need], actions: Actions) -> tuple[tuple[str, Callable[[], None]], ...]:
    shown: list[tuple[str, Callable[[], None]]] = [(need.message, _mending(actions, need)) for need in needs[:_SHOWN]]
    if len(needs) > _SHOWN:
        rest = translate(_CONTEXT, "还有{count}项，全部列在“检查”里").format(count=len(needs) - _SHOWN)
        shown.append((rest, actions.show_checks))
    return tuple(shown)


def _with_differences(row: StepRow, page: FilingPage, labels: Sequence[str], actions: Actions) -> StepRow:
    """Say what the printed sheet does not say; once it is signed, it is completed by hand."""
    if page.filing.state.keeps_its_paper:
        sentence = translate(
            _CONTEXT, "签字的表上还没有新的{named}，请照登记的内容在纸面上补写；要重新打印的，先退回草稿。"
        )
        said = sentence.format(named="、".join(labels))
        return replace(row, note="，".join(text for text in (row.note, said) if text))
    named = "、".join(labels[:_SHOWN])
    sentence = translate(_CONTEXT, "打印以后，{named}等内容有改动，请重新打印。")
    return replace(row, mark=Mark.WRONG, needs=(*row.needs, (sentence.format(named=named), actions.print_form)))


def _signed_first() -> str:
    return translate(
        _CONTEXT,
        "领导在表上签字批准的，现在打印；公告和注销的几格会留空，办好后在纸面上补写。有呈批件或纪要的，先登记批准，办完注销再打印。",
    )


def _more(needs: Sequence[Need]) -> str:
    return translate(_CONTEXT, "还缺{count}项").format(count=len(needs))


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _mending(actions: Actions, need: Need) -> Callable[[], None]:
    return lambda: actions.mend(need)


def _entering(actions: Actions, state: FilingState) -> Callable[[], None]:
    return lambda: actions.enter_step(state)
