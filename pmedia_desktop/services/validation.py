"""What may enter the register at all: each refusal is one sentence that says how to mend it.

These are errors of typing. What the Measures ask beyond that is ``measures``' business and never keeps a
record from being saved.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.credit_code import credit_code_problem
from pmedia_desktop.model.account import Account, AccountState, Platform
from pmedia_desktop.model.custody import Credential, LoginTerminal
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.incident import Incident, ManagementRules, Sanction
from pmedia_desktop.model.inspection import Problem
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.superior_task import SuperiorTask
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate

_CONTEXT = "services.validation"
_NUMBER = r"(?:\+|\()?[0-9][0-9()\- ]{2,24}(?:转[0-9]{1,6})?"
_PHONE = re.compile(rf"{_NUMBER}(?:[、,，/;； ]+{_NUMBER})*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
#: Fields in which a line may end.
_LONG_TEXTS = frozenset(
    {
        *("purpose", "scope", "remark", "reason", "return_reason", "address", "authorisations"),
        *("text", "others", "others_agreed", "authority", "end_reason", "content", "answer", "done_where"),
        *("reply", "no_reply_reason", "what", "remedy", "proof", "first_measures", "outcome", "report"),
    }
)
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)

R = TypeVar(
    "R",
    Unit,
    Person,
    Account,
    Filing,
    Credential,
    LoginTerminal,
    Publication,
    SuperiorTask,
    Message,
    Problem,
    Incident,
    Sanction,
    ManagementRules,
)


def checked_unit(unit: Unit) -> Unit:
    """Return the unit tidied, or raise ``InputError``."""
    unit = tidied(unit, codes=("credit_code", "reporting_code"))
    if not unit.full_name:
        raise InputError(
            translate(_CONTEXT, "还没有填写单位全称，"),
            translate(_CONTEXT, "请填写与公章一致的全称。"),
            field="full_name",
        )
    if unit.credit_code:
        unit = replace(unit, credit_code=unit.credit_code.upper())
        problem = credit_code_problem(unit.credit_code)
        if problem:
            raise InputError(problem, field="credit_code")
    return unit


def checked_person(person: Person) -> Person:
    """Return the person tidied, or raise ``InputError``."""
    person = tidied(person, codes=("office_phone", "mobile_phone", "email"))
    if not person.name:
        raise InputError(
            translate(_CONTEXT, "还没有填写姓名，"), translate(_CONTEXT, "请填写姓名后再保存。"), field="name"
        )
    check_phone(person.office_phone, "office_phone")
    check_phone(person.mobile_phone, "mobile_phone")
    check_email(person.email, "email")
    if person.since and person.until and person.until < person.since:
        raise InputError(
            translate(_CONTEXT, "任职止的日期早于任职起的日期，"),
            translate(_CONTEXT, "请改正其中一个。"),
            field="until",
        )
    return person


def checked_account(account: Account, platforms: Iterable[Platform], today: date) -> Account:
    """Return the account tidied, or raise ``InputError``; ``platforms`` is the table in force.

    Only an account that is still planned may have its opening ahead of it.
    """
    codes = ("platform_id", "original_id", "media_code", "homepage", "bound_phone", "bound_email", "icp_number")
    account = tidied(account, codes=codes)
    for field, remedy in (
        ("platform", translate(_CONTEXT, "请从列表中选择平台。")),
        ("name", translate(_CONTEXT, "请填写公众在平台上看到的名称。")),
    ):
        if not getattr(account, field):
            raise InputError(
                translate(_CONTEXT, "还没有填写{label}，").format(label=field_label(field)), remedy, field=field
            )
    if account.platform not in {platform.code for platform in platforms}:
        raise InputError(
            translate(_CONTEXT, "平台“{platform}”不在平台表里，").format(platform=account.platform),
            translate(_CONTEXT, "请从列表中选择，没有的选“其他”。"),
            field="platform",
        )
    if account.media_code and len(account.media_code) != 16:
        raise InputError(
            translate(_CONTEXT, "新媒体标识码应为16位，现在是{count}位，").format(count=len(account.media_code)),
            translate(_CONTEXT, "请对照全国系统改正，没有就留空。"),
            field="media_code",
        )
    if account.followers is not None and account.followers < 0:
        raise _negative_followers()
    check_phone(account.bound_phone, "bound_phone")
    check_email(account.bound_email, "bound_email")
    for field in ("opened_on", "baseline_on", "certified_until", "basis_on", "contract_until"):
        day: date | None = getattr(account, field)
        if day is not None:
            check_day(day, field)
    if account.state is not AccountState.PLANNED:
        check_happened({"opened_on": account.opened_on}, today)
    return account


def checked_filing(filing: Filing, today: date) -> Filing:
    """Return the filing tidied, or raise ``InputError``; what happened cannot lie in the future."""
    filing = tidied(filing, codes=())
    happened = {
        "approval.on": filing.approval.on,
        "approval.signed_later_on": filing.approval.signed_later_on,
        "consultation.on": filing.consultation.on,
        "national_checked_on": filing.national_checked_on,
    }
    closure = filing.closure
    planned = {"event_on": filing.event_on, "filled_on": filing.filled_on}
    if closure is not None:
        planned |= {"notice_on": closure.notice_on, "stopped_on": closure.stopped_on}
        planned |= {"requested_on": closure.requested_on, "completed_on": closure.completed_on}
        if closure.followers is not None and closure.followers < 0:
            raise _negative_followers()
    for field, day in planned.items():
        if day is not None:
            check_day(day, field)
    check_happened(happened, today)
    return filing


def check_happened(days: Mapping[str, date | None], today: date, record: str = "") -> None:
    """Refuse days, by field, that can only be a slip of the keyboard, and those that have not come yet.

    ``record`` is the kind of record whose own names for some fields are told (``message``: 留言日期).
    """
    for field, day in days.items():
        if day is None:
            continue
        own = f"{record}.{field}"
        label = field_label(own)
        label = field_label(field) if label == own else label
        check_day(day, field, label)
        if day > today:
            raise InputError(
                translate(_CONTEXT, "{label}“{day}”还没有到，").format(label=label, day=day.isoformat()),
                translate(_CONTEXT, "请填写今天或以前的日期。"),
                field=field,
            )


def check_day(day: date, field: str, label: str = "") -> None:
    """Refuse a day that can only be a slip of the keyboard (before 1990, after 2100)."""
    if not _EARLIEST <= day <= _LATEST:
        raise InputError(
            translate(_CONTEXT, "{label}“{day}”不像真实的日期，").format(
                label=label or field_label(field), day=day.isoformat()
            ),
            translate(_CONTEXT, "请检查年份。"),
            field=field,
        )


def tidied(record: R, codes: tuple[str, ...]) -> R:
    """Return a record with every text stripped; in codes (numbers, addresses) full-width letters become plain ones."""
    texts: dict[str, Any] = {}
    for field, value in vars(record).items():
        if isinstance(value, str) and type(value) is str:
            text = value.strip()
            if field not in _LONG_TEXTS:
                _check_characters(text, field)
            texts[field] = unicodedata.normalize("NFKC", text) if field in codes else text
    return replace(record, **texts)


def _negative_followers() -> InputError:
    return InputError(translate(_CONTEXT, "粉丝数不能是负数，"), translate(_CONTEXT, "请填写整数。"), field="followers")


def _check_characters(text: str, field: str) -> None:
    """Refuse what cannot be seen in a field of one line: control and direction characters, line breaks."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
            raise InputError(
                translate(_CONTEXT, "{label}里有看不见的字符（U+{code:04X}），").format(
                    label=field_label(field), code=ord(character)
                ),
                translate(_CONTEXT, "请删去后重新输入，不要从网页直接复制。"),
                field=field,
            )


def check_phone(number: str, field: str) -> None:
    """Refuse what cannot be a telephone number, or several of them; empty is none."""
    if number and not _PHONE.fullmatch(number):
        raise InputError(
            translate(_CONTEXT, "{label}“{number}”不像电话号码，").format(label=field_label(field), number=number),
            translate(_CONTEXT, "请只填数字和短横，例如028-37600000。"),
            field=field,
        )


def check_email(address: str, field: str) -> None:
    """Refuse what cannot be an e-mail address; empty is none."""
    if address and not _EMAIL.fullmatch(address):
        raise InputError(
            translate(_CONTEXT, "{label}“{address}”不像邮箱地址，").format(label=field_label(field), address=address),
            translate(_CONTEXT, "请按 name@example.cn 的样子填写。"),
            field=field,
        )
