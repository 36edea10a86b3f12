"""The unit itself: first start, correction of what was typed, and real changes."""

from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person, Role, Unit, UnitKind
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody.terminals import enter_this_computer
from pmedia_desktop.services.filing import changes
from pmedia_desktop.services.filing.corrections import mend_forms
from pmedia_desktop.services.filing.written_notices import changed_by, keep_notices
from pmedia_desktop.services.office import Office, acting_as, complete_snapshot, current_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.services.validation import check_day, checked_person, checked_unit
from pmedia_desktop.texts import translate

_CONTEXT = "services.unit"


@dataclass(frozen=True, kw_only=True)
class FirstStart:
    """What the first start asks; everything else is asked when a form or a rule needs it.

    Principal and clerk of one name are one person, unless they are ``namesakes``.
    """

    full_name: str
    seal_text: str
    kind: UnitKind = UnitKind.TOWNSHIP
    principal_name: str
    principal_post: str = ""
    clerk_name: str
    clerk_post: str = ""
    clerk_phone: str = ""
    namesakes: bool = False
    computer_confirmed: bool = False


def read_unit(office: Office) -> Unit | None:
    """Return the unit, or None before the first start is finished."""
    with office.register.read() as reader:
        return reader.unit()


def first_start(office: Office, start: FirstStart) -> Outcome[Unit]:
    """Enter the unit, its principal and the clerk; refused when there is a unit already."""
    unit = checked_unit(Unit(full_name=start.full_name, seal_text=start.seal_text or start.full_name, kind=start.kind))
    principal = checked_person(
        Person(name=start.principal_name, post=start.principal_post, roles=(Role.PRINCIPAL,), since=None)
    )
    clerk = checked_person(
        Person(
            name=start.clerk_name,
            post=start.clerk_post,
            office_phone=start.clerk_phone,
            roles=(Role.CLERK, Role.HOLDER),
        )
    )
    subject = Subject(SubjectKind.UNIT, 0, unit.full_name)
    acting = acting_as(office, clerk.name)
    with acting.register.write(acting.actor, Action.UNIT_SAVED, subject=subject) as writer:
        if writer.unit() is not None:
            raise InputError(translate(_CONTEXT, "单位已经登记过，"), translate(_CONTEXT, "请在“单位与人员”页修改。"))
        principal = writer.save(principal)
        if clerk.name == principal.name and not start.namesakes:
            clerk = writer.save(
                replace(
                    principal,
                    post=principal.post or clerk.post,
                    office_phone=clerk.office_phone,
                    roles=(*principal.roles, *clerk.roles),
                )
            )
        else:
            clerk = writer.save(clerk)
        saved = writer.save(
            replace(
                unit,
                principal_id=principal.id,
                clerk_id=clerk.id,
                computer_confirmed_on=office.today() if start.computer_confirmed else None,
            )
        )
        if start.computer_confirmed:
            enter_this_computer(writer, acting)
    return Outcome(saved, frozenset({SubjectKind.UNIT, SubjectKind.PERSON, SubjectKind.TERMINAL}))


def correct_unit(office: Office, unit: Unit, read: Unit | None = None) -> Outcome[Unit]:
    """Save the unit as it always was (更正录入): no filing follows. ``read`` is what the page read.

    Change filings that nobody has signed say the correction too.
    """
    unit = checked_unit(unit)
    subject = Subject(SubjectKind.UNIT, unit.id, unit.full_name)
    with office.register.write(office.actor, Action.UNIT_SAVED, subject=subject) as writer:
        if read is not None:
            refuse_stale(_present(writer), read)
        before = current_snapshot(office, writer)
        saved = writer.save(unit)
        mended = mend_forms(writer, before, saved)
    return Outcome(saved, frozenset({SubjectKind.UNIT}) | mended)


def change_advice(office: Office, unit: Unit) -> changes.ChangeAdvice:
    """Say what saving this edit as a real change would ask for, before it is saved."""
    unit = checked_unit(unit)
    with office.register.read() as reader:
        return changes.advice(reader.unit() or Unit(), unit, complete_snapshot(office, reader))


@dataclass(frozen=True)
class UnitChange:
    """A real change of the unit and what it raised, one filing per open account."""

    unit: Unit
    raised: changes.Raised
    to_tell: tuple[WrittenNotice, ...] = ()

    @property
    def filings(self) -> tuple[Filing, ...]:
        """The change filings."""
        return self.raised.filings


def change_unit(
    office: Office, unit: Unit, effective_on: date, reason: str = "", read: Unit | None = None
) -> Outcome[UnitChange]:
    """Save a real change (实际变更) and draft a change filing for every open account whose form shows it."""
    unit = checked_unit(unit)
    check_day(effective_on, "event_on")
    subject = Subject(SubjectKind.UNIT, unit.id, unit.full_name)
    with office.register.write(office.actor, Action.UNIT_SAVED, subject=subject, note=reason) as writer:
        before = _present(writer)
        refuse_stale(before, read)
        saved = writer.save(unit)
        known = complete_snapshot(office, writer)
        advice = changes.advice(before, saved, known)
        wanted = {account.id: advice.to_file for account in known.accounts if account.state.is_open}
        raised = changes.raise_filings(writer, office, known, wanted, effective_on, reason)
        is_known = any(changes.is_known_outside(account, known) for account in known.accounts)
        to_tell = keep_notices(writer, subject, advice.to_inform if is_known else (), effective_on, reason)
    changed = frozenset({SubjectKind.UNIT, SubjectKind.FILING}) | changed_by(to_tell)
    return Outcome(UnitChange(saved, raised, to_tell), changed)


def _present(writer: Writer) -> Unit:
    unit = writer.unit()
    if unit is None:
        raise InputError(translate(_CONTEXT, "还没有登记单位，"), translate(_CONTEXT, "请先完成首次设置。"))
    return unit
