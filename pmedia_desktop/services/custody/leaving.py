"""Somebody leaves: the last day, what has to be changed because of it, and the list to work off (离任清单)."""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.measures import leaving
from pmedia_desktop.measures.leaving import LeavingRow
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import people
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome


@dataclass(frozen=True)
class LeavingList:
    """What somebody who leaves still has in hand; a row closes itself once its secret or right has changed."""

    person: Person
    last_day: date
    rows: tuple[LeavingRow, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return not any(row.is_open for row in self.rows)


def leave(office: Office, person_id: int, last_day: date, reason: str = "") -> Outcome[LeavingList]:
    """Record the last day; every secret that the person can read or has seen lately has to be changed from then on."""
    left = people.person_leaves(office, person_id, last_day, reason=reason)
    return Outcome(leaving_list(office, person_id), left.changed)


def leaving_list(office: Office, person_id: int) -> LeavingList:
    """Return the list as it stands; before a last day is known, as if it were today."""
    with office.register.read() as reader:
        person = reader.person(person_id)
        known = complete_snapshot(office, reader)
    last_day = person.until or office.today()
    return LeavingList(person, last_day, leaving.leaving_list(known, person, last_day, office.today()))
