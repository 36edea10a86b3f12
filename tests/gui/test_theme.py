"""Looks: colours that can be read, icons that can be drawn, a style sheet without leftovers."""

import re
from itertools import product

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pmedia_desktop.data_files import data_path
from pmedia_desktop.gui.theme import DARK, LIGHT, Colours, Theme, Tone


def _luminance(colour: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = QColor(colour).getRgbF()
    return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _pairs() -> list[tuple[str, str]]:
    tones = [tone.value for tone in Tone]
    pairs = [(text, ground) for text, ground in product(("text", "muted"), ("window", "surface", "raised"))]
    pairs += [(tone, f"{tone}_soft") for tone in tones]
    pairs += [("accent_text", "accent"), ("accent_text", "accent_hover"), ("accent", "surface"), ("danger", "window")]
    strips = ("accent_soft", "warning_soft", "danger_soft")
    pairs += list(product(("text", "muted"), strips))
    return pairs


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(colours: Colours) -> None:
    weak = {
        pair: round(_contrast(getattr(colours, pair[0]), getattr(colours, pair[1])), 2)
        for pair in _pairs()
        if _contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) < 4.5
    }
    assert not weak


def test_every_drawing_becomes_an_icon_sharp_at_every_scale(theme: Theme) -> None:
    drawings = sorted(path.stem for path in data_path("resources", "icons").glob("*.svg"))
    assert drawings
    for name in drawings:
        pixmap = theme.icon(name).pixmap(20, 20)
        image = pixmap.toImage()
        painted = {image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())}
        assert max(painted) > 100, f"{name} draws nothing"
        assert 0 in painted, f"{name} fills its whole box"


def test_the_style_sheet_names_only_colours_that_there_are(theme: Theme, qapp: QApplication) -> None:
    text = data_path("resources", "style", "window.qss").read_text(encoding="utf-8")
    known = {*Colours._fields, "shade", "icons"}
    assert set(re.findall(r"@([a-z_]+?)(?=[^a-z_]|_light|_dark)", text)) <= known
    assert "@" not in qapp.styleSheet()


def test_the_choice_turns_the_colours_and_tells_those_who_follow_as_long_as_they_live(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    told: list[bool] = []
    follower = QObject()
    theme.choose("light")
    theme.follow(follower, lambda: told.append(theme.is_dark))
    try:
        theme.choose("dark")
        assert told == [True]
        assert qapp.palette().window().color() == QColor(DARK.window)
        follower.deleteLater()
        qtbot.wait(10)
    finally:
        theme.choose("light")
    assert told == [True]
    assert qapp.palette().window().color() == QColor(LIGHT.window)


def test_a_text_of_several_lines_is_as_high_as_its_file_says(theme: Theme, qtbot: QtBot) -> None:
    letter = QPlainTextEdit()
    letter.setMinimumHeight(380)
    qtbot.addWidget(letter)
    letter.show()
    assert letter.minimumHeight() == 380
