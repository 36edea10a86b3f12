"""A button in a line for an address: reads it out of a QR code, from a picture's file or the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.fields.code_reading"


def offer_code_reading(line: QLineEdit, desk: Desk) -> QMenu:
    """Add the button to a line; return its menu."""
    menu = QMenu(line)
    menu.addAction(translate(_CONTEXT, "从图片识别二维码…")).triggered.connect(lambda: _read_file(line, desk))
    menu.addAction(translate(_CONTEXT, "识别剪贴板里的二维码")).triggered.connect(lambda: _read_clipboard(line, desk))
    action = line.addAction(theme().icon("search", "accent"), QLineEdit.ActionPosition.TrailingPosition)
    action.setToolTip(translate(_CONTEXT, "识别二维码里的网址"))
    for button in line.findChildren(QToolButton):
        if button.defaultAction() is action:
            button.setAccessibleName(action.toolTip())
    action.triggered.connect(lambda: menu.popup(QCursor.pos()))
    return menu


def _read_file(line: QLineEdit, desk: Desk) -> None:
    path = desk.dialogs.open_file(
        translate(_CONTEXT, "选择二维码图片"),
        translate(_CONTEXT, "图片和扫描件 (*.png *.jpg *.jpeg *.bmp *.gif *.pdf)"),
    )
    if path is not None:
        desk.read(line, lambda _office: _in_file(path), line.setText)


def _read_clipboard(line: QLineEdit, desk: Desk) -> None:
    """Take what was copied: a picture, a picture's file, or the address itself."""
    clipboard = QGuiApplication.clipboard()
    picture, files = clipboard.image(), [url.toLocalFile() for url in clipboard.mimeData().urls() if url.isLocalFile()]
    if picture.isNull() and len(files) == 1:
        desk.read(line, lambda _office: _in_file(Path(files[0])), line.setText)
        return
    text = clipboard.text().strip()
    if picture.isNull() and text.lower().startswith(("http://", "https://")) and len(text.split()) == 1:
        line.setText(text)
        return
    if picture.isNull():
        desk.dialogs.advise(
            InputError(
                translate(_CONTEXT, "剪贴板里没有二维码图片，也没有网址，"),
                translate(_CONTEXT, "请先截屏或复制二维码图片，再点这里。"),
            )
        )
        return
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes the format as text
    content = bytes(buffer.data().data())
    desk.read(line, lambda _office: _in_picture(content), line.setText)


def _in_file(path: Path) -> str:
    from pmedia_desktop.services.custody.qr_codes import content_of

    return _in_picture(content_of(path))


def _in_picture(content: bytes) -> str:
    from pmedia_desktop.services.paper.homepage_codes import homepage_in

    return homepage_in(content)
