"""A record's own history, out of the context menu of the table in which it stands."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.table_export import TableExport
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.people import save_person
from tests.gui.hands import find, open_dialog, settle, texts


def offers(table: QTableView) -> list[QAction]:
    export = table.findChild(TableExport)
    assert export is not None
    return export.context_actions()


def offered(table: QTableView) -> list[str]:
    return [action.text() for action in offers(table)]


def test_what_a_person_was_before_is_read_beside_what_it_is(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    person = snapshot(office).people[0]
    save_person(office, replace(person, post="旧职务"))
    save_person(office, replace(person, post="新职务"))
    window.go(Place("people"))
    settle(qtbot, window)
    table = find(window.page("people"), QTableView, "table")
    names = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    table.selectRow(names.index(person.name))
    export = table.findChild(TableExport)
    assert export is not None
    export.context_actions()[0].trigger()
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    rows = find(dialog, QTableView, "table").model()
    assert rows.rowCount() >= 2
    assert "旧职务" in rows.index(0, 4).data()
    assert "新职务" in rows.index(0, 4).data()
    assert person.name in texts(dialog)
    find(dialog, QPushButton, "close").click()


def test_without_a_chosen_row_the_entry_rests_and_says_why(qtbot: QtBot, window: Window) -> None:
    window.go(Place("people"))
    settle(qtbot, window)
    table = find(window.page("people"), QTableView, "table")
    for chosen in (True, False):
        table.selectRow(0) if chosen else table.clearSelection()
        table.customContextMenuRequested.emit(table.rect().center())
        entry = offers(table)[0]
        assert (entry.isEnabled(), entry.toolTip() == "先在表里选一行。") == (chosen, not chosen)
        QApplication.activePopupWidget().close()


@pytest.mark.parametrize("page", ["people", "messages", "custody"])
def test_it_is_offered_on_a_right_click(qtbot: QtBot, window: Window, page: str) -> None:
    window.go(Place(page))
    settle(qtbot, window)
    assert offered(find(window.page(page), QTableView, "table")) == ["修改记录…", "导出为Excel表格…", "导出为csv…"]
