"""What a row says of an account, cell by cell in the model's own types; several platforms become several accounts."""

import re
import types
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import zip_longest
from typing import Any, get_args, get_type_hints

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import answer_of, day_of, is_day, is_nothing, text_of, whole_number_of
from pmedia_desktop.exchange.spread import own_field
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.model.account import Account, AccountState, Operator
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services.importing.named_people import (
    NAMED_NUMBER,
    SEPARATOR,
    PersonWords,
    person_words,
    phone_numbers,
    without_country,
)
from pmedia_desktop.services.importing.platform_names import PlatformNames
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.importing.spread_rows import spread_accounts
from pmedia_desktop.services.importing.vocabulary import ACCOUNT, code_of, column_word, is_said
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.account_values"
#: What belongs to one account only, and is never shared by those of one row.
_OWN = ("platform_id", "original_id", "media_code", "homepage", "followers")
_SHAREABLE = ("name", "platform_detail", "opened_on", "state", "ended_on", "certified_until", "baseline_on")
#: Read by themselves: other records, or words of their own form.
_APART = frozenset(("platform", "holder", "deputy_holder", "reviewers", "operators", "unit", "reporting_code"))
#: Fields whose texts may have several lines.
_OF_LINES = frozenset(("purpose", "scope", "remark"))
_BREAK = re.compile(r"\s*[\r\n]\s*")
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u3000-\U0003ffff])\s*[\r\n]\s*|\s*[\r\n]\s*(?=[\u3000-\U0003ffff])")
_CHINESE = re.compile("[\u3400-\U0003ffff]")
#: When an account ended, as often without the day: 2022年, 2023.6.
_YEAR_OF_END = re.compile(r"(?:19|20)\d\d\s*年?(?:\s*[./\-]?\s*\d{1,2}\s*月?)?")
#: What columns say of the holder, in the order in which ``_given`` takes it.
_GIVEN = ("post", "email", "office_phone", "mobile_phone")
_OPERATOR = re.compile(r"(?P<name>[^\d(（]*?)\s*(?P<phone>[\d\-]*)\s*(?:[(（](?:长期|至(?P<until>[^)）]+))[)）])?")


@dataclass
class AccountWords:
    """What a row says of one account; fields that it is silent about are not in ``values``."""

    values: dict[str, Any] = field(default_factory=dict)
    holder: PersonWords | None = None
    deputy_holder: PersonWords | None = None
    reviewers: tuple[PersonWords, ...] = ()


def accounts_of(row: SourceRow, names: PlatformNames) -> list[AccountWords]:
    """Return the accounts of a row, or raise ``InputError`` naming the column that cannot be understood."""
    shared = {name: cell for name, cell in row.values.items() if not own_field(name)}
    spread = spread_accounts(row.values)
    if spread:
        shared.pop("name", None)
        platforms = [(own.pop("platform"), "") for own in spread]
    else:
        platforms = _platforms(row, names)
        spread = [{} for _ in platforms]
    cells = [dict(shared) for _ in platforms]
    if len(platforms) > 1:
        _divide(shared, cells)
    accounts = [_account({**one, **own}, platform) for one, own, platform in zip(cells, spread, platforms, strict=True)]
    holder, deputy = _holders(row.values)
    for account in accounts:
        account.holder, account.deputy_holder = holder, deputy
        account.reviewers = tuple(map(person_words, _parts(row.values.get("reviewers"))))
    return accounts


def _platforms(row: SourceRow, names: PlatformNames) -> list[tuple[str, str]]:
    cell = row.values.get("platform")
    if is_nothing(cell):
        if row.platform:
            return [(row.platform, "")]
        raise InputError(
            translate(_CONTEXT, "没有写平台，"), translate(_CONTEXT, "请补上微信公众号、新浪微博、抖音等。")
        )
    return names.read_each(text_of(cell))


def _parts(cell: Cell) -> list[str]:
    return [] if is_nothing(cell) else [part for part in SEPARATOR.split(text_of(cell)) if part]


def _divide(values: Mapping[str, Cell], cells: list[dict[str, Cell]]) -> None:
    """Give each platform's account its part of the cells; what cannot be told apart is refused."""
    for name in (*_OWN, *_SHAREABLE):
        if is_nothing(values.get(name)):
            continue
        parts = _parts(values[name])
        if len(parts) == len(cells):
            for one, part in zip(cells, parts, strict=True):
                one[name] = part
        elif name in _OWN or len(parts) > 1:
            raise InputError(
                translate(_CONTEXT, "一行里有{count}个平台，“{label}”却分不清各是哪一个的，").format(
                    count=len(cells), label=column_word(name, ACCOUNT)
                ),
                translate(_CONTEXT, "请每个平台写一行。"),
            )


def _account(cells: Mapping[str, Cell], platform: tuple[str, str]) -> AccountWords:
    words = AccountWords()
    words.values["platform"] = platform[0]
    if platform[1]:
        words.values["platform_detail"] = platform[1]
    for name, cell in cells.items():
        if name in account_types() and name not in _APART and is_said(name, cell):
            words.values[name] = labelled(
                name, cell if name in _OF_LINES else _in_one_line(cell), account_types()[name]
            )
    if "state" not in words.values and not is_nothing(ended := cells.get("ended_on")):
        words.values["state"] = AccountState.CANCELLED if _is_end(ended) else labelled("ended_on", ended, AccountState)
    if words.values.get("platform_id") == words.values.get("name") and _CHINESE.search(words.values.get("name", "")):
        words.values.pop("platform_id")  # the name once more: 账号 and 账号名称
    if words.values.get("platform_id", "").startswith("gh_"):  # WeChat's own number, in the column 唯一标识
        words.values.setdefault("original_id", words.values.pop("platform_id"))
    if not is_nothing(cells.get("operators")):
        words.values["operators"] = _operators(text_of(cells["operators"]))
    return words


