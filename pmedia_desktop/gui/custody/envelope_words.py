"""打印密封件: the six words once, the sheet on its way to the printer, and the groups typed back from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.custody.secret_view import SecretView
from pmedia_desktop.gui.printing.jobs import made_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.ui_files import layout_in, part
from pmedia_desktop.gui.walking import walk_here
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.problems import WrongGroups

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.keys import RecoveryKey
    from pmedia_desktop.services.custody.envelopes import PrintedEnvelope
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

_CONTEXT = "gui.custody.envelope_words"


class EnvelopeWordsDialog(SecretDialog):
    """After a print with ``printed``; later, when only the typing back is missing, with the ``groups`` alone."""

    def __init__(
        self, desk: Desk, parent: QWidget, groups: Sequence[int], place: str, printed: PrintedEnvelope | None = None
    ) -> None:
        super().__init__(desk, parent, "envelope_words", ("place",))
        self._printed = printed
        self._fields = {number: QLineEdit() for number in groups}
        self._view = SecretView(translate(_CONTEXT, "六个词"))
        self._chinese = SecretView(translate(_CONTEXT, "六个词的汉字"))
        self._lay_out()
        self.form.show({"place": place})
        again = part(self.root, QPushButton, "print_again")
        again.clicked.connect(self.print_it)
        if printed is None:
            for name in ("heading", "hint", "words_box", "print_again"):
                part(self.root, QWidget, name).hide()
            part(self.root, QLabel, "groups_heading").setText(translate(_CONTEXT, "照着纸上印的，输入下面几组字母"))
        else:
            self._view.hold(printed.words.typed, covered=False)
            self._chinese.hold(printed.words.chinese, covered=False)

    def print_it(self) -> None:
        """Print cover and sheet; without the words they are worth nothing."""
        if self._printed is not None:
            ask_to_print(self.desk, self, made_job(translate(_CONTEXT, "密封件"), self._printed.pdf))

    def submit(self, values: dict[str, Any]) -> None:
        """Compare what was typed; then the key is on paper only."""
        typed = {number: field.text() for number, field in self._fields.items()}
        place = values["place"].strip()
        self.work(lambda office, vault, _progress: _confirm(office, vault, typed, place), self._confirmed)

    def refuse(self, problem: SpokenError) -> None:
        """Lead to the first group that was typed wrongly."""
        super().refuse(problem)
        if isinstance(problem, WrongGroups):
            for number in problem.groups[:1]:
                if number in self._fields:
                    self._fields[number].setFocus()
                    self._fields[number].selectAll()

    def done(self, result: int) -> None:
        """Forget the words and the groups."""
        for view in (self._view, self._chinese):
            view.forget()
        for field in self._fields.values():
            field.setText("")
        self._printed = None
        super().done(result)

    def _confirmed(self, _key: RecoveryKey) -> None:
        self.desk.say(translate(_CONTEXT, "核对无误。请装进信封，封口签名盖章，交给保管的人"))
        self.accept()

    def _lay_out(self) -> None:
        words_place = layout_in(self.root, "words_place")
        for view in (self._view, self._chinese):
            words_place.addWidget(view)
        place = layout_in(self.root, "groups_place")
        for number, field in self._fields.items():
            column = QVBoxLayout()
            column.setSpacing(4)
            label = QLabel(translate(_CONTEXT, "第{number}组").format(number=number))
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            field.setObjectName(f"group_{number}")
            column.addWidget(label)
            column.addWidget(field)
            place.addLayout(column)
        walk_here(part(self.root, QWidget, "groups_place"), list(self._fields.values()))


def _confirm(office: Office, vault: Vault, typed: dict[int, str], place: str) -> Outcome[RecoveryKey]:
    from pmedia_desktop.services.custody.envelopes import confirm_envelope

    return confirm_envelope(office, vault, typed, place=place)
