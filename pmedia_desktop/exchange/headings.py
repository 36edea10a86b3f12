"""Where a table begins on a sheet, and what its columns are: title rows, two-line headings, usual names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmedia_desktop.exchange.column_words import Vocabulary, plain_heading
from pmedia_desktop.exchange.spread import own_field, spread_fields
from pmedia_desktop.exchange.tables import Cell, Row, Sheet

#: Titles and notes above a table never take more rows than this.
_DEEPEST = 30
_NOBODY_OF_OURS = "-"
#: What a line above the headings notes is no group of columns: 填报单位：示例镇, 填 报 日 期：2026年9月. What follows
#: the words of a heading is none: 开设日期 格式：2020-05-06.
_NOTED = re.compile(r"(?:\S\s)*[^\s(（]*\s?[:：]")


@dataclass(frozen=True)
class Column:
    """A column: its place from 0, its heading as one line, and the field it was recognised as (or empty)."""

    place: int
    heading: str
    field: str


@dataclass(frozen=True)
class Table:
    """A table found on a sheet: its columns, and the rows below its headings."""

    sheet: Sheet
    kind: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def find_table(sheet: Sheet, vocabularies: Sequence[Vocabulary], corrections: Mapping[str, str]) -> Table | None:
    """Return the sheet's table in the vocabulary that knows most of its columns, or None when there is none.

    ``corrections`` {heading: field} go before the vocabulary; an empty field leaves the column out.
    """
    best: Table | None = None
    best_score = 0
    for start, height, headings in _candidates(sheet.rows):
        for vocabulary in vocabularies:
            others = [other for other in vocabularies if other is not vocabulary]
            columns = _columns(headings, vocabulary, corrections, others)
            fields = {column.field for column in columns if column.field}
            if len(fields) >= 2 and len(fields) > best_score and _is_table(columns, vocabulary, others):
                rows = tuple(row for row in sheet.rows[start + height :] if not _repeats(row, sheet.rows[start]))
                best, best_score = Table(sheet, vocabulary.kind, columns, rows), len(fields)
    return best


def _is_table(columns: Iterable[Column], vocabulary: Vocabulary, others: Iterable[Vocabulary]) -> bool:
    """Whether columns are a table of this kind: it has a key, and not only a 微信号 beside a person's 姓名."""
    keys = vocabulary.keys & {own_field(column.field) or column.field for column in columns}
    if keys != {"platform_id"}:
        return bool(keys)
    return not any(other.field_of(column.heading) in other.keys for other in others for column in columns)


def likely_headings(sheet: Sheet) -> tuple[Column, ...]:
    """Return what most likely are a table's columns, none of them recognised: the first row with most texts."""
    best: list[str] = []
    for _start, height, headings in _candidates(sheet.rows):
        if height == 1 and len(set(filter(None, headings))) > len(set(filter(None, best))):
            best = headings
    return tuple(Column(place, heading, "") for place, heading in enumerate(best) if heading)


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield every place where headings may begin, in one line or in two, with the headings."""
    for start, row in enumerate(rows[:_DEEPEST]):
        texts = [_text(cell) for cell in row.cells]
        if len({text for text in texts if text}) < 2:
            continue  # a title, written once or merged over the width
        yield start, 1, _told_apart(texts)
        if start + 1 < len(rows) and not any(map(_NOTED.match, texts)):
            yield start, 2, _told_apart(_joined(texts, [_text(cell) for cell in rows[start + 1].cells]))


def _told_apart(headings: list[str]) -> list[str]:
    """Return the headings with a number where one occurs again (联系电话（2）), so that each can be spoken of."""
    seen: Counter[str] = Counter()
    apart = []
    for heading in headings:
        seen[heading] += bool(heading)
        apart.append(f"{heading}（{seen[heading]}）" if seen[heading] > 1 else heading)
    return apart


def _text(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Join two lines of headings: a group above (账号管理员), its columns below (姓名, 电话)."""
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    group = ""
    joined = []
    for above, below in zip(upper, lower, strict=True):
        # A group that is not merged stands over its first column only.
        group = above or (group if below else "")
        joined.append(group if below in ("", group) else f"{group} {below}".strip())
    return joined


