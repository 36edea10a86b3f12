"""The dialog port and the defect log."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, qWarning
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from pmedia_desktop.errors import Cancelled, EnvironmentProblem, InputError
from pmedia_desktop.gui.desk import Desk
from pmedia_desktop.gui.dialogs import Choice, Dialogs
from pmedia_desktop.gui.failures import LOG_NAME, Failures
from pmedia_desktop.gui.memory import WindowMemory
from pmedia_desktop.gui.tasks import Tasks
from pmedia_desktop.gui.theme import Theme
from tests.gui.queued_dialogs import QueuedDialogs

pytestmark = pytest.mark.usefixtures("theme")


def test_advice_says_what_happened_and_what_helps(dialogs: QueuedDialogs) -> None:
    dialogs.press_next("知道了")
    dialogs.advise(EnvironmentProblem("磁盘已满，", "请清理后再试。"))
    assert dialogs.shown == ["磁盘已满\n请清理后再试。"]


def test_the_answer_is_that_of_the_button_and_nothing_when_dismissed(dialogs: QueuedDialogs) -> None:
    choices = [Choice("keep", "保留"), Choice("drop", "不要了", destructive=True)]
    dialogs.press_next("不要了", "取消")
    assert dialogs.ask("还没填完", "", choices) == "drop"
    assert dialogs.ask("还没填完", "", choices) == ""


def test_cancel_stands_left_of_all_choices_and_the_first_of_them_at_the_right(qtbot: QtBot) -> None:
    seen: list[str] = []

    class Looking(Dialogs):
        def answer_message(self, box: QMessageBox) -> None:
            box.show()
            seen.extend(button.text() for button in sorted(box.buttons(), key=lambda button: button.x()))
            box.hide()

    Looking().ask("载入哪个区县的规定？", "", [Choice(name, name) for name in ("彭山区", "另一个区", "从文件…")])
    assert seen == ["取消", "从文件…", "另一个区", "彭山区"]


def test_a_path_in_a_heading_goes_to_the_next_line_instead_of_being_cut(qtbot: QtBot) -> None:
    overhang: list[int] = []

    class Looking(Dialogs):
        def answer_message(self, box: QMessageBox) -> None:
            box.show()
            label = box.findChild(QLabel, "qt_msgbox_label")
            room = QRect(0, 0, label.width(), 10_000)
            words = label.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), label.text())
            overhang.append(words.width() - label.width())
            box.hide()

    path = "D:\\pmedia-desktop-registers\\of-the-party-and-government-office\\unit-one\\register.db"
    Looking().advise(EnvironmentProblem(f"登记册正被另一个程序占用：{path}，", "请关闭它以后再试。"))
    assert overhang[0] <= 0


def test_one_trouble_is_told_once_however_many_answers_it_keeps_away(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[str] = []
    desk: list[Desk] = []

    class Again(QueuedDialogs):
        def answer_message(self, box: QMessageBox) -> None:
            told.append(box.text())
            if len(told) < 3:  # while the dialog is open, the next answer fails
                desk[0].answer_failure(EnvironmentProblem("登记册正被占用，", "请稍后再试。"))

    dialogs, tasks = Again(), Tasks()
    desk.append(Desk(tasks, dialogs, Failures(tmp_path, dialogs), WindowMemory(tmp_path)))
    desk[0].answer_failure(EnvironmentProblem("登记册正被占用，", "请稍后再试。"))
    assert told == ["登记册正被占用"]
    desk[0].answer_failure(EnvironmentProblem("登记册正被占用，", "请稍后再试。"))
    assert len(told) == 2
    tasks.close()


def test_the_details_of_a_defect_can_be_copied_without_closing_the_dialog(qtbot: QtBot, theme: Theme) -> None:
    seen: list[QMessageBox] = []

    class Looking(Dialogs):
        def answer_message(self, box: QMessageBox) -> None:
            seen.append(box)
            box.show()
            copy = next(button for button in box.buttons() if button.text() == "复制详细信息")
            assert isinstance(copy, QPushButton)
            copy.click()
            assert box.isVisible()
            box.hide()

    Looking().report_defect("Traceback: seven by nothing", Path("差错记录.log"))
    assert QApplication.clipboard().text() == "Traceback: seven by nothing"
    assert len(seen) == 1


def test_each_kind_of_failure_gets_its_own_answer(qtbot: QtBot, dialogs: QueuedDialogs, tmp_path: Path) -> None:
    tasks = Tasks()
    desk = Desk(tasks, dialogs, Failures(tmp_path, dialogs), WindowMemory(tmp_path))
    desk.answer_failure(Cancelled())
    assert dialogs.shown == []
    dialogs.press_next("知道了", "知道了", "关闭")
    desk.answer_failure(InputError("填错了，", "请改正。"))
    desk.answer_failure(EnvironmentProblem("打印机没有响应，", "请检查电源。"))
    desk.answer_failure(ValueError("a defect"))
    qtbot.waitUntil(lambda: len(dialogs.shown) == 3)
    assert "a defect" in dialogs.shown[2]
    assert not (tmp_path / LOG_NAME).read_text(encoding="utf-8").count("打印机")
    tasks.close()


def test_what_nobody_catches_is_logged_and_shown_from_any_thread(
    qtbot: QtBot, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    failures = Failures(tmp_path, dialogs)
    before = sys.excepthook
    stop = failures.watch()
    try:
        dialogs.press_next("关闭")
        thread = threading.Thread(target=lambda: [][0])
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(dialogs.shown) == 1)
        dialogs.press_next("关闭")
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("seven"), None)
        qtbot.waitUntil(lambda: len(dialogs.shown) == 2)
        qWarning("a word from Qt")
    finally:
        stop()
    assert sys.excepthook is before
    log = (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert "IndexError" in log
    assert "ZeroDivisionError: seven" in log
    assert "Qt: a word from Qt" in log


def test_the_log_begins_anew_when_it_has_grown_large(tmp_path: Path, dialogs: QueuedDialogs) -> None:
    failures = Failures(tmp_path, dialogs)
    (tmp_path / LOG_NAME).write_text("x" * 1_100_000, encoding="utf-8")
    failures.log("new")
    assert (tmp_path / LOG_NAME).stat().st_size < 1000
    assert (tmp_path / "差错记录.old.log").stat().st_size == 1_100_000


def test_a_folder_that_cannot_be_written_leaves_the_details_on_standard_error(
    tmp_path: Path, dialogs: QueuedDialogs, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    Failures(tmp_path / "file" / "folder", dialogs).log("the details")
    assert "the details" in capsys.readouterr().err
