"""From a file to rows whose cells have names: tables, and the values inside the program's own PDF forms."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import folded, is_day, is_nothing, text_of
from pmedia_desktop.exchange.column_words import holds_secrets
from pmedia_desktop.exchange.headings import Column, Table, find_table, likely_headings
from pmedia_desktop.exchange.reading import content_of, is_pdf, read_tables
from pmedia_desktop.exchange.regions import regions_of
from pmedia_desktop.exchange.spread import own_field
from pmedia_desktop.exchange.tables import Cell, Row, Sheet
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.importing.layouts import layout_key
from pmedia_desktop.services.importing.pdf_values import pdf_values
from pmedia_desktop.services.importing.vocabulary import (
    ACCOUNT,
    KIND,
    KINDS,
    PUBLICATION,
    column_word,
    fields_of,
    is_field,
    is_said,
    kinds_of,
    platform_of_heading,
    vocabularies,
)
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.sources"
#: The export's sheet in the national system's columns repeats what its first sheet says in full.
FULL_SHEET, NATIONAL_SHEET = "账号登记", "台账"
_TOTALS = frozenset(("合计", "小计", "总计", "共计", "示例", "例", "样例"))
_REMARK = re.compile(
    r"(?:合计|小计|总计|共计|备注|注|说明|填表说明|填报说明|例|示例"
    r"|(?:填表|制表|审核|填报|联系|审签|负责|经办|单位|分管|主要)(?:人|单位|时间|日期|电话|负责|领导)*(?:[(（].*?[)）])?)\s*[:：]"
    r"|第\s*\d+\s*页"
)
_TEN_THOUSANDS, _NUMBER = re.compile(r"[(（]\s*(?:单位\s*[:：]?\s*)?万"), re.compile(r"\d+(?:\.\d+)?")
#: Fields whose cells often say 点击访问 and lead to what is meant.
_ADDRESSES = frozenset(("homepage", "link", "source_link"))
_IS_ADDRESS = re.compile(r"(?:https?://|www\.)|[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:[:/?]|$)", re.IGNORECASE)
_AS_ABOVE = frozenset(("同上", "〃", "″", "“", "”", '"'))
_HIDDEN = "******"
#: A row that has nothing in any of these is no record.
_TELLING = frozenset(
    ("name", "platform_id", "media_code", "original_id", "homepage", "opened_on", "holder", "title", "text")
)


@dataclass(frozen=True)
class SourceRow:
    """One row with its cells by field; ``platform`` is what the heading of its name says of the platform.

    ``spread``: its table has columns of single platforms, whether this row fills one or not.
    """

    kind: str
    sheet: str
    number: int
    values: Mapping[str, Cell]
    hidden: bool = False
    platform: str = ""
    spread: bool = False


@dataclass(frozen=True)
class SourceColumn:
    """A column: its heading, the field and kind of table it was taken for (or empty), and what stands in it first."""

    heading: str
    field: str
    kind: str = ""
    sample: str = ""


class TableNotFound(InputError):
    """There is no table that can be recognised; ``columns`` are what may be its columns, for the user to name.

    ``hidden`` are the hidden sheets in which there is one.
    """

    def __init__(self, columns: tuple[SourceColumn, ...], hidden: Iterable[str]) -> None:
        names = translate(_CONTEXT, "、").join(hidden)
        if names:
            super().__init__(
                translate(_CONTEXT, "只有隐藏的工作表（{names}）里有账号、人员、信息或留言的表，").format(names=names),
                translate(_CONTEXT, "请在表格软件里取消隐藏，存好再导入。"),
            )
        else:
            super().__init__(
                translate(_CONTEXT, "没有认出账号、人员、信息或留言的表，"),
                translate(
                    _CONTEXT, "表头里要有“账号名称”和“平台”，或者“姓名”“标题”“留言内容”；列名不一样时可以自己指定。"
                ),
            )
        self.columns = columns


@dataclass
class Source:
    """What a file holds: its rows, its columns by their heading, and the corrections to be remembered.

    ``hidden_sheets`` says how many records lie in a sheet that the file does not show: they are named and left out, for
    what was hidden is as often last year's table as this year's.
    """

    rows: list[SourceRow] = field(default_factory=list)
    columns: dict[str, SourceColumn] = field(default_factory=dict)
    layouts: dict[str, Mapping[str, str]] = field(default_factory=dict)
    hidden_sheets: dict[str, int] = field(default_factory=dict)


def read_source(
    folder: Path,
    path: Path,
    corrections: Mapping[str, str],
    kept: Mapping[str, Mapping[str, str]],
    progress: Progress | None,
) -> Source:
    """Read a file, or raise ``InputError`` when it holds nothing that can be imported. Needs no register.

    ``folder`` is where a unit's own forms lie, ``kept`` are the corrections remembered for a layout.
    """
    content = content_of(path)
    if is_pdf(content):
        forms, fields = pdf_values(folder, content)
        rows = [SourceRow(ACCOUNT, "", number, form) for number, form in enumerate(forms, 1)]
        return Source(rows, {label: SourceColumn(label, field, ACCOUNT) for label, field in fields.items()})
    _check(corrections)
    sheets = _wanted(read_tables(path, progress))
    shown = [sheet for sheet in sheets if not sheet.hidden]
    source = _read(shown, kept, corrections)
    for sheet in sheets:
        if sheet.hidden and (records := len(_read([sheet], kept, corrections).rows)):
            source.hidden_sheets[sheet.name] = records
    if not source.columns:
        likely = (column for sheet in shown[:1] for column in likely_headings(sheet))
        raise TableNotFound(tuple(SourceColumn(column.heading, "") for column in likely), source.hidden_sheets)
    unknown = [heading for heading in corrections if heading and heading not in source.columns]
    if unknown:
        raise InputError(
            translate(_CONTEXT, "表里没有“{heading}”这一列，").format(heading=unknown[0]),
            translate(_CONTEXT, "有的是：{headings}。").format(headings=translate(_CONTEXT, "、").join(source.columns)),
        )
    return source


def field_words(columns: Iterable[SourceColumn]) -> dict[str, dict[str, str]]:
    """Return {kind of table: {field: its name}} of all that a column may be; of one platform's own, what these are."""
    words = {kind: {field: names[0] for field, names in fields_of(kind).items()} for kind in KINDS}
    for column in columns:
        if own_field(column.field):
            words[column.kind][column.field] = column_word(column.field, column.kind)
    return words


