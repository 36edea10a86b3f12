"""表样工坊: an office's form is opened, each cell is told what goes into it, and the form is saved for printing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.printing.jobs import made_job
from pmedia_desktop.gui.printing.pages import Sheet, paint_sheet
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.gui.workshop.history import DraftHistory
from pmedia_desktop.gui.workshop.page_view import PageView
from pmedia_desktop.gui.workshop.place_panel import PlacePanel
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.place import Place
    from pmedia_desktop.model.attachment import SubjectKind
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.paper.form_workshop import Draft, DraftPlace, FieldChoice

_CONTEXT = "gui.pages.workshop"
_ICONS = {
    "back": "back",
    "undo": "restore",
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
        self._history: DraftHistory | None = None
        self._choices: Sequence[FieldChoice] = ()
        self._number = 0
        self._chosen = -1
        self._view = PageView()
        place = QVBoxLayout(part(root, QWidget, "page_place"))
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._view)
        self._panel = PlacePanel(root)
        self._title = part(root, QLineEdit, "form_title")
        self._uses = {kind: part(root, QCheckBox, f"use_{kind.value}") for kind in FilingKind}
        self._draw = part(root, QToolButton, "draw_place")
        self._save = part(root, QPushButton, "save")
        self._connect()
        self._show()

    def visit(self, place: Place) -> None:
        """Show what is being set up."""
        self.desk.read(self, _choices_and_forms, self._offer, replaces="choices")

    def refresh(self, changed: frozenset[SubjectKind]) -> None:
        """Keep what is being set up: no record shows here."""

    def may_leave(self) -> bool:
        """Ask before something unsaved is left."""
        if self._history is None or self._history.is_saved or not self._history.can_undo:
            return True
        return self.desk.dialogs.confirm(
            translate(_CONTEXT, "表样还没有保存"),
            translate(_CONTEXT, "离开后这张表样留在这一页，关闭程序才会丢失。"),
            translate(_CONTEXT, "先离开"),
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
        buttons = {
            "back": ("", self.desk.go_back),
            "undo": ("Ctrl+Z", self._undo),
            "redo": ("Ctrl+Y", self._redo),
            "previous_page": ("PgUp", lambda: self._turn(-1)),
            "next_page": ("PgDown", lambda: self._turn(1)),
            "zoom_in": ("Ctrl++", lambda: self._view.zoom(1)),
            "zoom_out": ("Ctrl+-", lambda: self._view.zoom(-1)),
            "fit_width": ("Ctrl+0", lambda: self._view.zoom(0)),
        }
        for name, (keys, act) in buttons.items():
            part(self._root, QToolButton, name).clicked.connect(act)
            self._shortcut(keys, act)
        for name in ("open", "open_first"):
            part(self._root, QPushButton, name).clicked.connect(self._ask_for_file)
        self._shortcut("Ctrl+N", self._draw.click)
        self._shortcut("Ctrl+S", self._save_form)
        self._draw.toggled.connect(self._set_drawing)
        self._save.clicked.connect(self._save_form)
        part(self._root, QPushButton, "test_print").clicked.connect(self._test_print)
        self._title.editingFinished.connect(self._set_title)
        self._view.picked.connect(self._choose)
        self._view.drawn.connect(self._add_drawn)
        self._view.typed.connect(self._panel.search)
        self._view.nudged.connect(self._nudge)
        self._view.zoomed.connect(self._paint)
        self._panel.changed.connect(self._set_place)
        self._panel.removed.connect(self._remove_place)
        self._panel.settled.connect(self._go_on)
        theme().follow(self, self._draw_icons)
        self._draw_icons()

    def _shortcut(self, keys: str, act: object) -> None:
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _draw_icons(self) -> None:
        for name, icon in _ICONS.items():
            part(self._root, QToolButton, name).setIcon(theme().icon(icon, "accent"))
        self._show()

    def _offer(self, found: tuple[Sequence[FieldChoice], list[tuple[str, str]]]) -> None:
        choices, forms = found
        self._choices = choices
        self._panel.offer(choices, is_word=self._is_word())
        button = part(self._root, QPushButton, "saved_forms")
        menu = QMenu(button)
        for name, title in forms:
            menu.addAction(title).triggered.connect(lambda _on=False, name=name: self._reopen(name))
        button.setMenu(menu)
        button.setVisible(bool(forms))

    def _ask_for_file(self) -> None:
        paths = self.desk.dialogs.open_files(
            translate(_CONTEXT, "打开上级发的表格"),
            translate(_CONTEXT, "表格 (*.docx *.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp)"),
        )
        if paths and self.may_leave():
            self.open_file(paths[0])

    def _reopen(self, name: str) -> None:
        if self.may_leave():
            run_long(
                self.desk,
                self,
                translate(_CONTEXT, "正在打开表样"),
                lambda office, _progress: _reopened(office, name),
                self._begin,
            )

    def _begin(self, draft: Draft) -> None:
        self._history = DraftHistory(draft)
        self._number, self._chosen = 0, -1
        self._title.setText(draft.title)
        for kind, box in self._uses.items():
            box.setChecked(draft.name in ("filing", f"filing_{kind.value}"))
        self._panel.offer(self._choices, is_word=self._is_word())
        self._paint()
        self._show()
        first = next((number for number, place in enumerate(draft.places) if not place.is_used), 0)
        self._choose(first if draft.places else -1)
        self._view.setFocus()

    def _is_word(self) -> bool:
        return self._history is not None and self._history.draft.found.medium == "docx"

    def _show(self) -> None:
        history = self._history
        part(self._root, QFrame, "empty").setVisible(history is None)
        part(self._root, QWidget, "work").setVisible(history is not None)
        for name, on in (("undo", history and history.can_undo), ("redo", history and history.can_redo)):
            button = part(self._root, QToolButton, name)
            button.setVisible(history is not None)
            button.setEnabled(bool(on))
        if history is None:
            return
        draft = history.draft
        count = len(draft.found.pages)
        self._chosen = min(self._chosen, len(draft.places) - 1)
        here = [(number, place) for number, place in enumerate(draft.places) if place.page == self._number]
        self._view.show_places(here, self._chosen)
        self._panel.show_place(draft.places[self._chosen] if self._chosen >= 0 else None)
        part(self._root, QLabel, "page_number").setText(f"{self._number + 1} / {count}")
        part(self._root, QToolButton, "previous_page").setEnabled(self._number > 0)
        part(self._root, QToolButton, "next_page").setEnabled(self._number + 1 < count)
        self._draw.setVisible(not self._is_word())
        used = sum(place.is_used for place in draft.places)
        legend = translate(_CONTEXT, "{used}格有内容，{rest}格没有（虚线框）。{note}")
        part(self._root, QLabel, "legend").setText(
            legend.format(used=used, rest=len(draft.places) - used, note=self._note(draft))
        )

    def _note(self, draft: Draft) -> str:
        if self._is_word():
            return translate(_CONTEXT, "这里只画出表格的样子；填好的Word文件和原来的版面一样。")
        if not all(page.words_known for page in draft.found.pages):
            return translate(_CONTEXT, "扫描件上的字程序不认，请逐格选要填的内容。")
        return translate(_CONTEXT, "蓝色是示例内容的位置。Alt+方向键移动，Alt+Shift+方向键改大小。")

    def _paint(self) -> None:
        if self._history is None:
            return
        draft, number, dpi = self._history.draft, self._number, self._view.dpi()
        part(self._root, QLabel, "zoom").setText(f"{round(self._view.factor() * 100)}%")
        page = draft.found.pages[number]
        self.desk.read(
            self,
            lambda _office: _painted(draft, number, dpi),
            lambda sheet: self._view.show_sheet(sheet.image, page.width, page.height),
            replaces="sheet",
        )

    def _put(self, draft: Draft) -> None:
        if self._history is not None:
            self._history.put(draft)
            self._paint()
            self._show()

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._show()

    def _go_on(self) -> None:
        """Go to the next cell that nothing goes into yet, so that a form is filled in by keys alone."""
        if self._history is not None:
            places = self._history.draft.places
            later = [*range(self._chosen + 1, len(places)), *range(self._chosen)]
            open_ones = (n for n in later if places[n].page == self._number and not places[n].is_used)
            self._choose(next(open_ones, self._chosen))
            self._view.setFocus()

    def _set_place(self, place: DraftPlace) -> None:
        if self._history is not None and self._chosen >= 0:
            self._put(self._history.draft.with_place(self._chosen, place))

    def _remove_place(self) -> None:
        if self._history is not None and self._chosen >= 0:
            number, self._chosen = self._chosen, -1
            self._put(self._history.draft.without_place(number))

    def _set_drawing(self, on: bool) -> None:
        self._view.draws = on
        self._view.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def _add_drawn(self, drawn: QRectF) -> None:
        self._draw.setChecked(False)
        if self._history is not None:
            draft = self._history.draft
            self._chosen = len(draft.places)
            self._put(_with_drawn(draft, self._number, drawn))

    def _nudge(self, move: QPointF, growth: QPointF) -> None:
        if self._history is None or self._chosen < 0 or self._is_word():
            return
        place = self._history.draft.places[self._chosen]
        area = replace(
            place.area,
            x=max(place.area.x + move.x(), 0),
            y=max(place.area.y + move.y(), 0),
            width=max(place.area.width + growth.x(), 1),
            height=max(place.area.height + growth.y(), 1),
        )
        self._set_place(replace(place, area=area))

    def _set_title(self) -> None:
        if self._history is not None:
            self._put(replace(self._history.draft, title=self._title.text().strip()))

    def _undo(self) -> None:
        self._move(DraftHistory.undo)

    def _redo(self) -> None:
        self._move(DraftHistory.redo)

    def _move(self, step: object) -> None:
        if self._history is not None and callable(step):
            step(self._history)
            self._title.setText(self._history.draft.title)
            self._paint()
            self._show()

    def _turn(self, pages: int) -> None:
        if self._history is not None and 0 <= self._number + pages < len(self._history.draft.found.pages):
            self._number += pages
            self._chosen = -1
            self._paint()
            self._show()

    def _test_print(self) -> None:
        if self._history is not None:
            draft = self._history.draft
            title = translate(_CONTEXT, "{title}（示例内容）").format(title=draft.title)
            self.desk.read(
                self, lambda _office: _looked_at(draft), lambda pdf: ask_to_print(self.desk, self, made_job(title, pdf))
            )

    def _save_form(self) -> None:
        if self._history is None:
            return
        self._set_title()
        draft = self._history.draft
        kinds = tuple(kind for kind, box in self._uses.items() if box.isChecked())
        self._save.setEnabled(False)
        self.desk.read(
            self,
            lambda office: _saved(office, draft, kinds),
            self._say_saved,
            ended=lambda: self._save.setEnabled(True),
        )

    def _say_saved(self, titles: str) -> None:
        if self._history is not None:
            self._history.note_saved()
        self.desk.say(titles)
        self.desk.read(self, _choices_and_forms, self._offer, replaces="choices")


def _choices_and_forms(office: Office) -> tuple[Sequence[FieldChoice], list[tuple[str, str]]]:
    from pmedia_desktop.services.paper.form_workshop import field_choices, own_forms

    return field_choices(), [(form.name, form.title) for form in own_forms(office.folder)]


def _opened(path: Path, progress: object) -> Draft:
    from pmedia_desktop.services.paper.form_workshop import open_office_form

    return open_office_form(path, progress)  # type: ignore[arg-type]


def _reopened(office: Office, name: str) -> Draft:
    from pmedia_desktop.services.paper.form_workshop import reopen

    return reopen(office.folder, name)


def _looked_at(draft: Draft) -> bytes:
    from pmedia_desktop.services.paper.form_workshop import look_at

    return look_at(draft)


def _painted(draft: Draft, number: int, dpi: float) -> Sheet:
    return paint_sheet(_looked_at(draft), number, dpi)


def _with_drawn(draft: Draft, page: int, drawn: QRectF) -> Draft:
    from pmedia_desktop.services.paper.form_workshop import with_drawn_place

    return with_drawn_place(draft, page, drawn.x(), drawn.y(), drawn.width(), drawn.height())


def _saved(office: Office, draft: Draft, kinds: tuple[FilingKind, ...]) -> str:
    from pmedia_desktop.services.paper.form_workshop import save

    forms = save(office.folder, draft, for_filings=kinds)
    if kinds:
        return translate(_CONTEXT, "已保存，以后备案打印“{title}”（第{version}版）").format(
            title=forms[0].title, version=forms[0].version
        )
    return translate(_CONTEXT, "已保存表样“{title}”（第{version}版）").format(
        title=forms[0].title, version=forms[0].version
    )
