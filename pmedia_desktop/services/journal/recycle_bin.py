"""The recycle bin: deletion means moving there, with restore."""

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.upkeep import RecycledItem
from pmedia_desktop.model.words import word
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.journal.recycle_bin"


def recycle(office: Office, subject: Subject) -> Outcome[None]:
    """Move a record to the recycle bin; ``InputError`` when something submitted or in use depends on it."""
    with office.register.write(office.actor, Action.RECYCLED, subject=subject) as writer:
        if subject.kind is SubjectKind.ACCOUNT:
            _refuse_under_way(writer, subject.id)
        writer.recycle(subject)
    return Outcome(None, frozenset({subject.kind}))


def _refuse_under_way(reader: Reader, account_id: int) -> None:
    """Refuse to throw away an account while its paper is on its way."""
    for filing in reader.filings(account_id):
        if filing.is_under_way and filing.state is not FilingState.RETURNED:
            raise InputError(
                translate(_CONTEXT, "这个账号还有正在办理的{kind}备案，").format(kind=word(filing.kind)),
                translate(_CONTEXT, "请先办完或作废，再移入回收站。"),
            )


def restore(office: Office, subject: Subject) -> Outcome[None]:
    """Take a record out of the recycle bin again."""
    with office.register.write(office.actor, Action.RESTORED, subject=subject) as writer:
        writer.restore(subject)
        if subject.kind is SubjectKind.FILING:
            _refuse_double(writer, writer.filing(subject.id))
    return Outcome(None, frozenset({subject.kind}))


def _refuse_double(reader: Reader, filing: Filing) -> None:
    """Refuse to bring back an opening or closure beside one that was started since."""
    if filing.kind is FilingKind.CHANGE or not filing.is_under_way:
        return
    for other in reader.filings(filing.account_id):
        if other.id != filing.id and other.kind is filing.kind and other.state is not FilingState.ABANDONED:
            raise InputError(
                translate(_CONTEXT, "这个账号后来又办了一份{kind}备案，").format(kind=word(filing.kind)),
                translate(_CONTEXT, "请在那一份上继续，旧的不必还原。"),
            )


def recycled(office: Office) -> tuple[RecycledItem, ...]:
    """Return what lies in the recycle bin, newest first."""
    with office.register.read() as reader:
        return reader.recycled()
