"""A filing on its way, from draft to the authority's answer (Articles 6 and 7).

One function is one step: it checks, changes the filing and its account in one transaction, and is journalled.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures import closure_steps, filing_progress, step_mending
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import ApprovalForm, Closure, Filing, FilingKind, FilingState
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.words import word
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.filing.account_following import account_follows
from pmedia_desktop.services.filing.earlier_request import refuse_inside_freeze
from pmedia_desktop.services.office import Office, complete_snapshot, platforms_of
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.services.validation import checked_account, checked_filing
from pmedia_desktop.texts import translate

_CONTEXT = "services.filing.process"
_CHANGED = frozenset({SubjectKind.FILING})
_CHANGED_WITH_ACCOUNT = frozenset({SubjectKind.FILING, SubjectKind.ACCOUNT})
Completion = Callable[[Filing], Filing]

#: The days that only a step may enter.
_STEP_FIELDS = (
    "signed_on",
    "sealed_on",
    "submitted_on",
    "received_on",
    "filed_on",
    "returned_on",
    "printing",
    "events",
)


def start_opening(
    office: Office, account: Account, complete: Completion | None = None, read: Account | None = None
) -> Outcome[Filing]:
    """Start an opening's filing and save its account (entered as planned when its ``id`` is 0).

    ``complete`` fills in what a guide has asked already, in the same transaction. ``read`` is the account as the
    guide read it: refused when it was changed elsewhere since.
    """
    account = checked_account(account, platforms_of(office), office.today())
    subject = Subject(SubjectKind.ACCOUNT, account.id, account.name)
    with office.register.write(office.actor, Action.FILING_STARTED, subject=subject) as writer:
        if account.id:
            refuse_stale(writer.account(account.id), read)
        account = writer.save(account)
        refuse_second(writer, account.id, FilingKind.OPENING)
        opened = account.opened_on if account.state is not AccountState.PLANNED else None
        filing = _new_filing(office, writer, FilingKind.OPENING, account.id, event_on=opened)
        if complete is not None:
            filing = _saved(office, writer, complete(filing), filing)
    return Outcome(filing, _CHANGED_WITH_ACCOUNT)


def start_closure(office: Office, account_id: int, complete: Completion | None = None) -> Outcome[Filing]:
    """Start a closure's filing: freeze tiers and confirmation window come from the settings of today.

    ``complete`` fills in what a guide has asked already, in the same transaction.
    """
    subject = Subject(SubjectKind.ACCOUNT, account_id)
    with office.register.write(office.actor, Action.FILING_STARTED, subject=subject) as writer:
        account = writer.account(account_id)
        refuse_second(writer, account_id, FilingKind.CLOSURE)
        filing = _new_closure(office, writer, account)
        if complete is not None:
            filing = _saved(office, writer, complete(filing), filing)
    return Outcome(filing, _CHANGED_WITH_ACCOUNT)


def draft_closure(office: Office, writer: Writer, account: Account, on: date, reason: str) -> Filing | None:
    """Draft the closure of an account whose state was changed by hand to one of a closure's, on the day ``on``.

    None when a closure's filing is there already. To be called in the transaction that saved the account.
    """
    if closure_under_way(writer, account.id) is not None:
        return None
    filing = _new_closure(office, writer, account)
    day = {
        AccountState.CLOSURE_ANNOUNCED: "notice_on",
        AccountState.FROZEN: "requested_on",
        AccountState.CANCELLED: "completed_on",
        AccountState.DELETED: "completed_on",
    }[account.state]
    days: dict[str, Any] = {day: on}
    closure = replace(filing.closure or Closure(), **days)
    return _saved(office, writer, replace(filing, reason=reason, closure=closure), filing)


def closure_under_way(reader: Reader, account_id: int) -> int | None:
    """Return the id of the account's closure filing, None when none was begun or all were given up."""
    closures = [
        filing.id
        for filing in reader.filings(account_id)
        if filing.kind is FilingKind.CLOSURE and filing.state is not FilingState.ABANDONED
    ]
    return closures[-1] if closures else None


