"""Puts values into their places; what no cell can hold is noted for the continuation sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from pmedia_desktop.paper.arrangement import PADDING, POINTS_PER_MM, Box
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
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.paper.setting import naming, set_block
from pmedia_desktop.paper.template import ValueRow
from pmedia_desktop.paper.values import Printed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.composing"
_RULE = 0.5
CODE_SIDE = 12.0
"""How wide the QR codes of a list are at most, in mm: a phone reads a homepage's address at this size."""


@dataclass(frozen=True)
class Continued:
    """What went to the continuation sheet, there under ``number``; ``names`` are the fields."""

    number: int
    names: tuple[str, ...]
    label: str
    entries: tuple[str, ...]


@dataclass
class Overflow:
    """Gives what is too long its number on the continuation sheet. A ``sample`` is looked at, not used."""

    items: list[Continued] = field(default_factory=list)
    sample: bool = False

    def refer(self, names: tuple[str, ...], label: str, entries: tuple[str, ...]) -> str:
        """Put fields on the continuation sheet, once, and return the words that lead there."""
        if not self.reference(names[0]):
            self.items.append(Continued(len(self.items) + 1, names, label, entries))
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
    label = form.fields_by_name[slot.field].label
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
    height = place.slots[0][1].height
    codes = {
        number: list(columns[number])
        for number, (slot, _) in enumerate(place.slots)
        if form.fields_by_name[slot.field].kind is FieldKind.CODES
    }
    # With more entries than there is room for codes, the codes go before the words do.
    without = {number: [""] * len(entries) for number, entries in codes.items()}
    for shown in (codes, without) if codes else (codes,):
        for size in sizes_down(place.slots[0][0].size, place.smallest):
            lines = [
                [_code_lines(entry, box, size) for entry in shown[number]]
                if number in shown
                else [lines_at(entry, box.width, size) for entry in column]
                for number, (column, (_, box)) in enumerate(zip(broken, place.slots, strict=True))
            ]
            heights = [max(map(len, entries)) for entries in zip(*lines, strict=True)]
            if place.ruled and sum(heights) + len(heights) <= height / (size * LEADING):
                return _set_ruled(place, lines, heights, size, shown)
            if not place.ruled and sum(heights) <= line_count(height, size):
                return [*_set_columns(place, lines, heights, size)]
    words = overflow.refer(*_as_one_item(form, place, columns))
    pieces: list[Text | Line | Picture] = []
    for slot, box in place.slots:
        pieces += set_block(_reference(words, box, slot, place.smallest), Typeface.BODY, box, slot.align)
    return pieces


def _as_one_item(form: Form, place: ValueRow, columns: list[list[str]]) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return fields that stand beside each other as one item of the continuation sheet, entry by entry."""
    names = tuple(slot.field for slot, _ in place.slots)
    labels = [form.fields_by_name[name].label for name in names]
    lines = []
    for number, entries in enumerate(zip(*columns, strict=True), 1):
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


def _side(box: Box) -> float:
    """Return how wide a QR code is in a column, in points."""
    return min(box.width, CODE_SIDE * POINTS_PER_MM)


def _code_lines(address: str, box: Box, size: float) -> list[str]:
    """Return as many empty lines as an address's QR code is high."""
    return [""] * ceil(_side(box) / (size * LEADING)) if address else []


def _set_ruled(
    place: ValueRow, lines: list[list[list[str]]], heights: list[int], size: float, codes: Mapping[int, Sequence[str]]
) -> list[Text | Line | Picture]:
    """Set entries as the lines of a list, from the top: half a line of air above and below each, a rule below it.

    ``codes`` are the columns, by their place, whose entries are printed as QR codes.
    """
    pieces: list[Text | Line | Picture] = []
    left = min(box.x for _, box in place.slots) - PADDING
    right = max(box.right for _, box in place.slots) + PADDING
    y = place.slots[0][1].top
    for number, height in enumerate(heights):
        band = (height + 1) * size * LEADING
        for at, (column, (slot, box)) in enumerate(zip(lines, place.slots, strict=True)):
            room = Box(box.x, y - band, box.width, band)
            if at not in codes:
                pieces += set_block(Fitted(size, tuple(column[number])), Typeface.BODY, room, slot.align)
            elif codes[at][number]:
                side = _side(box)
                bottom = room.bottom + (band - side) / 2
                pieces.append(Picture(qr_picture(codes[at][number]), box.x, bottom, box.width, side))
        y -= band
        pieces.append(Line(_RULE, left, y, right, y))
    return pieces
