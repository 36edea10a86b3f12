"""What a save has changed, field by field, as the journal keeps it."""

from typing import Any

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, Subject, SubjectKind
from pmedia_desktop.model.custody import Credential, CustodyEvent, LoginTerminal
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.handover import Handover, Inventory, Transfer
from pmedia_desktop.model.incident import Incident, ManagementRules, Sanction
from pmedia_desktop.model.inspection import Problem, SelfInspection
from pmedia_desktop.model.journal import JournalChange
from pmedia_desktop.model.keys import HolderKey, RecoveryKey
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.written_notice import WrittenNotice
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
    Credential: SubjectKind.CREDENTIAL,
    HolderKey: SubjectKind.HOLDER_KEY,
    RecoveryKey: SubjectKind.RECOVERY_KEY,
    LoginTerminal: SubjectKind.TERMINAL,
    Handover: SubjectKind.HANDOVER,
    Inventory: SubjectKind.INVENTORY,
    Transfer: SubjectKind.TRANSFER,
    Publication: SubjectKind.PUBLICATION,
    SuperiorTask: SubjectKind.SUPERIOR_TASK,
    MonthlyFigures: SubjectKind.MONTHLY_FIGURES,
    TermList: SubjectKind.TERM_LIST,
    Message: SubjectKind.MESSAGE,
    SelfInspection: SubjectKind.INSPECTION,
    Problem: SubjectKind.PROBLEM,
    Incident: SubjectKind.INCIDENT,
    Sanction: SubjectKind.SANCTION,
    ManagementRules: SubjectKind.MANAGEMENT_RULES,
    WrittenNotice: SubjectKind.WRITTEN_NOTICE,
}


#: Lists that grow for years: the journal names the items that came, went or changed, not all of them each time.
LONG_LISTS = frozenset(("versions", "copies", "tasks", "rows", "placements", "steps", "results"))

#: Pieces of the envelope's content: gone for good once they have been typed back.
_UNNOTED = frozenset(("check_groups",))


#: What a line of the custody record has in common with the journal entry that notes it.
_IN_THE_ENTRY = frozenset(("credential_id", "actor", "os_user", "proved"))


def changes_between(subject: Subject, before: Any, after: Any) -> tuple[JournalChange, ...]:
    """Return the fields whose stored text differs; ``before`` is None for a new record."""
    old = {} if before is None else dict(flat_values(before))
    new = dict(flat_values(after))
    names = [*new, *(name for name in old if name not in new)]
    changes = (_change(subject, name, old.get(name), new.get(name)) for name in names if name not in _UNNOTED)
    return tuple(change for change in changes if change.field != "id" and change.before != change.after)


def _change(subject: Subject, name: str, before: Any, after: Any) -> JournalChange:
    if name in LONG_LISTS and isinstance(before, tuple) and isinstance(after, tuple):
        left, come = set(before) - set(after), set(after) - set(before)
        if left or come:
            before = tuple(item for item in before if item in left)
            after = tuple(item for item in after if item in come)
    return JournalChange(subject, name, stored_text(before), stored_text(after))


def changes_of_event(subject: Subject, event: CustodyEvent) -> tuple[JournalChange, ...]:
    """Return a line of the custody record as the journal keeps it; who acted stands in the entry itself."""
    noted = {name: stored_text(value) for name, value in flat_values(event) if name not in _IN_THE_ENTRY}
    return tuple(JournalChange(subject, f"event.{name}", None, text) for name, text in noted.items() if text)
