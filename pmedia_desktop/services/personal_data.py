"""Personal data that has been kept for as long as the unit has set, looked at and erased (到期销毁)."""

from pmedia_desktop.measures.personal_data import ErasureDue, erasures_due
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.prepared import forget_prepared


def due_erasures(office: Office) -> tuple[ErasureDue, ...]:
    """Return what is due today, also of what lies in the recycle bin."""
    with office.register.read() as reader:
        return _due(office, reader)


def erase_due(office: Office) -> Outcome[int]:
    """Erase or mask all that is due, in one transaction; the journal notes which fields, and not what stood there.

    What was printed and handed in stays as it was; older backups hold the values until they are thinned out.
    """
    with office.register.write(
        office.actor, Action.PERSONAL_DATA_ERASED, subject=Subject(SubjectKind.REGISTER)
    ) as writer:
        due = _due(office, writer)
        for one in due:
            if one.subject.kind is SubjectKind.PERSON:
                writer.erase(writer.person(one.subject.id), one.fields)
                for notice in _notices_of(writer, one):
                    writer.erase(notice, {"before": "", "after": ""})
            elif one.subject.kind is SubjectKind.FILING:
                writer.erase(writer.filing(one.subject.id), one.fields)
            else:
                writer.erase(writer.message(one.subject.id), one.fields)
    forget_prepared(office.folder)
    return Outcome(len(due), frozenset(one.subject.kind for one in due))


def _notices_of(reader: Reader, due: ErasureDue) -> list[WrittenNotice]:
    """Return what was told or is to be told of the fields that are erased, also out of the recycle bin."""
    binned = [item.subject.id for item in reader.recycled() if item.subject.kind is SubjectKind.WRITTEN_NOTICE]
    return [
        notice
        for notice in (*reader.written_notices(), *map(reader.written_notice, binned))
        if (notice.subject_kind, notice.subject_id) == (SubjectKind.PERSON, due.subject.id)
        and notice.field in due.fields
    ]


def _due(office: Office, reader: Reader) -> tuple[ErasureDue, ...]:
    binned = [item.subject for item in reader.recycled()]
    people = [reader.person(one.id) for one in binned if one.kind is SubjectKind.PERSON]
    messages = [reader.message(one.id) for one in binned if one.kind is SubjectKind.MESSAGE]
    filings = [reader.filing(one.id) for one in binned if one.kind is SubjectKind.FILING]
    return erasures_due(
        (*reader.people(), *people),
        (*reader.messages(), *messages),
        (*reader.filings(), *filings),
        reader.settings(),
        office.today(),
    )
