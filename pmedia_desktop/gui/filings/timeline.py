"""Steps as a vertical line: what is done and when, what is next, what it still needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pmedia_desktop.gui.cards import clear, words
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.texts import translate

_CONTEXT = "gui.filings.timeline"
_GUTTER = 32
_MIDDLE = QPointF(12, 12)
_RADIUS = 9.0


class Mark(Enum):
    """How a step stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    WRONG = "wrong"


@dataclass(frozen=True)
class StepButton:
    """What can be done at a step; the one to press next is ``primary``."""

    label: str
    act: Callable[[], None]
    primary: bool = False


@dataclass(frozen=True)
class StepRow:
    """One step. A need is a sentence that leads to where it is mended; ``mend`` stands beside the note."""

    title: str
    mark: Mark
    note: str = ""
    needs: tuple[tuple[str, Callable[[], None]], ...] = ()
    buttons: tuple[StepButton, ...] = ()
    mend: StepButton | None = None


class Timeline(QWidget):
    """A titled line of steps."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._title = QLabel(title)
        self._title.setProperty("role", "heading")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addLayout(self._rows)
        layout.addStretch(1)

    def show_steps(self, rows: Sequence[StepRow]) -> None:
        """Show the steps; the focus stays with the timeline when it had it."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        clear(self._rows)
        for number, row in enumerate(rows, 1):
            self._rows.addWidget(_Step(number, row, is_first=number == 1, is_last=number == len(rows)))
        if had_focus:
            self.focus_next_step()

    def focus_next_step(self) -> None:
        """Put the focus on the button to press next."""
        for button in self.findChildren(QPushButton):
            if button.property("role") == "primary" and not button.isHidden():
                button.setFocus()
                return


class _Step(QWidget):
    def __init__(self, number: int, row: StepRow, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._number = number
        self._mark = row.mark
        self._is_first = is_first
        self._is_last = is_last
        self.setAccessibleName(
            translate(_CONTEXT, "第{number}步，{title}，{how}").format(number=number, title=row.title, how=_how(row))
        )
        title = words(row.title)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        font = title.font()
        font.setBold(row.mark is Mark.NOW or row.mark is Mark.WRONG)
        title.setFont(font)
        if row.mark is Mark.LATER:
            title.setProperty("role", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_GUTTER, 1, 0, 14)
        layout.setSpacing(4)
        layout.addWidget(title)
        if row.note or row.mend:
            layout.addLayout(_note(row))
        for sentence, act in row.needs:
            layout.addWidget(link(sentence, act))
        if row.buttons:
            layout.addLayout(_buttons(row.buttons, row.title))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the line and the mark on it."""
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.border), 2))
        if not self._is_first:
            painter.drawLine(QPointF(_MIDDLE.x(), 0), QPointF(_MIDDLE.x(), _MIDDLE.y() - _RADIUS - 3))
        if not self._is_last:
            painter.drawLine(QPointF(_MIDDLE.x(), _MIDDLE.y() + _RADIUS + 3), QPointF(_MIDDLE.x(), self.height()))
        self._draw_mark(painter)
        painter.end()

    def _draw_mark(self, painter: QPainter) -> None:
        colours = theme().colours
        ground, ring, ink = {
            Mark.DONE: (colours.good_soft, colours.good_soft, colours.good),
            Mark.NOW: (colours.accent, colours.accent, colours.accent_text),
            Mark.LATER: (colours.surface, colours.strong_border, colours.muted),
            Mark.WRONG: (colours.danger_soft, colours.danger_soft, colours.danger),
        }[self._mark]
        circle = QRectF(_MIDDLE.x() - _RADIUS, _MIDDLE.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        painter.setPen(QPen(QColor(ring), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(circle)
        painter.setPen(QPen(QColor(ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        if self._mark is Mark.DONE:
            painter.drawPolyline([_MIDDLE + QPointF(-4, 0.5), _MIDDLE + QPointF(-1, 3.5), _MIDDLE + QPointF(4.5, -3)])
            return
        font = painter.font()
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        text = "!" if self._mark is Mark.WRONG else str(self._number)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, text)


def _how(row: StepRow) -> str:
    words_of_marks = {
        Mark.DONE: translate(_CONTEXT, "已完成"),
        Mark.NOW: translate(_CONTEXT, "现在办"),
        Mark.LATER: translate(_CONTEXT, "以后办"),
        Mark.WRONG: translate(_CONTEXT, "需要处理"),
    }
    return words_of_marks[row.mark]


def link(sentence: str, act: Callable[[], None]) -> QLabel:
    """Return a sentence that leads somewhere, by click or by Tab and Enter."""
    label = QLabel(f'<a href="#">{escape(sentence)}</a>')
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setAccessibleName(sentence)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    label.linkActivated.connect(lambda _link: act())
    return label


def _note(row: StepRow) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(4)
    layout.addWidget(words(row.note, "hint"), 1)
    if row.mend is not None:
        layout.addWidget(_button(row.mend, row.title), 0, Qt.AlignmentFlag.AlignTop)
    return layout


def _button(entry: StepButton, title: str) -> QPushButton:
    button = QPushButton(entry.label)
    button.setProperty("role", "primary" if entry.primary else "quiet")
    button.setAccessibleName(f"{entry.label}：{title}")
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda _on=False: entry.act())
    return button


def _buttons(buttons: Sequence[StepButton], title: str) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setSpacing(4)
    for entry in buttons:
        layout.addWidget(_button(entry, title))
    layout.addStretch(1)
    return layout
