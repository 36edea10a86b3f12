"""Which field belongs into which cell, told by the labels beside it: at its left, above it, or in the cell itself."""

from collections.abc import Iterator, Sequence

from pmedia_desktop.paper.check_boxes import check_boxes
from pmedia_desktop.paper.declaration import DatePart
from pmedia_desktop.paper.line_blanks import blanks_in_cell, line_blanks
from pmedia_desktop.paper.recognition.found import Area, Character, FoundCell, FoundPage
from pmedia_desktop.paper.recognition.proposal import Proposal, person_among, source_of
from pmedia_desktop.paper.recognition.proposing_lines import in_lines, outside_tables
from pmedia_desktop.paper.recognition.reading_cells import lines_outside
from pmedia_desktop.paper.recognition.vocabulary import asks_for_seal

_NEAR = 1.5  # mm between the sides of neighbours
_ALIKE = 0.8  # share of two widths that is common
_NARROWEST = 1.0  # mm that a place is wide, at least
_LINE = 2.0  # mm that a line lies below another, at least
_ROOM = 15.0  # mm behind a label that are enough for a value


def proposals(pages: Sequence[FoundPage]) -> list[Proposal]:
    """Return a place for every cell that one may write into, with the field where a label tells it."""
    found: list[Proposal] = []
    for number, page in enumerate(pages):
        table = _Table(number, page)
        for cell in page.cells:
            found += table.places_in(cell)
        found += outside_tables(number, page)
    return found


class _Table:
    """The cells of one page, and who is whose neighbour."""

    def __init__(self, number: int, page: FoundPage) -> None:
        self._number = number
        self._page = page

    def places_in(self, cell: FoundCell) -> Iterator[Proposal]:
        """Return the places of one cell: the whole of a blank one, parts of one that has words."""
        if not cell.printed:
            yield self._blank(cell)
        elif written := self._in_lines(cell):
            yield from written
        elif check_boxes(_lines_of(cell)):
            yield from self._boxes(cell)
        elif _is_date_line(cell.text):
            label = self._label_of(cell)
            yield from _date_parts(self._number, cell, self._source(label, cell), label)
        elif asks_for_seal(cell.text) and _is_roomy(cell) and not self._labels_its_right(cell):
            yield Proposal(self._number, cell.area, label=_first_words(cell.text), stamp=True, cell=cell)
        elif cell.text.endswith((":", "：")):
            yield from self._behind(cell)

    def _blank(self, cell: FoundCell) -> Proposal:
        label = self._label_of(cell)
        stamp = asks_for_seal(label)
        source = "" if stamp or self._is_further_row(cell) else self._source(label, cell)
        return Proposal(self._number, cell.area, source, label, stamp=stamp, cell=cell)

    def _in_lines(self, cell: FoundCell) -> list[Proposal]:
        """Return the blanks of a cell that has several; none where all of them are for seals and signatures."""
        lines = cell.lines or lines_outside(cell.characters, cell.area.right)
        blanks = blanks_in_cell([line.text for line in lines])
        if not any(blanks):
            return []  # as most cells: the neighbours need not be looked for
        written = list(zip(lines, blanks, strict=True))
        beside = [one.text for one in self._beside(cell)]
        found = list(in_lines(self._number, written, cell, self._label_of(cell), beside))
        return found if any(not one.stamp and (one.source or one.tick or one.label) for one in found) else []

    def _behind(self, cell: FoundCell) -> Iterator[Proposal]:
        source = self._source(cell.text, cell)
        area = _behind_text(cell)
        if area is None and cell.table_place is not None:
            area = cell.area  # a Word file makes room by itself
        if area:
            yield Proposal(self._number, area, source, cell.text, cell=cell)

    def _boxes(self, cell: FoundCell) -> Iterator[Proposal]:
        label = self._label_of(cell)
        asked = line_blanks(_lines_of(cell).split("\n")[0])
        if (asked and source_of(asked[0].label)) or not label:
            label = asked[0].label if asked else ""
        source = self._source(label, cell)
        for area, word in _boxes_of(cell):
            yield Proposal(self._number, area, source, label, tick=word, cell=cell)

    def _label_of(self, cell: FoundCell) -> str:
        """Return the words at the left of a cell, else those at the head of its column."""
        left = self._left(cell)
        if left is not None and _is_label(left):
            return left.text
        head = self._head(cell)
        return head.text if head is not None and not _is_filled_in(head) else ""

    def _head(self, cell: FoundCell) -> FoundCell | None:
        """Return the nearest cell with words above one."""
        above = self._above(cell)
        while above is not None and not above.printed:
            above = self._above(above)
        return above

    def _is_further_row(self, cell: FoundCell) -> bool:
        """Whether a cell is in a list, below its first row: every row is for something else, which no label tells."""
        above = self._above(cell)
        if above is None or above.printed:
            return False
        return not any(_is_label(left) for left in self._all_left(cell))

    def _source(self, label: str, cell: FoundCell) -> str:
        return source_of(label, self._person(cell))

    def _person(self, cell: FoundCell) -> str:
        """Return whom a detail such as 联系电话 speaks of: who is named further left, at the head, or above."""
        return person_among(one.text for one in self._beside(cell))

    def _beside(self, cell: FoundCell) -> list[FoundCell]:
        """Return the cells that may say whom one is about, the nearest first."""
        left = list(self._all_left(cell))
        beside = [*left, *self._all_above(cell)]
        if not any(_is_label(one) for one in left) and (head := self._head(cell)) is not None:
            # In a list, whoever the heads of the columns further left name.
            beside += self._all_left(head)
        return beside

    def _all_left(self, cell: FoundCell) -> Iterator[FoundCell]:
        """Return the cells at the left of one, the nearest first."""
        left = self._left(cell)
        while left is not None:
            yield left
            left = self._left(left)

    def _all_above(self, cell: FoundCell) -> Iterator[FoundCell]:
        """Return the cells above one, the nearest first."""
        above = self._above(cell)
        while above is not None:
            yield above
            above = self._above(above)

    def _left(self, cell: FoundCell) -> FoundCell | None:
        x, y = cell.area.x, cell.area.middle[1]
        beside = [
            other
            for other in self._page.cells
            if abs(other.area.right - x) <= _NEAR and other.area.y <= y <= other.area.bottom
        ]
        return beside[0] if beside else None

    def _labels_its_right(self, cell: FoundCell) -> bool:
        """Whether a cell only says what the one at its right is for."""
        y = cell.area.middle[1]
        return any(
            abs(other.area.x - cell.area.right) <= _NEAR
            and other.area.y <= y <= other.area.bottom
            and (not other.printed or asks_for_seal(other.text))
            for other in self._page.cells
        )

    def _above(self, cell: FoundCell) -> FoundCell | None:
        """Return the cell above of about the same width."""
        area = cell.area
        for other in self._page.cells:
            common = min(other.area.right, area.right) - max(other.area.x, area.x)
            widest = max(other.area.width, area.width)
            if abs(other.area.bottom - area.y) <= _NEAR and common >= _ALIKE * widest:
                return other
        return None


