"""自查 in the window: inspected row by row, problems mended, orders answered, rules drafted, evidence packed."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QTableView, QTableWidget, QTabWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.inspection.check_list_dialog import CheckListDialog
from pmedia_desktop.gui.inspection.incident_editor import IncidentEditor
from pmedia_desktop.gui.inspection.inspection_file_dialog import InspectionFileDialog
from pmedia_desktop.gui.inspection.inspection_tab import RemarkDialog
from pmedia_desktop.gui.inspection.problem_editor import ProblemEditor
from pmedia_desktop.gui.inspection.rules_tab import RulesEditor
from pmedia_desktop.gui.inspection.sanction_editor import SanctionEditor
from pmedia_desktop.gui.period_dialog import PeriodDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.print_dialog import PrintDialog
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.custody import Credential, CredentialKind
from pmedia_desktop.model.incident import Incident, IncidentKind
from pmedia_desktop.model.inspection import CheckAnswer
from pmedia_desktop.model.shipped_lists import check_list
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.services.custody.appointing import appoint
from pmedia_desktop.services.inspection.incidents import save_incident
from tests.gui.conftest import TODAY
from tests.gui.hands import click, click_words, fill, find, open_dialog, save_as_pdf, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

Opened = Callable[[type[QDialog]], QDialog]


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> Window:
    window.go(Place("self_inspection", 0, "inspection"))
    settle(qtbot, window)
    return window


@pytest.fixture
def opened(page: Window, qtbot: QtBot) -> Opened:
    """Return the dialog of a kind, once it is on the screen."""

    def wait(kind: type[QDialog]) -> QDialog:
        qtbot.waitUntil(lambda: open_dialog(page, kind) is not None, timeout=20_000)
        settle(qtbot, page)
        dialog = open_dialog(page, kind)
        assert dialog is not None
        return dialog

    return wait


def show(page: Window, qtbot: QtBot, tab: str) -> None:
    page.go(Place("self_inspection", 0, tab))
    settle(qtbot, page)


def add(page: Window) -> None:
    """Press the button of the tab in view that adds a record."""
    (button,) = [one for one in page.findChildren(QPushButton, "add") if one.isVisible()]
    button.click()


def kept(window: Window) -> Snapshot:
    with window.desk.office.register.read() as reader:
        return reader.snapshot()


def table_of(page: Window) -> QTableView:
    (table,) = [one for one in page.findChildren(QTableView, "table") if one.isVisible()]
    return table


def test_who_missed_a_quarter_is_asked_which_one_to_begin(page: Window, qtbot: QtBot, dialogs: QueuedDialogs) -> None:
    page.desk.sit_down(replace(page.desk.office, fixed_day=date(2060, 1, 5)))
    settle(qtbot, page)
    dialogs.press_next("取消", "补做2059年第4季度")
    click(page, "begin")
    settle(qtbot, page)
    assert kept(page).inspections == ()
    click(page, "begin")
    settle(qtbot, page)
    assert "2059年第4季度还没有自查" in dialogs.shown[-1]
    assert [(one.year, one.quarter) for one in kept(page).inspections] == [(2059, 4)]


def test_an_inspection_is_begun_answered_closed_and_offered_to_the_printer(
    page: Window, qtbot: QtBot, opened: Opened
) -> None:
    assert "还没有自查过" in texts(page)
    click(page, "begin")
    settle(qtbot, page)
    (begun,) = kept(page).inspections
    assert (begun.year, begun.quarter, begun.inspector) == (2026, 4, "李𬱖")
    assert any(result.automatic for result in begun.results)
    fill(page, "answers", "待检查")
    table = table_of(page)
    table.selectRow(0)
    click(page, "failed")
    remark = opened(RemarkDialog)
    fill(remark, "remark", "11月3日一条信息有错别字")
    click(remark, "save")
    settle(qtbot, page)
    assert not find(page, QPushButton, "close_it").isEnabled()
    table.selectAll()
    click(page, "passed")
    settle(qtbot, page)
    fill(page, "answers", "全部结果")
    click(page, "close_it")
    settle(qtbot, page)
    known = kept(page)
    assert known.inspections[0].closed_on == TODAY
    assert "11月3日一条信息有错别字" in [problem.what for problem in known.problems]
    assert known.has_attachment(SubjectKind.INSPECTION, begun.id, AttachmentKind.INSPECTION_SHEET)
    assert "自查表" in texts(opened(PrintDialog))


def test_a_fault_without_a_word_is_refused(page: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs) -> None:
    click(page, "begin")
    settle(qtbot, page)
    fill(page, "answers", "待检查")
    table_of(page).selectRow(0)
    click(page, "failed")
    dialogs.press_next("知道了")
    click(opened(RemarkDialog), "save")
    settle(qtbot, page)
    assert kept(page).inspections[0].results[0].answer is CheckAnswer.OPEN


def test_what_is_not_confirmed_is_shown_as_such(page: Window, qtbot: QtBot) -> None:
    click(page, "begin")
    settle(qtbot, page)
    model = table_of(page).model()
    sources = {str(model.data(model.index(row, 2))) for row in range(model.rowCount())}
    assert "未核实：国办秘函〔2019〕19号" in sources
    assert "国办秘函〔2019〕19号、第九条" in sources


def test_the_check_list_is_the_units_own(page: Window, qtbot: QtBot, opened: Opened) -> None:
    click(page, "check_list")
    dialog = opened(CheckListDialog)
    click(dialog, "add")
    click(dialog, "save")
    settle(qtbot, page)
    assert "没有写完" in find(dialog, QLabel, "problem").text()
    fill(dialog, "text", "每周一检查评论区。")
    click(dialog, "save")
    settle(qtbot, page)
    own = kept(page).settings.check_list
    assert own is not None
    assert own[-1].text == "每周一检查评论区。"
    click(page, "begin")
    settle(qtbot, page)
    assert "每周一检查评论区。" in {result.text for result in kept(page).inspections[0].results}


def test_the_check_list_is_put_in_the_units_order(page: Window, qtbot: QtBot, opened: Opened) -> None:
    click(page, "check_list")
    dialog = opened(CheckListDialog)
    shipped = check_list(kept(page).settings)
    assert not find(dialog, QPushButton, "up").isEnabled()
    click(dialog, "down")
    click(dialog, "down")
    find(dialog, QTableView, "table").selectRow(len(shipped) - 1)
    assert not find(dialog, QPushButton, "down").isEnabled()
    assert find(dialog, QPushButton, "up").shortcut().toString() == "Alt+Up"
    click(dialog, "up")
    click(dialog, "save")
    settle(qtbot, page)
    own = kept(page).settings.check_list
    assert own is not None
    expected = list(shipped)
    expected.insert(2, expected.pop(0))
    expected.insert(len(shipped) - 2, expected.pop())
    assert [item.code for item in own] == [item.code for item in expected]


def test_the_ledger_of_incidents_is_printed_for_a_period(
    page: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    office = page.desk.office
    save_incident(office, Incident(kind=IncidentKind.OUTCRY, noticed_on=TODAY, what="评论区出现谣言"))
    show(page, qtbot, "incidents")
    click_words(page, "打印事件台账…")
    click(opened(PeriodDialog), "save")
    asking = opened(PrintDialog)
    save_as_pdf(asking, dialogs, tmp_path / "事件台账.pdf")
    settle(qtbot, page)
    assert "评论区出现谣言" in pypdf.PdfReader(tmp_path / "事件台账.pdf").pages[0].extract_text()


def test_a_problem_is_entered_and_mended(page: Window, qtbot: QtBot, opened: Opened) -> None:
    show(page, qtbot, "problems")
    add(page)
    editor = opened(ProblemEditor)
    fill(editor, "what", "二维码失效")
    fill(editor, "person_id", "李𬱖")
    fill(editor, "due_on", "2026-11-27")
    click(editor, "save")
    settle(qtbot, page)
    (problem,) = kept(page).problems
    assert find(page, QTabWidget, "tabs").tabText(1) == "问题（1）"
    page.go(Place("self_inspection", problem.id, "problems"))
    editor = opened(ProblemEditor)
    fill(editor, "mended_on", "2026-11-23")
    click(editor, "save")
    settle(qtbot, page)
    assert "怎样整改" in find(editor, QLabel, "problem").text()
    fill(editor, "proof", "已换新的二维码")
    click(editor, "save")
    settle(qtbot, page)
    assert not kept(page).problems[0].is_open


def test_a_takeover_demands_new_passwords_at_once(page: Window, qtbot: QtBot, opened: Opened) -> None:
    known = kept(page)
    weibo = next(account for account in known.accounts if account.platform == "weibo")
    if not any(one.account_id == weibo.id and one.is_active for one in known.credentials):
        appoint(
            page.desk.office,
            Credential(account_id=weibo.id, kind=CredentialKind.PASSWORD, holder_id=known.people[0].id),
        )
    show(page, qtbot, "incidents")
    add(page)
    editor = opened(IncidentEditor)
    fill(editor, "kind", "账号被盗用")
    assert find(editor, QLabel, "takeover_hint").isVisible()
    fill(editor, "what", "账号凌晨发布卖鞋广告")
    click(editor, "save")
    settle(qtbot, page)
    assert "还没有选择被盗用的账号" in find(editor, QLabel, "problem").text()
    fill(editor, "account_id", "示例镇发布（新浪微博）")
    find(editor, QTabWidget, "tabs").setCurrentIndex(1)
    click(editor, "add_report")
    table = find(editor, QTableWidget, "reports")
    table.item(0, 0).setText("区政府办")
    table.item(0, 3).setText("电话")
    click(editor, "save")
    settle(qtbot, page)
    known = kept(page)
    (incident,) = known.incidents
    assert [(report.to, report.on) for report in incident.reports] == [("区政府办", TODAY)]
    assert [one.change_since is not None for one in known.credentials if one.account_id == weibo.id] == [True]


def test_an_order_from_above_becomes_a_problem_and_its_report_is_drafted_saved_and_printed(
    page: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    show(page, qtbot, "sanctions")
    add(page)
    editor = opened(SanctionEditor)
    fill(editor, "kind", "通报")
    fill(editor, "what", "三季度检查发现2周未更新。")
    fill(editor, "due_on", "2026-11-30")
    click(editor, "save")
    settle(qtbot, page)
    (sanction,) = kept(page).sanctions
    assert sanction.issuer == "眉山市彭山区人民政府办公室"
    click_words(page, "列为问题")
    settle(qtbot, page)
    assert kept(page).problems[0].sanction_id == sanction.id

    page.go(Place("self_inspection", sanction.id, "sanctions"))
    editor = opened(SanctionEditor)
    find(editor, QTabWidget, "tabs").setCurrentIndex(1)
    click(editor, "draft")
    settle(qtbot, page)
    report = find(editor, QPlainTextEdit, "report")
    assert "（1）三季度检查发现2周未更新。计划于2026年11月30日前完成。" in report.toPlainText()
    click(editor, "save")
    settle(qtbot, page)
    target = tmp_path / "报告.docx"
    dialogs.choose_next(target)
    click_words(page, "存为Word…")
    settle(qtbot, page)
    words = [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]
    assert words[0] == "眉山市彭山区示例镇人民政府关于政务新媒体有关问题整改情况的报告"
    assert "二、整改情况" in words
    click_words(page, "打印整改报告…")
    assert "整改报告" in texts(opened(PrintDialog))


def test_rules_are_drafted_from_the_registers_facts_and_registered_with_their_text(
    page: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    show(page, qtbot, "rules")
    draft = tmp_path / "草稿.docx"
    dialogs.choose_next(draft)
    click_words(page, "草稿存为Word…")
    settle(qtbot, page)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(draft)).paragraphs)
    for fact in ("王䶮", "赵㛃", "示例镇发布（新浪微博）", "咨询5个", "每14天", "审核、保密审查、签发"):
        assert fact in text
    add(page)
    editor = opened(RulesEditor)
    assert (
        not find(editor, QTabWidget, "tabs").tabBar().isVisible()
    )  # one tab, as long as there is nothing to attach to
    fill(editor, "number", "示例镇发〔2026〕9号")
    dialogs.choose_next(draft)
    click(editor, "browse")
    click(editor, "save")
    settle(qtbot, page)
    known = kept(page)
    (rules,) = known.management_rules
    assert (rules.number, rules.issued_on) == ("示例镇发〔2026〕9号", TODAY)
    assert known.has_attachment(SubjectKind.MANAGEMENT_RULES, rules.id, AttachmentKind.RULES)


def test_the_inspection_file_is_made_with_one_button(
    page: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    click(page, "inspection_file")
    dialog = opened(InspectionFileDialog)
    target = tmp_path / "迎检包.zip"
    dialogs.choose_next(target)
    dialogs.press_next("知道了")
    click(dialog, "save")
    settle(qtbot, page)
    with zipfile.ZipFile(target) as packed:
        assert "迎检包/0 目录.pdf" in packed.namelist()
    assert (tmp_path / "迎检包" / "文件校验值SHA256.txt").is_file()


def test_today_leads_to_the_matter_in_its_tab(page: Window, qtbot: QtBot, opened: Opened) -> None:
    show(page, qtbot, "problems")
    add(page)
    editor = opened(ProblemEditor)
    fill(editor, "what", "二维码失效")
    fill(editor, "due_on", "2026-11-20")
    click(editor, "save")
    settle(qtbot, page)
    page.go(Place("today"))
    settle(qtbot, page)
    assert "整改：二维码失效" in texts(page)
    button = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "去办理：整改：二维码失效")
    button.click()
    assert find(opened(ProblemEditor), QPlainTextEdit, "what").toPlainText() == "二维码失效"
