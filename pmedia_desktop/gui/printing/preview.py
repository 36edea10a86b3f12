"""Shows a PDF page by page, at any zoom, painted off the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QStyle, QToolButton, QVBoxLayout, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.printing.pages import Sheet, paint_sheet
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.printing.preview"
_LEVELS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
#: Room beside the sheet, in pixels.
_MARGINS = 28
_A4_INCHES = 210 / 25.4
#: A window that is being resized is painted again after this rest, in milliseconds.
_RESIZE_REST = 120


class Preview(QWidget):
    """The pages, one at a time, with a bar for paging and zooming."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pdf = b""
        self._file_name = ""
        self._number = 0
        self._count = 0
        self._zoom: float | None = None  # None: as wide as there is room
        root = load_ui("preview", self)
        self._page_number = part(root, QLabel, "page_number")
        self._zoom_label = part(root, QLabel, "zoom")
        self._problem_bar = part(root, QFrame, "problem_bar")
        self._problem = part(root, QLabel, "preview_problem")
        self._mend_button = part(root, QPushButton, "mend_problem")
        self._mend: Callable[[], object] | None = None
        self._scroll = part(root, QScrollArea, "sheets")
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        ground = QVBoxLayout(part(root, QWidget, "sheet_ground"))
        ground.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._buttons = {
            name: part(root, QToolButton, name)
            for name in ("previous_page", "next_page", "zoom_in", "zoom_out", "fit_width")
        }
        self._outside = part(root, QPushButton, "open_outside")
        self._connect()
        self._resizing = QTimer(self, singleShot=True, interval=_RESIZE_REST)
        self._resizing.timeout.connect(self._paint)
        theme().follow(self, self._draw_icons)
        self._draw_icons()
        self._say_where()

    def show_pdf(self, pdf: bytes, file_name: str, note: str = "") -> None:
        """Show a PDF, below a note on it; the page in view stays when it is the same paper again."""
        self._number = self._number if file_name == self._file_name else 0
        self._pdf = pdf
        self._file_name = file_name
        self._problem.setText(note)
        self._problem_bar.setVisible(bool(note))
        self._mend_button.hide()
        self._paint()

    def show_problem(self, text: str, mend: Callable[[], object] | None = None) -> None:
        """Say why there is nothing to show; ``mend`` leads to where it is mended."""
        self._pdf = b""
        self._count = 0
        self._sheet.clear()
        self._problem.setText(text)
        self._problem_bar.show()
        self._mend = mend
        self._mend_button.setVisible(mend is not None)
        self._say_where()

    def page_count(self) -> int:
        """Return how many pages are known, 0 until the first is painted."""
        return self._count

    def turn(self, pages: int) -> None:
        """Turn forward or back."""
        number = self._number + pages
        if 0 <= number < self._count:
            self._number = number
            self._scroll.verticalScrollBar().setValue(0)
            self._paint()

    def zoom(self, steps: int) -> None:
        """Zoom in or out by steps; 0 is as wide as there is room."""
        if steps == 0:
            self._zoom = None
        else:
            now = self._factor()
            wider = [level for level in _LEVELS if level > now + 0.01]
            narrower = [level for level in _LEVELS if level < now - 0.01]
            self._zoom = (
                (wider[0] if wider else _LEVELS[-1]) if steps > 0 else (narrower[-1] if narrower else _LEVELS[0])
            )
        self._paint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Paint again when the room for the page has changed."""
        super().resizeEvent(event)
        if self._zoom is None and self._pdf:
            self._resizing.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Zoom with Ctrl and the wheel."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        acts = {
            "previous_page": ("PgUp", lambda: self.turn(-1)),
            "next_page": ("PgDown", lambda: self.turn(1)),
            "zoom_in": ("Ctrl++", lambda: self.zoom(1)),
            "zoom_out": ("Ctrl+-", lambda: self.zoom(-1)),
            "fit_width": ("Ctrl+0", lambda: self.zoom(0)),
        }
        for name, (keys, act) in acts.items():
            self._buttons[name].clicked.connect(act)
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._outside.clicked.connect(self._open_outside)
        self._mend_button.clicked.connect(lambda: self._mend() if self._mend else None)
        self._problem_bar.hide()
        self._scroll.viewport().installEventFilter(self)

    def _factor(self) -> float:
        """Return the zoom in force: 1 is the size on paper."""
        if self._zoom is not None:
            return self._zoom
        # With the room of a scroll bar, whether it is there or not: else the fit would change by itself.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        room = self._scroll.width() - bar - _MARGINS
        return max(room / (_A4_INCHES * self.logicalDpiX()), _LEVELS[0])

    def _paint(self) -> None:
        if not self._pdf:
            return
        pdf, number = self._pdf, self._number
        dpi = self._factor() * self.logicalDpiX() * self.devicePixelRatioF()
        self._desk.read(self, lambda _office: paint_sheet(pdf, number, dpi), self._show, replaces="sheet")

    def _show(self, sheet: Sheet) -> None:
        picture = QPixmap.fromImage(sheet.image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._count = sheet.count
        self._sheet.setPixmap(picture)
        self._sheet.setAccessibleName(
            translate(_CONTEXT, "第{number}页，共{count}页").format(number=sheet.number + 1, count=sheet.count)
        )
        self._say_where()

    def _say_where(self) -> None:
        self._page_number.setText(f"{self._number + 1} / {self._count}" if self._count else "")
        self._zoom_label.setText(f"{round(self._factor() * 100)}%" if self._pdf else "")
        self._buttons["previous_page"].setEnabled(self._number > 0)
        self._buttons["next_page"].setEnabled(self._number + 1 < self._count)
        for name in ("zoom_in", "zoom_out", "fit_width"):
            self._buttons[name].setEnabled(bool(self._pdf))
        allow(self._outside, bool(self._pdf), translate(_CONTEXT, "还没有排好。"))

    def _open_outside(self) -> None:
        viewer, name, pdf = self._desk.viewer, self._file_name, self._pdf
        self._desk.read(self, lambda _office: viewer.copy(name, pdf), self._desk.open_file)

    def _draw_icons(self) -> None:
        for name, icon in (
            ("previous_page", "up"),
            ("next_page", "down"),
            ("zoom_in", "zoom_in"),
            ("zoom_out", "zoom_out"),
        ):
            self._buttons[name].setIcon(theme().icon(icon, "accent"))
