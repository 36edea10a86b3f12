"""Papers drafted from the register on request: letters about an account, the note with a filing, who can log in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from pmedia_desktop.gui.printing.jobs import form_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.text_dialog import TextDialog
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.paper.letters import Letter, WayIn

_CONTEXT = "gui.drafting_papers"
_LETTERS = ("certification", "renaming", "closure_notice", "cancellation")


def letter_title(name: str) -> str:
    """Return what a letter is called."""
    return {
        "certification": translate(_CONTEXT, "认证公函"),
        "renaming": translate(_CONTEXT, "更名说明"),
        "closure_notice": translate(_CONTEXT, "关停公告"),
        "cancellation": translate(_CONTEXT, "注销申请函"),
    }[name]


def letters_to_draft() -> list[tuple[str, str]]:
    """Return the letters with the words that offer them."""
    return [(name, translate(_CONTEXT, "起草{letter}…").format(letter=letter_title(name))) for name in _LETTERS]


def offer_letters(menu: QMenu, desk: Desk, owner: QWidget, account: object) -> None:
    """Add the letters to a menu; ``account`` is called for the number of the account in view."""
    for name, title in letters_to_draft():
        action = menu.addAction(title)
        action.triggered.connect(
            lambda _on=False, name=name: draft_letter(desk, owner, name, account() if callable(account) else 0)
        )


def offer_forms(desk: Desk, owner: QWidget, account_id: int) -> None:
    """Offer the unit's own forms to be filled for an account; there may be none yet."""

    def show(forms: tuple[tuple[str, str, bool], ...]) -> None:
        if not forms:
            desk.dialogs.tell(
                translate(_CONTEXT, "还没有自己的表样"),
                translate(_CONTEXT, "请在“备案”页的“更多”里打开“表样工坊”，把上级发的表格做成表样。"),
            )
            return
        menu = QMenu(owner)
        for name, title, is_word in forms:
            job = form_job(name, title, account_id, is_word=is_word)
            menu.addAction(title).triggered.connect(lambda _on=False, job=job: ask_to_print(desk, owner, job))
        menu.popup(QCursor.pos())

    desk.read(owner, _forms, show)


def draft_letter(desk: Desk, owner: QWidget, name: str, account_id: int) -> None:
    """Draft a letter about an account and show it."""
    title = letter_title(name)

    def show(text: str) -> None:
        TextDialog(desk, owner.window(), title, text, is_letter=True).open()

    desk.read(owner, lambda office: _letter(office, name, account_id), show)


def draft_note(desk: Desk, owner: QWidget, filing_id: int) -> None:
    """Draft the note that goes with a filing and show it to be copied."""

    def show(text: str) -> None:
        TextDialog(desk, owner.window(), translate(_CONTEXT, "报送说明"), text).open()

    desk.read(owner, lambda office: _note(office, filing_id), show)


def show_ways_in(desk: Desk, owner: QWidget) -> None:
    """Show who can log in or scan today."""

    def show(ways: tuple[WayIn, ...]) -> None:
        TextDialog(desk, owner.window(), translate(_CONTEXT, "今天谁能登录、扫码"), _said(ways)).open()

    desk.read(owner, _ways, show)


def _said(ways: tuple[WayIn, ...]) -> str:
    if not ways:
        return translate(_CONTEXT, "还没有登记在用的账号。")
    lines: list[str] = []
    account = ""
    for way in ways:
        if way.account != account:
            lines += [*([""] if lines else []), way.account]
            account = way.account
        lines.append("　".join(part for part in ("", way.who, way.how, way.phone) if part or part == ""))
    return "\n".join(lines)


def _forms(office: Office) -> tuple[tuple[str, str, bool], ...]:
    from pmedia_desktop.services.paper.filled_forms import forms_for_accounts

    return forms_for_accounts(office)


def _letter(office: Office, name: str, account_id: int) -> str:
    from pmedia_desktop.services.paper.letters import Letter, letter_about

    letter: Letter = Letter(name)
    return letter_about(office, letter, account_id)


def _note(office: Office, filing_id: int) -> str:
    from pmedia_desktop.services.paper.letters import note_with

    return note_with(office, filing_id)


def _ways(office: Office) -> tuple[WayIn, ...]:
    from pmedia_desktop.services.paper.letters import who_can_log_in

    return who_can_log_in(office)
