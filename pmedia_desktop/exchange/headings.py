"""Where a table begins on a sheet, and what its columns are: title rows, two-line headings, usual names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pmedia_desktop.exchange.tables import Cell, Row, Sheet

#: Titles and notes above a table never take more rows than this.
_DEEPEST = 30
_NOBODY_OF_OURS = "-"
_IN_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
_DECORATION = re.compile(r"[\s*★:;,.、_\-/\\|“”\"'#]+")


@dataclass(frozen=True)
class Vocabulary:
    """What the columns of one kind of table are called.

    ``fields`` is {name in use: field}, spelt as ``plain_heading`` spells; ``prefixes`` are words that add nothing
    (政务新媒体 before 名称). A table of this kind has a column for one of ``keys``. Of the ``repeated`` fields
    there may be several columns (微信号ID, 唯一标识), of which the first that is filled counts; of the others there is
    one, the one whose name comes first in ``fields``.

    ``people`` are fields that name somebody, ``others`` what those are called who have no field (分管领导). A column
    with one of the names ``belongings`` (电话) tells of the person whose column stands before it; it is a field of ours
    only when that is the first of ``people``.

    ``otherwise`` is {name: field} of a column that gives way to another one and then means something else (账号 beside
    名称), unless a third column means just that.
    """

    kind: str
    fields: Mapping[str, str]
    keys: frozenset[str]
    prefixes: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    belongings: frozenset[str] = frozenset()
    otherwise: Mapping[str, str] = field(default_factory=dict)

    def field_of(self, heading: str) -> str:
        """Return the field that a heading names, or an empty text."""
        return self.fields.get(self._name_in(heading), "")

    def rank_of(self, heading: str) -> int:
        """Return how far down among the names in use a heading's name stands."""
        name = self._name_in(heading) or self._name_in(heading.rpartition(" ")[2])
        return list(self.fields).index(name) if name else len(self.fields)

    def person_of(self, heading: str) -> str | None:
        """Return the field of the person whom a heading names (empty for ``others``); None when it names nobody."""
        name = plain_heading(heading).removesuffix("姓名")
        if name in self.others or plain_heading(heading.rpartition(" ")[2]) in self.others:
            return ""
        field = self.field_of(heading) or self.field_of(name)
        return field if field in self.people else None

    def otherwise_of(self, heading: str) -> str:
        """Return what a heading means that has given way to another one, or an empty text."""
        spellings = map(plain_heading, (heading, heading.rpartition(" ")[2]))
        return next((self.otherwise[name] for name in spellings if name in self.otherwise), "")

    def _name_in(self, heading: str) -> str:
        plain = plain_heading(heading)
        # 账号管理员（B岗） is another column than 账号管理员: what stands in the brackets speaks first.
        for spelling in (plain_heading(heading, keep_brackets=True), plain):
            if spelling in self.fields:
                return spelling
        stripped = (plain.removeprefix(prefix) for prefix in self.prefixes if plain.startswith(prefix))
        return next((name for name in stripped if name in self.fields), "")


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


@lru_cache(4096)
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
        yield start, 1, _told_apart(texts)
        if start + 1 < len(rows):
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


def _columns(headings: list[str], vocabulary: Vocabulary, corrections: Mapping[str, str]) -> tuple[Column, ...]:
    named = {
        place: Column(place, heading, corrections.get(heading, _field_of(heading, vocabulary)))
        for place, heading in enumerate(headings)
        if heading
    }
    corrected = {place for place, column in named.items() if column.heading in corrections}
    _keep_one_each(named, vocabulary, corrected, vocabulary.people)
    _leave_out_belongings_of_others(named, vocabulary, corrected)
    _keep_one_each(named, vocabulary, corrected, set(vocabulary.fields.values()) - vocabulary.repeated)
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
