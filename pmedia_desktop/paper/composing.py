"""Puts words into the cells: what is fixed is composed once for each arrangement, values for each filling."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import (
    AREA_INSET,
    PADDING,
    POINTS_PER_MM,
    RUNNING_HEAD,
    TITLE_PITCH,
    Box,
    PagePlan,
    Placed,
    PlacedRow,
    foot_baselines,
    text_box,
)
from pmedia_desktop.paper.declaration import Align, Area, Form, Label, Slot
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
from pmedia_desktop.paper.fonts import NoGlyphError, Typeface
from pmedia_desktop.paper.frames import frame_lines
from pmedia_desktop.paper.values import Printed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.composing"
_NOTE_GAP = 4.0
_CHINESE_COUNTS = "零一两三四五六七八九"


class MissingCharacterError(InputError):
    """A character that no font can draw; the print stops."""

    def __init__(self, character: str, field_label: str, field_name: str = "") -> None:
        shown = character if character.isprintable() else translate(_CONTEXT, "不可见字符")
        message = translate(_CONTEXT, "“{label}”中的字符“{character}”（{code}）在随附字体里没有，无法打印。")
        super().__init__(
            message.format(label=field_label, character=shown, code=f"U+{ord(character):04X}"),
            translate(_CONTEXT, "请删去或改用通行的字后再打印。"),
            field=field_name,
        )
        self.character = character
        self.code_point = f"U+{ord(character):04X}"


@contextmanager
def naming(label: str, name: str = "") -> Iterator[None]:
    """Say of a missing character in which field it stands."""
    try:
        yield
    except NoGlyphError as problem:
        raise MissingCharacterError(problem.character, label, name) from problem


@dataclass(frozen=True)
class Continued:
    """A value that went to the continuation sheet, there under ``number``."""

    number: int
    name: str
    label: str
    entries: tuple[str, ...]


@dataclass
class Overflow:
    """Gives each field that is too long its number on the continuation sheet."""

    items: list[Continued] = field(default_factory=list)

    def refer(self, name: str, label: str, entries: tuple[str, ...]) -> str:
        """Put a field on the continuation sheet, once, and return the words that lead there."""
        for item in self.items:
            if item.name == name:
                break
        else:
            item = Continued(len(self.items) + 1, name, label, entries)
            self.items.append(item)
        return translate(_CONTEXT, "见续页第{number}项").format(number=item.number)


@dataclass(frozen=True, eq=False)
class Fixed:
    """Words and lines that are the same in every filling; ``eq=False`` makes it a key for what is drawn of it."""

    lines: tuple[Line, ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ValueRow:
    """The places of values in a row: filled together where the row is aligned."""

    slots: tuple[tuple[Slot, Box], ...]
    aligned: bool
    smallest: float


@dataclass(frozen=True)
class PageTemplate:
    """A page without values, in reading order."""

    parts: tuple[Fixed | ValueRow, ...]


def notes_of(form: Form) -> tuple[list[str], float]:
    """Return the lines of the notes and the height they need below the grid."""
    if not form.notes:
        return [], 0.0
    words = [note.replace("{copies}", _CHINESE_COUNTS[form.copies]) for note in form.notes]
    text = translate(_CONTEXT, "注：") + "".join(f"{number}.{note}" for number, note in enumerate(words, 1))
    with naming(translate(_CONTEXT, "注")):
        lines = lines_at(breakables(text, Typeface.BODY), text_box(form).width, form.sizes.note)
    return lines, _NOTE_GAP + len(lines) * form.sizes.note * LEADING


def page_template(form: Form, variant: str, plan: PagePlan, notes: Sequence[str], first: bool) -> PageTemplate:
    """Compose everything of a page that does not depend on values."""
    boxes = [placed.box for row in plan.rows for placed in row.cells]
    parts: list[Fixed | ValueRow] = [Fixed(lines=tuple(frame_lines(boxes, plan.frame)))] if plan.frame else []
    if first:
        parts.append(Fixed(texts=tuple(_title(form))))
    for row in (*plan.header, *plan.rows):
        parts += _row_parts(form, variant, row)
    if plan.notes_top:
        area, size = text_box(form), form.sizes.note
        texts = []
        for number, line in enumerate(notes):
            y = plan.notes_top - _NOTE_GAP - size - number * size * LEADING
            texts += set_aligned(line, Typeface.BODY, size, (area.x, area.right), y, Align.LEFT)
        parts.append(Fixed(texts=tuple(texts)))
    return PageTemplate(tuple(_joined(parts)))


def _joined(parts: Sequence[Fixed | ValueRow]) -> Iterator[Fixed | ValueRow]:
    """Join neighbouring fixed parts: each of them costs something on every page."""
    waiting: Fixed | None = None
    for part in parts:
        if isinstance(part, Fixed):
            waiting = Fixed(waiting.lines + part.lines, waiting.texts + part.texts) if waiting else part
            continue
        if waiting:
            yield waiting
        waiting = None
        yield part
    if waiting:
        yield waiting


def _title(form: Form) -> list[Text]:
    area = text_box(form)
    height = form.sizes.title * TITLE_PITCH
    with naming("title"):
        fitted = fit(form.title, Typeface.TITLE, area.width, height, form.sizes.title, form.sizes.value)
    if fitted is None:
        raise _too_small(form, "title")
    return _block(fitted, Typeface.TITLE, Box(area.x, area.top - height, area.width, height), Align.CENTER)


def _row_parts(form: Form, variant: str, row: PlacedRow) -> list[Fixed | ValueRow]:
    parts: list[Fixed | ValueRow] = []
    together: list[tuple[Slot, Box]] = []
    for placed in row.cells:
        content = placed.cell.content
        if isinstance(content, Label):
            parts.append(Fixed(texts=tuple(_label(form, content.text_in(variant), content, placed))))
        elif isinstance(content, Area):
            parts.append(Fixed(texts=tuple(_area(form, content, placed))))
        elif isinstance(content, Slot) and row.row.aligned:
            together.append((content, placed.box))
        elif isinstance(content, Slot):
            parts.append(ValueRow(((content, placed.box),), False, form.sizes.smallest))
    if together:
        parts.append(ValueRow(tuple(together), True, form.sizes.smallest))
    return parts


def _too_small(form: Form, key: str) -> InputError:
    return InputError(
        translate(_CONTEXT, "表样文件 {file} 的“{key}”放不下其中的文字。").format(file=form.file_name, key=key),
        translate(_CONTEXT, "请加大这一格的 span 或 height，或缩短文字。"),
        field=key,
    )


def _label(form: Form, text: str, label: Label, placed: Placed) -> list[Text]:
    typeface = Typeface.BODY if label.plain else Typeface.HEADING
    box = placed.box
    with naming(placed.cell.key):
        if label.vertical:
            return _vertical(form, text, label.size, placed)
        padding = 0.0 if label.plain else PADDING / 2
        fitted = fit(text, typeface, box.width - 2 * padding, box.height, label.size, form.sizes.smallest)
    if fitted is None:
        raise _too_small(form, placed.cell.key)
    return _block(fitted, typeface, box, label.align, padding)


def _vertical(form: Form, text: str, size: float, placed: Placed) -> list[Text]:
    """Set one character below the other, closer or wider as the cell's height asks."""
    box = placed.box
    pitch = min(size * 1.6, (box.height - PADDING) / len(text))
    size = min(size, pitch)
    if size < form.sizes.smallest:
        raise _too_small(form, placed.cell.key)
    y = box.top - box.height / 2 + (len(text) - 1) * pitch / 2 - size * 0.38
    pieces = []
    for number, character in enumerate(text):
        pieces += set_aligned(character, Typeface.HEADING, size, (box.x, box.right), y - number * pitch, Align.CENTER)
    return pieces


