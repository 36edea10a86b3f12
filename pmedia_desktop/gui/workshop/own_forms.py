"""已有表样: the unit's own forms, to be changed, given to another unit, or no longer used; one that was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from pmedia_desktop.gui.exporting import save_made
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.paper.form_workshop import OwnForm

_CONTEXT = "gui.workshop.own_forms"


class OwnForms(QMenu):
    """The menu of the button. ``wanted`` tells the name of a form that is to be set up further."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, page: QWidget, button: QPushButton) -> None:
        super().__init__(button)
        self._desk, self._page = desk, page
        button.setMenu(self)
        self.show_forms(())

    def read(self) -> None:
        """Read which forms there are."""
        self._desk.read(self._page, _forms, self.show_forms, replaces="forms")

    def show_forms(self, forms: Sequence[OwnForm]) -> None:
        """List the forms, each with what can be done with it."""
        for former in self.findChildren(QMenu):
            former.deleteLater()  # clearing a menu leaves those that lay in it
        self.clear()
        for form in forms:
            menu = self.addMenu(form.words())
            for words, act in (
                (translate(_CONTEXT, "修改"), self._change),
                (translate(_CONTEXT, "存一份交给其他单位…"), self._give),
                (translate(_CONTEXT, "不再使用…"), self._retire),
            ):
                menu.addAction(words).triggered.connect(lambda _on=False, act=act, form=form: act(form))
        if forms:
            self.addSeparator()
        self.addAction(translate(_CONTEXT, "载入其他单位给的表样…")).triggered.connect(self._take_in)

    def _change(self, form: OwnForm) -> None:
        self.wanted.emit(form.name)

    def _give(self, form: OwnForm) -> None:
        save_made(self._desk, self._page, f"{form.title}.toml", lambda office, _progress: _file_of(office, form.name))

    def _retire(self, form: OwnForm) -> None:
        if self._desk.dialogs.confirm(
            translate(_CONTEXT, "不再使用“{title}”？").format(title=form.words()),
            translate(_CONTEXT, "以前打印、签字的不受影响。这张表样挪到数据文件夹的forms/earlier里，还能找回来。"),
            translate(_CONTEXT, "不再使用"),
        ):
            self._desk.read(self._page, lambda office: _retired(office, form.name), self._say_retired)

    def _say_retired(self, title: str) -> None:
        self._desk.say(translate(_CONTEXT, "“{title}”已经不再使用").format(title=title))
        self.read()

    def _take_in(self) -> None:
        path = self._desk.dialogs.open_file(
            translate(_CONTEXT, "选择其他单位给的表样"), translate(_CONTEXT, "表样 (*.toml)")
        )
        if path is not None:
            self._desk.read(
                self._page,
                lambda office: _replaced_by(office, path),
                lambda before: self._take_in_place_of(before, path),
            )

    def _take_in_place_of(self, before: Sequence[OwnForm], path: Path) -> None:
        if not before or may_replace(self._desk, before, path.stem):
            self._desk.read(self._page, lambda office: _taken_in(office, path), self._say_taken_in)

    def _say_taken_in(self, words: str) -> None:
        self._desk.say(translate(_CONTEXT, "已载入“{title}”").format(title=words))
        self.read()


def may_replace(desk: Desk, before: Sequence[OwnForm], title: str) -> bool:
    """Ask before other forms of the unit give way to one."""
    titles = translate(_CONTEXT, "、").join(form.words() for form in before)
    return desk.dialogs.confirm(
        translate(_CONTEXT, "用“{title}”换下原来的表样？").format(title=title),
        translate(
            _CONTEXT,
            "换下的是：{titles}。它不再使用，以前打印、签字的不受影响；文件留在数据文件夹的forms/earlier里，还能找回来。",
        ).format(titles=titles),
        translate(_CONTEXT, "换下原来的"),
    )


def _forms(office: Office) -> tuple[OwnForm, ...]:
    from pmedia_desktop.services.paper.form_workshop import own_forms

    return own_forms(office.folder)


def _file_of(office: Office, name: str) -> bytes:
    from pmedia_desktop.services.paper.form_sharing import file_of

    return file_of(office.folder, name)


def _retired(office: Office, name: str) -> str:
    from pmedia_desktop.services.paper.form_sharing import retire

    return retire(office.folder, name).title


def _replaced_by(office: Office, path: Path) -> tuple[OwnForm, ...]:
    from pmedia_desktop.services.paper.form_sharing import replaced_by_received

    return replaced_by_received(office.folder, path)


def _taken_in(office: Office, path: Path) -> str:
    from pmedia_desktop.services.paper.form_sharing import take_in

    return take_in(office.folder, path, replacing=True).words()
