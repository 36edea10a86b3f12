"""The unit's people: kept for good, corrected, changed, or leaving."""

from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import changes
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.validation import check_day, checked_person
from pmedia_desktop.texts import translate

_CONTEXT = "services.people"
_CHANGED = frozenset({SubjectKind.PERSON})


def list_people(office: Office) -> tuple[Person, ...]:
    """Return everybody, those who have left included, in the order of entry."""
    with office.register.read() as reader:
        return reader.people()


def save_person(office: Office, person: Person) -> Outcome[Person]:
    """Enter a person, or correct what was typed (更正录入): no filing follows."""
    person = checked_person(person)
    subject = Subject(SubjectKind.PERSON, person.id, person.name)
    with office.register.write(office.actor, Action.PERSON_SAVED, subject=subject) as writer:
        saved = writer.save(person)
    return Outcome(saved, _CHANGED)


def change_advice(office: Office, person: Person) -> changes.ChangeAdvice:
    """Say what saving this edit as a real change would ask for, before it is saved."""
    person = checked_person(person)
    with office.register.read() as reader:
        return changes.advice(reader.person(person.id), person, complete_snapshot(office, reader))


@dataclass(frozen=True)
class PersonChange:
    """A real change of a person and the change filings that it raised, one per account that names the person."""

    person: Person
    filings: tuple[Filing, ...]


def change_person(office: Office, person: Person, effective_on: date, reason: str = "") -> Outcome[PersonChange]:
    """Save a real change (new telephone, new post) and draft the filings of all accounts that show it."""
    person = checked_person(person)
    subject = Subject(SubjectKind.PERSON, person.id, person.name)
    with office.register.write(office.actor, Action.PERSON_SAVED, subject=subject, note=reason) as writer:
        before = writer.person(person.id)
        saved = writer.save(person)
        known = complete_snapshot(office, writer)
        wanted = changes.person_rows(before, saved, known)
        filings = changes.raise_filings(writer, office, known, wanted, effective_on, reason)
    return Outcome(PersonChange(saved, filings), _CHANGED | {SubjectKind.FILING})


def person_leaves(office: Office, person_id: int, last_day: date) -> Outcome[Person]:
    """Record the person's last day; the record is kept, and the rules name what is left without a holder."""
    check_day(last_day, "until")
    with office.register.read() as reader:
        person = reader.person(person_id)
    if person.since and last_day < person.since:
        raise InputError(
            translate(_CONTEXT, "离任日期早于任职日期，"), translate(_CONTEXT, "请改正其中一个。"), field="until"
        )
    subject = Subject(SubjectKind.PERSON, person.id, person.name)
    with office.register.write(office.actor, Action.PERSON_LEFT, subject=subject) as writer:
        saved = writer.save(replace(writer.person(person_id), until=last_day))
    return Outcome(saved, _CHANGED)
