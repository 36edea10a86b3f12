"""The manual's pictures that show more than a page as it opens: guides half-way, a table being looked at, a dialog.

A scene does what a user does: goes to a page, fills fields, drops a file, clicks, and says what is to be pictured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.doors import opened
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.screenshots import until_idle
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.services.sample.pictured import CLOSING, HANDING_OVER, OPENING, Pictured
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.page import Page
    from pmedia_desktop.gui.window import Window

_CONTEXT = "gui.help.scenes"


@dataclass(frozen=True)
class Stage:
    """The window with the sample register, and what lies beside it."""

    window: Window
    pictured: Pictured

    def rest(self) -> None:
        """Wait until nothing is under way."""
        until_idle(self.window)

    def go(self, page: str, record: int = 0, field: str = "") -> Page:
        """Go to a page as it opens."""
        self.window.go(Place(page, record, field))
        self.rest()
        return self.window.page(page)

    def fill(self, page: QWidget, values: Mapping[str, Any]) -> None:
        """Fill fields by their names."""
        for name, value in values.items():
            match part(page, QWidget, name):
                case ChoiceBox() as box:
                    box.choose(value)
                case DateField() as field:
                    field.set_day(value)
                case QPlainTextEdit() as text:
                    text.setPlainText(value)
                case QLineEdit() as line:
                    line.setText(value)
        self.rest()

    def click(self, page: QWidget, name: str) -> None:
        """Click a button by its name."""
        part(page, QPushButton, name).click()
        self.rest()


def _opening(stage: Stage) -> QWidget:
    page = stage.go("opening")
    stage.fill(page, OPENING)
    return stage.window


def _closing(stage: Stage) -> QWidget:
    page = stage.go("closing")
    box = part(page, ChoiceBox, "account_id")
    box.setCurrentIndex(box.count() - 1)
    stage.rest()
    stage.click(page, "next")
    today = stage.window.desk.office.today()
    stage.fill(page, {"stopped_on": today - timedelta(days=1), **CLOSING})
    return stage.window


def _importing(stage: Stage) -> QWidget:
    page = stage.go("importing")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(stage.pictured.ledger))])
    here, how = QPoint(10, 10), (Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton)
    # Qt hands what is dropped to the widget that took what was dragged in.
    QApplication.sendEvent(page, QDragEnterEvent(here, *how, Qt.KeyboardModifier.NoModifier))
    QApplication.sendEvent(page, QDropEvent(QPointF(here), *how, Qt.KeyboardModifier.NoModifier))
    stage.rest()
    return stage.window


def _handing_over(stage: Stage) -> QWidget:
    page = stage.go("handing_over")
    for name, row in (("outgoing_id", 1), ("incoming_id", 2), ("witness_id", 3)):
        part(page, ChoiceBox, name).setCurrentIndex(row)
    stage.fill(page, HANDING_OVER)
    stage.click(page, "next")
    return stage.window


def _leaving_list(stage: Stage) -> QWidget:
    page = stage.go("leaving_list")
    people = part(page, ChoiceBox, "person_id")
    table = part(page, QTableView, "table").model()
    for row in range(1, people.count()):
        people.setCurrentIndex(row)
        stage.rest()
        if table.rowCount():
            break
    return stage.window


def _backups(stage: Stage) -> QWidget:
    page = stage.go("settings", field="backups")
    # The manual is for every PC: not a word of the one on which it is made.
    part(page, ElidedLabel, "folder").setText(translate(_CONTEXT, "数据文件夹：（这台电脑上的位置）"))
    stage.rest()
    return stage.window


def _restoring(stage: Stage) -> QWidget:
    stage.go("settings", field="backups")
    stage.window.desk.restore(stage.pictured.backup)
    stage.rest()
    return opened()[-1]


SCENES: dict[str, Callable[[Stage], QWidget]] = {
    "opening-filled": _opening,
    "closing-facts": _closing,
    "importing-ledger": _importing,
    "handing_over-items": _handing_over,
    "leaving_list-person": _leaving_list,
    "settings-backups": _backups,
    "restoring": _restoring,
}
"""By the names of the pictures."""
