"""填写内容: everything that a filing says besides account, unit and people, in the sections of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableWidget, QWidget

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.gui.editors.choices import words_of, yes_or_no
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.filings.applying import show_applying
from pmedia_desktop.gui.filings.changes_table import ChangesTable
from pmedia_desktop.gui.filings.filing_fields import (
    FILING_FIELDS,
    field_called,
    field_values,
    is_open_for_entry,
    with_values,
)
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.filing import ApprovalForm, ClosureReason, Filing, FilingKind, FilingState, LoginWay
from pmedia_desktop.texts import translate

_CONTEXT = "gui.filings.filing_form"
_CLOSURE_SECTIONS = ("closure_section", "notice_section", "cancellation_section")


class FilingForm(QWidget):
    """The form of one filing. ``changed`` is called whenever the user changes something."""

    def __init__(self, parent: QWidget, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._filing = Filing()
        self._changed = changed
        self._showing = False
        self._root = load_ui("filing_form", self)
        self._form = RecordForm(self._root, FILING_FIELDS)
        self._form.offer("approval_form", words_of(ApprovalForm))
        self._form.offer("closure_reason", words_of(ClosureReason))
        self._form.offer("login_way", words_of(LoginWay))
        self._form.offer("publicly_announced", yes_or_no())
        self._form.on_change(self._note_change)
        self._changes = ChangesTable(part(self._root, QTableWidget, "changes"), self._note_change)
        self._add = part(self._root, QPushButton, "add_change")
        self._remove = part(self._root, QPushButton, "remove_change")
        self._add.clicked.connect(self._changes.add)
        self._remove.clicked.connect(self._changes.remove)
        self._remove.clicked.connect(self._note_change)

    def button(self, name: str) -> QPushButton:
        """Return a button of the file, for the page to answer."""
        return part(self._root, QPushButton, name)

    def show_filing(self, filing: Filing) -> None:
        """Show the filing, with the sections of its kind, open for entry as far as it still is."""
        self._filing = filing
        self._showing = True
        self._form.clear_problem()
        self._form.show(field_values(filing))
        self._changes.show(filing.changes)
        self._show_sections(filing)
        show_applying(self._root, self._form)
        for name in self._form.names:
            _set_open(self._form.widget(name), is_open_for_entry(filing, name))
        rows_open = is_open_for_entry(filing, "changes")
        self._changes.set_editable(rows_open)
        for button in (self._add, self._remove, self.button("draft_notice")):
            button.setEnabled(rows_open)
        self._showing = False

    def filing(self) -> Filing:
        """Return the filing as it stands on screen; ``InputError`` for what can't be read."""
        values = {name: value for name, value in self._form.values().items() if is_open_for_entry(self._filing, name)}
        edited = with_values(self._filing, values)
        if is_open_for_entry(self._filing, "changes"):
            edited = replace(edited, changes=self._changes.changes())
        return edited

    def state(self) -> dict[str, Any]:
        """Return what was typed, as JSON values."""
        return {**self._form.typed(), "changes": self._changes.typed()}

    def show_state(self, typed: Mapping[str, Any]) -> None:
        """Show again what :meth:`state` gave."""
        self._showing = True
        self._form.show_typed(typed)
        if "changes" in typed:
            self._changes.show_typed(typed["changes"])
        show_applying(self._root, self._form)
        self._showing = False

    def put(self, name: str, value: Any) -> None:
        """Enter a value as if the user had typed it."""
        self._form.show({name: value})
        self._note_change()

    def text(self, name: str) -> str:
        """Return what stands in a field of several lines."""
        widget = self._form.widget(name)
        return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""

    def refuse(self, problem: SpokenError) -> None:
        """Mark the field that was refused."""
        renamed = type(problem)(problem.message, problem.remedy, field=field_called(problem.field))
        self._form.refuse(renamed)

    def clear_problem(self) -> None:
        """Take the mark away."""
        self._form.clear_problem()

    def focus(self, name: str) -> bool:
        """Put the focus where a rule points; False when it points elsewhere."""
        if name == "changes":
            part(self._root, QTableWidget, "changes").setFocus()
            return True
        name = field_called(name)
        if name not in self._form.names or not self._form.widget(name).isEnabled():
            return False
        return self._form.focus(name)

    def widget_of(self, name: str) -> QWidget | None:
        """Return the field that a rule means, for scrolling to it."""
        name = field_called(name)
        return self._form.widget(name) if name in self._form.names else None

    def _note_change(self) -> None:
        show_applying(self._root, self._form)
        if not self._showing:
            self._changed()

    def _show_sections(self, filing: Filing) -> None:
        part(self._root, QFrame, "changes_section").setVisible(filing.kind is FilingKind.CHANGE)
        for name in _CLOSURE_SECTIONS:
            part(self._root, QFrame, name).setVisible(filing.kind is FilingKind.CLOSURE)
        note = part(self._root, QLabel, "fixed_note")
        note.setText(_fixed_note(filing.state))
        note.setVisible(filing.state.keeps_its_paper)
        label = part(self._root, QLabel, "event_on_label")
        names = {
            FilingKind.OPENING: translate(_CONTEXT, "平台开通日期"),
            FilingKind.CHANGE: translate(_CONTEXT, "变更生效日期"),
        }
        label.setText(names.get(filing.kind, ""))
        is_closure = filing.kind is FilingKind.CLOSURE
        label.setVisible(not is_closure)
        # A closure's day is the day of its completion, below.
        self._form.widget("event_on").setVisible(not is_closure)
        self._form.widget("event_on").setAccessibleName(label.text())


def _fixed_note(state: FilingState) -> str:
    if state in (FilingState.SIGNED, FilingState.SEALED):
        return translate(
            _CONTEXT, "这份备案已经签字，表上的内容不再改动。要改的，点“更多”退回草稿，改好后重新打印、签字。"
        )
    return translate(_CONTEXT, "这份备案已经报送，报送的内容不再改动；有错的，另做一份变更备案，或在被退回后更正重报。")


def _set_open(widget: QWidget, is_open: bool) -> None:
    """Close a field for entry; texts stay readable and can be copied."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(not is_open)
    else:
        widget.setEnabled(is_open)
