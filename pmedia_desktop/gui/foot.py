"""The line at the window's foot."""

from PySide6 import QtCore, QtGui
from PySide6.QtWidgets import QStatusBar

from pmedia_desktop.gui.navigation import NAVIGATION_WIDTH

#: Where a page's contents begin, from the navigation's right edge; as in the Designer files.
_PAGE_MARGIN = 32


class Foot(QStatusBar):
    """Says shortly what was done, under the page that it is about; Qt would say it below the navigation."""

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the message in line with the page; without one, Qt paints what the style sheet says."""
        if not self.currentMessage():
            super().paintEvent(event)
            return
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.fillRect(0, 0, self.width(), 1, self.palette().mid())
        painter.setPen(self.palette().windowText().color())
        room = self.rect().adjusted(NAVIGATION_WIDTH + _PAGE_MARGIN, 0, -_PAGE_MARGIN, 0)
        text = self.fontMetrics().elidedText(self.currentMessage(), QtCore.Qt.TextElideMode.ElideRight, room.width())
        across = QtCore.Qt.AlignmentFlag.AlignVCenter | QtCore.Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, across, text)
