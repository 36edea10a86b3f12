"""Cards, coloured words and notices: what pages are laid out of besides tables and forms."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.theme import Tone

#: A longer note at a card's right is shortened, its tool tip says it whole; in device-independent pixels.
_WIDEST_NOTE = 360
#: A longer title never gets less room than so many characters: the note beside it gives way first.
_NARROWEST_TITLE = 9
_FULL_WIDTH = "中"
#: Buttons of two and of four characters are equally wide, so that the notes beside them end on one line.
_BUTTON_WIDTH = 96


def pill(words: str, tone: Tone) -> QLabel:
    """Return a word on a coloured ground."""
    label = QLabel(words)
    _colour(label, tone)
    return label


def set_tone(label: QLabel, words: str, tone: Tone) -> None:
    """Make a label that may be on the screen already a coloured word."""
    _colour(label, tone)
    label.style().unpolish(label)
    label.style().polish(label)
    # A label that is on the screen already learns only by this event that its frame has become wider.
    QApplication.sendEvent(label, QEvent(QEvent.Type.StyleChange))
    label.setText(words)


def _colour(label: QLabel, tone: Tone) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("tone", tone.value)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


def words(text: str, role: str = "") -> QLabel:
    """Return a wrapping label for a sentence; ``role`` as the style sheet knows it (heading, hint)."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    # A name of a hundred characters has no place to break; it must not widen the page.
    label.setMinimumWidth(1)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


class Card(QFrame):
    """One matter: a coloured word and what it is about, sentences below, and at most one button."""

    def __init__(
        self,
        title: str,
        lines: Sequence[tuple[str, str]],
        *,
        tag: tuple[str, Tone] | None = None,
        note: str = "",
        button: tuple[str, Callable[[], None]] | None = None,
        role: str = "card",
    ) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAccessibleName("，".join([*([tag[0]] if tag else []), title]))
        top = QHBoxLayout()
        top.setSpacing(12)
        if tag is not None:
            top.addWidget(pill(*tag), 0, Qt.AlignmentFlag.AlignTop)
        heading = words(title, "heading")
        heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # By full-width characters: a title may begin with narrow ones, and quotation marks are narrow in some fonts.
        em = heading.fontMetrics().horizontalAdvance(_FULL_WIDTH)
        heading.setMinimumWidth(min(len(title), _NARROWEST_TITLE) * em)
        top.addWidget(heading, 1)
        if note:
            side = ElidedLabel()
            side.setTextFormat(Qt.TextFormat.PlainText)
            side.setText(note)
            side.setProperty("role", "hint")
            side.setMaximumWidth(_WIDEST_NOTE)
            top.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(6)
        text.addLayout(top)
        for line, line_role in lines:
            if line:
                text.addWidget(words(line, line_role))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(24)
        layout.addLayout(text, 1)
        if button is not None:
            label, action = button
            self.button = QPushButton(label)
            self.button.setMinimumWidth(_BUTTON_WIDTH)
            self.button.setAccessibleName(f"{label}：{title}")
            self.button.clicked.connect(lambda: action())
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)


def section_title(text: str) -> QLabel:
    """Return the title of a group of cards."""
    label = QLabel(text)
    label.setProperty("role", "heading")
    label.setContentsMargins(0, 8, 0, 0)
    return label


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