def _columns(
    headings: list[str], vocabulary: Vocabulary, corrections: Mapping[str, str], others: Iterable[Vocabulary]
) -> tuple[Column, ...]:
    usual = {place: _field_of(heading, vocabulary) for place, heading in enumerate(headings) if heading}
    usual |= spread_fields({place: headings[place] for place in usual}, usual, vocabulary, others)
    named = {
        place: Column(place, headings[place], corrections.get(headings[place], field)) for place, field in usual.items()
    }
    if not any(column.field for column in named.values()):
        return tuple(named.values())  # a row of the table itself, as most are
    corrected = {place for place, column in named.items() if column.heading in corrections}
    _keep_one_each(named, vocabulary, corrected, vocabulary.people)
    _take_somebody(named, vocabulary, corrected)
    _leave_out_belongings_of_others(named, vocabulary, corrected)
    fields = {*usual.values(), *vocabulary.fields.values()} - {""}
    _keep_one_each(named, vocabulary, corrected, fields - vocabulary.repeated)
    return tuple(named.values())


def _field_of(heading: str, vocabulary: Vocabulary) -> str:
    person = vocabulary.person_of(heading)
    if person is not None:
        return person
    return vocabulary.field_of(heading) or vocabulary.field_of(heading.rpartition(" ")[2])


def _keep_one_each(
    columns: dict[int, Column], vocabulary: Vocabulary, corrected: set[int], fields: Iterable[str]
) -> None:
    """Leave a field to the column that was named for it, else to the one with the most usual name."""
    for name in fields:
        claimed = [place for place, column in columns.items() if column.field == name]
        free = [place for place in claimed if place not in corrected]
        if len(claimed) > 1 and free:
            kept = min(free, key=lambda place: vocabulary.rank_of(columns[place].heading))
            for place in free:
                if place != kept or len(free) < len(claimed):
                    instead = vocabulary.otherwise_of(columns[place].heading)
                    known = any(column.field == instead for column in columns.values())
                    columns[place] = replace(columns[place], field="" if known else instead)


def _take_somebody(columns: dict[int, Column], vocabulary: Vocabulary, corrected: set[int]) -> None:
    """Take the only 姓名 of a table that does not say who its account manager is for that one's."""
    called_so = [place for place, column in columns.items() if plain_heading(column.heading) in vocabulary.somebody]
    known = {own_field(column.field) or column.field for column in columns.values()}
    if not called_so or "name" not in known or vocabulary.people[0] in known:
        return
    (place, *more) = called_so
    if not more and place not in corrected and not columns[place].field:
        columns[place] = replace(columns[place], field=vocabulary.people[0])


def _leave_out_belongings_of_others(columns: dict[int, Column], vocabulary: Vocabulary, corrected: set[int]) -> None:
    """Drop the telephone that stands after 分管领导: it must not be taken for the account manager's."""
    before = ""  # the field of the person before; what stands before any person may be anybody's
    named_in = ""  # the group of several people (责任人) in which a column named that person
    for place, column in columns.items():
        group, _space, own = column.heading.rpartition(" ")
        if vocabulary.person_of(column.heading) is not None or column.field in vocabulary.people:
            before = column.field or _NOBODY_OF_OURS
            named_in = group if vocabulary.person_of(own) is not None else ""
        elif place not in corrected and _is_belonging(column.heading, own, vocabulary):
            of_group = vocabulary.person_of(group) if group and group != named_in else None
            owner = before if of_group is None else of_group or _NOBODY_OF_OURS
            if owner not in ("", vocabulary.people[0]):
                columns[place] = replace(column, field="")


def _is_belonging(heading: str, own: str, vocabulary: Vocabulary) -> bool:
    whole = plain_heading(heading)
    return whole in vocabulary.belongings or (
        not vocabulary.field_of(heading) and plain_heading(own) in vocabulary.belongings
    )


def _repeats(row: Row, heading: Row) -> bool:
    """Whether a row is the heading once more, as at the top of each printed page."""
    return row.cells == heading.cells
