"""Words and ruled lines of a PDF's page, as pdfium gives them.

Word writes the borders of a table as thin filled rectangles, WPS as strokes, others as rows of dots: all become
``Rule``s.
"""

import ctypes
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import POINTS_PER_MM
from pmedia_desktop.paper.recognition.found import Area, Character, Rule
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_CONTEXT = "paper.recognition.pdf_pages"
_MOST_PIECES = 200_000
_DEEPEST = 8  # forms within forms
_THIN = 2.5  # points: a filled rectangle that is thinner is a line
_SLANT = 0.6  # points that a line may deviate from straight
_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


def characters_of(page: "PdfPage") -> tuple[Character, ...]:
    """Return the characters that can be seen, in the order of the file. Needs ``PDFIUM``."""
    import pypdfium2.raw as raw

    height = page.get_height()
    text = page.get_textpage()
    found = []
    box = raw.FS_RECTF()
    count = text.count_chars()
    _check(count)
    for number in range(count):
        code = raw.FPDFText_GetUnicode(text.raw, number)
        # The loose box is as high as the line, whatever the character: a full stop stands beside its number.
        if chr(code).isspace() or not raw.FPDFText_GetLooseCharBox(text.raw, number, box):
            continue
        found.append(
            Character(
                chr(code),
                Area(
                    box.left / POINTS_PER_MM,
                    (height - box.top) / POINTS_PER_MM,
                    (box.right - box.left) / POINTS_PER_MM,
                    (box.top - box.bottom) / POINTS_PER_MM,
                ),
            )
        )
    text.close()
    return tuple(found)


def rules_of(page: "PdfPage") -> list[Rule]:
    """Return the straight lines across and down the page. Needs ``PDFIUM``."""
    height = page.get_height()
    rules = []
    for count, (start, end) in enumerate(_lines(page)):
        _check(count)
        (x0, y0), (x1, y1) = start, end
        if abs(y0 - y1) <= _SLANT and abs(x0 - x1) > abs(y0 - y1):
            y = (height - (y0 + y1) / 2) / POINTS_PER_MM
            rules.append(Rule(min(x0, x1) / POINTS_PER_MM, y, max(x0, x1) / POINTS_PER_MM, y))
        elif abs(x0 - x1) <= _SLANT:
            x = (x0 + x1) / 2 / POINTS_PER_MM
            rules.append(Rule(x, (height - max(y0, y1)) / POINTS_PER_MM, x, (height - min(y0, y1)) / POINTS_PER_MM))
    return rules


def has_pictures(page: "PdfPage") -> bool:
    """Whether a picture lies on the page. Needs ``PDFIUM``."""
    import pypdfium2.raw as raw

    return any(raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE for item, _ in _items(page))


def _check(count: int) -> None:
    if count > _MOST_PIECES:
        raise InputError(
            translate(_CONTEXT, "这个 PDF 的一页上线条和文字多得不像表格，"),
            translate(_CONTEXT, "请只留表格那几页，或打印成扫描件再打开。"),
        )


def _items(page: "PdfPage") -> Iterator[tuple[Any, _Matrix]]:
    """Return every object of the page with the matrix of what it lies in."""
    import pypdfium2.raw as raw

    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from _item(raw.FPDFPage_GetObject(page.raw, number), _IDENTITY, 0)


def _item(item: Any, around: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    import pypdfium2.raw as raw

    yield item, around
    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        within = _times(_matrix(item), around)
        for number in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _item(raw.FPDFFormObj_GetObject(item, number), within, depth + 1)


def _lines(page: "PdfPage") -> Iterator[tuple[_Point, _Point]]:
    import pypdfium2.raw as raw

    for item, around in _items(page):
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        matrix = _times(_matrix(item), around)
        for points in _outlines(item, matrix):
            if stroke.value:
                yield from itertools.pairwise(points)
            elif fill.value:
                yield from _thin(points)


def _thin(points: list[_Point]) -> Iterator[tuple[_Point, _Point]]:
    """Return the middle line of an outline that is thin in one direction, both of a dot's, nothing for others."""
    across, up = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(across), max(across), min(up), max(up)
    if top - bottom <= _THIN:
        middle = (top + bottom) / 2
        yield (left, middle), (right, middle)
    if right - left <= _THIN:
        middle = (left + right) / 2
        yield (middle, bottom), (middle, top)


def _outlines(path: Any, matrix: _Matrix) -> Iterator[list[_Point]]:
    """Return the corners of each part of a path; curves count as their ends."""
    import pypdfium2.raw as raw

    points: list[_Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFPath_CountSegments(path)):
        _check(number)
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(_moved(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(item: Any) -> _Matrix:
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
