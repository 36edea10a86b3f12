"""The journal in plain words (操作记录), and the history of one record."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, JournalEntry, JournalQuery
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.register.archive_reading import archived_entries
from pmedia_desktop.services.filing.filings import filing_title
from pmedia_desktop.services.journal.words import detail
from pmedia_desktop.services.office import Office, current_snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "services.journal.history"

_ACTIONS = {
    Action.REGISTER_CREATED: "建立登记册",
    Action.REGISTER_MIGRATED: "升级登记册",
    Action.REGISTER_RESTORED: "从备份恢复登记册",
    Action.UNIT_SAVED: "保存单位信息",
    Action.PERSON_SAVED: "保存人员",
    Action.PERSON_LEFT: "登记人员离任",
    Action.ACCOUNT_REGISTERED: "登记账号",
    Action.ACCOUNT_CORRECTED: "更正账号录入",
    Action.ACCOUNT_CHANGED: "登记账号变更",
    Action.FILING_STARTED: "开始备案",
    Action.FILING_SAVED: "填写备案",
    Action.FILING_PRINTED: "打印备案表",
    Action.FILING_STEPPED: "备案进入下一步",
    Action.CLOSURE_STEPPED: "登记关停进展",
    Action.ATTACHMENT_ADDED: "添加附件",
    Action.SETTINGS_SAVED: "修改设置",
    Action.HOLIDAYS_SAVED: "登记放假安排",
    Action.RECYCLED: "移入回收站",
    Action.RESTORED: "从回收站还原",
    Action.BACKUP_MADE: "备份",
    Action.JOURNAL_ARCHIVED: "归档操作记录",
    Action.DRAFT_KEPT: "保存未填完的内容",
    Action.CUSTODY_SAVED: "登记保管",
    Action.SECRET_DEPOSITED: "存入账号密码",
    Action.SECRET_SHOWN: "查看账号密码",
    Action.LOGIN_CONFIRMED: "登录验证",
    Action.SECRET_LENT: "借出账号密码",
    Action.SECRET_RETURNED: "归还账号密码",
    Action.LEAK_SUSPECTED: "报告疑似泄露",
    Action.HANDOVER_SAVED: "办理交接",
    Action.HANDED_OVER: "移交账号密码",
    Action.HOLDER_KEY_SAVED: "设置开锁口令",
    Action.ENVELOPE_PRINTED: "打印密封件",
    Action.ENVELOPE_CONFIRMED: "核对密封件",
    Action.ENVELOPE_OPENED: "启封密封件",
    Action.TERMINAL_SAVED: "登记登录终端",
    Action.INVENTORY_SAVED: "年度盘点",
    Action.SECRETS_CARRIED: "在两台电脑间移交",
    Action.CUSTODY_RECONCILED: "核对密码库",
    Action.PUBLICATION_SAVED: "登记信息发布",
    Action.PUBLICATION_REVIEWED: "审核信息",
    Action.PUBLICATION_RELEASED: "登记发布结果",
    Action.SUPERIOR_TASK_SAVED: "登记上级任务",
    Action.MONTHLY_FIGURES_SAVED: "填写月报",
    Action.TERM_LIST_SAVED: "更新词表",
    Action.MESSAGE_SAVED: "登记留言办理",
    Action.INSPECTION_SAVED: "自查",
    Action.PROBLEM_SAVED: "登记问题整改",
    Action.INCIDENT_SAVED: "登记事件",
    Action.SANCTION_SAVED: "登记上级处置",
    Action.WRITTEN_NOTICE_SAVED: "登记书面告知",
    Action.RULES_SAVED: "登记管理制度",
    Action.INSPECTION_FILE_MADE: "生成迎检包",
    Action.IMPORTED: "导入表格",
    Action.PERSONAL_DATA_ERASED: "到期清除个人信息",
    Action.IMPORT_UNDONE: "撤回导入",
    Action.UNDONE: "撤销",
}


@dataclass(frozen=True)
class HistoryLine:
    """One entry as people read it: no codes, no hash values."""

    number: int
    at: datetime
    who: str
    what: str
    subject: Subject
    note: str
    details: tuple[str, ...]
    hash: str = ""


def action_words() -> dict[Action, str]:
    """Return what everything that can be done is called."""
    return {action: translate(_CONTEXT, words) for action, words in _ACTIONS.items()}


def read_history(
    office: Office,
    subject: Subject | None = None,
    query: JournalQuery | None = None,
    before: int | None = None,
    limit: int = 200,
    archive: Path | None = None,
) -> tuple[HistoryLine, ...]:
    """Return the newest ``limit`` entries, older than number ``before``: of one record, or those looked for.

    They are the register's, or those of the file ``archive`` into which old ones were sealed.
    """
    with office.register.read() as reader:
        if archive is None:
            entries = reader.journal(subject=subject, query=query, before=before, limit=limit)
        else:
            entries = archived_entries(archive, query or JournalQuery(subject=subject), before=before, limit=limit)
        known = current_snapshot(office, reader)
    return tuple(_line(entry, known) for entry in entries)


def _line(entry: JournalEntry, known: Snapshot) -> HistoryLine:
    return HistoryLine(
        number=entry.number,
        at=entry.at.astimezone(),
        who=entry.actor.name or entry.actor.os_user,
        what=translate(_CONTEXT, _ACTIONS[entry.action]),
        subject=entry.subject if entry.subject.title else replace(entry.subject, title=_title(entry, known)),
        note=entry.note,
        details=tuple(line for line in (detail(change, known) for change in entry.changes) if line),
        hash=entry.hash,
    )


def _title(entry: JournalEntry, known: Snapshot) -> str:
    """Return what a record is called today, or was called then, for an entry that was written without its name."""
    subject = entry.subject
    if subject.kind is SubjectKind.FILING:
        return next((filing_title(filing, known) for filing in known.filings if filing.id == subject.id), "")
    if subject.kind is SubjectKind.ACCOUNT:
        account = known.account(subject.id)
        return account.name if account else ""
    about = (change.subject for change in entry.changes)
    return next((one.title for one in about if (one.kind, one.id) == (subject.kind, subject.id) and one.title), "")
