"""Login terminals: the unit's own devices, and confirming that this PC is one of them (Article 15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.custody import LoginTerminal, TerminalKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.custody.terminal_dialog"
_TEXTS = ("asset_number", "place", "vouched_by")
_FIELDS = ("kind", "name", *_TEXTS, "remark")


class TerminalDialog(SecretDialog):
    """Enters or corrects a device; without one given, confirms the PC that the program runs on."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        terminal: LoginTerminal | None,
        then: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(desk, parent, "terminal", _FIELDS)
        self._terminal = terminal
        self._then = then
        self._confirmed = part(self.root, QCheckBox, "confirmed")
        self.form.offer("kind", words_of(TerminalKind))
        if terminal is None:
            self.setWindowTitle(translate(_CONTEXT, "登记本机"))
            for name in ("kind", "name", "remark"):
                for each in (name, f"{name}_label"):
                    part(self.root, QWidget, each).hide()
        else:
            self._confirmed.hide()
            self.form.show({name: getattr(terminal, name) for name in _FIELDS})
            if terminal.id:
                self.setWindowTitle(translate(_CONTEXT, "修改登录终端"))
                self.button.setText(translate(_CONTEXT, "保存"))

    def submit(self, values: dict[str, Any]) -> None:
        """Save it; this PC only after somebody stands for it."""
        terminal = self._terminal
        if terminal is not None:
            edited = replace(terminal, **values)
            read = terminal if terminal.id else None
            self.change(lambda office: _save(office, edited, read), self._saved)
            return
        if not self._confirmed.isChecked():
            raise InputError(
                translate(_CONTEXT, "还没有确认，"),
                translate(_CONTEXT, "是单位的非涉密办公电脑，请勾选；不是的，不能在这台电脑上查看密码。"),
            )
        about = {name: values[name].strip() for name in _TEXTS}
        self.change(lambda office: _confirm(office, about), self._saved)

    def _saved(self, _terminal: LoginTerminal) -> None:
        then = self._then
        self.desk.say(translate(_CONTEXT, "已登记"))
        self.accept()
        if then is not None:
            then()


def confirm_this_computer(desk: Desk, owner: QWidget, then: Callable[[], None] | None = None) -> None:
    """Ask for the confirmation that this PC is the unit's own and not for state secrets."""
    TerminalDialog(desk, owner.window(), None, then).open()


def _save(office: Office, terminal: LoginTerminal, read: LoginTerminal | None) -> Outcome[LoginTerminal]:
    from pmedia_desktop.services.custody.terminals import save_terminal

    return save_terminal(office, terminal, read)


def _confirm(office: Office, about: dict[str, str]) -> Outcome[LoginTerminal]:
    from pmedia_desktop.services.custody.terminals import confirm_this_computer as confirm

    return confirm(office, **about)
