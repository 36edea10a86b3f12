"""What the command palette offers beside pages and records: tabs by their names, what can be begun, things to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.drafting_papers import show_ways_in
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import calibration_job, homepage_codes_job, ledger_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.undo_dialog import UndoDialog
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.palette_entries"


def things_to_do(desk: Desk, window: QWidget) -> list[tuple[str, Callable[[], object]]]:
    """Return what is done at once, wherever the user is."""
    return [
        (translate(_CONTEXT, "撤销最近的修改…"), lambda: UndoDialog(desk, window).open()),
        (translate(_CONTEXT, "今天谁能登录、扫码"), lambda: show_ways_in(desk, window)),
        (translate(_CONTEXT, "打印台账（一页，给领导看）"), lambda: ask_to_print(desk, window, ledger_job())),
        (translate(_CONTEXT, "打印账号主页二维码"), lambda: ask_to_print(desk, window, homepage_codes_job())),
        (translate(_CONTEXT, "打印校准页"), lambda: ask_to_print(desk, window, calibration_job())),
    ]


def tabs_and_beginnings() -> list[tuple[str, Place]]:
    """Return where something is begun, and the tabs that lie below a page, by the words that people look for."""
    return [
        (translate(_CONTEXT, "登记已有账号…"), Place("accounts", 0, "new")),
        (translate(_CONTEXT, "起草信息"), Place("publication")),
        (translate(_CONTEXT, "登记留言…"), Place("messages", 0, "new")),
        (translate(_CONTEXT, "登记电话记录…"), Place("messages", 0, "new_call")),
        (translate(_CONTEXT, "添加人员…"), Place("people", 0, "new")),
        (translate(_CONTEXT, "修改单位信息…"), Place("people", 0, "unit")),
        (translate(_CONTEXT, "指定保管人…"), Place("custody", 0, "new")),
        (translate(_CONTEXT, "单位附件"), Place("people", 0, "attachments")),
        (translate(_CONTEXT, "更新计时（哪个账号多久没有更新）"), Place("publications", 0, "clocks")),
        (translate(_CONTEXT, "上级任务"), Place("publications", 0, "tasks")),
        (translate(_CONTEXT, "月报"), Place("publications", 0, "months")),
        (translate(_CONTEXT, "问题整改"), Place("self_inspection", 0, "problems")),
        (translate(_CONTEXT, "事件"), Place("self_inspection", 0, "incidents")),
        (translate(_CONTEXT, "上级处置、整改报告"), Place("self_inspection", 0, "sanctions")),
        (translate(_CONTEXT, "管理制度"), Place("self_inspection", 0, "rules")),
        (translate(_CONTEXT, "设置：期限与提醒"), Place("settings", 0, "terms")),
        (translate(_CONTEXT, "设置：屏幕提醒"), Place("settings", 0, "reminders")),
        (translate(_CONTEXT, "设置：变更事项"), Place("settings", 0, "changes")),
        (translate(_CONTEXT, "设置：放假安排"), Place("settings", 0, "holidays")),
        (translate(_CONTEXT, "设置：密码保管、登录终端"), Place("settings", 0, "custody")),
        (translate(_CONTEXT, "设置：词表、稿源名单、审核流程"), Place("settings", 0, "publishing")),
        (translate(_CONTEXT, "设置：留言与自查"), Place("settings", 0, "replies")),
        (translate(_CONTEXT, "设置：打印与外观"), Place("settings", 0, "printing")),
        (translate(_CONTEXT, "备份与恢复"), Place("settings", 0, "backups")),
        (translate(_CONTEXT, "操作记录"), Place("settings", 0, "journal")),
        (translate(_CONTEXT, "设置：个人信息"), Place("settings", 0, "personal_data")),
        (translate(_CONTEXT, "回收站"), Place("settings", 0, "recycle_bin")),
    ]
