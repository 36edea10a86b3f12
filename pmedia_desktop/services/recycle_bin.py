"""The recycle bin: deletion means moving there, with restore."""

from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.upkeep import RecycledItem
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome


def recycle(office: Office, subject: Subject) -> Outcome[None]:
    """Move a record to the recycle bin; ``InputError`` when something submitted or in use depends on it."""
    with office.register.write(office.actor, Action.RECYCLED, subject=subject) as writer:
        writer.recycle(subject)
    return Outcome(None, frozenset({subject.kind}))


def restore(office: Office, subject: Subject) -> Outcome[None]:
    """Take a record out of the recycle bin again."""
    with office.register.write(office.actor, Action.RESTORED, subject=subject) as writer:
        writer.restore(subject)
    return Outcome(None, frozenset({subject.kind}))


def recycled(office: Office) -> tuple[RecycledItem, ...]:
    """Return what lies in the recycle bin, newest first."""
    with office.register.read() as reader:
        return reader.recycled()