def _check(corrections: Mapping[str, str]) -> None:
    kinds = kinds_of(corrections)
    for heading, wanted in corrections.items():
        if heading != KIND and wanted and not is_field(wanted, kinds):
            known = {name for kind in kinds for name in fields_of(kind)}
            raise InputError(
                translate(_CONTEXT, "没有“{field}”这个字段，").format(field=wanted),
                translate(_CONTEXT, "可以写：{fields}。").format(fields=translate(_CONTEXT, "、").join(sorted(known))),
            )


def _wanted(sheets: tuple[Sheet, ...]) -> list[Sheet]:
    full = any(sheet.name == FULL_SHEET and not sheet.hidden for sheet in sheets)
    return [sheet for sheet in sheets if not (full and sheet.name == NATIONAL_SHEET)]


def _read(sheets: Iterable[Sheet], kept: Mapping[str, Mapping[str, str]], corrections: Mapping[str, str]) -> Source:
    source = Source()
    for sheet in sheets:
        for region in regions_of(sheet, vocabularies(kinds_of(corrections)), corrections):
            table = _table(region, kept, corrections)
            if table is not None:
                _take(source, table, corrections)
    return source


def _table(sheet: Sheet, kept: Mapping[str, Mapping[str, str]], corrections: Mapping[str, str]) -> Table | None:
    """Find the sheet's table, with what was corrected the last time that a table had these headings."""
    for key, chosen in kept.items():
        wanted = {**chosen, **corrections}
        table = find_table(sheet, vocabularies(kinds_of(wanted)), wanted)
        if table is not None and layout_key(column.heading for column in table.columns) == key:
            return table
    return find_table(sheet, vocabularies(kinds_of(corrections)), corrections)


