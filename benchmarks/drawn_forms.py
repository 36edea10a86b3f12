"""The forms of ``office_forms`` as files: drawn as PDF, written as .docx, printed and scanned askew."""

import io
import random
from collections.abc import Iterator

from PIL import Image, ImageFilter

from benchmarks.office_forms import LEFT, TOP, WIDTH, Cell, OfficeForm
from pmedia_desktop.paper.arrangement import POINTS_PER_MM, Box
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.drawing import DocumentInfo, Drawing
from pmedia_desktop.paper.fitting import Line, Text, fit, set_aligned
from pmedia_desktop.paper.fonts import BUILDING, Typeface
from pmedia_desktop.paper.preview import PDFIUM, opened
from pmedia_desktop.paper.recognition.found import Area
from pmedia_desktop.paper.setting import set_block

_PAGE = (210.0, 297.0)


def as_pdf(form: OfficeForm) -> bytes:
    """Draw the form; the office's own programs would name neither cells nor fields either."""
    with BUILDING:
        drawing = Drawing(DocumentInfo(title=form.title))
        texts: list[Text] = list(
            set_aligned(
                form.title,
                Typeface.TITLE,
                18,
                (25 * POINTS_PER_MM, 185 * POINTS_PER_MM),
                265 * POINTS_PER_MM,
                Align.CENTER,
            )
        )
        for cell, area, _ in form.placed():
            texts += _words(cell, area)
        texts += _lines(form)
        drawing.page([[*_frames(form), *texts]])
        return drawing.finish()


def _lines(form: OfficeForm) -> Iterator[Text]:
    """Set the lines above and below the table."""
    bottom = TOP + sum(height for height, _ in form.rows)
    tops = [TOP - 7.0 * (len(form.above) - number) for number in range(len(form.above))]
    tops += [bottom + 2 + 7.0 * number for number in range(len(form.below))]
    for words, top in zip((*form.above, *form.below), tops, strict=True):
        edges = (LEFT * POINTS_PER_MM, (LEFT + WIDTH) * POINTS_PER_MM)
        yield from set_aligned(words, Typeface.BODY, 11, edges, (_PAGE[1] - top - 5) * POINTS_PER_MM, Align.LEFT)


def _box(area: Area) -> Box:
    return Box(
        area.x * POINTS_PER_MM,
        (_PAGE[1] - area.bottom) * POINTS_PER_MM,
        area.width * POINTS_PER_MM,
        area.height * POINTS_PER_MM,
    )


def _words(cell: Cell, area: Area) -> list[Text]:
    if not cell.words:
        return []
    words = "\n".join(cell.words) if cell.down else cell.words
    box = _box(area).inside(2, 1)
    fitted = fit(words, Typeface.BODY, box.width, box.height, 11, 5)
    if fitted is None:
        raise ValueError(f"{cell.words} does not fit its cell")
    align = Align.CENTER if cell.source is None else Align.LEFT
    return set_block(fitted, Typeface.BODY, box, align)


def _frames(form: OfficeForm) -> list[Line]:
    sides: dict[tuple[float, float, float, float], None] = {}
    for _, area, _ in form.placed():
        for side in (
            (area.x, area.y, area.right, area.y),
            (area.x, area.bottom, area.right, area.bottom),
            (area.x, area.y, area.x, area.bottom),
            (area.right, area.y, area.right, area.bottom),
        ):
            outer = side[0] == side[2] and (abs(side[0] - LEFT) < 0.1 or abs(side[0] - LEFT - WIDTH) < 0.1)
            if not (form.open_sides and outer):
                sides[tuple(round(place, 3) for place in side)] = None  # type: ignore[index]
    lines = []
    for x0, y0, x1, y1 in sides:
        if form.dotted:
            lines += _dots(x0, y0, x1, y1)
        else:
            lines.append(_line(x0, y0, x1, y1, 0.6))
    return lines


def _dots(x0: float, y0: float, x1: float, y1: float) -> list[Line]:
    length = max(x1 - x0, y1 - y0)
    count = round(length / 1.0)
    across, down = (x1 - x0) / length, (y1 - y0) / length
    return [
        _line(x0 + across * step, y0 + down * step, x0 + across * (step + 0.45), y0 + down * (step + 0.45), 0.75)
        for step in (number * length / count for number in range(count))
    ]


def _line(x0: float, y0: float, x1: float, y1: float, width: float) -> Line:
    high = _PAGE[1]
    return Line(width, x0 * POINTS_PER_MM, (high - y0) * POINTS_PER_MM, x1 * POINTS_PER_MM, (high - y1) * POINTS_PER_MM)


def scanned(form: OfficeForm, dpi: int, degrees: float) -> Image.Image:
    """Print the form and scan it: turned about its middle, a little soft, with dust, on paper that is not white."""
    with PDFIUM, opened(as_pdf(form)) as document:
        page = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(dpi / 400))
    paper = soft.point(lambda level: 30 + level * 205 // 255)
    dust = random.Random(7)  # noqa: S311 - dust, no secret
    for _ in range(400):
        x, y = dust.randrange(paper.width - 2), dust.randrange(paper.height - 2)
        paper.paste(dust.randrange(60, 160), (x, y, x + 1 + dpi // 250, y + 1))
    return paper


def as_file(picture: Image.Image, dpi: int) -> bytes:
    """Return a scan as the scanner would save it."""
    file = io.BytesIO()
    picture.save(file, "PNG", dpi=(dpi, dpi))
    return file.getvalue()


def as_word(form: OfficeForm) -> bytes:
    """Write the form as a Word file with merged cells."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    for words in (form.title, *form.above):
        document.add_paragraph(words)
    table = document.add_table(len(form.rows), form.columns, style="Table Grid")
    for column in table.columns:
        column.width = Mm(WIDTH / form.columns)
    for number, (height, _) in enumerate(form.rows):
        table.rows[number].height = Mm(height)
    for cell, _, (row, column) in form.placed():
        made = table.cell(row, column)
        if cell.span > 1 or cell.rows > 1:
            made = made.merge(table.cell(row + cell.rows - 1, column + cell.span - 1))
        made.text = "\n".join(cell.words) if cell.down else cell.words
    for words in form.below:
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
