"""Before the application: input methods and fonts."""

import io
import sys

import numpy
import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.environment import RARE_FONTS, add_rare_fonts, prepare_input_method
from pmedia_desktop.gui.input_methods import InputMethods, advice
from pmedia_desktop.paper.preview import page_picture
from pmedia_desktop.services.paper.letters import as_pdf

#: Names in a register hold such characters; the last two lie beyond the first 65,536.
RARE = "䶮㛃𬭎𠮷"


@pytest.mark.parametrize(
    "environment",
    [
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "", "XMODIFIERS": "@im=fcitx5"},
        {"XMODIFIERS": "@im=ibus"},
    ],
)
def test_who_uses_fcitx_or_names_ibus_elsewhere_is_served_through_ibus(environment: dict[str, str]) -> None:
    prepare_input_method(environment)
    assert environment["QT_IM_MODULE"] == "ibus"


def test_of_several_input_methods_fcitx_is_served_through_ibus_and_the_others_keep_their_place() -> None:
    environment = {"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx"}
    prepare_input_method(environment)
    assert environment == {"QT_IM_MODULE": "ibus", "QT_IM_MODULES": "wayland;ibus"}


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"QT_IM_MODULE": "ibus"},
        {"XMODIFIERS": "@im=none"},
        {"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULES": "wayland;ibus"},
    ],
)
def test_every_other_input_method_is_left_alone(environment: dict[str, str]) -> None:
    before = dict(environment)
    prepare_input_method(environment)
    assert environment == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own input methods")
def test_wayland_needs_no_setting_and_x11_is_told_when_there_is_none() -> None:
    wayland, x11 = (InputMethods(("ibus",), (), platform, True) for platform in ("wayland", "xcb"))
    assert "不必设置" in advice(wayland, {})
    assert "没有告诉程序用哪个输入法" in advice(x11, {})


def test_chinese_and_rare_characters_are_drawn_by_some_font(qapp: QApplication) -> None:
    add_rare_fonts()
    wanted, present = qapp.font().families(), QFontDatabase.families()
    assert [names for names in RARE_FONTS.values() if not set(names) & set(wanted) & set(present)] == []
    metrics = QFontMetrics(qapp.font())
    assert [character for character in "政务新媒体䶮㛃𬱖𣲗𠮷𨭎" if not metrics.inFontUcs4(ord(character))] == []
    assert not metrics.inFontUcs4(0x30000)


def test_rare_characters_stand_in_a_field_as_they_are_printed(qtbot: QtBot) -> None:
    """By picture: each looks most like its own print, less like the others, and not at all like the box for none."""
    add_rare_fonts()
    on_screen = _characters(_typed("\u3000".join(RARE)))
    printed = _characters(page_picture(as_pdf("\u3000".join(RARE)), 0, 300))
    (box,) = _characters(_typed("\ue123"))
    assert len(on_screen) == len(printed) == len(RARE)
    for own, character in enumerate(RARE):
        likeness = [_likeness(on_screen[own], other) for other in (*printed, box)]
        assert likeness.index(max(likeness)) == own, (character, likeness)
        assert likeness[own] > likeness[-1] + 0.2, (character, likeness)


def _typed(text: str) -> bytes:
    """Return a picture of a field with this text."""
    line = QLineEdit(text)
    line.setStyleSheet("border: none; background: white; color: black; font-size: 60px")
    line.resize(800, 120)
    file = QBuffer()
    file.open(QIODevice.OpenModeFlag.WriteOnly)
    line.grab().save(file, "PNG")
    return bytes(file.data().data())


def _characters(picture: bytes) -> list[numpy.ndarray]:
    """Cut out characters that stand a character apart, as ink (0 to 1) in squares of one size."""
    ink = 1 - numpy.asarray(Image.open(io.BytesIO(picture)).convert("L"), dtype=float) / 255
    rows = numpy.flatnonzero(ink.max(axis=1) > 0.5)
    ink = ink[rows[0] : rows[-1] + 1]
    columns = numpy.flatnonzero(ink.max(axis=0) > 0.5)
    parts = numpy.split(columns, numpy.flatnonzero(numpy.diff(columns) > len(ink) // 2) + 1)
    found = []
    for part in parts:
        piece = ink[:, part[0] : part[-1] + 1]
        square = Image.fromarray((piece * 255).astype("uint8")).resize((40, 40))
        found.append(numpy.asarray(square, dtype=float) / 255)
    return found


def _likeness(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """Return the correlation of two pictures: 1 when they are the same."""
    return float(numpy.corrcoef(one.ravel(), other.ravel())[0, 1])
