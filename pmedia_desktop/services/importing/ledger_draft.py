"""A ledger of what happens on accounts (items published, messages) as it would be after the rows so far."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar, Generic, TypeVar

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import day_of, folded, is_nothing, text_of
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.register.changes import changes_between
from pmedia_desktop.services.importing.planning import FIRST_NEW_ID, Taken
from pmedia_desktop.services.importing.platform_names import PlatformNames
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.importing.vocabulary import MESSAGE, PUBLICATION, column_word
from pmedia_desktop.services.journal.words import detail
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.ledger_draft"
_TIME = re.compile(r"(?:^|[ T日号])(\d{1,2})[:：时](\d{2})")

Record = TypeVar("Record", Publication, Message)
Value = TypeVar("Value")


class LedgerDraft(ABC, Generic[Record]):
    """Takes rows of one kind; a record that is known is found by its ``key`` and never entered twice."""

    subject: ClassVar[SubjectKind]

    def __init__(self, known: Iterable[Record]) -> None:
        self.read: tuple[Record, ...] = tuple(known)
        self._now: dict[int, Record] = {record.id: record for record in self.read}
        self._by_key: dict[Hashable, int] = {key: record.id for record in self.read for key in self.keys(record)}
        self._next_id = FIRST_NEW_ID

    @abstractmethod
    def keys(self, record: Record) -> Iterable[Hashable]:
        """Return by what a record is found again."""

    def plain(self, row: SourceRow) -> SourceRow:
        """Return the row with each thing in its own column."""
        return row

    def needs_account(self, row: SourceRow) -> bool:
        """Whether a row is of an account, and has to say of which."""
        return True

    @abstractmethod
    def of_row(self, row: SourceRow, account_id: int) -> Record:
        """Return what a row says, as a new and checked record, or raise ``InputError``; 0: of no account."""

    @abstractmethod
    def merged(self, before: Record, said: Record) -> Record:
        """Return a known record with what the row adds; what the unit has written stays."""

    @abstractmethod
    def name_of(self, record: Record) -> str:
        """Return what the record is called in the list of rows."""

    def take(self, row: SourceRow, account_id: int, known: Snapshot) -> Taken:
        """Take a row; nothing has changed when it raises ``InputError``."""
        said = self.of_row(row, account_id)
        found = next((self._by_key[key] for key in self.keys(said) if key in self._by_key), None)
        before = None if found is None else self._now[found]
        if before is None:
            self._next_id += 1
            after = replace(said, id=self._next_id)
        else:
            after = self.merged(before, said)
        self._now[after.id] = after
        for key in self.keys(after):
            self._by_key.setdefault(key, after.id)
        changes = changes_between(Subject(self.subject, after.id, ""), before, after)
        details = tuple(line for line in (detail(change, known) for change in changes) if line)
        return Taken(self.name_of(after), before is None, details)

    def changed(self) -> tuple[Record, ...]:
        """Return the records to be saved; new ones have ids from ``FIRST_NEW_ID`` on."""
        before = {record.id: record for record in self.read}
        return tuple(record for id_, record in self._now.items() if before.get(id_) != record)


def account_of(row: SourceRow, accounts: Iterable[Account], known: Snapshot, names: PlatformNames) -> Account:
    """Return the account that a row speaks of, or raise ``InputError``; it may be left out where there is one only."""
    said = text(row.values, "account")
    platform = "" if is_nothing(row.values.get("platform")) else names.read(text(row.values, "platform"))[0]
    found = [account for account in accounts if not platform or account.platform == platform]
    if said:
        wanted = folded(said)
        found = [
            account
            for account in found
            if wanted in (folded(account.name), folded(account.platform_id), folded(account_title(account, known)))
        ]
    elif not platform:
        found = [account for account in found if account.state.is_open]
    if len(found) == 1:
        return found[0]
    if not said and not platform:
        raise InputError(
            translate(_CONTEXT, "没有写是哪个账号，"),
            translate(_CONTEXT, "请选择是哪个账号的，或者补上账号名称和平台这两列。"),
        )
    if found:
        raise InputError(
            translate(_CONTEXT, "登记册里不止一个账号和“{said}”对得上，").format(
                said=said or text(row.values, "platform")
            ),
            translate(_CONTEXT, "请补上账号名称和平台。"),
        )
    raise InputError(
        translate(_CONTEXT, "登记册里没有账号“{said}”，").format(said=said or text(row.values, "platform")),
        translate(_CONTEXT, "请核对名称和平台，或者先登记这个账号。"),
    )


def text(values: Mapping[str, Cell], name: str) -> str:
    """Return a cell as text; what is wrong with it is said with the column's name."""
    return _labelled(name, lambda: "" if is_nothing(values.get(name)) else text_of(values.get(name)))


def day(values: Mapping[str, Cell], name: str) -> date | None:
    """Return a cell's day, or None when it is empty."""
    return _labelled(name, lambda: None if is_nothing(values.get(name)) else day_of(values.get(name)))


def time_of_day(values: Mapping[str, Cell], name: str) -> str:
    """Return the time (09:30) that stands beside a day in one cell, or an empty text."""
    cell = values.get(name)
    found = _TIME.search(unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else None
    return f"{found[1].zfill(2)}:{found[2]}" if found else ""


def _labelled(name: str, read: Callable[[], Value]) -> Value:
    try:
        return read()
    except InputError as error:
        raise InputError(
            translate(_CONTEXT, "{label}：{message}").format(
                label=column_word(name, PUBLICATION, MESSAGE), message=error.message
            ),
            error.remedy,
        ) from error
