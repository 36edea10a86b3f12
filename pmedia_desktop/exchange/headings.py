"""Where a table begins on a sheet, and what its columns are: title rows, two-line headings, usual names."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmedia_desktop.exchange.tables import Cell, Row, Sheet

#: Titles and notes above a table never take more rows than this.
_DEEPEST = 30
_IN_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
_DECORATION = re.compile(r"[\s*★:;,.、_\-/\\|“”\"'#]+")


@dataclass(frozen=True)
class Vocabulary:
    """What the columns of one kind of table are called.

    ``fields`` is {name in use: field}, spelt as ``plain_heading`` spells; ``prefixes`` are words that add nothing
    (政务新媒体 before 名称). A table of this kind has a column for one of ``keys``. Of the ``repeated`` fields
    there may be several columns (微信号ID, 唯一标识), of which the first that is filled counts.
    """

    kind: str
    fields: Mapping[str, str]
    keys: frozenset[str]
    prefixes: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()

    def field_of(self, heading: str) -> str:
        """Return the field that a heading names, or an empty text."""
        plain = plain_heading(heading)
        # 账号管理员（B岗） is another column than 账号管理员: what stands in the brackets speaks first.
        for spelling in (plain_heading(heading, keep_brackets=True), plain):
            if spelling in self.fields:
                return self.fields[spelling]
        for prefix in self.prefixes:
            if plain.startswith(prefix) and plain.removeprefix(prefix) in self.fields:
                return self.fields[plain.removeprefix(prefix)]
        return ""


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


def plain_heading(heading: str, *, keep_brackets: bool = False) -> str:
    """Return a heading for comparing: no spaces, stars, brackets and what stands in them; full width made plain."""
    text = unicodedata.normalize("NFKC", heading)
    if not keep_brackets:
        text = _IN_BRACKETS.sub("", text)
    return re.sub(r"[()\[\]【】<>]", "", _DECORATION.sub("", text)).upper()


def find_table(sheet: Sheet, vocabularies: Sequence[Vocabulary], corrections: Mapping[str, str]) -> Table | None:
    """Return the sheet's table in the vocabulary that knows most of its columns, or None when there is none.

    ``corrections`` {heading: field} go before the vocabulary; an empty field leaves the column out.
    """
    best: Table | None = None
    best_score = 0
    for start, height, headings in _candidates(sheet.rows):
        for vocabulary in vocabularies:
            columns = _columns(headings, vocabulary, corrections)
            fields = {column.field for column in columns if column.field}
            if fields & vocabulary.keys and len(fields) >= 2 and len(fields) > best_score:
                rows = tuple(row for row in sheet.rows[start + height :] if not _repeats(row, sheet.rows[start]))
                best, best_score = Table(sheet, vocabulary.kind, columns, rows), len(fields)
    return best


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
        yield start, 1, texts
        if start + 1 < len(rows):
            yield start, 2, _joined(texts, [_text(cell) for cell in rows[start + 1].cells])


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


def _columns(headings: list[str], vocabulary: Vocabulary, corrections: Mapping[str, str]) -> tuple[Column, ...]:
    columns: list[Column] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings):
        if not heading:
            continue
        if heading in corrections:
            field = corrections[heading]
        else:
            field = vocabulary.field_of(heading) or vocabulary.field_of(heading.rpartition(" ")[2])
            field = "" if field in taken - vocabulary.repeated else field
        taken.add(field)
        columns.append(Column(place, heading, field))
    return tuple(columns)


def _repeats(row: Row, heading: Row) -> bool:
    """Whether a row is the heading once more, as at the top of each printed page."""
    return row.cells == heading.cells
