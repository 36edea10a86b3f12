"""The paper's way as the user sees it: each step from the draft to the filing, what it needs, and what comes next."""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.measures import closure_steps
from pmedia_desktop.measures.filing_progress import DAY_FIELDS
from pmedia_desktop.measures.needs import Need, missing_fields
from pmedia_desktop.measures.opinions import asked_outside, is_reviewed_first
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "measures.filing_steps"
_S = FilingState

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
                parts.append(translate(_CONTEXT, "平台上：{title}").format(title=stage.title))
    if not parts:
        return ""
    return translate(_CONTEXT, "{parts}。").format(parts=translate(_CONTEXT, "；").join(parts))


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
        return translate(_CONTEXT, "填写备案表")
    if state is _S.PRINTED:
        return translate(_CONTEXT, "打印送签稿")
    if state is _S.SIGNED:
        return _signing(snapshot.settings)
    if state is _S.SEALED:
        return translate(_CONTEXT, "加盖公章")
    if state is _S.SUBMITTED:
        authority = snapshot.unit.filing_authority if snapshot.unit else ""
        return translate(_CONTEXT, "报送{authority}").format(authority=authority)
    if state is _S.RECEIVED:
        return translate(_CONTEXT, "对方收悉")
    return translate(_CONTEXT, "完成备案")


def _needs(state: FilingState, filing: Filing, snapshot: Snapshot, subject: Subject, done: bool) -> tuple[Need, ...]:
    if state is _S.DRAFT:
        return () if filing.state.is_submitted else missing_fields(filing, snapshot)
    if state is _S.SIGNED:
        return _needs_of_signature(filing, snapshot.settings, subject, done)
    if state is _S.SEALED and not done:
        return (Need("sealed_on", translate(_CONTEXT, "盖章后登记日期。"), subject),)
    if state is _S.SUBMITTED:
        return _needs_of_submission(filing, snapshot.settings, subject, done)
    return ()


def _needs_of_signature(filing: Filing, settings: Settings, subject: Subject, done: bool) -> tuple[Need, ...]:
    needs = []
    if not done:
        message = (
            translate(_CONTEXT, "分管负责人先签意见，主要领导再签字；登记主要领导手写的日期。")
            if is_reviewed_first(settings)
            else translate(_CONTEXT, "签字后登记表上手写的日期。")
        )
        needs.append(Need("signed_on", message, subject))
    if not filing.approval.by:
        needs.append(Need("approval", translate(_CONTEXT, "登记由谁批准。"), subject))
    if filing.approval.awaits_signature:
        message = translate(_CONTEXT, "口头同意还没有补签，补签后登记日期。")
        needs.append(Need("approval", message, subject))
    return tuple(needs)


def _needs_of_submission(filing: Filing, settings: Settings, subject: Subject, done: bool) -> tuple[Need, ...]:
    needs = []
    outside = asked_outside(settings)
    if outside and not done:
        message = translate(_CONTEXT, "报送前，请对方在表上签“{boxes}”并盖章。").format(boxes=outside)
        needs.append(Need("submitted_on", message, subject))
    if not done:
        needs.append(Need("submitted_on", translate(_CONTEXT, "送出后登记日期。"), subject))
    if not filing.submitted_how:
        message = translate(_CONTEXT, "登记怎样送的（当面、机要、电子公文等）。")
        needs.append(Need("submitted_how", message, subject))
    if not filing.receiver:
        needs.append(Need("receiver", translate(_CONTEXT, "登记交给了谁。"), subject))
    return tuple(needs)


def _returned(filing: Filing, subject: Subject) -> Step:
    need = Need("return_reason", translate(_CONTEXT, "{task}。").format(task=_correct_it(filing)), subject)
    return Step(_S.RETURNED, translate(_CONTEXT, "被退回"), (need,), True, filing.returned_on)


def _correct_it(filing: Filing) -> str:
    return translate(_CONTEXT, "被退回（{reason}），请更正后重新报送").format(reason=filing.return_reason)


def _national_check(filing: Filing, subject: Subject) -> Step:
    done = filing.national_checked_on is not None
    need = Need(
        "national_checked_on",
        translate(_CONTEXT, "备案后查看全国政务新媒体系统中的状态是否一致，并登记日期。"),
        subject,
    )
    title = translate(_CONTEXT, "核对全国系统")
    return Step(None, title, () if done else (need,), done, filing.national_checked_on)


def _next_on_paper(filing: Filing, settings: Settings) -> str:
    if filing.state is _S.DRAFT:
        return translate(_CONTEXT, "备案表还是草稿，填好后打印送签")
    if filing.state is _S.PRINTED:
        return translate(_CONTEXT, "已打印送签，{signing}后登记日期").format(signing=_signing(settings))
    if filing.state is _S.SIGNED:
        return translate(_CONTEXT, "已签字，下一步加盖公章")
    outside = asked_outside(settings)
    if outside:
        return translate(_CONTEXT, "已用印，下一步请对方签“{boxes}”，再报送").format(boxes=outside)
    return translate(_CONTEXT, "已用印，下一步报送")


def _signing(settings: Settings) -> str:
    if is_reviewed_first(settings):
        return translate(_CONTEXT, "分管负责人审核、主要领导签字")
    return translate(_CONTEXT, "主要领导签字")
