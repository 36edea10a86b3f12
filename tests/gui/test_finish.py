"""What every page owes the eye, with a full register and with an empty one, in a window of 1366 by 768 pixels."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.unit import FirstStart, first_start
from tests.gui.conftest import TODAY, OpenWindow
from tests.gui.hands import all_places, settle

#: Border, padding and Qt's own margin of a line, left and right together, in pixels.
_LINE_PADDING = 22

Part = TypeVar("Part", bound=QWidget)
#: A closure is done on paper and on the platform at the same time, each with its next step.
TWO_WAYS = {"filing"}
#: This menu entry says by its own words why it rests.
SAYS_SO = "先搜索或筛选，再保存"


@pytest.fixture(params=("sample", "unit only"))
def folder(request: pytest.FixtureRequest, sample_folder: Path, tmp_path: Path) -> Path:
    """Return a sample register, and one with a unit and nothing else."""
    if request.param == "sample":
        return sample_folder
    office = open_office(tmp_path / "只有单位", create=True, on=TODAY)
    first_start(office, FirstStart(full_name="示例局", seal_text="示例局", principal_name="王一", clerk_name="李二"))
    office.close()
    return tmp_path / "只有单位"


def test_every_page_has_one_filled_button_says_why_a_button_rests_and_has_no_holes(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    window = open_window(folder)
    found: set[str] = set()
    for place in all_places(window):
        window.go(place)
        settle(qtbot, window)
        page = window.page(place.page)
        where = f"{place.page}/{place.field}: "
        filled = [button.text() for button in _seen(page, QPushButton) if button.property("role") == "primary"]
        if len(filled) > 1 and place.page not in TWO_WAYS:
            found.add(f"{where}filled: {filled}")
        for button in _seen(page, QAbstractButton):
            acts = isinstance(button, (QPushButton, QToolButton))
            if acts and not button.isEnabled() and not button.toolTip():
                found.add(f"{where}does not say why it rests: {button.text() or button.objectName()}")
        found |= {f"{where}an entry does not say why it rests: {words}" for words in _resting_in_silence(page)}
        for line in _seen(page, QLineEdit):
            if line.fontMetrics().horizontalAdvance(line.placeholderText()) > line.width() - _LINE_PADDING:
                found.add(f"{where}a hint is cut: {line.placeholderText()}")
        for label in _seen(page, QLabel):
            if not label.text() and label.pixmap().isNull() and _stands_in_a_column(label):
                found.add(f"{where}a hole: {label.objectName()}")
    assert "\n".join(sorted(found)) == ""


def _seen(page: QWidget, kind: type[Part]) -> Iterator[Part]:
    return (part for part in page.findChildren(kind) if part.isVisibleTo(page))


def _resting_in_silence(page: QWidget) -> Iterator[str]:
    for menu in filter(None, (button.menu() for button in _seen(page, QToolButton))):
        menu.aboutToShow.emit()
        for entry in menu.actions():
            rests = entry.isVisible() and not entry.isEnabled() and not entry.isSeparator()
            # Without a tool tip of its own an entry has its words for one.
            if rests and entry.text() != SAYS_SO and not (menu.toolTipsVisible() and entry.toolTip() != entry.text()):
                yield entry.text()


def _stands_in_a_column(label: QLabel) -> bool:
    parent = label.parentWidget()
    columns = parent.findChildren(QVBoxLayout) if parent is not None else []
    own = parent.layout() if parent is not None else None
    if isinstance(own, QBoxLayout):
        columns.append(own)  # type: ignore[arg-type]
    return any(
        column.indexOf(label) >= 0 and column.direction() is QBoxLayout.Direction.TopToBottom for column in columns
    )
