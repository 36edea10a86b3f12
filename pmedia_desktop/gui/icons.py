"""The drawings of ``resources/icons`` in a theme's colours, as sharp as the screen."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pmedia_desktop.data_files import data_path


def application_icon() -> QIcon:
    """Return the program's own icon, which keeps its colours."""
    return QIcon(str(data_path("resources", "icons", "application.svg")))


def drawn(name: str, colour: str, disabled: str, sizes: tuple[int, ...]) -> QIcon:
    """Return a drawing in two colours (#rrggbb): as usual, and where it stands on something disabled."""
    return _drawn(name, colour, disabled, _screen_ratio(), sizes)


@cache
def _drawn(name: str, colour: str, disabled: str, ratio: float, sizes: tuple[int, ...]) -> QIcon:
    icon = QIcon()
    drawing = data_path("resources", "icons", f"{name}.svg").read_text(encoding="utf-8")
    for mode, stroke in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", stroke).encode()))
        for size in sizes:
            icon.addPixmap(_rendered(renderer, size, ratio), mode)
    return icon


def _rendered(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _screen_ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
