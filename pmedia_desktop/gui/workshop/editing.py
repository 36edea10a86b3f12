"""A draft that is worked on: places are chosen, changed, drawn and moved on the page, undone and done again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from pmedia_desktop.gui.printing.pages import Sheet, paint_sheet
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.gui.workshop.history import DraftHistory
from pmedia_desktop.gui.workshop.page_view import PageView
from pmedia_desktop.gui.workshop.place_panel import PlacePanel
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.paper.form_workshop import Draft, DraftPlace, FieldChoice

_CONTEXT = "gui.workshop.editing"


class DraftEditing(QWidget):
    """The page at the left; it works the panel at the right and the buttons above, which lie in ``root``.

    ``changed`` says that the draft, or what of it is chosen, is another.
    """

    changed = Signal()

    def __init__(self, desk: Desk, root: QWidget) -> None:
        super().__init__(root)
        self._desk, self._root = desk, root
        self._history: DraftHistory | None = None
        self._choices: Sequence[FieldChoice] = ()
        self._number = 0
        self._chosen = -1
        self.view = PageView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._panel = PlacePanel(root)
        self._draw = part(root, QToolButton, "draw_place")
        self._draw.toggled.connect(self._set_drawing)
        self.view.picked.connect(self.choose)
        self.view.drawn.connect(self._add_drawn)
        self.view.typed.connect(self._panel.search)
        self.view.nudged.connect(self._nudge)
        self.view.zoomed.connect(self._paint)
        self._panel.changed.connect(self._set_place)
        self._panel.removed.connect(self._remove_place)
        self._panel.settled.connect(self._go_on)

    @property
    def draft(self) -> Draft | None:
        """The draft as it stands, None while no form is open."""
        return self._history.draft if self._history is not None else None

    @property
    def chosen(self) -> int:
        """The number of the chosen place, -1 for none."""
        return self._chosen

    @property
    def is_unsaved(self) -> bool:
        """Whether something was changed that is not on disk."""
        return self._history is not None and not self._history.is_saved

    def offer(self, choices: Sequence[FieldChoice]) -> None:
        """Offer the fields that can be chosen."""
        self._choices = choices
        self._panel.offer(choices, is_word=self._is_word())

    def begin(self, draft: Draft) -> None:
        """Work on a draft, beginning with the first cell that nothing goes into yet."""
        self._history = DraftHistory(draft)
        self._number, self._chosen = 0, -1
        self._panel.offer(self._choices, is_word=self._is_word())
        self._paint()
        first = next((number for number, place in enumerate(draft.places) if not place.is_used), 0)
        self.choose(first if draft.places else -1)
        self.view.setFocus()

    def retitle(self, title: str) -> None:
        """Call the form something else."""
        if self.draft is not None:
            self._put(replace(self.draft, title=title))

    def note_saved(self, name: str, version: str) -> None:
        """Note that the draft as it stands is on disk under this name."""
        if self._history is not None:
            self._history.note_saved(name, version)

    def undo(self) -> None:
        """Take the last change back."""
        if self._history is not None:
            self._history.undo()
            self._paint()
            self.show_draft()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._history is not None:
            self._history.redo()
            self._paint()
            self.show_draft()

    def turn(self, pages: int) -> None:
        """Turn to another page of the form."""
        if self.draft is not None and 0 <= self._number + pages < len(self.draft.found.pages):
            self._number += pages
            self._chosen = -1
            self._paint()
            self.show_draft()

    def choose(self, number: int) -> None:
        """Choose a place by its number."""
        self._chosen = number
        self.show_draft()

    def show_draft(self) -> None:
        """Show the places of this page, what is chosen, and what can be undone."""
        history = self._history
        for name, on in (("undo", history and history.can_undo), ("redo", history and history.can_redo)):
            button = part(self._root, QToolButton, name)
            button.setVisible(history is not None)
            button.setEnabled(bool(on))
        if history is not None:
            self._show_places(history.draft)
        self.changed.emit()

    def _show_places(self, draft: Draft) -> None:
        count = len(draft.found.pages)
        self._chosen = min(self._chosen, len(draft.places) - 1)
        here = [(number, place) for number, place in enumerate(draft.places) if place.page == self._number]
        self.view.show_places(here, self._chosen)
        self._panel.show_place(draft.places[self._chosen] if self._chosen >= 0 else None)
        part(self._root, QLabel, "page_number").setText(f"{self._number + 1} / {count}")
        part(self._root, QToolButton, "previous_page").setEnabled(self._number > 0)
        part(self._root, QToolButton, "next_page").setEnabled(self._number + 1 < count)
        self._draw.setVisible(not self._is_word())

    def _is_word(self) -> bool:
        return self.draft is not None and self.draft.is_word

    def _paint(self) -> None:
        draft = self.draft
        if draft is None:
            return
        number, dpi = self._number, self.view.dpi()
        part(self._root, QLabel, "zoom").setText(f"{round(self.view.factor() * 100)}%")
        page = draft.found.pages[number]
        self._desk.read(
            self,
            lambda _office: _painted(draft, number, dpi),
            lambda sheet: self.view.show_sheet(sheet.image, page.width, page.height),
            replaces="sheet",
        )

    def _put(self, draft: Draft) -> None:
        if self._history is not None:
            self._history.put(draft)
            self._paint()
            self.show_draft()

    def _go_on(self) -> None:
        """Go to the next cell that nothing goes into yet, so that a form is filled in by keys alone."""
        if self.draft is not None:
            places = self.draft.places
            later = [*range(self._chosen + 1, len(places)), *range(self._chosen)]
            open_ones = (n for n in later if places[n].page == self._number and not places[n].is_used)
            self.choose(next(open_ones, self._chosen))
            self.view.setFocus()

    def _set_place(self, place: DraftPlace) -> None:
        if self.draft is not None and self._chosen >= 0:
            self._put(self.draft.with_place(self._chosen, place))

    def _remove_place(self) -> None:
        if self.draft is not None and self._chosen >= 0:
            number, self._chosen = self._chosen, -1
            self._put(self.draft.without_place(number))

    def _set_drawing(self, on: bool) -> None:
        self.view.draws = on
        self.view.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def _add_drawn(self, drawn: QRectF) -> None:
        self._draw.setChecked(False)
        if self.draft is not None:
            draft = self.draft
            self._chosen = len(draft.places)
            self._put(_with_drawn(draft, self._number, drawn))

    def _nudge(self, move: QPointF, growth: QPointF) -> None:
        if self.draft is None or self._chosen < 0 or self._is_word():
            return
        place = self.draft.places[self._chosen]
        area = replace(
            place.area,
            x=max(place.area.x + move.x(), 0),
            y=max(place.area.y + move.y(), 0),
            width=max(place.area.width + growth.x(), 1),
            height=max(place.area.height + growth.y(), 1),
        )
        self._set_place(replace(place, area=area))


def legend_of(draft: Draft) -> str:
    """Return how much of a form is set up, and what is to be known of the kind of file that it is."""
    used = sum(place.is_used for place in draft.places)
    return translate(_CONTEXT, "{used}格有内容，{rest}格没有（虚线框）。{note}").format(
        used=used, rest=len(draft.places) - used, note=_note_of(draft)
    )


def _note_of(draft: Draft) -> str:
    if draft.is_word:
        return translate(_CONTEXT, "这里只画出表格的样子；填好的Word文件和原来的版面一样，用Word或WPS打印。")
    if not all(page.words_known for page in draft.found.pages):
        return translate(_CONTEXT, "扫描件上的字程序不认，请逐格选要填的内容。")
    return translate(_CONTEXT, "蓝色是示例内容的位置。Alt+方向键移动，Alt+Shift+方向键改大小。")


def _painted(draft: Draft, number: int, dpi: float) -> Sheet:
    from pmedia_desktop.services.paper.form_workshop import look_at

    return paint_sheet(look_at(draft), number, dpi)


def _with_drawn(draft: Draft, page: int, drawn: QRectF) -> Draft:
    from pmedia_desktop.services.paper.form_workshop import with_drawn_place

    return with_drawn_place(draft, page, drawn.x(), drawn.y(), drawn.width(), drawn.height())
