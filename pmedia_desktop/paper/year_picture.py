"""Twelve months on one page: days on which something came out are framed, days beyond the limit are hatched."""

import calendar
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from pmedia_desktop.paper.arrangement import POINTS_PER_MM as MM
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.drawing import DocumentInfo, Drawing
from pmedia_desktop.paper.fitting import Line, Text, breakables, lines_at, set_aligned
from pmedia_desktop.paper.fonts import BUILDING, Typeface
from pmedia_desktop.paper.stand_ins import with_stand_ins
from pmedia_desktop.paper.template import Fixed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.year_picture"
_LEFT, _RIGHT, _TOP = 22, 188, 270  # mm
_COLUMNS, _ROWS = 3, 4
_MONTH_GAP = 8  # mm
_MONTH_HEIGHT = 50  # mm
_CELL_HEIGHT = 6.2  # mm
_HATCH = 1.6  # mm from one line to the next


def year_picture(
    *, title: str, lines: Sequence[str], last: date, counts: Mapping[date, int], over: Collection[date], limit: int
) -> bytes:
    """Return the page as a PDF: ``lines`` below the title, then the twelve months up to the month of ``last``.

    A day with items is framed in bold, with how many in small digits where there were several; the days ``over``, on
    which the last item was more than ``limit`` days old, are hatched.
    """
    with BUILDING:
        drawing = Drawing(DocumentInfo(title=title))
        strokes: list[Line] = []
        texts: list[Text] = [*set_aligned(title, Typeface.TITLE, 20, _across(_LEFT, _RIGHT), _TOP * MM, Align.CENTER)]
        y = _TOP - 12.0
        for line in lines:
            for part in lines_at(breakables(with_stand_ins(line), Typeface.BODY), (_RIGHT - _LEFT) * MM, 11):
                texts += set_aligned(part, Typeface.BODY, 11, _across(_LEFT, _RIGHT), y * MM, Align.LEFT)
                y -= 6
        y -= 4
        for number, (year, month) in enumerate(_months(last)):
            width = (_RIGHT - _LEFT - (_COLUMNS - 1) * _MONTH_GAP) / _COLUMNS
            left = _LEFT + (number % _COLUMNS) * (width + _MONTH_GAP)
            top = y - (number // _COLUMNS) * (_MONTH_HEIGHT + 3)
            texts += _month_head(year, month, left, width, top)
            for day, (x0, x1, y0, y1) in _days(year, month, left, width, top):
                texts += _day_number(day, counts.get(day, 0), (x0, x1, y0, y1))
                if day in counts:
                    strokes += _frame(x0, x1, y0, y1)
                elif day in over:
                    strokes += _hatching(x0, x1, y0, y1)
        texts += _legend(limit, y - _ROWS * (_MONTH_HEIGHT + 3) - 1)
        drawing.page([Fixed(tuple(strokes), tuple(texts))])
        return drawing.finish()


def _across(left: float, right: float) -> tuple[float, float]:
    return (left * MM, right * MM)


def _months(last: date) -> Iterator[tuple[int, int]]:
    for back in range(11, -1, -1):
        number = last.year * 12 + last.month - 1 - back
        yield number // 12, number % 12 + 1


def _month_head(year: int, month: int, left: float, width: float, top: float) -> Iterator[Text]:
    name = translate(_CONTEXT, "{year}年{month}月").format(year=year, month=month)
    yield from set_aligned(name, Typeface.HEADING, 10, _across(left, left + width), top * MM, Align.LEFT)
    for number, weekday in enumerate(translate(_CONTEXT, "一二三四五六日")):
        x = left + number * width / 7
        yield from set_aligned(weekday, Typeface.BODY, 8, _across(x, x + width / 7), (top - 5.5) * MM, Align.CENTER)


def _days(
    year: int, month: int, left: float, width: float, top: float
) -> Iterator[tuple[date, tuple[float, float, float, float]]]:
    """Yield each day of a month with its box: left, right, lower and upper edge in mm."""
    for week, days in enumerate(calendar.Calendar().monthdatescalendar(year, month)):
        upper = top - 7 - week * _CELL_HEIGHT
        for number, day in enumerate(days):
            if day.month == month:
                x = left + number * width / 7
                yield day, (x + 0.4, x + width / 7 - 0.4, upper - _CELL_HEIGHT + 0.4, upper - 0.4)


def _day_number(day: date, count: int, box: tuple[float, float, float, float]) -> Iterator[Text]:
    x0, x1, y0, _y1 = box
    shift = 1.1 if count > 1 else 0
    face = Typeface.HEADING if count else Typeface.BODY
    yield from set_aligned(str(day.day), face, 9, _across(x0, x1 - 2 * shift), (y0 + 1.6) * MM, Align.CENTER)
    if count > 1:
        yield from set_aligned(str(count), Typeface.BODY, 6, _across(x0, x1 - 0.5), (y0 + 0.8) * MM, Align.RIGHT)


def _frame(x0: float, x1: float, y0: float, y1: float) -> Iterator[Line]:
    for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        yield Line(1.2, *(value * MM for value in ends))


def _hatching(x0: float, x1: float, y0: float, y1: float) -> Iterator[Line]:
    height = y1 - y0
    x = x0 - height
    while x < x1:
        left, right = max(x, x0), min(x + height, x1)
        yield Line(0.25, left * MM, (y0 + left - x) * MM, right * MM, (y0 + right - x) * MM)
        x += _HATCH


def _legend(limit: int, y: float) -> Iterator[Text]:
    words = translate(
        _CONTEXT, "粗框：当天有发布，右下角数字是当天条数。斜线：距上一条已超过{limit}天。撤下的信息不计。"
    ).format(limit=limit)
    yield from set_aligned(words, Typeface.BODY, 9, _across(_LEFT, _RIGHT), y * MM, Align.LEFT)
