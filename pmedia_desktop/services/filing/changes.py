"""From an edit to the change filings that it raises (Article 6): one form per account.

The program records old and new values by itself. Which field must be filed, told in writing, or stays
internal is the unit's table (``measures.change_duties``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.measures import filing_progress
from pmedia_desktop.measures.change_duties import Record, classify
from pmedia_desktop.measures.closure_steps import is_closing
from pmedia_desktop.measures.successive_changes import joined
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import FieldChange, Filing, FilingKind, FilingState
from pmedia_desktop.model.settings import ChangeDuty
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.texts import translate

_CONTEXT = "services.filing.changes"


@dataclass(frozen=True)
class ChangeAdvice:
    """What an edit asks for if it is a real change (实际变更): rows to file, to tell in writing, or internal.

    ``to_close``: the account's state goes the way of a closure, which has a filing of its own (Article 7).
    """

    to_file: tuple[FieldChange, ...]
    to_inform: tuple[FieldChange, ...]
    internal: tuple[FieldChange, ...]
    to_close: tuple[FieldChange, ...] = ()


def advice(before: Record, after: Record, known: Snapshot) -> ChangeAdvice:
    """Sort the changed fields of an account, the unit or a person by what each asks for."""
    found: dict[ChangeDuty, list[FieldChange]] = {duty: [] for duty in ChangeDuty}
    to_close = []
    closes = isinstance(before, Account) and isinstance(after, Account) and is_closing(before.state, after.state)
    for changed in classify(before, after, known):
        if closes and changed.row.field == "state":
            to_close.append(changed.row)
        else:
            found[changed.duty].append(changed.row)
    return ChangeAdvice(
        to_file=tuple(found[ChangeDuty.FILE]),
        to_inform=tuple(found[ChangeDuty.INFORM]),
        internal=tuple(found[ChangeDuty.INTERNAL]),
        to_close=tuple(to_close),
    )


def person_rows(before: Person, after: Person, known: Snapshot) -> dict[int, tuple[FieldChange, ...]]:
    """Return {account id: rows} for every open account whose form names this person, with the person's office."""
    rows = advice(before, after, known).to_file
    unit = known.unit or Unit()
    wanted: dict[int, tuple[FieldChange, ...]] = {}
    for account in known.accounts:
        offices = [
            field
            for field, person_id in (
                ("principal_id", unit.principal_id),
                ("deputy_in_charge_id", unit.deputy_in_charge_id),
                ("holder_id", account.holder_id),
            )
            if person_id == after.id
        ]
        if rows and offices and account.state.is_open:
            wanted[account.id] = tuple(_as_office(field, row) for field in offices for row in rows)
    return wanted


def _as_office(office_field: str, row: FieldChange) -> FieldChange:
    """Name the office in the row: a form says 账号管理员手机, not 手机."""
    return replace(row, label=f"{field_label(office_field)}{row.label}")


@dataclass(frozen=True)
class Raised:
    """What came of a real change: change filings, and openings not handed in yet, whose forms say it instead."""

    filings: tuple[Filing, ...] = ()
    openings: tuple[Filing, ...] = ()


def raise_filings(
    writer: Writer,
    office: Office,
    known: Snapshot,
    wanted: Mapping[int, Sequence[FieldChange]],
    effective_on: date,
    reason: str,
) -> Raised:
    """Draft one change filing per account; a draft of the same day is continued, one that undoes itself dropped.

    The office has never seen an account whose opening is not signed yet: the opening's form, which shows the register,
    will say what is new; one that was printed goes back to the draft.
    """
    name, phone = preparer(office, writer)
    made, openings = [], []
    for account_id, changed in wanted.items():
        rows = tuple(replace(row, reason=row.reason or reason) for row in changed)
        if not rows:
            continue
        opening = opening_on_its_way(known, account_id)
        if opening is not None:
            openings.append(writer.save(_to_be_printed_again(opening, office)))
            continue
        draft = _open_draft(known, account_id, effective_on)
        if draft is not None:
            continued = _continued(draft, rows, reason)
            if not continued.changes:
                continued = filing_progress.advance(
                    draft, FilingState.ABANDONED, office.today(), today=office.today(), now=office.now()
                )
            saved = writer.save(continued)
            if saved.state is FilingState.DRAFT:
                made.append(saved)
            continue
        made.append(
            writer.save(
                Filing(
                    kind=FilingKind.CHANGE,
                    account_id=account_id,
                    event_on=effective_on,
                    reason=reason,
                    changes=tuple(rows),
                    preparer_name=name,
                    preparer_phone=phone,
                )
            )
        )
    return Raised(tuple(made), tuple(openings))


def is_known_outside(account: Account, known: Snapshot) -> bool:
    """Whether the office has met this open account: one whose opening is still on its way says everything itself."""
    return account.state.is_open and opening_on_its_way(known, account.id) is None


def opening_on_its_way(known: Snapshot, account_id: int) -> Filing | None:
    """Return the opening whose form can still be filled anew; a correction follows one that the office has seen."""
    for filing in known.filings_of(account_id):
        may_change = filing.state in (FilingState.DRAFT, FilingState.PRINTED) and filing.follows_id is None
        if filing.kind is FilingKind.OPENING and may_change:
            return filing
    return None


def _to_be_printed_again(opening: Filing, office: Office) -> Filing:
    if opening.state is FilingState.DRAFT:
        return opening
    note = translate(_CONTEXT, "登记的内容变了，送签稿重新打印")
    today = office.today()
    return filing_progress.advance(opening, FilingState.DRAFT, today, today=today, now=office.now(), note=note)


def _open_draft(known: Snapshot, account_id: int, effective_on: date) -> Filing | None:
    for filing in known.filings_of(account_id):
        is_draft = filing.kind is FilingKind.CHANGE and filing.state is FilingState.DRAFT
        # The correction of a returned form says what that form said, and nothing new.
        if is_draft and filing.follows_id is None and filing.event_on == effective_on:
            return filing
    return None


def _continued(draft: Filing, rows: Sequence[FieldChange], reason: str) -> Filing:
    """Add rows to a draft; a second reason joins the first."""
    reasons = [text for text in (draft.reason, reason) if text]
    whole = translate(_CONTEXT, "；").join(dict.fromkeys(reasons))
    return replace(draft, changes=joined((*draft.changes, *rows)), reason=whole)
