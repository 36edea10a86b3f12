"""A scanned page: laid straight, and its ruled lines, whole or dotted.

Ink is what is clearly darker than the paper around it. A ruled line is a long thin streak of ink with clear paper
above and below it; a dotted one becomes whole when its gaps are closed. What the words say is not read here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmedia_desktop.paper.recognition.found import Area, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Mask = NDArray[np.bool_]

WORKING_DPI = 200
_MM = WORKING_DPI / 25.4  # pixels
_STEEPEST = 3.0  # degrees
_POINTS = 150_000  # of ink, that the angle is measured by
_DARKER = 18  # grey levels below the surroundings
_DARK = 215
_DARKEST_PAPER, _WHITE, _GRAIN = 120, 250, 6  # grey levels
_GAP, _SHORTEST = 1.3, 6.0  # mm: gaps that are closed, streaks that are kept
_THICKEST = 1.3  # mm
_BLOCK, _CHARACTER = 3.0, 0.4
"""A part of a character, this many mm wide and high, has at least so many mm² of ink; dust has far less."""
_CLEAR = 0.25  # share of a line's length with ink beside it, at most
_SOLID = 0.8  # share of it with ink beside it, at least, where the line is one of two


@dataclass(frozen=True)
class ScannedPage:
    """A page laid straight at ``WORKING_DPI``, its lines, and its ink to ask whether something stands in a cell."""

    picture: "Image"
    rules: tuple[Rule, ...]
    ink: "Mask"

    def is_printed(self, area: Area) -> bool:
        """Whether more than dust stands in an area."""
        inner = area.inside(min(1.2, area.width / 4, area.height / 4))
        top, bottom = int(inner.y * _MM), int(inner.bottom * _MM)
        left, right = int(inner.x * _MM), int(inner.right * _MM)
        part = self.ink[top:bottom, left:right]
        block = round(_BLOCK * _MM)
        rows, columns = part.shape[0] // block, part.shape[1] // block
        if not rows or not columns:
            return bool(part.sum() > _CHARACTER * _MM * _MM)
        blocks = part[: rows * block, : columns * block].reshape(rows, block, columns, block)
        return bool(blocks.sum(axis=(1, 3)).max() > _CHARACTER * _MM * _MM)


def scanned_page(picture: "Image", width: float) -> ScannedPage:
    """Lay a picture of a page straight and find its lines; ``width`` is the page's in mm."""
    from PIL import Image

    pixels = round(width * _MM)
    size = (pixels, round(picture.height * pixels / picture.width))
    # Halving first keeps thin lines that a sampling resize would lose.
    picture = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = _on_white(picture)
    angle = skew(_ink(picture))
    if abs(angle) > 0.02:
        picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    ink = _ink(picture)
    rules = [*_streaks(ink, across=True), *_streaks(ink.T, across=False)]
    return ScannedPage(picture, tuple(rules), ink)


def _on_white(picture: "Image") -> "Image":
    """Return the picture with its paper white: grey paper would be printed as a grey page."""
    import numpy as np

    paper = float(np.median(np.asarray(picture.convert("L"))))
    if not _DARKEST_PAPER <= paper < _WHITE:
        return picture
    return picture.point([min(round(level * 255 / (paper - _GRAIN)), 255) for level in range(256)] * 3)


def _ink(picture: "Image") -> "Mask":
    import numpy as np
    from PIL import ImageFilter

    grey = picture.convert("L")
    around = np.asarray(grey.filter(ImageFilter.BoxBlur(round(2 * _MM))), dtype=np.int16)
    levels = np.asarray(grey, dtype=np.int16)
    return (levels < around - _DARKER) & (levels < _DARK)