def save_filing(office: Office, filing: Filing, read: Filing | None = None) -> Outcome[Filing]:
    """Save what was entered on the filing's page; the account follows a closure's progress and an opening's day.

    ``read`` is the filing as the page read it: refused when it was changed elsewhere since.
    """
    subject = Subject(SubjectKind.FILING, filing.id)
    with office.register.write(office.actor, Action.FILING_SAVED, subject=subject) as writer:
        before = writer.filing(filing.id)
        _refuse_other_state(before, filing)
        # Printing and the steps' days are not what the page edits: a form printed meanwhile stays printed.
        steps: dict[str, Any] = {field: getattr(before, field) for field in _STEP_FIELDS}
        refuse_stale(before, replace(read, **steps) if read else None)
        saved = _saved(office, writer, replace(filing, **steps), before)
    return Outcome(saved, _CHANGED_WITH_ACCOUNT)


def advance_filing(
    office: Office, filing: Filing, to: FilingState, on: date, note: str = "", read: Filing | None = None
) -> Outcome[Filing]:
    """Take the filing one step on, with the day on the paper; what the step needs is in ``filing`` already.

    ``read`` is the filing as the page read it. Raises ``InputError`` when the step is not possible, the days
    contradict each other, or the filing was changed elsewhere since.
    """
    subject = Subject(SubjectKind.FILING, filing.id)
    with office.register.write(office.actor, Action.FILING_STEPPED, subject=subject, note=note) as writer:
        before, checked = _as_stepped(office, writer, filing, read)
        moved = filing_progress.advance(checked, to, on, today=office.today(), now=office.now(), note=note)
        saved = writer.save(moved)
        account_follows(writer, before, saved, office.today())
    return Outcome(saved, _CHANGED_WITH_ACCOUNT)


def mend_step(office: Office, filing: Filing, step: FilingState, read: Filing | None = None) -> Outcome[Filing]:
    """Mend what was entered of a step that is done: a mistyped day, a receiver or number that came later.

    ``read`` is the filing as the page read it. Raises ``InputError`` when the step's entry stays, or its day does
    not fit between the others.
    """
    subject = Subject(SubjectKind.FILING, filing.id)
    note = translate(_CONTEXT, "更正“{step}”的登记").format(step=word(step))
    with office.register.write(office.actor, Action.FILING_STEPPED, subject=subject, note=note) as writer:
        before, checked = _as_stepped(office, writer, filing, read)
        saved = writer.save(step_mending.mended(before, checked, step, office.today()))
        account_follows(writer, before, saved, office.today())
    return Outcome(saved, _CHANGED_WITH_ACCOUNT)


def repeat_closure_request(office: Office, filing_id: int) -> Outcome[Filing]:
    """Lead back to the request after a confirmation window has passed unused (WeChat keeps the account then)."""
    subject = Subject(SubjectKind.FILING, filing_id)
    with office.register.write(office.actor, Action.CLOSURE_STEPPED, subject=subject) as writer:
        filing = writer.filing(filing_id)
        saved = writer.save(closure_steps.request_again(filing, office.today()))
        account_follows(writer, filing, saved, office.today())
    return Outcome(saved, _CHANGED_WITH_ACCOUNT)


def correct_returned(office: Office, filing_id: int) -> Outcome[Filing]:
    """Start the corrected filing that follows a returned one, or go on with it; the returned one stays as it was."""
    subject = Subject(SubjectKind.FILING, filing_id)
    with office.register.write(office.actor, Action.FILING_STARTED, subject=subject) as writer:
        returned = writer.filing(filing_id)
        if returned.state is not FilingState.RETURNED:
            raise InputError(
                translate(_CONTEXT, "这份备案没有被退回，"), translate(_CONTEXT, "只有被退回的备案才需要更正重报。")
            )
        follower = next(
            (f for f in writer.filings() if f.follows_id == filing_id and f.state is not FilingState.ABANDONED), None
        )
        saved = follower or writer.save(filing_progress.correction_of(returned))
    return Outcome(saved, _CHANGED)


