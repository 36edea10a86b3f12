"""The open office: the register, its folder, who acts, and which day it is.

Every service takes an :class:`Office` first. It may be used from any thread; each service opens its own
transaction.
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Platform
from pmedia_desktop.model.journal import Actor
from pmedia_desktop.model.platforms import load_platforms
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.store import Reader, Register, utc_now

if TYPE_CHECKING:
    from pmedia_desktop.services.rules_said import RulesSaid


class Memory:
    """The snapshot that was read last, with all that it depends on, and what the rules said of it.

    Two lanes may both find it outdated and read again; what they keep is the same.
    """

    def __init__(self) -> None:
        self.snapshot: tuple[object, Snapshot] | None = None
        self.said: RulesSaid | None = None


@dataclass(frozen=True)
class Office:
    """What services work with. ``fixed_day`` stands in for today (``--on DATE``)."""

    register: Register
    folder: Path
    actor: Actor
    fixed_day: date | None = None
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    def today(self) -> date:
        """Return the day that counts as today, in the PC's own calendar."""
        return self.fixed_day or datetime.now().astimezone().date()

    def now(self) -> datetime:
        """Return the instant for records, in UTC."""
        return self.register.clock()

    def close(self) -> None:
        """Let go of the register's file."""
        self.register.close()


def open_office(
    folder: Path, *, create: bool = False, user: str = "", on: date | None = None, at: datetime | None = None
) -> Office:
    """Open the register in ``folder`` (made when ``create``); the errors are ``open_register``'s.

    ``user`` is the name that the program's user claims; the unit's clerk is assumed when it is empty. ``at`` stands in
    for the clock, in samples that are to be the same each time.
    """
    register = open_register(folder, create=create, clock=utc_now if at is None else lambda: at)
    office = Office(register, folder, Actor(name=user, os_user=getpass.getuser()), on)
    if user:
        return office
    with register.read() as reader:
        unit = reader.unit()
        clerk = reader.person(unit.clerk_id).name if unit and unit.clerk_id else ""
    return acting_as(office, clerk)


def acting_as(office: Office, name: str) -> Office:
    """Return the same office used by somebody else (a claim: nothing is proved here)."""
    return replace(office, actor=replace(office.actor, name=name))


def snapshot(office: Office) -> Snapshot:
    """Read what the rules speak of today, in one transaction, with the platform table."""
    with office.register.read() as reader:
        return current_snapshot(office, reader)


def current_snapshot(office: Office, reader: Reader) -> Snapshot:
    """Read what the rules speak of today inside a transaction that is already open.

    People, accounts, filings and custody are complete; of items and messages there are only those that something is
    to be said of, so that years of settled ones cost nothing. It is read anew when the register's state, the day or the
    platform table has changed; a transaction that writes always reads.
    """
    state, today, platforms = reader.state(), office.today(), platforms_of(office)
    kept = office.memory.snapshot
    depends_on = (state, today, platforms)
    if state is not None and kept is not None and kept[0] == depends_on:
        return kept[1]
    known = replace(reader.current_snapshot(today), platforms=platforms)
    if state is not None:
        office.memory.snapshot = (depends_on, known)
    return known


def whole_snapshot(office: Office) -> Snapshot:
    """Read the snapshot with the settled messages and a year's items, in one transaction."""
    with office.register.read() as reader:
        return complete_snapshot(office, reader)


def complete_snapshot(office: Office, reader: Reader) -> Snapshot:
    """Read the snapshot with the settled messages and a year's items, inside a transaction that is already open."""
    return replace(reader.snapshot(), platforms=platforms_of(office))


def platforms_of(office: Office) -> tuple[Platform, ...]:
    """Return the platform table with the unit's own additions."""
    return platforms_in(office.folder)


def platforms_in(folder: Path) -> tuple[Platform, ...]:
    """Return the platform table with the additions that lie in a data folder (``platforms.toml``)."""
    own_table = folder / "platforms.toml"
    return load_platforms(own_table if own_table.exists() else None)


def work_calendar(known: Snapshot) -> WorkCalendar:
    """Return the working-day calendar with the years that the unit has entered."""
    return WorkCalendar(known.holiday_years)
