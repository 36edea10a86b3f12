"""Each account has its own half-filled guide: nothing typed about one reaches another."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.services.accounts import change_account, register_account
from pmedia_desktop.services.drafts import list_drafts
from pmedia_desktop.services.filing.guidance import guide_choices
from pmedia_desktop.services.office import snapshot
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, fill, find, pause, press_key, settle
from tests.gui.held import held
from tests.gui.queued_dialogs import QueuedDialogs

_DOUYIN, _WEIBO, _WECHAT, _VIDEO = 1, 2, 3, 4


def _visit(qtbot: QtBot, window: Window, key: str, record: int = 0) -> Page:
    window.go(Place(key, record))
    settle(qtbot, window)
    return window.page(key)


def _here(guide: Page) -> str:
    return find(guide, QStackedWidget, "stack").currentWidget().accessibleName()


def _typed(guide: Page) -> dict[str, object]:
    return guide.form.typed()  # type: ignore[attr-defined,no-any-return]


def test_a_second_closure_begins_at_the_first_step_with_nothing_of_the_first(
    qtbot: QtBot, window: Window, open_window: OpenWindow
) -> None:
    guide = _visit(qtbot, window, "closing", _WEIBO)
    click(guide, "next")
    fill(guide, "reason", "微博没有人维护")
    other = _visit(qtbot, window, "closing", _VIDEO)
    assert other is guide
    assert _here(guide) == "选择账号"
    assert (_typed(guide)["account_id"], _typed(guide)["reason"]) == (_VIDEO, "")
    click(guide, "next")
    fill(guide, "reason", "视频号没有人维护")
    _visit(qtbot, window, "closing", _WEIBO)
    assert _typed(guide)["reason"] == "微博没有人维护"
    _visit(qtbot, window, "today")
    again = open_window(window.desk.office.folder)
    assert _typed(_visit(qtbot, again, "closing", _VIDEO))["reason"] == "视频号没有人维护"
    assert _typed(_visit(qtbot, again, "closing", _WEIBO))["reason"] == "微博没有人维护"


def test_choosing_another_account_in_the_guide_keeps_the_texts_apart(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "closing", _WEIBO)
    fill(guide, "reason", "微博没有人维护")
    offered = next(title for account, title in guide_choices(window.desk.office).to_close if account.id == _VIDEO)
    fill(guide, "account_id", offered)
    settle(qtbot, window)
    assert _typed(guide)["reason"] == ""
    assert _typed(guide)["account_id"] == _VIDEO


def test_a_new_account_keeps_what_was_typed_while_an_older_one_is_filed(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening")
    fill(guide, "platform", "快手")
    fill(guide, "name", "示例镇新号")
    fill(guide, "consultation_with", "区政府办")
    _visit(qtbot, window, "opening", _VIDEO)
    assert _typed(guide)["consultation_with"] == ""
    assert _typed(guide)["name"] == "示例镇视频号"
    fill(guide, "account_id", "新账号")
    settle(qtbot, window)
    values = _typed(guide)
    assert (values["account_id"], values["name"], values["platform"]) == (0, "示例镇新号", "kuaishou")
    assert values["platform_id"] == ""


def test_a_guide_that_nothing_was_typed_into_keeps_no_draft(qtbot: QtBot, window: Window) -> None:
    _visit(qtbot, window, "opening", _VIDEO)
    _visit(qtbot, window, "closing", _WEIBO)
    pause(qtbot, window)
    assert not list_drafts(window.desk.office)


def test_a_guide_can_be_finished_after_the_register_was_locked(
    qtbot: QtBot, impatient: None, window: Window, dialogs: QueuedDialogs
) -> None:
    guide = _visit(qtbot, window, "closing", _WEIBO)
    for _ in range(2):
        click(guide, "next")
        settle(qtbot, window)
    with held(window.desk.office.folder):
        dialogs.press_next("知道了")
        click(guide, "finish")
        settle(qtbot, window)
    click(guide, "finish")
    settle(qtbot, window)
    assert snapshot(window.desk.office).filings[-1].account_id == _WEIBO


@pytest.mark.parametrize("state", [AccountState.FROZEN, AccountState.CANCELLED, AccountState.DELETED])
def test_an_account_that_is_gone_without_a_filing_can_be_filed_afterwards(
    qtbot: QtBot, window: Window, state: AccountState
) -> None:
    account = Account(platform="kuaishou", name="示例镇旧号", platform_id="old", state=state)
    known = register_account(window.desk.office, account).value
    guide = _visit(qtbot, window, "closing", known.id)
    assert _typed(guide)["account_id"] == known.id


def _really_changed(qtbot: QtBot, window: Window, **changed: object) -> None:
    account = snapshot(window.desk.office).account(_VIDEO)
    assert account is not None
    renamed = replace(account, **changed)  # type: ignore[arg-type]
    window.desk.change(
        window, lambda office: change_account(office, renamed, date(2026, 11, 20), "换人"), lambda _done: None
    )
    settle(qtbot, window)


def _finish(qtbot: QtBot, window: Window, guide: Page) -> None:
    while find(guide, QWidget, "next").isVisible():
        click(guide, "next")
        settle(qtbot, window)
    click(guide, "finish")
    settle(qtbot, window)


@pytest.mark.parametrize("stays_open", [True, False], ids=["the window stays open", "the program was started again"])
def test_a_half_filled_guide_takes_back_nothing_that_was_changed_since(
    qtbot: QtBot, window: Window, open_window: OpenWindow, stays_open: bool
) -> None:
    guide = _visit(qtbot, window, "opening", _VIDEO)
    click(guide, "next")
    fill(guide, "purpose", "发布政务信息")
    _visit(qtbot, window, "accounts")
    _really_changed(qtbot, window, name="改名以后", platform_id="NEWID", holder_id=4)
    again = window if stays_open else open_window(window.desk.office.folder)
    guide = _visit(qtbot, again, "opening", _VIDEO)
    assert (_typed(guide)["purpose"], _typed(guide)["name"]) == ("发布政务信息", "改名以后")
    _finish(qtbot, again, guide)
    known = snapshot(again.desk.office).account(_VIDEO)
    assert known is not None
    assert (known.name, known.platform_id, known.holder_id) == ("改名以后", "NEWID", 4)
    assert known.purpose == "发布政务信息"


def test_a_guide_says_which_of_its_own_texts_the_register_has_overtaken(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs
) -> None:
    guide = _visit(qtbot, window, "opening", _VIDEO)
    fill(guide, "name", "我想的名称")
    _visit(qtbot, window, "accounts")
    _really_changed(qtbot, window, name="改名以后")
    dialogs.press_next("知道了")
    guide = _visit(qtbot, window, "opening", _VIDEO)
    assert _typed(guide)["name"] == "改名以后"
    assert "我想的名称" in dialogs.shown[-1]


def test_enter_goes_on_and_the_first_field_has_the_focus(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening")
    assert guide.focusWidget() is find(guide, QWidget, "account_id")
    fill(guide, "platform", "快手")
    fill(guide, "name", "示例镇新号")
    line = find(guide, QLineEdit, "name")
    line.setFocus()
    press_key(line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert _here(guide) == "账号情况"
    assert guide.focusWidget() is find(guide, QPlainTextEdit, "purpose")


@pytest.mark.parametrize("key", ["opening", "closing"])
def test_the_pages_of_a_guide_are_no_tab_stops(qtbot: QtBot, window: Window, key: str) -> None:
    guide = _visit(qtbot, window, key)
    stops = [
        area.objectName() for area in guide.findChildren(QScrollArea) if area.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert not stops


def test_a_guide_asks_only_what_applies(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening")
    rare = ("platform_detail", "contractor", "domain", "icp_number")
    assert [name for name in rare if not find(guide, QLineEdit, name).isHidden()] == []
    fill(guide, "platform", "移动客户端")
    assert not find(guide, QLineEdit, "icp_number").isHidden()
    fill(guide, "operation", "委托")
    assert not find(guide, QLineEdit, "contractor").isHidden()
    guide = _visit(qtbot, window, "closing", _WEIBO)
    assert find(guide, QLineEdit, "login_note").isHidden()
    fill(guide, "login_way", "发函")
    assert not find(guide, QLineEdit, "login_note").isHidden()
