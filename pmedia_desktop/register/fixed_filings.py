"""What may still change in a filing that somebody has signed: its later steps, and nothing that its paper says.

Triggers of the schema hold the same for what was handed in, whoever writes past the program; here it gets its
Chinese sentence. Between the signature and the handing in only this guard stands: the way back to the draft is open.
"""

from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.filing import ApprovalForm, Filing, FilingKind, FilingState
from pmedia_desktop.register.record_shape import flat_values
from pmedia_desktop.texts import translate

_CONTEXT = "register.fixed_filings"

_HANDED_IN = (FilingState.SUBMITTED, FilingState.RECEIVED, FilingState.FILED, FilingState.RETURNED)

_LATER_STEPS = frozenset(
    (
        "state",
        "received_on",
        "filed_on",
        "number",
        "returned_on",
        "return_reason",
        "national_checked_on",
        "national_state",
        "events",
    )
)

#: What goes on at the platform while the closure's form is on its way, and after it was handed in.
_CLOSURE_STEPS = frozenset(
    f"closure.{name}"
    for name in (
        "login_way",
        "login_note",
        "requested_on",
        "request_round",
        "followers",
        "freeze_days",
        "confirm_within_days",
        "confirmed_on",
        "archived_at",
        "successor",
    )
)

#: How the form was handed in is no part of the sheet: a typing error is mended, but the day is not emptied again.
_HANDING_IN = frozenset(("submitted_on", "submitted_how", "receiver"))

#: What is done on the sheet is entered afterwards; once the form was handed in, what is entered stays.
_STEPS_ON_PAPER = frozenset(("signed_on", "sealed_on", "approval.signed_later_on"))

#: What is no part of the sheet, or follows the signature (the notice, Article 7); once entered it stays.
_ENTERED_ONCE = frozenset(
    (
        "approval.by",
        "closure.notice_on",
        "closure.notice_place",
        "closure.notice_link",
        "closure.notice_text",
        "closure.stopped_on",
    )
)


def is_fixed(filing: Filing) -> bool:
    """Whether the filing was handed in, also when it was returned or given up later."""
    return filing.state in _HANDED_IN or (filing.state is FilingState.ABANDONED and filing.submitted_on is not None)


def refuse_altering(before: Filing, after: Filing) -> None:
    """Raise ``InputError`` if ``after`` says something else than a filing that was signed or handed in."""
    if is_fixed(before) and (_leads_back(before, after) or not _only_open_changes(before, after)):
        raise InputError(
            translate(_CONTEXT, "这份备案已经报送，报送的内容不能再修改。"),
            translate(_CONTEXT, "内容有误的，请另做一份备案更正；收悉、备案、退回等后续情况仍可登记。"),
        )
    if not before.state.keeps_its_paper or after.state is FilingState.DRAFT:
        return
    if after.state is FilingState.PRINTED or not _only_open_changes(before, after):
        raise InputError(
            translate(_CONTEXT, "这份备案已经签字，表上的内容不能再修改。"),
            translate(_CONTEXT, "内容有误的，请先退回草稿，改好后重新打印、签字；用印、报送等后续情况仍可登记。"),
        )


def _leads_back(before: Filing, after: Filing) -> bool:
    if after.state in _HANDED_IN:
        return before.state is FilingState.ABANDONED
    return not (after.state is FilingState.ABANDONED and before.state in (FilingState.RETURNED, FilingState.ABANDONED))


def _only_open_changes(before: Filing, after: Filing) -> bool:
    old, new = dict(flat_values(before)), dict(flat_values(after))
    altered = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return all(_may_change(before, after, name, old.get(name)) for name in altered)


def _may_change(before: Filing, after: Filing, name: str, old_value: Any) -> bool:
    if name in _LATER_STEPS or name in _CLOSURE_STEPS:
        return True
    if name in ("event_on", "closure.completed_on"):
        return _completion_may_change(before, after)
    if name in _HANDING_IN:
        return name != "submitted_on" or after.submitted_on is not None or not is_fixed(before)
    if not is_fixed(before) and name in _STEPS_ON_PAPER:
        return True
    if not is_fixed(before) and name == "approval.on":
        # The approval on the form is the signature.
        return before.approval.form is ApprovalForm.ON_THE_FORM and after.approval.on == after.signed_on
    return name in _STEPS_ON_PAPER | _ENTERED_ONCE and not old_value


def _completion_may_change(before: Filing, after: Filing) -> bool:
    """Whether the completion is not on the paper (a request's proof suffices), and stays the closure's event."""
    return (
        before.kind is FilingKind.CLOSURE
        and before.closure is not None
        and not before.closure.completion_on_paper
        and after.closure is not None
        and after.event_on == after.closure.completed_on
    )
