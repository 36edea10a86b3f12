"""What a save has changed, field by field, as the journal keeps it."""

from typing import Any

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.journal import JournalChange
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.register.json_values import stored_text
from pmedia_desktop.register.record_shape import flat_values

#: What can be saved, attached and recycled, and what the journal calls it.
KINDS: dict[type, SubjectKind] = {
    Unit: SubjectKind.UNIT,
    Person: SubjectKind.PERSON,
    Account: SubjectKind.ACCOUNT,
    Filing: SubjectKind.FILING,
    Attachment: SubjectKind.ATTACHMENT,
    Settings: SubjectKind.SETTINGS,
    HolidayYear: SubjectKind.HOLIDAYS,
}


def changes_between(subject: Subject, before: Any, after: Any) -> tuple[JournalChange, ...]:
    """Return the fields whose stored text differs; ``before`` is None for a new record."""
    old = {} if before is None else {name: stored_text(value) for name, value in flat_values(before)}
    new = {name: stored_text(value) for name, value in flat_values(after)}
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        JournalChange(subject, name, old.get(name), new.get(name))
        for name in names
        if name != "id" and old.get(name) != new.get(name)
    )