def _area(form: Form, area: Area, placed: Placed) -> list[Text]:
    box = placed.box
    pieces = []
    with naming(placed.cell.key):
        for line, y in zip(area.lines, foot_baselines(area, box), strict=True):
            edges = (box.x + AREA_INSET, box.right - AREA_INSET)
            pieces += set_aligned(line.left, Typeface.BODY, area.size, edges, y, Align.LEFT)
            pieces += set_aligned(line.right, Typeface.BODY, area.size, edges, y, Align.RIGHT)
    return pieces


def _block(fitted: Fitted, typeface: Typeface, box: Box, align: Align, padding: float = 0.0) -> list[Text]:
    """Set fitted lines in the middle of a box's height; more than one line of a value stands at the left."""
    y = first_baseline(box.top, box.height, len(fitted.lines), fitted.size)
    edges = (box.x + padding, box.right - padding)
    pieces: list[Text] = []
    for line in fitted.lines:
        if line:
            pieces += set_aligned(line, typeface, fitted.size, edges, y, align)
        y -= fitted.size * LEADING
    return pieces


def compose_values(
    form: Form, place: ValueRow, printed: Mapping[str, Printed], overflow: Overflow
) -> list[Text | Picture]:
    """Set the values of one place; what does not fit goes to the continuation sheet."""
    if place.aligned:
        return list(_aligned(form, place, printed, overflow))
    slot, box = place.slots[0]
    value = printed[slot.field]
    if isinstance(value, bytes):
        gap = PADDING / 2
        return [Picture(value, box.x + gap, box.bottom + gap, box.width - 2 * gap, box.height - 2 * gap)]
    text = "\n".join(value)
    if not text:
        return []
    label = form.fields_by_name[slot.field].label
    with naming(label, slot.field):
        fitted = fit(text, Typeface.BODY, box.width - 2 * PADDING, box.height, slot.size, place.smallest)
        if fitted is None:
            fitted = _reference(overflow.refer(slot.field, label, value), box, slot, place.smallest)
        align = slot.align if len(fitted.lines) == 1 else Align.LEFT
        return list(_block(fitted, Typeface.BODY, box, align, PADDING))


