"""载入区县规定 from the settings: nothing changes before it was shown and confirmed."""

from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.settings import read_settings
from tests.gui.hands import click_words, settle
from tests.gui.queued_dialogs import QueuedDialogs


def test_a_profile_is_chosen_shown_and_loaded_or_left(qtbot: QtBot, window: Window, dialogs: QueuedDialogs) -> None:
    window.go(Place("settings", 0, "terms"))
    settle(qtbot, window)
    name = "示例：统一5个工作日、两级审批"
    for answer, days in (("取消", 10), ("载入", 5)):
        dialogs.press_next(name)
        dialogs.press_next(answer)
        click_words(window, "载入区县规定…")
        settle(qtbot, window)
        qtbot.waitUntil(lambda answer=answer: len(dialogs.shown) >= (2 if answer == "取消" else 4))
        settle(qtbot, window)
        assert read_settings(window.desk.office).opening_days == days
    assert "关停备案期限（工作日）" not in dialogs.shown[1]  # 5 already
    assert "备案机关" in dialogs.shown[1]
