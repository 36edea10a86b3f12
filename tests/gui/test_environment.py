"""Before the application: input methods and fonts."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from pmedia_desktop.gui.environment import RARE_FONTS, add_rare_fonts, prepare_input_method


@pytest.mark.parametrize(
    "environment",
    [
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "", "XMODIFIERS": "@im=fcitx5"},
    ],
)
def test_who_uses_fcitx_is_served_through_ibus(environment: dict[str, str]) -> None:
    prepare_input_method(environment)
    assert environment["QT_IM_MODULE"] == "ibus"


@pytest.mark.parametrize(
    "environment",
    [{}, {"QT_IM_MODULE": "ibus"}, {"XMODIFIERS": "@im=ibus"}, {"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}],
)
def test_every_other_input_method_is_left_alone(environment: dict[str, str]) -> None:
    before = dict(environment)
    prepare_input_method(environment)
    assert environment == before


def test_chinese_and_rare_characters_are_drawn_by_some_font(qapp: QApplication) -> None:
    add_rare_fonts()
    wanted, present = qapp.font().families(), QFontDatabase.families()
    assert [names for names in RARE_FONTS.values() if not set(names) & set(wanted) & set(present)] == []
    metrics = QFontMetrics(qapp.font())
    assert [character for character in "政务新媒体䶮㛃𬱖𣲗𠮷𨭎" if not metrics.inFontUcs4(ord(character))] == []
    assert not metrics.inFontUcs4(0x30000)
