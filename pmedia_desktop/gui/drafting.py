"""Keeps what is being typed: a half-filled guide or dialog is there again after a power cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.tasks import Lane
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.drafting"
#: What was typed is written to the register this long after the last key, in milliseconds.
_PAUSE = 700
#: What could not be written is tried again after this time, in milliseconds.
_RETRY = 5000


class DraftKeeper(QObject):
    """Keeps the values that ``typed`` gives under ``key``, a moment after the last change.

    When ``typed`` gives nothing, nothing is kept. While the register can't be written, a line at the window's
    foot says so, and the values are tried again.
    """

    def __init__(self, desk: Desk, key: str, typed: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = key
        self._typed = typed
        self._latest: Mapping[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.keep_now)

    def recall(self, show: Callable[[Mapping[str, Any]], None]) -> None:
        """Show what was kept, if anything was."""
        key = self._key

        def read(office: Office) -> Mapping[str, Any] | None:
            from pmedia_desktop.services.drafts import read_draft

            return read_draft(office, key)

        self._desk.read(self.parent(), read, lambda draft: show(draft) if draft else None)

    def note_change(self) -> None:
        """Keep the values soon."""
        self._timer.start()

    def keep_now(self) -> None:
        """Keep the values now."""
        self._timer.stop()
        self._write(dict(self._typed()) or None)

    def forget(self) -> None:
        """Drop what was kept: the guide is finished or given up."""
        self._timer.stop()
        self._write(None)

    def _write(self, values: Mapping[str, Any] | None) -> None:
        if not self._desk.is_open:
            return
        key, office = self._key, self._desk.office
        self._latest = values

        def write(_progress: object) -> None:
            from pmedia_desktop.services.drafts import keep_draft

            keep_draft(office, key, values)

        # The desk outlives dialogs: what is typed last is written even while the dialog closes.
        desk = self._desk
        desk.tasks.run(
            Lane.WRITE,
            write,
            desk,
            lambda _nothing: desk.drafts_kept.emit(),
            lambda failure: self._fail(values, failure),
        )

    def _fail(self, values: Mapping[str, Any] | None, failure: BaseException) -> None:
        """Try again later what the disk or a lock refused; typing must not be interrupted by it."""
        desk = self._desk
        if not isinstance(failure, EnvironmentProblem):
            desk.answer_failure(failure)
            return
        desk.say(translate(_CONTEXT, "填写的内容暂时没能保留，会再试"))
        QTimer.singleShot(_RETRY, desk, lambda: self._write(values) if self._latest is values else None)
