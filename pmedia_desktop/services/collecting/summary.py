"""The accounts of all units merged, what is found about each unit, and the workbook that says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from pmedia_desktop.exchange.cell_values import folded
from pmedia_desktop.exchange.table_writing import WrittenTable, xlsx
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.measures import article4, article5
from pmedia_desktop.measures.collected import late_papers, unfiled_accounts
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.filing import Closure, Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.services.collecting.reading import FoundAccount, Unread, own_headings
from pmedia_desktop.services.exporting.ledger_columns import account_cell, account_headings
from pmedia_desktop.services.importing.unit_names import core_of
from pmedia_desktop.texts import translate

_CONTEXT = "services.collecting.summary"
#: What names of files are made of that say nothing of a unit.
_SAYS_NOTHING = re.compile(
    r"[\d\W_]+|政务|新媒体|账号|帐号|公众号|台账|汇总|报送|登记|备案|信息|情况|统计|附件|模板|基本|填报|单位|自查|年|月|日|季度|第|各|表"
)
_COLUMNS = (
    "platform",
    "name",
    "platform_id",
    "media_code",
    "state",
    "subject",
    "homepage",
    "opened_on",
    "baseline",
    "baseline_on",
    "certification",
    "certified_until",
    "followers",
)


@dataclass
class CollectedAccount:
    """One account with the files that speak of it; what an earlier file has said stays."""

    values: dict[str, Any]
    holder: str = ""
    phone: str = ""
    files: list[str] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    has_basis: bool = False


@dataclass
class CollectedUnit:
    """One unit by the name that was read first, with its accounts."""

    name: str
    accounts: list[CollectedAccount] = field(default_factory=list)
    by_key: dict[tuple[str, str], CollectedAccount] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitFinding:
    """A finding about a unit's account, and the files that it was read from."""

    unit: str
    account: str
    finding: Finding
    files: tuple[str, ...]


@dataclass(frozen=True)
class Collection:
    """Everything that was collected; ``findings`` in the order of the units. ``office``: see ``Collector``."""

    files: int
    units: tuple[CollectedUnit, ...]
    findings: tuple[UnitFinding, ...]
    unread: tuple[Unread, ...]
    office: Snapshot

    @property
    def accounts(self) -> int:
        """How many different accounts there are."""
        return sum(len(unit.accounts) for unit in self.units)


class Collector:
    """Takes found accounts one after the other, and says at the end what they come to.

    ``office`` holds the platforms, settings and years of whoever collects: every unit is held to them.
    """

    def __init__(self, office: Snapshot) -> None:
        self._office = office
        self._units: dict[str, CollectedUnit] = {}
        self._unread: list[Unread] = []
        self._files = 0

    def take(self, accounts: Iterable[FoundAccount], unread: Iterable[Unread]) -> None:
        """Take what one file gave; a file that names no unit counts as one by its own name, or its folder's."""
        self._files += 1
        self._unread += unread
        for found in accounts:
            name = found.unit or _unit_of(PurePosixPath(found.file))
            unit = self._units.setdefault(core_of(name), CollectedUnit(name))
            _merge(unit, found)

    def result(self, on: date) -> Collection:
        """Return everything with its findings as of the day ``on``."""
        units = tuple(sorted(self._units.values(), key=lambda unit: unit.name))
        calendar = WorkCalendar(self._office.holiday_years)
        findings = tuple(one for unit in units for one in _findings(unit, self._office, calendar, on))
        return Collection(self._files, units, findings, tuple(self._unread), self._office)


def _unit_of(file: PurePosixPath) -> str:
    """Return what a file that names no unit goes by: 民政局/台账.xlsx by its folder, 教育局台账.xlsx by itself."""
    return file.stem if _SAYS_NOTHING.sub("", file.stem) or not file.parent.name else file.parent.name


def _merge(unit: CollectedUnit, found: FoundAccount) -> None:
    values = found.words.values
    keys = [
        (values["platform"], folded(str(values[name])))
        for name in ("media_code", "platform_id", "name")
        if values.get(name)
    ]
    known = next((unit.by_key[key] for key in keys if key in unit.by_key), None)
    if known is not None and _differ(known.values, values):
        known = None  # two accounts of one name on one platform
    if known is None:
        known = CollectedAccount({})
        unit.accounts.append(known)
    for key in keys:
        unit.by_key.setdefault(key, known)
    for name, value in values.items():
        known.values.setdefault(name, value)
    holder = found.words.holder
    if holder is not None and not known.holder:
        known.holder, known.phone = holder.name, holder.mobile_phone or holder.office_phone
    if found.file not in known.files:
        known.files.append(found.file)
    if found.filing is not None:
        known.has_basis |= bool(found.filing.basis)
        if found.filing.kind is FilingKind.CLOSURE:
            known.values["state"] = AccountState.CANCELLED if found.filing.event_on else AccountState.CLOSURE_ANNOUNCED
        known.filings.append(
            Filing(
                kind=found.filing.kind,
                event_on=found.filing.event_on,
                filled_on=found.filing.filled_on,
                closure=Closure(requested_on=found.filing.requested_on)
                if found.filing.kind is FilingKind.CLOSURE
                else None,
            )
        )


