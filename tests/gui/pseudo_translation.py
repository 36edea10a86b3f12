"""A pseudo-translation, and what is looked for under it: words past the door for texts, and words that are cut.

Each string is 1.4 times as long and stands in ⟦ ⟧.
"""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from pmedia_desktop.gui.elided_label import ElidedLabel
from tests.gui.hands import let_go, nameless, worked_by_hand
from tests.gui.queued_dialogs import QueuedDialogs

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DATE = re.compile(r"(\d+年)?(\d+月)?(\d+日)?|星期.|[一二三四五六日]")
PIECES = re.compile(r"[\s\u3000·（）：“”]+")
FILLING = "长"


class Pseudo(dict[tuple[str, str], str]):
    """A catalogue that has everything, 1.4 times as long."""

    def __init__(self) -> None:
        super().__init__({("", ""): ""})
        self.asked: set[tuple[str, str]] = set()

    def get(self, key: tuple[str, str], default: str | None = None) -> str:  # type: ignore[override]
        source = key[1]
        if not CHINESE.search(source):
            return source
        self.asked.add(key)
        return f"⟦{source}{FILLING * max(0, round(len(source) * 0.4) - 2)}⟧"


def said(widget: QWidget) -> list[str]:
    """Return what a widget says by itself, to whoever points at it, and to a screen reader."""
    heard = [widget.toolTip(), widget.accessibleName()]
    if isinstance(widget, (QLabel, QAbstractButton)):
        return [widget.text(), *heard]
    if isinstance(widget, QGroupBox):
        return [widget.title(), *heard]
    if isinstance(widget, (QLineEdit, QPlainTextEdit)):
        return [widget.placeholderText(), *heard]
    if isinstance(widget, QTabBar):
        return [widget.tabText(number) for number in range(widget.count())] + heard
    if isinstance(widget, QComboBox):
        return [widget.itemText(number) for number in range(widget.count())] + heard
    if isinstance(widget, QTableView) and widget.model() is not None:
        across = Qt.Orientation.Horizontal
        return [str(widget.model().headerData(at, across) or "") for at in range(widget.model().columnCount())] + heard
    return heard


def is_hard_wired(piece: str, known: str) -> bool:
    """Whether a word is neither data of the register nor a date."""
    return bool(CHINESE.search(piece)) and piece not in known and not DATE.fullmatch(piece)


def is_cut(widget: QWidget) -> bool:
    """Whether a label or a button is smaller than its words need."""
    if isinstance(widget, ElidedLabel):
        return False  # shortens itself, and tells the rest by its tool tip
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    if isinstance(widget, (QLabel, QAbstractButton)) and widget.text():
        return widget.sizeHint().width() > widget.width() + 1
    return False


