"""Mending what was entered of a step on paper that is done: a mistyped day, a number that the office gave later."""

from dataclasses import replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.filing_progress import DAY_FIELDS, refuse_wrong_day
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.filing import ApprovalForm, Filing, FilingState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.step_mending"
_S = FilingState


def mendable_steps(filing: Filing) -> tuple[FilingState, ...]:
    """Return the steps done whose entry can still be mended: a mistyped day, a number that came later.

    Signature and seal stand on the sheet, so they stay as the authority got them.
    """
    if filing.state is _S.ABANDONED:
        return ()
    handed_in = (_S.SUBMITTED, _S.RECEIVED, _S.FILED, _S.RETURNED)
    steps_open = handed_in if filing.state.is_submitted else (_S.SIGNED, _S.SEALED)
    return tuple(state for state in steps_open if getattr(filing, DAY_FIELDS[state]) is not None)


def mended(before: Filing, after: Filing, step: FilingState, today: date) -> Filing:
    """Return ``after``, in which the entry of a ``step`` that is done was mended, if its day fits between the others.

    The approval on the form goes with the signature's day. Raises ``InputError`` when the step cannot be mended,
    or its day is missing, lies in the future, before the step that it follows or after the one that follows it.
    """
    if step not in mendable_steps(before):
        raise InputError(
            translate(_CONTEXT, "“{step}”的登记不能再更正，").format(step=word(step)),
            translate(_CONTEXT, "内容有误的，请另做一份备案更正。"),
        )
    field = DAY_FIELDS[step]
    on: date | None = getattr(after, field)
    if on is None:
        raise InputError(
            translate(_CONTEXT, "“{step}”的日期不能清空，").format(step=word(step)),
            translate(_CONTEXT, "请填写实际的日期。"),
            field=field,
        )
    if (
        step is _S.SIGNED
        and before.approval.form is ApprovalForm.ON_THE_FORM
        and before.approval.on == before.signed_on
    ):
        after = replace(after, approval=replace(after.approval, on=on))
    if step is _S.SIGNED and before.approval.signed_later_on == before.signed_on:
        after = replace(after, approval=replace(after.approval, signed_later_on=on))
    refuse_wrong_day(after, step, on, today)
    _refuse_day_after(after, step, on)
    return after


def _refuse_day_after(filing: Filing, step: FilingState, on: date) -> None:
    """Refuse a day that a later step on the paper precedes."""
    order = list(DAY_FIELDS)
    for later in order[order.index(step) + 1 :]:
        day: date | None = getattr(filing, DAY_FIELDS[later])
        if day is not None and day < on:
            raise InputError(
                translate(_CONTEXT, "“{step}”的日期{day}晚于“{later}”的{after}，").format(
                    step=word(step), day=full_date(on), later=word(later), after=full_date(day)
                ),
                translate(_CONTEXT, "请核对纸面上的日期；后一步的日期有误的，先更正后一步。"),
                field=DAY_FIELDS[step],
            )