def _differ(known: dict[str, Any], values: dict[str, Any]) -> bool:
    """Whether two accounts of one name say of themselves that they are not the same."""
    return any(
        known.get(name) and values.get(name) and folded(str(known[name])) != folded(str(values[name]))
        for name in ("platform_id", "media_code")
    )


def _findings(unit: CollectedUnit, office: Snapshot, calendar: WorkCalendar, on: date) -> Iterable[UnitFinding]:
    known = _snapshot(unit, office)
    with_basis = {number for number, account in enumerate(unit.accounts, 1) if account.has_basis}
    found = [
        *article4.findings(known, on),
        *article5.findings(known, on),
        *unfiled_accounts(known, calendar),
        *late_papers(known, calendar),
    ]
    for finding in found:
        account = unit.accounts[finding.subject.id - 1]
        is_asked = finding.rule not in office.settings.rules_off
        shown_on_paper = finding.rule == "article5.no_basis" and finding.subject.id in with_basis
        if finding.severity is not Severity.NOTE and is_asked and not shown_on_paper:
            yield UnitFinding(unit.name, str(account.values.get("name", "")), finding, tuple(account.files))


def _snapshot(unit: CollectedUnit, office: Snapshot) -> Snapshot:
    """Return the unit as a register of its own would hold it; an account's number is its place in the list."""
    accounts = tuple(Account(id=number, **account.values) for number, account in enumerate(unit.accounts, 1))
    filings = [
        Filing(
            id=1000 * number + place,
            account_id=number,
            kind=one.kind,
            event_on=one.event_on,
            filled_on=one.filled_on,
            closure=one.closure,
        )
        for number, account in enumerate(unit.accounts, 1)
        for place, one in enumerate(account.filings)
    ]
    return replace(office, unit=Unit(full_name=unit.name), accounts=accounts, filings=tuple(filings))


def workbook(collection: Collection) -> bytes:
    """Return the summary: all accounts, the findings by unit, the units, and what could not be read."""
    return xlsx((_all_accounts(collection), _all_findings(collection), _units(collection), _unread(collection)))


def _all_accounts(collection: Collection) -> WrittenTable:
    headings = account_headings()
    said: dict[tuple[str, int], list[str]] = {}
    for one in collection.findings:
        said.setdefault((one.unit, one.finding.subject.id), []).append(one.finding.message)
    rows: list[list[Cell]] = []
    for unit in collection.units:
        known = _snapshot(unit, collection.office)
        for account, collected in zip(known.accounts, unit.accounts, strict=True):
            cells = [account_cell(account, name, known) if name in collected.values else None for name in _COLUMNS]
            messages = said.get((unit.name, account.id), [])
            rows.append(
                [
                    unit.name,
                    *cells,
                    collected.holder,
                    collected.phone,
                    "\n".join(messages),
                    "\n".join(collected.files),
                ]
            )
    return WrittenTable(
        translate(_CONTEXT, "账号汇总"),
        [
            headings["unit"],
            *(headings[name] for name in _COLUMNS),
            headings["holder"],
            headings["holder_mobile_phone"],
            *own_headings(),
        ],
        rows,
    )


def _all_findings(collection: Collection) -> WrittenTable:
    rows = [
        (
            one.unit,
            one.account,
            one.finding.article,
            word(one.finding.severity),
            one.finding.message,
            one.finding.remedy,
            "\n".join(one.files),
        )
        for one in collection.findings
    ]
    headings = (
        translate(_CONTEXT, "主办单位"),
        translate(_CONTEXT, "账号名称"),
        translate(_CONTEXT, "依据"),
        translate(_CONTEXT, "程度"),
        translate(_CONTEXT, "情况"),
        translate(_CONTEXT, "建议"),
        translate(_CONTEXT, "来源文件"),
    )
    return WrittenTable(translate(_CONTEXT, "需要核对的"), headings, rows)


def _units(collection: Collection) -> WrittenTable:
    found: dict[str, int] = {}
    for one in collection.findings:
        found[one.unit] = found.get(one.unit, 0) + 1
    rows = [
        (
            unit.name,
            len(unit.accounts),
            sum(Account(**account.values).state.is_open for account in unit.accounts),
            found.get(unit.name, 0),
            len({file for account in unit.accounts for file in account.files}),
        )
        for unit in collection.units
    ]
    headings = (
        translate(_CONTEXT, "主办单位"),
        translate(_CONTEXT, "账号数"),
        translate(_CONTEXT, "其中在用"),
        translate(_CONTEXT, "需要核对"),
        translate(_CONTEXT, "文件数"),
    )
    return WrittenTable(translate(_CONTEXT, "各单位"), headings, rows)


def _unread(collection: Collection) -> WrittenTable:
    rows = [(one.file, one.place, one.why) for one in collection.unread]
    headings = (
        translate(_CONTEXT, "文件"),
        translate(_CONTEXT, "位置"),
        translate(_CONTEXT, "为什么没有收"),
    )
    return WrittenTable(translate(_CONTEXT, "没有收的"), headings, rows)