def _as_stepped(office: Office, writer: Writer, filing: Filing, read: Filing | None) -> tuple[Filing, Filing]:
    """Return the filing as the register has it, and as a step's dialog leaves it: checked, with its own print."""
    before = writer.filing(filing.id)
    _refuse_other_state(before, filing)
    kept: dict[str, Any] = {"printing": before.printing, "events": before.events}
    refuse_stale(before, replace(read, **kept) if read else None)
    _refuse_signature_before_consent(filing, before)
    return before, checked_filing(replace(filing, **kept), office.today())


def _refuse_signature_before_consent(filing: Filing, before: Filing) -> None:
    """Refuse an oral consent that was signed before it was given; what the register holds already stays."""
    approval = filing.approval
    if approval == before.approval or approval.form is not ApprovalForm.ORAL:
        return
    if approval.on and approval.signed_later_on and approval.signed_later_on < approval.on:
        raise InputError(
            translate(_CONTEXT, "补签日期{signed}早于口头同意的日期{consent}，").format(
                signed=full_date(approval.signed_later_on), consent=full_date(approval.on)
            ),
            translate(_CONTEXT, "请核对两个日期，改正其中一个。"),
            field="approval.signed_later_on",
        )


def _refuse_other_state(now: Filing, filing: Filing) -> None:
    if now.state is not filing.state:
        raise InputError(
            translate(_CONTEXT, "这份备案在别处已经走到“{state}”，").format(state=word(now.state)),
            translate(_CONTEXT, "请重新打开后再继续。"),
        )


def _saved(office: Office, writer: Writer, filing: Filing, before: Filing) -> Filing:
    filing = checked_filing(filing, office.today())
    _refuse_signature_before_consent(filing, before)
    if filing.closure is not None:
        filing = closure_steps.checked(filing, complete_snapshot(office, writer), office.today())
        refuse_inside_freeze(writer, filing)
    saved = writer.save(filing)
    account_follows(writer, before, saved, office.today())
    return saved


def _new_filing(
    office: Office,
    writer: Writer,
    kind: FilingKind,
    account_id: int,
    *,
    event_on: date | None = None,
    closure: Closure | None = None,
) -> Filing:
    name, phone = preparer(office, writer)
    return writer.save(
        Filing(
            kind=kind,
            account_id=account_id,
            event_on=event_on,
            closure=closure,
            preparer_name=name,
            preparer_phone=phone,
        )
    )


def _new_closure(office: Office, writer: Writer, account: Account) -> Filing:
    closure = Closure(followers=account.followers, confirm_within_days=writer.settings().confirm_within_days)
    return _new_filing(office, writer, FilingKind.CLOSURE, account.id, closure=closure)


def refuse_second(reader: Reader, account_id: int, kind: FilingKind) -> None:
    """Refuse a second opening or closure of one account: it would only confuse the authority."""
    filings = reader.filings(account_id)
    followed = {filing.follows_id for filing in filings if filing.state is not FilingState.ABANDONED}
    for filing in filings:
        if filing.kind is not kind or filing.state is FilingState.ABANDONED or filing.id in followed:
            continue
        if filing.state is FilingState.RETURNED:
            raise InputError(
                translate(_CONTEXT, "这个账号的{kind}备案被退回，").format(kind=word(kind)),
                translate(_CONTEXT, "请打开被退回的那份，更正后重新报送。"),
            )
        raise InputError(
            translate(_CONTEXT, "这个账号已经有一份{kind}备案，").format(kind=word(kind)),
            translate(_CONTEXT, "请打开原来那份继续办理。"),
        )
