"""The paper's way: draft, printed, signed, sealed, handed in, received, filed, or returned and corrected.

The leader approves on the printed form, so most steps happen on paper and are entered afterwards with the day
that the paper bears. A state is left only for one that can really follow it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures import closure_steps
from pmedia_desktop.measures.needs import Need, missing_fields
from pmedia_desktop.measures.opinions import asked_outside, is_reviewed_first
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.filing import Approval, ApprovalForm, Closure, Filing, FilingEvent, FilingState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

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

_WAY = (_S.DRAFT, _S.PRINTED, _S.SIGNED, _S.SEALED, _S.SUBMITTED, _S.RECEIVED, _S.FILED)


@dataclass(frozen=True)
class Step:
    """One step of the paper; ``state`` None is the look into the national system after filing.

    ``needs`` is what is still missing, also after the step was done (a receiver that nobody noted).
    """

    state: FilingState | None
    title: str
    needs: tuple[Need, ...]
    done: bool
    done_on: date | None


def next_states(filing: Filing) -> tuple[FilingState, ...]:
    """Return where the filing may go from here, the usual way first."""
    return _NEXT[filing.state]


def steps(filing: Filing, snapshot: Snapshot) -> tuple[Step, ...]:
    """Return the steps of the paper in their order, with what each still needs."""
    subject = about_filing(filing, snapshot)
    found = [_step(state, filing, snapshot, subject) for state in _WAY]
    if filing.state is _S.RETURNED:
        found[-1:] = [_returned(filing, subject)]
    return (*found, _national_check(filing, subject))


def next_task(filing: Filing, snapshot: Snapshot, on: date) -> str:
    """Return in a sentence what is to be done next, nothing while the office has the form or it is finished."""
    parts = []
    if filing.state is _S.RETURNED:
        if not any(known.follows_id == filing.id and known.state is not _S.ABANDONED for known in snapshot.filings):
            parts.append(_correct_it(filing))
    elif filing.state is not _S.ABANDONED:
        if not filing.state.is_submitted:
            parts.append(_next_on_paper(filing, snapshot.settings))
        if filing.closure is not None:
            stage = closure_steps.next_step(filing, snapshot, on)
            if stage is not None:
                parts.append(translate("measures.filing_steps", "平台上：{title}").format(title=stage.title))
    if not parts:
        return ""
    return translate("measures.filing_steps", "{parts}。").format(
        parts=translate("measures.filing_steps", "；").join(parts)
    )


def advance(filing: Filing, to: FilingState, on: date, *, today: date, now: datetime, note: str = "") -> Filing:
    """Return the filing one step on; ``on`` is the day on the paper, ``now`` the time of the entry (with zone).

    What the step tells besides its day (receiver, number, reason of the return) stands in ``filing`` already; a
    signature fills the approval's day: on the form always, else if nobody has entered one. Raises ``InputError``
    when the step cannot follow, or when its day lies in the future or before the step that it follows.
    """
    if to not in next_states(filing):
        raise InputError(
            translate("measures.filing_steps", "“{before}”之后不能直接到“{after}”，").format(
                before=word(filing.state), after=word(to)
            ),
            translate("measures.filing_steps", "请按签字、用印、报送的顺序登记。"),
        )
    refuse_wrong_day(filing, to, on, today)
    if to is _S.RETURNED and not filing.return_reason:
        raise InputError(
            translate("measures.filing_steps", "还没有填写退回的原因，"),
            translate("measures.filing_steps", "请填写后再登记退回。"),
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
            translate("measures.filing_steps", "{day}还没有到，").format(day=full_date(on)),
            translate("measures.filing_steps", "请填写今天或以前的日期。"),
            field=field,
        )
    earlier = _day_before(filing, to)
    if earlier is not None and on < earlier:
        raise InputError(
            translate("measures.filing_steps", "“{step}”的日期{day}早于前一步的{earlier}，").format(
                step=word(to), day=full_date(on), earlier=full_date(earlier)
            ),
            translate("measures.filing_steps", "请核对纸面上的日期。"),
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


def _step(state: FilingState, filing: Filing, snapshot: Snapshot, subject: Subject) -> Step:
    done = _is_done(state, filing)
    return Step(
        state, _title(state, snapshot), _needs(state, filing, snapshot, subject, done), done, _day(state, filing)
    )


def _is_done(state: FilingState, filing: Filing) -> bool:
    if state is _S.PRINTED:
        return filing.printing is not None
    if state in DAY_FIELDS:
        return getattr(filing, DAY_FIELDS[state]) is not None
    return filing.state is not _S.DRAFT


def _day(state: FilingState, filing: Filing) -> date | None:
    if state in DAY_FIELDS:
        day: date | None = getattr(filing, DAY_FIELDS[state])
        return day
    if state is _S.PRINTED:
        return next((e.happened_on for e in reversed(filing.events) if e.state is _S.PRINTED), None)
    return None


def _title(state: FilingState, snapshot: Snapshot) -> str:
    if state is _S.DRAFT:
        return translate("measures.filing_steps", "填写备案表")
    if state is _S.PRINTED:
        return translate("measures.filing_steps", "打印送签稿")
    if state is _S.SIGNED:
        return _signing(snapshot.settings)
    if state is _S.SEALED:
        return translate("measures.filing_steps", "加盖公章")
    if state is _S.SUBMITTED:
        authority = snapshot.unit.filing_authority if snapshot.unit else ""
        return translate("measures.filing_steps", "报送{authority}").format(authority=authority)
    if state is _S.RECEIVED:
        return translate("measures.filing_steps", "对方收悉")
    return translate("measures.filing_steps", "完成备案")


def _needs(state: FilingState, filing: Filing, snapshot: Snapshot, subject: Subject, done: bool) -> tuple[Need, ...]:
    if state is _S.DRAFT:
        return () if filing.state.is_submitted else missing_fields(filing, snapshot)
    if state is _S.SIGNED:
        return _needs_of_signature(filing, snapshot.settings, subject, done)
    if state is _S.SEALED and not done:
        return (Need("sealed_on", translate("measures.filing_steps", "盖章后登记日期。"), subject),)
    if state is _S.SUBMITTED:
        return _needs_of_submission(filing, snapshot.settings, subject, done)
    return ()


def _needs_of_signature(filing: Filing, settings: Settings, subject: Subject, done: bool) -> tuple[Need, ...]:
    needs = []
    if not done:
        message = (
            translate("measures.filing_steps", "分管负责人先签意见，主要领导再签字；登记主要领导手写的日期。")
            if is_reviewed_first(settings)
            else translate("measures.filing_steps", "签字后登记表上手写的日期。")
        )
        needs.append(Need("signed_on", message, subject))
    if not filing.approval.by:
        needs.append(Need("approval", translate("measures.filing_steps", "登记由谁批准。"), subject))
    if filing.approval.awaits_signature:
        message = translate("measures.filing_steps", "口头同意还没有补签，补签后登记日期。")
        needs.append(Need("approval", message, subject))
    return tuple(needs)


def _needs_of_submission(filing: Filing, settings: Settings, subject: Subject, done: bool) -> tuple[Need, ...]:
    needs = []
    outside = asked_outside(settings)
    if outside and not done:
        message = translate("measures.filing_steps", "报送前，请对方在表上签“{boxes}”并盖章。").format(boxes=outside)
        needs.append(Need("submitted_on", message, subject))
    if not done:
        needs.append(Need("submitted_on", translate("measures.filing_steps", "送出后登记日期。"), subject))
    if not filing.submitted_how:
        message = translate("measures.filing_steps", "登记怎样送的（当面、机要、电子公文等）。")
        needs.append(Need("submitted_how", message, subject))
    if not filing.receiver:
        needs.append(Need("receiver", translate("measures.filing_steps", "登记交给了谁。"), subject))
    return tuple(needs)


def _returned(filing: Filing, subject: Subject) -> Step:
    need = Need(
        "return_reason", translate("measures.filing_steps", "{task}。").format(task=_correct_it(filing)), subject
    )
    return Step(_S.RETURNED, translate("measures.filing_steps", "被退回"), (need,), True, filing.returned_on)


def _correct_it(filing: Filing) -> str:
    return translate("measures.filing_steps", "被退回（{reason}），请更正后重新报送").format(
        reason=filing.return_reason
    )


def _national_check(filing: Filing, subject: Subject) -> Step:
    done = filing.national_checked_on is not None
    need = Need(
        "national_checked_on",
        translate("measures.filing_steps", "备案后查看全国政务新媒体系统中的状态是否一致，并登记日期。"),
        subject,
    )
    title = translate("measures.filing_steps", "核对全国系统")
    return Step(None, title, () if done else (need,), done, filing.national_checked_on)


def _next_on_paper(filing: Filing, settings: Settings) -> str:
    if filing.state is _S.DRAFT:
        return translate("measures.filing_steps", "备案表还是草稿，填好后打印送签")
    if filing.state is _S.PRINTED:
        return translate("measures.filing_steps", "已打印送签，{signing}后登记日期").format(signing=_signing(settings))
    if filing.state is _S.SIGNED:
        return translate("measures.filing_steps", "已签字，下一步加盖公章")
    outside = asked_outside(settings)
    if outside:
        return translate("measures.filing_steps", "已用印，下一步请对方签“{boxes}”，再报送").format(boxes=outside)
    return translate("measures.filing_steps", "已用印，下一步报送")


def _signing(settings: Settings) -> str:
    if is_reviewed_first(settings):
        return translate("measures.filing_steps", "分管负责人审核、主要领导签字")
    return translate("measures.filing_steps", "主要领导签字")
