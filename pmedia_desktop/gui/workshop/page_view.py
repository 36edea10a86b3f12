"""The office's page with its places: looked at, clicked, walked through by keyboard, drawn upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from pmedia_desktop.gui.theme import LIGHT
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from pmedia_desktop.services.paper.form_workshop import DraftPlace

_CONTEXT = "gui.workshop.page_view"
_LEVELS = (0.35, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_MM_PER_INCH = 25.4
_NUDGE = 0.5  # mm
_SMALLEST = 3.0  # mm: what is drawn smaller was a click
_ARROWS = {
    Qt.Key.Key_Left: (-_NUDGE, 0.0),
    Qt.Key.Key_Right: (_NUDGE, 0.0),
    Qt.Key.Key_Up: (0.0, -_NUDGE),
    Qt.Key.Key_Down: (0.0, _NUDGE),
}


class PageView(QGraphicsView):
    """One page, in mm. ``picked`` tells the number of a place, ``drawn`` a rectangle, ``typed`` letters for the search.

    ``nudged`` tells by how many mm the picked place is moved and made larger.
    """

    picked = Signal(int)
    drawn = Signal(QRectF)
    typed = Signal(str)
    nudged = Signal(QPointF, QPointF)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._sheet = QGraphicsPixmapItem()
        self._sheet.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._sheet)
        self._rectangles: list[QGraphicsRectItem] = []
        self._numbers: list[int] = []
        self._chosen = -1
        self._zoom: float | None = None
        self._width = 210.0
        self.draws = False
        self._begun: QPointF | None = None
        self._rubber: QGraphicsRectItem | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(translate(_CONTEXT, "表格页面，Tab键逐格移动"))

    def show_sheet(self, image: QImage, width: float, height: float) -> None:
        """Show the painted page, ``width`` x ``height`` mm."""
        self._sheet.setPixmap(QPixmap.fromImage(image))
        self._sheet.setScale(width / image.width())
        is_first = self._width != width or self._scene.sceneRect().height() != height + 4
        self._width = width
        self._scene.setSceneRect(-2, -2, width + 4, height + 4)
        self._apply_zoom()
        if is_first:
            self._show_from_the_top()

    def _show_from_the_top(self) -> None:
        """Begin a page at its head; the chosen place is looked for from there."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        for item in self._rectangles:
            if item.data(0) == self._chosen:
                self.ensureVisible(item, 40, 40)

    def show_places(self, places: Sequence[tuple[int, DraftPlace]], chosen: int) -> None:
        """Show the places of this page with their numbers, the chosen one framed."""
        for item in self._rectangles:
            self._scene.removeItem(item)
        self._rectangles, self._numbers = [], []
        moved = chosen != self._chosen
        self._chosen = chosen
        for number, place in places:
            area = place.area
            item = QGraphicsRectItem(area.x, area.y, area.width, area.height)
            item.setData(0, number)
            item.setToolTip(place.label)
            self._look(item, place, is_chosen=number == chosen)
            self._scene.addItem(item)
            self._rectangles.append(item)
            self._numbers.append(number)
            if number == chosen and moved:
                self.ensureVisible(item, 40, 40)

    def dpi(self) -> float:
        """Return how finely the page has to be painted for this zoom."""
        return self.factor() * self.logicalDpiX() * self.devicePixelRatioF()

    def factor(self) -> float:
        """Return the zoom: 1 is the size on paper."""
        if self._zoom is not None:
            return self._zoom
        room = self.width() - 40
        return max(room / (self._width / _MM_PER_INCH * self.logicalDpiX()), _LEVELS[0])

    def zoom(self, steps: int) -> None:
        """Zoom by steps; 0 is as wide as there is room."""
        now = self.factor()
        if steps == 0:
            self._zoom = None
        elif steps > 0:
            self._zoom = next((level for level in _LEVELS if level > now + 0.01), _LEVELS[-1])
        else:
            self._zoom = next((level for level in reversed(_LEVELS) if level < now - 0.01), _LEVELS[0])
        self._apply_zoom()
        self.zoomed.emit()

    def step(self, forward: bool) -> None:
        """Go to the next place or the one before, round and round."""
        if not self._numbers:
            return
        at = self._numbers.index(self._chosen) if self._chosen in self._numbers else (-1 if forward else 0)
        self.picked.emit(self._numbers[(at + (1 if forward else -1)) % len(self._numbers)])

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Let Tab walk through the places; F6 or Esc leads out."""
        self.step(forward)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move or enlarge the chosen place by arrows with Alt or Alt+Shift; letters go to the search."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            nothing, step = QPointF(), QPointF(*arrow)
            grows = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.nudged.emit(nothing if grows else step, step if grows else nothing)
        elif event.key() == Qt.Key.Key_Escape:
            super().focusNextPrevChild(True)
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pick the place below the pointer, or begin to draw one."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        point = self.mapToScene(event.position().toPoint())
        if self.draws:
            self._begun = point
            self._rubber = self._scene.addRect(QRectF(point, point), self._pen("accent", 2))
            return
        under = [item for item in self._rectangles if item.rect().contains(point)]
        if under:
            smallest = min(under, key=lambda item: item.rect().width() * item.rect().height())
            self.picked.emit(int(smallest.data(0)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw on."""
        if self._begun is not None and self._rubber is not None:
            self._rubber.setRect(QRectF(self._begun, self.mapToScene(event.position().toPoint())).normalized())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what was drawn."""
        if self._rubber is None:
            super().mouseReleaseEvent(event)
            return
        drawn = self._rubber.rect()
        self._scene.removeItem(self._rubber)
        self._rubber = self._begun = None
        if drawn.width() >= _SMALLEST and drawn.height() >= _SMALLEST:
            self.drawn.emit(drawn)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with Ctrl and the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page as wide as there is room."""
        super().resizeEvent(event)
        if self._zoom is None:
            self._apply_zoom()
            self.zoomed.emit()

    def _apply_zoom(self) -> None:
        scale = self.factor() * self.logicalDpiX() / _MM_PER_INCH
        self.resetTransform()
        self.scale(scale, scale)

    def _look(self, item: QGraphicsRectItem, place: DraftPlace, *, is_chosen: bool) -> None:
        """Colour what is filled in and what stays clear for a seal; frame with dots what has nothing yet."""
        tone = "warning" if place.stamp else "accent" if place.source else "neutral"
        pen = self._pen(tone, 3 if is_chosen else 1)
        if not place.is_used:
            pen.setStyle(Qt.PenStyle.DotLine)
        item.setPen(pen)
        ground = QColor(_on_paper(tone))
        ground.setAlpha(70 if is_chosen else 28 if place.is_used else 0)
        item.setBrush(QBrush(ground))
        item.setZValue(2 if is_chosen else 1)
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, False)

    def _pen(self, tone: str, width: int) -> QPen:
        pen = QPen(QColor(_on_paper(tone)), width)
        pen.setCosmetic(True)
        return pen


def _on_paper(tone: str) -> str:
    """Return a colour of the light theme: paper is white also where the window is dark."""
    return str(getattr(LIGHT, tone))
