"""What an import would do, row by row; nothing is written here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import starmap
from pathlib import Path
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.services.importing.account_values import accounts_of
from pmedia_desktop.services.importing.layouts import remembered
from pmedia_desktop.services.importing.ledger_draft import LedgerDraft, account_of
from pmedia_desktop.services.importing.ledgers import LEDGERS
from pmedia_desktop.services.importing.person_values import person_of
from pmedia_desktop.services.importing.planning import FIRST_NEW_ID, Draft, Taken
from pmedia_desktop.services.importing.platform_names import platform_names
from pmedia_desktop.services.importing.sources import SourceColumn, SourceRow, read_source
from pmedia_desktop.services.importing.spread_rows import spread_item
from pmedia_desktop.services.importing.unit_rows import foreign_names, is_taken
from pmedia_desktop.services.importing.vocabulary import ACCOUNT, PERSON
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.plan"


class RowOutcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """One record of the file. ``why`` says why it is refused, ``details`` what would change.

    ``kind`` is its table's. ``where`` tells records of one name apart: an account's platform, the account of an item or
    a message; of a refused row what the file says.
    ``sheet`` is empty for a text table and a PDF; ``row`` counts from 1 as Excel does (in a PDF: its forms), 0 is a
    hidden sheet as a whole, which is refused.
    """

    kind: str
    sheet: str
    row: int
    hidden: bool
    what: str
    where: str
    outcome: RowOutcome
    why: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What an import would do.

    ``people``, ``accounts`` and ``ledgers`` {kind: records} are to be saved; new ones have ids from
    ``FIRST_NEW_ID`` on, by which others name them. ``read_...`` is what the register held when the plan was made.
    ``names_no_account``: some rows do not say which account they are about, as in what a platform exports.
    ``other_units`` are units that the file names and that are not the register's, whether taken all the same or not.
    """

    file: str
    rows: tuple[PlannedRow, ...]
    found_columns: tuple[SourceColumn, ...]
    layouts: Mapping[str, Mapping[str, str]]
    people: tuple[Person, ...]
    accounts: tuple[Account, ...]
    ledgers: Mapping[str, tuple[Any, ...]]
    read_people: tuple[Person, ...]
    read_accounts: tuple[Account, ...]
    read_ledgers: Mapping[str, tuple[Any, ...]]
    names_no_account: bool = False
    other_units: tuple[str, ...] = ()

    @property
    def columns(self) -> Mapping[str, str | None]:
        """Return {heading: field}, None for a column that is not taken."""
        return {column.heading: column.field or None for column in self.found_columns}

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.people or self.accounts or any(self.ledgers.values()))

    @property
    def refused(self) -> tuple[PlannedRow, ...]:
        """The rows that cannot be taken."""
        return tuple(row for row in self.rows if row.outcome is RowOutcome.REFUSED)

    @property
    def created(self) -> int:
        """How many accounts and people the rows would add (people who are only named in an account's row aside)."""
        return self._count(RowOutcome.CREATED)

    @property
    def people_beside(self) -> int:
        """How many people would be added because accounts name them."""
        own = sum(row.kind == PERSON and row.outcome is RowOutcome.CREATED for row in self.rows)
        return sum(person.id >= FIRST_NEW_ID for person in self.people) - own

    @property
    def changed(self) -> int:
        """How many would be corrected."""
        return self._count(RowOutcome.CHANGED)

    @property
    def unchanged(self) -> int:
        """How many stand in the register already as they stand in the file."""
        return self._count(RowOutcome.UNCHANGED)

    def _count(self, outcome: RowOutcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def plan_import(
    office: Office,
    path: Path,
    corrections: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    *,
    account_id: int = 0,
    own_units: Collection[str] = (),
) -> ImportPlan:
    """Read a file and say what importing it would do. Raises ``InputError`` when it holds nothing to import.

    ``corrections`` is {heading: field}, an empty field for a column that is to be left out; they are remembered
    for tables with these headings once the import is written. ``account_id`` is the account of the rows that name
    none; 0: nobody has said. ``own_units`` are names of units that the user takes for this one's
    (``unit_rows.EVERY_NAME``: all of them).
    """
    progress = progress or Silent()
    source = read_source(office.folder, path, corrections or {}, remembered(office), progress)
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        held = {kind: LEDGERS[kind].read(reader) for kind in {row.kind for row in source.rows} & set(LEDGERS)}
    today = office.today()
    ledgers = {kind: LEDGERS[kind].draft(read, today) for kind, read in held.items()}
    planner = _Planner(known, ledgers, today, account_id)
    others = foreign_names(source.rows, known.unit)
    judged = zip(source.rows, others, strict=True)
    rows: list[PlannedRow] = []
    for done, (row, other) in enumerate(sorted(judged, key=lambda pair: _order(pair[0]))):
        progress.step(done, len(source.rows))
        foreign = other and not is_taken(other, own_units)
        rows += [_refused(row, _why_foreign(other))] if foreign else planner.planned(row)
    order = list(dict.fromkeys(row.sheet for row in source.rows))
    rows.sort(key=lambda planned: (order.index(planned.sheet), planned.row))
    rows = [*starmap(_hidden_sheet, source.hidden_sheets.items()), *rows]
    return ImportPlan(
        file=path.name,
        rows=tuple(rows),
        found_columns=tuple(source.columns.values()),
        layouts=source.layouts,
        people=planner.draft.changed_people(),
        accounts=planner.draft.changed_accounts(),
        ledgers={kind: draft.changed() for kind, draft in planner.ledgers.items()},
        read_people=known.people,
        read_accounts=known.accounts,
        read_ledgers=held,
        names_no_account=planner.names_no_account,
        other_units=tuple(dict.fromkeys(filter(None, others))),
    )


def _why_foreign(name: str) -> str:
    return translate(
        _CONTEXT, "主办单位写的是“{name}”，不是本单位。如果也是本单位的（内设机构、以前的名称），请选择照收。"
    ).format(name=name)


def _order(row: SourceRow) -> int:
    """Put the people before the accounts that name them, and what happened on accounts last."""
    return {PERSON: 0, ACCOUNT: 1}.get(row.kind, 2)


class _Planner:
    """Takes each row where its kind belongs; a refused row leaves nothing behind."""

    def __init__(self, known: Snapshot, ledgers: Mapping[str, LedgerDraft[Any]], today: date, account_id: int) -> None:
        self.names_no_account = False
        self._account_id = account_id
        self.draft = Draft(known, today)
        self.ledgers = ledgers
        self._known = known
        self._names = platform_names(known.platforms)
        self._accounts: dict[tuple[str, str], Account] = {}

    def planned(self, row: SourceRow) -> list[PlannedRow]:
        """Return what becomes of a row: of several platforms in one row, one each."""
        before = self.draft.state() if row.kind in (PERSON, ACCOUNT) else None
        try:
            return [_taken(row, result) for result in self._take(row)]
        except InputError as error:
            if before is not None:
                self.draft.return_to(before)
            return [_refused(row, str(error))]

    def _take(self, row: SourceRow) -> list[Taken]:
        if row.kind == PERSON:
            return [self.draft.take_person(person_of(row), row)]
        if row.kind == ACCOUNT:
            return [self.draft.take_account(words, row) for words in accounts_of(row, self._names)]
        ledger = self.ledgers[row.kind]
        rows = [ledger.plain(one) for one in spread_item(row, self._names)]
        accounts = [self._account(one, needed=ledger.needs_account(one)) for one in rows]
        taken = [
            ledger.take(one, account.id if account else 0, self._known)
            for one, account in zip(rows, accounts, strict=True)
        ]
        where = translate(_CONTEXT, "、").join(account_title(one, self._known) for one in accounts if one)
        details = tuple(line for one in taken for line in one.details)
        return [Taken(taken[0].name, taken[0].is_new, details, where)]

    def _account(self, row: SourceRow, *, needed: bool) -> Account | None:
        """Return the account that a row of a ledger speaks of, None for none; most rows speak of the same few."""
        said = (str(row.values.get("account") or ""), str(row.values.get("platform") or ""))
        if not any(map(str.strip, said)):
            if not needed:
                return None
            self.names_no_account = True
            chosen = self._known.account(self._account_id)
            if chosen is not None:
                return chosen
        if said not in self._accounts:
            self._accounts[said] = account_of(row, self.draft.accounts(), self._known, self._names)
        return self._accounts[said]


def _taken(row: SourceRow, result: Taken) -> PlannedRow:
    outcome = RowOutcome.CREATED if result.is_new else RowOutcome.CHANGED
    return PlannedRow(
        kind=row.kind,
        sheet=row.sheet,
        row=row.number,
        hidden=row.hidden,
        what=result.name,
        where=result.where,
        outcome=outcome if result.details or result.is_new else RowOutcome.UNCHANGED,
        details=result.details,
    )


def _hidden_sheet(name: str, records: int) -> PlannedRow:
    why = translate(
        _CONTEXT, "这张工作表是隐藏的，里面的{records}行没有看。要导入，请在表格软件里取消隐藏，存好再导入。"
    )
    return PlannedRow(
        kind="",
        sheet=name,
        row=0,
        hidden=True,
        what="",
        where="",
        outcome=RowOutcome.REFUSED,
        why=why.format(records=records),
    )


def _refused(row: SourceRow, why: str) -> PlannedRow:
    said = {field: cell.strip() for field, cell in row.values.items() if isinstance(cell, str)}
    parts = (said.get("account", ""), said.get("platform", "")) if row.kind != PERSON else ()
    return PlannedRow(
        kind=row.kind,
        sheet=row.sheet,
        row=row.number,
        hidden=row.hidden,
        what=next((said[field] for field in ("name", "title", "text") if field in said), ""),
        where=translate(_CONTEXT, "，").join(filter(None, parts)),
        outcome=RowOutcome.REFUSED,
        why=why,
    )
