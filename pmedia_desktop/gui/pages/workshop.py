"""表样工坊: an office's form is opened, each cell is told what goes into it, and the form is saved for printing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.printing.jobs import made_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.gui.workshop.editing import DraftEditing, legend_of
from pmedia_desktop.gui.workshop.own_forms import OwnForms, may_replace
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.place import Place
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.paper.form_workshop import Draft, FieldChoice, Form, OwnForm

_CONTEXT = "gui.pages.workshop"
_ICONS = {
    "back": "back",
    "undo": "undo",
    "redo": "redo",
    "previous_page": "up",
    "next_page": "down",
    "zoom_in": "zoom_in",
    "zoom_out": "zoom_out",
}


class WorkshopPage(Page):
    """The page; without a form open it says what it is for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("workshop", self)
        self._root = root
        self.editing = DraftEditing(desk, root)
        place = QVBoxLayout(part(root, QWidget, "page_place"))
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.editing)
        self._forms = OwnForms(desk, self, part(root, QPushButton, "saved_forms"))
        self._title = part(root, QLineEdit, "form_title")
        self._uses = {kind: part(root, QCheckBox, f"use_{kind.value}") for kind in FilingKind}
        self._save = part(root, QPushButton, "save")
        self._connect()
        self._draw_icons()
        self.editing.show_draft()

    def visit(self, place: Place) -> None:
        """Show what is being set up, or the form of the unit's own that the place's field names."""
        self.desk.read(self, lambda _office: _choices(), self.editing.offer, replaces="choices")
        self._forms.read()
        if place.field:
            self._reopen(place.field)

    def refresh(self) -> None:
        """Keep what is being set up: no record shows here."""

    def may_leave(self) -> bool:
        """Ask before something unsaved is left."""
        if not self.editing.is_unsaved:
            return True
        return self.desk.dialogs.confirm(
            translate(_CONTEXT, "表样还没有保存"),
            translate(_CONTEXT, "离开后这张表样留在这一页，关闭程序才会丢失。"),
            translate(_CONTEXT, "先离开"),
        )

    def may_close(self, *, in_view: bool) -> bool:
        """Ask before the program is closed over something unsaved, whatever page is in view."""
        return self._may_lose(translate(_CONTEXT, "不保存，关闭"))

    def _may_lose(self, label: str) -> bool:
        """Ask before what was changed on the form is given up."""
        draft = self.editing.draft
        if draft is None or not self.editing.is_unsaved:
            return True
        return self.desk.dialogs.confirm(
            translate(_CONTEXT, "表样“{title}”还没有保存").format(title=draft.title),
            translate(_CONTEXT, "继续的话，没有保存的改动就丢失了。要留下，请取消，在“表样工坊”里点“保存表样”。"),
            label,
        )

    def open_file(self, path: Path) -> None:
        """Open an office's file in the lane of long jobs."""
        run_long(
            self.desk,
            self,
            translate(_CONTEXT, "正在打开表格"),
            lambda _office, progress: _opened(path, progress),
            self._begin,
        )

    def _connect(self) -> None:
        editing = self.editing
        buttons = {
            "back": ("", self.desk.go_back),
            "undo": ("Ctrl+Z", editing.undo),
            "redo": ("Ctrl+Y", editing.redo),
            "previous_page": ("PgUp", lambda: editing.turn(-1)),
            "next_page": ("PgDown", lambda: editing.turn(1)),
            "zoom_in": ("Ctrl++", lambda: editing.view.zoom(1)),
            "zoom_out": ("Ctrl+-", lambda: editing.view.zoom(-1)),
            "fit_width": ("Ctrl+0", lambda: editing.view.zoom(0)),
        }
        for name, (keys, act) in buttons.items():
            part(self._root, QToolButton, name).clicked.connect(act)
            self._shortcut(keys, act)
        for name in ("open", "open_first"):
            part(self._root, QPushButton, name).clicked.connect(self._ask_for_file)
        self._shortcut("Ctrl+N", part(self._root, QToolButton, "draw_place").click)
        self._shortcut("Ctrl+S", self._save_form)
        self._save.clicked.connect(self._save_form)
        part(self._root, QPushButton, "test_print").clicked.connect(self._test_print)
        self._title.editingFinished.connect(self._set_title)
        self._forms.wanted.connect(self._reopen)
        editing.changed.connect(self._show)
        theme().follow(self, self._draw_icons)

    def _shortcut(self, keys: str, act: object) -> None:
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _draw_icons(self) -> None:
        for name, icon in _ICONS.items():
            part(self._root, QToolButton, name).setIcon(theme().icon(icon, "accent"))

    def _ask_for_file(self) -> None:
        path = self.desk.dialogs.open_file(
            translate(_CONTEXT, "打开上级发的表格"),
            translate(_CONTEXT, "表格 (*.docx *.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp)"),
        )
        if path is not None and self._may_lose(translate(_CONTEXT, "不保存，打开")):
            self.open_file(path)

    def _reopen(self, name: str) -> None:
        if self._may_lose(translate(_CONTEXT, "不保存，打开")):
            run_long(
                self.desk,
                self,
                translate(_CONTEXT, "正在打开表样"),
                lambda office, progress: _reopened(office, name, progress),
                lambda reopened: self._begin(*reopened),
            )

    def _begin(self, draft: Draft, uses: Sequence[FilingKind] = ()) -> None:
        for kind, box in self._uses.items():
            box.setChecked(kind in uses)
        self.editing.begin(draft)

    def _show(self) -> None:
        draft = self.editing.draft
        part(self._root, QFrame, "empty").setVisible(draft is None)
        part(self._root, QWidget, "work").setVisible(draft is not None)
        if draft is not None:
            if not self._title.hasFocus():
                self._title.setText(draft.title)
            part(self._root, QLabel, "legend").setText(legend_of(draft))

    def _set_title(self) -> None:
        self.editing.retitle(self._title.text().strip())

    def _test_print(self) -> None:
        draft = self.editing.draft
        if draft is not None:
            title = translate(_CONTEXT, "{title}（示例内容）").format(title=draft.title)
            self.desk.read(
                self, lambda _office: _looked_at(draft), lambda pdf: ask_to_print(self.desk, self, made_job(title, pdf))
            )

    def _save_form(self) -> None:
        self._set_title()
        draft = self.editing.draft
        if draft is None:
            return
        kinds = tuple(kind for kind, box in self._uses.items() if box.isChecked())
        self.desk.read(
            self,
            lambda office: _replaced_by(office, draft, kinds),
            lambda before: self._save_in_place_of(before, draft, kinds),
        )

    def _save_in_place_of(self, before: Sequence[OwnForm], draft: Draft, kinds: tuple[FilingKind, ...]) -> None:
        """Save, after a question where other forms have to give way."""
        if before and not may_replace(self.desk, before, draft.title):
            return
        self._save.setEnabled(False)
        self.desk.read(
            self,
            lambda office: _saved(office, draft, kinds),
            lambda form: self._say_saved(form, for_filings=bool(kinds)),
            ended=lambda: self._save.setEnabled(True),
        )

    def _say_saved(self, form: Form, *, for_filings: bool) -> None:
        self.editing.note_saved(form.name, form.version)
        if for_filings:
            words = translate(_CONTEXT, "已保存，以后备案打印“{title}”（第{version}版）")
        else:
            words = translate(_CONTEXT, "已保存表样“{title}”（第{version}版），在账号页“更多”的“填写上级的表”里用")
        self.desk.say(words.format(title=form.title, version=form.version))
        self._forms.read()


def _choices() -> Sequence[FieldChoice]:
    from pmedia_desktop.services.paper.form_workshop import field_choices

    return field_choices()


def _opened(path: Path, progress: Progress) -> Draft:
    from pmedia_desktop.services.paper.form_workshop import open_office_form

    return open_office_form(path, progress)


def _reopened(office: Office, name: str, progress: Progress) -> tuple[Draft, tuple[FilingKind, ...]]:
    from pmedia_desktop.services.paper.form_workshop import reopen, uses_of_saved

    return reopen(office.folder, name, progress), uses_of_saved(office.folder, name)


def _looked_at(draft: Draft) -> bytes:
    from pmedia_desktop.services.paper.form_workshop import look_at

    return look_at(draft)


def _replaced_by(office: Office, draft: Draft, kinds: tuple[FilingKind, ...]) -> tuple[OwnForm, ...]:
    from pmedia_desktop.services.paper.form_workshop import replaced_by

    return replaced_by(office.folder, draft, kinds)


def _saved(office: Office, draft: Draft, kinds: tuple[FilingKind, ...]) -> Form:
    from pmedia_desktop.services.paper.form_workshop import save

    return save(office.folder, draft, for_filings=kinds, replacing=True)[0]
