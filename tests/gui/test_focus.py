"""The keyboard's focus is seen: with it, each kind of part looks different, in light and in dark."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QTableView,
    QTextBrowser,
    QTimeEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.gui.filings.timeline import link
from pmedia_desktop.gui.icon_button import IconButton
from pmedia_desktop.gui.navigation import Navigation
from pmedia_desktop.gui.pages import sections
from pmedia_desktop.gui.settings.year_calendar import YearCalendar
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.theme import Theme

#: So many pixels are more than a blinking cursor has.
ENOUGH = 120


def _button(words: str, role: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", role)
    return button


def _icon() -> IconButton:
    button = IconButton()
    button.wear("calendar")
    return button


def _tool(*, checked: bool) -> QToolButton:
    button = QToolButton()
    button.setText("更多")
    button.setCheckable(True)
    button.setChecked(checked)
    return button


def _ticked(box: QAbstractButton) -> QAbstractButton:
    box.setChecked(True)
    return box


def _list(name: str = "") -> QListWidget:
    listed = QListWidget()
    listed.setObjectName(name)
    listed.addItems(["甲", "乙", "丙"])
    listed.setCurrentRow(1)
    return listed


def _tabs() -> QTabBar:
    tabs = QTabBar()
    for words in ("概况", "备案"):
        tabs.addTab(words)
    return tabs


def _table() -> QTableView:
    table = QTableView()
    model: RowsModel[str] = RowsModel((Column("名称", lambda row: row, 120), Column("平台", lambda row: row)))
    set_up_table(table, model, "账号")
    model.show(["一", "二", "三"])
    table.setCurrentIndex(model.index(1, 0))
    return table


def _choice() -> ChoiceBox:
    box = ChoiceBox()
    box.offer([("", "全部")])
    return box


KINDS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: _button("打印"),
    "primary button": lambda: _button("保存", "primary"),
    "dangerous button": lambda: _button("删除", "danger"),
    "flat button": lambda: _button("不办了", "quiet"),
    "tool button": lambda: _tool(checked=False),
    "checked tool button": lambda: _tool(checked=True),
    "icon button": _icon,
    "link": lambda: link("签字后登记表上手写的日期。", lambda: None),
    "tab": _tabs,
    "check box": lambda: QCheckBox("打码"),
    "ticked check box": lambda: _ticked(QCheckBox("打码")),
    "radio button": lambda: QRadioButton("更正录入"),
    "chosen radio button": lambda: _ticked(QRadioButton("更正录入")),
    "choice": _choice,
    "date": DateField,
    "line": QLineEdit,
    "number": QSpinBox,
    "time": QTimeEdit,
    "text": QPlainTextEdit,
    "manual": QTextBrowser,
    "list": _list,
    "chapters": lambda: _list("chapters"),
    "table": _table,
    "calendar": YearCalendar,
}


@pytest.fixture(params=("light", "dark"))
def dressed(request: pytest.FixtureRequest, theme: Theme) -> Iterator[Theme]:
    theme.choose(request.param)
    yield theme
    theme.choose("light")


def differing(one: QImage, other: QImage) -> int:
    """Return how many pixels differ."""
    one, other = (image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other))
    return sum(ours != theirs for ours, theirs in zip(_pixels(one), _pixels(other), strict=True))


def _pixels(image: QImage) -> memoryview:
    return memoryview(bytes(image.constBits())).cast("I")


def test_whatever_has_the_focus_shows_it(qtbot: QtBot, dressed: Theme) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    layout = QGridLayout(root)
    parts = {kind: make() for kind, make in KINDS.items()}
    navigation = Navigation(sections(), dressed)
    navigation.light_up("accounts")
    parts["navigation"] = navigation.findChild(QListWidget, "places")
    elsewhere = QLabel("别处")
    elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout.addWidget(elsewhere, 0, 0)
    for number, part in enumerate([*parts.values()][:-1]):
        layout.addWidget(part, 1 + number // 6, number % 6)
    layout.addWidget(navigation, 0, 6, 6, 1)
    root.resize(1300, 900)
    root.show()
    qtbot.waitUntil(root.isActiveWindow)
    seen: dict[str, int] = {}
    for kind, part in parts.items():
        elsewhere.setFocus()
        before = part.grab().toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        seen[kind] = differing(before, part.grab().toImage())
    assert {kind: count for kind, count in seen.items() if count < ENOUGH} == {}
