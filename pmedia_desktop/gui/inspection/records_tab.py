"""A ledger among the tabs of the page 自查: a table, an editor for each record, and what else can be done with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.record_history import offer_history
from pmedia_desktop.gui.recycling import ask_to_recycle
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.ui_files import layout_in, load_ui, part
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.editors.record_dialog import RecordDialog
    from pmedia_desktop.model.snapshot import Snapshot

_CONTEXT = "gui.inspection.records_tab"
R = TypeVar("R")


class RecordsTab(QWidget, Generic[R]):
    """One ledger. Subclasses name its columns, its words, its records and their editor."""

    kind: SubjectKind

    def __init__(self, desk: Desk, title: str, hint: str, add: str, empty: tuple[str, str]) -> None:
        super().__init__()
        self.desk = desk
        self.known: Snapshot | None = None
        self._empty_words = empty
        self._add_words = add
        root = load_ui("self_inspection/records", self)
        part(root, QLabel, "hint").setText(hint)
        self._count = part(root, QLabel, "count")
        self._table = part(root, QTableView, "table")
        self._model: RowsModel[R] = RowsModel(self.columns())
        set_up_table(self._table, self._model, title)
        offer_history(self._table, desk, lambda record: Subject(self.kind, record.id, title))
        self._empty = EmptyState(root, self._table, self.add)
        self._edit = part(root, QPushButton, "edit")
        self._recycle = part(root, QPushButton, "recycle")
        self._actions = layout_in(root, "actions")
        self._needing: list[tuple[QPushButton, Callable[[R], str]]] = []
        button = part(root, QPushButton, "add")
        button.setText(add)
        button.clicked.connect(self.add)
        self._edit.clicked.connect(self._edit_chosen)
        self._recycle.clicked.connect(self._recycle_chosen)
        self._table.activated.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def columns(self) -> Sequence[Column[R]]:
        """Return the table's columns; overridden."""
        raise NotImplementedError

    def records(self, known: Snapshot) -> Sequence[R]:
        """Return the ledger's records, the newest first; overridden."""
        raise NotImplementedError

    def new_record(self) -> R:
        """Return an empty record; overridden."""
        raise NotImplementedError

    def editor(self, record: R, known: Snapshot) -> RecordDialog:
        """Return the dialog that edits a record; overridden."""
        raise NotImplementedError

    def offer(
        self,
        words: str,
        act: Callable[[R], None] | None = None,
        on_all: Callable[[], None] | None = None,
        why_not: Callable[[R], str] = lambda _record: "",
    ) -> QPushButton:
        """Offer something to be done with the chosen record, or with the whole ledger.

        ``why_not`` says why it can't be done with a record, "" where it can.
        """
        button = QPushButton(words)
        if on_all is not None:
            button.clicked.connect(lambda: on_all())
        elif act is not None:
            button.clicked.connect(lambda: self._act(act))
            self._needing.append((button, why_not))
        self._actions.addWidget(button)
        self._enable()
        return button

    def account_words(self, account_id: int | None) -> str:
        """Return the account that a record concerns, "" for none."""
        account = self.known.account(account_id) if self.known and account_id is not None else None
        return account_title(account, self.known) if account and self.known else ""

    def show_known(self, known: Snapshot) -> None:
        """Show the ledger as it was read."""
        self.known = known
        chosen: Any = self._chosen()
        rows = self.records(known)
        self._model.show(rows)
        self._count.setText(translate(_CONTEXT, "共{count}项").format(count=len(rows)))
        if rows:
            self._empty.show_table()
            self.choose(chosen.id if chosen is not None else 0)
        else:
            self._empty.explain(*self._empty_words, self._add_words)
        self._enable()

    def choose(self, record_id: int) -> bool:
        """Choose a record, the first if there is none of this number; False then."""
        ids = [getattr(row, "id", 0) for row in self._model.rows]
        found = record_id in ids
        if ids:
            self._table.setCurrentIndex(self._model.index(ids.index(record_id) if found else 0, 0))
        return found

    def open_record(self, record_id: int) -> None:
        """Open the record of this number in its editor, if it is there."""
        if self.choose(record_id):
            self._edit_chosen()

    def add(self) -> None:
        """Open the editor on an empty record."""
        self._open_editor(self.new_record())

    def _chosen(self) -> R | None:
        rows: list[R] = chosen_rows(self._table)
        return rows[0] if rows else None

    def _enable(self) -> None:
        chosen = self._chosen()
        none = "" if chosen is not None else translate(_CONTEXT, "先在表里选一项。")
        for button in (self._edit, self._recycle):
            allow(button, not none, none)
        for button, why_not in self._needing:
            why = none if chosen is None else why_not(chosen)
            allow(button, not why, why)

    def _act(self, act: Callable[[R], None]) -> None:
        chosen = self._chosen()
        if chosen is not None:
            act(chosen)

    def _open(self, index: QModelIndex) -> None:
        self._open_editor(self._model.rows[index.row()])

    def _edit_chosen(self) -> None:
        self._act(self._open_editor)

    def _open_editor(self, record: R) -> None:
        if self.known is not None:
            self.editor(record, self.known).open()

    def _recycle_chosen(self) -> None:
        chosen: Any = self._chosen()
        if chosen is not None:
            ask_to_recycle(self.desk, self, Subject(self.kind, chosen.id))
