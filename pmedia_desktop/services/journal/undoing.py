"""撤销: the last changes by name, each taken back by itself, or why it cannot be.

What is taken back is the fields that a change wrote, and only while they still hold what it wrote. What has gone
outside (handed in, handed over, shown) stays: the paper would say otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.journal import Action, JournalChange, JournalEntry, JournalQuery
from pmedia_desktop.model.words import field_label
from pmedia_desktop.register.reverting import changed_since, reverted
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.journal.history import action_words
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.journal.undoing"
MOST = 30
_UNDONE = "undone"
_FAR_BACK = 500
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
_REVERSIBLE = frozenset(
    (
        Action.UNIT_SAVED,
        Action.PERSON_SAVED,
        Action.ACCOUNT_REGISTERED,
        Action.ACCOUNT_CORRECTED,
        Action.ACCOUNT_CHANGED,
        Action.FILING_STARTED,
        Action.FILING_SAVED,
        Action.ATTACHMENT_ADDED,
        Action.PUBLICATION_SAVED,
        Action.MESSAGE_SAVED,
        Action.SETTINGS_SAVED,
        Action.RECYCLED,
        Action.RESTORED,
        Action.UNDONE,
    )
)
_OUTSIDE = frozenset(
    (
        Action.PUBLICATION_RELEASED,
        Action.SECRET_SHOWN,
        Action.SECRET_LENT,
        Action.HANDED_OVER,
        Action.ENVELOPE_PRINTED,
        Action.ENVELOPE_OPENED,
    )
)
#: Of a filing, printing and steps say what happened on paper.
_ON_PAPER = frozenset((Action.FILING_PRINTED, Action.FILING_STEPPED, Action.CLOSURE_STEPPED))
_SUBMITTED = frozenset(state.value for state in FilingState if state.is_submitted)


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
        return tuple(_recent(reader, entry, undone) for entry in entries)


def undo(office: Office, number: int) -> Outcome[str]:
    """Take one change back in one transaction; return what was taken back, in words. Raises ``InputError``."""
    with office.register.read() as reader:
        words = _words(_entry(reader, number))
    with office.register.write(
        office.actor, Action.UNDONE, subject=Subject(SubjectKind.REGISTER), note=words
    ) as writer:
        entry = _entry(writer, number)
        reason = _reason(writer, entry, _undone(writer))
        if reason:
            raise InputError(
                translate(_CONTEXT, "“{what}”不能撤销：{reason}").format(what=words, reason=reason),
                translate(_CONTEXT, "请在原来的页面上改正。"),
            )
        writer.record(_UNDONE, str(number))
        changes = _by_subject(entry)
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
    found: dict[str, str] = {}
    entries = reader.journal(query=JournalQuery(actions=(Action.UNDONE,)), limit=_FAR_BACK)
    taken = {
        change.after: str(entry.number)
        for entry in entries
        for change in entry.changes
        if change.field == _UNDONE and change.after
    }
    # An undoing that was itself undone leaves its change in force.
    for number in taken:
        if taken[number] not in taken:
            found[number] = taken[number]
    return frozenset(found)


def _recent(reader: Reader, entry: JournalEntry, undone: frozenset[str]) -> RecentChange:
    return RecentChange(
        entry.number,
        entry.at.astimezone(),
        entry.actor.name or entry.actor.os_user,
        _words(entry),
        str(entry.number) in undone,
        _reason(reader, entry, undone),
    )


def _words(entry: JournalEntry) -> str:
    if entry.action is Action.UNDONE:
        return translate(_CONTEXT, "撤销：{what}").format(what=entry.note)
    title = entry.subject.title or next((change.subject.title for change in entry.changes if change.subject.title), "")
    return f"{action_words()[entry.action]} {title}".strip()


def _by_subject(entry: JournalEntry) -> dict[Subject, list[JournalChange]]:
    found: dict[Subject, list[JournalChange]] = {}
    for change in entry.changes:
        if change.subject.kind is not SubjectKind.REGISTER:
            found.setdefault(replace(change.subject, title=""), []).append(change)
    return found


def _reason(reader: Reader, entry: JournalEntry, undone: frozenset[str]) -> str:
    """Return why an entry cannot be taken back, empty when it can."""
    if str(entry.number) in undone:
        return translate(_CONTEXT, "已经撤销过了。")
    if entry.action in _OUTSIDE:
        return translate(_CONTEXT, "已经给人看过、交出去了，收不回来。")
    if entry.action in _ON_PAPER:
        return translate(_CONTEXT, "纸上已经办了这一步，请在备案页退回或更正。")
    if entry.action is Action.IMPORTED:
        return translate(_CONTEXT, "导入请用“撤回导入”整个撤回。")
    if entry.action not in _REVERSIBLE:
        return translate(_CONTEXT, "这一类操作没有反过来的一步。")
    changes = _by_subject(entry)
    if not changes:
        return translate(_CONTEXT, "这一次没有改动内容。")
    if _went_outside(reader, entry, changes):
        return translate(_CONTEXT, "改动后的内容已经随备案报送。")
    for subject, lines in changes.items():
        reason = _reason_of(reader, subject, lines)
        if reason:
            return reason
    return ""


def _went_outside(reader: Reader, entry: JournalEntry, changes: Iterable[Subject]) -> bool:
    """Whether a filing that shows what was changed has been handed in since."""
    kinds = {subject.kind for subject in changes}
    everywhere = bool(kinds & {SubjectKind.UNIT, SubjectKind.PERSON})
    accounts = {subject.id for subject in changes if subject.kind is SubjectKind.ACCOUNT}
    filings = {subject.id for subject in changes if subject.kind is SubjectKind.FILING}
    steps = reader.journal(query=JournalQuery(actions=(Action.FILING_STEPPED, Action.CLOSURE_STEPPED)), limit=_FAR_BACK)
    submitted = {
        change.subject.id
        for step in steps
        if step.number > entry.number
        for change in step.changes
        if change.field == "state" and change.after in _SUBMITTED
    }
    if everywhere and submitted:
        return True
    known = reader.snapshot().filings
    return any(filing.id in submitted and (filing.id in filings or filing.account_id in accounts) for filing in known)


def _reason_of(reader: Reader, subject: Subject, changes: list[JournalChange]) -> str:
    if any(change.field == "recycled" for change in changes):
        return "" if _is_recycled(reader, subject) == _was_recycled(changes) else _changed_words("recycled")
    if subject.kind is SubjectKind.ATTACHMENT:
        return ""
    record = _record(reader, subject)
    if record is None:
        return translate(_CONTEXT, "这一类内容请在原来的页面上改回。")
    if _is_new(subject, changes):
        later = reader.journal(subject=subject, limit=1)
        number = later[0].number if later else 0
        first = reader.journal(subject=subject, limit=_FAR_BACK)[-1].number
        return translate(_CONTEXT, "后来又改动过或办理过。") if number != first else ""
    different = changed_since(record, changes)
    if different:
        return _changed_words(different[0])
    try:
        reverted(record, changes)
    except LookupError:
        return translate(_CONTEXT, "这一类内容请在原来的页面上改回。")
    return ""


def _changed_words(field: str) -> str:
    if field == "recycled":
        return translate(_CONTEXT, "后来又从回收站还原或移入过。")
    return translate(_CONTEXT, "“{field}”后来又改过。").format(field=field_label(field))


def _is_recycled(reader: Reader, subject: Subject) -> bool:
    return any((item.subject.kind, item.subject.id) == (subject.kind, subject.id) for item in reader.recycled())


def _was_recycled(changes: Iterable[JournalChange]) -> bool:
    return any(change.field == "recycled" and change.after is not None for change in changes)


def _is_new(subject: Subject, changes: Iterable[JournalChange]) -> bool:
    """Whether the record was made by the change: what every record of its kind has was not there before."""
    first = {
        SubjectKind.ACCOUNT: "name",
        SubjectKind.PERSON: "name",
        SubjectKind.FILING: "account_id",
        SubjectKind.PUBLICATION: "title",
        SubjectKind.MESSAGE: "text",
    }
    return any(change.field == first.get(subject.kind) and change.before is None for change in changes)


def _record(reader: Reader, subject: Subject) -> Any:
    match subject.kind:
        case SubjectKind.UNIT:
            return reader.unit()
        case SubjectKind.PERSON:
            return reader.person(subject.id)
        case SubjectKind.ACCOUNT:
            return reader.account(subject.id)
        case SubjectKind.FILING:
            return reader.filing(subject.id)
        case SubjectKind.SETTINGS:
            return reader.settings()
        case SubjectKind.PUBLICATION:
            return reader.publication(subject.id)
        case SubjectKind.MESSAGE:
            return reader.message(subject.id)
    return None


def _take_back(writer: Writer, subject: Subject, changes: list[JournalChange]) -> None:
    if any(change.field == "recycled" for change in changes):
        if _was_recycled(changes):
            writer.restore(subject)
        else:
            writer.recycle(subject)
    elif subject.kind is SubjectKind.ATTACHMENT or _is_new(subject, changes):
        writer.recycle(subject)
    else:
        writer.save(reverted(_record(writer, subject), changes))
