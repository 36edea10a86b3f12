"""What the window remembers of itself between starts: its size, and which columns are shown; nothing personal."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MEMORY_NAME = "window.ini"
_MEASURED = 4
_RECENT = 12


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

    def measured(self, printer: str) -> tuple[float, float, float, float] | None:
        """Return what a ruler showed on a printer's calibration page, None when it was never measured."""
        kept = self._settings.value(f"measured/{_plain(printer)}")
        numbers = [float(number) for number in kept.split()] if isinstance(kept, str) else []
        return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == _MEASURED else None

    def keep_measured(self, printer: str, numbers: tuple[float, float, float, float]) -> None:
        """Remember what a ruler showed on a printer's calibration page, in mm."""
        self._settings.setValue(f"measured/{_plain(printer)}", " ".join(f"{number:g}" for number in numbers))

    def recent(self) -> list[str]:
        """Return the places that were open last, the last one first, as page/record."""
        kept = self._settings.value("recent/places")
        return kept.split() if isinstance(kept, str) else []

    def keep_recent(self, place: str) -> None:
        """Remember that a place was open."""
        places = [place, *(other for other in self.recent() if other != place)]
        self._settings.setValue("recent/places", " ".join(places[:_RECENT]))

    def views(self, page: str) -> dict[str, dict[str, str]]:
        """Return the searches and filters that were kept for a page, by name."""
        import json  # a start without saved views does not need it

        kept = self._settings.value(f"views/{page}")
        try:
            found = json.loads(kept) if isinstance(kept, str) else {}
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def keep_views(self, page: str, views: Mapping[str, Mapping[str, str]]) -> None:
        """Remember a page's searches and filters."""
        import json

        self._settings.setValue(f"views/{page}", json.dumps(views, ensure_ascii=True))


def _plain(printer: str) -> str:
    """Return a printer's name as a key: a slash would be a group of settings."""
    return printer.replace("/", "_").replace("\\", "_")
