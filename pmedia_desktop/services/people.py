"""The unit's people: kept for good, corrected, changed, or leaving."""

from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.written_notices import offices_of
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody.leavers import demand_changes
from pmedia_desktop.services.filing import changes
from pmedia_desktop.services.filing.corrections import mend_forms
from pmedia_desktop.services.filing.written_notices import changed_by, keep_notices
from pmedia_desktop.services.office import Office, current_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.services.validation import check_day, checked_person
from pmedia_desktop.texts import translate

_CONTEXT = "services.people"
_CHANGED = frozenset({SubjectKind.PERSON})


def list_people(office: Office) -> tuple[Person, ...]:
    """Return everybody, those who have left included, in the order of entry."""
    with office.register.read() as reader:
        return reader.people()


def save_person(office: Office, person: Person, read: Person | None = None) -> Outcome[Person]:
    """Enter a person, or correct what was typed (更正录入): no filing follows. ``read`` is what the page read.

    Change filings that nobody has signed say the correction too.
    """
    person = checked_person(person)
    subject = Subject(SubjectKind.PERSON, person.id, person.name)
    with office.register.write(office.actor, Action.PERSON_SAVED, subject=subject) as writer:
        if not person.id:
            return Outcome(writer.save(person), _CHANGED)
        refuse_stale(writer.person(person.id), read)
        before = current_snapshot(office, writer)
        saved = writer.save(person)
        mended = mend_forms(writer, before, saved)
    return Outcome(saved, _CHANGED | mended)


def change_advice(office: Office, person: Person) -> changes.ChangeAdvice:
    """Say what saving this edit as a real change would ask for, before it is saved."""
    person = checked_person(person)
    with office.register.read() as reader:
        return changes.advice(reader.person(person.id), person, current_snapshot(office, reader))


@dataclass(frozen=True)
class PersonChange:
    """A real change of a person and what it raised, one filing per account that names the person."""

    person: Person
    raised: changes.Raised
    to_tell: tuple[WrittenNotice, ...] = ()

    @property
    def filings(self) -> tuple[Filing, ...]:
        """The change filings."""
        return self.raised.filings


def change_person(
    office: Office, person: Person, effective_on: date, reason: str = "", read: Person | None = None
) -> Outcome[PersonChange]:
    """Save a real change (new telephone, new post) and draft the filings of all accounts that show it.

    What is told in writing instead is kept, of somebody whom the office knows by an office.
    """
    person = checked_person(person)
    check_day(effective_on, "event_on")
    subject = Subject(SubjectKind.PERSON, person.id, person.name)
    with office.register.write(office.actor, Action.PERSON_SAVED, subject=subject, note=reason) as writer:
        before = writer.person(person.id)
        refuse_stale(before, read)
        saved = writer.save(person)
        known = current_snapshot(office, writer)
        wanted = changes.person_rows(before, saved, known)
        raised = changes.raise_filings(writer, office, known, wanted, effective_on, reason)
        accounts = tuple(account for account in known.accounts if changes.is_known_outside(account, known))
        is_known = accounts and offices_of(saved.id, replace(known, accounts=accounts))
        to_inform = changes.advice(before, saved, known).to_inform if is_known else ()
        to_tell = keep_notices(writer, subject, to_inform, effective_on, reason)
    changed = _CHANGED | {SubjectKind.FILING} | changed_by(to_tell)
    return Outcome(PersonChange(saved, raised, to_tell), changed)


@dataclass(frozen=True)
class Leaving:
    """A person who leaves, and what was raised for the accounts that went to a successor."""

    person: Person
    raised: changes.Raised

    @property
    def filings(self) -> tuple[Filing, ...]:
        """The change filings."""
        return self.raised.filings


def person_leaves(
    office: Office, person_id: int, last_day: date, successor_id: int | None = None, reason: str = ""
) -> Outcome[Leaving]:
    """Record the person's last day; the record is kept, and the rules name what is left without a holder.

    With a successor, every open account that the person holds goes over on the last day, and its change filing is
    drafted, one form each. Secrets that the person knows have to be changed from then on (Article 15). Refused
    (``InputError``) as a whole: nobody leaves without the accounts that should go.
    """
    check_day(last_day, "until")
    subject = Subject(SubjectKind.PERSON, person_id, _name(office, person_id))
    with office.register.write(office.actor, Action.PERSON_LEFT, subject=subject, note=reason) as writer:
        person = writer.person(person_id)
        if person.since and last_day < person.since:
            raise InputError(
                translate(_CONTEXT, "离任日期早于任职日期，"), translate(_CONTEXT, "请改正其中一个。"), field="until"
            )
        left = writer.save(replace(person, until=last_day))
        raised = changes.Raised()
        if successor_id is not None:
            raised = _hand_over(writer, office, left, successor_id, reason)
        demand_changes(writer, office, left)
    changed = _CHANGED | {SubjectKind.CREDENTIAL}
    if successor_id is not None:
        changed |= {SubjectKind.ACCOUNT, SubjectKind.FILING}
    return Outcome(Leaving(left, raised), changed)


def _name(office: Office, person_id: int) -> str:
    with office.register.read() as reader:
        return reader.person(person_id).name


def _hand_over(writer: Writer, office: Office, leaving: Person, successor_id: int, reason: str) -> changes.Raised:
    successor, last_day = writer.person(successor_id), leaving.until or office.today()
    if successor_id == leaving.id or successor.has_left(max(last_day, office.today())):
        raise InputError(
            translate(_CONTEXT, "“{name}”不能接手，").format(name=successor.name),
            translate(_CONTEXT, "请选一位在岗的同事。"),
            field="holder_id",
        )
    known = current_snapshot(office, writer)
    wanted = {}
    for account in known.accounts:
        if account.holder_id == leaving.id and account.state.is_open:
            handed = replace(account, holder_id=successor_id)
            writer.save(handed)
            wanted[account.id] = changes.advice(account, handed, known).to_file
    return changes.raise_filings(writer, office, known, wanted, last_day, reason)
