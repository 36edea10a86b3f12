"""A tool button with one of our drawings, in the colours of the theme in force."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QToolButton, QWidget

from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.ui_files import own_widget


@own_widget
class IconButton(QToolButton):
    """Draws its icon anew when the colours change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = ""
        self._colour = "text"
        self.setIconSize(QSize(20, 20))

    def wear(self, drawing: str, colour: str = "text") -> None:
        """Show the drawing ``resources/icons/<drawing>.svg`` in a colour of the theme."""
        self._drawing, self._colour = drawing, colour
        self.setIcon(theme().icon(drawing, colour))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._drawing:
            self.setIcon(theme().icon(self._drawing, self._colour))
