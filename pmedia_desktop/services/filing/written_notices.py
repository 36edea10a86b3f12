"""书面告知: kept when a real change is saved, told by a note, ticked when the office has been told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.written_notices import note, open_together
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import FieldChange
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.office import Office, current_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.services.validation import check_day
from pmedia_desktop.texts import translate

_CONTEXT = "services.filing.written_notices"


def keep_notices(
    writer: Writer, about: Subject, rows: Iterable[FieldChange], effective_on: date, reason: str
) -> tuple[WrittenNotice, ...]:
    """Keep what a real change leaves to be told; to be called in the transaction that saved the change."""
    return tuple(
        writer.save(
            WrittenNotice(
                subject_kind=about.kind,
                subject_id=about.id,
                about=about.title,
                field=row.field,
                label=row.label,
                before=row.before,
                after=row.after,
                effective_on=effective_on,
                reason=reason,
            )
        )
        for row in rows
    )


def changed_by(notices: tuple[WrittenNotice, ...]) -> frozenset[SubjectKind]:
    """Return what keeping these has changed beside the record itself: nothing when there are none."""
    return frozenset({SubjectKind.WRITTEN_NOTICE}) if notices else frozenset()


@dataclass(frozen=True)
class NoteDraft:
    """What is to be told of one account, person or unit, and the note; no ``notices``: nothing is left to tell."""

    notices: tuple[WrittenNotice, ...]
    text: str


def draft_note(office: Office, notice_id: int) -> NoteDraft:
    """Return the note for a notice and whatever else is to be told of the same record."""
    with office.register.read() as reader:
        notice = reader.written_notice(notice_id)
        known = current_snapshot(office, reader)
        contact = preparer(office, reader)
    notices = open_together(known, notice)
    text = note(notices, known, contact, office.today())
    return NoteDraft(notices, text) if text else NoteDraft((), "")


def mark_told(office: Office, notices: Iterable[WrittenNotice], on: date | None) -> Outcome[tuple[WrittenNotice, ...]]:
    """Note that the office was told on a day; what came since the note was drafted stays to be told."""
    notices = tuple(notices)
    if on is None or on > office.today():
        raise InputError(
            translate(_CONTEXT, "告知日期没有填，或者还没有到，"),
            translate(_CONTEXT, "请填写今天或以前的日期。"),
            field="done_on",
        )
    check_day(on, "done_on")
    subject = Subject(SubjectKind.WRITTEN_NOTICE, notices[0].id, notices[0].about)
    with office.register.write(office.actor, Action.WRITTEN_NOTICE_SAVED, subject=subject) as writer:
        told = tuple(writer.save(replace(writer.written_notice(one.id), told_on=on)) for one in notices)
    return Outcome(told, frozenset({SubjectKind.WRITTEN_NOTICE}))
