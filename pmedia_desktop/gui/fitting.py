"""Dialogs as high as what stands in them, and no higher than the screen: Qt forgets sentences that wrap."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

#: What a window manager puts above a dialog, in device-independent pixels.
_TITLE_BAR = 40


def fit_height(dialog: QDialog) -> None:
    """Make a dialog high enough for its contents at its width; it never becomes lower than it is."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    width = max(dialog.width() if dialog.isVisible() else 0, layout.totalMinimumSize().width(), dialog.minimumWidth())
    needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    dialog.resize(width, max(needed, dialog.height() if dialog.isVisible() else 0))


def keep_on_screen(dialog: QDialog, content: QWidget) -> None:
    """Let the content scroll in a dialog that is higher than the screen: 768 pixels at 125 % are 614 in all.

    To be called when the dialog is shown; ``content`` is the one widget of its layout.
    """
    layout = dialog.layout()
    room = dialog.screen().availableGeometry().height() - _TITLE_BAR
    if layout is None or dialog.height() <= room:
        return
    width = dialog.width()
    if layout.totalMinimumSize().height() > room and layout.indexOf(content) >= 0:
        layout.removeWidget(content)
        area = QScrollArea(dialog, widgetResizable=True)
        # Tab goes to its fields, which it brings into view.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        area.setMinimumWidth(content.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        layout.addWidget(area)
    dialog.resize(width, room)
