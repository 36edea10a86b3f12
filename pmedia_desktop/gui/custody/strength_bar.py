"""How strong a typed password or passphrase is, measured off the UI thread while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.vault.secret import Secret
    from pmedia_desktop.vault.strength import Strength

_CONTEXT = "gui.custody.strength_bar"
_PAUSE = 200
_STEPS = 4
_TONES = ("danger", "danger", "warning", "good", "good")


class StrengthBar(QObject):
    """Works the parts ``bar`` and ``strength`` of a Designer file."""

    def __init__(self, desk: Desk, root: QWidget, typed: Callable[[], Secret]) -> None:
        super().__init__(root)
        self._desk = desk
        self._typed = typed
        self._bar = part(root, QProgressBar, "bar")
        self._words = part(root, QLabel, "strength")
        self._bar.setRange(0, _STEPS)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._measure)
        self.clear()

    def note_change(self) -> None:
        """Measure soon."""
        self._timer.start()

    def clear(self) -> None:
        """Say nothing."""
        self._timer.stop()
        self._bar.setValue(0)
        self._words.setText(translate(_CONTEXT, "强度：还没有填写"))

    def _measure(self) -> None:
        typed = self._typed()
        if not typed.reveal():
            self.clear()
            return
        self._desk.read(self, lambda office: _measure(office, typed), self._show, replaces="strength")

    def _show(self, strength: Strength) -> None:
        self._bar.setValue(max(1, int(strength.level)))
        self._bar.setProperty("tone", _TONES[strength.level])
        self._bar.style().unpolish(self._bar)
        self._bar.style().polish(self._bar)
        reasons = translate(_CONTEXT, "；").join(strength.reasons)
        said = translate(_CONTEXT, "强度：{name}（{reasons}）") if reasons else translate(_CONTEXT, "强度：{name}")
        self._words.setText(said.format(name=strength.name, reasons=reasons))


def _measure(office: Office, typed: Secret) -> Strength:
    from pmedia_desktop.services.custody.keys import known_words
    from pmedia_desktop.services.office import snapshot
    from pmedia_desktop.vault.strength import measure

    return measure(typed, known_words(snapshot(office)))
