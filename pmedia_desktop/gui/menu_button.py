"""A button that opens a menu and shows it by its arrow."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

from pmedia_desktop.gui.theme import theme


def menu_button(button: QToolButton, menu: QMenu) -> None:
    """Let the button open the menu, with an arrow in the colours of the theme in force."""
    menu.setToolTipsVisible(True)  # an entry that can't be chosen says why
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def draw() -> None:
        button.setIcon(theme().icon("down", "accent"))

    theme().follow(button, draw)
    draw()
