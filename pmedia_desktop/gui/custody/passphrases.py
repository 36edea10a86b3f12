"""A passphrase that is changed by choice, or because somebody else may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.custody.actions import read_snapshot
from pmedia_desktop.gui.custody.first_passphrase import FirstPassphraseDialog, Occasion
from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.model.unit import Person

_CONTEXT = "gui.custody.passphrases"


def change_passphrase(desk: Desk, owner: QWidget) -> None:
    """Lock the same key with another passphrase; no password has to be changed."""
    _ask(desk, owner, Occasion.CHANGED, translate(_CONTEXT, "更换谁的开锁口令？"))


def answer_leaked_passphrase(desk: Desk, owner: QWidget) -> None:
    """Give the person a new key, seal everything anew; every password that they can read has to be changed today."""
    _ask(desk, owner, Occasion.LEAKED, translate(_CONTEXT, "谁的开锁口令可能泄露了？"))


def _ask(desk: Desk, owner: QWidget, occasion: Occasion, question: str) -> None:
    def open_it(person: Person) -> None:
        FirstPassphraseDialog(desk, owner.window(), person, lambda: None, occasion).open()

    def choose(known: Snapshot) -> None:
        opened = desk.safe.person
        people = [one for one in known.people if known.key_of(one.id) is not None]
        if opened is not None or len(people) == 1:
            open_it(opened or people[0])
        elif not people:
            desk.dialogs.tell(
                translate(_CONTEXT, "还没有人设置过开锁口令"), translate(_CONTEXT, "存入密码时，程序会请保管人设置。")
            )
        else:
            answer = desk.dialogs.ask(
                question,
                translate(_CONTEXT, "请本人办理。"),
                [Choice(str(person.id), person.name) for person in people],
            )
            for person in people:
                if str(person.id) == answer:
                    open_it(person)

    desk.read(owner, read_snapshot, choose)
