"""A page that shows whether a printer prints at true size: rulers, corner marks, a square of a seal's size."""

from collections.abc import Iterator

from pmedia_desktop.paper.arrangement import POINTS_PER_MM as MM
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.drawing import DocumentInfo, Drawing
from pmedia_desktop.paper.fitting import Line, Text, breakables, lines_at, set_aligned
from pmedia_desktop.paper.fonts import BUILDING, Typeface
from pmedia_desktop.paper.template import Fixed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.calibration"
_WIDTH, _HEIGHT = 210, 297  # mm
_CORNER = 10  # mm from both edges
RULER = 100
"""Length of both rulers in mm."""
RULER_LEFT, RULER_BOTTOM = 55, 95
"""Where the rulers begin, in mm from the left and the lower edge of the paper."""
_SQUARE = 50
_SAMPLE = "彭山区政务新媒体备案表：䶮喆𬭎𬱖㙍，“三审三校”……2026年11月23日 gh_0a1b2c ☑☐"


def calibration_page() -> bytes:
    """Return the page as a PDF."""
    title = translate(_CONTEXT, "打印校准页")
    with BUILDING:
        drawing = Drawing(DocumentInfo(title=title))
        drawing.page([Fixed((*_corners(), *_rulers(), *_square()), tuple(_words(title)))])
        return drawing.finish()


def _line(x0: float, y0: float, x1: float, y1: float, width: float = 0.4) -> Line:
    return Line(width, x0 * MM, y0 * MM, x1 * MM, y1 * MM)


def _corners() -> Iterator[Line]:
    for x, inwards in ((_CORNER, 8), (_WIDTH - _CORNER, -8)):
        for y, upwards in ((_CORNER, 8), (_HEIGHT - _CORNER, -8)):
            yield _line(x, y, x + inwards, y)
            yield _line(x, y, x, y + upwards)


def _rulers() -> Iterator[Line]:
    left, bottom = RULER_LEFT, RULER_BOTTOM
    yield _line(left, bottom, left + RULER, bottom)
    yield _line(left, bottom, left, bottom + RULER)
    for tick in range(RULER + 1):
        length = 6 if tick % 10 == 0 else 4 if tick % 5 == 0 else 2.5
        yield _line(left + tick, bottom, left + tick, bottom - length, 0.25)
        yield _line(left, bottom + tick, left - length, bottom + tick, 0.25)


def _square() -> Iterator[Line]:
    left, bottom = RULER_LEFT + 25, RULER_BOTTOM + 25
    right, top = left + _SQUARE, bottom + _SQUARE
    yield _line(left, bottom, right, bottom)
    yield _line(left, top, right, top)
    yield _line(left, bottom, left, top)
    yield _line(right, bottom, right, top)


def _words(title: str) -> Iterator[Text]:
    across = (_CORNER * MM, (_WIDTH - _CORNER) * MM)
    yield from set_aligned(title, Typeface.TITLE, 22, across, 265 * MM, Align.CENTER)
    advice = translate(
        _CONTEXT,
        "打印时选“实际大小”（100%），不要选“适合页面”。用直尺量：横尺、竖尺都应是 100 毫米，方框应是 50×50 毫米，"
        "四个角标到纸边应是 10 毫米。长度不对说明打印机在缩放，位置不对说明进纸偏移，"
        "请在打印机设置里改正后再打印备案表。",
    )
    left, right = 25 * MM, 185 * MM
    y = 250 * MM
    for line in lines_at(breakables(advice, Typeface.BODY), right - left, 12):
        yield from set_aligned(line, Typeface.BODY, 12, (left, right), y, Align.LEFT)
        y -= 18
    for tick in range(0, RULER + 1, 10):
        middle = (RULER_LEFT + tick) * MM
        below = (RULER_BOTTOM - 10) * MM
        yield from set_aligned(str(tick), Typeface.BODY, 8, (middle - 20, middle + 20), below, Align.CENTER)
        edge = (RULER_LEFT - 7) * MM
        height = (RULER_BOTTOM + tick) * MM - 3
        yield from set_aligned(str(tick), Typeface.BODY, 8, (edge - 40, edge), height, Align.RIGHT)
    y = 65 * MM
    for size in (7.0, 9.0, 10.5, 12.0):
        yield from set_aligned(_SAMPLE, Typeface.BODY, size, (left, right), y, Align.LEFT)
        y -= size * 1.8
