"""Where Tab leads in a form: to its first field at the beginning, and to fields made late in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_first(area: QWidget) -> None:
    """Put the focus into the first field below ``area``."""
    first = next(
        _stops(area, lambda part: area.isAncestorOf(part) and part.isEnabled() and part.isVisibleTo(area)), None
    )
    if first is not None:
        first.setFocus()


def walk_here(place: QWidget, made: Sequence[QWidget]) -> None:
    """Let Tab come to ``made`` where ``place`` stands, which holds them; else it would come to them last of all."""
    after = next(_stops(place, lambda part: not any(one is part or one.isAncestorOf(part) for one in made)), None)
    if after is None or not made:
        return
    # Qt moves nothing behind the last part of a window; so they go behind their neighbour, and it behind them.
    for before, then in pairwise((after, *made, after)):
        QWidget.setTabOrder(before, then)


def _stops(begin: QWidget, fits: Callable[[QWidget], bool]) -> Iterator[QWidget]:
    """Yield where Tab stops from ``begin`` to the end of its window."""
    part, window = begin.nextInFocusChain(), begin.window()
    while part is not None and part not in (begin, window):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and fits(part):
            yield part
        part = part.nextInFocusChain()
