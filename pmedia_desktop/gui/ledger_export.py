"""The ledger (台账) as a file: a menu of what can be written, and the unit's own choice of columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QMenu, QPushButton, QWidget

from pmedia_desktop.gui.exporting import save_made
from pmedia_desktop.gui.fields.ticked_order import TickedOrder
from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.ledger_export"


class LedgerMenu(QMenu):
    """The menu of a button: the ledger as workbook or text table, and which columns it has."""

    def __init__(self, button: QPushButton, desk: Desk) -> None:
        super().__init__(button)
        self._desk, self._button = desk, button
        self.addAction(translate(_CONTEXT, "台账（Excel）…")).triggered.connect(lambda: self._export("xlsx"))
        self.addAction(translate(_CONTEXT, "台账（csv）…")).triggered.connect(lambda: self._export("csv"))
        self.addSeparator()
        self.addAction(translate(_CONTEXT, "台账的列…")).triggered.connect(self._choose_columns)
        button.setMenu(self)

    def _export(self, ending: str) -> None:
        day = self._desk.office.today().isoformat()
        suggested = translate(_CONTEXT, "政务新媒体台账 {day}").format(day=day)
        save_made(self._desk, self._button, f"{suggested}.{ending}", lambda office, _progress: _ledger(office, ending))

    def _choose_columns(self) -> None:
        self._desk.read(
            self,
            _columns,
            lambda found: LedgerColumnsDialog(self._desk, self._button.window(), *found).open(),
            replaces="columns",
        )


class LedgerColumnsDialog(FittingDialog):
    """Ticks columns in the order in which they shall stand."""

    def __init__(self, desk: Desk, parent: QWidget, names: Mapping[str, str], chosen: Sequence[str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._desk = desk
        root = load_ui("ledger_columns", self)
        self._columns = TickedOrder(part(root, QListWidget, "columns"), names, names)
        self._columns.show(chosen)
        part(root, QPushButton, "none").clicked.connect(lambda: self._columns.show(()))
        part(root, QPushButton, "save").clicked.connect(self._save)
        part(root, QPushButton, "cancel").clicked.connect(self.reject)

    def _save(self) -> None:
        chosen = self._columns.chosen()
        self._desk.change(self, lambda office: _remember(office, chosen), lambda _none: self.accept())


def _ledger(office: Office, ending: str) -> bytes:
    from pmedia_desktop.services.exporting.ledger_file import ledger_file
    from pmedia_desktop.services.exporting.table_file import TableFormat

    return ledger_file(office, TableFormat(ending))


def _columns(office: Office) -> tuple[Mapping[str, str], Sequence[str]]:
    from pmedia_desktop.services.exporting.ledger_columns import account_headings
    from pmedia_desktop.services.exporting.ledger_file import chosen_columns

    return account_headings(), chosen_columns(office)


def _remember(office: Office, chosen: Sequence[str]) -> Outcome[None]:
    from pmedia_desktop.services.exporting.ledger_file import remember_columns
    from pmedia_desktop.services.outcome import Outcome

    remember_columns(office, chosen)
    return Outcome(None, frozenset())
