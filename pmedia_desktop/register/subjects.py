"""What the journal calls a record: its kind, its number, and the name that people use."""

from typing import Any

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, Subject
from pmedia_desktop.model.custody import Credential, LoginTerminal
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.handover import Handover, Inventory, Transfer
from pmedia_desktop.model.incident import Incident, ManagementRules, Sanction
from pmedia_desktop.model.inspection import Problem, SelfInspection
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.model.keys import HolderKey, RecoveryKey
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.settings import HolidayYear
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register.changes import KINDS
from pmedia_desktop.register.reading import Reader

#: The field that holds a record's name.
_NAMED_BY: dict[type, str] = {
    Person: "name",
    Account: "name",
    LoginTerminal: "name",
    Attachment: "file_name",
    RecoveryKey: "id",
    Transfer: "taker",
    Publication: "title",
    SuperiorTask: "title",
    ManagementRules: "title",
    WrittenNotice: "about",
}
#: What a record without a name is called by: so many characters of what it says.
_SHORT = 20


def subject_of(reader: Reader, record: Any) -> Subject:
    """Return the subject of a saved record's journal entry."""
    kind = KINDS[type(record)]
    match record:
        case Unit():
            return Subject(kind, 1, record.full_name)
        case HolidayYear():
            return Subject(kind, record.year, str(record.year))
        case _ if hasattr(record, "id"):
            return Subject(kind, record.id, _title(reader, record))
    return Subject(kind)


def _title(reader: Reader, record: Any) -> str:
    field = _NAMED_BY.get(type(record))
    if field is not None:
        return str(getattr(record, field))
    match record:
        case Filing() | Credential() | MonthlyFigures():
            return reader.account(record.account_id).name
        case HolderKey():
            return reader.person(record.person_id).name
        case Handover():
            return f"{reader.person(record.outgoing_id).name} → {reader.person(record.incoming_id).name}"
        case Inventory():
            return str(record.begun_on.year)
        case TermList():
            return word(record.kind)
    return _title_in_ledgers(record)


def _title_in_ledgers(record: Any) -> str:
    match record:
        case Message():
            return record.nickname or record.text[:_SHORT]
        case SelfInspection():
            return quarter_words(record.year, record.quarter)
        case Problem() | Incident() | Sanction():
            return record.what[:_SHORT]
    raise TypeError(f"{type(record).__name__} has no title")
