"""A title that gives way: where it has no room, its end becomes an ellipsis and its tool tip says it whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionFrame

from pmedia_desktop.gui.ui_files import own_widget

_SMALLEST_WIDTH = 120


@own_widget
class ElidedLabel(QLabel):
    """A label of one line."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a text, and keep it whole in the tool tip."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that no text can widen."""
        return QSize(min(_SMALLEST_WIDTH, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        # The room inside the padding of the style sheet: a coloured word has its ground around it.
        room = self.style().subElementRect(QStyle.SubElement.SE_ShapedFrameContents, option, self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