def _reference(words: str, box: Box, slot: Slot, smallest: float) -> Fitted:
    """Set the words that lead to the continuation sheet; ``loading`` refuses cells too small for them."""
    fitted = fit(words, Typeface.BODY, box.width - 2 * PADDING, box.height, slot.size, smallest)
    if fitted is None:
        raise AssertionError(f"a cell too small for a reference was not refused: {slot.field}")
    return fitted


def _entries(value: Printed) -> tuple[str, ...]:
    """Return the entries of an aligned value: a list's, or a text's lines."""
    if isinstance(value, bytes):
        raise TypeError("a picture cannot stand in an aligned row")
    return tuple(value[0].split("\n")) if len(value) == 1 else value


def _aligned(form: Form, place: ValueRow, printed: Mapping[str, Printed], overflow: Overflow) -> list[Text]:
    """Set fields beside each other so that their n-th entries begin on one line, all in one size."""
    columns = _even_columns(form, place, printed)
    broken = []
    for (slot, _), column in zip(place.slots, columns, strict=True):
        with naming(form.fields_by_name[slot.field].label, slot.field):
            broken.append([breakables(entry, Typeface.BODY) for entry in column])
    height = place.slots[0][1].height
    for size in sizes_down(place.slots[0][0].size, place.smallest):
        lines = [
            [lines_at(entry, box.width - 2 * PADDING, size) for entry in column]
            for column, (_, box) in zip(broken, place.slots, strict=True)
        ]
        heights = [max(map(len, entries)) for entries in zip(*lines, strict=True)]
        if sum(heights) <= line_count(height, size):
            return _set_columns(place, lines, heights, size)
    pieces: list[Text] = []
    for (slot, box), column in zip(place.slots, columns, strict=True):
        numbered = column if len(column) == 1 else [f"（{number}）{entry}" for number, entry in enumerate(column, 1)]
        words = overflow.refer(slot.field, form.fields_by_name[slot.field].label, tuple(numbered))
        pieces += _block(_reference(words, box, slot, place.smallest), Typeface.BODY, box, slot.align, PADDING)
    return pieces


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
                edges = (box.x + PADDING, box.right - PADDING)
                pieces += set_aligned(line, Typeface.BODY, size, edges, y - number * size * LEADING, slot.align)
            y -= height * size * LEADING
    return pieces


def running_head(form: Form, right: str) -> list[Text]:
    """Compose the small head of a form's second and later pages: title at the left, unit and account at the right."""
    area, size = text_box(form), form.sizes.note
    y = area.top - RUNNING_HEAD / 2
    pieces = set_aligned(form.title, Typeface.HEADING, size, (area.x, area.right), y, Align.LEFT)
    room = area.width * 0.55
    fitted = fit(right, Typeface.BODY, room, RUNNING_HEAD, size, form.sizes.smallest - 2)
    if fitted:
        pieces += _block(
            fitted, Typeface.BODY, Box(area.right - room, area.top - RUNNING_HEAD, room, RUNNING_HEAD), Align.RIGHT
        )
    return pieces


def page_number(form: Form, page: int, pages: int) -> list[Text]:
    """Compose the foot of a page of several."""
    area, size = text_box(form), form.sizes.note
    words = translate(_CONTEXT, "第 {page} 页　共 {pages} 页").format(page=page, pages=pages)
    y = area.bottom - 4 * POINTS_PER_MM - size / 2
    return set_aligned(words, Typeface.BODY, size, (area.x, area.right), y, Align.CENTER)
