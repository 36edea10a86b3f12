"""Article 15: each way into an account has one named holder, is kept safe, changed in time, used on safe devices."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures import article15_people, article15_secrets
from pmedia_desktop.measures.custody_matters import matters_of_secrets
from pmedia_desktop.measures.custody_upkeep import matters_of_inventory, matters_of_upkeep
from pmedia_desktop.measures.matters import Matter
from pmedia_desktop.model.finding import Deadline, Finding
from pmedia_desktop.model.snapshot import Snapshot


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what Article 15 says about holders, secrets, devices and what custody itself asks for."""
    yield from article15_people.findings(snapshot, on)
    yield from article15_secrets.findings(snapshot)
    for matter in _matters(snapshot, on):
        found = matter.finding(on)
        if found is not None:
            yield found


def deadlines(snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    """Yield what is due: each bears the rule and the subject of its finding, should there be one as well."""
    for matter in _matters(snapshot, on):
        yield matter.deadline(on, snapshot.settings)


def _matters(snapshot: Snapshot, on: date) -> Iterator[Matter]:
    yield from matters_of_secrets(snapshot, on)
    yield from matters_of_upkeep(snapshot)
    yield from matters_of_inventory(snapshot, on)