def skew(ink: "Mask") -> float:
    """Return by how many degrees the page has to be turned back, counter-clockwise positive.

    Turned by the right angle, the ink of rows and lines gathers in few lines of the picture.
    """
    import numpy as np

    rows, columns = np.nonzero(ink)
    if len(rows) == 0:
        return 0.0
    step = max(len(rows) // _POINTS, 1)
    rows, columns = rows[::step].astype(np.float64), columns[::step].astype(np.float64)
    best = 0.0
    for reach, fineness in ((_STEEPEST, 0.2), (0.2, 0.04), (0.04, 0.01)):
        angles = np.arange(best - reach, best + reach + fineness / 2, fineness)
        best = float(max(angles, key=lambda angle: _gathered(rows, columns, float(angle))))
    return best


def _gathered(rows: "NDArray[Any]", columns: "NDArray[Any]", angle: float) -> float:
    import numpy as np

    tangent = np.tan(np.radians(angle))
    places = np.round(rows - columns * tangent).astype(np.int64)
    counts = np.bincount(places - places.min())
    return float((counts.astype(np.float64) ** 2).sum())


def _streaks(ink: "Mask", *, across: bool) -> list[Rule]:
    """Return the long thin streaks of ink along the second axis."""
    closed = _closed(_thickened(ink), round(_GAP * _MM))
    long_enough = _opened(closed, round(_SHORTEST * _MM))
    rules = []
    for top, bottom, start, end in _bands(long_enough):
        if bottom - top > _THICKEST * _MM or not _is_clear(ink, top, bottom, start, end):
            continue
        middle = (top + bottom) / 2 / _MM
        first, last = start / _MM, end / _MM
        rules.append(Rule(first, middle, last, middle) if across else Rule(middle, first, middle, last))
    return rules


def _thickened(ink: "Mask") -> "Mask":
    """Return the ink a pixel thicker to both sides, so that a line that wobbles stays one."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    return thick


def _closed(mask: "Mask", gap: int) -> "Mask":
    return ~_opened(~mask, gap + 1)


def _opened(mask: "Mask", length: int) -> "Mask":
    """Keep runs of at least ``length`` along the second axis."""
    import numpy as np

    rows, starts, ends = _runs(mask)
    kept = ends - starts >= length
    marks = np.zeros((mask.shape[0], mask.shape[1] + 1), dtype=np.int8)
    np.add.at(marks, (rows[kept], starts[kept]), 1)
    np.add.at(marks, (rows[kept], ends[kept]), -1)
    opened: Mask = np.cumsum(marks, axis=1)[:, :-1] > 0
    return opened


def _runs(mask: "Mask") -> tuple["NDArray[Any]", "NDArray[Any]", "NDArray[Any]"]:
    """Return row, start and end of every run along the second axis."""
    import numpy as np

    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    changes = np.diff(padded, axis=1)
    rows, starts = np.nonzero(changes == 1)
    _, ends = np.nonzero(changes == -1)
    return rows, starts, ends


def _bands(mask: "Mask") -> list[tuple[int, int, int, int]]:
    """Join runs of neighbouring rows that overlap: top, bottom (behind it), start, end of each streak."""
    rows, starts, ends = _runs(mask)
    open_bands: list[list[int]] = []
    closed: list[tuple[int, int, int, int]] = []
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        still_open = []
        mine: list[int] | None = None
        for band in open_bands:
            if band[1] < row:
                closed.append((band[0], band[1], band[2], band[3]))
                continue
            if mine is None and start < band[3] and end > band[2]:
                band[1], band[2], band[3] = row + 1, min(band[2], start), max(band[3], end)
                mine = band
            still_open.append(band)
        open_bands = still_open
        if mine is None:
            open_bands.append([row, row + 1, start, end])
    return [*closed, *((band[0], band[1], band[2], band[3]) for band in open_bands)]


def _is_clear(ink: "Mask", top: int, bottom: int, start: int, end: int) -> bool:
    """Whether paper lies along both sides of a streak, or another line: rows of characters have broken ink there."""
    away, deep = 2, round(0.5 * _MM)
    above = ink[max(top - away - deep, 0) : max(top - away, 0), start:end]
    below = ink[bottom + away : bottom + away + deep, start:end]
    shares = [float(side.any(axis=0).mean()) for side in (above, below) if side.size]
    return not any(_CLEAR < share < _SOLID for share in shares)
