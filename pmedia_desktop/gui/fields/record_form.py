"""A record's values in the fields of a Designer file: a widget's object name is the record's field name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.texts import translate

_CONTEXT = "gui.fields.record_form"

_KINDS = (QLineEdit, QPlainTextEdit, ChoiceBox, QSpinBox, QCheckBox, DateField)


class RecordForm:
    """The fields below ``root`` that are called like ``names``.

    A label called ``problem`` shows what was refused; the field to mend gets a red frame and the focus.
    """

    def __init__(self, root: QWidget, names: Sequence[str]) -> None:
        self._root = root
        self._fields = {name: widget for name in names if (widget := _find(root, name)) is not None}
        self._problem = root.findChild(QLabel, "problem")
        for name, widget in self._fields.items():
            label = _label_of(root, name)
            if label is not None:
                label.setBuddy(widget)
                widget.setAccessibleName(label.text().rstrip("*： "))
        self.clear_problem()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields that the file has."""
        return tuple(self._fields)

    def widget(self, name: str) -> QWidget:
        """Return a field."""
        return self._fields[name]

    def offer(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        """Fill a choice with values and the words that people read; what was chosen stays if it is still there."""
        box = self._fields[name]
        if not isinstance(box, ChoiceBox):
            raise TypeError(f"{name} is not a choice")
        box.offer(choices)

    def show(self, values: Mapping[str, Any]) -> None:
        """Show the values of the fields that ``values`` names."""
        for name, value in values.items():
            if name in self._fields:
                _put(self._fields[name], value)

    def values(self) -> dict[str, Any]:
        """Return what the fields hold; ``InputError`` names the first field that can't be read."""
        return {name: self._take(name, widget) for name, widget in self._fields.items()}

    def typed(self) -> dict[str, Any]:
        """Return what was typed as JSON values, unread dates included: for keeping a half-filled form."""
        return {name: _typed(widget) for name, widget in self._fields.items()}

    def show_typed(self, typed: Mapping[str, Any]) -> None:
        """Show again what :meth:`typed` gave."""
        for name, value in typed.items():
            if name in self._fields:
                _put_typed(self._fields[name], value)

    def on_change(self, call: Callable[[], None]) -> None:
        """Call ``call`` whenever the user changes a field."""
        for widget in self._fields.values():
            _connect(widget, call)

    def refuse(self, problem: SpokenError) -> None:
        """Show what was refused, at its field if the problem names one."""
        self.clear_problem()
        if self._problem is not None:
            self._problem.setText(str(problem))
            self._problem.show()
        widget = self._fields.get(problem.field)
        if widget is not None:
            _mark(widget, True)
            widget.setFocus()

    def clear_problem(self) -> None:
        """Take away what :meth:`refuse` showed."""
        if self._problem is not None:
            self._problem.clear()
            self._problem.hide()
        for widget in self._fields.values():
            _mark(widget, False)

    def focus(self, name: str) -> bool:
        """Put the focus into a field; False when the form has none of this name."""
        widget = self._fields.get(name)
        if widget is None:
            return False
        widget.setFocus()
        return True

    def _take(self, name: str, widget: QWidget) -> Any:
        try:
            return _value(widget)
        except ValueError as error:
            label = widget.accessibleName()
            if isinstance(widget, DateField):
                raise InputError(
                    translate(_CONTEXT, "{label}“{text}”不是日期，").format(label=label, text=widget.line.text()),
                    translate(_CONTEXT, "请按 2026-11-23 的样子填写，不知道就留空。"),
                    field=name,
                ) from error
            raise InputError(
                translate(_CONTEXT, "{label}应为整数，").format(label=label),
                translate(_CONTEXT, "请只填数字，不知道就留空。"),
                field=name,
            ) from error


def _find(root: QWidget, name: str) -> QWidget | None:
    for kind in _KINDS:
        found = root.findChild(kind, name)
        if found is not None:
            return found
    return None


def _label_of(root: QWidget, name: str) -> QLabel | None:
    return root.findChild(QLabel, f"{name}_label")


def _value(widget: QWidget) -> Any:
    if isinstance(widget, QLineEdit):
        if widget.property("integer"):
            text = widget.text().strip().replace(",", "").replace("，", "")
            return int(text) if text else None
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, ChoiceBox):
        return widget.choice()
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, DateField):
        return widget.day()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    raise TypeError(type(widget).__name__)


def _put(widget: QWidget, value: Any) -> None:
    if isinstance(widget, QLineEdit):
        widget.setText("" if value is None else str(value))
        widget.setCursorPosition(0)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(value or "")
    elif isinstance(widget, ChoiceBox):
        widget.choose(value)
    elif isinstance(widget, QSpinBox):
        widget.setValue(value)
    elif isinstance(widget, DateField):
        widget.set_day(value)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))


def _typed(widget: QWidget) -> Any:
    if isinstance(widget, DateField):
        return widget.line.text()
    if isinstance(widget, QLineEdit):
        return widget.text()
    value = _value(widget)
    return value.value if isinstance(value, StrEnum) else value


def _put_typed(widget: QWidget, value: Any) -> None:
    if isinstance(widget, DateField):
        widget.line.setText(value or "")
    else:
        _put(widget, value)


def _connect(widget: QWidget, call: Callable[[], None]) -> None:
    if isinstance(widget, QLineEdit):
        widget.textEdited.connect(lambda _text: call())
    elif isinstance(widget, QPlainTextEdit):
        widget.textChanged.connect(call)
    elif isinstance(widget, ChoiceBox):
        widget.currentIndexChanged.connect(lambda _index: call())
    elif isinstance(widget, QSpinBox):
        widget.valueChanged.connect(lambda _value: call())
    elif isinstance(widget, DateField):
        widget.changed.connect(call)
    elif isinstance(widget, QCheckBox):
        widget.toggled.connect(lambda _on: call())


def _mark(widget: QWidget, wrong: bool) -> None:
    target = widget.line if isinstance(widget, DateField) else widget
    if bool(target.property("wrong")) == wrong:
        return  # the style sheet looks at every field of a form at length
    target.setProperty("wrong", wrong)
    target.style().unpolish(target)
    target.style().polish(target)