def cut_headings(header: QHeaderView) -> list[str]:
    """Return the headings of a table that are narrower than their words and do not tell the rest by a tool tip."""
    model = header.model()
    return [
        str(model.headerData(at, header.orientation()))
        for at in range(header.count())
        if not header.isSectionHidden(at)
        and header.sectionSizeHint(at) > header.sectionSize(at) + 1
        and model.headerData(at, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        != model.headerData(at, header.orientation())
    ]


def cut_choices(box: QComboBox) -> list[str]:
    """Return what a box shows cut: the chosen entry without a tool tip that tells it, and those of its list."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    found = []
    if box.fontMetrics().horizontalAdvance(box.currentText()) > room.width() and box.toolTip() != box.currentText():
        found.append(f"chosen: {box.currentText()}")
    if box.view().sizeHintForColumn(0) > box.width():
        box.showPopup()
        if box.view().sizeHintForColumn(0) > box.view().viewport().width():
            found.append(f"list: {max((box.itemText(at) for at in range(box.count())), key=len)}")
        box.hidePopup()
    return found


def walks_astray(dialog: QDialog) -> list[str]:
    """Return where the keyboard goes astray: beginning at the tabs or at cancel, or at the buttons before a field."""
    begins = dialog.focusWidget()
    wrong = isinstance(begins, QTabBar) or (begins is not None and begins.objectName() == "cancel")
    found = ["begins nowhere"] if begins is None else []
    if begins is not None and wrong:
        found.append(f"begins at {type(begins).__name__} {begins.objectName()}")
    buttons = (dialog.findChild(QPushButton, name) for name in ("save", "accept"))
    button = next((one for one in buttons if one is not None and one.isVisibleTo(dialog)), None)
    if button is not None:
        walked = []
        part = dialog.nextInFocusChain()
        while part is not dialog:
            walked.append(part)
            part = part.nextInFocusChain()
        at = {part: number for number, part in enumerate(walked)}
        found += [
            f"{type(field).__name__} {field.objectName()} after {button.objectName()}"
            for field in worked_by_hand(dialog)
            if not isinstance(field, (QPushButton, QToolButton))
            and field.focusPolicy() & Qt.FocusPolicy.TabFocus
            and at.get(field, -1) > at[button]
        ]
    return found


class LookedAt(QueuedDialogs):
    """The dialogs of the window; what is asked or told is looked at and dismissed, no file is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.look: Callable[[QWidget], None] = lambda _box: None

    def answer_message(self, box: QMessageBox) -> None:
        box.show()
        self.look(box)
        box.hide()

    def answer_file(self, dialog: QFileDialog) -> Path | None:
        return None


class Look:
    """What was found on everything that was looked at."""

    def __init__(self, known: str) -> None:
        self._known = known
        self.where = ""
        self.hard_wired: set[str] = set()
        self.cut: set[str] = set()
        self.nameless: set[str] = set()
        self.astray: set[str] = set()
        self.unexplained: set[str] = set()
        self.kinds: set[str] = set()

    def at(self, shown: QWidget) -> None:
        """Look at a page or a dialog, tab by tab."""
        self.kinds.add(type(shown).__name__)
        if isinstance(shown, QDialog):
            self.nameless |= {f"{self.where} {found}" for found in nameless(shown)}
            self.astray |= {f"{self.where} {type(shown).__name__} {found}" for found in walks_astray(shown)}
        tabs = shown.findChild(QTabWidget) if isinstance(shown, QDialog) else None
        for number in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                tabs.setCurrentIndex(number)
            self._at_parts(shown)
        for steps in shown.findChildren(QStackedWidget):
            if steps.isVisibleTo(shown) and not isinstance(steps.parent(), QTabWidget):
                here = steps.currentIndex()
                for number in range(steps.count()):
                    steps.setCurrentIndex(number)
                    let_go()
                    self._at_parts(steps)
                steps.setCurrentIndex(here)

    def _at_parts(self, shown: QWidget) -> None:
        for widget in shown.findChildren(QWidget):
            if widget.isVisibleTo(shown) and not isinstance(widget.parent(), QTextBrowser):
                self._at_part(widget)

    def _at_part(self, widget: QWidget) -> None:
        named = f"{self.where} {type(widget).__name__} {widget.objectName()}: {said(widget)}"
        for text in said(widget):
            if "⟦" not in text and any(is_hard_wired(piece, self._known) for piece in PIECES.split(text)):
                self.hard_wired.add(named)
        if is_cut(widget):
            self.cut.add(named)
        if isinstance(widget, (QPushButton, QToolButton)) and not widget.isEnabled() and not widget.toolTip():
            self.unexplained.add(named)
        if (
            isinstance(widget, QHeaderView)
            and widget.model() is not None
            and widget.orientation() == Qt.Orientation.Horizontal
        ):
            named = f"{self.where} {type(widget.parent()).__name__} {widget.parent().objectName()}"
            self.cut |= {f"{named}: {heading}" for heading in cut_headings(widget)}
        if isinstance(widget, QComboBox):
            self.cut |= {f"{named} {entry}" for entry in cut_choices(widget)}

    def found(self) -> str:
        """Return everything that was found, a line each; empty where nothing was."""
        each = (self.hard_wired, self.cut, self.nameless, self.astray, self.unexplained)
        return "\n".join(sorted(line for lines in each for line in lines))
