"""What the dialogs for accounts, people and the unit share: open, edit, refuse, and never lose what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.drafting import DraftKeeper
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.fitting import FittingDialog, fit_height
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.gui.walking import focus_first
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

T = TypeVar("T")
_CONTEXT = "gui.editors.record_dialog"


class RecordDialog(FittingDialog):
    """A dialog of ``ui/<file>.ui`` with a save and a cancel button, and one field per name."""

    def __init__(self, desk: Desk, parent: QWidget, file: str, names: Sequence[str]) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.root = load_ui(file, self)
        self.form = RecordForm(self.root, names)
        self._tabs = self.root.findChild(QTabWidget, "tabs")
        self._as_opened: dict[str, Any] = {}
        self._keeper: DraftKeeper | None = None
        self._save = part(self.root, QPushButton, "save")
        self._save.clicked.connect(self._try_to_save)
        part(self.root, QPushButton, "cancel").clicked.connect(self.reject)

    def note_opened(self) -> None:
        """Remember what the fields hold, to know later whether something was typed."""
        self._as_opened = self.state()

    def has_changed(self) -> bool:
        """Whether something was typed since the dialog was opened or saved."""
        return self.state() != self._as_opened

    def keep_as(self, key: str) -> DraftKeeper:
        """Keep under ``key`` what differs from the record until it is saved or given up; show what was kept before.

        To be called after :meth:`note_opened`.
        """
        keeper = DraftKeeper(self.desk, key, self._edits, self)
        keeper.recall(self._recalled)
        self.form.on_change(keeper.note_change)
        self._keeper = keeper
        return keeper

    def state(self) -> dict[str, Any]:
        """Return everything that was typed."""
        return self.form.typed()

    def show_state(self, typed: Mapping[str, Any]) -> None:
        """Show again what :meth:`state` gave, or a part of it."""
        self.form.show_typed(typed)

    def save(self, values: dict[str, Any]) -> None:
        """Save the values through ``ask`` and ``change``; overridden. Call ``saved`` at the end."""
        raise NotImplementedError

    def ask(self, work: Callable[[Office], T], show: Callable[[T], None]) -> None:
        """Ask a service before saving; however it answers, the user can save again."""
        self._save.setEnabled(False)
        self.desk.read(self, work, show, refused=self.refuse, ended=self._release)

    def change(self, work: Callable[[Office], Outcome[T]], done: Callable[[T], None]) -> None:
        """Have a service save; when it can't, nothing typed is lost and the user can save again."""
        self._save.setEnabled(False)
        self.desk.change(self, work, done, refused=self.refuse, ended=self._release)

    def correct(self, work: Callable[[Office], Outcome[T]]) -> None:
        """Have a service save a correction (更正录入) and close; forms that it mended too are spoken of."""

        def corrected(office: Office) -> Outcome[bool]:
            from pmedia_desktop.services.outcome import Outcome

            changed = work(office).changed
            return Outcome(SubjectKind.FILING in changed, changed)

        self.change(corrected, self._corrected)

    def _corrected(self, forms_mended: bool) -> None:
        self.saved()
        if forms_mended:
            self.desk.say(translate(_CONTEXT, "已更正；还没有签字的变更备案里写的也一并改正，打印过的请重新打印"))

    def saved(self) -> None:
        """Close after the service has saved."""
        self.forget_draft()
        self.note_opened()
        self.accept()

    def refuse(self, problem: SpokenError) -> None:
        """Show what was refused at its field, and let the user go on."""
        self._show_tab_of(problem.field)
        self.form.refuse(problem)

    def forget_draft(self) -> None:
        """Drop what was kept; there is nothing left to take up again."""
        if self._keeper is not None:
            self._keeper.forget()

    def show_field(self, name: str) -> None:
        """Put the focus into a field."""
        self._show_tab_of(name)
        self.form.focus(name)

    def reject(self) -> None:
        """Leave; what was typed is given up only on a second word."""
        if self.has_changed() and not self.desk.dialogs.confirm(
            translate(_CONTEXT, "放弃已填写的内容？"),
            translate(_CONTEXT, "修改还没有保存。"),
            translate(_CONTEXT, "放弃修改"),
        ):
            return
        self.forget_draft()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as what stands in it needs, within the screen; begin with the first field, not with the tabs."""
        fit_height(self)
        if self._tabs is not None and self.focusWidget() is None:
            focus_first(self._tabs.currentWidget())
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Save on Ctrl+Enter and Ctrl+S, from any field."""
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if with_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S):
            self._save.click()
            return
        super().keyPressEvent(event)

    def _try_to_save(self) -> None:
        self.form.clear_problem()
        try:
            values = self.form.values()
        except InputError as problem:
            self.refuse(problem)
            return
        self.save(values)

    def _edits(self) -> dict[str, Any]:
        return {name: value for name, value in self.state().items() if value != self._as_opened.get(name)}

    def _recalled(self, typed: Mapping[str, Any]) -> None:
        self.show_state(typed)
        self.desk.say(translate(_CONTEXT, "上次没有保存的内容已经填上，请核对后保存"))

    def _release(self) -> None:
        self._save.setEnabled(True)

    def _show_tab_of(self, name: str) -> None:
        if self._tabs is None or name not in self.form.names:
            return
        widget = self.form.widget(name)
        for index in range(self._tabs.count()):
            if self._tabs.widget(index).isAncestorOf(widget):
                self._tabs.setCurrentIndex(index)
