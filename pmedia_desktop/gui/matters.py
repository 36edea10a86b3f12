"""How a matter looks and where it leads: the weight of a finding, the days that are left, the place in the window."""

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.texts import translate

_CONTEXT = "gui.matters"
#: So many days before its end a matter is shown as pressing.
_SOON_DAYS = 5

SEVERITY_TONES = {Severity.ERROR: Tone.DANGER, Severity.WARNING: Tone.WARNING, Severity.NOTE: Tone.ACCENT}

_PAGES = {
    SubjectKind.ACCOUNT: "account",
    SubjectKind.FILING: "filing",
    SubjectKind.PERSON: "people",
    SubjectKind.UNIT: "people",
    SubjectKind.ATTACHMENT: "accounts",
    SubjectKind.SETTINGS: "settings",
    SubjectKind.HOLIDAYS: "settings",
    SubjectKind.CREDENTIAL: "credential",
    SubjectKind.HOLDER_KEY: "custody",
    SubjectKind.RECOVERY_KEY: "envelope",
    SubjectKind.TERMINAL: "settings",
    SubjectKind.HANDOVER: "handover",
    SubjectKind.INVENTORY: "inventory",
    SubjectKind.TRANSFER: "custody",
    SubjectKind.PUBLICATION: "publication",
    SubjectKind.SUPERIOR_TASK: "publications",
    SubjectKind.MONTHLY_FIGURES: "publications",
    SubjectKind.TERM_LIST: "settings",
    SubjectKind.MESSAGE: "messages",
    SubjectKind.INSPECTION: "self_inspection",
    SubjectKind.PROBLEM: "self_inspection",
    SubjectKind.INCIDENT: "self_inspection",
    SubjectKind.SANCTION: "self_inspection",
    SubjectKind.MANAGEMENT_RULES: "self_inspection",
    SubjectKind.WRITTEN_NOTICE: "today",
    SubjectKind.REGISTER: "settings",
}


#: The tabs of the page 自查, by what they show.
_INSPECTION_TABS = {
    SubjectKind.INSPECTION: "inspection",
    SubjectKind.PROBLEM: "problems",
    SubjectKind.INCIDENT: "incidents",
    SubjectKind.SANCTION: "sanctions",
    SubjectKind.MANAGEMENT_RULES: "rules",
}


def place_of(subject: Subject, field: str = "") -> Place:
    """Return where a record is seen and mended."""
    page = _PAGES[subject.kind]
    if subject.kind is SubjectKind.UNIT:
        return Place(page, 0, field or "unit")
    if subject.kind in _INSPECTION_TABS:
        return Place(page, subject.id, _INSPECTION_TABS[subject.kind])
    if subject.kind is SubjectKind.HOLIDAYS:
        return Place(page, 0, "holidays")
    if subject.kind is SubjectKind.SUPERIOR_TASK:
        return Place(page, subject.id, "tasks")
    if subject.kind is SubjectKind.MONTHLY_FIGURES:
        return Place(page, 0, "months")
    if subject.kind is SubjectKind.TERM_LIST:
        return Place(page, 0, "publishing")
    if subject.kind is SubjectKind.TERMINAL:
        return Place(page, 0, "custody")
    if subject.kind in (SubjectKind.HOLDER_KEY, SubjectKind.RECOVERY_KEY, SubjectKind.INVENTORY, SubjectKind.TRANSFER):
        return Place(page)
    if subject.kind is SubjectKind.CREDENTIAL and not subject.id:
        return Place("custody", 0, "new")
    return Place(page, subject.id, field)


def days_left_words(days_left: int) -> str:
    """Return how long there is still time, in calendar days."""
    if days_left < 0:
        return translate(_CONTEXT, "已逾期{days}天").format(days=-days_left)
    if days_left == 0:
        return translate(_CONTEXT, "今天到期")
    if days_left == 1:
        return translate(_CONTEXT, "明天到期")
    return translate(_CONTEXT, "还有{days}天").format(days=days_left)


def days_left_tone(days_left: int | None) -> Tone:
    """Return how a day that is so far away looks; None: no day is laid down."""
    if days_left is None or days_left > _SOON_DAYS:
        return Tone.ACCENT
    return Tone.DANGER if days_left < 0 else Tone.WARNING
