"""The Chinese words of findings and deadlines; part of ``model.words``, by itself for the page that the start shows."""

from enum import StrEnum

from pmedia_desktop.model.finding import DueState, Severity
from pmedia_desktop.texts import translate

PAIRS: tuple[tuple[StrEnum, str], ...] = (
    (DueState.NOT_STARTED, "未起算"),
    (DueState.UNDATED, "尽快办理"),
    (DueState.COMING, "未到期"),
    (DueState.SOON, "即将到期"),
    (DueState.TODAY, "今天到期"),
    (DueState.OVERDUE, "已逾期"),
    (Severity.ERROR, "须处理"),
    (Severity.WARNING, "请注意"),
    (Severity.NOTE, "提示"),
)

_WORDS = dict(PAIRS)


def severity_word(severity: Severity) -> str:
    """Return what a finding's weight is called."""
    return translate("model.words", _WORDS[severity])
