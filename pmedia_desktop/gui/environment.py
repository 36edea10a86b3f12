"""What has to be settled before the QApplication, and the fonts of the screen."""

import os
from collections.abc import MutableMapping
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from pmedia_desktop.data_files import data_path

_SCREEN_POINTS = 10.5

#: Our own for the rare characters of names, in the order in which they are asked: file, and what its family is called.
RARE_FONTS = {
    "LXGWZhuqueFangsong-Regular.ttf": ("Zhuque Fangsong (technical preview)", "朱雀仿宋（预览测试版）"),
    "NotoSerifSC-Regular.rare.ttf": ("Noto Serif SC",),
    "HanaMinB.extensions.ttf": ("HanaMinB",),
}

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
    """Let fcitx users type Chinese: Qt's wheels have no fcitx plugin, but fcitx5 also serves ibus.

    Qt looks at its own variable alone, and under X11 knows no input method without it: where only the general one is
    set, that is followed.
    """
    asked_for = environment.get("QT_IM_MODULE") or environment.get("XMODIFIERS", "").removeprefix("@im=")
    if asked_for.startswith(("fcitx", "ibus")):
        environment["QT_IM_MODULE"] = "ibus"
    # Newer desktops name several, best first, and Qt asks these before the variable of one.
    several = environment.get("QT_IM_MODULES", "").split(";")
    if any(name.startswith("fcitx") for name in several):
        environment["QT_IM_MODULES"] = ";".join("ibus" if name.startswith("fcitx") else name for name in several)


def prepare_fonts(application: QApplication) -> None:
    """Use the system's Chinese font, else our own; behind it the rare ones, which are added later."""
    present = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    families = [family for family in _FAMILIES if family in present][:1]
    if not families:
        families = sorted(present)[:1] or _load("NotoSansSC-Medium.subset.ttf")
    font = QFont([*families, *(name for names in RARE_FONTS.values() for name in names)])
    font.setPointSizeF(_SCREEN_POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(font)


@cache
def add_rare_fonts() -> None:
    """Add the fonts of rare characters, once: reading which 90,000 they have takes longer than a window to show.

    Qt draws anew what it could not draw before.
    """
    for file in RARE_FONTS:
        _load(file)


def _load(file: str) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(data_path("resources", "fonts", file)))
    return QFontDatabase.applicationFontFamilies(number)[:1]
