"""What every reading of the register shares: one record by its id, many by a statement."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, exists
from sqlalchemy.orm import InstrumentedAttribute, Session

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.register.bulk_reading import read_records
from pmedia_desktop.register.storable import is_storable
from pmedia_desktop.register.tables.account import AccountRow
from pmedia_desktop.register.tables.attachment import AttachmentRow
from pmedia_desktop.register.tables.base import Base
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
from pmedia_desktop.register.tables.unit import PersonRow
from pmedia_desktop.register.tables.upkeep import RecycledRow
from pmedia_desktop.register.tables.written_notice import WrittenNoticeRow
from pmedia_desktop.texts import translate

_CONTEXT = "register.record_reading"

R = TypeVar("R")
T = TypeVar("T", bound=Base)


def not_recycled(kind: SubjectKind, identifier: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that the record does not lie in the recycle bin."""
    return ~exists().where(RecycledRow.subject_kind == kind, RecycledRow.subject_id == identifier)


class RecordReader:
    """A transaction's session, and rows of it as records."""

    def __init__(self, session: Session, path: Path, now: datetime) -> None:
        self._session = session
        self._path = path
        self._now = now

    def _today(self) -> date:
        return self._now.astimezone().date()

    def _row(self, row_class: type[T], identifier: int) -> T:
        row = self._session.get(row_class, identifier) if is_storable(identifier) else None
        if row is None:
            message = translate(_CONTEXT, "登记中没有编号为 {id} 的{kind}。")
            raise InputError(message.format(id=identifier, kind=_kind_word(row_class)))
        return row

    def _records(self, statement: Select[T], record_type: type[R]) -> tuple[R, ...]:
        """Return what a statement over one table selects, with all that hangs on it."""
        return read_records(self._session, statement, record_type)


def _kind_word(row_class: type[Base]) -> str:
    words: dict[Any, str] = {
        PersonRow: translate(_CONTEXT, "人员"),
        AccountRow: translate(_CONTEXT, "账号"),
        FilingRow: translate(_CONTEXT, "备案"),
        AttachmentRow: translate(_CONTEXT, "附件"),
        CredentialRow: translate(_CONTEXT, "账号密码"),
        HolderKeyRow: translate(_CONTEXT, "开锁口令"),
        RecoveryKeyRow: translate(_CONTEXT, "密封件"),
        LoginTerminalRow: translate(_CONTEXT, "登录终端"),
        HandoverRow: translate(_CONTEXT, "交接"),
        InventoryRow: translate(_CONTEXT, "盘点"),
        TransferRow: translate(_CONTEXT, "导出"),
        PublicationRow: translate(_CONTEXT, "信息发布"),
        SuperiorTaskRow: translate(_CONTEXT, "上级任务"),
        MonthlyFiguresRow: translate(_CONTEXT, "月报"),
        TermListRow: translate(_CONTEXT, "词表"),
        MessageRow: translate(_CONTEXT, "留言"),
        SelfInspectionRow: translate(_CONTEXT, "自查"),
        ProblemRow: translate(_CONTEXT, "问题"),
        IncidentRow: translate(_CONTEXT, "事件"),
        SanctionRow: translate(_CONTEXT, "上级处置"),
        ManagementRulesRow: translate(_CONTEXT, "管理制度"),
        WrittenNoticeRow: translate(_CONTEXT, "书面告知"),
    }
    return words[row_class]
