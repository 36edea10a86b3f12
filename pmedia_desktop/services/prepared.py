"""The first page prepared beforehand: the next start shows it at once, while the register is still being opened.

What the rules say depends on the register's state and on the day alone. So the page is worked out for today and each
day up to the next working day whenever the program has come to rest, and kept in a file beside the register with the
mark of its state. A start shows it only if the mark is still the same; then the register is opened and read as ever,
and what was read takes the page's place. Imports neither rules nor SQLAlchemy: they come with the register.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmedia_desktop import __version__
from pmedia_desktop.register.connecting import REGISTER_NAME
from pmedia_desktop.register.json_values import from_json, to_json
from pmedia_desktop.register.state import state_of_file
from pmedia_desktop.services.today_view import TodayPage
from pmedia_desktop.texts import speaks_a_translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office

PREPARED_NAME = "prepared.json"
#: What comes of reading a file that is missing, foreign, half written or of another shape: no loss.
_OF_NO_USE = (OSError, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True)
class Begun:
    """Something half-filled: what it is, and the page, record and field where it is taken up again."""

    words: str
    page: str
    record: int = 0
    field: str = ""


@dataclass(frozen=True)
class FirstView:
    """What the window shows until the register is open: the unit's name, the theme, the page 今日."""

    unit: str
    theme: str
    page: TodayPage
    begun: tuple[Begun, ...]


def read_prepared(folder: Path, on: date | None = None) -> FirstView | None:
    """Return what was prepared for the day (today if None), or None where nothing was or the register has changed."""
    day = (on or date.today()).isoformat()  # noqa: DTZ011  # the PC's own calendar says which day it is
    with suppress(*_OF_NO_USE):
        kept = json.loads((folder / PREPARED_NAME).read_bytes())
        if kept["depends_on"] == _depends_on(folder, state_of_file(folder / REGISTER_NAME)):
            view: FirstView = from_json(FirstView, {**kept["view"], "page": kept["days"][day]})
            return view
    return None


def prepare(office: Office, begun: tuple[Begun, ...], progress: Progress) -> bool:
    """Prepare the first page for the next starts, unless that is done; False when somebody wrote meanwhile."""
    from pmedia_desktop.services.files import write_file

    with office.register.read() as reader:
        state, unit, theme = reader.state(), reader.unit(), reader.settings().theme
    if unit is None or speaks_a_translation():
        return True
    depends_on = _depends_on(office.folder, state)
    view = {"unit": unit.full_name, "theme": theme, "begun": to_json(begun)}
    wanted = [day.isoformat() for day in _coming_days(office)]
    if _is_prepared(office.folder, depends_on, view, wanted):
        return True
    days = {}
    for done, day in enumerate(wanted):
        progress.step(done, len(wanted))
        days[day] = to_json(_page_of(office, date.fromisoformat(day)))
    with office.register.read() as reader:
        if reader.state() != state:
            return False
    content = json.dumps({"depends_on": depends_on, "view": view, "days": days}, ensure_ascii=False)
    write_file(office.folder / PREPARED_NAME, content.encode(), private=True)
    return True


def forget_prepared(folder: Path) -> None:
    """Remove what was prepared: it may name what was just erased. The next rest prepares anew."""
    (folder / PREPARED_NAME).unlink(missing_ok=True)


def _depends_on(folder: Path, state: str | None) -> list[Any]:
    """Return what the pages were worked out from, but for the day: the register, the program, the unit's platforms."""
    platforms = folder / "platforms.toml"
    return [state, __version__, platforms.stat().st_mtime_ns if platforms.exists() else None]


def _is_prepared(folder: Path, depends_on: list[Any], view: dict[str, Any], wanted: list[str]) -> bool:
    with suppress(*_OF_NO_USE):
        kept = json.loads((folder / PREPARED_NAME).read_bytes())
        return (kept["depends_on"], kept["view"]) == (depends_on, view) and kept["days"].keys() >= set(wanted)
    return False


def _coming_days(office: Office) -> Iterator[date]:
    """Yield today and the days up to the next working day: on one of them the program is most likely started again."""
    from pmedia_desktop.services.settings import calendar_of

    calendar, day = calendar_of(office), office.today()
    yield day
    while True:
        day += timedelta(days=1)
        yield day
        if calendar.is_working_day(day):
            return


def _page_of(office: Office, day: date) -> TodayPage:
    from pmedia_desktop.services.office import Memory
    from pmedia_desktop.services.today import today_page

    # Another day's answers must not push today's out of the office's memory.
    return today_page(office if day == office.today() else replace(office, fixed_day=day, memory=Memory()))
