"""导入: chosen or dropped, looked at row by row, corrected, taken in as a whole and taken back as a whole."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.pages.importing import ImportingPage
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.drafts import read_draft
from pmedia_desktop.services.office import snapshot
from tests.exchange.books import rows
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

LINES = (
    ("示例镇政务新媒体台账",),
    ("序号", "新媒体名称", "类别", "账号ID", "管理员", "联系电话"),
    (1, "平安示例", "快手", "ks1", "王五", "13900000000"),
    (2, "示例镇发布", "新浪微博", "7300000001", "", ""),
    (3, "示例镇头条", "今日头条", 1.2e17, "", ""),
    ("合计", 3),
)


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> ImportingPage:
    window.go(Place("accounts"))
    settle(qtbot, window)
    click(window.page("accounts"), "import_table")
    settle(qtbot, window)
    found = window.page("importing")
    assert isinstance(found, ImportingPage)
    return found


def choose(qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, file: Path) -> None:
    dialogs.choose_next(file)
    click(page, "choose")
    settle(qtbot, window)


def column(page: ImportingPage, table: str, number: int) -> list[str]:
    model = find(page, QTableView, table).model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def drop(page: ImportingPage, *files: Path) -> None:
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    common: tuple[Any, ...] = (what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), Qt.DropAction.CopyAction, *common)
    page.dragEnterEvent(entering)
    assert entering.isAccepted()
    page.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, *common))


def test_a_file_is_looked_at_row_by_row_and_written_only_by_the_button(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    before = snapshot(window.desk.office)
    choose(qtbot, window, page, dialogs, rows(tmp_path / "台账.xlsx", *LINES))
    assert column(page, "rows", 1) == ["平安示例", "示例镇发布", "示例镇头条"]
    assert column(page, "rows", 2) == ["快手", "新浪微博", "今日头条"]
    assert column(page, "rows", 3) == ["新增", "不变", "不收"]
    assert "科学计数" in column(page, "rows", 4)[2]
    assert snapshot(window.desk.office) == before
    click(page, "import_now")
    settle(qtbot, window)
    assert "已导入“台账.xlsx”：新增1，修改0，不变1，不收1；表里写到的人员新登记1人" in texts(page)
    assert len(snapshot(window.desk.office).accounts) == len(before.accounts) + 1
    assert column(page, "done_table", 0) == ["台账.xlsx"]


def test_an_import_is_taken_back_by_its_files_name(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    before = snapshot(window.desk.office)
    choose(qtbot, window, page, dialogs, rows(tmp_path / "台账.xlsx", *LINES))
    click(page, "import_now")
    settle(qtbot, window)
    dialogs.press_next("撤回")
    click(page, "undo")
    settle(qtbot, window)
    assert "撤回“台账.xlsx”的导入" in dialogs.shown[-1]
    after = snapshot(window.desk.office)
    assert (after.accounts, after.people) == (before.accounts, before.people)
    assert column(page, "done_table", 5) == ["已撤回"]
    assert not find(page, QPushButton, "undo").isEnabled()


def test_only_the_refused_rows_can_be_looked_at(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    choose(qtbot, window, page, dialogs, rows(tmp_path / "台账.xlsx", *LINES))
    fill(page, "outcome", "不收")
    assert column(page, "rows", 1) == ["示例镇头条"]
    find(page, QTableView, "rows").selectRow(0)
    assert "请把这一列设为文本格式" in texts(page)


def test_a_column_is_corrected_and_another_gives_the_field_up(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    lines = (("名称", "平台", "账号ID", "内部编号"), ("平安示例", "快手", "错的", "ks1"))
    choose(qtbot, window, page, dialogs, rows(tmp_path / "a.xlsx", *lines))
    find(page, QTabWidget, "tabs").setCurrentIndex(1)
    fill(page, "column_内部编号", "账号ID")
    settle(qtbot, window)
    click(page, "import_now")
    settle(qtbot, window)
    account = next(one for one in snapshot(window.desk.office).accounts if one.name == "平安示例")
    assert account.platform_id == "ks1"
    choose(qtbot, window, page, dialogs, rows(tmp_path / "b.xlsx", *lines))
    assert column(page, "rows", 3) == ["不变"], "the correction is remembered for these headings"


def test_a_table_that_is_not_recognised_is_named_by_hand(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    choose(qtbot, window, page, dialogs, rows(tmp_path / "a.xlsx", ("叫啥", "在哪"), ("平安示例", "快手")))
    assert "没有认出" in texts(page)
    assert not find(page, QPushButton, "import_now").isEnabled()
    fill(page, "kind", "账号")
    settle(qtbot, window)
    fill(page, "column_叫啥", "账号名称")
    settle(qtbot, window)
    fill(page, "column_在哪", "平台")
    settle(qtbot, window)
    find(page, QTabWidget, "tabs").setCurrentIndex(0)
    assert column(page, "rows", 3) == ["新增"]


def test_what_a_platform_exports_asks_whose_it_is(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    file = tmp_path / "抖音评论.csv"
    file.write_text("评论时间,用户昵称,评论内容\n2026-11-20 20:15,小雨,路灯坏了，请修", "gbk")
    choose(qtbot, window, page, dialogs, file)
    assert not find(page, QPushButton, "import_now").isEnabled()
    assert "没有写账号的行，都是" in texts(page)
    fill(page, "account", "示例镇发布（抖音）")
    settle(qtbot, window)
    assert find(page, QPushButton, "import_now").text() == "导入1项"
    click(page, "import_now")
    settle(qtbot, window)
    with window.desk.office.register.read() as reader:
        (message,) = reader.messages()
        assert reader.account(message.account_id or 0).platform == "douyin"


def test_a_neighbours_ledger_is_refused_until_it_is_said_to_be_the_units(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    lines = (("主办单位", "名称", "平台"), ("示例乡人民政府", "平安示例", "快手"))
    choose(qtbot, window, page, dialogs, rows(tmp_path / "台账.xlsx", *lines))
    assert column(page, "rows", 3) == ["不收"]
    assert "主办单位写的是“示例乡人民政府”，不是本单位" in column(page, "rows", 4)[0]
    assert not find(page, QPushButton, "import_now").isEnabled()
    fill(page, "unit", "“示例乡人民政府”的照收")
    settle(qtbot, window)
    assert column(page, "rows", 3) == ["新增"]
    assert find(page, QPushButton, "import_now").text() == "导入1项"


def test_a_file_may_be_dropped_and_only_one_at_a_time(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    file = rows(tmp_path / "台账.xlsx", *LINES)
    dialogs.press_next("知道了")
    drop(page, file, file)
    assert "一次看一个文件" in dialogs.shown[-1]
    drop(page, file)
    settle(qtbot, window)
    assert column(page, "rows", 3) == ["新增", "不变", "不收"]


def test_a_bad_file_is_explained_and_nothing_is_lost(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    file = tmp_path / "坏.xlsx"
    file.write_bytes(b"PK\x03\x04 not a workbook")
    dialogs.press_next("知道了")
    choose(qtbot, window, page, dialogs, file)
    assert "另存为xlsx" in dialogs.shown[-1]
    assert find(page, QPushButton, "choose").isVisible()


def test_a_half_done_import_is_there_again_after_a_restart(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path, open_window: OpenWindow
) -> None:
    choose(qtbot, window, page, dialogs, rows(tmp_path / "台账.xlsx", *LINES))
    qtbot.waitUntil(lambda: read_draft(window.desk.office, "guide.importing") is not None, timeout=5_000)
    again = open_window(window.desk.office.folder)
    again.go(Place("importing"))
    settle(qtbot, again)
    shown = again.page("importing")
    assert isinstance(shown, ImportingPage)
    assert column(shown, "rows", 3) == ["新增", "不变", "不收"]


def test_what_changed_elsewhere_is_looked_at_again_before_it_is_written(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    choose(qtbot, window, page, dialogs, rows(tmp_path / "台账.xlsx", *LINES))
    window.go(Place("people", 0, "new"))
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "name", "王五")
    click(dialog, "save")
    settle(qtbot, window)
    window.go(Place("importing"))
    settle(qtbot, window)
    click(page, "import_now")
    settle(qtbot, window)
    assert "已导入" in texts(page)
    assert "新登记" not in texts(page), "王五 is known by now"


def test_the_first_start_leads_to_the_import(qtbot: QtBot, open_window: OpenWindow, empty_folder: Path) -> None:
    window = open_window(empty_folder)
    start = window.page("first_start")
    fill(start, "full_name", "彭山区示例镇人民政府")
    click(start, "next")
    fill(start, "principal_name", "赵一")
    fill(start, "clerk_name", "钱二")
    fill(start, "clerk_phone", "028-37600000")
    click(start, "next")
    settle(qtbot, window)
    click(start, "import_table")
    settle(qtbot, window)
    assert window.here == Place("importing")


def test_other_units_files_are_collected_into_a_workbook(
    qtbot: QtBot, window: Window, page: ImportingPage, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    before = snapshot(window.desk.office)
    folder, out = tmp_path / "报来的", tmp_path / "汇总.xlsx"
    folder.mkdir()
    rows(folder / "民政局.xlsx", ("账号名称", "平台"), ("彭山民政", "微信公众号"))
    dialogs.choose_next(folder)
    dialogs.choose_next(out)
    click(page, "collect")
    settle(qtbot, window)
    assert out.exists()
    assert "1个文件，1个单位，1个账号" in texts(page)
    assert snapshot(window.desk.office) == before
