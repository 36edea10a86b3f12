"""书面告知: what a real change leaves to be told to the office, and the note that tells it.

No article asks for it and none lays a day down; the unit's own table of changes does (设置 > 变更事项).
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from pmedia_desktop.measures.due import undated
from pmedia_desktop.measures.letter_text import closing_lines
from pmedia_desktop.measures.notice_text import paragraph
from pmedia_desktop.measures.subjects import account_title, named_account
from pmedia_desktop.measures.successive_changes import joined
from pmedia_desktop.measures.wording import full_date, listed, quoted
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import Deadline
from pmedia_desktop.model.settings import ChangeDuty
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.texts import translate

_CONTEXT = "measures.written_notices"


def open_together(snapshot: Snapshot, notice: WrittenNotice) -> tuple[WrittenNotice, ...]:
    """Return what is still to be told of the same account, person or unit, ``notice`` among it: one note tells it."""
    return tuple(one for one in snapshot.written_notices if one.is_open and _about(one) == _about(notice))


def deadlines(snapshot: Snapshot) -> Iterator[Deadline]:
    """Yield one matter without a last day for each account, person or unit of which something is to be told."""
    waiting = sorted((one for one in snapshot.written_notices if one.is_open), key=lambda one: (*_about(one), one.id))
    for _about_same, group in groupby(waiting, key=_about):
        notices = joined(group)
        if not notices:
            continue
        last = notices[-1]
        account = snapshot.account(last.subject_id) if last.subject_kind is SubjectKind.ACCOUNT else None
        title = account_title(account, snapshot) if account else last.about
        since = min(one.effective_on for one in notices)
        yield undated(
            "change.inform",
            translate(_CONTEXT, "书面告知：{about}").format(about=title),
            Subject(SubjectKind.WRITTEN_NOTICE, last.id, last.about),
            title if account else "",
            word(ChangeDuty.INFORM),
            translate(
                _CONTEXT, "{fields}有变化（{day}起），不用报备案，按本单位的变更事项表要书面告知{authority}。"
            ).format(fields=_fields(notices), day=full_date(since), authority=_authority(snapshot)),
        )


def note(notices: tuple[WrittenNotice, ...], snapshot: Snapshot, contact: tuple[str, str], on: date) -> str:
    """Return the draft of the note (告知函) that tells these changes of one account, person or unit.

    A field that changed more than once is told once, one that came back not at all; nothing to tell is no note.
    """
    notices = joined(notices)
    if not notices:
        return ""
    unit = snapshot.unit or Unit()
    first = notices[0]
    rows = [
        paragraph(
            translate(_CONTEXT, "{number}. {label}：由{before}变更为{after}（{day}起）{reason}").format(
                number=number,
                label=one.label,
                before=_value(one.before),
                after=_value(one.after),
                day=full_date(one.effective_on),
                reason=translate(_CONTEXT, "，{reason}。").format(reason=one.reason.rstrip("。"))
                if one.reason
                else "。",
            )
        )
        for number, one in enumerate(notices, start=1)
    ]
    return "\n".join(
        [
            translate(_CONTEXT, "关于{about}有关信息变更的函").format(about=_named(first, snapshot)),
            "",
            translate(_CONTEXT, "{authority}：").format(authority=_authority(snapshot)),
            paragraph(
                translate(_CONTEXT, "{about}的以下信息已经变更，现予告知：").format(about=_introduced(first, snapshot))
            ),
            *rows,
            paragraph(translate(_CONTEXT, "特此函告。")),
            *closing_lines(unit, contact, on),
        ]
    )


def _about(notice: WrittenNotice) -> tuple[str, int]:
    return notice.subject_kind.value, notice.subject_id


def _authority(snapshot: Snapshot) -> str:
    unit = snapshot.unit or Unit()
    return unit.filing_authority or translate(_CONTEXT, "区政府办")


def _fields(notices: tuple[WrittenNotice, ...]) -> str:
    return listed([quoted(label) for label in dict.fromkeys(one.label for one in notices)])


def _value(text: str) -> str:
    return quoted(text) if text else translate(_CONTEXT, "（空）")


def _named(notice: WrittenNotice, snapshot: Snapshot) -> str:
    account = snapshot.account(notice.subject_id) if notice.subject_kind is SubjectKind.ACCOUNT else None
    if account is not None:
        return named_account(account, snapshot)
    if notice.subject_kind is SubjectKind.PERSON:
        return translate(_CONTEXT, "政务新媒体负责人员")
    return translate(_CONTEXT, "本单位")


def _introduced(notice: WrittenNotice, snapshot: Snapshot) -> str:
    """Return of whom the note speaks; of a person with the offices that the office knows them by."""
    if notice.subject_kind is not SubjectKind.PERSON:
        return translate(_CONTEXT, "我单位{about}").format(
            about=_named(notice, snapshot) if notice.subject_kind is SubjectKind.ACCOUNT else ""
        )
    person = snapshot.person(notice.subject_id)
    return translate(_CONTEXT, "我单位{name}（{offices}）").format(
        name=person.name if person else notice.about,
        offices=listed(offices_of(notice.subject_id, snapshot)) or translate(_CONTEXT, "政务新媒体工作人员"),
    )


def offices_of(person_id: int, snapshot: Snapshot) -> list[str]:
    """Return what the office knows a person as: principal, deputy in charge, or who looks after which account."""
    unit = snapshot.unit or Unit()
    offices = []
    if unit.principal_id == person_id:
        offices.append(translate(_CONTEXT, "单位主要领导"))
    if unit.deputy_in_charge_id == person_id:
        offices.append(translate(_CONTEXT, "分管负责人"))
    held = [account for account in snapshot.accounts if account.holder_id == person_id and account.state.is_open]
    offices += [
        translate(_CONTEXT, "{account}的账号管理员").format(account=named_account(account, snapshot))
        for account in held
    ]
    return offices
