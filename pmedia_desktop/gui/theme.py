"""How the window looks: one palette, one accent colour, light and dark, and the icons in its colours."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from pmedia_desktop.data_files import data_path

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class Tone(Enum):
    """What a colour says. It never says it alone: a word stands beside it."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"


class Colours(NamedTuple):
    """The colours of a theme, as #rrggbb; a name ending in ``_soft`` is the ground below its tone."""

    window: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    strong_border: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    neutral: str
    neutral_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str


# Text on its ground has a contrast of at least 4.5 to 1 in both (tests/gui/test_theme.py).
LIGHT = Colours(
    window="#f4f6f8",
    surface="#ffffff",
    raised="#eceff3",
    text="#1d2733",
    muted="#5a6675",
    border="#dde2e8",
    strong_border="#b7c0cb",
    accent="#176b87",
    accent_hover="#12566d",
    accent_text="#ffffff",
    accent_soft="#e0eff4",
    neutral="#4b5766",
    neutral_soft="#e9edf1",
    good="#20693f",
    good_soft="#e0f2e7",
    warning="#8a5100",
    warning_soft="#fdefd8",
    danger="#b3261e",
    danger_soft="#fbe5e3",
)
DARK = Colours(
    window="#171b20",
    surface="#1f242b",
    raised="#2a313a",
    text="#e7ebf0",
    muted="#a4afbc",
    border="#333b45",
    strong_border="#515c69",
    accent="#63b7d1",
    accent_hover="#86c9de",
    accent_text="#0c1c22",
    accent_soft="#1d3a45",
    neutral="#c0c9d3",
    neutral_soft="#323a44",
    good="#7fd0a0",
    good_soft="#1d3a2a",
    warning="#f0bd6a",
    warning_soft="#40311a",
    danger="#ff9f97",
    danger_soft="#4a2624",
)

#: A window's ground of less lightness, of 255, is a dark one.
_DARK_BELOW = 128
_ICON_SIZES = (16, 20, 24, 32, 48)


class Theme(QObject):
    """Puts colours on the application. Widgets that hold icons ``follow`` it; those that paint are repainted by Qt."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self.colours = LIGHT
        # Asked for the scheme itself, Qt would answer with an enumeration, and Python would read 92 of them for it.
        self._system_is_dark = application.palette().color(QPalette.ColorRole.Window).lightness() < _DARK_BELOW
        self._apply()
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self.colours is DARK

    def choose(self, choice: str) -> None:
        """Follow the system ("system"), or stay "light" or "dark"."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def follow(self, owner: QObject, redraw: Callable[[], None]) -> None:
        """Call ``redraw`` whenever the colours change, as long as ``owner`` lives."""

        def redraw_it() -> None:
            redraw()

        # Qt would not let go of a plain function by itself when the owner is destroyed.
        self.changed.connect(redraw_it)
        owner.destroyed.connect(lambda: self.changed.disconnect(redraw_it))

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Return the text colour and the ground of a tone."""
        return QColor(getattr(self.colours, tone.value)), QColor(getattr(self.colours, f"{tone.value}_soft"))

    def icon(self, name: str, colour: str = "", sizes: tuple[int, ...] = _ICON_SIZES) -> QIcon:
        """Return the icon of ``resources/icons`` in the colour of text (or of a field of ``Colours``)."""
        from pmedia_desktop.gui.icons import drawn  # what draws takes as long to import as the window to paint

        return drawn(name, getattr(self.colours, colour or "text"), self.colours.muted, sizes)

    def _follow_system(self, scheme: QtCore.Qt.ColorScheme) -> None:
        self._system_is_dark = scheme == QtCore.Qt.ColorScheme.Dark
        self._apply()

    def _apply(self) -> None:
        dark = self._choice == "dark" or (self._choice == "system" and self._system_is_dark)
        self.colours = DARK if dark else LIGHT
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(_style_sheet(self.colours))
        self.changed.emit()


def theme() -> Theme:
    """Return the application's theme, for widgets that Designer files make."""
    found = QApplication.instance().findChild(Theme)  # type: ignore[union-attr]  # there is an application whenever a widget is
    if found is None:
        raise LookupError("the theme is made before the first widget")
    return found


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window,), colours.window),
        ((role.Base,), colours.surface),
        ((role.AlternateBase, role.Button, role.ToolTipBase), colours.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Mid, role.Midlight), colours.border),
        ((role.Dark,), colours.strong_border),
        ((role.Light,), colours.surface),
        ((role.Highlight, role.Link, role.Accent), colours.accent),
        ((role.LinkVisited,), colours.accent_hover),
        ((role.HighlightedText,), colours.accent_text),
        ((role.BrightText,), colours.danger),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.muted))
    return palette


@cache
def _style_sheet(colours: Colours) -> str:
    text = data_path("resources", "style", "window.qss").read_text(encoding="utf-8")
    # The longest names first: @accent is the beginning of @accent_soft.
    for name in sorted(colours._fields, key=len, reverse=True):
        text = text.replace(f"@{name}", getattr(colours, name))
    shade = "dark" if colours is DARK else "light"
    return text.replace("@shade", shade).replace("@icons", data_path("resources", "icons").as_posix())
