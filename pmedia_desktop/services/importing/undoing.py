"""An import taken back as a whole: what it made goes to the recycle bin, what it changed is as it was."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, JournalChange, JournalEntry, JournalQuery
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.reverting import reverted
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.backup.backups import back_up_before_import
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.undoing"
_FAR_BACK = 500  # imports
#: What a record is called by, which it has from its first moment.
_CALLED = {
    SubjectKind.ACCOUNT: "name",
    SubjectKind.PERSON: "name",
    SubjectKind.PUBLICATION: "title",
    SubjectKind.MESSAGE: "text",
    SubjectKind.REGISTER: "",
}
_LAST = (SubjectKind.ACCOUNT, SubjectKind.PERSON)
#: The change by which taking back names the entry that it takes back.
_UNDONE = "import_undone"


@dataclass(frozen=True, kw_only=True)
class ImportDone:
    """An import as the journal knows it; ``number`` is its entry's, ``undone`` whether it was taken back."""

    number: int
    file: str
    at: datetime
    who: str
    created: int
    changed: int
    undone: bool


@dataclass(frozen=True)
class Undone:
    """How many records went to the recycle bin, and how many are again as they were."""

    removed: int
    reverted: int


def imports_done(office: Office, limit: int = 20) -> tuple[ImportDone, ...]:
    """Return the newest imports first."""
    with office.register.read() as reader:
        query = JournalQuery(actions=(Action.IMPORTED, Action.IMPORT_UNDONE))
        entries = reader.journal(query=query, limit=2 * limit)
    undone = {change.after for entry in entries for change in entry.changes if change.field == _UNDONE}
    done = [_import_done(entry, undone) for entry in entries if entry.action is Action.IMPORTED]
    return tuple(done[:limit])


def _import_done(entry: JournalEntry, undone: Set[str | None]) -> ImportDone:
    by_subject = _by_subject(entry)
    created = sum(map(_is_new, by_subject.values()))
    return ImportDone(
        number=entry.number,
        file=entry.note,
        at=entry.at.astimezone(),
        who=entry.actor.name or entry.actor.os_user,
        created=created,
        changed=len(by_subject) - created,
        undone=str(entry.number) in undone,
    )


def import_called(office: Office, file: str = "") -> ImportDone:
    """Return the latest import that is in force, of the file ``file`` if it is named; else ``InputError``."""
    done = [one for one in imports_done(office, _FAR_BACK) if not one.undone and file in ("", one.file)]
    if done:
        return done[0]
    if file:
        raise InputError(
            translate(_CONTEXT, "没有“{file}”的导入可以撤回，").format(file=file),
            translate(_CONTEXT, "请看一看文件名，或者已经撤回过了。"),
        )
    raise InputError(translate(_CONTEXT, "最近没有导入过，没有可以撤回的。"))


def import_undo(office: Office, number: int, progress: Progress | None = None) -> Outcome[Undone]:
    """Take the import of journal entry ``number`` back in one transaction, after a backup, which may be cancelled.

    Refused (``InputError``) as a whole when one of its records was changed since, or is needed by others.
    """
    back_up_before_import(office, progress)
    with office.register.write(office.actor, Action.IMPORT_UNDONE, subject=Subject(SubjectKind.REGISTER)) as writer:
        entry = next(iter(writer.journal(before=number + 1, limit=1)), None)
        if entry is None or entry.number != number or entry.action is not Action.IMPORTED:
            raise InputError(translate(_CONTEXT, "操作记录第{number}条不是导入。").format(number=number))
        writer.record(_UNDONE, str(number))
        by_subject = _by_subject(entry)
        _refuse_changed_since(writer, by_subject, number)
        known = writer.snapshot()
        made = [subject for subject, changes in by_subject.items() if _is_new(changes)]
        for subject, changes in by_subject.items():
            if not _is_new(changes):
                _revert(writer, subject, changes)
        # What happened on accounts goes before them, and they before the people whom they name.
        for subject in sorted(made, key=lambda subject: _LAST.index(subject.kind) if subject.kind in _LAST else -1):
            _remove(writer, subject, known)
    changed = frozenset(subject.kind for subject in by_subject)
    return Outcome(Undone(removed=len(made), reverted=len(by_subject) - len(made)), changed)


def _by_subject(entry: JournalEntry) -> dict[Subject, list[JournalChange]]:
    found: dict[Subject, list[JournalChange]] = {}
    for change in entry.changes:
        found.setdefault(change.subject, []).append(change)
    return found


def _is_new(changes: Iterable[JournalChange]) -> bool:
    """Whether the record was made by the import: what it is called by was there from its first moment."""
    return any(change.field == _CALLED[change.subject.kind] and change.before is None for change in changes)


def _refuse_changed_since(reader: Reader, subjects: Iterable[Subject], number: int) -> None:
    for subject in subjects:
        latest = reader.journal(subject=subject, limit=1)[0]
        if latest.action is Action.IMPORT_UNDONE and latest.number != number:
            raise InputError(translate(_CONTEXT, "这次导入已经撤回过了。"))
        if latest.number != number:
            raise InputError(
                translate(_CONTEXT, "导入以后，“{name}”又在{day}改动过，不能整个撤回，").format(
                    name=subject.title, day=latest.at.astimezone().date().isoformat()
                ),
                translate(_CONTEXT, "请单独改正，或者从导入前的备份恢复。"),
            )


def _revert(writer: Writer, subject: Subject, changes: Iterable[JournalChange]) -> None:
    """Give a record back what it held; of a place of publication or an answer, too, which the import added."""
    match subject.kind:
        case SubjectKind.ACCOUNT:
            writer.save(reverted(writer.account(subject.id), changes))
        case SubjectKind.PERSON:
            writer.save(reverted(writer.person(subject.id), changes))
        case SubjectKind.PUBLICATION:
            writer.save(reverted(writer.publication(subject.id), changes))
        case SubjectKind.MESSAGE:
            writer.save(reverted(writer.message(subject.id), changes))


def _remove(writer: Writer, subject: Subject, known: Snapshot) -> None:
    if subject.kind is SubjectKind.ACCOUNT:
        in_use = (
            known.filings_of(subject.id)
            or known.credentials_of(subject.id)
            or writer.attachments(SubjectKind.ACCOUNT, subject.id)
        )
        if in_use:
            raise InputError(
                translate(_CONTEXT, "“{name}”已经有备案、密码或附件，不能整个撤回，").format(name=subject.title),
                translate(_CONTEXT, "请单独处理，或者从导入前的备份恢复。"),
            )
        # What lies in the recycle bin must not keep the people there who came with it.
        writer.save(replace(writer.account(subject.id), holder_id=None, deputy_holder_id=None, reviewer_ids=()))
    writer.recycle(subject)
