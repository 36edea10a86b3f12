"""Several tables on one sheet: side by side, or one below the other, each cut out as a sheet of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pmedia_desktop.exchange.column_words import Vocabulary, plain_heading
from pmedia_desktop.exchange.headings import Table, find_table
from pmedia_desktop.exchange.tables import Cell, Row, Sheet

#: A table that begins with one of these columns stands by itself.
_NUMBERS = frozenset(("序号", "编号", "NO", "序"))
_TITLE = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）、.．]|^附|(?:表|名单|通讯录|台账|情况|信息)$")


def regions_of(sheet: Sheet, vocabularies: Sequence[Vocabulary], corrections: Mapping[str, str]) -> tuple[Sheet, ...]:
    """Return a sheet for each table; the sheet itself where there is one or none. Rows keep their numbers."""
    table = find_table(sheet, vocabularies, corrections)
    if table is None:
        return (sheet,)
    places = _side_by_side(table, vocabularies)
    parts = [_columns(sheet, *between) for between in places] if len(places) > 1 else [sheet]
    if len(parts) > 1 and sum(find_table(part, vocabularies, corrections) is not None for part in parts) < 2:
        parts = [sheet]
    return tuple(piece for part in parts for piece in _one_below_the_other(part, vocabularies, corrections))


def _columns(sheet: Sheet, first: int, last: int) -> Sheet:
    rows = (row.part(first, last) for row in sheet.rows)
    return replace(sheet, rows=tuple(row for row in rows if not row.is_empty))


def _side_by_side(table: Table, vocabularies: Sequence[Vocabulary]) -> list[tuple[int, int]]:
    """Return from where to where tables may reach: headings begin again, or others follow an empty column."""
    (vocabulary,) = (one for one in vocabularies if one.kind == table.kind)
    headings = {column.place: _own(column.heading) for column in table.columns}
    begins = [min(headings)]
    for place, heading in headings.items():
        again = place > begins[-1] and heading == headings[begins[-1]]
        apart = place - 1 not in headings and _is_empty(table, place - 1) and _stands_by_itself(heading, vocabulary)
        if again or (apart and place > begins[-1]):
            begins.append(place)
    ends = [*begins[1:], max(headings) + 1]
    return list(zip(begins, ends, strict=True))


def _own(heading: str) -> str:
    """Return a heading without the group above it, and without the number that tells it from another: 名称（2）."""
    own = heading.rpartition(" ")[2]
    return plain_heading(own.rpartition("（")[0] if own.endswith("）") and own[-2].isdecimal() else own)


def _is_empty(table: Table, place: int) -> bool:
    return all(_cell(row, place) in (None, "") or len(set(row.cells)) == 1 for row in table.rows)


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place] if 0 <= place < len(row.cells) else None


def _stands_by_itself(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a column behind an empty one belongs to another table: 管理员 goes on with an account, 姓名 does not."""
    return heading in _NUMBERS or not (vocabulary.field_of(heading) or vocabulary.person_of(heading) is not None)


def _one_below_the_other(
    sheet: Sheet, vocabularies: Sequence[Vocabulary], corrections: Mapping[str, str]
) -> Iterator[Sheet]:
    """Yield the rows of each table; from a row on that is another table's headings, another one begins."""
    begin = 0
    # As on each page: what the same headings are has been judged once.
    same: set[tuple[Cell, ...]] = set()
    above = find_table(sheet, vocabularies, corrections)
    first = above.rows[0].number if above is not None and above.rows else None
    for place, row in enumerate(sheet.rows):
        if above is None or first is None or row.number <= first or row.cells in same:
            continue
        if not _are_headings(row, vocabularies):
            continue
        below = find_table(replace(sheet, rows=sheet.rows[place:]), vocabularies, corrections)
        if below is not None and (above.kind, above.columns) != (below.kind, below.columns):
            yield replace(sheet, rows=_without_title(sheet.rows[begin:place]))
            begin, above = place, below
            same.clear()
        same.add(row.cells)
    yield replace(sheet, rows=sheet.rows[begin:])


def _without_title(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Leave out the line above the next table's headings that says what it is (二、管理人员)."""
    said = {cell for cell in rows[-1].cells if cell not in (None, "")}
    is_title = len(said) == 1 and isinstance(title := said.pop(), str) and _TITLE.search(title.strip())
    return rows[:-1] if is_title else rows


def _are_headings(row: Row, vocabularies: Sequence[Vocabulary]) -> bool:
    """Whether a row says what columns are called; most rows are told from that by their first cells."""
    texts = [cell for cell in row.cells if cell not in (None, "")]
    if len(texts) < 2 or not all(isinstance(cell, str) for cell in texts):
        return False
    words = {"".join(cell.split()).upper() for cell in texts if isinstance(cell, str) and len(cell) < 20}
    for vocabulary in vocabularies:
        named = {vocabulary.fields[word] for word in words if word in vocabulary.fields}
        if len(named) >= 2 and named & vocabulary.keys:
            return True
    return False
