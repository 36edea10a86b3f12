"""Changing the register: saving, attaching, recycling; every change is noted for the journal."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import LARGEST_ATTACHMENT, Attachment, AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.custody import Credential, LoginTerminal
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.handover import Handover, Inventory, Transfer
from pmedia_desktop.model.incident import Incident, ManagementRules, Sanction
from pmedia_desktop.model.inspection import Problem, SelfInspection
from pmedia_desktop.model.journal import JournalChange
from pmedia_desktop.model.keys import HolderKey, RecoveryKey
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register.changes import KINDS, changes_between
from pmedia_desktop.register.converting import fill_row, to_record
from pmedia_desktop.register.custody_writing import CustodyWriter
from pmedia_desktop.register.erasing import forget_values
from pmedia_desktop.register.fixed_filings import refuse_altering
from pmedia_desktop.register.json_values import json_text
from pmedia_desktop.register.recycling import refuse_recycled, refuse_recycled_account, refuse_recycling
from pmedia_desktop.register.search_keys import name_order, search_key
from pmedia_desktop.register.storable import is_storable, refuse_unwritable
from pmedia_desktop.register.subjects import subject_of
from pmedia_desktop.register.tables.account import AccountRow
from pmedia_desktop.register.tables.attachment import AttachmentContentRow, AttachmentRow
from pmedia_desktop.register.tables.custody import CredentialRow, LoginTerminalRow
from pmedia_desktop.register.tables.filing import FilingRow
from pmedia_desktop.register.tables.handover import HandoverRow, InventoryRow, TransferRow
from pmedia_desktop.register.tables.inspection import (
    IncidentRow,
    ManagementRulesRow,
    ProblemRow,
    SanctionRow,
    SelfInspectionRow,
)
from pmedia_desktop.register.tables.keys import HolderKeyRow, RecoveryKeyRow
from pmedia_desktop.register.tables.message import MessageRow
from pmedia_desktop.register.tables.publication import (
    MonthlyFiguresRow,
    PublicationRow,
    SuperiorTaskRow,
    TermListRow,
)
from pmedia_desktop.register.tables.unit import PersonRow, UnitRow
from pmedia_desktop.register.tables.upkeep import DraftRow, HolidayYearRow, RecycledRow, SettingRow
from pmedia_desktop.register.tables.written_notice import WrittenNoticeRow
from pmedia_desktop.texts import translate

_CONTEXT = "register.writing"

S = TypeVar(
    "S",
    Unit,
    Person,
    Account,
    Filing,
    Settings,
    HolidayYear,
    Credential,
    HolderKey,
    RecoveryKey,
    LoginTerminal,
    Handover,
    Inventory,
    Transfer,
    Publication,
    SuperiorTask,
    MonthlyFigures,
    TermList,
    Message,
    SelfInspection,
    Problem,
    Incident,
    Sanction,
    ManagementRules,
    WrittenNotice,
)

#: What holds numbers and names of people that are kept for a term only.
Erasable = TypeVar("Erasable", Person, Message, Filing, WrittenNotice)

#: Where the records lie that are known by a number of their own.
_ROWS: dict[type, type[Any]] = {
    Person: PersonRow,
    Account: AccountRow,
    Filing: FilingRow,
    Attachment: AttachmentRow,
    Credential: CredentialRow,
    HolderKey: HolderKeyRow,
    RecoveryKey: RecoveryKeyRow,
    LoginTerminal: LoginTerminalRow,
    Handover: HandoverRow,
    Inventory: InventoryRow,
    Transfer: TransferRow,
    Publication: PublicationRow,
    SuperiorTask: SuperiorTaskRow,
    MonthlyFigures: MonthlyFiguresRow,
    TermList: TermListRow,
    Message: MessageRow,
    SelfInspection: SelfInspectionRow,
    Problem: ProblemRow,
    Incident: IncidentRow,
    Sanction: SanctionRow,
    ManagementRules: ManagementRulesRow,
    WrittenNotice: WrittenNoticeRow,
}
_RECORD_TYPES = {KINDS[record_type]: record_type for record_type in _ROWS}


class Writer(CustodyWriter):
    """A reader that also changes. What it saves is committed, with one journal entry, when its block ends."""

    def save(self, record: S) -> S:
        """Save a record and return it with its id; id 0 makes a new one. A signed filing refuses altering."""
        refuse_unwritable(json_text(record))
        if isinstance(record, Settings):
            self._save_settings(record)
            return record
        if isinstance(record, HolidayYear):
            self._save_holiday_year(record)
            return record
        before = self._before(record)
        if before is not None and before == record:
            return record
        row = self._fill(record, before)
        saved = replace(record, id=row.id)
        self._note(subject_of(self, saved), before, saved)
        return saved

    def erase(self, record: Erasable, fields: Mapping[str, Any]) -> None:
        """Give personal fields what may stay ("" or a mask); the journal learns that it happened, and not what it was.

        What earlier entries kept of these fields is gone with them.
        """
        row = self._row(_ROWS[type(record)], record.id)
        kept = replace(record, **fields)
        fill_row(row, kept)
        self._session.flush()
        subject = subject_of(self, kept)
        forget_values(self._session, subject, fields)
        self._changes.append(JournalChange(subject, "erased", None, json_text(sorted(fields))))

    def attach(
        self,
        kind: SubjectKind,
        subject_id: int,
        attachment_kind: AttachmentKind,
        file_name: str,
        content: bytes,
    ) -> Attachment:
        """Keep a file of at most 20 MB with the record that is named; ``InputError`` for a larger one."""
        if len(content) > LARGEST_ATTACHMENT:
            message = translate(_CONTEXT, "附件“{name}”有 {size:.1f} MB，超过 {limit} MB 的上限。")
            raise InputError(
                message.format(name=file_name, size=len(content) / 2**20, limit=LARGEST_ATTACHMENT // 2**20),
                translate(_CONTEXT, "请压缩、降低扫描分辨率或拆分后再添加。"),
            )
        refuse_unwritable(file_name)
        subject = self._require(kind, subject_id)
        if isinstance(subject, Filing):
            refuse_recycled(self._session, subject)
        attachment = Attachment(
            subject_kind=kind,
            subject_id=subject_id,
            kind=attachment_kind,
            file_name=file_name,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            added_at=self._now,
        )
        row = AttachmentRow()
        fill_row(row, attachment)
        self._session.add(row)
        self._session.flush()
        self._session.add(AttachmentContentRow(attachment_id=row.id, content=content))
        self._session.flush()
        saved = replace(attachment, id=row.id)
        self._note(subject_of(self, saved), None, saved)
        return saved

    def recycle(self, subject: Subject) -> None:
        """Move a person, account, filing or attachment to the recycle bin; refused while it is still needed."""
        record = self._require(subject.kind, subject.id)
        refuse_recycling(self._session, subject.kind, record)
        if self._session.get(RecycledRow, (subject.kind, subject.id)) is not None:
            return
        named = subject_of(self, record)
        self._session.add(
            RecycledRow(
                subject_kind=named.kind,
                subject_id=named.id,
                title=named.title,
                recycled_at=self._now,
                actor_name=self._actor.name,
                os_user=self._actor.os_user,
                proved=self._actor.proved,
            )
        )
        self._session.flush()
        self._changes.append(JournalChange(named, "recycled", None, "true"))

    def restore(self, subject: Subject) -> None:
        """Take a record out of the recycle bin."""
        known = is_storable(subject.id)
        row = self._session.get(RecycledRow, (subject.kind, subject.id)) if known else None
        if row is None:
            raise InputError(translate(_CONTEXT, "回收站里没有这一项，可能已经还原。"))
        named = Subject(row.subject_kind, row.subject_id, row.title)
        self._session.delete(row)
        self._session.flush()
        self._changes.append(JournalChange(named, "recycled", "true", None))

    def keep_draft(self, key: str, values: Mapping[str, Any] | None) -> None:
        """Keep what was typed into a guide that is not finished; None forgets it. Not part of the journal."""
        row = self._session.get(DraftRow, key)
        if values is None:
            if row is not None:
                self._session.delete(row)
        else:
            content = json_text(values)
            refuse_unwritable(content)
            if row is None:
                self._session.add(DraftRow(key=key, content=content, kept_at=self._now))
            else:
                row.content, row.kept_at = content, self._now
        self._session.flush()

    def record(self, field: str, after: str, before: str | None = None) -> None:
        """Note a fact about the register itself in this transaction's entry (a backup made, a restore)."""
        self._changes.append(JournalChange(Subject(SubjectKind.REGISTER), field, before, after))

    def _before(self, record: Any) -> Any:
        if isinstance(record, Unit):
            return self.unit()
        if record.id == 0:
            return None
        return to_record(self._row(_ROWS[type(record)], record.id), type(record))

    def _fill(self, record: Any, before: Any) -> Any:
        row_class = _ROWS.get(type(record), UnitRow)
        row: Any = row_class() if before is None else self._session.get(row_class, before.id)
        if isinstance(record, Filing):
            self._fill_filing(row, record, before)
        elif isinstance(record, Credential):
            self._fill_credential(row, record, before)
        else:
            fill_row(row, record)
        if isinstance(record, Unit):
            row.id = 1
        if isinstance(record, Person):
            row.search_key, row.name_order = search_key(spoken=record.name), name_order(record.name)
        if isinstance(record, Account):
            written = (record.platform_id, record.original_id, record.media_code)
            row.search_key = search_key(spoken=record.name, written=written)
            row.name_order = name_order(record.name)
        self._session.add(row)
        self._session.flush()
        return row

    def _fill_filing(self, row: FilingRow, record: Filing, before: Filing | None) -> None:
        refuse_recycled(self._session, record)
        if before is not None:
            refuse_altering(before, record)
        # The schema guards a filing from the moment its row says that it was handed in; what it says goes first.
        fill_row(row, replace(record, state=FilingState.DRAFT if before is None else before.state))
        self._session.add(row)
        self._session.flush()
        row.state = record.state

    def _fill_credential(self, row: CredentialRow, record: Credential, before: Credential | None) -> None:
        if before is None or before.account_id != record.account_id:
            refuse_recycled_account(self._session, record.account_id)
        if before is not None and before.copies != record.copies:
            # Copies are unique by their entry and by being current: rows that change places would collide.
            row.copies = []
            self._session.flush()
        fill_row(row, record)

    def _save_settings(self, settings: Settings) -> None:
        before = self.settings()
        for field in fields(settings):
            value = getattr(settings, field.name)
            if value != getattr(before, field.name):
                self._session.merge(SettingRow(name=field.name, value=json_text(value)))
        self._session.flush()
        self._note(subject_of(self, settings), before, settings)

    def _save_holiday_year(self, year: HolidayYear) -> None:
        row = self._session.get(HolidayYearRow, year.year)
        before = None if row is None else to_record(row, HolidayYear)
        if before == year:
            return
        if row is None:
            row = HolidayYearRow()
        fill_row(row, year)
        self._session.add(row)
        self._session.flush()
        self._note(subject_of(self, year), before, year)

    def _note(self, subject: Subject, before: Any, after: Any) -> None:
        self._changes.extend(changes_between(subject, before, after))

    def _require(self, kind: SubjectKind, subject_id: int) -> Any:
        record_type = _RECORD_TYPES.get(kind)
        if record_type is not None:
            return to_record(self._row(_ROWS[record_type], subject_id), record_type)
        unit = self.unit()
        if kind is not SubjectKind.UNIT or unit is None:
            raise InputError(translate(_CONTEXT, "请先登记单位。"))
        return unit
