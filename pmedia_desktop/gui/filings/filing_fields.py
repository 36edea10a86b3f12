"""A filing's values by the names that fields have on screen, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pmedia_desktop.model.filing import Filing, FilingState

_OWN = (
    "event_on",
    "reason",
    "filled_on",
    "preparer_name",
    "preparer_phone",
    "remark",
    "publicly_announced",
    "signed_on",
    "sealed_on",
    "submitted_on",
    "submitted_how",
    "receiver",
    "received_on",
    "filed_on",
    "number",
    "returned_on",
    "return_reason",
    "national_checked_on",
    "national_state",
)
_APPROVAL = {
    "approval_on": "on",
    "approval_by": "by",
    "approval_form": "form",
    "approval_document": "document",
    "approval_signed_later_on": "signed_later_on",
}
_CONSULTATION = {"consultation_on": "on", "consultation_with": "with_whom", "consultation_answer": "answer"}
_CLOSURE = {
    "closure_reason": "reason",
    **{
        name: name
        for name in (
            "notice_on",
            "notice_place",
            "notice_link",
            "notice_text",
            "stopped_on",
            "login_way",
            "login_note",
            "requested_on",
            "followers",
            "freeze_days",
            "confirm_within_days",
            "confirmed_on",
            "completed_on",
            "archived_at",
            "successor",
        )
    },
}

#: All fields that a filing may have on screen.
FILING_FIELDS = (*_OWN, *_APPROVAL, *_CONSULTATION, "enclosures", *_CLOSURE)

#: What goes on at the platform may still be entered after a closure's form was signed.
_PLATFORM_FIELDS = frozenset(
    (
        "login_way",
        "login_note",
        "requested_on",
        "followers",
        "freeze_days",
        "confirm_within_days",
        "confirmed_on",
        "archived_at",
        "successor",
    )
)

#: What follows the signature: entered once, it stays.
_ENTERED_ONCE = frozenset(
    ("approval_by", "approval_signed_later_on", "notice_on", "notice_place", "notice_link", "notice_text", "stopped_on")
)

#: Where the words of rules differ from the names of fields.
_CALLED = {"approval": "approval_on", "consultation": "consultation_on", "closure": "closure_reason"}


def field_called(name: str) -> str:
    """Return the field on screen that a rule means: ``approval`` -> ``approval_on``, ``closure.notice_on`` likewise."""
    if name in _CALLED:
        return _CALLED[name]
    part, dot, own = name.partition(".")
    if not dot:
        return name
    return {"approval": "approval_", "consultation": "consultation_"}.get(part, "") + own


def field_values(filing: Filing) -> dict[str, Any]:
    """Return the values by field; those of a closure only when it is one."""
    values: dict[str, Any] = {name: getattr(filing, name) for name in _OWN}
    values |= {name: getattr(filing.approval, own) for name, own in _APPROVAL.items()}
    values |= {name: getattr(filing.consultation, own) for name, own in _CONSULTATION.items()}
    values["enclosures"] = "\n".join(filing.enclosures)
    if filing.closure is not None:
        values |= {name: getattr(filing.closure, own) for name, own in _CLOSURE.items()}
        values["freeze_days"] = filing.closure.freeze_days or None
    return values


def with_values(filing: Filing, values: Mapping[str, Any]) -> Filing:
    """Return the filing with these fields changed; what ``values`` does not name stays."""
    tidy: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) and type(value) is str else value
        for name, value in values.items()
    }
    changed: dict[str, Any] = {name: tidy[name] for name in _OWN if name in tidy}
    if "enclosures" in tidy:
        changed["enclosures"] = tuple(line.strip() for line in tidy["enclosures"].splitlines() if line.strip())
    approval: dict[str, Any] = {own: tidy[name] for name, own in _APPROVAL.items() if name in tidy}
    consultation: dict[str, Any] = {own: tidy[name] for name, own in _CONSULTATION.items() if name in tidy}
    closure = filing.closure
    if closure is not None:
        stages: dict[str, Any] = {own: tidy[name] for name, own in _CLOSURE.items() if name in tidy}
        for days in ("freeze_days", "confirm_within_days"):
            # An emptied number of days means: by the unit's settings again.
            if days in stages and stages[days] is None:
                stages[days] = 0 if days == "freeze_days" else closure.confirm_within_days
        closure = replace(closure, **stages)
    return replace(
        filing,
        **changed,
        approval=replace(filing.approval, **approval),
        consultation=replace(filing.consultation, **consultation),
        closure=closure,
    )


def is_open_for_entry(filing: Filing, name: str) -> bool:
    """Whether a field may still be changed: before the signature all, afterwards what is not on the paper."""
    if filing.state is FilingState.ABANDONED:
        return False
    if not filing.state.keeps_its_paper:
        return True
    closure = filing.closure
    if closure is not None and name in _PLATFORM_FIELDS:
        return True
    if closure is not None and name == "completed_on":
        return not closure.completion_on_paper
    return name in _ENTERED_ONCE and not field_values(filing).get(name)
