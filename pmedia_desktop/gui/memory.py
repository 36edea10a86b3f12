"""What the window remembers of itself between starts: its size, and which columns are shown; nothing personal."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MEMORY_NAME = "window.ini"


class WindowMemory:
    """A small file beside the register. It may be lost without harm."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / MEMORY_NAME), QSettings.Format.IniFormat)

    def geometry(self) -> QByteArray:
        """Return the window's place and size; empty the first time."""
        kept = self._settings.value("window/geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember the window's place and size."""
        self._settings.setValue("window/geometry", geometry)

    def hidden_columns(self, table: str, default: frozenset[str]) -> frozenset[str]:
        """Return which columns of a table are hidden."""
        kept = self._settings.value(f"columns/{table}")
        return frozenset(kept.split()) if isinstance(kept, str) else default

    def hide_columns(self, table: str, hidden: frozenset[str]) -> None:
        """Remember which columns of a table are hidden."""
        self._settings.setValue(f"columns/{table}", " ".join(sorted(hidden)) or " ")
