"""The manual's scenes: each shows the step it is named after, filled, on the sample register."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QTableView, QWidget

from pmedia_desktop.gui.help.scenes import SCENES, Stage
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.pictured import Pictured, make_pictured
from tests.gui.conftest import TODAY, OpenWindow
from tests.gui.hands import find, texts


@pytest.fixture
def pictured(sample_folder: Path, tmp_path: Path) -> Pictured:
    def make() -> Pictured:
        office = open_office(sample_folder, on=TODAY)
        try:
            return make_pictured(office, tmp_path)
        finally:
            office.close()

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(make).result()


def rows(shown: QWidget) -> list[str]:
    """Return the rows of the table in view, the cells of one joined."""
    [table] = [table for table in shown.findChildren(QTableView) if table.isVisible()]
    model = table.model()
    columns = range(model.columnCount(QModelIndex()))
    return [" ".join(str(model.index(row, at).data()) for at in columns) for row in range(model.rowCount())]


def test_every_scene_shows_its_step_filled(open_window: OpenWindow, sample_folder: Path, pictured: Pictured) -> None:
    window = open_window(sample_folder, TODAY)
    stage = Stage(window, pictured)

    assert SCENES["opening-filled"](stage) is window
    assert "第四条要求不同平台上的名称原则上保持一致" in texts(window.page("opening"))

    SCENES["closing-facts"](stage)
    assert find(window.page("closing"), QLineEdit, "successor").text() == "示例镇发布（微博）"
    assert find(window.page("closing"), QLineEdit, "successor").isVisible()

    SCENES["importing-ledger"](stage)
    looked = rows(window.page("importing"))
    assert [next(word for word in ("新增", "修改", "不变", "不收") if word in row) for row in looked] == [
        "修改",
        "不变",
        "修改",
        "新增",
        "新增",
        "不收",
    ]

    SCENES["handing_over-items"](stage)
    assert len(rows(window.page("handing_over"))) == 2

    SCENES["leaving_list-person"](stage)
    assert rows(window.page("leaving_list"))

    SCENES["settings-backups"](stage)
    assert str(sample_folder) not in texts(window.page("settings"))

    guide = SCENES["restoring"](stage)
    assert [row for row in rows(guide) if "何玥" in row and "没有了" in row]
    guide.close()
    assert all(paper.startswith(b"\x89PNG") for paper in pictured.papers.values())
