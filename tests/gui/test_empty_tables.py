"""An empty table says what belongs there and how it comes there."""

from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.empty import EmptyWords
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table


def test_the_words_stand_in_the_table_as_long_as_it_is_empty(qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    model: RowsModel[str] = RowsModel((Column("名称", str),))
    set_up_table(table, model, "附件")
    EmptyWords(table, "还没有附件。")
    table.resize(400, 300)
    table.show()
    words = table.viewport().findChild(QLabel)
    assert words is not None
    assert not words.isVisible()  # nobody has looked yet
    model.show([])
    assert words.isVisible()
    assert words.width() == table.viewport().width()
    model.show(["批示.pdf"])
    assert not words.isVisible()
    model.show([])
    assert words.isVisible()
