"""撤销: the last changes by name, each taken back by itself, or why it cannot be.

What is taken back is the fields that a change wrote, and only while they still hold what it wrote. What has gone
outside (handed in, handed over, shown) stays: the paper would say otherwise.
"""

from dataclasses import dataclass
from datetime import datetime

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, JournalChange, JournalEntry, JournalQuery
from pmedia_desktop.register.reverting import reverted
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.journal.history import action_words
from pmedia_desktop.services.journal.undo_reasons import FAR_BACK, Judge
from pmedia_desktop.services.journal.undo_records import by_subject, concerns_recycling, is_new, record_of, was_recycled
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.journal.undoing"
MOST = 30
_UNDONE = "undone"
#: What is no change of the user's and is not listed.
_SILENT = frozenset(
    (
        Action.REGISTER_CREATED,
        Action.REGISTER_MIGRATED,
        Action.REGISTER_RESTORED,
        Action.BACKUP_MADE,
        Action.JOURNAL_ARCHIVED,
        Action.DRAFT_KEPT,
        Action.SECRETS_CARRIED,
        Action.CUSTODY_RECONCILED,
    )
)
_LISTED = tuple(action for action in Action if action not in _SILENT)


@dataclass(frozen=True)
class RecentChange:
    """A change that may be taken back; ``reason`` says why it may not, empty when it may."""

    number: int
    at: datetime
    who: str
    words: str
    undone: bool
    reason: str


def recent_changes(office: Office) -> tuple[RecentChange, ...]:
    """Return the last changes, newest first."""
    with office.register.read() as reader:
        entries = reader.journal(query=JournalQuery(actions=_LISTED), limit=MOST)
        undone = _undone(reader)
        judge = Judge(reader, undone)
        return tuple(_recent(entry, undone, judge) for entry in entries)


def undo(office: Office, number: int) -> Outcome[str]:
    """Take one change back in one transaction; return what was taken back, in words. Raises ``InputError``."""
    with office.register.read() as reader:
        words = _words(_entry(reader, number))
    with office.register.write(
        office.actor, Action.UNDONE, subject=Subject(SubjectKind.REGISTER), note=words
    ) as writer:
        entry = _entry(writer, number)
        reason = Judge(writer, _undone(writer)).reason(entry)
        if reason:
            raise InputError(
                translate(_CONTEXT, "“{what}”不能撤销：{reason}").format(what=words, reason=reason),
            )
        writer.record(_UNDONE, str(number))
        changes = by_subject(entry)
        for subject, lines in reversed(changes.items()):
            _take_back(writer, subject, lines)
    return Outcome(words, frozenset(subject.kind for subject in changes))


def _entry(reader: Reader, number: int) -> JournalEntry:
    found = next(iter(reader.journal(before=number + 1, limit=1)), None)
    if found is None or found.number != number:
        raise InputError(translate(_CONTEXT, "操作记录里没有第{number}条。").format(number=number))
    return found


def _undone(reader: Reader) -> frozenset[str]:
    """Return the numbers of the entries that are taken back and were not brought back since."""
    undone: set[str] = set()
    # Newest first: an undoing that is still in force takes its entry back, one that was itself undone does not.
    for entry in reader.journal(query=JournalQuery(actions=(Action.UNDONE,)), limit=FAR_BACK):
        if str(entry.number) not in undone:
            undone |= {change.after for change in entry.changes if change.field == _UNDONE and change.after}
    return frozenset(undone)


def _recent(entry: JournalEntry, undone: frozenset[str], judge: Judge) -> RecentChange:
    return RecentChange(
        entry.number,
        entry.at.astimezone(),
        entry.actor.name or entry.actor.os_user,
        _words(entry),
        str(entry.number) in undone,
        judge.reason(entry),
    )


def _words(entry: JournalEntry) -> str:
    if entry.action is Action.UNDONE:
        return translate(_CONTEXT, "撤销：{what}").format(what=entry.note)
    title = entry.subject.title or next((change.subject.title for change in entry.changes if change.subject.title), "")
    return f"{action_words()[entry.action]} {title}".strip()


def _take_back(writer: Writer, subject: Subject, changes: list[JournalChange]) -> None:
    if concerns_recycling(changes):
        if was_recycled(changes):
            writer.restore(subject)
        else:
            writer.recycle(subject)
    elif subject.kind is SubjectKind.ATTACHMENT or is_new(subject, changes):
        writer.recycle(subject)
    else:
        writer.save(reverted(record_of(writer, subject), changes))
