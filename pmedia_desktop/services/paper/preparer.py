"""Who fills in a form (填表人)."""

from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.office import Office


def preparer(office: Office, reader: Reader) -> tuple[str, str]:
    """Return name and telephone of who fills in forms: the program's user, else the unit's clerk."""
    unit = reader.unit()
    people = reader.people()
    clerk = next((p for p in people if unit and p.id == unit.clerk_id), None)
    user = next((p for p in people if p.name == office.actor.name), clerk)
    return (user.name, user.phone) if user else (office.actor.name, "")
