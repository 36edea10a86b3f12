"""Importing a list of published items: the file, what would become of it, and only then the writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.services.publishing.importing import ItemsPlan

_CONTEXT = "gui.publishing.import_list"
_SHOWN = 8


def import_list(desk: Desk, owner: QWidget) -> None:
    """Ask for the file, and for the account of rows that name none."""
    paths = desk.dialogs.open_files(
        translate(_CONTEXT, "选择平台导出的列表"), translate(_CONTEXT, "表格 (*.xlsx *.xls *.csv *.et *.ods)")
    )
    if paths:
        desk.read(owner, _accounts, lambda accounts: _ask_account(desk, owner, paths[0], accounts))


def _ask_account(desk: Desk, owner: QWidget, path: Path, accounts: tuple[tuple[int, str], ...]) -> None:
    choices = [Choice(str(number), title) for number, title in accounts]
    answer = (
        desk.dialogs.ask(
            translate(_CONTEXT, "表里没有写账号的，算哪个账号的？"),
            translate(_CONTEXT, "平台导出的列表一般不写账号。表里写了账号名称和平台的，按表里的算。"),
            choices,
        )
        if len(choices) > 1
        else str(accounts[0][0])
        if accounts
        else ""
    )
    if not answer:
        return
    account_id = int(answer)
    run_long(
        desk,
        owner,
        translate(_CONTEXT, "正在读表格"),
        lambda office, progress: _plan(office, path, account_id, progress),
        lambda plan: _confirm(desk, owner, plan),
    )


def _confirm(desk: Desk, owner: QWidget, plan: ItemsPlan) -> None:
    lines = [
        translate(_CONTEXT, "将补录{count}条；{known}条已经登记过，不重复收。").format(
            count=len(plan.items), known=plan.known
        )
    ]
    if plan.refused:
        lines.append(translate(_CONTEXT, "{count}行不收：").format(count=len(plan.refused)))
        lines += [
            translate(_CONTEXT, "第{number}行：{why}").format(number=row.number, why=row.why)
            for row in plan.refused[:_SHOWN]
        ]
    title = translate(_CONTEXT, "导入“{file}”").format(file=plan.file)
    if not plan.items:
        desk.dialogs.tell(title, "\n".join(lines))
    elif desk.dialogs.confirm(title, "\n".join(lines), translate(_CONTEXT, "导入")):
        desk.change(
            owner,
            lambda office: _import(office, plan),
            lambda count: desk.say(translate(_CONTEXT, "已补录{count}条").format(count=count)),
        )


def _accounts(office: Office) -> tuple[tuple[int, str], ...]:
    from pmedia_desktop.services.publishing.items import open_accounts

    return open_accounts(office)


def _plan(office: Office, path: Path, account_id: int, progress: Progress) -> ItemsPlan:
    from pmedia_desktop.services.publishing.importing import plan_items

    return plan_items(office, path, account_id, progress)


def _import(office: Office, plan: ItemsPlan) -> Outcome[int]:
    from pmedia_desktop.services.publishing.importing import import_items

    return import_items(office, plan)
