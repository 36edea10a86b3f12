"""The parts of a booklet as platypus lays them on pages; lines are broken and fonts chosen as on our forms.

Platypus' own paragraphs break Chinese by a Japanese list, and a font that lacks a character draws an empty box.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Table, TableStyle

from pmedia_desktop.paper.booklet.content import Figure, Grid, Heading, Piece, Prose
from pmedia_desktop.paper.breaking import Breakable
from pmedia_desktop.paper.fonts import Typeface, runs, widths
from pmedia_desktop.paper.stand_ins import with_stand_ins

BODY_SIZE = 10.5
_LEADING = 1.55
_CAPTION_SIZE = 9.0
_HEADING_SIZES = (18.0, 13.0, 11.5)
_ABOVE_HEADING = (26.0, 14.0, 10.0)
_BELOW_HEADING = (8.0, 4.0, 3.0)
_BELOW_PARAGRAPH = 4.0
_MARK_WIDTH = 20.0
_TALLEST = {"wide": 265.0, "high": 320.0}
_FEWEST_LINES = 2
_MARGIN_OF_CELL = 4.0
_FIRST_COLUMN = 0.34
_INK, _LINK, _PALE = HexColor("#1d2125"), HexColor("#1f5f8b"), HexColor("#8a9199")


class _Style(NamedTuple):
    typeface: Typeface
    leads_to: str


class Lines(Flowable):  # type: ignore[misc]
    """Broken lines of styled words; ``mark`` hangs before the first, ``heading`` is what they are, if they are one."""

    def __init__(
        self, lines: Sequence[Sequence[tuple[str, _Style]]], size: float, *, width: float, indent: float = 0.0
    ) -> None:
        super().__init__()
        self.lines = lines
        self.size = size
        self.width = width
        self.indent = indent
        self.mark = ""
        self.heading: Heading | None = None
        self.centred = False

    @property
    def pitch(self) -> float:
        """From one baseline to the next, in points."""
        return self.size * _LEADING

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size; the lines were broken before."""
        return self.width, len(self.lines) * self.pitch

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Part so that neither page gets a line that stands alone."""
        room = min(int(height / self.pitch), len(self.lines) - _FEWEST_LINES)
        if room < _FEWEST_LINES:
            return []
        first = self._part(self.lines[:room], after=0)
        first.mark = self.mark
        return [first, self._part(self.lines[room:], after=self.getSpaceAfter())]

    def _part(self, lines: Sequence[Sequence[tuple[str, _Style]]], after: float) -> "Lines":
        part = Lines(lines, self.size, width=self.width, indent=self.indent)
        part.spaceAfter = after
        return part

    def draw(self) -> None:
        """Draw the lines, their links, and where a heading's anchor is."""
        height = len(self.lines) * self.pitch
        if self.heading is not None:
            self.canv.bookmarkHorizontal(self.heading.anchor, 0, height + self.size)
        baseline = height - self.pitch / 2 - self.size * 0.38
        if self.mark:
            _draw_runs(self.canv, self.mark, Typeface.BODY, self.size, 4.0, baseline, _INK)
        for line in self.lines:
            x = self.indent
            if self.centred:
                x = (self.width - sum(_width_of(words, style.typeface, self.size) for words, style in line)) / 2
            for words, style in line:
                colour = _LINK if style.leads_to else _INK
                end = _draw_runs(self.canv, words, style.typeface, self.size, x, baseline, colour)
                if style.leads_to:
                    box = (x, baseline - self.size * 0.25, end, baseline + self.size)
                    self.canv.linkRect("", style.leads_to, box, relative=1)
                x = end
            baseline -= self.pitch


