"""Twelve months of one account: days with something new are filled, days beyond the limit are tinted."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.theme import Tone, theme
from pmedia_desktop.gui.ui_files import own_widget
from pmedia_desktop.texts import translate

_CONTEXT = "gui.publishing.year_picture"
_COLUMNS, _ROWS = 6, 2
_MONTH_GAP, _ROW_GAP = 14, 6
_LINES = 8  # the month's name, the weekdays, six weeks
_LEGEND_HEIGHT, _SAMPLE = 28, 14


@own_widget
class YearPicture(QWidget):
    """The picture. It only shows; what it shows can also be read in its tool tips and its description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = date(2026, 1, 1)
        self._counts: Mapping[date, int] = {}
        self._over: frozenset[date] = frozenset()
        self._limit = 0

    def show_year(self, last: date, counts: Mapping[date, int], over: frozenset[date], limit: int) -> None:
        """Show the twelve months up to the month of ``last``; the days ``over`` had nothing new for too long."""
        self._last, self._counts, self._over, self._limit = last, dict(counts), over, limit
        self.setAccessibleName(translate(_CONTEXT, "近十二个月更新情况"))
        self.setAccessibleDescription(
            translate(_CONTEXT, "有更新的日子{days}天，共{count}条，超过{limit}天没有更新的日子{stale}天").format(
                days=len(counts), count=sum(counts.values()), limit=limit, stale=len(self._over)
            )
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size in which every day can be read."""
        return QSize(1060, 280 + _LEGEND_HEIGHT)

    def box_of(self, day: date) -> QRect | None:
        """Return where a day is painted, None where it is not."""
        number = (day.year - self._last.year) * 12 + day.month - self._last.month + 11
        if not 0 <= number < 12:
            return None
        box = self._month_box(number)
        width, height = box.width() / 7, box.height() / _LINES
        week = (day.day - 1 + date(day.year, day.month, 1).weekday()) // 7
        return QRect(
            round(box.left() + day.weekday() * width),
            round(box.top() + (week + 2) * height),
            round(width),
            round(height),
        )

    def event(self, event: QEvent) -> bool:
        """Say what a day brought when the pointer rests on it."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(event.pos()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(8.5)
        painter.setFont(font)
        for number in range(12):
            self._paint_month(painter, number)
        self._paint_legend(painter)

    def _paint_month(self, painter: QPainter, number: int) -> None:
        first = self._first_of(number)
        box = self._month_box(number)
        width, height = box.width() / 7, box.height() / _LINES
        colours = theme().colours
        painter.setPen(QColor(colours.text))
        name = translate(_CONTEXT, "{year}年{month}月").format(year=first.year, month=first.month)
        head = QRect(box.left() + 4, box.top(), box.width(), round(height))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(colours.muted))
        for column, weekday in enumerate(translate(_CONTEXT, "一二三四五六日")):
            cell = QRect(round(box.left() + column * width), round(box.top() + height), round(width), round(height))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, weekday)
        for day in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
            self._paint_day(painter, first.replace(day=day))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        box = self.box_of(day)
        if box is None:
            return
        cell = box.adjusted(1, 1, -1, -1)
        ink, ground = self._colours_of(day)
        if ground is not None:
            _fill(painter, cell, ground)
        painter.setPen(ink)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _colours_of(self, day: date) -> tuple[QColor, QColor | None]:
        """Return the colour of a day's number, and of the box behind it where there is one."""
        colours = theme().colours
        if day in self._counts:
            return QColor(colours.accent_text), QColor(colours.accent)
        return theme().tone(Tone.DANGER) if day in self._over else (QColor(colours.muted), None)

    def _paint_legend(self, painter: QPainter) -> None:
        """Say below the months what the colours mean, as the printed picture does."""
        words = (
            (QColor(theme().colours.accent), translate(_CONTEXT, "当天有发布")),
            (theme().tone(Tone.DANGER)[1], translate(_CONTEXT, "距上一条已超过{limit}天").format(limit=self._limit)),
            (None, translate(_CONTEXT, "撤下的信息不计；指针停在日子上看条数")),
        )
        left, top = 4, self.height() - _LEGEND_HEIGHT
        for ground, text in words:
            if ground is not None:
                _fill(painter, QRect(left, top + (_LEGEND_HEIGHT - _SAMPLE) // 2, _SAMPLE, _SAMPLE), ground)
                left += _SAMPLE + 6
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.setPen(QColor(theme().colours.muted))
            painter.drawText(QRect(left, top, width, _LEGEND_HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + 20

    def _first_of(self, number: int) -> date:
        months = self._last.year * 12 + self._last.month - 1 - 11 + number
        return date(months // 12, months % 12 + 1, 1)

    def _month_box(self, number: int) -> QRect:
        column, row = number % _COLUMNS, number // _COLUMNS
        width = (self.width() - (_COLUMNS - 1) * _MONTH_GAP) / _COLUMNS
        height = (self.height() - _LEGEND_HEIGHT - (_ROWS - 1) * _ROW_GAP) / _ROWS
        return QRect(
            round(column * (width + _MONTH_GAP)), round(row * (height + _ROW_GAP)), round(width), round(height)
        )

    def _words_at(self, point: QPoint) -> str:
        for number in range(12):
            first = self._first_of(number)
            for day in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
                one = first.replace(day=day)
                box = self.box_of(one)
                if box is not None and box.contains(point):
                    return self._words(one)
        return ""

    def _words(self, day: date) -> str:
        if day in self._counts:
            told = translate(_CONTEXT, "发布{count}条").format(count=self._counts[day])
        elif day in self._over:
            told = translate(_CONTEXT, "距上一条已经超期")
        else:
            told = translate(_CONTEXT, "没有发布")
        return f"{chinese_date(day)}　{told}"


def _fill(painter: QPainter, box: QRect, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, 4, 4)
