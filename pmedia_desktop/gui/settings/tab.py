"""What a tab of the settings page is: it reads, it may hold something unsaved, and it saves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.gui.ui_files import load_ui
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office

T = TypeVar("T")
_CONTEXT = "gui.settings.tab"


class SettingsTab(QWidget):
    """A tab of ``ui/settings/<file>.ui``; it reads when it is shown and when something has changed.

    What was typed and not saved is never read over. Until the first answer nothing is seen: what a field holds by
    itself must not be taken, or saved, for a setting.
    """

    def __init__(self, desk: Desk, file: str) -> None:
        super().__init__()
        self.desk = desk
        self.root = load_ui(f"settings/{file}", self)
        self.root.hide()
        self._as_shown: Any = None
        self._asked: set[str] = set()

    def read(self) -> None:
        """Ask the services for what the tab shows."""
        raise NotImplementedError

    def ask(self, work: Callable[[Office], T], show: Callable[[T], None], what: str) -> None:
        """Ask a service for a part of what the tab shows; it is seen once all parts are here.

        A later question about the same takes the place of an earlier one.
        """
        self._asked.add(what)

        def answered(value: T) -> None:
            show(value)
            self._asked.discard(what)
            self._show_if_answered()

        self.desk.read(self, work, answered, replaces=what)

    def _show_if_answered(self) -> None:
        if not self._asked:
            self.root.show()

    def typed(self) -> Any:
        """Return what can be saved; None in a tab that only shows."""
        return None

    def save(self) -> bool:
        """Save what was typed; False when it can't be read and the user has to mend it first."""
        return True

    def note_shown(self) -> None:
        """Remember what the tab holds, to know later whether something was typed."""
        self._as_shown = self.typed()

    def has_changed(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return bool(self.typed() != self._as_shown)

    def come_into_view(self) -> None:
        """Read, unless that would lose something typed."""
        if not self.has_changed():
            self.read()
            self._show_if_answered()

    def settle_unsaved(self, title: str) -> bool:
        """Ask what becomes of what is not saved; False when the user wants to stay with it."""
        if not self.has_changed():
            return True
        answer = self.desk.dialogs.ask(
            translate(_CONTEXT, "保存修改？"),
            translate(_CONTEXT, "“{title}”里的修改还没有保存。").format(title=title),
            [
                Choice("save", translate(_CONTEXT, "保存")),
                Choice("drop", translate(_CONTEXT, "不保存"), destructive=True),
            ],
        )
        if answer == "save":
            return self.save()
        if answer == "drop":
            self.note_shown()
        return answer == "drop"
