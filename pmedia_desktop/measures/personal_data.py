"""Whose telephone numbers and names have been kept for as long as the unit has set (到期销毁).

The Personal Information Protection Law asks whoever keeps such data to delete it when the term has ended
(《个人信息保护法》第四十七条); how long the term is, the unit sets. 0 months: no term.
"""

import calendar
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import FieldChange, Filing, FilingState, Printing
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.texts import translate

_CONTEXT = "measures.personal_data"
#: What of a person is erased; the name stays, for papers and the journal tell by it who did what.
PERSON_FIELDS = ("office_phone", "mobile_phone", "email")
_MASK = "**"
#: A telephone number of so many characters is nothing else by chance.
_LONG = 7
_BEFORE_A_SIGNATURE = (FilingState.DRAFT, FilingState.PRINTED, FilingState.ABANDONED)


@dataclass(frozen=True)
class ErasureDue:
    """One record whose term has ended: since when it is counted, when it ended, and what its fields become."""

    subject: Subject
    since: date
    ended_on: date
    fields: dict[str, Any]


def erasures_due(
    people: Iterable[Person], messages: Iterable[Message], filings: Iterable[Filing], settings: Settings, on: date
) -> tuple[ErasureDue, ...]:
    """Return what is due on the day ``on``, people first; records that hold nothing personal are left out."""
    known = tuple(people)
    return (
        *_of_people(known, settings, on),
        *_of_filings(filings, known, settings, on),
        *_of_messages(messages, settings, on),
    )


def _of_people(people: Iterable[Person], settings: Settings, on: date) -> Iterator[ErasureDue]:
    months = settings.people_kept_months
    for person in people:
        fields = {name: "" for name in PERSON_FIELDS if getattr(person, name)}
        if months and fields and person.until is not None and _later(person.until, months) <= on:
            subject = Subject(SubjectKind.PERSON, person.id, person.name)
            yield ErasureDue(subject, person.until, _later(person.until, months), fields)


def _of_filings(
    filings: Iterable[Filing], people: Collection[Person], settings: Settings, on: date
) -> Iterator[ErasureDue]:
    """Yield what was given up before anybody signed it: its numbers serve nobody, and are kept no longer than people's.

    The term runs from the day on which it was given up, or on which its preparer left, if that was before.
    """
    months = settings.people_kept_months
    for filing in filings:
        given_up_on = _given_up_on(filing)
        if not months or given_up_on is None:
            continue
        fields = _numbers_of(filing)
        left = [person.until for person in people if person.name == filing.preparer_name]
        since = min([given_up_on, *(day for day in left if day is not None and None not in left)])
        if fields and _later(since, months) <= on:
            subject = Subject(SubjectKind.FILING, filing.id, filing.preparer_name)
            yield ErasureDue(subject, since, _later(since, months), fields)


def _given_up_on(filing: Filing) -> date | None:
    """Return the day on which an unsigned filing was given up; a signed one keeps its paper, whatever became of it."""
    if filing.state is not FilingState.ABANDONED or filing.signed_on is not None:
        return None
    if any(event.state not in _BEFORE_A_SIGNATURE for event in filing.events):
        return None
    return next((event.happened_on for event in filing.events if event.state is FilingState.ABANDONED), None)


def _numbers_of(filing: Filing) -> dict[str, Any]:
    """Return a filing's fields that hold telephone numbers of people, without these."""
    rows = tuple(_without_numbers(row) for row in filing.changes)
    wanted: dict[str, Any] = {"preparer_phone": "", "changes": rows}
    if filing.printing is not None:
        told = {text for row in filing.changes if row.field in PERSON_FIELDS for text in (row.before, row.after)}
        wanted["printing"] = _printing_without(filing.printing, {filing.preparer_phone, *told} - {""})
    return {name: value for name, value in wanted.items() if getattr(filing, name) != value}


def _without_numbers(row: FieldChange) -> FieldChange:
    return replace(row, before="", after="") if row.field in PERSON_FIELDS else row


def _printing_without(printing: Printing, numbers: Collection[str]) -> Printing:
    printed = json.loads(printing.values_json)
    left = _texts_without(printed, _named_in_text(numbers))
    return printing if left == printed else replace(printing, values_json=json.dumps(left, ensure_ascii=False))


def _named_in_text(numbers: Collection[str]) -> re.Pattern[str]:
    """Return what finds the numbers as they stand in a printed text; within a longer number there is another one.

    A short one (an extension) is looked for at the end only, where forms put it: a date may hold the same digits.
    """
    longest_first = sorted(numbers, key=len, reverse=True)
    parts = [rf"(?<!\d){re.escape(one)}(?!\d)" for one in longest_first if len(one) >= _LONG]
    parts += [rf"(?:^|(?<=[\s，])){re.escape(one)}$" for one in longest_first if len(one) < _LONG]
    return re.compile("|".join(parts) or r"(?!)")


def _texts_without(value: Any, named: re.Pattern[str]) -> Any:
    """Return a value of JSON with what is found taken out of its texts."""
    match value:
        case str():
            return named.sub("", value)
        case list():
            return [_texts_without(one, named) for one in value]
        case dict():
            return {key: _texts_without(one, named) for key, one in value.items()}
        case _:
            return value


def _of_messages(messages: Iterable[Message], settings: Settings, on: date) -> Iterator[ErasureDue]:
    months = settings.citizens_kept_months
    for message in messages:
        settled_on = message.settled_on or (message.received_on if message.no_reply_reason else None)
        fields = _citizens_fields(message, settings)
        if months and fields and settled_on is not None and _later(settled_on, months) <= on:
            subject = Subject(SubjectKind.MESSAGE, message.id, message.nickname or message.text[:12])
            yield ErasureDue(subject, settled_on, _later(settled_on, months), fields)


def _citizens_fields(message: Message, settings: Settings) -> dict[str, str]:
    masked = masked_name(message.nickname) if settings.citizens_masked else ""
    wanted = {"nickname": masked, "phone": ""}
    return {name: value for name, value in wanted.items() if getattr(message, name) not in ("", value)}


def masked_name(name: str) -> str:
    """Return 张** for a name; one that is masked already stays, and so does nothing."""
    if not name or name.endswith(_MASK):
        return name
    return name[0] + _MASK


def _later(day: date, months: int) -> date:
    """Return the day so many months later; of a month that is shorter, its last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield one line when anything is due."""
    due = erasures_due(snapshot.people, snapshot.messages, snapshot.filings, snapshot.settings, on)
    if due:
        yield Finding(
            rule="personal_data.due",
            article=translate(_CONTEXT, "《个人信息保护法》第四十七条"),
            severity=Severity.NOTE,
            subject=Subject(SubjectKind.SETTINGS, 0, translate(_CONTEXT, "个人信息")),
            message=translate(_CONTEXT, "有{count}项电话、网民姓名到了单位设定的保存期限。").format(count=len(due)),
            remedy=translate(_CONTEXT, "请到“设置”的“个人信息”核对后清除。"),
            field="personal_data",
        )
