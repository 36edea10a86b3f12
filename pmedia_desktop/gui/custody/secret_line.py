"""A field for a secret: dots until it is revealed, no input method, forgotten when it is hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from pmedia_desktop.gui.ui_files import own_widget
from pmedia_desktop.vault.secret import Secret


@own_widget
class SecretLine(QLineEdit):
    """Qt already refuses to copy dots; what is revealed is not copied, dragged or selected either."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        # A selection of what is readable would go to X11's primary selection, for every program to paste.
        self.selectionChanged.connect(self._select_dots_only)

    def secret(self) -> Secret:
        """Return what was typed."""
        return Secret(self.text())

    def show_secret(self, secret: Secret) -> None:
        """Put a secret into the field."""
        self.setText(secret.reveal())
        self.setCursorPosition(0)

    def forget(self) -> None:
        """Empty the field; with it goes what undo would bring back."""
        self.setText("")

    def reveal(self, on: bool) -> None:
        """Show letters or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:  # noqa: N802 - Qt's name
        """Keep the input method off: it would learn the word."""
        if query is Qt.InputMethodQuery.ImEnabled:
            return False
        if argument is None:
            return super().inputMethodQuery(query)
        return super().inputMethodQuery(query, argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Refuse to copy what is revealed."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            event.accept()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Turn to dots when the window is minimised; forget when the field goes."""
        super().hideEvent(event)
        self.reveal(False)
        if not event.spontaneous():
            self.forget()

    def _select_dots_only(self) -> None:
        if self.echoMode() is QLineEdit.EchoMode.Normal and self.hasSelectedText():
            self.deselect()
