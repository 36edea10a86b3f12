"""The usual names of columns, platforms and codes: ``resources/import_columns.toml``."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import is_nothing
from pmedia_desktop.exchange.column_words import Vocabulary, plain_heading
from pmedia_desktop.exchange.spread import own_field, platform_of
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.model.account import Platform
from pmedia_desktop.model.platforms import load_platforms
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.vocabulary"
ACCOUNT, PERSON, PUBLICATION, MESSAGE = "account", "person", "publication", "message"
#: What kinds of table there are, in the order in which one is preferred that fits several.
KINDS = (ACCOUNT, PERSON, PUBLICATION, MESSAGE)
#: Among corrections {heading: field} this entry, which no heading can be, names the kind of table.
KIND = ""


@cache
def import_columns() -> Mapping[str, Any]:
    """Return the file's content: what columns, platforms and codes are called."""
    return tomllib.loads(data_path("resources", "import_columns.toml").read_text(encoding="utf-8"))


def kinds_of(corrections: Mapping[str, str]) -> tuple[str, ...]:
    """Return the kinds of table that a file may hold: the one that was named, else all."""
    kind = corrections.get(KIND, "")
    if kind and kind not in KINDS:
        raise InputError(
            translate(_CONTEXT, "没有“{kind}”这种表，").format(kind=kind),
            translate(_CONTEXT, "可以写：{kinds}。").format(kinds=translate(_CONTEXT, "、").join(KINDS)),
        )
    return (kind,) if kind else KINDS


def kind_word(kind: str) -> str:
    """Return what a kind of table is called."""
    return {
        ACCOUNT: translate(_CONTEXT, "账号"),
        PERSON: translate(_CONTEXT, "人员"),
        PUBLICATION: translate(_CONTEXT, "发布的信息"),
        MESSAGE: translate(_CONTEXT, "网民留言"),
    }[kind]


@cache
def vocabularies(kinds: tuple[str, ...] = KINDS) -> tuple[Vocabulary, ...]:
    """Return what columns are called in these kinds of table."""
    return tuple(_vocabulary(kind, import_columns()[kind]) for kind in kinds)


def _vocabulary(kind: str, columns: Mapping[str, Any]) -> Vocabulary:
    return Vocabulary(
        kind=kind,
        fields={
            plain_heading(name, keep_brackets=True): field
            for field, names in columns["fields"].items()
            for name in names
        },
        keys=frozenset(columns["keys"]),
        prefixes=tuple(columns["prefixes"]),
        repeated=frozenset(columns.get("repeated", ())),
        people=tuple(columns.get("people", ())),
        others=frozenset(map(plain_heading, columns.get("others", ()))),
        somebody=frozenset(map(plain_heading, columns.get("somebody", ()))),
        belongings=frozenset(map(plain_heading, columns.get("belongings", ()))),
        otherwise=columns.get("otherwise", {}),
        **_each_platforms(kind, columns.get("per_platform", ())),
    )


def _each_platforms(kind: str, fields: Sequence[str]) -> dict[str, Any]:
    if not fields:
        return {}
    codes = platform_codes(load_platforms())
    found = {
        "platforms": {name: code for name, code in codes.items() if code != "other"},
        "per_platform": tuple(fields),
    }
    if kind == ACCOUNT:
        found["platform_names"] = _platform_headings()
        found["platform_ids"] = {plain_heading(name): code for name, code in import_columns()["platform_of_id"].items()}
    return found


def platform_codes(known: Sequence[Platform]) -> dict[str, str]:
    """Return {plain heading: code} of these platforms by the table's names and the usual words."""
    there = {platform.code for platform in known}
    codes = {
        plain_heading(word): code
        for code, words in import_columns()["platforms"].items()
        if code in there
        for word in words
    }
    # Several rows of the table share 其他 as their national name; the row that is called so keeps it.
    shared = [platform.national_name for platform in known]
    codes |= {
        plain_heading(platform.national_name): platform.code
        for platform in known
        if shared.count(platform.national_name) == 1
    }
    return codes | {plain_heading(name): platform.code for platform in known for name in (platform.code, platform.name)}


def fields_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return {field: the names in use} of one kind of table; the first name is the one that is exported."""
    return {field: tuple(names) for field, names in import_columns()[kind]["fields"].items()}


def column_word(field: str, *kinds: str) -> str:
    """Return what the column of a field is usually called in the first of these kinds of table that has it."""
    if own := own_field(field):
        name = next((one.name for one in load_platforms() if one.code == platform_of(field)), "")
        return translate(_CONTEXT, "{platform}：{field}").format(platform=name, field=column_word(own, *kinds))
    return next((fields_of(kind)[field][0] for kind in kinds if field in fields_of(kind)), field)


def platform_of_heading(heading: str) -> str:
    """Return the code of the platform that a heading names by itself (公众号名称), or an empty text."""
    return _platform_headings().get(plain_heading(heading.rpartition(" ")[2]), "")


@cache
def _platform_headings() -> Mapping[str, str]:
    return {plain_heading(name): code for name, code in import_columns()["platform_of_heading"].items()}


def is_field(field: str, kinds: Iterable[str]) -> bool:
    """Whether a column of one of these kinds of table may be this field, ``weibo.name`` included."""
    own = own_field(field)
    if own:
        there = any(platform.code == platform_of(field) for platform in load_platforms())
        return there and any(own in import_columns()[kind].get("per_platform", ()) for kind in kinds)
    return any(field in fields_of(kind) for kind in kinds)


def is_said(field: str, cell: Cell) -> bool:
    """Whether a cell says something of a field: 无 does where it is asked whether something is so."""
    asked = (own_field(field) or field) in import_columns()[ACCOUNT]["answers"]
    return not is_nothing(cell) or (asked and isinstance(cell, str) and cell.strip() in ("无", "没有"))


def has_code(field: str, text: str, code: str) -> bool:
    """Whether a word of a cell stands for this code."""
    return text == code or plain_heading(text) in map(plain_heading, import_columns()["codes"][field][code])


def code_of(field: str, text: str) -> str:
    """Return the code that a word of a cell stands for, or raise ``InputError`` naming the words there are."""
    words: Mapping[str, list[str]] = import_columns()["codes"][field]
    for code in words:
        if has_code(field, text, code):
            return code
    raise InputError(
        translate(_CONTEXT, "看不懂“{text}”，").format(text=text),
        translate(_CONTEXT, "请写：{words}。").format(
            words=translate(_CONTEXT, "、").join(names[0] for names in words.values())
        ),
    )
