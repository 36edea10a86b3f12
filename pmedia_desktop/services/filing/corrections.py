"""What a correction (更正录入) mends besides its record: forms that nobody has signed yet say the same mistake."""

from dataclasses import replace

from pmedia_desktop.measures.change_checks import says, value_on_form
from pmedia_desktop.measures.change_duties import Record
from pmedia_desktop.measures.descriptions import person_told
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.filing import FieldChange, Filing, FilingKind, FilingState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.store import Writer


def mend_forms(writer: Writer, before: Snapshot, corrected: Record) -> frozenset[SubjectKind]:
    """Let drafts and sheets printed for signature say what was corrected, in the correction's own transaction.

    A row is mended only where it said what the register said ``before``. Returns the kinds of record changed.
    """
    after = _with(before, corrected)
    changed: set[SubjectKind] = set()
    renamed = _corrected_people(before, after)
    for filing in after.filings:
        if filing.state in (FilingState.DRAFT, FilingState.PRINTED):
            mended = _mended(filing, before, after, renamed)
            if mended != filing:
                writer.save(mended)
                changed.add(SubjectKind.FILING)
    return frozenset(changed)


def _with(before: Snapshot, corrected: Record) -> Snapshot:
    if isinstance(corrected, Account):
        accounts = (corrected if account.id == corrected.id else account for account in before.accounts)
        return replace(before, accounts=tuple(accounts))
    if isinstance(corrected, Person):
        people = (corrected if person.id == corrected.id else person for person in before.people)
        return replace(before, people=tuple(people))
    return replace(before, unit=corrected)


def _corrected_people(before: Snapshot, after: Snapshot) -> list[tuple[Person, Person]]:
    pairs = ((person, after.person(person.id)) for person in before.people)
    return [(old, new) for old, new in pairs if new is not None and new != old]


def _mended(filing: Filing, before: Snapshot, after: Snapshot, people: list[tuple[Person, Person]]) -> Filing:
    for old, new in people:
        if person_told(filing.preparer_name, before) == old:
            phones = {old.office_phone: new.office_phone, old.mobile_phone: new.mobile_phone, old.phone: new.phone}
            phone = phones.get(filing.preparer_phone, filing.preparer_phone) or filing.preparer_phone
            filing = replace(filing, preparer_name=new.name, preparer_phone=phone)
    if filing.kind is FilingKind.CHANGE:
        rows = tuple(_row(row, filing, before, after) for row in filing.changes)
        filing = replace(filing, changes=rows)
    return filing


def _row(row: FieldChange, filing: Filing, before: Snapshot, after: Snapshot) -> FieldChange:
    told, now = value_on_form(row, filing, before), value_on_form(row, filing, after)
    if told is not None and now and told != now and says(row.after, told):
        row = replace(row, after=now)
    if row.field.endswith("_id"):
        former = person_told(row.before, before)
        renamed = after.person(former.id) if former else None
        if former is not None and renamed is not None and renamed.name != former.name:
            row = replace(row, before=row.before.replace(former.name, renamed.name, 1))
    return row
