"""From an edit to the change filings that it raises (Article 6): one form per account.

The program records old and new values by itself. Which field must be filed, told in writing, or stays
internal is the unit's table (``measures.change_duties``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.measures.change_duties import classify, duty_of
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import FieldChange, Filing, FilingKind, FilingState
from pmedia_desktop.model.settings import ChangeDuty
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.preparer import preparer
from pmedia_desktop.texts import translate

_CONTEXT = "services.changes"


@dataclass(frozen=True)
class ChangeAdvice:
    """What an edit asks for if it is a real change (实际变更)."""

    to_file: tuple[FieldChange, ...]
    to_inform: tuple[FieldChange, ...]
    internal: tuple[FieldChange, ...]


def account_advice(before: Account, after: Account, known: Snapshot) -> ChangeAdvice:
    """Sort an account's changed fields by what each asks for."""
    found: dict[ChangeDuty, list[FieldChange]] = {duty: [] for duty in ChangeDuty}
    for changed in classify(before, after, known):
        found[changed.duty].append(
            FieldChange(
                field=changed.field, label=field_label(changed.field), before=changed.before, after=changed.after
            )
        )
    return ChangeAdvice(
        to_file=tuple(found[ChangeDuty.FILE]),
        to_inform=tuple(found[ChangeDuty.INFORM]),
        internal=tuple(found[ChangeDuty.INTERNAL]),
    )


def unit_rows(before: Unit, after: Unit, known: Snapshot) -> tuple[FieldChange, ...]:
    """Return the unit's changed fields that have to be filed; they stand on every account's form."""
    texts = {
        "full_name": (before.full_name, after.full_name),
        "credit_code": (before.credit_code, after.credit_code),
        "superior_unit": (before.superior_unit, after.superior_unit),
        "address": (before.address, after.address),
        "principal_id": (_name(before.principal_id, known), _name(after.principal_id, known)),
        "deputy_in_charge_id": (_name(before.deputy_in_charge_id, known), _name(after.deputy_in_charge_id, known)),
    }
    return tuple(
        FieldChange(field=field, label=field_label(field), before=old, after=new)
        for field, (old, new) in texts.items()
        if old != new and duty_of(field, known.settings) is ChangeDuty.FILE
    )


def person_rows(before: Person, after: Person, known: Snapshot) -> dict[int, tuple[FieldChange, ...]]:
    """Return {account id: rows} for every open account whose form names this person."""
    unit = known.unit or Unit()
    wanted: dict[int, tuple[FieldChange, ...]] = {}
    for account in known.accounts:
        if not account.state.is_open:
            continue
        offices = {
            "principal_id": unit.principal_id,
            "deputy_in_charge_id": unit.deputy_in_charge_id,
            "holder_id": account.holder_id,
        }
        rows: list[FieldChange] = []
        for office_field, person_id in offices.items():
            if person_id == after.id and duty_of(office_field, known.settings) is ChangeDuty.FILE:
                rows += _person_changes(office_field, before, after)
        if rows:
            wanted[account.id] = tuple(rows)
    return wanted


def _person_changes(office_field: str, before: Person, after: Person) -> list[FieldChange]:
    """Compare what a form prints of a person: name, post and the one telephone number."""
    parts = (
        (translate(_CONTEXT, "姓名"), before.name, after.name),
        (translate(_CONTEXT, "职务"), before.post, after.post),
        (translate(_CONTEXT, "联系电话"), before.phone, after.phone),
    )
    who = field_label(office_field)
    return [
        FieldChange(field=office_field, label=f"{who}{part}", before=old, after=new)
        for part, old, new in parts
        if old != new
    ]


def raise_filings(
    writer: Writer,
    office: Office,
    known: Snapshot,
    wanted: Mapping[int, Sequence[FieldChange]],
    effective_on: date,
    reason: str,
) -> tuple[Filing, ...]:
    """Draft one change filing per account; a draft of the same day is continued instead of doubled."""
    name, phone = preparer(office, writer)
    made = []
    for account_id, rows in wanted.items():
        if not rows:
            continue
        draft = _open_draft(known, account_id, effective_on)
        if draft is not None:
            made.append(
                writer.save(replace(draft, changes=_merged(draft.changes, rows), reason=reason or draft.reason))
            )
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
        if filing.kind is FilingKind.CHANGE and filing.state is FilingState.DRAFT and filing.event_on == effective_on:
            return filing
    return None


def _merged(old: Sequence[FieldChange], new: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Join rows of the same label: the first old value and the last new one; a row that undoes itself goes."""
    rows = {row.label: row for row in old}
    for row in new:
        first = rows.get(row.label)
        rows[row.label] = replace(row, before=first.before) if first else row
    return tuple(row for row in rows.values() if row.before != row.after)


def _name(person_id: int | None, known: Snapshot) -> str:
    person = known.person(person_id)
    return person.name if person else ""
