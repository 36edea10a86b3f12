"""What may still change in a filing that was handed in: its later steps, and nothing that it said.

Triggers of the schema hold the same for whoever writes past the program; here it gets its Chinese sentence.
"""

from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
from pmedia_desktop.register.record_shape import flat_values
from pmedia_desktop.texts import translate

_CONTEXT = "register.fixed_filings"

_FIXED_STATES = (FilingState.SUBMITTED, FilingState.RECEIVED, FilingState.FILED, FilingState.RETURNED)

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

#: What goes on at the platform after a closure's form was handed in with the request's screenshot.
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
        "completed_on",
        "archived_at",
        "successor",
    )
)

#: Steps done on paper are entered afterwards; once they are in, they stay.
_ENTERED_AFTERWARDS = frozenset(("signed_on", "sealed_on", "submitted_how", "receiver", "approval.signed_later_on"))


def is_fixed(filing: Filing) -> bool:
    """Whether the filing was handed in, also when it was returned or given up later."""
    return filing.state in _FIXED_STATES or (filing.state is FilingState.ABANDONED and filing.submitted_on is not None)


def refuse_altering(before: Filing, after: Filing) -> None:
    """Raise ``InputError`` if ``after`` says something else than a filing that was handed in."""
    if not is_fixed(before):
        return
    old, new = dict(flat_values(before)), dict(flat_values(after))
    altered = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if _leads_back(before, after) or any(not _may_change(before, name, old.get(name)) for name in altered):
        raise InputError(
            translate(_CONTEXT, "这份备案已经报送，报送的内容不能再修改。"),
            translate(_CONTEXT, "内容有误的，请另做一份备案更正；收悉、备案、退回等后续情况仍可登记。"),
        )


def _leads_back(before: Filing, after: Filing) -> bool:
    if after.state in _FIXED_STATES:
        return before.state is FilingState.ABANDONED
    return not (after.state is FilingState.ABANDONED and before.state in (FilingState.RETURNED, FilingState.ABANDONED))


def _may_change(before: Filing, name: str, old_value: Any) -> bool:
    if name in _LATER_STEPS or name in _CLOSURE_STEPS:
        return True
    if name == "event_on":
        # A closure's form can go in before the cancellation is completed.
        return before.kind is FilingKind.CLOSURE and old_value is None
    return name in _ENTERED_AFTERWARDS and not old_value
