"""Dialogs as high as what stands in them, and no higher than the screen: Qt forgets sentences that wrap."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QWidget

from pmedia_desktop.gui.walking import focus_first

#: What a window manager puts above a dialog, in device-independent pixels.
_TITLE_BAR = 40


@runtime_checkable
class Explains(Protocol):
    """The window, which opens the manual above a dialog."""

    def explain_above(self, below: QWidget, name: str) -> None:
        """Open the manual at the place about ``name``, the dialog's class."""


class FittingDialog(QDialog):
    """A dialog that is never larger than the screen, and in which F1 leads to the manual."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the manual; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.HelpContents):
            self.explain()
        else:
            super().keyPressEvent(event)

    def explain(self) -> None:
        """Open the manual above this dialog, at the place about it or about the page below."""
        below = self.parentWidget()
        while below is not None and not isinstance(below, Explains):
            below = below.parentWidget()
        if below is not None:
            below.explain_above(self, type(self).__name__)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Give every word its room, and let what does not fit the screen scroll."""
        layout = self.layout()
        if layout is not None:
            _widen_content(layout)
            self.resize(self.size().expandedTo(layout.totalMinimumSize()))
        keep_on_screen(self)
        super().showEvent(event)
        # Content that has just been put into an area to scroll in has lost the focus, or was passed over by Qt.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        begins = self.focusWidget()
        if begins is None:
            focus_first(self)
        elif not begins.hasFocus():
            begins.setFocus()


def fit_height(dialog: QDialog) -> None:
    """Make a dialog high enough for its contents at its width, within the screen; it never becomes lower than it is."""
    layout = dialog.layout()
    if layout is None:
        return
    # What a part inside just asked for has reached its own layout alone; those around it hear of it in the event loop.
    for inner in dialog.findChildren(QLayout):
        inner.invalidate()
    _widen_content(layout)
    layout.activate()
    width = max(dialog.width() if dialog.isVisible() else 0, layout.totalMinimumSize().width(), dialog.minimumWidth())
    needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    dialog.resize(width, max(needed, dialog.height() if dialog.isVisible() else 0))
    if dialog.isVisible():
        keep_on_screen(dialog)


def keep_on_screen(dialog: QDialog) -> None:
    """Let the content scroll in a dialog that is larger than the screen: 1366 by 768 pixels at 200 % are 683 by 384.

    To be called when the dialog is shown. Its content is the one widget of its layout.
    """
    screen = dialog.screen().availableGeometry().size()
    room = QSize(screen.width(), screen.height() - _TITLE_BAR)
    layout = dialog.layout()
    if layout is None or dialog.size() == dialog.size().boundedTo(room):
        return
    size, least = dialog.size(), layout.totalMinimumSize()
    if layout.hasHeightForWidth():
        least.setHeight(layout.totalHeightForWidth(min(size.width(), room.width())))
    content = _content(layout)
    if content is not None and least != least.boundedTo(room):
        focused = dialog.focusWidget()
        layout.removeWidget(content)
        area = QScrollArea(dialog, widgetResizable=True)
        # Tab goes to its fields, which it brings into view.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        wanted = content.minimumSizeHint().expandedTo(content.minimumSize()).width()
        area.setMinimumWidth(min(wanted + area.verticalScrollBar().sizeHint().width(), room.width()))
        size.setWidth(max(size.width(), area.minimumWidth()))
        layout.addWidget(area)
        if focused is not None:
            focused.setFocus()  # moving it has taken the focus away
    dialog.setMinimumSize(dialog.minimumSize().boundedTo(room))
    dialog.resize(size.boundedTo(room))


def _content(layout: QLayout) -> QWidget | None:
    """Return the one widget of a dialog's layout, None where it scrolls already."""
    first = layout.itemAt(0)
    content = first.widget() if first is not None and layout.count() == 1 else None
    return None if isinstance(content, QScrollArea) else content


def _widen_content(layout: QLayout) -> None:
    """Let the least width that a dialog's file names give way to its words: a PC's font may be wider than ours."""
    content = _content(layout)
    if content is not None:
        content.setMinimumWidth(max(content.minimumWidth(), content.minimumSizeHint().width()))
