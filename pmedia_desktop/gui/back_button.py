"""The arrow at a page's head that leads where the user came from."""

from collections.abc import Callable

from PySide6.QtWidgets import QToolButton, QWidget

from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

_CONTEXT = "gui.back_button"


def set_up_back(root: QWidget, go_back: Callable[[], object]) -> None:
    """Let the button ``back`` of a page lead back, drawn in the colours of the theme in force."""
    button = part(root, QToolButton, "back")
    button.setToolTip(translate(_CONTEXT, "返回（Alt+←）"))
    button.setAccessibleName(translate(_CONTEXT, "返回"))
    button.clicked.connect(go_back)

    def draw() -> None:
        button.setIcon(theme().icon("back", "accent"))

    theme().follow(root, draw)
    draw()
