"""The journal (操作日志): who changed what, when; append-only and hash-chained."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pmedia_desktop.model.attachment import Subject, SubjectKind


class Action(StrEnum):
    """What was done; stored as a code, worded by ``services.journal.history``."""

    REGISTER_CREATED = "register_created"
    REGISTER_MIGRATED = "register_migrated"
    REGISTER_RESTORED = "register_restored"
    UNIT_SAVED = "unit_saved"
    PERSON_SAVED = "person_saved"
    PERSON_LEFT = "person_left"
    ACCOUNT_REGISTERED = "account_registered"
    ACCOUNT_CORRECTED = "account_corrected"
    ACCOUNT_CHANGED = "account_changed"
    FILING_STARTED = "filing_started"
    FILING_SAVED = "filing_saved"
    FILING_PRINTED = "filing_printed"
    FILING_STEPPED = "filing_stepped"
    CLOSURE_STEPPED = "closure_stepped"
    ATTACHMENT_ADDED = "attachment_added"
    SETTINGS_SAVED = "settings_saved"
    HOLIDAYS_SAVED = "holidays_saved"
    RECYCLED = "recycled"
    RESTORED = "restored"
    BACKUP_MADE = "backup_made"
    JOURNAL_ARCHIVED = "journal_archived"
    DRAFT_KEPT = "draft_kept"
    CUSTODY_SAVED = "custody_saved"
    SECRET_DEPOSITED = "secret_deposited"
    SECRET_SHOWN = "secret_shown"
    LOGIN_CONFIRMED = "login_confirmed"
    SECRET_LENT = "secret_lent"
    SECRET_RETURNED = "secret_returned"
    LEAK_SUSPECTED = "leak_suspected"
    HANDOVER_SAVED = "handover_saved"
    HANDED_OVER = "handed_over"
    HOLDER_KEY_SAVED = "holder_key_saved"
    ENVELOPE_PRINTED = "envelope_printed"
    ENVELOPE_CONFIRMED = "envelope_confirmed"
    ENVELOPE_OPENED = "envelope_opened"
    TERMINAL_SAVED = "terminal_saved"
    INVENTORY_SAVED = "inventory_saved"
    SECRETS_CARRIED = "secrets_carried"
    CUSTODY_RECONCILED = "custody_reconciled"
    PUBLICATION_SAVED = "publication_saved"
    PUBLICATION_REVIEWED = "publication_reviewed"
    PUBLICATION_RELEASED = "publication_released"
    SUPERIOR_TASK_SAVED = "superior_task_saved"
    MONTHLY_FIGURES_SAVED = "monthly_figures_saved"
    TERM_LIST_SAVED = "term_list_saved"
    MESSAGE_SAVED = "message_saved"
    INSPECTION_SAVED = "inspection_saved"
    PROBLEM_SAVED = "problem_saved"
    INCIDENT_SAVED = "incident_saved"
    SANCTION_SAVED = "sanction_saved"
    RULES_SAVED = "rules_saved"
    WRITTEN_NOTICE_SAVED = "written_notice_saved"
    INSPECTION_FILE_MADE = "inspection_file_made"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import_undone"
    PERSONAL_DATA_ERASED = "personal_data_erased"
    UNDONE = "undone"


@dataclass(frozen=True)
class Actor:
    """Who acts: the program's user as claimed (``proved`` once a passphrase has shown it), and the OS user."""

    name: str
    os_user: str
    proved: bool = False


@dataclass(frozen=True)
class JournalChange:
    """One field's old and new value, as stored text; None where there was or is nothing."""

    subject: Subject
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class JournalEntry:
    """One entry; ``number`` counts from 1 without gaps, ``hash`` is its link in the chain, in hexadecimal."""

    number: int
    at: datetime
    actor: Actor
    action: Action
    subject: Subject
    note: str
    changes: tuple[JournalChange, ...] = ()
    hash: str = ""


@dataclass(frozen=True, kw_only=True)
class JournalQuery:
    """Which entries are looked for; what is empty does not narrow the search.

    ``subject`` is one record, ``kind`` a kind of record, ``actor`` a name as the journal shows it (the OS user's where
    no name was given), ``text`` a part of any title, note or value; ``since`` and ``until`` are days of the PC's own
    calendar, both included.
    """

    subject: Subject | None = None
    kind: SubjectKind | None = None
    actions: tuple[Action, ...] = ()
    actor: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
