"""The ledger (台账) as a file: for the district office, and whole enough to be imported again."""

from collections.abc import Sequence

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.table_writing import WrittenTable, csv_table, xlsx
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.exporting.ledger_columns import (
    account_cell,
    account_headings,
    national_headings,
    national_row,
    person_cell,
    person_headings,
)
from pmedia_desktop.services.exporting.table_file import TableFormat
from pmedia_desktop.services.importing.sources import FULL_SHEET, NATIONAL_SHEET
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "services.exporting.ledger_file"
_CHOICE = "export_columns"
_ALL = "all"


def ledger_file(office: Office, written_as: TableFormat) -> bytes:
    """Return the ledger of all accounts, those that are open first.

    The workbook has the ledger in the national system's columns (or the unit's own choice), every field of every
    account, and the people; the text table has the unit's choice, else every field.
    """
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        chosen = _chosen(reader)
    accounts = sorted(known.accounts, key=lambda account: (not account.state.is_open, account.id))
    if written_as is TableFormat.CSV:
        table = _table("", accounts, known, chosen or tuple(account_headings()))
        return csv_table(table.headings, table.rows)
    ledger = _table(NATIONAL_SHEET, accounts, known, chosen) if chosen else national_table(known)
    return xlsx((ledger, _table(FULL_SHEET, accounts, known, tuple(account_headings())), _people_table(known)))


def national_table(known: Snapshot) -> WrittenTable:
    """Return all accounts in the national system's columns, those that are open first."""
    accounts = sorted(known.accounts, key=lambda account: (not account.state.is_open, account.id))
    return WrittenTable(NATIONAL_SHEET, national_headings(), [national_row(account, known) for account in accounts])


def chosen_columns(office: Office) -> tuple[str, ...]:
    """Return the unit's own choice of the ledger's columns, empty for the shipped ones."""
    with office.register.read() as reader:
        return _chosen(reader)


def _chosen(reader: Reader) -> tuple[str, ...]:
    choice = (reader.draft(_CHOICE) or {}).get("fields")
    return tuple(map(str, choice)) if isinstance(choice, list) else ()


def remember_columns(office: Office, fields: Sequence[str]) -> None:
    """Keep the unit's own choice and order of the ledger's columns; none or ``("all",)`` means the shipped ones."""
    known = account_headings()
    wrong = [field for field in fields if field not in known and field != _ALL]
    if wrong:
        raise InputError(
            translate(_CONTEXT, "没有“{field}”这一列，").format(field=wrong[0]),
            translate(_CONTEXT, "可以写：{fields}。").format(fields=translate(_CONTEXT, "、").join(known)),
        )
    with office.register.write(office.actor, Action.DRAFT_KEPT) as writer:
        writer.keep_draft(_CHOICE, None if _ALL in fields or not fields else {"fields": list(fields)})


def _table(name: str, accounts: Sequence[Account], known: Snapshot, fields: Sequence[str]) -> WrittenTable:
    headings = account_headings()
    rows = [[account_cell(account, field, known) for field in fields] for account in accounts]
    return WrittenTable(name, [headings[field] for field in fields], rows)


def _people_table(known: Snapshot) -> WrittenTable:
    headings = person_headings()
    rows = [[person_cell(person, field) for field in headings] for person in known.people]
    return WrittenTable(translate(_CONTEXT, "人员"), tuple(headings.values()), rows)
