"""Why a change cannot be taken back by itself: kind by kind, and for what has happened since (decision 0061)."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import WRITTEN_OF_CREDENTIALS
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.journal import Action, JournalChange, JournalEntry, JournalQuery
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.words import field_label
from pmedia_desktop.register.changes import LONG_LISTS
from pmedia_desktop.register.reverting import changed_since, reverted
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.journal.undo_records import by_subject, concerns_recycling, is_new, record_of, was_recycled
from pmedia_desktop.texts import translate

_CONTEXT = "services.journal.undo_reasons"
FAR_BACK = 500
#: What has an inverse: fields that were typed, and the recycle bin.
_REVERSIBLE = frozenset(
    (
        Action.UNIT_SAVED,
        Action.PERSON_SAVED,
        Action.PERSON_LEFT,
        Action.ACCOUNT_REGISTERED,
        Action.ACCOUNT_CORRECTED,
        Action.ACCOUNT_CHANGED,
        Action.FILING_STARTED,
        Action.FILING_SAVED,
        Action.ATTACHMENT_ADDED,
        Action.SETTINGS_SAVED,
        Action.HOLIDAYS_SAVED,
        Action.TERMINAL_SAVED,
        Action.PUBLICATION_SAVED,
        Action.SUPERIOR_TASK_SAVED,
        Action.MONTHLY_FIGURES_SAVED,
        Action.TERM_LIST_SAVED,
        Action.MESSAGE_SAVED,
        Action.PROBLEM_SAVED,
        Action.INCIDENT_SAVED,
        Action.SANCTION_SAVED,
        Action.RULES_SAVED,
        Action.WRITTEN_NOTICE_SAVED,
        Action.RECYCLED,
        Action.RESTORED,
        Action.UNDONE,
    )
)
#: Custody's records hang together with what is sealed in the keyring, which knows no way back.
_OF_CUSTODY = frozenset(
    (
        SubjectKind.CREDENTIAL,
        SubjectKind.HOLDER_KEY,
        SubjectKind.RECOVERY_KEY,
        SubjectKind.HANDOVER,
        SubjectKind.INVENTORY,
        SubjectKind.TRANSFER,
    )
)
#: Kinds that have no recycle bin: what was entered anew is corrected where it was entered.
_WITHOUT_BIN = frozenset(
    (SubjectKind.HOLIDAYS, SubjectKind.TERMINAL, SubjectKind.MONTHLY_FIGURES, SubjectKind.TERM_LIST)
)
_SUBMITTED = frozenset(state.value for state in FilingState if state.is_submitted)
_SIGNED = frozenset(state.value for state in FilingState if state.keeps_its_paper)
#: What reviewers agree to; it goes out as they saw it.
_REVIEWED_WORDS = frozenset(("title", "text", "origin", "source", "source_link", "account_ids"))
#: What settles a message; a change that did it may be taken back, what was written before may not.
_SETTLING = frozenset(("replied_on", "transferred_on", "no_reply_reason", "about_id"))


def _said_of_actions() -> Mapping[Action, str]:
    """Return why what was done has no inverse, and where it is put right."""
    return {
        Action.PUBLICATION_RELEASED: translate(_CONTEXT, "已经发布出去了，请在这条信息里登记更正或撤下。"),
        Action.PUBLICATION_REVIEWED: translate(
            _CONTEXT, "审核是当事人的意见，不能替他收回；请在这条信息的“更多”里退回拟稿。"
        ),
        Action.SECRET_SHOWN: translate(_CONTEXT, "已经给人看过，收不回来；不放心就更换密码。"),
        Action.SECRET_LENT: translate(_CONTEXT, "已经交给借用人，请登记归还，再更换密码。"),
        Action.SECRET_RETURNED: translate(_CONTEXT, "借用人已经看过密码，请更换密码。"),
        Action.SECRET_DEPOSITED: translate(
            _CONTEXT, "密码已经加密存进密码库；存错了请再存一次，旧密码在登录验证以前都留着。"
        ),
        Action.LOGIN_CONFIRMED: translate(_CONTEXT, "登录是已经发生的事，不能当作没有。"),
        Action.LEAK_SUSPECTED: translate(_CONTEXT, "怀疑泄露以后，只有更换密码才能放心；换好就不再提醒。"),
        Action.CUSTODY_SAVED: translate(
            _CONTEXT, "保管人变了，密码要重新加密，不能只改登记；请在“密码保管”里重新指定。"
        ),
        Action.HANDOVER_SAVED: translate(_CONTEXT, "交接要当事人到场，请在交接页里改正或作废。"),
        Action.HANDED_OVER: translate(_CONTEXT, "密码已经交出去了；要收回的请再办一次交接。"),
        Action.HOLDER_KEY_SAVED: translate(_CONTEXT, "旧的开锁口令已经失效，请再更换一次。"),
        Action.ENVELOPE_PRINTED: translate(_CONTEXT, "密封件已经打印出来；不用的请重新制作，旧的随即作废。"),
        Action.ENVELOPE_CONFIRMED: translate(_CONTEXT, "核对是两人在场办的，不能当作没有。"),
        Action.ENVELOPE_OPENED: translate(_CONTEXT, "已经启封，收不回来；请重新制作密封件。"),
        Action.INVENTORY_SAVED: translate(_CONTEXT, "盘点要保管人本人确认，请在年度盘点里改正。"),
        Action.INSPECTION_SAVED: translate(_CONTEXT, "请在自查表里重新选择；已经完成的自查要留存。"),
        Action.INSPECTION_FILE_MADE: translate(_CONTEXT, "文件已经写到磁盘上，不要的请自己删除。"),
        Action.FILING_PRINTED: _on_paper(),
        Action.FILING_STEPPED: _on_paper(),
        Action.CLOSURE_STEPPED: _on_paper(),
        Action.IMPORTED: translate(_CONTEXT, "导入请用“撤回导入”整个撤回。"),
        Action.IMPORT_UNDONE: translate(_CONTEXT, "撤回了的导入，需要时请重新导入。"),
        Action.PERSONAL_DATA_ERASED: translate(_CONTEXT, "到期清除的个人信息没有留底，找不回来。"),
    }


def _on_paper() -> str:
    return translate(_CONTEXT, "纸上已经办了这一步，请在备案页退回或更正。")


class Judge:
    """Tells of entries whether they can be taken back; what several entries ask for is read once."""

    def __init__(self, reader: Reader, undone: frozenset[str]) -> None:
        self._reader, self._undone = reader, undone

    def reason(self, entry: JournalEntry) -> str:
        """Return why an entry cannot be taken back, empty when it can."""
        if str(entry.number) in self._undone:
            return translate(_CONTEXT, "已经撤销过了。")
        changes = by_subject(entry)
        is_written = entry.action is Action.CUSTODY_SAVED and _is_only_written(changes)
        if entry.action not in _REVERSIBLE and not is_written:
            return _said_of_actions().get(entry.action, translate(_CONTEXT, "这一类操作没有反过来的一步。"))
        if not changes:
            return translate(_CONTEXT, "这一次没有改动内容。")
        if not is_written and any(subject.kind in _OF_CUSTODY for subject in changes):
            return translate(_CONTEXT, "这一次还要求更换密码或改了保管记录，不能整个撤回；请在原来的页面上分别改正。")
        if self._shows_in(self._stepped_since(entry, _SUBMITTED), changes):
            return translate(_CONTEXT, "改动后的内容已经随备案报送。")
        signed = self._stepped_since(entry, _SIGNED)
        still = {one.id for one in self._filings if one.id in signed and one.state.keeps_its_paper}
        if self._shows_in(still, changes):
            return translate(_CONTEXT, "改动后的内容已经印在领导签了字的备案表上。")
        reasons = (self._reason_of(subject, lines) for subject, lines in changes.items())
        return next((reason for reason in reasons if reason), "")

    @cached_property
    def _steps(self) -> tuple[JournalEntry, ...]:
        query = JournalQuery(actions=(Action.FILING_STEPPED, Action.CLOSURE_STEPPED))
        return self._reader.journal(query=query, limit=FAR_BACK)

    @cached_property
    def _filings(self) -> tuple[Filing, ...]:
        return self._reader.filings()

    def _stepped_since(self, entry: JournalEntry, states: frozenset[str]) -> set[int]:
        """Return the filings that have come to one of these states after the entry."""
        return {
            change.subject.id
            for step in self._steps
            if step.number > entry.number
            for change in step.changes
            if change.field == "state" and change.after in states
        }

    def _shows_in(self, gone: set[int], changes: Mapping[Subject, Sequence[JournalChange]]) -> bool:
        """Whether one of these filings shows what was changed."""
        if not gone:
            return False
        if any(subject.kind in (SubjectKind.UNIT, SubjectKind.PERSON) for subject in changes):
            return True
        accounts = {subject.id for subject in changes if subject.kind is SubjectKind.ACCOUNT}
        filings = {subject.id for subject in changes if subject.kind is SubjectKind.FILING}
        return any(
            filing.id in gone and (filing.id in filings or filing.account_id in accounts) for filing in self._filings
        )

    def _reason_of(self, subject: Subject, changes: list[JournalChange]) -> str:
        if concerns_recycling(changes):
            return "" if self._is_recycled(subject) == was_recycled(changes) else _changed_words("recycled")
        if subject.kind is SubjectKind.ATTACHMENT:
            return _changed_words("recycled") if self._is_recycled(subject) else ""
        if is_new(subject, changes):
            return self._reason_of_new(subject)
        record = record_of(self._reader, subject)
        if record is None:
            return _elsewhere()
        different = changed_since(record, changes)
        if different:
            return _changed_words(different[0])
        # What came and went of such a list (where an item is out, who agreed to it) has mostly happened outside.
        if any(change.field in LONG_LISTS and isinstance(getattr(record, change.field), tuple) for change in changes):
            return _elsewhere()
        try:
            reverted(record, changes)
        except LookupError:
            return _elsewhere()
        return _reason_of_settled(record, frozenset(change.field for change in changes))

    def _reason_of_new(self, subject: Subject) -> str:
        if subject.kind in _WITHOUT_BIN:
            return translate(_CONTEXT, "新登记的这一项没有回收站，请在原来的页面上改正。")
        if self._is_recycled(subject):
            return _changed_words("recycled")
        later = self._reader.journal(subject=subject, limit=FAR_BACK)
        if later[0].number != later[-1].number:
            return translate(_CONTEXT, "后来又改动过或办理过；不要了的，请在原来的页面上移入回收站。")
        return ""

    def _is_recycled(self, subject: Subject) -> bool:
        return (subject.kind, subject.id) in self._recycled

    @cached_property
    def _recycled(self) -> frozenset[tuple[SubjectKind, int]]:
        return frozenset((item.subject.kind, item.subject.id) for item in self._reader.recycled())


def _is_only_written(changes: Mapping[Subject, Sequence[JournalChange]]) -> bool:
    """Whether custody's records were only corrected in what is written of them; one that is new was appointed."""
    return all(
        subject.kind is SubjectKind.CREDENTIAL and {line.field for line in lines} <= set(WRITTEN_OF_CREDENTIALS)
        for subject, lines in changes.items()
    )


def _reason_of_settled(record: object, fields: frozenset[str]) -> str:
    """Return why fields stay that others have relied on since."""
    if isinstance(record, Publication) and not record.may_be_rewritten and fields & _REVIEWED_WORDS:
        return translate(_CONTEXT, "后来已经有人审过，审过的内容不能变；请先在这条信息的“更多”里退回拟稿。")
    if isinstance(record, Message) and record.settled_on is not None and not fields & _SETTLING:
        return translate(_CONTEXT, "后来已经答复或转交了，登记的内容要留作依据；登记错了的，请在“留言”里更正。")
    return ""


def _elsewhere() -> str:
    return translate(_CONTEXT, "这一类内容请在原来的页面上改回。")


def _changed_words(field: str) -> str:
    if field == "recycled":
        return translate(_CONTEXT, "后来又从回收站还原或移入过。")
    return translate(_CONTEXT, "“{field}”后来又改过。").format(field=field_label(field))
