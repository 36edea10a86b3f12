"""The next start's first page is prepared once the window has come to rest, and again after a change."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui import preparing
from pmedia_desktop.gui.tasks import Lane
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.accounts import correct_account
from pmedia_desktop.services.backup.backups import back_up
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.prepared import PREPARED_NAME, read_prepared
from tests.gui.conftest import TODAY
from tests.gui.hands import settle

#: Several days are worked out; a slow PC takes its time.
_PATIENCE = 30_000


def test_at_rest_the_first_page_is_prepared_and_after_a_change_anew(
    qtbot: QtBot, window: Window, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "_REST_MILLISECONDS", 10)
    at_rest = preparing.Preparing(window.desk, window)
    qtbot.waitUntil(lambda: read_prepared(sample_folder, TODAY) is not None, timeout=_PATIENCE)
    account = snapshot(window.desk.office).accounts[0]
    window.desk.change(at_rest, lambda office: correct_account(office, replace(account, name="示例镇新名称")))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "示例镇新名称" in (sample_folder / PREPARED_NAME).read_text("utf-8"), timeout=_PATIENCE)
    assert read_prepared(sample_folder, TODAY) is not None


def test_a_backup_made_meanwhile_does_not_leave_the_page_stale(
    qtbot: QtBot, window: Window, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "_REST_MILLISECONDS", 10)
    at_rest = preparing.Preparing(window.desk, window)
    qtbot.waitUntil(lambda: read_prepared(sample_folder, TODAY) is not None, timeout=_PATIENCE)
    written: list[bool] = []
    window.desk.tasks.run(
        Lane.WRITE,
        lambda _progress: back_up(window.desk.office),
        at_rest,
        lambda _made: written.append(read_prepared(sample_folder, TODAY) is None),
        window.desk.answer_failure,
    )
    qtbot.waitUntil(lambda: bool(written), timeout=_PATIENCE)
    assert written == [True], "the register has changed"
    qtbot.waitUntil(lambda: read_prepared(sample_folder, TODAY) is not None, timeout=_PATIENCE)
