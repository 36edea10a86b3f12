"""Sets text into a box: breaks it, makes it smaller where it has to, and gives up rather than cut it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pmedia_desktop.paper.breaking import Breakable
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.fonts import Typeface, runs, widths

LEADING = 1.3
"""From one baseline to the next, in font sizes."""
FIRST_LINE = 1.1
"""What a single line needs, in font sizes."""
_MIDDLE = 0.38
"""From the baseline up to the middle of a Chinese character, in font sizes."""
_STEP = 0.5
_TOLERANCE = 0.01


class Text(NamedTuple):
    """A piece of a line as it is drawn: one font, one place."""

    font: str
    size: float
    x: float
    y: float
    words: str


class Line(NamedTuple):
    """A straight line of a frame."""

    width: float
    x0: float
    y0: float
    x1: float
    y1: float


class Picture(NamedTuple):
    """A picture, kept in proportion in the middle of its place."""

    content: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Fitted:
    """Lines that fit, and the size at which they do."""

    size: float
    lines: tuple[str, ...]


def line_count(height: float, size: float) -> int:
    """Return how many lines of this size stand in a height."""
    return 1 + int((height - FIRST_LINE * size + _TOLERANCE) / (LEADING * size)) if height >= FIRST_LINE * size else 0


def breakables(text: str, typeface: Typeface) -> list[Breakable]:
    """Measure a text's paragraphs. Raises ``NoGlyphError``."""
    return [Breakable(paragraph, widths(paragraph, typeface)) for paragraph in text.split("\n")]


def lines_at(paragraphs: Sequence[Breakable], width: float, size: float) -> list[str]:
    """Break measured paragraphs at a type size for a width in points."""
    limit = (width + _TOLERANCE) * 1000 / size
    return [line for paragraph in paragraphs for line in paragraph.lines(limit)]


def sizes_down(largest: float, smallest: float) -> Sequence[float]:
    """Return the sizes to try: half a point smaller each, the smallest last."""
    count = int((largest - smallest) / _STEP + _TOLERANCE)
    sizes = [largest - _STEP * number for number in range(count + 1)]
    return sizes if sizes[-1] <= smallest else [*sizes, smallest]


def fit(text: str, typeface: Typeface, width: float, height: float, largest: float, smallest: float) -> Fitted | None:
    """Return the text at the largest size that fits the box, or None when not even the smallest does."""
    paragraphs = breakables(text, typeface)
    total = sum(paragraph.width for paragraph in paragraphs)
    widest = max(paragraph.widest for paragraph in paragraphs)
    for size in sizes_down(largest, smallest):
        allowed = line_count(height, size)
        if allowed * width * 1000 < (total - widest) * size or widest * size > width * 1000:
            continue
        lines = lines_at(paragraphs, width, size)
        if len(lines) <= allowed:
            return Fitted(size, tuple(lines))
    return None


def set_aligned(
    line: str, typeface: Typeface, size: float, place: tuple[float, float], y: float, align: Align
) -> list[Text]:
    """Set one line between the two edges of ``place`` at the baseline ``y``."""
    left, right = place
    pieces = list(runs(line, typeface))
    x = left
    if align is not Align.LEFT:
        spare = right - left - sum(piece.width for piece in pieces) * size / 1000
        x += spare if align is Align.RIGHT else spare / 2
    texts = []
    for piece in pieces:
        texts.append(Text(piece.font, size, x, y, piece.text))
        x += piece.width * size / 1000
    return texts


def first_baseline(top: float, height: float, lines: int, size: float) -> float:
    """Return the baseline of the first of ``lines`` that stand in the middle of a height below ``top``."""
    return top - height / 2 + (lines - 1) * size * LEADING / 2 - size * _MIDDLE
