"""The command palette (Ctrl+K): pages, records and things to do, found by a few letters; what was open last first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from pmedia_desktop.gui.drafting_papers import draft_letter, letters_to_draft
from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.palette_entries import tabs_and_beginnings, things_to_do
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.page import PageEntry
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.command_palette"
_NUMBER = Qt.ItemDataRole.UserRole
#: A list of thousands would be made anew at each key.
_MOST_SHOWN = 100
#: Where the program is used for the first time; with a register open there is nothing to do there.
_DONE_ONCE = "first_start"


@dataclass(frozen=True)
class Command:
    """Something that can be chosen; ``place`` is where it leads, "" for something to do."""

    title: str
    search: str
    act: Callable[[], object]
    place: str = ""
    asks_more: bool = False
    """Whether the list offers something else then, instead of closing."""


class CommandPalette(FittingDialog):
    """One line to type, one list to choose from."""

    def __init__(self, desk: Desk, window: QWidget, entries: Sequence[PageEntry]) -> None:
        super().__init__(window)
        self._desk = desk
        self._entries = entries
        self._window = window
        self._commands: list[Command] = []
        self._accounts: list[tuple[str, int, str, str]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        root = load_ui("palette", self)
        self._text = part(root, QLineEdit, "text")
        self._found = part(root, QListWidget, "found")
        self._text.installEventFilter(self)
        self._text.textChanged.connect(lambda _text: self._filter())
        self._text.returnPressed.connect(lambda: self._run(self._found.currentItem()))
        self._found.itemActivated.connect(self._run)
        self._found.itemClicked.connect(self._run)
        desk.read(self, _records, self._offer, replaces="records")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrows walk through the list while the line keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self._found.count():
                self._found.setCurrentRow((self._found.currentRow() + step) % self._found.count())
                return True
        return super().eventFilter(watched, event)

    def _offer(self, records: list[tuple[str, int, str, str]]) -> None:
        desk, window = self._desk, self._window
        self._accounts = [record for record in records if record[0] == "account"]
        self._commands = [
            Command(title, search, _going(desk, Place(page, record)), f"{page}/{record}")
            for page, record, title, search in records
        ]
        if self._accounts:
            for letter, title in letters_to_draft():
                asking = partial(self._offer_accounts, letter)
                self._commands.append(Command(title, _searchable(title), asking, asks_more=True))
        for title, act in things_to_do(desk, window):
            self._commands.append(Command(title, _searchable(title), act))
        for title, place in tabs_and_beginnings():
            self._commands.append(Command(title, _searchable(title), _going(desk, place)))
        for entry in self._entries:
            if not entry.takes and entry.key != _DONE_ONCE:
                going = _going(desk, Place(entry.key))
                self._commands.append(Command(entry.title, _searchable(entry.title), going, f"{entry.key}/0"))
        self._show_recent_first()

    def _offer_accounts(self, letter: str) -> None:
        """Ask which account a letter is about."""
        self._commands = [
            Command(title, search, partial(draft_letter, self._desk, self._window, letter, record), f"account/{record}")
            for _page, record, title, search in self._accounts
        ]
        self._text.clear()
        self._text.setPlaceholderText(translate(_CONTEXT, "关于哪个账号？输名称或拼音首字母"))
        self._show_recent_first()

    def _show_recent_first(self) -> None:
        recent = self._desk.memory.recent()
        self._commands.sort(key=lambda one: recent.index(one.place) if one.place in recent else len(recent))
        self._filter()

    def _filter(self) -> None:
        wanted = self._text.text().strip().casefold().split()
        fitting = [
            number
            for number, command in enumerate(self._commands)
            if all(part_of in command.search for part_of in wanted)
        ]
        self._found.clear()
        for number in fitting[:_MOST_SHOWN]:
            item = QListWidgetItem(self._commands[number].title)
            item.setData(_NUMBER, number)
            self._found.addItem(item)
        if len(fitting) > _MOST_SHOWN:
            self._note(translate(_CONTEXT, "还有{count}项，再输几个字").format(count=len(fitting) - _MOST_SHOWN))
        if not fitting and self._commands:
            self._note(translate(_CONTEXT, "没有找到。可以输名称、拼音首字母，例如 bf（备份）"))
        self._found.setCurrentRow(0)

    def _note(self, words: str) -> None:
        """Add a line that says something and cannot be chosen."""
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._found.addItem(item)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            command = self._commands[item.data(_NUMBER)]
            if not command.asks_more:
                self.accept()
            command.act()


def _going(desk: Desk, place: Place) -> Callable[[], object]:
    return lambda: desk.go(place)


def _searchable(title: str) -> str:
    from pmedia_desktop.services.quick_open import searchable

    return searchable(title)


def _records(office: Office) -> list[tuple[str, int, str, str]]:
    from pmedia_desktop.services.quick_open import named_records, searchable

    return [(one.page, one.record, one.title, searchable(one.title)) for one in named_records(office)]
