"""What has to be settled before the QApplication, and the fonts of the screen."""

import os
from collections.abc import MutableMapping

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from pmedia_desktop.data_files import data_path

_SCREEN_POINTS = 10.5
_LAST_FAMILY = "HanaMinB"

#: What Chinese systems bring along, best first.
_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)


def prepare_input_method(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let fcitx users type Chinese: Qt's wheels have no fcitx plugin, but fcitx5 also serves ibus."""
    asked_for = environment.get("QT_IM_MODULE") or environment.get("XMODIFIERS", "").removeprefix("@im=")
    if asked_for.startswith("fcitx"):
        environment["QT_IM_MODULE"] = "ibus"


def prepare_fonts(application: QApplication) -> None:
    """Use the system's Chinese font, else our own; rare characters of names always have one of ours behind it."""
    present = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    families = [family for family in _FAMILIES if family in present][:1]
    if not families:
        families = sorted(present)[:1] or _load("NotoSansSC-Medium.subset.ttf")
    # Qt opens these files only when a character asks for them.
    families += _load("LXGWZhuqueFangsong-Regular.ttf") + _load("NotoSerifSC-Regular.rare.ttf") + [_LAST_FAMILY]
    font = QFont(families)
    font.setPointSizeF(_SCREEN_POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(font)


def add_last_font() -> None:
    """Add the font of the rarest characters; its list of 60,000 takes too long to read before the window shows."""
    if _LAST_FAMILY not in QFontDatabase.families():
        _load("HanaMinB.extensions.ttf")


def _load(file: str) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(data_path("resources", "fonts", file)))
    return QFontDatabase.applicationFontFamilies(number)[:1]
