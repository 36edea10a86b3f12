"""The part of a page that is the same in every filling, composed once for each arrangement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import (
    ABOVE,
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
    Line,
    Text,
    breakables,
    fit,
    lines_at,
    set_aligned,
)
from pmedia_desktop.paper.fonts import Typeface
from pmedia_desktop.paper.frames import frame_lines
from pmedia_desktop.paper.setting import naming, set_block
from pmedia_desktop.texts import translate

_CONTEXT = "paper.template"
_NOTE_GAP = 4.0
#: In a note it becomes the number of copies: 两, 三 …
COPIES = "{copies}"
_CHINESE_COUNTS = "零一两三四五六七八九"


@dataclass(frozen=True, eq=False)
class Fixed:
    """Words and lines that are the same in every filling; ``eq=False`` makes it a key for what is drawn of it."""

    lines: tuple[Line, ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ValueRow:
    """The places of values in a row: filled together where the row is aligned, ruled between entries if wanted.

    ``head`` are the columns of a ruled row, those without values too: the words that stand above each, and its cell.
    ``called`` is what the label before a value says where it has words of its own for the variant.
    """

    slots: tuple[tuple[Slot, Box], ...]
    aligned: bool
    smallest: float
    ruled: bool = False
    head: tuple[tuple[str, Box], ...] = ()
    called: str = ""


@dataclass(frozen=True)
class PageTemplate:
    """A page without values, in reading order."""

    parts: tuple[Fixed | ValueRow, ...]


def numbered_notes(form: Form) -> list[str]:
    """Return the notes below the grid with their numbers, the first behind 注."""
    words = [note.replace(COPIES, _CHINESE_COUNTS[form.copies]) for note in form.notes]
    numbered = [f"{number}.{note}" for number, note in enumerate(words, 1)]
    return [translate(_CONTEXT, "注：") + numbered[0], *numbered[1:]] if numbered else []


def notes_of(form: Form) -> tuple[list[str], float]:
    """Return the lines of the notes and the height they need below the grid."""
    if not form.notes:
        return [], 0.0
    text = "".join(numbered_notes(form))
    with naming(translate(_CONTEXT, "注")):
        lines = lines_at(breakables(text, Typeface.BODY), text_box(form).width, form.sizes.note)
    return lines, _NOTE_GAP + len(lines) * form.sizes.note * LEADING


def page_template(form: Form, variant: str, plan: PagePlan, notes: Sequence[str], first: bool) -> PageTemplate:
    """Compose everything of a page that does not depend on values."""
    boxes = [placed.box for row in plan.rows for placed in row.cells]
    parts: list[Fixed | ValueRow] = [Fixed(lines=tuple(frame_lines(boxes, plan.frame)))] if plan.frame else []
    if first:
        parts.append(Fixed(texts=tuple(_title(form))))
    above: PlacedRow | None = None
    for row in (*plan.header, *plan.rows):
        parts += _row_parts(form, variant, row, above)
        above = row
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
    return set_block(fitted, Typeface.TITLE, Box(area.x, area.top - height, area.width, height), Align.CENTER)


def _row_parts(form: Form, variant: str, row: PlacedRow, above: PlacedRow | None) -> list[Fixed | ValueRow]:
    parts: list[Fixed | ValueRow] = []
    together: list[tuple[Slot, Box]] = []
    called = ""
    for placed in row.cells:
        content = placed.cell.content
        if isinstance(content, Label):
            called = content.for_variant.get(variant, "")
            parts.append(Fixed(texts=tuple(_label(form, content.text_in(variant), content, placed))))
        elif isinstance(content, Area):
            parts.append(Fixed(texts=tuple(_area(content, placed))))
        elif isinstance(content, Slot) and row.row.aligned:
            together.append((content, placed.text_box))
        elif isinstance(content, Slot):
            parts.append(ValueRow(((content, placed.text_box),), False, form.sizes.smallest, called=called))
    if together:
        head = _heads(form, variant, row, above) if row.row.ruled else ()
        parts.append(ValueRow(tuple(together), True, form.sizes.smallest, row.row.ruled, head))
    return parts


def _heads(form: Form, variant: str, row: PlacedRow, above: PlacedRow | None) -> tuple[tuple[str, Box], ...]:
    """Return the columns of a list with the words above each: the labels of the row before, else the fields' own."""
    labels = {
        round(placed.box.x, 2): placed.cell.content.text_in(variant)
        for placed in (above.cells if above else ())
        if isinstance(placed.cell.content, Label)
    }
    heads = []
    for placed in row.cells:
        content = placed.cell.content
        own = form.fields_by_name[content.field].label if isinstance(content, Slot) else ""
        heads.append((labels.get(round(placed.box.x, 2), own), placed.box))
    return tuple(heads)


def _too_small(form: Form, key: str) -> InputError:
    return InputError(
        translate(_CONTEXT, "表样文件 {file} 的“{key}”放不下其中的文字。").format(file=form.file_name, key=key),
        translate(_CONTEXT, "请加大这一格的 span 或 height，或缩短文字。"),
        field=key,
    )


def _label(form: Form, text: str, label: Label, placed: Placed) -> list[Text]:
    typeface = Typeface.BODY if label.plain else Typeface.HEADING
    box = placed.box.inside(PADDING / 2, ABOVE) if placed.framed else placed.box
    with naming(placed.cell.key):
        if label.vertical:
            return _vertical(form, text, label.size, placed)
        fitted = fit(text, typeface, box.width, box.height, label.size, form.sizes.smallest)
    if fitted is None:
        raise _too_small(form, placed.cell.key)
    return set_block(fitted, typeface, box, label.align)


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


def _area(area: Area, placed: Placed) -> list[Text]:
    box = placed.box
    pieces = []
    with naming(placed.cell.key):
        for line, y in zip(area.lines, foot_baselines(area, box), strict=True):
            edges = (box.x + AREA_INSET, box.right - AREA_INSET)
            pieces += set_aligned(line.left, Typeface.BODY, area.size, edges, y, Align.LEFT)
            pieces += set_aligned(line.right, Typeface.BODY, area.size, edges, y, Align.RIGHT)
    return pieces


def running_head(form: Form, right: str) -> list[Text]:
    """Compose the small head of a form's second and later pages: title at the left, unit and account at the right."""
    area, size = text_box(form), form.sizes.note
    head = Box(area.x, area.top - RUNNING_HEAD, area.width, RUNNING_HEAD)
    pieces: list[Text] = []
    for words, typeface, align in ((form.title, Typeface.HEADING, Align.LEFT), (right, Typeface.BODY, Align.RIGHT)):
        fitted = fit(words, typeface, area.width / 2, RUNNING_HEAD, size, form.sizes.smallest)
        if fitted:
            pieces += set_block(fitted, typeface, head, align)
    return pieces


def page_number(form: Form, page: int, pages: int) -> list[Text]:
    """Compose the foot of a page of several."""
    area, size = text_box(form), form.sizes.note
    words = translate(_CONTEXT, "第 {page} 页　共 {pages} 页").format(page=page, pages=pages)
    y = area.bottom - 4 * POINTS_PER_MM - size / 2
    return set_aligned(words, Typeface.BODY, size, (area.x, area.right), y, Align.CENTER)
