"""What the user of this PC wants of reminders, and whether now is a moment for one. Kept beside the register."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QSettings

from pmedia_desktop.gui.memory import MEMORY_NAME

_GROUP = "reminders"


@dataclass(frozen=True)
class Wishes:
    """``quiet_until`` to ``quiet_from`` is when a notice may come; ``stays`` keeps the icon when the window closes."""

    on: bool = True
    quiet_until: time = time(8, 30)
    quiet_from: time = time(18, 0)
    lunch_from: time = time(12, 0)
    lunch_until: time = time(14, 0)
    stays: bool = False

    def is_quiet(self, at: time) -> bool:
        """Whether nobody wants to be disturbed at this time of the day."""
        return not self.quiet_until <= at < self.quiet_from or self.lunch_from <= at < self.lunch_until


class Reminding:
    """Reads and keeps the wishes, and the day of the last notice."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / MEMORY_NAME), QSettings.Format.IniFormat)

    def wishes(self) -> Wishes:
        """Return what was wanted last; what was never asked is as it comes."""
        usual = Wishes()
        return Wishes(
            on=self._flag("on", usual.on),
            quiet_until=self._time("quiet_until", usual.quiet_until),
            quiet_from=self._time("quiet_from", usual.quiet_from),
            lunch_from=self._time("lunch_from", usual.lunch_from),
            lunch_until=self._time("lunch_until", usual.lunch_until),
            stays=self._flag("stays", usual.stays),
        )

    def keep(self, wishes: Wishes) -> None:
        """Remember the wishes."""
        for name, value in vars(wishes).items():
            text = value.isoformat("minutes") if isinstance(value, time) else str(int(value))
            self._settings.setValue(f"{_GROUP}/{name}", text)

    def may_notify(self, now: datetime) -> bool:
        """Whether a notice may come now: wanted, not quiet, and none today."""
        wishes = self.wishes()
        return wishes.on and not wishes.is_quiet(now.time()) and self._last() != now.date()

    def note_notified(self, day: date) -> None:
        """Remember that today's notice was shown, or was declined."""
        self._settings.setValue(f"{_GROUP}/last", day.isoformat())

    def _last(self) -> date | None:
        kept = self._settings.value(f"{_GROUP}/last")
        try:
            return date.fromisoformat(str(kept))
        except ValueError:
            return None

    def _flag(self, name: str, usual: bool) -> bool:
        kept = self._settings.value(f"{_GROUP}/{name}")
        return usual if kept is None else str(kept) == "1"

    def _time(self, name: str, usual: time) -> time:
        try:
            return time.fromisoformat(str(self._settings.value(f"{_GROUP}/{name}")))
        except ValueError:
            return usual
