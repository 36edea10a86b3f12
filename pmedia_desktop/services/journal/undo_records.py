"""What a journal entry did to which records, and those records as they are now."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import JournalChange, JournalEntry
from pmedia_desktop.register.store import Reader

#: What every record of a kind has and nobody empties: it was not there before the record was.
_FROM_THE_BEGINNING = {
    SubjectKind.ACCOUNT: "name",
    SubjectKind.PERSON: "name",
    SubjectKind.FILING: "account_id",
    SubjectKind.PUBLICATION: "title",
    SubjectKind.MESSAGE: "text",
    SubjectKind.SUPERIOR_TASK: "title",
    SubjectKind.PROBLEM: "found_on",
    SubjectKind.INCIDENT: "noticed_on",
    SubjectKind.SANCTION: "received_on",
    SubjectKind.MANAGEMENT_RULES: "issued_on",
    SubjectKind.WRITTEN_NOTICE: "effective_on",
    SubjectKind.TERMINAL: "name",
    SubjectKind.MONTHLY_FIGURES: "account_id",
    SubjectKind.TERM_LIST: "kind",
    SubjectKind.HOLIDAYS: "year",
}


def by_subject(entry: JournalEntry) -> dict[Subject, list[JournalChange]]:
    """Return the changes of each record; what was noted of the register itself is no record's."""
    found: dict[Subject, list[JournalChange]] = {}
    for change in entry.changes:
        if change.subject.kind is not SubjectKind.REGISTER:
            found.setdefault(replace(change.subject, title=""), []).append(change)
    return found


def is_new(subject: Subject, changes: Iterable[JournalChange]) -> bool:
    """Whether the record was made by the change."""
    first = _FROM_THE_BEGINNING.get(subject.kind)
    return any(change.field == first and change.before is None for change in changes)


def was_recycled(changes: Iterable[JournalChange]) -> bool:
    """Whether the change moved the record to the recycle bin."""
    return any(change.field == "recycled" and change.after is not None for change in changes)


def concerns_recycling(changes: Iterable[JournalChange]) -> bool:
    """Whether the change moved the record to the recycle bin or out of it."""
    return any(change.field == "recycled" for change in changes)


def record_of(reader: Reader, subject: Subject) -> Any:
    """Return the record as it is now, None for a kind that is not put back field by field, or one that is gone."""
    one = {
        SubjectKind.PERSON: reader.person,
        SubjectKind.ACCOUNT: reader.account,
        SubjectKind.FILING: reader.filing,
        SubjectKind.CREDENTIAL: reader.credential,
        SubjectKind.PUBLICATION: reader.publication,
        SubjectKind.MESSAGE: reader.message,
        SubjectKind.SUPERIOR_TASK: reader.superior_task,
        SubjectKind.PROBLEM: reader.problem,
        SubjectKind.INCIDENT: reader.incident,
        SubjectKind.SANCTION: reader.sanction,
        SubjectKind.MANAGEMENT_RULES: reader.management_rules_of,
        SubjectKind.WRITTEN_NOTICE: reader.written_notice,
    }.get(subject.kind)
    if one is not None:
        return one(subject.id)
    match subject.kind:
        case SubjectKind.UNIT:
            return reader.unit()
        case SubjectKind.SETTINGS:
            return reader.settings()
        case SubjectKind.HOLIDAYS:
            return next((year for year in reader.holiday_years() if year.year == subject.id), None)
        case SubjectKind.TERMINAL:
            return next((terminal for terminal in reader.terminals() if terminal.id == subject.id), None)
        case SubjectKind.TERM_LIST:
            return next((terms for terms in reader.term_lists() if terms.id == subject.id), None)
    return None
