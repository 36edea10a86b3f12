"""What an import would do, row by row; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.unit import Person
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.services.importing.account_values import accounts_of
from pmedia_desktop.services.importing.person_values import person_of
from pmedia_desktop.services.importing.planning import FIRST_NEW_ID, Draft
from pmedia_desktop.services.importing.sources import Source, SourceColumn, SourceRow, read_source
from pmedia_desktop.services.importing.unit_rows import foreign_rows
from pmedia_desktop.services.importing.vocabulary import PERSON, PlatformNames, platform_names
from pmedia_desktop.services.office import Office, snapshot


class RowOutcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """One record of the file. ``why`` says why it is refused, ``details`` what would change.

    ``kind`` is its table's.
    ``sheet`` is empty for a text table and a PDF; ``row`` counts from 1 as Excel does (in a PDF: its forms).
    """

    kind: str
    sheet: str
    row: int
    hidden: bool
    what: str
    outcome: RowOutcome
    why: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What an import would do.

    ``people`` and ``accounts`` are the records to be saved; new ones have negative ids, by which accounts name
    new people. ``read_people`` and ``read_accounts`` are what the register held when the plan was made.
    """

    file: str
    rows: tuple[PlannedRow, ...]
    found_columns: tuple[SourceColumn, ...]
    layouts: Mapping[str, Mapping[str, str]]
    people: tuple[Person, ...]
    accounts: tuple[Account, ...]
    read_people: tuple[Person, ...]
    read_accounts: tuple[Account, ...]

    @property
    def columns(self) -> Mapping[str, str | None]:
        """Return {heading: field}, None for a column that is not taken."""
        return {column.heading: column.field or None for column in self.found_columns}

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.people or self.accounts)

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
    office: Office, path: Path, corrections: Mapping[str, str] | None = None, progress: Progress | None = None
) -> ImportPlan:
    """Read a file and say what importing it would do. Raises ``InputError`` when it holds nothing to import.

    ``corrections`` is {heading: field}, an empty field for a column that is to be left out; they are remembered
    for tables with these headings once the import is written.
    """
    progress = progress or Silent()
    source = read_source(office, path, corrections or {}, progress)
    known = snapshot(office)
    draft = Draft(known)
    names = platform_names(known.platforms)
    foreign = foreign_rows(source.rows, known.unit)
    rows: list[PlannedRow] = []
    for done, row in enumerate(_people_first(source)):
        progress.step(done, len(source.rows))
        place = (row.sheet, row.number)
        if place in foreign:
            rows.append(_refused(row, foreign[place]))
        else:
            rows += _planned(draft, row, names)
    order = list(dict.fromkeys(row.sheet for row in source.rows))
    rows.sort(key=lambda planned: (order.index(planned.sheet), planned.row))
    return ImportPlan(
        file=path.name,
        rows=tuple(rows),
        found_columns=tuple(source.columns.values()),
        layouts=source.layouts,
        people=draft.changed_people(),
        accounts=draft.changed_accounts(),
        read_people=known.people,
        read_accounts=known.accounts,
    )


def _people_first(source: Source) -> list[SourceRow]:
    """Put the people before the accounts that name them; rows of one kind keep their order."""
    return sorted(source.rows, key=lambda row: row.kind != PERSON)


def _planned(draft: Draft, row: SourceRow, names: PlatformNames) -> list[PlannedRow]:
    planned: list[PlannedRow] = []
    before = draft.state()
    try:
        if row.kind == PERSON:
            results = [draft.take_person(person_of(row), row)]
        else:
            results = [draft.take_account(words, row) for words in accounts_of(row, names)]
    except InputError as error:
        draft.return_to(before)
        return [_refused(row, str(error))]
    for result in results:
        outcome = RowOutcome.CREATED if result.is_new else RowOutcome.CHANGED
        planned.append(
            PlannedRow(
                kind=row.kind,
                sheet=row.sheet,
                row=row.number,
                hidden=row.hidden,
                what=result.name,
                outcome=outcome if result.details or result.is_new else RowOutcome.UNCHANGED,
                details=result.details,
            )
        )
    return planned


def _refused(row: SourceRow, why: str) -> PlannedRow:
    name = row.values.get("name")
    return PlannedRow(
        kind=row.kind,
        sheet=row.sheet,
        row=row.number,
        hidden=row.hidden,
        what=name if isinstance(name, str) else "",
        outcome=RowOutcome.REFUSED,
        why=why,
    )
