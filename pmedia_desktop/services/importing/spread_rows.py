"""A row with a column for each platform (微信 | 微博 | 抖音): a name in a cell, or a tick for the row's own name.

In a table of what was published a tick, an address or an account's name says where an item came out.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import answer_of, folded, is_nothing, text_of, whole_number_of
from pmedia_desktop.exchange.spread import own_field, platform_of
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.services.importing.platform_names import PlatformNames
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.importing.vocabulary import ACCOUNT, PUBLICATION, code_of, column_word
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.spread_rows"
#: What may stand before a name: √示例发布, 有（示例发布）.
_TICK = re.compile(r"^(?:[√✓✔☑]|(?:有|是|已开[通设])(?=[\s,，:：(（]))[\s,，:：]*")
_THERE = frozenset(("已开通", "开通", "已开设", "开设", "●"))
#: So often no item is read; a number from here on is an account's ID.
_IDS_BEGIN = 10_000_000
_OUT = frozenset(("已发布", "发布", "已发", "●"))
_NOT_THERE = re.compile(
    r"(?:[暂尚还]?未|[还暂]?没有|[暂尚]?无)(?:开[通设]|建立?|设[立置]?|注册|上线)?|不涉及|无(?:此项|账号)|[☐□]"
)
#: Nobody calls an account so: how far one is, how many there are, a mark of the office's own.
_NO_NAME = re.compile(
    r"(?:已|未|正在|[待拟]|准备|计划|暂)?(?:认证|停[更用]?|下线|上线|申请|开[通设]?|建[立有]?|注册|审核)中?"
    r"|共?[\d.〇一二两三四五六七八九十]+个?|[\W_]+|[A-Za-z]|同[上名]|见附[件表]|链接"
)
_IN_BRACKETS = re.compile(r"[(（](.+)[)）]")
_WITH_STATE = re.compile(rf"(.+?)\s*{_IN_BRACKETS.pattern}")
_BETWEEN_NAMES = re.compile(r"\s*[、,，;；\n\r]+\s*")
#: What shows that a platform has an account although no name stands there.
_TELLING = frozenset(("platform_id", "original_id", "media_code", "homepage", "opened_on"))


def spread_accounts(values: Mapping[str, Cell]) -> list[dict[str, Any]]:
    """Return ``platform`` (a code) and own cells of each account in a row, none where no column is a platform's.

    Raises ``InputError`` for a tick where no name stands, and for a cell that says neither.
    """
    cells: dict[str, dict[str, Cell]] = {}
    for field, cell in values.items():
        if own_field(field):
            cells.setdefault(platform_of(field), {})[own_field(field)] = cell
    found: list[dict[str, Any]] = []
    for code, own in cells.items():
        said = own.pop("name", None)
        accounts = _accounts(said, values.get("name"), column_word(f"{code}.name", ACCOUNT))
        if not accounts and is_nothing(said) and own.keys() & _TELLING:
            accounts = [{"name": values.get("name")}]
        if len(accounts) > 1 and own:
            raise InputError(
                translate(_CONTEXT, "“{names}”是{count}个账号，旁边的几列分不清各是哪一个的，").format(
                    names=said, count=len(accounts)
                ),
                translate(_CONTEXT, "请每个账号写一行。"),
            )
        found += [{"platform": code, **own, **account} for account in accounts]
    return found


def _accounts(cell: Cell, of_row: Cell, label: str) -> list[dict[str, Any]]:
    """Return name, and perhaps state, of the accounts that a platform's cell tells of."""
    if is_nothing(cell):
        return []
    text = text_of(cell)
    named = _without_brackets(_TICK.sub("", text).strip())
    if _NOT_THERE.fullmatch(folded(text)) or (not _TICK.match(text) and _answer(text) is False):
        return []
    state = _state(text)
    if not named or state or folded(text) in _THERE or _answer(text):
        if is_nothing(of_row):
            raise InputError(
                translate(_CONTEXT, "“{label}”只写了“{text}”，没有账号名称，").format(label=label, text=text),
                translate(_CONTEXT, "请在这一格写账号的名称，或者加一列“账号名称”。"),
            )
        return [{"name": of_row, **state}]
    if _NO_NAME.fullmatch(folded(named)):
        raise InputError(
            translate(_CONTEXT, "“{label}”写的是“{text}”，看不出是哪个账号，").format(label=label, text=text),
            translate(_CONTEXT, "请在这一格写账号的名称，没有的留空。"),
        )
    return [_named(part) for part in _BETWEEN_NAMES.split(named) if part]


def spread_item(row: SourceRow, names: PlatformNames) -> list[SourceRow]:
    """Return a row for each platform on which an item came out, the row itself where it does not name several.

    Raises ``InputError`` where there are columns for platforms and it came out on none of them, nor names its account.
    """
    if row.kind == PUBLICATION and isinstance(said := row.values.get("platform"), str) and not is_nothing(said):
        codes = [code for code, _detail in names.read_each(said)]
        if len(codes) > 1:
            return [replace(row, values={**row.values, "platform": names.titles.get(code, code)}) for code in codes]
    told = {field: cell for field, cell in row.values.items() if own_field(field)}
    if not row.spread:
        return [row]
    shared = {field: cell for field, cell in row.values.items() if not own_field(field)}
    places = [(platform_of(field), _place(cell)) for field, cell in told.items()]
    found = [
        replace(row, values={**shared, "platform": names.titles.get(code, code), **place})
        for code, place in places
        if place is not None
    ]
    if not found and not is_nothing(shared.get("account")):
        return [replace(row, values=shared)]
    if not found:
        raise InputError(
            translate(_CONTEXT, "没有写发布在哪个平台，"), translate(_CONTEXT, "请在平台的那几列里打√，或者写链接。")
        )
    return found


def _place(cell: Cell) -> dict[str, Cell] | None:
    """Return what a platform's cell says of where an item came out, None where it did not come out there."""
    read = _times_read(cell)
    if read is not None:
        return {} if read > 0 else None
    text = text_of(cell)
    if is_nothing(cell) or _NOT_THERE.fullmatch(folded(text)) or _answer(text) is False:
        return None
    if text.lower().startswith(("http://", "https://", "www.")):
        return {"link": text}
    named = _without_brackets(_TICK.sub("", text).strip())
    return {"account": named} if named and not _answer(text) and folded(text) not in _OUT else {}


def _times_read(cell: Cell) -> float | None:
    """Return how often an item was read there, None where a cell says something else: 1234, 1.2万."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    with suppress(InputError):
        number = whole_number_of(cell)
        return number if number < _IDS_BEGIN else None
    return None


def _without_brackets(text: str) -> str:
    whole = _IN_BRACKETS.fullmatch(text)
    return whole[1].strip() if whole else text


def _named(part: str) -> dict[str, str]:
    """Return the name, and how the account stands where that is written behind it: 示例发布（已注销）."""
    found = _WITH_STATE.fullmatch(part)
    state = _state(found[2]) if found else {}
    return {"name": found[1], **state} if found and state else {"name": part}


def _answer(text: str) -> bool | None:
    with suppress(InputError):
        return answer_of(text)
    return None


def _state(text: str) -> dict[str, str]:
    """Return what a cell says that tells how the account stands instead of its name: 已关停."""
    with suppress(InputError):
        code_of("state", text)
        return {"state": text}
    return {}
