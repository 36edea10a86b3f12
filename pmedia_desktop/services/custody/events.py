"""Lines of the custody record: who acted, proved or claimed, where, when."""

from datetime import datetime

from pmedia_desktop.model.custody import CustodyAct, CustodyEvent
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody.terminals import this_computer
from pmedia_desktop.services.office import Office


def record(
    writer: Writer,
    office: Office,
    act: CustodyAct,
    credential_id: int | None = None,
    *,
    person_id: int | None = None,
    witness_id: int | None = None,
    version: int | None = None,
    reason: str = "",
    due_at: datetime | None = None,
) -> CustodyEvent:
    """Append what has happened. The transaction's actor acted, ``person_id`` is whom it concerns besides."""
    named = [person.id for person in writer.people() if person.name == office.actor.name]
    return writer.append(
        CustodyEvent(
            credential_id=credential_id,
            act=act,
            at=office.now(),
            by_person_id=named[0] if len(named) == 1 else None,
            computer=this_computer().name,
            person_id=person_id,
            witness_id=witness_id,
            version=version,
            reason=reason,
            due_at=due_at,
        )
    )
