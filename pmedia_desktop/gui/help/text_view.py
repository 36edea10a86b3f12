"""Where the manual is read: pictures become smaller without losing their words, and framed: they show windows too."""

from typing import Any

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader, QPainter, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from pmedia_desktop.gui.ui_files import own_widget

#: The browser's own margins, and its scroll bar, in pixels.
_BESIDE_PICTURES = 48


@own_widget
class ManualText(QTextBrowser):
    """Qt asks for a picture when it comes into view; as it would draw it itself, thin letters fall to pieces."""

    def picture_room(self) -> int:
        """Return how wide a picture may be, in device-independent pixels."""
        return max(1, self.width() - _BESIDE_PICTURES)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """Return a picture as large as it is shown; the rest is Qt's."""
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not url.isLocalFile():
            return super().loadResource(kind, name)
        image = QImageReader(url.toLocalFile()).read()
        if image.isNull():
            return super().loadResource(kind, name)
        return self._framed(image)

    def _framed(self, image: QImage) -> QImage:
        ratio = self.devicePixelRatioF()
        across = round(min(self.picture_room(), image.width()) * ratio)
        shown = image.convertToFormat(QImage.Format.Format_RGB32)
        if across < image.width():
            shown = shown.scaledToWidth(across, Qt.TransformationMode.SmoothTransformation)
        painter = QPainter(shown)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(QRectF(shown.rect()).adjusted(0, 0, -1, -1))
        painter.end()
        shown.setDevicePixelRatio(ratio)
        return shown
