"""The account as a filing's form says it: what took effect later, and is filed by itself, is taken back.

Each change is filed on a form of its own (Article 6), and forms are often written days after the event. A form that
named an account as a later change left it would contradict its own 变更后.
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from pmedia_desktop.measures.descriptions import person_told
from pmedia_desktop.measures.filing_terms import event_day, is_late_baseline, returned_before, still_speaking
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import Filing, FilingKind
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word


def account_as_filed(filing: Filing, snapshot: Snapshot) -> Account | None:
    """Return the filing's account as it was on the day of its event, None for one in the recycle bin.

    The register knows what was before a later change by that change's own filing. A row that cannot be read back
    (typed by hand, a name that two people bear) leaves the account as it is now; the checks before printing say so.
    """
    account = snapshot.account(filing.account_id)
    for later in reversed(later_changes(filing, snapshot)):
        for row in later.changes:
            if account is not None and row.field in vars(account):
                value = _read_back(row.field, row.before, getattr(account, row.field), snapshot)
                account = replace(account, **value)
    return account


def later_changes(filing: Filing, snapshot: Snapshot) -> tuple[Filing, ...]:
    """Return the filings of changes that took effect after this opening's or change's event, in their order.

    An older account filed afterwards (补报) is described as it is today, and a closure is the last event of all.
    """
    account = snapshot.account(filing.account_id)
    if filing.kind is FilingKind.CLOSURE or is_late_baseline(filing, account):
        return ()
    own_day = event_day(filing, account)
    if own_day is None:
        return ()
    own = (own_day, first_of(filing, snapshot))
    return tuple(other for order, other in _changes_in_order(filing, snapshot) if order > own)


def earlier_changes(filing: Filing, snapshot: Snapshot) -> tuple[Filing, ...]:
    """Return the filings of the account's changes that took effect before this one, in their order."""
    own_day = event_day(filing, snapshot.account(filing.account_id))
    if own_day is None:
        return ()
    own = (own_day, first_of(filing, snapshot))
    return tuple(other for order, other in _changes_in_order(filing, snapshot) if order < own)


def first_of(filing: Filing, snapshot: Snapshot) -> int:
    """Return the id of the filing that this one corrects, through every return, or its own."""
    chain = (filing, *returned_before(filing, snapshot))
    return chain[-1].follows_id or chain[-1].id


def _changes_in_order(filing: Filing, snapshot: Snapshot) -> list[tuple[tuple[date, int], Filing]]:
    """Return the account's changes that still speak, by the day of their event and of one day as they were entered."""
    found = [
        ((other.event_on, first_of(other, snapshot)), other)
        for other in still_speaking(snapshot.filings_of(filing.account_id))
        if other.kind is FilingKind.CHANGE
        and other.event_on is not None
        and other.id not in (filing.id, filing.follows_id)
    ]
    return sorted(found, key=lambda entry: entry[0])


def _read_back(field: str, told: str, now: Any, snapshot: Snapshot) -> dict[str, Any]:
    """Return ``{field: value}`` for a value as people read it, nothing where it cannot be told which one it was."""
    if field in ("holder_id", "deputy_holder_id"):
        person = person_told(told, snapshot)
        return {field: person.id if person else None} if person or not told else {}
    readings: list[Any] = []
    if field == "platform":
        readings = [platform.code for platform in snapshot.platforms if platform.name == told]
    elif isinstance(now, StrEnum):
        readings = [member for member in type(now) if word(member) == told]
    elif isinstance(now, str):
        readings = [told]
    return {field: readings[0]} if readings else {}
