"""Every guide gone through to its end, as a user does: what is typed, chosen and pressed, one thing after the other.

``event_loop`` does each of these in the window's loop and measures how long it stood still. A guide that does not come
to its end is a defect of this program, and raises.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import xlsxwriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.accounts import account_page, correct_account
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from tests.gui.hands import fill, find, open_dialog

Step = Callable[[], object]
#: An account of the sample.
_WEIBO = 2
_UNIT = "眉山市彭山区示例镇人民政府"


@dataclass(frozen=True)
class Guide:
    """``steps`` are asked for one by one: each sees what the one before has brought.

    ``ends_at`` is the page of the record that it makes. ``empty``: there is no register yet.
    """

    name: str
    place: Place
    steps: Callable[[Window, Page], Iterator[Step]]
    ends_at: str
    empty: bool = False


def guides(work: Path) -> tuple[Guide, ...]:
    """Return all of them; what they read lies in ``work``."""
    table = _ledger(work / "台账.xlsx")
    return (
        Guide("first start", Place("first_start"), _first_start, "today", empty=True),
        Guide("opening", Place("opening"), _opening, "filing"),
        Guide("change", Place("changing"), _changing, "filing"),
        Guide("closure", Place("closing", _WEIBO), _closing, "filing"),
        Guide("hand-over", Place("handing_over"), _handing_over, "handover"),
        Guide("import", Place("importing"), lambda window, page: _importing(window, page, table), "importing"),
        Guide("restore", Place("settings", 0, "backups"), _restoring, "today"),
    )


def _typed(root: QWidget, **fields: str) -> Iterator[Step]:
    for name, text in fields.items():
        yield lambda name=name, text=text: fill(root, name, text)


def _pressed(root: QWidget, name: str) -> Step:
    button = find(root, QAbstractButton, name)
    if not (button.isVisible() and button.isEnabled()):
        raise LookupError(f"{name} cannot be pressed")
    return button.click


def _dialog(window: Window) -> QDialog:
    dialog = open_dialog(window)
    if dialog is None:
        raise LookupError("no dialog is open")
    return dialog


def _first_start(_window: Window, page: Page) -> Iterator[Step]:
    yield from _typed(page, full_name=_UNIT)
    yield _pressed(page, "next")
    yield from _typed(page, principal_name="王䶮", principal_post="镇长", clerk_name="李𬱖", clerk_phone="028-37600001")
    yield _pressed(page, "next")
    yield from _typed(page, platform="抖音", name="示例镇发布", platform_id="slz001", opened_on="2024-05-06")
    yield _pressed(page, "add_account")
    yield _pressed(page, "next")


def _opening(_window: Window, page: Page) -> Iterator[Step]:
    yield from _typed(page, platform="快手", name="示例镇发布", platform_id="slz511403")
    yield _pressed(page, "next")
    yield from _typed(page, purpose="发布本镇政务信息", certification="未认证")
    yield _pressed(page, "next")
    yield from _typed(page, holder_id="陈")
    yield _pressed(page, "next")
    yield from _typed(
        page, reason="方便群众", event_on="2026-11-19", approval_form="会议纪要", approval_on="2026-11-17"
    )
    yield _pressed(page, "finish")


def _changing(window: Window, page: Page) -> Iterator[Step]:
    buttons = [one for one in page.findChildren(QPushButton) if one.text() == "修改这个账号…"]
    yield buttons[-1].click
    editor = _dialog(window)
    yield from _typed(editor, name="示例镇发布")
    yield _pressed(editor, "save")
    kind = _dialog(window)
    yield _pressed(kind, "real_change")
    yield from _typed(kind, effective_on="2026-11-20", reason="统一名称")
    yield _pressed(kind, "save")


def _closing(_window: Window, page: Page) -> Iterator[Step]:
    yield _pressed(page, "next")
    yield from _typed(page, closure_reason="无力维护", reason="人员调整，无力维护", successor="区政府网站")
    yield _pressed(page, "next")
    yield from _typed(page, login_way="发函平台办理", login_note="管理员离职，密码遗失", followers="3260")
    yield _pressed(page, "finish")


def _handing_over(_window: Window, page: Page) -> Iterator[Step]:
    people = ("outgoing_id", "incoming_id", "witness_id")
    yield from _typed(page, **dict(zip(people, ("李", "陈", "赵"), strict=True)), reason="岗位调整")
    yield _pressed(page, "next")
    yield find(page, QTableView, "credentials").selectAll
    yield _pressed(page, "next")
    yield from _typed(page, contact="028-37600004")
    yield _pressed(page, "finish")


def _importing(_window: Window, page: Page, table: Path) -> Iterator[Step]:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(table))])
    how = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    yield lambda: page.dropEvent(QDropEvent(QPointF(50, 50), *how))
    yield _pressed(page, "import_now")


def _restoring(window: Window, page: Page) -> Iterator[Step]:
    yield _pressed(page, "back_up")
    yield lambda: window.desk.change(window, _rename)
    [backups] = [table for table in page.findChildren(QTableView) if table.isVisible()]
    yield lambda: backups.selectRow(0)
    yield _pressed(page, "restore_chosen")
    yield _pressed(_dialog(window), "restore")


def _rename(office: Office) -> Outcome[object]:
    return correct_account(office, replace(account_page(office, _WEIBO).account, name="备份以后的名称"))


def _ledger(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("平台", "账号名称", "账号ID", "账号管理员"))
        for row in range(1, 201):
            sheet.write_row(row, 0, ("新浪微博", f"示例{row}发布", f"id{row}", "张三"))
    return path
