"""The part of the print dialog for sheets that the office has printed: the values alone, and what a ruler showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFrame, QWidget

from pmedia_desktop.gui.ui_files import part

if TYPE_CHECKING:
    from pmedia_desktop.gui.memory import WindowMemory
    from pmedia_desktop.services.paper.forms import Measured

_NAMES = ("across", "down", "left", "bottom")


class PreprintedSheet:
    """Offers it where the form lies over an office's page; the numbers are remembered for each printer."""

    def __init__(self, root: QWidget, memory: WindowMemory, *, offered: bool) -> None:
        self._memory = memory
        self._offered = offered
        self._frame = part(root, QFrame, "preprinted")
        self._numbers = part(root, QWidget, "measured")
        self._alone = part(root, QCheckBox, "values_only")
        self._spins = [part(root, QDoubleSpinBox, name) for name in _NAMES]
        self._printer: str | None = None
        self._alone.toggled.connect(self._numbers.setVisible)
        self._numbers.hide()

    def fit_to(self, printer: str, *, is_word: bool) -> None:
        """Show what was measured on this printer; a Word file has no sheet."""
        self._frame.setVisible(self._offered and not is_word)
        if printer == self._printer:
            return
        self._printer = printer
        kept = self._memory.measured(printer)
        for spin, number in zip(self._spins, kept or (), strict=False):
            spin.setValue(number)

    def measured(self, printer: str) -> Measured | None:
        """Return the numbers when the values go alone; raises ``InputError`` for a slip of the ruler."""
        if not self._offered or not self._alone.isChecked():
            return None
        from pmedia_desktop.services.paper.forms import Measured
        from pmedia_desktop.services.paper.office_sheets import check_measured

        across, down, left, bottom = (spin.value() for spin in self._spins)
        measured = check_measured(Measured(across, down, left, bottom))
        self._memory.keep_measured(printer, (across, down, left, bottom))
        return measured
