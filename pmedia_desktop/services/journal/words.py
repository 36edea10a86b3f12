"""A journal change in plain words: the field's label, and its value as people read it.

The journal stores codes, ids and ISO dates, so that it never depends on a language. What only the program
needs (hash values, sizes, row numbers) is left out here.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Any, get_args, get_origin, get_type_hints

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, SubjectKind
from pmedia_desktop.model.custody import Credential, CustodyEvent, LoginTerminal
from pmedia_desktop.model.filing import FieldChange, Filing
from pmedia_desktop.model.handover import Handover, Inventory, InventoryRow, Transfer
from pmedia_desktop.model.incident import Incident, ManagementRules, Sanction
from pmedia_desktop.model.inspection import CheckResult, Problem, SelfInspection
from pmedia_desktop.model.journal import JournalChange
from pmedia_desktop.model.keys import HolderKey, RecoveryKey
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication, ReviewStep
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.texts import translate

_CONTEXT = "services.journal.words"

_RECORDS: Mapping[SubjectKind, type] = types.MappingProxyType(
    {
        SubjectKind.UNIT: Unit,
        SubjectKind.PERSON: Person,
        SubjectKind.ACCOUNT: Account,
        SubjectKind.FILING: Filing,
        SubjectKind.ATTACHMENT: Attachment,
        SubjectKind.SETTINGS: Settings,
        SubjectKind.HOLIDAYS: HolidayYear,
        SubjectKind.CREDENTIAL: Credential,
        SubjectKind.HOLDER_KEY: HolderKey,
        SubjectKind.RECOVERY_KEY: RecoveryKey,
        SubjectKind.TERMINAL: LoginTerminal,
        SubjectKind.HANDOVER: Handover,
        SubjectKind.INVENTORY: Inventory,
        SubjectKind.TRANSFER: Transfer,
        SubjectKind.PUBLICATION: Publication,
        SubjectKind.SUPERIOR_TASK: SuperiorTask,
        SubjectKind.MONTHLY_FIGURES: MonthlyFigures,
        SubjectKind.TERM_LIST: TermList,
        SubjectKind.MESSAGE: Message,
        SubjectKind.INSPECTION: SelfInspection,
        SubjectKind.PROBLEM: Problem,
        SubjectKind.INCIDENT: Incident,
        SubjectKind.SANCTION: Sanction,
        SubjectKind.MANAGEMENT_RULES: ManagementRules,
        SubjectKind.WRITTEN_NOTICE: WrittenNotice,
    }
)

#: What only the program needs.
_SILENT = frozenset(
    {
        "subject_kind",
        "subject_id",
        "size",
        "sha256",
        "added_at",
        "events",
        "printing.attachment_id",
        "printing.sha256",
        "printing.form_name",
        "printing.values_json",
        "printing.printed_at",
        "schema_version",
        "set_aside_head",
        "given_up_span",
        "archived_through",
        "archived_events",
        "archived_span",
        "archived_since",
        "archive_sha256",
        "import_undone",
        "account_id",
        "about_id",
        "inspection_id",
        "sanction_id",
        "code",
        "follows_id",
        "closure.request_round",
        "recycled",
        "year",
        "field",
        "copies",
        "recipient",
        "taker_recipient",
        "mark",
        "receipt_digest",
        "sheet_attachment_id",
        "publication_id",
        "event.id",
        "event.at",
        "event.by_person_id",
    }
)

#: What a row of a list needs not say: it is shown by what stands beside it.
_SILENT_CELLS = frozenset(
    (
        (FieldChange, "field"),
        (InventoryRow, "credential_id"),
        *((CheckResult, name) for name in ("code", "index", "source", "article", "certainty", "account_id")),
    )
)

_LONGEST = 120


#: Fields that hold a person's number; a platform's own identifier may be digits too.
_PERSON_FIELDS = frozenset(
    (
        "principal_id",
        "deputy_in_charge_id",
        "clerk_id",
        "holder_id",
        "deputy_holder_id",
        "reviewer_ids",
        "deputy_id",
        "person_id",
        "witness_id",
        "leader_id",
        "outgoing_id",
        "incoming_id",
        "sealed_to_id",
        "handler_id",
        "reviewer_id",
    )
)
_ACCOUNT_FIELDS = frozenset(("account_id", "account_ids"))
_CREDENTIAL_FIELDS = frozenset(("credential_id", "credential_ids"))
_VERSION_FIELDS = frozenset(("number", "version"))


def detail(change: JournalChange, known: Snapshot) -> str:
    """Return one line of a history entry, empty for what only the program needs; ``known`` knows the names."""
    if change.field in _SILENT:
        return ""
    if change.field == "erased":
        names = [field_label(name) for name in json.loads(change.after or "[]")]
        return translate(_CONTEXT, "{name}到期清除：{fields}").format(
            name=change.subject.title, fields=translate(_CONTEXT, "、").join(names)
        )
    label = _label(change)
    kind = _type_of(change.subject.kind, change.field)
    before, after = (_spoken(kind, change.field, text, known) for text in (change.before, change.after))
    if not before:
        return translate(_CONTEXT, "{label}：{after}").format(label=label, after=after) if after else ""
    if not after:
        return translate(_CONTEXT, "{label}：删去“{before}”").format(label=label, before=before)
    return translate(_CONTEXT, "{label}：“{before}”改为“{after}”").format(label=label, before=before, after=after)


def _label(change: JournalChange) -> str:
    for name in (f"{change.subject.kind.value}.{change.field}", change.field):
        label = field_label(name)
        if label != name and name != "name":
            return label
    return field_label(change.field.rpartition(".")[2], of_person=change.subject.kind is SubjectKind.PERSON)


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _type_of(subject: SubjectKind, field: str) -> Any:
    """Return the declared type of a (dotted) field without its ``None``, or ``str`` where there is no record."""
    kind: Any = _RECORDS.get(subject, str)
    if field.startswith("event."):
        kind, field = CustodyEvent, field.removeprefix("event.")
    for part in field.split("."):
        if not is_dataclass(kind):
            return str
        kind = _without_none(_hints(kind if isinstance(kind, type) else type(kind)).get(part, str))
    return kind


def _without_none(kind: Any) -> Any:
    if isinstance(kind, types.UnionType):
        return next(part for part in get_args(kind) if part is not types.NoneType)
    return kind


def _spoken(kind: Any, field: str, text: str | None, known: Snapshot) -> str:
    if not text:
        return ""
    if field == "platform":
        return known.platform(text).name
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return translate(_CONTEXT, "、").join(_item(item, field, part, known) for part in json.loads(text))
    if kind is bool:
        return translate(_CONTEXT, "是") if text == "true" else translate(_CONTEXT, "否")
    if kind is int:
        return _number(field, int(text), known)
    if kind is datetime:
        return _moment(datetime.fromisoformat(text).astimezone())
    if kind is date:
        return _day(date.fromisoformat(text))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return word(kind(text))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + translate(_CONTEXT, "……")


def _day(day: date) -> str:
    return translate(_CONTEXT, "{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def _moment(moment: datetime) -> str:
    return translate(_CONTEXT, "{day}{time}").format(day=_day(moment.date()), time=moment.strftime("%H:%M"))


def _number(field: str, number: int, known: Snapshot) -> str:
    name = field.rpartition(".")[2]
    if name in _PERSON_FIELDS:
        return _person(number, known)
    if name in _ACCOUNT_FIELDS:
        account = known.account(number)
        return account.name if account else _recycled_account()
    if name in _CREDENTIAL_FIELDS:
        return _credential(number, known)
    if name in _VERSION_FIELDS:
        return translate(_CONTEXT, "第{number}版").format(number=number)
    return str(number)


def _item(kind: Any, field: str, part: Any, known: Snapshot) -> str:
    """Return one entry of a list: a code's word, a name, or a row's values in their order."""
    if isinstance(part, dict) and is_dataclass(kind) and isinstance(kind, type):
        names = (one.name for one in fields(kind) if (kind, one.name) not in _SILENT_CELLS)
        words = [told for told in (_cell(kind, name, part.get(name), known) for name in names) if told]
        if kind is ReviewStep:  # a step 审核 is mostly called 审核, and agreed to with 同意
            words = [told for told, _again in groupby(words)]
        return " ".join(words)
    if isinstance(part, list):  # a field of the account and what its change asks for
        name, duty = part
        return f"{field_label(name)} {word(get_args(kind)[1](duty))}"
    if isinstance(part, int):
        return _number(field, part, known)
    return _spoken(kind, field, str(part), known)


def _cell(row: type, name: str, value: Any, known: Snapshot) -> str:
    """Return a value of a row; what is yes or no has no heading there to say what it means."""
    if value is None or isinstance(value, bool):
        return ""
    return _spoken(_without_none(_hints(row).get(name, str)), name, str(value), known)


def _person(person_id: int, known: Snapshot) -> str:
    person = known.person(person_id)
    return person.name if person else translate(_CONTEXT, "（已移入回收站的人员）")


def _credential(credential_id: int, known: Snapshot) -> str:
    credential = next((one for one in known.credentials if one.id == credential_id), None)
    account = known.account(credential.account_id) if credential else None
    if credential is None or account is None:
        return _recycled_account()
    return translate(_CONTEXT, "{account}的{kind}").format(account=account.name, kind=word(credential.kind))


def _recycled_account() -> str:
    return translate(_CONTEXT, "（已移入回收站的账号）")
