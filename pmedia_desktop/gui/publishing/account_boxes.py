"""A box for each account, to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from pmedia_desktop.gui.cards import clear
from pmedia_desktop.gui.ui_files import layout_in, part
from pmedia_desktop.gui.walking import walk_here


class AccountBoxes:
    """Works the column ``accounts`` of a Designer file, which holds the boxes."""

    def __init__(self, root: QWidget) -> None:
        self._layout = layout_in(root, "accounts")
        self._place = part(root, QWidget, "accounts")
        self._boxes: dict[int, QCheckBox] = {}

    def offer(
        self,
        accounts: Sequence[tuple[int, str]],
        chosen: Iterable[int] = (),
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """Show a box for each account (number and what it is called)."""
        ticked = set(chosen)
        if {number: box.text() for number, box in self._boxes.items()} != dict(accounts):
            clear(self._layout)
            self._boxes = {number: QCheckBox(title) for number, title in accounts}
            for number, box in self._boxes.items():
                box.setObjectName(f"account_{number}")
                self._layout.addWidget(box)
                box.toggled.connect(lambda _on: changed())
            walk_here(self._place, list(self._boxes.values()))
        for number, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(number in ticked)
            box.blockSignals(False)

    def chosen(self) -> tuple[int, ...]:
        """Return the accounts that are ticked, in their order."""
        return tuple(number for number, box in self._boxes.items() if box.isChecked())

    def set_enabled(self, on: bool) -> None:
        """Let the boxes be ticked or not."""
        for box in self._boxes.values():
            box.setEnabled(on)

    def focus(self) -> None:
        """Put the focus on the first box."""
        for box in list(self._boxes.values())[:1]:
            box.setFocus()
