"""What a tab of the settings page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.ui_files import load_ui

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk


class SettingsTab(QWidget):
    """A tab of ``ui/settings/<file>.ui``; it reads when it is shown and when something has changed."""

    def __init__(self, desk: Desk, file: str) -> None:
        super().__init__()
        self.desk = desk
        self.root = load_ui(f"settings/{file}", self)

    def read(self) -> None:
        """Ask the services for what the tab shows."""
        raise NotImplementedError
