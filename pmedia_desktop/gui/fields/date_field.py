"""A date that may be empty, typed or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pmedia_desktop.gui.fields.dates import read_date, write_date
from pmedia_desktop.gui.icon_button import IconButton
from pmedia_desktop.gui.ui_files import own_widget
from pmedia_desktop.texts import translate

_CONTEXT = "gui.fields.date_field"
#: What the style sheet leaves free in a line, left and right of the text, and room for the cursor.
_PADDING = 22


@own_widget
class DateField(QWidget):
    """A line for typing and a button for the calendar (also Alt+Down or F4)."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(translate(_CONTEXT, "例如 2026-11-23"))
        self.line.setClearButtonEnabled(False)
        self._button = IconButton()
        self._button.wear("calendar", "muted")
        self._button.setToolTip(translate(_CONTEXT, "打开日历（F4）"))
        self._button.setAccessibleName(translate(_CONTEXT, "打开日历"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._button)
        self.setFocusProxy(self.line)
        self.setMinimumWidth(160)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size at which the hint can be read whole, whatever the PC's font."""
        usual = super().sizeHint()
        hint = self.line.fontMetrics().horizontalAdvance(self.line.placeholderText()) + _PADDING
        return QSize(max(usual.width(), hint + self._button.sizeHint().width()), usual.height())

    def day(self) -> date | None:
        """Return the date, None when the field is empty; ``ValueError`` when the text is no date."""
        return read_date(self.line.text(), date.today())  # noqa: DTZ011 - only the year of what is typed

    def set_day(self, day: date | None) -> None:
        """Show a date."""
        self.line.setText(write_date(day))

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the line, which has the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        popup = _Calendar(self, self._day_or_today())
        popup.picked.connect(self._pick)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Open the calendar by keyboard."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            with_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if (event.key() == Qt.Key.Key_F4 and not with_alt) or (event.key() == Qt.Key.Key_Down and with_alt):
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the focus on to the line."""
        super().focusInEvent(event)
        self.line.setFocus(event.reason())

    def _day_or_today(self) -> date:
        try:
            return self.day() or date.today()  # noqa: DTZ011 - where the calendar opens
        except ValueError:
            return date.today()  # noqa: DTZ011 - where the calendar opens

    def _pick(self, day: date) -> None:
        self.set_day(day)
        self.line.setFocus()
        self.changed.emit()

    def _tidy(self) -> None:
        """Write what was typed the usual way; what is no date stays as it is, to be mended."""
        try:
            self.set_day(self.day())
        except ValueError:
            return


class _Calendar(QFrame):
    """The calendar in a frame of its own; Enter takes the day, Escape leaves it."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar = QCalendarWidget()
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.activated.connect(self._take)
        self._calendar.clicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._calendar)
        self._calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()
