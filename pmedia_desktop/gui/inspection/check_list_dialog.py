"""自查项目: the unit's own check list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.editors.list_dialog import ListDialog
from pmedia_desktop.gui.tables import Column
from pmedia_desktop.model.inspection import Certainty, CheckItem, Probe
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.inspection.check_list_dialog"
_NAMES = ("text", "index", "source", "article", "certainty", "probe", "per_account", "is_veto")


class CheckListDialog(ListDialog[CheckItem]):
    """Adds, changes and removes items."""

    def __init__(self, desk: Desk, parent: QWidget, items: Sequence[CheckItem]) -> None:
        column: Column[CheckItem] = Column(translate(_CONTEXT, "自查项目"), lambda row: row.text)
        super().__init__(desk, parent, "self_inspection/check_list", _NAMES, column, items)

    def offer_choices(self) -> None:
        """Fill the choices before an item is shown."""
        self.form.offer("certainty", words_of(Certainty))
        self.form.offer("probe", words_of(Probe))

    @classmethod
    def open_for(cls, desk: Desk, owner: QWidget) -> None:
        """Read the list and open the dialog."""
        desk.read(owner, _read, lambda items: cls(desk, owner.window(), items).open())

    def new_entry(self) -> CheckItem:
        """Return an empty item of the unit's own."""
        from pmedia_desktop.services.own_lists import new_check_item

        return new_check_item(self.entries)

    def shipped(self) -> Sequence[CheckItem]:
        """Return the check list that the program ships."""
        from pmedia_desktop.services.own_lists import shipped_check_list

        return shipped_check_list()

    def save_entries(self, entries: Sequence[CheckItem]) -> None:
        """Save the list."""
        self.change(lambda office: _save(office, entries), lambda _none: self.saved())


def _read(office: Office) -> tuple[CheckItem, ...]:
    from pmedia_desktop.services.own_lists import read_check_list

    return read_check_list(office)


def _save(office: Office, items: Sequence[CheckItem]) -> Outcome[None]:
    from pmedia_desktop.services.own_lists import save_check_list

    return save_check_list(office, items)
