"""Shows a secret by painting it: nothing in it can be selected, dragged, read by name, or left in a widget's text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmedia_desktop.vault.secret import Secret

_DOTS = "●●●●●●●●●●"
_POINTS = 15
_MARGIN = 4
_NARROWEST, _USUAL_WIDTH = 200, 360


class SecretView(QWidget):
    """Dots until :meth:`uncover`; several lines as they stand in the secret. Forgotten when hidden."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # 0O and 1l are told apart in the system's fixed font.
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSize(_POINTS)
        self.setFont(font)
        self._secret: Secret | None = None
        self._covered = True

    @property
    def is_covered(self) -> bool:
        """Whether dots are shown."""
        return self._covered

    def hold(self, secret: Secret, *, covered: bool = True) -> None:
        """Take a secret to show."""
        self._secret = secret
        self._covered = covered
        self.updateGeometry()
        self.update()

    def uncover(self, on: bool) -> None:
        """Show the secret or dots."""
        self._covered = not on
        self.update()

    def forget(self) -> None:
        """Let go of the secret."""
        self._secret = None
        self._covered = True
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that a narrow view needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return room for every line; the same whether it is covered or not."""
        return self.fontMetrics().height() * len(self._wrapped(width)) + 2 * _MARGIN

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for every line at the usual width."""
        return QSize(_USUAL_WIDTH, self.heightForWidth(_USUAL_WIDTH))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for one line."""
        return QSize(_NARROWEST, self.fontMetrics().height() + 2 * _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint line by line."""
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        lines = [_DOTS] if self._covered else self._wrapped(self.width())
        height = self.fontMetrics().height()
        for number, line in enumerate(lines):
            painter.drawText(
                0, _MARGIN + number * height, self.width(), height, int(Qt.AlignmentFlag.AlignVCenter), line
            )

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Cover when the window is minimised; forget when the view goes."""
        super().hideEvent(event)
        self.uncover(False)
        if not event.spontaneous():
            self.forget()

    def _wrapped(self, width: int) -> list[str]:
        """Return the secret in pieces that fit the width, broken after spaces where there are any."""
        text = self._secret.reveal() if self._secret is not None else ""
        return [piece for line in text.split("\n") for piece in self._pieces(line, max(width, _NARROWEST))]

    def _pieces(self, line: str, width: int) -> list[str]:
        advance = self.fontMetrics().horizontalAdvance
        pieces: list[str] = []
        while line:
            fits = len(line)
            while fits > 1 and advance(line[:fits].rstrip(" ")) > width:
                fits -= 1
            after_space = line.rfind(" ", 0, fits) + 1
            cut = after_space if after_space and fits < len(line) else fits
            pieces.append(line[:cut])
            line = line[cut:]
        return pieces or [""]
