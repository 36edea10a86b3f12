"""The window as a whole: what it loads before it is shown, where it leads, what it says when something fails."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from pmedia_desktop import app
from pmedia_desktop.app import close_window, make_window
from pmedia_desktop.gui.pages import sections
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.restore_guide import RestoreGuide
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.progress import Silent
from pmedia_desktop.register.folder_lock import LOCK_NAME
from pmedia_desktop.services.accounts import account_page, correct_account
from pmedia_desktop.services.backup.backups import back_up
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.services.prepared import Begun, FirstView, prepare
from pmedia_desktop.services.today import today_page
from tests.gui.conftest import TODAY, OpenWindow
from tests.gui.hands import click_words, find, let_go, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.register.handling import damaged_copy

#: Qt classes with so many enumerations that reading them takes as long as a tenth of the start.
_RICH = {
    "QtCore": ("Qt", "QUrl", "QFile", "QDir", "QStandardPaths"),
    "QtGui": ("QGradient", "QTextDocument", "QIcon", "QPainter", "QPixmap", "QKeySequence", "QInputMethodEvent"),
    "QtWidgets": ("QStyle", "QTableView", "QMessageBox", "QFileDialog", "QLineEdit", "QTabWidget"),
}
_HEAVY = (
    "PySide6.QtNetwork",
    "PySide6.QtSvg",
    "PySide6.QtUiTools",
    "_hashlib",
    "dataclasses",
    "datetime",
    "json",
    "multiprocessing",
    "pmedia_desktop.gui.icons",
    "pmedia_desktop.measures",
    "pmedia_desktop.model",
    "pmedia_desktop.register",
    "pmedia_desktop.services",
    "pmedia_desktop.vault",
    "queue",
    "tomllib",
    "sqlalchemy",
    "sqlite3",
    "reportlab",
    "keyring",
    "pypinyin",
    "chinese_calendar",
    "holidays",
    "pypdfium2",
)


def _started(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_window_is_shown_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from pmedia_desktop.app import run_window\n"
        "code = run_window(pathlib.Path(sys.argv[1]), exit_when_shown=True)\n"
        f"print(code, [name for name in sys.modules if name.startswith({_HEAVY!r})])\n"
        "others = {name.partition('.')[0] for name, module in sys.modules.items()\n"
        "          if 'site-packages' in (getattr(module, '__file__', None) or '')}\n"
        "ours = {'pmedia_desktop', 'editables', 'PySide6', 'shiboken6'}\n"
        "print(sorted(name for name in others - ours if not name.startswith('_')))\n"
        "import PySide6\n"
        f"for module, names in {_RICH!r}.items():\n"
        "    print([name for name in names if name in vars(getattr(PySide6, module))])\n"
    )
    assert _started(program, tmp_path / "new") == "0 []\n[]\n[]\n[]\n[]\n"
    assert not (tmp_path / "new").exists()


def test_what_was_prepared_is_on_the_screen_before_sqlalchemy_or_a_rule_is_imported(sample_folder: Path) -> None:
    office = open_office(sample_folder)
    prepare(office, (), Silent())
    office.close()
    program = (
        "import sys, pathlib\n"
        "from pmedia_desktop.app import run_window\n"
        "code = run_window(pathlib.Path(sys.argv[1]), exit_when_loaded=True)\n"
        "rooms = ('pmedia_desktop.measures', 'pmedia_desktop.register.tables', 'sqlalchemy')\n"
        "print(code, [name for name in sys.modules if name.startswith(rooms)])\n"
    )
    assert _started(program, sample_folder) == "0 []\n"
    assert not (sample_folder / LOCK_NAME).exists()


def test_what_was_prepared_gives_way_to_what_the_register_says_and_a_click_meanwhile_is_followed(
    qtbot: QtBot, theme: Theme, sample_folder: Path
) -> None:
    office = open_office(sample_folder, on=TODAY)
    view = FirstView("旧名称", "light", replace(today_page(office), groups=()), (Begun("开设新账号", "opening"),))
    office.close()
    prepared = [view]
    window = make_window(
        theme, sample_folder, lambda: open_office(sample_folder, on=TODAY), QueuedDialogs(), lambda: prepared.pop()
    )
    qtbot.addWidget(window)
    window.keep_theme()
    window.resize(1366, 768)
    window.show()
    with qtbot.waitSignal(window.loaded):
        window.load()
    said = texts(window)
    assert "旧名称" in said
    assert "接着填：开设新账号" in said
    assert "报送关停备案" not in said
    assert not find(window, QPushButton, "export_deadlines").isEnabled()
    with qtbot.waitSignal(window.settled):
        click_words(window.page("today"), "继续")
    assert window.here == Place("opening")
    window.go(Place("today"))
    settle(qtbot, window)
    said = texts(window)
    assert "旧名称" not in said
    assert "接着填" not in said
    assert "报送关停备案：示例镇微政务（微信公众号）" in said
    assert find(window, QPushButton, "export_deadlines").isEnabled()
    close_window(window)


def test_a_register_that_turns_out_damaged_is_explained_in_place_of_what_was_prepared(
    qtbot: QtBot, theme: Theme, sample_folder: Path
) -> None:
    office = open_office(sample_folder, on=TODAY)
    view = FirstView("示例镇", "light", today_page(office), ())
    office.close()
    (sample_folder / "register.db").write_text("这不是登记册" * 100, encoding="utf-8")
    window = make_window(
        theme, sample_folder, lambda: open_office(sample_folder, on=TODAY), QueuedDialogs(), lambda: view
    )
    qtbot.addWidget(window)
    window.show()
    window.load()
    qtbot.waitUntil(lambda: "登记册没有打开" in texts(window))
    assert not find(window, QListWidget, "places").isEnabled()
    settle(qtbot, window)
    close_window(window)


def test_the_program_leaves_by_itself_once_the_register_is_on_the_screen(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, threading\n"
        "from pmedia_desktop.app import run_window\n"
        "print(run_window(pathlib.Path(sys.argv[1]), exit_when_loaded=True))\n"
        "print([t.name for t in threading.enumerate() if t is not threading.main_thread()])\n"
    )
    assert _started(program, tmp_path) == "0\n[]\n"
    assert (tmp_path / "register.db").exists()
    assert not (tmp_path / LOCK_NAME).exists()


def test_the_lock_file_has_one_name() -> None:
    assert app.LOCK_NAME == LOCK_NAME


def test_the_navigation_leads_to_every_section_by_click_by_arrow_and_by_shortcut(
    qtbot: QtBot, window: app.Window
) -> None:
    places = find(window, QListWidget, "places")
    keys = [section.key for section in sections()]
    assert keys[0] == "today"
    for row, key in enumerate(keys):
        QTest.mouseClick(
            places.viewport(), Qt.MouseButton.LeftButton, pos=places.visualItemRect(places.item(row)).center()
        )
        settle(qtbot, window)
        assert window.here == Place(key)
    places.setFocus()
    QTest.keyClick(places, Qt.Key.Key_Up)
    settle(qtbot, window)
    assert window.here == Place(keys[-2])
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert window.here == Place("today")


def test_going_back_leads_where_the_user_came_from(qtbot: QtBot, window: app.Window) -> None:
    window.go(Place("accounts"))
    window.go(Place("account", 1))
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    assert window.here == Place("accounts")
    window.go_back()
    assert window.here == Place("today")
    window.go_back()
    assert window.here == Place("today")


def test_the_window_names_the_unit(window: app.Window) -> None:
    assert find(window, QLabel, "unitName").text() == "眉山市彭山区示例镇人民政府"


def test_a_register_that_cannot_be_opened_is_explained_and_tried_again(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    (tmp_path / "register.db").write_text("这不是登记册" * 100, encoding="utf-8")
    dialogs = QueuedDialogs()
    window = make_window(theme, tmp_path, lambda: open_office(tmp_path, create=True), dialogs)
    qtbot.addWidget(window)
    window.show()
    window.load()
    settle(qtbot, window)
    assert "登记册没有打开" in texts(window)
    assert not find(window, QListWidget, "places").isEnabled()
    (tmp_path / "register.db").unlink()
    again = next(button for button in window.findChildren(QPushButton) if button.text() == "再试一次")
    again.click()
    settle(qtbot, window)
    assert window.here == Place("first_start")
    close_window(window)


def test_a_backup_can_take_the_place_of_a_register_that_cannot_be_opened(
    qtbot: QtBot, theme: Theme, sample_folder: Path, tmp_path: Path
) -> None:
    office = open_office(sample_folder)
    backup = back_up(office, tmp_path).path
    office.close()
    (sample_folder / "register.db").write_text("这不是登记册" * 100, encoding="utf-8")
    dialogs = QueuedDialogs()
    register = app.RegisterOfWindow(sample_folder, None)
    window = make_window(theme, sample_folder, register.open, dialogs)
    qtbot.addWidget(window)
    window.show()
    window.load()
    settle(qtbot, window)
    assert "登记册没有打开" in texts(window)
    dialogs.choose_next(backup)
    (sample_folder / "backups").mkdir(exist_ok=True)
    click_words(window, "从备份恢复…")
    settle(qtbot, window)
    assert dialogs.began_in == [sample_folder / "backups"], "a folder that Windows hides; nobody finds it alone"
    guide = window.findChild(RestoreGuide)
    assert "没有可以比较的登记册" in texts(guide)
    click_words(guide, "恢复")
    settle(qtbot, window)
    assert window.here == Place("today")
    assert find(window, QLabel, "unitName").text() == "眉山市彭山区示例镇人民政府"
    close_window(window)
    register.release()


def test_a_damaged_register_offers_the_newest_whole_backup_and_what_can_still_be_read(
    qtbot: QtBot, theme: Theme, sample_folder: Path
) -> None:
    office = open_office(sample_folder)
    back_up(office)
    office.close()
    path = sample_folder / "register.db"
    damaged_copy(path, path)
    register = app.RegisterOfWindow(sample_folder, None)
    dialogs = QueuedDialogs()
    window = make_window(theme, sample_folder, register.open, dialogs)
    qtbot.addWidget(window)
    window.show()
    window.load()
    settle(qtbot, window)
    newest = next(one for one in window.findChildren(QPushButton) if one.text().startswith("用最近的备份恢复"))
    assert newest.isVisible()
    dialogs.press_next("知道了")
    click_words(window, "保存读得出的内容")
    settle(qtbot, window)
    assert "说不准" in dialogs.shown[-1]
    window.findChildren(RestoreGuide)[-1].reject()
    settle(qtbot, window)
    newest.click()
    settle(qtbot, window)
    click_words(window.findChildren(RestoreGuide)[-1], "恢复")
    settle(qtbot, window)
    assert window.here == Place("today")
    close_window(window)
    register.release()


def test_after_an_unclean_end_the_window_says_what_it_has_checked(
    qtbot: QtBot, theme: Theme, sample_folder: Path
) -> None:
    window = make_window(theme, sample_folder, lambda: open_office(sample_folder), QueuedDialogs())
    qtbot.addWidget(window)
    window.note_left_open()
    window.load()
    settle(qtbot, window)
    assert "上次没有正常退出" in window.statusBar().currentMessage()
    close_window(window)


def test_a_defect_on_a_page_gets_a_dialog_with_details_and_a_log_and_the_window_stays(
    qtbot: QtBot, window: app.Window, dialogs: QueuedDialogs, sample_folder: Path
) -> None:
    def work(_office: Office) -> None:
        raise ZeroDivisionError("seven by nothing")

    dialogs.press_next("关闭")
    window.desk.read(window, work, lambda _: None)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(dialogs.shown))
    assert "程序出了差错" in dialogs.shown[0]
    assert "ZeroDivisionError: seven by nothing" in dialogs.shown[0]
    assert "seven by nothing" in (sample_folder / "差错记录.log").read_text(encoding="utf-8")
    assert window.isVisible()


def test_what_changed_reaches_the_page_in_view_and_the_others_when_they_are_visited(
    qtbot: QtBot, window: app.Window
) -> None:
    window.go(Place("accounts"))
    settle(qtbot, window)
    window.go(Place("account", 1))
    settle(qtbot, window)
    page = account_page(window.desk.office, 1)
    window.desk.change(window, lambda office: correct_account(office, replace(page.account, name="改过的名称")))
    settle(qtbot, window)
    assert "改过的名称" in texts(window.page("account"))
    window.go(Place("accounts"))
    settle(qtbot, window)
    table = find(window.page("accounts"), QTableView, "table")
    model = table.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "改过的名称" in names


def test_a_window_that_comes_to_the_front_on_a_new_day_reads_again(qtbot: QtBot, window: app.Window) -> None:
    assert "2026年11月23日" in texts(window.page("today"))
    other = QLabel("另一个窗口")
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    window.desk.sit_down(replace(window.desk.office, fixed_day=TODAY + timedelta(days=1)))
    window.activateWindow()
    qtbot.waitUntil(lambda: "2026年11月24日" in texts(window.page("today")))


def test_the_window_fits_the_smallest_office_screen(qtbot: QtBot, open_window: OpenWindow, sample_folder: Path) -> None:
    deep = sample_folder.parent / "彭山示例镇人民政府办公室" / "政务新媒体账号管理资料" / "登记册与备份（请勿改名）"
    shutil.copytree(sample_folder, deep)
    window = open_window(deep)
    for entry in window.entries():
        if entry.key == "first_start":
            continue
        window.go(Place(entry.key, 1 if entry.takes else 0))
        settle(qtbot, window)
        # A page that needs more would be squeezed in its width, and scroll.
        needed = window.page(entry.key).minimumSizeHint()
        assert needed.width() + window.navigation.width() <= 1366, entry.key
        assert needed.height() + window.statusBar().height() <= 728, entry.key
        assert window.size().width() == 1366
        assert window.size().height() == 768


@pytest.mark.parametrize("folder_name", ["登记册 一", "päth with spaces"])
def test_the_window_opens_a_register_in_a_folder_of_any_name(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, folder_name: str
) -> None:
    window = open_window(tmp_path / folder_name)
    assert window.here == Place("first_start")
    let_go()


def test_the_window_remembers_its_size(qtbot: QtBot, open_window: OpenWindow, sample_folder: Path) -> None:
    window = open_window(sample_folder)
    window.resize(780, 700)
    window.close()
    again = open_window(sample_folder)
    assert again.restoreGeometry(again.desk.memory.geometry())
    assert again.size() == QSize(780, 700)