class FigureOnPage(Flowable):  # type: ignore[misc]
    """A picture in a thin frame with its caption below; never taller than leaves room for its words."""

    def __init__(self, figure: Figure, width: float) -> None:
        super().__init__()
        with Image.open(io.BytesIO(figure.content)) as image:
            self._reader = ImageReader(image.convert("RGB"))
        across, down = self._reader.getSize()
        tallest = _TALLEST["wide" if across > down else "high"]
        wide = min(width * figure.share, tallest * across / down)
        self._picture = (wide, wide * down / across)
        self._caption = setting(figure.caption, width, _CAPTION_SIZE, Typeface.BODY)
        self._caption.centred = True
        self.width = width
        self.spaceBefore, self.spaceAfter = 4.0, 10.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size with the caption."""
        return self.width, self._picture[1] + self._caption.wrap(0, 0)[1] + 2.0

    def draw(self) -> None:
        """Draw the picture in the middle, framed."""
        wide, high = self._picture
        below = self._caption.wrap(0, 0)[1]
        place = ((self.width - wide) / 2, below + 2.0, wide, high)
        self.canv.drawImage(self._reader, *place)
        self.canv.setStrokeColor(_PALE)
        self.canv.setLineWidth(0.4)
        self.canv.rect(*place)
        self._caption.drawOn(self.canv, 0, 0)


def setting(words: str, width: float, size: float, typeface: Typeface) -> Lines:
    """Return plain words broken for a width."""
    return Lines(list(_broken((Piece(words),), width, size, typeface)), size, width=width)


def heading_on_page(heading: Heading, width: float) -> Lines:
    """Return a heading; what follows is kept with it by whoever lays the pages."""
    level = min(heading.level, len(_HEADING_SIZES)) - 1
    lines = setting(heading.words, width, _HEADING_SIZES[level], Typeface.HEADING)
    lines.heading = heading
    lines.spaceBefore, lines.spaceAfter = _ABOVE_HEADING[level], _BELOW_HEADING[level]
    return lines


def prose_on_page(prose: Prose, width: float) -> Lines:
    """Return a paragraph; an item of a list hangs behind its mark."""
    indent = _MARK_WIDTH if prose.mark else 0.0
    broken = list(_broken(prose.pieces, width - indent, BODY_SIZE, Typeface.BODY))
    lines = Lines(broken, BODY_SIZE, width=width, indent=indent)
    lines.mark = prose.mark
    lines.spaceAfter = _BELOW_PARAGRAPH
    return lines


def grid_on_page(grid: Grid, width: float) -> Table:
    """Return a table of two or more columns, the first narrower; its heading stands again on the next page."""
    columns = len(grid.rows[0])
    first = width * _FIRST_COLUMN if columns > 1 else width
    wides = [first, *[(width - first) / max(1, columns - 1)] * (columns - 1)]
    cells = []
    for row in grid.rows:
        cells.append([_bare(prose, wide - 2 * _MARGIN_OF_CELL) for prose, wide in zip(row, wides, strict=True)])
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, _PALE),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor("#eef1f4")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _MARGIN_OF_CELL),
            ("RIGHTPADDING", (0, 0), (-1, -1), _MARGIN_OF_CELL),
        ]
    )
    return Table(cells, colWidths=wides, style=style, repeatRows=1, spaceAfter=_BELOW_PARAGRAPH, spaceBefore=4.0)


def _bare(prose: Prose, width: float) -> Lines:
    lines = prose_on_page(prose, width)
    lines.spaceAfter = 0
    return lines


def _broken(
    pieces: Sequence[Piece], width: float, size: float, typeface: Typeface
) -> Iterator[list[tuple[str, _Style]]]:
    """Yield lines, each as neighbouring words of one style."""
    words, styles, measured = "", list[_Style](), list[float]()
    for piece in pieces:
        shown = with_stand_ins(piece.words)
        style = _Style(Typeface.HEADING if piece.strong else typeface, piece.leads_to)
        words += shown
        styles += [style] * len(shown)
        measured += widths(shown, style.typeface)
    start = 0
    for line in Breakable(words, measured).lines(width * 1000 / size):
        styled = zip(line, styles[start : start + len(line)], strict=True)
        yield [("".join(c for c, _ in group), style) for style, group in groupby(styled, lambda pair: pair[1])]
        start += len(line)


def _width_of(words: str, typeface: Typeface, size: float) -> float:
    return sum(widths(words, typeface)) * size / 1000


def _draw_runs(canvas: Any, words: str, typeface: Typeface, size: float, x: float, y: float, colour: Any) -> float:
    """Draw words of one style and return where they end."""
    canvas.setFillColor(colour)
    for run in runs(words, typeface):
        canvas.setFont(run.font, size)
        canvas.drawString(x, y, run.text)
        x += run.width * size / 1000
    return x
