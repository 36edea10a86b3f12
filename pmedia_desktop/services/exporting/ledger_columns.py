"""The columns in which accounts and people are written into tables, and how each value is spelt there.

Headings are the first names of ``resources/import_columns.toml``, so that what is exported can be imported.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.model.account import Account, Operator
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.services.importing.vocabulary import ACCOUNT, PERSON, fields_of, import_columns
from pmedia_desktop.texts import translate

_CONTEXT = "services.exporting.ledger_columns"
_NATIONAL = (
    "填报单位标识码",
    "账号类型",
    "账号类型名称",
    "新媒体标识码",
    "微信号ID",
    "唯一标识",
    "账号状态",
    "主页地址",
    "账号名称",
    "账号主体",
    "账号简介",
    "省",
    "市",
    "县",
    "备注",
)
#: Where the Measures are in force: the national system asks for province, city and county.
_PLACE = ("四川省", "眉山市", "彭山区")


def account_headings() -> Mapping[str, str]:
    """Return {field: heading} of all that is known of an account, in the table's order."""
    only_read = import_columns()[ACCOUNT]["only_read"]
    return {field: names[0] for field, names in fields_of(ACCOUNT).items() if field not in only_read}


def person_headings() -> Mapping[str, str]:
    """Return {field: heading} of all that is known of a person."""
    return {field: names[0] for field, names in fields_of(PERSON).items()}


def person_cell(person: Person, field: str) -> Cell:
    """Return one cell of a person's row."""
    return _written(getattr(person, field))


def account_cell(account: Account, field: str, known: Snapshot) -> Cell:
    """Return one cell of an account's row."""
    special = _SPECIAL.get(field)
    return special(account, known) if special else _written(getattr(account, field))


def _written(value: Any) -> Cell:
    match value:
        case None:
            return None
        case bool():
            return translate(_CONTEXT, "是") if value else translate(_CONTEXT, "否")
        case StrEnum():
            return word(value)
        case tuple():
            return translate(_CONTEXT, "、").join(str(_written(item)) for item in value)
        case date() | int() | float() | str():
            return value
    raise TypeError(f"no cell for {type(value).__name__}")


def _person(person_id: int | None, known: Snapshot) -> str:
    """Return a person's name, with the telephone where another one is called the same."""
    person = known.person(person_id)
    if person is None:
        return ""
    alike = sum(other.name == person.name for other in known.people) > 1
    number = person.mobile_phone or person.office_phone
    return translate(_CONTEXT, "{name}（{number}）").format(name=person.name, number=number) if alike else person.name


def _of_holder(field: str) -> Callable[[Account, Snapshot], Cell]:
    def cell(account: Account, known: Snapshot) -> Cell:
        person = known.person(account.holder_id)
        return person_cell(person, field) if person else None

    return cell


def _operator(operator: Operator) -> str:
    term = (
        translate(_CONTEXT, "长期")
        if operator.until is None
        else translate(_CONTEXT, "至{day}").format(day=operator.until.isoformat())
    )
    named = " ".join(part for part in (operator.name, operator.mobile_phone) if part)
    return translate(_CONTEXT, "{named}（{term}）").format(named=named, term=term)


_SPECIAL: Mapping[str, Callable[[Account, Snapshot], Cell]] = {
    "unit": lambda _account, known: (known.unit or Unit()).full_name,
    "reporting_code": lambda _account, known: (known.unit or Unit()).reporting_code,
    "platform": lambda account, known: known.platform(account.platform).name,
    "holder": lambda account, known: _person(account.holder_id, known),
    "holder_post": _of_holder("post"),
    "holder_office_phone": _of_holder("office_phone"),
    "holder_mobile_phone": _of_holder("mobile_phone"),
    "holder_email": _of_holder("email"),
    "deputy_holder": lambda account, known: _person(account.deputy_holder_id, known),
    "reviewers": lambda account, known: translate(_CONTEXT, "、").join(
        _person(reviewer, known) for reviewer in account.reviewer_ids
    ),
    "operators": lambda account, _known: translate(_CONTEXT, "；").join(map(_operator, account.operators)),
}


def national_headings() -> tuple[str, ...]:
    """Return the columns of the national system's table, in its order."""
    return _NATIONAL


def national_row(account: Account, known: Snapshot) -> tuple[Cell, ...]:
    """Return an account in the national system's columns; 微信号ID is for WeChat's official accounts only."""
    platform = known.platform(account.platform)
    detail = account.platform_detail or (platform.name if platform.needs_detail else "")
    return (
        (known.unit or Unit()).reporting_code,
        platform.national_name,
        detail,
        account.media_code,
        account.platform_id if platform.is_wechat_official else "",
        (account.original_id or account.platform_id) if platform.is_wechat_official else account.platform_id,
        word(account.state),
        account.homepage,
        account.name,
        account.subject,
        account.purpose,
        *_PLACE,
        account.remark,
    )