def _is_label(cell: FoundCell) -> bool:
    return bool(cell.text) and not _is_number(cell.text) and not _is_filled_in(cell)


def _is_number(text: str) -> bool:
    return text.strip(" 、.．()（）").isdecimal()


def _is_filled_in(cell: FoundCell) -> bool:
    """Whether a cell with words is itself a place to fill in and so no label of its neighbour."""
    return _is_date_line(cell.text) or bool(check_boxes(_lines_of(cell)))


def _is_roomy(cell: FoundCell) -> bool:
    """Whether a cell has room for a seal or signature beside its words."""
    return cell.area.height >= 12 and cell.area.width >= 30


def _is_date_line(text: str) -> bool:
    words = "".join(text.split())
    return words in ("年月日", "年月", "20年月日")


def _first_words(text: str) -> str:
    return text.split("\n")[0].rstrip(":：")


def _behind_text(cell: FoundCell) -> Area | None:
    """Return the room behind the last line of a cell's words, or below them."""
    if not cell.characters:
        return None
    area = cell.area
    last = max(cell.characters, key=lambda character: (round(character.area.bottom), character.area.right))
    if area.right - last.area.right >= _ROOM:
        return Area(last.area.right + 1, area.y, area.right - last.area.right - 1, area.height)
    if area.bottom - last.area.bottom >= 5:
        return Area(area.x, last.area.bottom, area.width, area.bottom - last.area.bottom)
    return None


def _lines_of(cell: FoundCell) -> str:
    """Return a cell's characters in the order of reading, line by line, without spaces."""
    return "".join(sign + character.text for sign, character in _with_line_ends(cell))


def _with_line_ends(cell: FoundCell) -> Iterator[tuple[str, Character]]:
    before: Character | None = None
    for character in cell.characters:
        moved = before is not None and abs(character.area.middle[1] - before.area.middle[1]) > _LINE
        yield "\n" if moved else "", character
        before = character


def _boxes_of(cell: FoundCell) -> Iterator[tuple[Area, str]]:
    """Return each check box of a cell with its word; of blank brackets what lies between them."""
    places = [character.area for sign, character in _with_line_ends(cell) for _ in sign + character.text]
    for box in check_boxes(_lines_of(cell)):
        if box.start < box.end:
            yield places[box.start], box.word
        else:
            left, right = places[box.start - 1], places[box.end]
            yield Area(left.right, left.y, max(right.x - left.right, _NARROWEST), left.height), box.word


def _date_parts(number: int, cell: FoundCell, source: str, label: str) -> Iterator[Proposal]:
    """Return the blanks before 年, 月 and 日."""
    marks = {character.text: character.area for character in cell.characters if character.text in "年月日"}
    start = min((area.x for area in marks.values()), default=cell.area.x) - 14
    start = max(start, cell.area.x)
    # Where the form prints 20 itself, the year's last digits belong behind it.
    century = [character.area.right for character in cell.characters if character.text.isdecimal()]
    start = max([start, *century])
    year = DatePart.SHORT_YEAR if century else DatePart.YEAR
    for mark, part in (("年", year), ("月", DatePart.MONTH), ("日", DatePart.DAY)):
        if mark in marks:
            area = marks[mark]
            place = Area(start, area.y - 1, max(area.x - start, _NARROWEST), area.height + 2)
            yield Proposal(number, place, source or "filing.filled_on", label, part=part, cell=cell)
            start = area.right
