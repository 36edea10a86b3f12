"""Puts values into their places; what no cell can hold is noted for the continuation sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmedia_desktop.paper.arrangement import Box
from pmedia_desktop.paper.breaking import Breakable
from pmedia_desktop.paper.declaration import Align, FieldKind, Form, Slot
from pmedia_desktop.paper.fitting import (
    LEADING,
    Fitted,
    Line,
    Picture,
    Text,
    breakables,
    first_baseline,
    fit,
    line_count,
    lines_at,
    set_aligned,
    sizes_down,
)
from pmedia_desktop.paper.fonts import Typeface
from pmedia_desktop.paper.list_rows import ListTable, code_lines, list_rows
from pmedia_desktop.paper.setting import naming, set_block
from pmedia_desktop.paper.template import ValueRow
from pmedia_desktop.paper.values import Printed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.composing"
_TOLERANCE = 0.01


@dataclass(frozen=True)
class Continued:
    """What went to the continuation sheet, there under ``number``; ``names`` are the fields.

    ``entries`` are its paragraphs; what was a list goes on as the rows of ``table``, if a page can hold each of them.
    """

    number: int
    names: tuple[str, ...]
    label: str
    entries: tuple[str, ...]
    table: ListTable | None = None


@dataclass
class Overflow:
    """Gives what is too long its number on the continuation sheet. A ``sample`` is looked at, not used."""

    items: list[Continued] = field(default_factory=list)
    sample: bool = False

    def refer(
        self, names: tuple[str, ...], label: str, entries: tuple[str, ...], table: ListTable | None = None
    ) -> str:
        """Put fields on the continuation sheet, once, and return the words that lead there."""
        if not self.reference(names[0]):
            self.items.append(Continued(len(self.items) + 1, names, label, entries, table))
        return self.reference(names[0])

    def reference(self, name: str) -> str:
        """Return the words that lead to a field on the continuation sheet, empty when it is not there."""
        for item in self.items:
            if name in item.names:
                return translate(_CONTEXT, "见续页第{number}项").format(number=item.number)
        return ""


def compose_values(
    form: Form, place: ValueRow, printed: Mapping[str, Printed], overflow: Overflow
) -> list[Text | Line | Picture]:
    """Set the values of one place; what does not fit goes to the continuation sheet."""
    if place.aligned:
        return list(_aligned(form, place, printed, overflow))
    slot, box = place.slots[0]
    value = printed[slot.field]
    if isinstance(value, bytes):
        return [Picture(value, box.x, box.bottom, box.width, box.height)]
    text = "\n".join(value)
    if not text:
        return []
    label = place.called or form.fields_by_name[slot.field].label
    with naming(label, slot.field):
        fitted = fit(text, Typeface.BODY, box.width, box.height, slot.size, place.smallest)
        if fitted is None:
            fitted = _reference(overflow.refer((slot.field,), label, value), box, slot, place.smallest)
        align = slot.align if len(fitted.lines) == 1 else Align.LEFT
        return list(set_block(fitted, Typeface.BODY, box, align))


def _reference(words: str, box: Box, slot: Slot, smallest: float) -> Fitted:
    """Set the words that lead to the continuation sheet; ``loading`` refuses cells too small for them."""
    fitted = fit(words, Typeface.BODY, box.width, box.height, slot.size, smallest)
    if fitted is None:
        raise AssertionError(f"a cell too small for a reference was not refused: {slot.field}")
    return fitted


def _entries(value: Printed) -> tuple[str, ...]:
    """Return the entries of an aligned value."""
    if isinstance(value, bytes):
        raise TypeError("a picture cannot stand in an aligned row")
    return value


def _aligned(
    form: Form, place: ValueRow, printed: Mapping[str, Printed], overflow: Overflow
) -> list[Text | Line | Picture]:
    """Set fields beside each other so that their n-th entries begin on one line, all in one size."""
    columns = _even_columns(form, place, printed)
    broken = []
    for (slot, _), column in zip(place.slots, columns, strict=True):
        with naming(form.fields_by_name[slot.field].label, slot.field):
            broken.append([breakables(entry, Typeface.BODY) for entry in column])
    if place.ruled:
        return _listed(form, place, columns, broken, overflow)
    height = place.slots[0][1].height
    for size in sizes_down(place.slots[0][0].size, place.smallest):
        lines = _lines_of(place, broken, size, {})
        heights = [max(map(len, entries)) for entries in zip(*lines, strict=True)]
        if sum(heights) <= line_count(height, size):
            return [*_set_columns(place, lines, heights, size)]
    return _referring(place, overflow.refer(*_as_one_item(form, place, columns)))


def _lines_of(
    place: ValueRow, broken: list[list[list[Breakable]]], size: float, codes: Mapping[int, Sequence[str]]
) -> list[list[list[str]]]:
    """Return the lines of each entry, column by column."""
    return [
        [code_lines(entry, box, size) for entry in codes[number]]
        if number in codes
        else [lines_at(entry, box.width, size) for entry in column]
        for number, (column, (_, box)) in enumerate(zip(broken, place.slots, strict=True))
    ]


def _referring(place: ValueRow, words: str) -> list[Text | Line | Picture]:
    """Set the words that lead to the continuation sheet into every column."""
    pieces: list[Text | Line | Picture] = []
    for slot, box in place.slots:
        pieces += set_block(_reference(words, box, slot, place.smallest), Typeface.BODY, box, slot.align)
    return pieces


def _listed(
    form: Form, place: ValueRow, columns: list[list[str]], broken: list[list[list[Breakable]]], overflow: Overflow
) -> list[Text | Line | Picture]:
    """Set entries as the rows of a list, from the top; what does not fit goes on as rows of the continuation sheet."""
    box = place.slots[0][1]
    codes = {
        number: columns[number]
        for number, (slot, _) in enumerate(place.slots)
        if form.fields_by_name[slot.field].kind is FieldKind.CODES
    }

    def table(size: float, shown: Mapping[int, Sequence[str]]) -> ListTable:
        return ListTable(place.slots, place.head, size, list_rows(_lines_of(place, broken, size, shown), shown))

    # With more entries than there is room for codes, the codes go before the words do.
    without = {number: [""] * len(entries) for number, entries in codes.items()}
    for shown in (codes, without) if codes else (codes,):
        for size in sizes_down(place.slots[0][0].size, place.smallest):
            whole = table(size, shown)
            if whole.height <= box.height + _TOLERANCE:
                return whole.set_below(box.top)
    return _begun(form, place, columns, table(place.slots[0][0].size, codes), overflow)


def _begun(
    form: Form, place: ValueRow, columns: list[list[str]], whole: ListTable, overflow: Overflow
) -> list[Text | Line | Picture]:
    """Set as many rows of a list as there is room for, and below them where the others are."""
    slot, box = max(place.slots, key=lambda one: one[1].width)
    # Where the others are takes three lines of the widest column at most: 第100至120行见续页第1项.
    kept, rest = whole.parted(whole.rows_within(box.height - 3 * whole.size * LEADING))
    first = len(kept.rows) + 1
    names, label, entries = _as_one_item(form, place, columns, first)
    if not kept.rows:
        return _referring(place, overflow.refer(names, label, entries, rest))
    numbers = _from_to(first, len(whole.rows))
    label = translate(_CONTEXT, "续表（{numbers}）").format(numbers=numbers)
    words = numbers + overflow.refer(names, label, entries, rest)
    foot = Box(box.x, box.top - kept.height - 3 * whole.size * LEADING, box.width, 3 * whole.size * LEADING)
    return [
        *kept.set_below(box.top),
        *set_block(_reference(words, foot, slot, place.smallest), Typeface.BODY, foot, Align.CENTER),
    ]


def _from_to(first: int, last: int) -> str:
    """Return which rows of a list are meant."""
    words = translate(_CONTEXT, "第{first}行") if first == last else translate(_CONTEXT, "第{first}至{last}行")
    return words.format(first=first, last=last)


def _as_one_item(
    form: Form, place: ValueRow, columns: list[list[str]], first: int = 1
) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return fields that stand beside each other, from entry ``first`` on, as one item of the continuation sheet."""
    names = tuple(slot.field for slot, _ in place.slots)
    labels = [form.fields_by_name[name].label for name in names]
    lines = []
    for number, entries in enumerate(zip(*(column[first - 1 :] for column in columns), strict=True), first):
        for place_in_row, (label, entry) in enumerate(zip(labels, entries, strict=True)):
            line = translate(_CONTEXT, "{label}：{entry}").format(label=label, entry=entry)
            lines.append(line if place_in_row else f"（{number}）{line}")
    return names, translate(_CONTEXT, "、").join(labels), tuple(lines)


def _even_columns(form: Form, place: ValueRow, printed: Mapping[str, Printed]) -> list[list[str]]:
    """Return the entries of each field, equally many; where another field has one, a missing one prints as empty."""
    columns = [_entries(printed[slot.field]) for slot, _ in place.slots]
    count = max(map(len, columns))
    return [
        [entry or form.fields_by_name[slot.field].empty for entry in (*column, *[""] * (count - len(column)))]
        if count > 1
        else list(column)
        for column, (slot, _) in zip(columns, place.slots, strict=True)
    ]


def _set_columns(place: ValueRow, lines: list[list[list[str]]], heights: list[int], size: float) -> list[Text]:
    pieces: list[Text] = []
    for column, (slot, box) in zip(lines, place.slots, strict=True):
        y = first_baseline(box.top, box.height, sum(heights), size)
        for entry, height in zip(column, heights, strict=True):
            for number, line in enumerate(entry):
                edges = (box.x, box.right)
                pieces += set_aligned(line, Typeface.BODY, size, edges, y - number * size * LEADING, slot.align)
            y -= height * size * LEADING
    return pieces
