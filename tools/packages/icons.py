"""The program's icon for each system, drawn from ``resources/icons/application.svg``."""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

LINUX_SIZES = (16, 24, 32, 48, 64, 128, 256)
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def draw_png(drawing: Path, size: int) -> bytes:
    """Return the icon as a square PNG of ``size`` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a device and a format, as documented
    return bytes(content.data())


def write_ico(drawing: Path, target: Path) -> None:
    """Write Windows' icon: each size drawn for itself, none scaled down from a larger one."""
    images = [Image.open(io.BytesIO(draw_png(drawing, size))) for size in _WINDOWS_SIZES]
    target.parent.mkdir(parents=True, exist_ok=True)
    images[-1].save(target, format="ICO", sizes=[image.size for image in images], append_images=images[:-1])
