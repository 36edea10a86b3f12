"""The dialog port with answers queued beforehand; everything up to the user's click is the real thing."""

from collections import deque
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from pmedia_desktop.gui.dialogs import Dialogs


class UnexpectedDialog(AssertionError):
    """A dialog that no test has foreseen; it would have waited for a click for ever."""


class QueuedDialogs(Dialogs):
    """Answers by the words on a button, or by paths; ``shown`` keeps what each dialog said.

    ``began_in`` keeps the folder that each file dialog showed first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.began_in: list[Path] = []
        self._buttons: deque[str] = deque()
        self._paths: deque[Path | None] = deque()

    def press_next(self, *buttons: str) -> None:
        """Press these buttons, one for each message box to come."""
        self._buttons.extend(buttons)

    def choose_next(self, path: Path | None) -> None:
        """Choose this file in the next file dialog, or dismiss it."""
        self._paths.append(path)

    def assert_all_used(self) -> None:
        """Fail when an answer was queued for a dialog that never came."""
        assert not self._buttons, f"no dialog asked for {list(self._buttons)}; shown: {self.shown}"
        assert not self._paths, f"no file dialog asked for {list(self._paths)}"

    def answer_message(self, box: QMessageBox) -> None:
        title = box.text().replace("\u200b", "")  # where a path may go to the next line
        said = "\n".join(text for text in (title, box.informativeText(), box.detailedText()) if text)
        self.shown.append(said)
        if not self._buttons:
            raise UnexpectedDialog(said)
        wanted = self._buttons.popleft()
        buttons = {button.text(): button for button in box.buttons()}
        assert wanted in buttons, f"“{wanted}” is none of {list(buttons)}: {said}"
        button = buttons[wanted]
        assert isinstance(button, QPushButton)
        box.show()
        button.click()
        box.hide()

    def answer_file(self, dialog: QFileDialog) -> Path | None:
        self.shown.append(dialog.windowTitle())
        self.began_in.append(Path(dialog.directory().absolutePath()))
        if not self._paths:
            raise UnexpectedDialog(dialog.windowTitle())
        # Qt shows a filter as it is given: several kinds in one are written out to the user with their ";;".
        assert not any(";;" in kinds for kinds in dialog.nameFilters()), dialog.nameFilters()
        return self._paths.popleft()
