"""设置、更换开锁口令: four words that the program draws, or an own one that is measured; typed as a proof."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QLabel, QRadioButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.custody.drawn_words import DrawnWordsLines
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.custody.strength_bar import StrengthBar
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.secret import Secret
    from pmedia_desktop.vault.words import DrawnWords

_CONTEXT = "gui.custody.first_passphrase"


class Occasion(Enum):
    """Why a passphrase is set: for the first time, by choice, or because the old one may be known."""

    FIRST = "first"
    CHANGED = "changed"
    LEAKED = "leaked"


class FirstPassphraseDialog(SecretDialog):
    """``then`` is called once it is set; the person's identity lies open then."""

    def __init__(
        self, desk: Desk, parent: QWidget, person: Person, then: Callable[[], None], occasion: Occasion = Occasion.FIRST
    ) -> None:
        super().__init__(desk, parent, "first_passphrase")
        self._person = person
        self._then = then
        self._occasion = occasion
        self._offered = part(self.root, QRadioButton, "offered")
        self._words = DrawnWordsLines(
            self, translate(_CONTEXT, "程序给出的四个词"), translate(_CONTEXT, "四个词的汉字，帮助记忆")
        )
        self._strength = StrengthBar(desk, self.root, self.line("passphrase").secret)
        title, button = _words(occasion)
        self.setWindowTitle(title)
        self.button.setText(button)
        part(self.root, QLabel, "heading").setText(translate(_CONTEXT, "{name}的开锁口令").format(name=person.name))
        part(self.root, QWidget, "old_box").setVisible(occasion is not Occasion.FIRST)
        self._offered.toggled.connect(lambda _on: self._show_manner())
        self.line("passphrase").textEdited.connect(lambda _text: self._strength.note_change())
        self._words.draw()
        self._show_manner()

    def submit(self, values: dict[str, Any]) -> None:
        """Set what was typed, after it was typed a second time."""
        typed = self.line("passphrase").secret()
        if self._offered.isChecked():
            _refuse_other_words(typed, self._words.drawn)
        elif typed != self.line("again").secret():
            raise InputError(
                translate(_CONTEXT, "两次输入的口令不一样，"), translate(_CONTEXT, "请重新输入。"), field="again"
            )
        person_id, occasion = self._person.id, self._occasion
        old = self.line("old").secret()
        self.work(
            lambda office, vault, progress: _set(office, vault, person_id, occasion, old, typed, progress), self._set
        )

    def done(self, result: int) -> None:
        """Forget the words too."""
        self._words.forget()
        super().done(result)

    def _set(self, _value: object) -> None:
        then = self._then
        self.desk.say(translate(_CONTEXT, "开锁口令已设置"))
        self.accept()
        then()

    def _show_manner(self) -> None:
        is_offered = self._offered.isChecked()
        part(self.root, QFrame, "offer_box").setVisible(is_offered)
        part(self.root, QLabel, "passphrase_label").setText(
            translate(_CONTEXT, "照着输入一遍") if is_offered else translate(_CONTEXT, "口令")
        )
        for name in ("again_label", "again", "strength_box"):
            part(self.root, QWidget, name).setVisible(not is_offered)
        for name in ("passphrase", "again"):
            self.line(name).forget()
        if is_offered:
            self._words.show_again()
        self._strength.clear()
        self.form.clear_problem()
        self.fit()


def _words(occasion: Occasion) -> tuple[str, str]:
    """Return the dialog's title and what its button says."""
    return {
        Occasion.FIRST: (translate(_CONTEXT, "设置开锁口令"), translate(_CONTEXT, "设置口令")),
        Occasion.CHANGED: (translate(_CONTEXT, "更换开锁口令"), translate(_CONTEXT, "更换口令")),
        Occasion.LEAKED: (translate(_CONTEXT, "口令可能泄露，重新设置"), translate(_CONTEXT, "重新设置")),
    }[occasion]


def _refuse_other_words(typed: Secret, drawn: DrawnWords | None) -> None:
    from pmedia_desktop.vault.passphrases import as_compared

    if drawn is None or as_compared(typed).lower() != as_compared(drawn.typed):
        raise InputError(
            translate(_CONTEXT, "输入的和上面的四个词不一样，"),
            translate(_CONTEXT, "请照着拼音再输入一遍，词与词之间空一格。"),
            field="passphrase",
        )


def _set(
    office: Office, vault: Vault, person_id: int, occasion: Occasion, old: Secret, new: Secret, progress: Progress
) -> Outcome[Any]:
    from pmedia_desktop.services.custody import keys

    if occasion is Occasion.FIRST:
        return keys.enroll(office, vault, person_id, new, progress)
    if occasion is Occasion.CHANGED:
        return keys.change_passphrase(office, vault, person_id, old, new, progress)
    return keys.renew_key(office, vault, person_id, old, new, progress)
