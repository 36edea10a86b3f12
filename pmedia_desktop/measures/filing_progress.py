"""How a filing's paper moves on: what may follow what, the day that each step bears, and what a step changes.

The leader approves on the printed form, so most steps happen on paper and are entered afterwards with the day
that the paper bears. A state is left only for one that can really follow it.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.filing import Approval, ApprovalForm, Closure, Filing, FilingEvent, FilingState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.filing_progress"
_S = FilingState

# A paper filled in by hand is signed without having been printed here; changed before it is handed in, a form
# goes back to the draft and is printed and signed anew. A returned one is followed by its correction or given up.
_NEXT: dict[FilingState, tuple[FilingState, ...]] = {
    _S.DRAFT: (_S.PRINTED, _S.SIGNED, _S.ABANDONED),
    _S.PRINTED: (_S.SIGNED, _S.DRAFT, _S.ABANDONED),
    _S.SIGNED: (_S.SEALED, _S.DRAFT, _S.ABANDONED),
    _S.SEALED: (_S.SUBMITTED, _S.DRAFT, _S.ABANDONED),
    _S.SUBMITTED: (_S.RECEIVED, _S.FILED, _S.RETURNED),
    _S.RECEIVED: (_S.FILED, _S.RETURNED),
    _S.FILED: (),
    _S.RETURNED: (_S.ABANDONED,),
    _S.ABANDONED: (),
}

#: The field that keeps the day of a step on paper, in the order in which the days follow each other.
DAY_FIELDS: dict[FilingState, str] = {
    _S.SIGNED: "signed_on",
    _S.SEALED: "sealed_on",
    _S.SUBMITTED: "submitted_on",
    _S.RECEIVED: "received_on",
    _S.FILED: "filed_on",
    _S.RETURNED: "returned_on",
}


def next_states(filing: Filing) -> tuple[FilingState, ...]:
    """Return where the filing may go from here, the usual way first."""
    return _NEXT[filing.state]


def advance(filing: Filing, to: FilingState, on: date, *, today: date, now: datetime, note: str = "") -> Filing:
    """Return the filing one step on; ``on`` is the day on the paper, ``now`` the time of the entry (with zone).

    What the step tells besides its day (receiver, number, reason of the return) stands in ``filing`` already; a
    signature fills the approval's day: on the form always, else if nobody has entered one. Raises ``InputError``
    when the step cannot follow, or when its day lies in the future or before the step that it follows.
    """
    if to not in next_states(filing):
        raise InputError(
            translate(_CONTEXT, "“{before}”之后不能直接到“{after}”，").format(
                before=word(filing.state), after=word(to)
            ),
            translate(_CONTEXT, "请按签字、用印、报送的顺序登记。"),
        )
    refuse_wrong_day(filing, to, on, today)
    if to is _S.RETURNED and not filing.return_reason:
        raise InputError(
            translate(_CONTEXT, "还没有填写退回的原因，"),
            translate(_CONTEXT, "请填写后再登记退回。"),
            field="return_reason",
        )
    event = FilingEvent(state=to, happened_on=on, recorded_at=now, note=note)
    moved = replace(filing, state=to, events=(*filing.events, event))
    if to is _S.DRAFT:
        return _back_to_draft(moved)
    if to in DAY_FIELDS:
        day: dict[str, Any] = {DAY_FIELDS[to]: on}
        moved = replace(moved, **day)
    return _signed(moved, on) if to is _S.SIGNED else moved


def correction_of(returned: Filing) -> Filing:
    """Return the draft that corrects a returned filing: the same matter, none of the old paper's steps."""
    return Filing(
        kind=returned.kind,
        account_id=returned.account_id,
        event_on=returned.event_on,
        reason=returned.reason,
        approval=returned.approval,
        consultation=returned.consultation,
        changes=returned.changes,
        publicly_announced=returned.publicly_announced,
        closure=_noted(returned.closure, on_paper=False),
        preparer_name=returned.preparer_name,
        preparer_phone=returned.preparer_phone,
        enclosures=returned.enclosures,
        remark=returned.remark,
        follows_id=returned.id,
    )


def _signed(filing: Filing, on: date) -> Filing:
    """Take from the signature what nobody has entered; from now on the paper says what it says.

    On the form the handwritten day is the approval's own; a correction keeps the day on which the returned sheet
    was approved. An oral consent of an earlier day is signed herewith, one of the same day still waits for it.
    """
    approval = filing.approval
    if approval.on is None or (approval.form is ApprovalForm.ON_THE_FORM and not filing.follows_id):
        approval = replace(approval, on=on)
    if approval.awaits_signature and approval.on is not None and approval.on < on:
        approval = replace(approval, signed_later_on=on)
    return replace(filing, approval=approval, closure=_noted(filing.closure, on_paper=True))


def _noted(closure: Closure | None, *, on_paper: bool) -> Closure | None:
    """Note whether the paper names the completion; before the signature nothing is on paper."""
    on_paper = on_paper and closure is not None and closure.completed_on is not None
    return None if closure is None else replace(closure, completion_on_paper=on_paper)


def _back_to_draft(filing: Filing) -> Filing:
    """Take back what stood on the old sheet; an approval on a paper of its own still holds."""
    approval = Approval() if filing.approval.form is ApprovalForm.ON_THE_FORM else filing.approval
    if approval.signed_later_on == filing.signed_on:
        approval = replace(approval, signed_later_on=None)
    closure = _noted(filing.closure, on_paper=False)
    return replace(
        filing, printing=None, filled_on=None, signed_on=None, sealed_on=None, approval=approval, closure=closure
    )


def refuse_wrong_day(filing: Filing, to: FilingState, on: date, today: date) -> None:
    """Refuse a step's day that lies in the future, or before the step on the paper that it follows."""
    field = DAY_FIELDS.get(to, "")
    if on > today:
        raise InputError(
            translate(_CONTEXT, "{day}还没有到，").format(day=full_date(on)),
            translate(_CONTEXT, "请填写今天或以前的日期。"),
            field=field,
        )
    earlier = _day_before(filing, to)
    if earlier is not None and on < earlier:
        raise InputError(
            translate(_CONTEXT, "“{step}”的日期{day}早于前一步的{earlier}，").format(
                step=word(to), day=full_date(on), earlier=full_date(earlier)
            ),
            translate(_CONTEXT, "请核对纸面上的日期。"),
            field=field,
        )


def _day_before(filing: Filing, to: FilingState) -> date | None:
    """Return the latest day on paper that the step follows; printing is no such day, for copies are printed later."""
    if to not in DAY_FIELDS:
        return None
    on_paper_of_its_own = filing.approval.form is not ApprovalForm.ON_THE_FORM
    days = [filing.approval.on] if to is _S.SIGNED and on_paper_of_its_own else []
    for state, field in DAY_FIELDS.items():
        if state is to:
            break
        days.append(getattr(filing, field))
    return max((day for day in days if day is not None), default=None)
