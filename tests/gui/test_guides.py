"""The guides for opening, change and closure: what they ask, what they say, what they keep, where they end."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.filing import ApprovalForm, ClosureReason, FilingKind, FilingState, LoginWay
from pmedia_desktop.services.drafts import read_draft
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.settings import read_settings, save_settings
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, click_words, fill, find, open_dialog, pause, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

#: Accounts of the sample.
_DOUYIN, _WEIBO, _WECHAT, _VIDEO = 1, 2, 3, 4


def _visit(qtbot: QtBot, window: Window, key: str, record: int = 0) -> Page:
    window.go(Place(key, record))
    settle(qtbot, window)
    return window.page(key)


def _here(guide: Page) -> str:
    return find(guide, QStackedWidget, "stack").currentWidget().accessibleName()


def _next(qtbot: QtBot, window: Window, guide: Page) -> None:
    click(guide, "next")
    settle(qtbot, window)


def test_an_opening_goes_from_platform_and_name_to_the_drafted_filing(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening")
    fill(guide, "platform", "快手")
    fill(guide, "name", "示例镇发布")
    fill(guide, "platform_id", "slz511403")
    _next(qtbot, window, guide)
    assert _here(guide) == "账号情况"
    fill(guide, "purpose", "发布本镇政务信息")
    fill(guide, "certification", "未认证")
    _next(qtbot, window, guide)
    fill(guide, "holder_id", "陈")
    _next(qtbot, window, guide)
    fill(guide, "reason", "方便群众")
    fill(guide, "event_on", "2026-11-19")
    fill(guide, "approval_form", "会议纪要")
    fill(guide, "approval_on", "11-17")
    fill(guide, "consultation_with", "区政府办")
    click(guide, "finish")
    settle(qtbot, window)
    known = snapshot(window.desk.office)
    filing = known.filings[-1]
    account = known.account(filing.account_id)
    assert account is not None
    assert window.here == Place("filing", filing.id)
    assert window.page("filing").isAncestorOf(window.focusWidget()) or window.page("filing").hasFocus()
    assert (account.platform, account.name, account.platform_id) == ("kuaishou", "示例镇发布", "slz511403")
    assert (account.state, account.opened_on) == (AccountState.NORMAL, date(2026, 11, 19))
    assert account.subject == "眉山市彭山区示例镇人民政府"
    assert (filing.kind, filing.state, filing.reason) == (FilingKind.OPENING, FilingState.DRAFT, "方便群众")
    assert (filing.approval.form, filing.approval.on) == (ApprovalForm.MINUTES, date(2026, 11, 17))
    assert filing.approval.by == "王䶮"
    assert filing.consultation.with_whom == "区政府办"


@pytest.mark.parametrize(("key", "term"), [("opening", 7), ("changing", 8), ("closing", 9)])
def test_a_guide_names_the_terms_of_the_units_own_district(qtbot: QtBot, window: Window, key: str, term: int) -> None:
    window.go(Place("today"))
    settle(qtbot, window)
    office = window.desk.office
    save_settings(office, replace(read_settings(office), opening_days=7, change_days=8, closure_days=9))
    guide = _visit(qtbot, window, key)
    assert f"并在{term}个工作日内" in texts(guide)
    assert "{days}" not in texts(guide)


def test_the_guide_does_not_go_on_without_platform_and_name(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening")
    _next(qtbot, window, guide)
    assert "还没有选择平台" in find(guide, QLabel, "problem").text()
    fill(guide, "platform", "抖音")
    _next(qtbot, window, guide)
    assert "还没有填写账号名称" in find(guide, QLabel, "problem").text()
    assert _here(guide) == "平台和名称"


def test_a_wechat_official_account_is_asked_for_the_superiors_document_others_are_not(
    qtbot: QtBot, window: Window
) -> None:
    guide = _visit(qtbot, window, "opening")
    assert "上级依据" not in texts(find(guide, QWidget, "guide_steps"))
    fill(guide, "platform", "微信公众号")
    fill(guide, "name", "示例镇发布")
    pause(qtbot, window)
    assert "上级依据" in texts(find(guide, QWidget, "guide_steps"))
    assert "第五条" in texts(find(guide, QWidget, "advice"))
    _next(qtbot, window, guide)
    assert _here(guide) == "上级依据"


def test_a_second_account_on_one_platform_is_spoken_of_while_it_is_typed(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening")
    fill(guide, "platform", "抖音")
    fill(guide, "name", "示例镇发布")
    pause(qtbot, window)
    assert "同一平台原则上只开设一个账号" in texts(find(guide, QWidget, "advice"))


def test_a_half_filled_guide_is_there_again_after_a_restart(
    qtbot: QtBot, open_window: OpenWindow, window: Window
) -> None:
    guide = _visit(qtbot, window, "opening")
    fill(guide, "platform", "微信公众号")
    fill(guide, "name", "示例镇䶮发布")
    fill(guide, "event_on", "下周")
    window.go(Place("today"))
    settle(qtbot, window)
    again = open_window(window.desk.office.folder)
    guide = _visit(qtbot, again, "opening")
    assert guide.form.typed()["name"] == "示例镇䶮发布"
    assert guide.form.typed()["platform"] == "wechat_official"
    assert guide.form.typed()["event_on"] == "下周"


def test_a_guide_given_up_keeps_nothing(qtbot: QtBot, window: Window, dialogs: QueuedDialogs) -> None:
    guide = _visit(qtbot, window, "opening")
    fill(guide, "name", "写错了")
    dialogs.press_next("取消")
    click(guide, "drop")
    assert guide.form.typed()["name"] == "写错了"
    dialogs.press_next("丢掉")
    click(guide, "drop")
    settle(qtbot, window)
    assert guide.form.typed()["name"] == ""
    assert read_draft(window.desk.office, "guide.opening") is None


def test_a_day_that_is_none_is_shown_on_the_page_where_it_was_typed(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening")
    fill(guide, "platform", "抖音")
    fill(guide, "name", "示例镇发布")
    for _ in range(3):
        _next(qtbot, window, guide)
    fill(guide, "event_on", "下周")
    click(guide, "finish")
    settle(qtbot, window)
    assert _here(guide) == "事由和批准"
    assert "不是日期" in find(guide, QLabel, "problem").text()
    fill(guide, "event_on", "2026-11-20")
    click(guide, "finish")
    settle(qtbot, window)
    assert window.here is not None
    assert window.here.page == "filing"


def test_an_older_account_is_filed_afterwards_with_what_is_known_of_it(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "opening", _VIDEO)
    values = guide.form.typed()
    assert (values["name"], values["platform_id"]) == ("示例镇视频号", "sphSLZ01")
    fill(guide, "homepage", "https://example.cn/sph")
    while find(guide, QPushButton, "next").isVisible():
        _next(qtbot, window, guide)
    click(guide, "finish")
    settle(qtbot, window)
    known = snapshot(window.desk.office)
    filing = known.filings[-1]
    assert (filing.account_id, filing.kind) == (_VIDEO, FilingKind.OPENING)
    account = known.account(_VIDEO)
    assert account is not None
    assert (account.homepage, account.state) == ("https://example.cn/sph", AccountState.NORMAL)


def test_a_closure_says_what_freezes_and_ends_in_its_filing(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "closing", _WEIBO)
    assert "示例镇发布" in texts(find(guide, QWidget, "advice"))
    _next(qtbot, window, guide)
    fill(guide, "closure_reason", "无力维护")
    fill(guide, "reason", "人员调整，无力维护")
    fill(guide, "successor", "区政府网站")
    _next(qtbot, window, guide)
    fill(guide, "login_way", "发函平台办理")
    fill(guide, "login_note", "管理员离职，密码遗失")
    click(guide, "finish")
    settle(qtbot, window)
    filing = snapshot(window.desk.office).filings[-1]
    assert window.here == Place("filing", filing.id)
    closure = filing.closure
    assert closure is not None
    assert (filing.account_id, filing.kind, filing.reason) == (_WEIBO, FilingKind.CLOSURE, "人员调整，无力维护")
    assert (closure.reason, closure.successor) == (ClosureReason.UNMAINTAINED, "区政府网站")
    assert (closure.login_way, closure.login_note) == (LoginWay.LETTER_TO_PLATFORM, "管理员离职，密码遗失")
    assert closure.followers == 3260


def test_a_closure_asks_which_account_first(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "closing")
    _next(qtbot, window, guide)
    assert "还没有选择账号" in find(guide, QLabel, "problem").text()


def test_an_account_whose_closure_is_under_way_is_not_offered_again(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "closing")
    box = find(guide, QWidget, "account_id")
    offered = [box.itemText(number) for number in range(box.count())]  # type: ignore[attr-defined]
    assert not [words for words in offered if "微政务" in words]
    assert [words for words in offered if "视频号" in words]


def test_the_freeze_is_foretold_from_the_followers(qtbot: QtBot, window: Window) -> None:
    from pmedia_desktop.model.account import Account
    from pmedia_desktop.services.accounts import register_account

    known = register_account(
        window.desk.office, Account(platform="wechat_official", name="示例镇旧号", platform_id="old", followers=860)
    ).value
    guide = _visit(qtbot, window, "closing", known.id)
    assert "第五条" in texts(find(guide, QWidget, "advice"))
    for _ in range(2):
        _next(qtbot, window, guide)
    assert "冻结约7天" in find(guide, QLabel, "freeze_note").text()
    fill(guide, "followers", "20000")
    settle(qtbot, window)
    assert "冻结约30天" in find(guide, QLabel, "freeze_note").text()


def test_a_change_is_entered_at_the_account_and_drafts_its_filing(qtbot: QtBot, window: Window) -> None:
    guide = _visit(qtbot, window, "changing")
    assert "正在办理的变更备案" in texts(guide)
    buttons = [b for b in guide.findChildren(QPushButton) if b.text() == "修改这个账号…"]
    assert len(buttons) == 3
    buttons[-1].click()
    settle(qtbot, window)
    editor = open_dialog(window)
    assert editor is not None
    fill(editor, "name", "示例镇发布")
    click(editor, "save")
    settle(qtbot, window)
    kind = open_dialog(window)
    assert kind is not None
    find(kind, QWidget, "real_change").click()  # type: ignore[attr-defined]
    fill(kind, "effective_on", "2026-11-20")
    fill(kind, "reason", "统一名称")
    click(kind, "save")
    settle(qtbot, window)
    filing = snapshot(window.desk.office).filings[-1]
    assert window.here == Place("filing", filing.id)
    assert (filing.kind, filing.account_id) == (FilingKind.CHANGE, _VIDEO)
    assert [(row.before, row.after) for row in filing.changes] == [("示例镇视频号", "示例镇发布")]


@pytest.mark.parametrize(("button", "place"), [("去单位与人员", Place("people")), ("继续办理", Place("filing", 2))])
def test_the_change_guide_leads_where_the_change_belongs(
    qtbot: QtBot, window: Window, button: str, place: Place
) -> None:
    guide = _visit(qtbot, window, "changing")
    click_words(guide, button)
    settle(qtbot, window)
    assert window.here == place
