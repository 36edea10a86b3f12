"""Twelve months on one page, whose days are ticked as days off or make-up workdays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.theme import Tone, theme
from pmedia_desktop.gui.ui_files import own_widget
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTEXT = "gui.settings.year_calendar"
_COLUMNS, _ROWS = 4, 3
_LINES = 8  # the month's name, the weekdays, six weeks
_MONTH_GAP = 20
_SATURDAY = 5
_STEPS = {
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
    Qt.Key.Key_Up: timedelta(days=-7),
    Qt.Key.Key_Down: timedelta(days=7),
}


@own_widget
class YearCalendar(QWidget):
    """A weekday is a working day or off, a weekend day is off or a make-up workday; a click or Space changes it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = 2000
        self._off: set[date] = set()
        self._makeup: set[date] = set()
        self._cursor = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate(_CONTEXT, "放假安排日历"))

    def show_year(self, year: int, days_off: Iterable[date], makeup_workdays: Iterable[date]) -> None:
        """Show a year with its days off and make-up workdays; days of other years are left out."""
        self._year = year
        self._off = {day for day in days_off if day.year == year}
        self._makeup = {day for day in makeup_workdays if day.year == year}
        self._move(date(year, 1, 1))

    def days_off(self) -> tuple[date, ...]:
        """Return the days that are off beside ordinary weekends."""
        return tuple(sorted(self._off))

    def makeup_workdays(self) -> tuple[date, ...]:
        """Return the weekend days on which people work."""
        return tuple(sorted(self._makeup))

    def toggle(self, day: date) -> None:
        """Change what a day is."""
        if day in self._makeup:
            self._makeup.discard(day)
        elif day.weekday() >= _SATURDAY:
            self._off.discard(day)
            self._makeup.add(day)
        elif day in self._off:
            self._off.discard(day)
        else:
            self._off.add(day)
        self._move(day)
        self.changed.emit()

    def cell_of(self, day: date) -> QRect:
        """Return where a day is painted."""
        month = self._month_box(day.month)
        position = day.day - 1 + date(day.year, day.month, 1).weekday()
        width, height = month.width() / 7, month.height() / _LINES
        left = month.left() + round(position % 7 * width)
        top = month.top() + round((2 + position // 7) * height)
        return QRect(left, top, round(width), round(height))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size at which every day can be read."""
        return QSize(1000, 440)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size below which days would run together."""
        return QSize(720, 380)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Change the day that was clicked."""
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.toggle(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move by arrows, change by Space or Enter."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            moved = self._cursor + step
            if moved.year == self._year:
                self._move(moved)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle(self._cursor)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say of the day below the pointer what it is."""
        if event.type() is QEvent.Type.ToolTip:
            pointer = self.mapFromGlobal(self.cursor().pos())
            day = self._day_at(pointer)
            QToolTip.showText(self.cursor().pos(), self._words(day) if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the twelve months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(9)
        painter.setFont(font)
        for month in range(1, 13):
            self._paint_month(painter, month)

    def _paint_month(self, painter: QPainter, month: int) -> None:
        box = self._month_box(month)
        width, height = box.width() / 7, box.height() / _LINES
        colours = theme().colours
        painter.setPen(QColor(colours.text))
        name = translate(_CONTEXT, "{month}月").format(month=month)
        painter.drawText(
            QRect(box.left() + 6, box.top(), box.width(), round(height)), Qt.AlignmentFlag.AlignVCenter, name
        )
        painter.setPen(QColor(colours.muted))
        for number, weekday in enumerate(translate(_CONTEXT, "一二三四五六日")):
            cell = QRect(round(box.left() + number * width), round(box.top() + height), round(width), round(height))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, weekday)
        day = date(self._year, month, 1)
        while day.month == month and day.year == self._year:
            self._paint_day(painter, day)
            day += timedelta(days=1)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        cell = self.cell_of(day).adjusted(2, 1, -2, -1)
        colours = theme().colours
        ink = QColor(colours.muted if day.weekday() >= _SATURDAY else colours.text)
        tone = Tone.WARNING if day in self._makeup else Tone.GOOD if day in self._off else None
        if tone is not None:
            ink, ground = theme().tone(tone)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(cell, 4, 4)
        if self.hasFocus() and day == self._cursor:
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 4, 4)
        painter.setPen(ink)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{day.day}{_mark(tone)}")

    def _month_box(self, month: int) -> QRect:
        column, row = (month - 1) % _COLUMNS, (month - 1) // _COLUMNS
        width = (self.width() - (_COLUMNS - 1) * _MONTH_GAP) / _COLUMNS
        height = (self.height() - (_ROWS - 1) * _MONTH_GAP / 2) / _ROWS
        left, top = column * (width + _MONTH_GAP), row * (height + _MONTH_GAP / 2)
        return QRect(round(left), round(top), round(width), round(height))

    def _day_at(self, point: QPoint) -> date | None:
        for month in range(1, 13):
            if not self._month_box(month).contains(point):
                continue
            day = date(self._year, month, 1)
            while day.month == month and day.year == self._year:
                if self.cell_of(day).contains(point):
                    return day
                day += timedelta(days=1)
        return None

    def _move(self, day: date) -> None:
        self._cursor = day
        self.setAccessibleDescription(self._words(day))
        self.update()

    def _words(self, day: date) -> str:
        if day in self._makeup:
            kind = translate(_CONTEXT, "调休上班")
        elif day in self._off:
            kind = translate(_CONTEXT, "放假")
        elif day.weekday() >= _SATURDAY:
            kind = translate(_CONTEXT, "周末")
        else:
            kind = translate(_CONTEXT, "上班")
        return f"{chinese_date(day)}　{kind}"


def _mark(tone: Tone | None) -> str:
    """Return the word beside the number, so that colour never says it alone."""
    if tone is Tone.WARNING:
        return translate(_CONTEXT, "班")
    return translate(_CONTEXT, "休") if tone is Tone.GOOD else ""