def _take(source: Source, table: Table, corrections: Mapping[str, str]) -> None:
    headings = {
        column.heading: SourceColumn(column.heading, column.field, table.kind, _sample(table, column))
        for column in table.columns
    }
    source.columns |= headings
    own = {heading: chosen for heading, chosen in corrections.items() if heading in headings}
    if own:
        own[KIND] = table.kind
        source.layouts[layout_key(headings)] = own
    names = [column for column in table.columns if column.field == "name"]
    platform = platform_of_heading(names[0].heading) if names and table.kind == ACCOUNT else ""
    spread = any(own_field(column.field) for column in table.columns)
    above: dict[str, Cell] = {}
    for row in table.rows:
        values = _values(table, row, above)
        if _is_record(row, values):
            above = values
            source.rows.append(
                SourceRow(table.kind, table.sheet.name, row.number, values, row.hidden, platform, spread)
            )


def _sample(table: Table, column: Column) -> str:
    """Return what stands in a column first; of a column of passwords, which many ledgers have, nothing is shown."""
    if not column.field and holds_secrets(column.heading):
        return _HIDDEN
    cells = (row.cells[column.place] for row in table.rows if column.place < len(row.cells))
    for cell in cells:
        if not is_nothing(cell):
            with suppress(InputError):  # a number that Excel has rounded is refused where its row is looked at
                return text_of(cell)
    return ""


def _values(table: Table, row: Row, above: Mapping[str, Cell]) -> dict[str, Cell]:
    values: dict[str, Cell] = {}
    for column in table.columns:
        cell = row.cells[column.place] if column.place < len(row.cells) else None
        if isinstance(cell, str) and cell.strip() in _AS_ABOVE:
            cell = above.get(column.field)
        elif column.place in row.links and (own_field(column.field) or column.field) in _ADDRESSES:
            cell = cell if isinstance(cell, str) and _IS_ADDRESS.match(cell.strip()) else row.links[column.place]
        if column.field and is_said(column.field, cell):
            values.setdefault(column.field, _in_ten_thousands(column.heading, cell))
    return {**_behind_names(table, row), **values}


def _behind_names(table: Table, row: Row) -> dict[str, Cell]:
    """Return where the names lead to, in a table that has no column for it."""
    name, address = {ACCOUNT: ("name", "homepage"), PUBLICATION: ("title", "link")}.get(table.kind, ("", ""))
    fields = {column.field for column in table.columns}
    named = (
        (column.place, column.field) for column in table.columns if (own_field(column.field) or column.field) == name
    )
    found = {field.removesuffix(name) + address: row.links[place] for place, field in named if place in row.links}
    return {field: link for field, link in found.items() if field not in fields}


def _in_ten_thousands(heading: str, cell: Cell) -> Cell:
    """Return a number with the unit that its heading gives: 粉丝数（万）."""
    plain = folded(cell) if isinstance(cell, str) else repr(cell)
    return plain + "万" if _TEN_THOUSANDS.search(heading) and _NUMBER.fullmatch(plain) else cell


def _is_record(row: Row, values: Mapping[str, Cell]) -> bool:
    """Whether a row below the headings is a record: no total, remark, example, heading or row left empty."""
    texts = [cell for cell in row.cells if cell is not None and cell != ""]
    first = texts[0] if texts else ""
    if isinstance(first, str) and ("".join(first.split()) in _TOTALS or _REMARK.match(first)):
        return False
    if len(set(map(str, texts))) == 1 and (len(texts) > 1 or is_day(first)):
        return False  # a remark merged over the width, or the day below the table
    name = values.get("name")
    if isinstance(name, str) and any(vocabulary.field_of(name) == "name" for vocabulary in vocabularies()):
        return False  # the second line of a heading, or the heading of the next page
    return any((field in _TELLING or own_field(field)) and not is_nothing(cell) for field, cell in values.items())
