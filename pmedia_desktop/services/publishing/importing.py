"""A list of published items from a spreadsheet: looked at row by row first, then taken in as a whole."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import day_of, folded, is_nothing, text_of
from pmedia_desktop.exchange.headings import Column, Vocabulary, find_table, plain_heading
from pmedia_desktop.exchange.reading import read_tables
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import Origin, Placement, Publication, PublicationState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.publishing.items import CHANGED, checked_item
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.importing"


@dataclass(frozen=True)
class RefusedRow:
    """A row that is not taken, and why."""

    number: int
    why: str


@dataclass(frozen=True)
class ItemsPlan:
    """What importing a list would do: new items, how many are there already, what is refused."""

    file: str
    items: tuple[Publication, ...]
    known: int
    refused: tuple[RefusedRow, ...]


def plan_items(office: Office, path: Path, account_id: int = 0, progress: Progress | None = None) -> ItemsPlan:
    """Return what importing the list would do; ``account_id`` is the account of rows that name none.

    Raises ``InputError`` for a file in which no list of items is found.
    """
    tables = [find_table(sheet, (_vocabulary(),), {}) for sheet in read_tables(path, progress) if not sheet.hidden]
    found = [table for table in tables if table is not None]
    if not any("published_on" in {column.field for column in table.columns} for table in found):
        raise InputError(
            translate(_CONTEXT, "“{name}”里没有找到发布记录，").format(name=path.name),
            translate(_CONTEXT, "表头要有“标题”和“发布时间”，一行一条。"),
        )
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        entered = {key for item in reader.publications() for key in _keys(item)}
    items: list[Publication] = []
    refused: list[RefusedRow] = []
    already = 0
    for table in found:
        for row in table.rows:
            values = _values(row.cells, table.columns)
            if not values:
                continue
            try:
                item = _item(values, known, account_id, office.today())
            except InputError as problem:
                refused.append(RefusedRow(row.number, str(problem)))
                continue
            keys = set(_keys(item))
            if keys & entered:
                already += 1
            else:
                entered |= keys
                items.append(item)
    return ItemsPlan(path.name, tuple(items), already, tuple(refused))


def import_items(office: Office, plan: ItemsPlan) -> Outcome[int]:
    """Take the plan's items in, all of them or none; return how many."""
    with office.register.write(office.actor, Action.IMPORTED, note=plan.file) as writer:
        for item in plan.items:
            writer.save(item)
    return Outcome(len(plan.items), CHANGED)


@cache
def _vocabulary() -> Vocabulary:
    content = tomllib.loads(data_path("resources", "publication_columns.toml").read_text("utf-8"))
    return Vocabulary(
        kind="publication",
        fields={
            plain_heading(name, keep_brackets=True): field
            for field, names in content["fields"].items()
            for name in names
        },
        keys=frozenset(content["keys"]),
        prefixes=tuple(content["prefixes"]),
    )


def _values(cells: tuple[Cell, ...], columns: tuple[Column, ...]) -> dict[str, Cell]:
    return {
        column.field: cells[column.place]
        for column in columns
        if column.field and column.place < len(cells) and not is_nothing(cells[column.place])
    }


def _item(values: Mapping[str, Cell], known: Snapshot, account_id: int, today: date) -> Publication:
    if "published_on" not in values:
        raise InputError(translate(_CONTEXT, "没有发布日期，"), translate(_CONTEXT, "请补上再导入。"))
    day = day_of(values["published_on"])
    if day > today:
        raise InputError(
            translate(_CONTEXT, "发布日期{day}还没有到，").format(day=day.isoformat()),
            translate(_CONTEXT, "请核对年份。"),
        )
    link = text_of(values.get("link"))
    title = " ".join(text_of(values.get("title")).split()) or link
    source = text_of(values.get("source"))
    is_reprint = bool(source) or translate(_CONTEXT, "转") in text_of(values.get("origin"))
    account = _account(values, known, account_id)
    return checked_item(
        Publication(
            title=title[:_LONGEST_TITLE],
            origin=Origin.REPRINT if is_reprint else Origin.ORIGINAL,
            source=source,
            state=PublicationState.PUBLISHED,
            placements=(Placement(account_id=account.id, published_on=day, link=link),),
            after_the_fact=True,
        )
    )


#: A microblog has no title, its text stands in this column: the beginning of it is enough to know it by.
_LONGEST_TITLE = 100


def _account(values: Mapping[str, Cell], known: Snapshot, account_id: int) -> Account:
    name, platform = folded(text_of(values.get("account"))), folded(text_of(values.get("platform")))
    candidates = [account for account in known.accounts if account.state.is_open]
    if name:
        candidates = [account for account in candidates if folded(account.name) == name]
    if platform:
        candidates = [
            account
            for account in candidates
            if platform
            in (folded(known.platform(account.platform).name), folded(known.platform(account.platform).national_name))
        ]
    if not name and not platform:
        candidates = [account for account in known.accounts if account.id == account_id]
    if len(candidates) != 1:
        written = text_of(values.get("account")) or text_of(values.get("platform"))
        raise InputError(
            translate(_CONTEXT, "看不出是哪个账号（{written}），").format(written=written)
            if written
            else translate(_CONTEXT, "没有写是哪个账号，"),
            translate(_CONTEXT, "请在表里写明账号名称和平台，或者导入前选好账号。"),
        )
    return candidates[0]


def _keys(item: Publication) -> Iterator[tuple[object, ...]]:
    """Yield what tells an item from others: its link, else its title, with account and day."""
    for place in item.placements:
        if place.published_on is not None:
            yield (place.account_id, place.published_on, place.link or item.title)
