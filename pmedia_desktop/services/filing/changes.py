"""From an edit to the change filings that it raises (Article 6): one form per account.

The program records old and new values by itself. Which field must be filed, told in writing, or stays
internal is the unit's table (``measures.change_duties``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.measures import filing_steps
from pmedia_desktop.measures.change_duties import Record, classify
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
    """What an edit asks for if it is a real change (实际变更): rows to file, to tell in writing, or internal."""

    to_file: tuple[FieldChange, ...]
    to_inform: tuple[FieldChange, ...]
    internal: tuple[FieldChange, ...]


def advice(before: Record, after: Record, known: Snapshot) -> ChangeAdvice:
    """Sort the changed fields of an account, the unit or a person by what each asks for."""
    found: dict[ChangeDuty, list[FieldChange]] = {duty: [] for duty in ChangeDuty}
    for changed in classify(before, after, known):
        found[changed.duty].append(changed.row)
    return ChangeAdvice(
        to_file=tuple(found[ChangeDuty.FILE]),
        to_inform=tuple(found[ChangeDuty.INFORM]),
        internal=tuple(found[ChangeDuty.INTERNAL]),
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


def raise_filings(
    writer: Writer,
    office: Office,
    known: Snapshot,
    wanted: Mapping[int, Sequence[FieldChange]],
    effective_on: date,
    reason: str,
) -> tuple[Filing, ...]:
    """Draft one change filing per account; a draft of the same day is continued, one that undoes itself dropped."""
    name, phone = preparer(office, writer)
    made = []
    for account_id, changed in wanted.items():
        rows = tuple(replace(row, reason=row.reason or reason) for row in changed)
        if not rows:
            continue
        draft = _open_draft(known, account_id, effective_on)
        if draft is not None:
            continued = _continued(draft, rows, reason)
            if not continued.changes:
                continued = filing_steps.advance(
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
    return tuple(made)


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
    joined = translate(_CONTEXT, "；").join(dict.fromkeys(reasons))
    return replace(draft, changes=_merged(draft.changes, rows), reason=joined)


def _merged(old: Sequence[FieldChange], new: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Join rows of the same label: the first old value and the last new one; a row that undoes itself goes."""
    rows = {row.label: row for row in old}
    for row in new:
        first = rows.get(row.label)
        rows[row.label] = replace(row, before=first.before) if first else row
    return tuple(row for row in rows.values() if row.before != row.after)
