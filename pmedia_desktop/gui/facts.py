"""Label and value pairs in two columns: what a page knows of a record, for reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from pmedia_desktop.gui.cards import words
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "gui.facts"
#: A longer text has a row of its own, in characters.
_LONGEST_IN_A_COLUMN = 48


def as_text(value: Any) -> str:
    """Return a record's value as people read it; empty where nothing is known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return translate(_CONTEXT, "是") if value else translate(_CONTEXT, "否")
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def facts_card(
    title: str, facts: Sequence[tuple[str, str]], button: tuple[str, Callable[[], None]] | None = None
) -> QFrame:
    """Return a card with the facts that are known; what is not known yet is named in one line below."""
    card = QFrame()
    card.setProperty("role", "card")
    card.setAccessibleName(title)
    heading = QLabel(title)
    heading.setProperty("role", "heading")
    top = QHBoxLayout()
    top.addWidget(heading, 1)
    if button is not None:
        label, action = button
        push = QPushButton(label)
        push.clicked.connect(lambda: action())
        top.addWidget(push)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    known = [(label, text) for label, text in facts if text]
    short = [fact for fact in known if len(fact[1]) <= _LONGEST_IN_A_COLUMN]
    half = (len(short) + 1) // 2
    for number, fact in enumerate(short):
        _add_fact(grid, fact, number % half, 2 * (number // half), 1)
    for row, fact in enumerate((fact for fact in known if fact not in short), start=half):
        _add_fact(grid, fact, row, 0, 3)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 12, 16, 14)
    layout.setSpacing(10)
    layout.addLayout(top)
    layout.addLayout(grid)
    unknown = [label for label, text in facts if not text]
    if unknown:
        layout.addWidget(words(translate(_CONTEXT, "未登记：{labels}").format(labels="、".join(unknown)), "hint"))
    return card


def _add_fact(grid: QGridLayout, fact: tuple[str, str], row: int, column: int, columns: int) -> None:
    label, text = fact
    name = words(label, "hint")
    name.setWordWrap(False)
    value = words(text)
    value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    value.setAccessibleName(f"{label}：{text}")
    grid.addWidget(name, row, column, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(value, row, column + 1, 1, columns, Qt.AlignmentFlag.AlignTop)
