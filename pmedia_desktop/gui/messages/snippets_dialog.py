"""Texts for replies (常用答复): the unit's own list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.editors.list_dialog import ListDialog
from pmedia_desktop.gui.tables import Column
from pmedia_desktop.model.message import ReplySnippet
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.messages.snippets_dialog"


class SnippetsDialog(ListDialog[ReplySnippet]):
    """Adds, changes and removes texts."""

    def __init__(self, desk: Desk, parent: QWidget, snippets: Sequence[ReplySnippet]) -> None:
        column: Column[ReplySnippet] = Column(translate(_CONTEXT, "常用答复"), lambda row: row.title)
        super().__init__(desk, parent, "snippets", ("title", "text"), column, snippets)

    @classmethod
    def open_for(cls, desk: Desk, owner: QWidget) -> None:
        """Read the list and open the dialog."""
        desk.read(owner, _read, lambda snippets: cls(desk, owner.window(), snippets).open())

    def new_entry(self) -> ReplySnippet:
        """Return an empty text."""
        return ReplySnippet(title="", text="")

    def shipped(self) -> Sequence[ReplySnippet]:
        """Return the texts that the program ships."""
        from pmedia_desktop.services.own_lists import shipped_snippets

        return shipped_snippets()

    def save_entries(self, entries: Sequence[ReplySnippet]) -> None:
        """Save the list."""
        self.change(lambda office: _save(office, entries), lambda _none: self.saved())


def _read(office: Office) -> tuple[ReplySnippet, ...]:
    from pmedia_desktop.services.own_lists import read_snippets

    return read_snippets(office)


def _save(office: Office, snippets: Sequence[ReplySnippet]) -> Outcome[None]:
    from pmedia_desktop.services.own_lists import save_snippets

    return save_snippets(office, snippets)
