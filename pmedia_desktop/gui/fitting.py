"""Dialogs as high as what stands in them: Qt forgets sentences that wrap."""

from PySide6.QtWidgets import QDialog


def fit_height(dialog: QDialog) -> None:
    """Make a dialog high enough for its contents at its width; it never becomes lower than it is."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    width = max(dialog.width() if dialog.isVisible() else 0, layout.totalMinimumSize().width(), dialog.minimumWidth())
    needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    dialog.resize(width, max(needed, dialog.height() if dialog.isVisible() else 0))