def _in_one_line(cell: Cell) -> Cell:
    """Return a cell without the breaks that only make a long text fit its column."""
    return _BREAK.sub(" ", _BREAK_IN_CHINESE.sub("", cell.strip())) if isinstance(cell, str) else cell


@cache
def account_types() -> Mapping[str, Any]:
    """Return the declared types of an account's fields, without their ``None``."""
    return plain_types(Account)


@cache
def person_types() -> Mapping[str, Any]:
    """Return the declared types of a person's fields, without their ``None``."""
    return plain_types(Person)


def plain_types(record: type) -> dict[str, Any]:
    """Return {field: type} of a record of the model; ``date | None`` counts as ``date``."""
    hints = get_type_hints(record)
    return {
        name: next(part for part in get_args(hint) if part is not types.NoneType)
        if isinstance(hint, types.UnionType)
        else hint
        for name, hint in hints.items()
    }


def labelled(name: str, cell: Cell, kind: Any, table: str = ACCOUNT) -> Any:
    """Return a cell as a field's value; what is wrong with it is said with the column's name."""
    try:
        if kind is date:
            return day_of(cell)
        if kind is bool:
            return answer_of(cell)
        if kind is int:
            return whole_number_of(cell)
        if issubclass(kind, StrEnum):
            return kind(code_of("state" if kind is AccountState else name, text_of(cell)))
        return text_of(cell)
    except InputError as error:
        unknown = translate(
            _CONTEXT, "请写成2020-05-06的样子，年月日都要有；不知道是哪一天的，请清空这一格，或者不要这一列。"
        )
        raise InputError(
            translate(_CONTEXT, "{label}：{message}").format(label=column_word(name, table), message=error.message),
            unknown if kind is date else error.remedy,
        ) from error


def _is_end(cell: Cell) -> bool:
    """Whether a cell tells when an account ended (关停时间) instead of how it stands."""
    return bool(_YEAR_OF_END.fullmatch(unicodedata.normalize("NFKC", text_of(cell)).strip())) or is_day(cell)


def _holders(values: Mapping[str, Cell]) -> tuple[PersonWords | None, PersonWords | None]:
    """Return the holder and the second one; two names in one cell are A and B of the post (AB岗)."""
    named = [] if is_nothing(values.get("holder")) else [text_of(values["holder"])]
    if named and not NAMED_NUMBER.match(named[0]):
        named = _parts(named[0])
    deputy = _parts(values.get("deputy_holder"))
    if len(named) + len(deputy) > 2 or len(deputy) > 1:
        raise InputError(
            translate(_CONTEXT, "账号管理员写了{count}个人，").format(count=len(named) + len(deputy)),
            translate(_CONTEXT, "最多两人（A岗、B岗），其余的请写在备注里。"),
        )
    told_of = len(named or deputy)  # a column of its own for the deputy leaves 职务 and 联系电话 to the holder
    named += deputy
    if not named:
        return None, None
    people = [person_words(name, given) for name, given in zip_longest(named, _given(values, told_of))]
    return people[0], people[1] if len(people) > 1 else None


def _given(values: Mapping[str, Cell], count: int) -> list[PersonWords]:
    """Return what the columns behind the holders' names say of each of them."""
    posts, emails, offices, mobiles = (_each(values, f"holder_{name}", count) for name in _GIVEN)
    return [
        PersonWords(name="", post=post, email=email, **phone_numbers(f"{office}、{mobile}"))
        for post, email, office, mobile in zip(posts, emails, offices, mobiles, strict=True)
    ]


def _each(values: Mapping[str, Cell], name: str, count: int) -> list[str]:
    """Deal a cell out to so many people; a landline may be all of theirs, anything else must be each one's own."""
    text = _text(values, name)
    parts = [text] if count == 1 else SEPARATOR.split(without_country(text))
    of_all = name != "holder_email" and "mobile_phone" not in phone_numbers(text)
    if len(parts) == 1 and (of_all or not text):
        parts *= count
    if len(parts) != count:
        raise InputError(
            translate(_CONTEXT, "账号管理员有{count}个人，“{label}”写的是“{text}”，分不清各是谁的，").format(
                count=count, label=column_word(name, ACCOUNT), text=text
            ),
            translate(_CONTEXT, "请按人数依次写，用顿号隔开。"),
        )
    return parts


def _text(values: Mapping[str, Cell], name: str) -> str:
    return "" if is_nothing(values.get(name)) else str(labelled(name, values[name], str))


def _operators(text: str) -> tuple[Operator, ...]:
    operators = []
    for part in re.split(r"\s*[;；、\n]\s*", text):
        found = _OPERATOR.fullmatch(part)
        if found is None or not found["name"]:
            raise InputError(
                translate(_CONTEXT, "运营者“{text}”看不懂，").format(text=part),
                translate(_CONTEXT, "请写成：张三 13800000000（长期）；李四（至2026-12-01）。"),
            )
        until = day_of(found["until"]) if found["until"] else None
        operators.append(
            Operator(name=found["name"], mobile_phone=found["phone"], long_term=until is None, until=until)
        )
    return tuple(operators)
