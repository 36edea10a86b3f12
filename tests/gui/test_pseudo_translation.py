"""A pseudo-translation over every page: what does not pass the door for texts shows itself, and what is cut off.

Each string is 1.4 times as long and stands in ⟦ ⟧. A page that is added is looked at without being named here.
"""

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QLineEdit, QTabBar, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.data_files import data_path
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.screenshots import every_place, first_records
from pmedia_desktop.gui.translator import CatalogueTranslator
from pmedia_desktop.gui.window import Window
from pmedia_desktop.texts import use_catalogue
from tests.gui.conftest import OpenWindow
from tests.gui.hands import settle

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DATE = re.compile(r"(\d+年)?(\d+月)?(\d+日)?|星期.|[一二三四五六日]")
PIECES = re.compile(r"[\s\u3000·（）：]+")
FILLING = "长"


class Pseudo(dict[tuple[str, str], str]):
    """A catalogue that has everything, 1.4 times as long."""

    def __init__(self) -> None:
        super().__init__({("", ""): ""})

    def get(self, key: tuple[str, str], default: str | None = None) -> str:  # type: ignore[override]
        source = key[1]
        if not CHINESE.search(source):
            return source
        return f"⟦{source}{FILLING * max(0, round(len(source) * 0.4) - 2)}⟧"


@pytest.fixture
def pseudo(qapp: QCoreApplication) -> Iterator[None]:
    translator = CatalogueTranslator()
    use_catalogue(Pseudo())
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    use_catalogue({})


@pytest.fixture
def known(sample_folder: Path) -> str:
    """Return everything Chinese that is data: the sample register's own, and the tables of platforms."""
    with closing(sqlite3.connect(sample_folder / "register.db")) as connection:
        values = [line for line in connection.iterdump() if CHINESE.search(line)]
    return "\n".join([*values, *(path.read_text("utf-8") for path in data_path("resources").glob("*.toml"))])


def said(widget: QWidget) -> list[str]:
    """Return what a widget says by itself."""
    if isinstance(widget, (QLabel, QAbstractButton)):
        return [widget.text()]
    if isinstance(widget, QGroupBox):
        return [widget.title()]
    if isinstance(widget, QLineEdit):
        return [widget.placeholderText()]
    if isinstance(widget, QTabBar):
        return [widget.tabText(number) for number in range(widget.count())]
    return []


def is_hard_wired(piece: str, known: str) -> bool:
    """Whether a word is neither data of the register nor a date."""
    return bool(CHINESE.search(piece)) and piece not in known and not DATE.fullmatch(piece)


def is_cut(widget: QWidget) -> bool:
    """Whether a label or a button is smaller than its words need."""
    if isinstance(widget, ElidedLabel):
        return False  # shortens itself, and tells the rest by its tool tip
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    if isinstance(widget, (QLabel, QAbstractButton)) and widget.text():
        return widget.sizeHint().width() > widget.width() + 1
    return False


@pytest.mark.usefixtures("pseudo")
def test_every_page_speaks_through_the_door_and_nothing_is_cut_at_140_percent(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, known: str
) -> None:
    window: Window = open_window(sample_folder)
    hard_wired, cut = [], []
    with ThreadPoolExecutor(1) as elsewhere:  # the register is not read on this thread
        records = elsewhere.submit(first_records, window.desk.office).result()
    for place in every_place(window, records):
        window.go(place)
        settle(qtbot, window)
        page = window.page(place.page)
        for widget in page.findChildren(QWidget):
            if not widget.isVisibleTo(page) or isinstance(widget.parent(), QTextBrowser):
                continue
            for text in said(widget):
                if "⟦" not in text and any(is_hard_wired(piece, known) for piece in PIECES.split(text)):
                    hard_wired.append(
                        f"{place.page}/{place.field} {type(widget).__name__} {widget.objectName()}: {text}"
                    )
            if is_cut(widget):
                cut.append(f"{place.page}/{place.field} {type(widget).__name__} {widget.objectName()}: {said(widget)}")
    assert sorted(set(hard_wired)) == []
    assert "\n".join(sorted(set(cut))) == ""
