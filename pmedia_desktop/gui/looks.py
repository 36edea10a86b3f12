"""How the model's codes look and what its records are called."""

from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.custody import CredentialStatus
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.finding import Deadline, DueState
from pmedia_desktop.model.handover import HandoverState
from pmedia_desktop.model.inspection import CheckAnswer
from pmedia_desktop.model.message import MessageState
from pmedia_desktop.model.publication import PublicationState
from pmedia_desktop.model.unit import Person
from pmedia_desktop.texts import translate

_CONTEXT = "gui.looks"

ACCOUNT_TONES = {
    AccountState.PLANNED: Tone.ACCENT,
    AccountState.NORMAL: Tone.GOOD,
    AccountState.MIGRATED: Tone.NEUTRAL,
    AccountState.CLOSURE_ANNOUNCED: Tone.WARNING,
    AccountState.FROZEN: Tone.WARNING,
    AccountState.CANCELLED: Tone.NEUTRAL,
    AccountState.DELETED: Tone.NEUTRAL,
}

FILING_TONES = {
    FilingState.DRAFT: Tone.NEUTRAL,
    FilingState.PRINTED: Tone.ACCENT,
    FilingState.SIGNED: Tone.ACCENT,
    FilingState.SEALED: Tone.ACCENT,
    FilingState.SUBMITTED: Tone.GOOD,
    FilingState.RECEIVED: Tone.GOOD,
    FilingState.FILED: Tone.GOOD,
    FilingState.RETURNED: Tone.DANGER,
    FilingState.ABANDONED: Tone.NEUTRAL,
}

CREDENTIAL_TONES = {
    CredentialStatus.EMPTY: Tone.WARNING,
    CredentialStatus.HOLDER_ONLY: Tone.ACCENT,
    CredentialStatus.IN_USE: Tone.GOOD,
    CredentialStatus.SUSPECTED: Tone.DANGER,
    CredentialStatus.RETIRED: Tone.NEUTRAL,
}

HANDOVER_TONES = {
    HandoverState.PREPARED: Tone.NEUTRAL,
    HandoverState.PRINTED: Tone.ACCENT,
    HandoverState.CLOSED: Tone.GOOD,
    HandoverState.ABANDONED: Tone.NEUTRAL,
}

MESSAGE_TONES = {
    MessageState.OPEN: Tone.ACCENT,
    MessageState.ANSWERED: Tone.GOOD,
    MessageState.TRANSFERRED: Tone.GOOD,
    MessageState.NEEDS_NONE: Tone.NEUTRAL,
    MessageState.NOTED: Tone.NEUTRAL,
}

ANSWER_TONES = {
    CheckAnswer.OPEN: Tone.WARNING,
    CheckAnswer.PASSED: Tone.GOOD,
    CheckAnswer.FAILED: Tone.DANGER,
    CheckAnswer.NOT_APPLICABLE: Tone.NEUTRAL,
}

PUBLICATION_TONES = {
    PublicationState.DRAFT: Tone.NEUTRAL,
    PublicationState.IN_REVIEW: Tone.ACCENT,
    PublicationState.ISSUED: Tone.WARNING,
    PublicationState.PUBLISHED: Tone.GOOD,
    PublicationState.CORRECTED: Tone.GOOD,
    PublicationState.WITHDRAWN: Tone.NEUTRAL,
    PublicationState.ABANDONED: Tone.NEUTRAL,
}

DUE_TONES = {
    DueState.NOT_STARTED: Tone.NEUTRAL,
    DueState.UNDATED: Tone.ACCENT,
    DueState.COMING: Tone.ACCENT,
    DueState.SOON: Tone.WARNING,
    DueState.TODAY: Tone.WARNING,
    DueState.OVERDUE: Tone.DANGER,
}


def name_of(person: Person | None) -> str:
    """Return a person's name, "" for nobody."""
    return "" if person is None else person.name


def due_day(deadline: Deadline) -> str:
    """Return a deadline's last day for a table, an estimate marked as one; "" when it has none."""
    day = write_date(deadline.due)
    return translate(_CONTEXT, "{day} 推算").format(day=day) if day and deadline.estimated else day


def kind_words(kind: SubjectKind) -> str:
    """Return what a kind of record is called."""
    return {
        SubjectKind.UNIT: translate(_CONTEXT, "单位"),
        SubjectKind.PERSON: translate(_CONTEXT, "人员"),
        SubjectKind.ACCOUNT: translate(_CONTEXT, "账号"),
        SubjectKind.FILING: translate(_CONTEXT, "备案"),
        SubjectKind.ATTACHMENT: translate(_CONTEXT, "附件"),
        SubjectKind.SETTINGS: translate(_CONTEXT, "设置"),
        SubjectKind.HOLIDAYS: translate(_CONTEXT, "放假安排"),
        SubjectKind.CREDENTIAL: translate(_CONTEXT, "保管项目"),
        SubjectKind.HOLDER_KEY: translate(_CONTEXT, "开锁口令"),
        SubjectKind.RECOVERY_KEY: translate(_CONTEXT, "密封件"),
        SubjectKind.TERMINAL: translate(_CONTEXT, "登录终端"),
        SubjectKind.HANDOVER: translate(_CONTEXT, "交接"),
        SubjectKind.INVENTORY: translate(_CONTEXT, "盘点"),
        SubjectKind.TRANSFER: translate(_CONTEXT, "带到另一台电脑"),
        SubjectKind.PUBLICATION: translate(_CONTEXT, "信息发布"),
        SubjectKind.SUPERIOR_TASK: translate(_CONTEXT, "上级任务"),
        SubjectKind.MONTHLY_FIGURES: translate(_CONTEXT, "月报"),
        SubjectKind.TERM_LIST: translate(_CONTEXT, "词表"),
        SubjectKind.MESSAGE: translate(_CONTEXT, "留言"),
        SubjectKind.INSPECTION: translate(_CONTEXT, "自查"),
        SubjectKind.PROBLEM: translate(_CONTEXT, "问题"),
        SubjectKind.INCIDENT: translate(_CONTEXT, "事件"),
        SubjectKind.SANCTION: translate(_CONTEXT, "上级处置"),
        SubjectKind.MANAGEMENT_RULES: translate(_CONTEXT, "管理制度"),
        SubjectKind.WRITTEN_NOTICE: translate(_CONTEXT, "书面告知"),
        SubjectKind.REGISTER: translate(_CONTEXT, "登记册"),
    }[kind]
