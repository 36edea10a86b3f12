"""A guide: a few steps that lead to a filing. What is typed is kept until the guide is finished or given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.drafting import DraftKeeper
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.filings.applying import show_applying
from pmedia_desktop.gui.filings.timeline import Mark, StepRow, Timeline
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.account import Platform

_CONTEXT = "gui.filings.guide"
#: The key under which a kept draft says what its fields held before something was typed into them.
_TYPED_OVER = "typed_over"


class Guide(Page):
    """Works a Designer file with a ``stack`` of pages; the pages' accessible names are the steps' titles.

    Each account has its own half-filled guide (``guide.closing.7``); 0 is the one before an account is chosen.
    """

    def __init__(self, desk: Desk, file: str, names: Sequence[str]) -> None:
        super().__init__(desk)
        self.root = load_ui(file, self)
        self.form = RecordForm(self.root, names)
        self._stack = part(self.root, QStackedWidget, "stack")
        self._previous = part(self.root, QPushButton, "previous")
        self._next = part(self.root, QPushButton, "next")
        self._finish = part(self.root, QPushButton, "finish")
        self._steps = Timeline(translate(_CONTEXT, "步骤"))
        self._file = file
        self._record: int | None = None
        self._aside: dict[int, Mapping[str, Any]] = {}
        self._known: Mapping[str, Any] = {}
        self._untouched: dict[str, Any] = {}
        self._showing = False
        self._told: set[str] = set()
        place = part(self.root, QWidget, "guide_steps").layout()
        if not isinstance(place, QVBoxLayout):
            raise TypeError(f"{file}.ui: guide_steps needs a vertical layout")
        place.addWidget(self._steps)
        self._keeper: DraftKeeper | None = None
        self.form.on_change(self._note_change)
        self._connect()
        self._turn_to(0)

    def is_asked(self, page: str) -> bool:
        """Whether a page is asked at all; overridden."""
        return True

    def check(self, page: str, values: Mapping[str, Any]) -> None:
        """Raise ``InputError`` when a page may not be left yet; overridden."""

    def finish(self, values: dict[str, Any]) -> None:
        """Do what the guide is for; overridden. Ends with ``finished`` or ``refuse``, and ``release``."""
        raise NotImplementedError

    @property
    def record(self) -> int | None:
        """The account that the guide is about: 0 for none in the register, None before it has begun."""
        return self._record

    def begin(self, record: int, values: Mapping[str, Any]) -> None:
        """Show what the guide about an account begins with, then what was typed about this one the last time."""
        self._put_aside()
        self._record = record
        self._keeper = DraftKeeper(
            self.desk, f"guide.{self._file}.{record}" if record else f"guide.{self._file}", self._typed, self
        )
        self._known = values
        self._show_values(values)
        self._untouched = self.form.typed()
        self._turn_to(0)
        self._focus_first()
        if record in self._aside:
            self.recalled(self._aside.pop(record))
        else:
            self._keeper.recall(lambda typed: self._recall(record, typed))

    def primary(self) -> QPushButton | None:
        """Let Enter go on."""
        return self._next if self._next.isVisible() else self._finish

    def renew(self, values: Mapping[str, Any]) -> None:
        """Show what the register says by now, in the fields that nobody has typed into; the page stays."""
        if values == self._known:
            return
        self._known = values
        typed = self._typed()
        self._show_values(values)
        self._untouched = self.form.typed()
        self.recalled(typed)

    def recalled(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed the last time, save where the record has been changed elsewhere since."""
        record_says = self._changed_since(typed)
        self._showing = True
        self.form.show_typed(
            {name: value for name, value in typed.items() if name != "account_id" and name not in record_says}
        )
        self._showing = False
        self._show_where()
        lines = [self._said_of(name, typed[name]) for name in record_says]
        if set(lines) - self._told:
            self._told.update(lines)
            self.desk.dialogs.tell(translate(_CONTEXT, "登记的内容在别处改过，请核对"), "\n".join(lines))

    def has_changed(self) -> bool:
        """Whether something was typed."""
        return self._record is not None and self.form.typed() != self._untouched

    def turn_to(self, page: str) -> None:
        """Show a page by its object name."""
        self._turn_to([one.objectName() for one in self._pages()].index(page))

    def finished(self) -> None:
        """Begin anew the next time."""
        if self._keeper is not None:
            self._keeper.forget()
        self._showing = True
        self.form.show_typed(self._untouched)
        self._showing = False
        self._put_aside()
        self._record = None
        self._turn_to(0)

    def release(self) -> None:
        """Let the user finish again, however the attempt has ended."""
        self._finish.setEnabled(True)

    def refuse(self, problem: SpokenError) -> None:
        """Show what was refused, on the page of its field."""
        if problem.field in self.form.names:
            widget = self.form.widget(problem.field)
            for number, page in enumerate(self._pages()):
                if page.isAncestorOf(widget):
                    self._turn_to(number)
        self.form.refuse(problem)

    def may_leave(self) -> bool:
        """Leave at any time; what was typed is kept."""
        if self.has_changed() and self._keeper is not None:
            self._keeper.keep_now()
            self.desk.say(translate(_CONTEXT, "填过的内容已经保留，下次打开接着填"))
        return True

    def shows_record(self, name: str) -> bool:
        """Whether the field shows what the register says of an account, so that finishing writes there; overridden."""
        return False

    def _typed(self) -> Mapping[str, Any]:
        """Return what was typed, with what it was typed over: the rest is the register's to say, also tomorrow."""
        typed = {name: value for name, value in self.form.typed().items() if value != self._untouched.get(name)}
        if not typed:
            return {}
        return {**typed, _TYPED_OVER: {name: self._untouched.get(name) for name in typed}}

    def _changed_since(self, typed: Mapping[str, Any]) -> list[str]:
        """Return the typed fields of the account that hold something else by now than what was typed over.

        A draft of an earlier version says of every field what was on screen, and not what was typed over; it
        counts where the register says nothing.
        """
        typed_over = typed.get(_TYPED_OVER, {})
        return [
            name
            for name, value in typed.items()
            if self._record
            and self.shows_record(name)
            and value != self._untouched.get(name)
            and (self._untouched.get(name) or "") != (typed_over.get(name) or "")
        ]

    def _said_of(self, name: str, typed: Any) -> str:
        field = self.form.widget(name)
        words = field.words_of(typed) if isinstance(field, ChoiceBox) else str(typed or "")
        return translate(_CONTEXT, "“{field}”现在按登记显示；上次填的是“{typed}”，仍要用的请重新填。").format(
            field=field.accessibleName(), typed=words or translate(_CONTEXT, "空")
        )

    def platform(self) -> Platform | None:
        """Return the platform that the guide is about, where its fields depend on it; overridden."""
        return None

    def _note_change(self) -> None:
        show_applying(self.root, self.form, self.platform())
        if not self._showing and self._keeper is not None:
            self._keeper.note_change()

    def _show_values(self, values: Mapping[str, Any]) -> None:
        self._showing = True
        self.form.show(values)
        self._showing = False

    def _recall(self, record: int, typed: Mapping[str, Any]) -> None:
        if record == self._record:
            self.recalled(typed)

    def _put_aside(self) -> None:
        """Keep what was typed about the account so far, here and in the register, before another is turned to."""
        if self._keeper is None or self._record is None:
            return
        if self.has_changed():
            self._aside[self._record] = self._typed()
            self._keeper.keep_now()
        self._keeper.deleteLater()
        self._keeper = None

    def _connect(self) -> None:
        set_up_back(self.root, self.desk.go_back)
        self._previous.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(self._go_on)
        self._finish.clicked.connect(self._try_to_finish)
        part(self.root, QPushButton, "drop").clicked.connect(self._drop)

    def _pages(self) -> list[QWidget]:
        return [self._stack.widget(number) for number in range(self._stack.count())]

    def _turn_to(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.form.clear_problem()
        self._show_where()

    def _turn(self, by: int) -> None:
        number = self._stack.currentIndex() + by
        while 0 <= number < self._stack.count():
            if self.is_asked(self._stack.widget(number).objectName()):
                self._turn_to(number)
                self._focus_first()
                return
            number += by

    def _go_on(self) -> None:
        if self._checked(self._stack.currentWidget().objectName()) is not None:
            self._turn(1)

    def _try_to_finish(self) -> None:
        for page in self._pages():
            if self.is_asked(page.objectName()) and self._checked(page.objectName()) is None:
                return
        self._finish.setEnabled(False)
        self.finish(self.form.values())

    def _checked(self, page: str) -> dict[str, Any] | None:
        """Return the values when the page may be left, else show why not."""
        self.form.clear_problem()
        try:
            values = self.form.values()
            self.check(page, values)
        except InputError as problem:
            self.refuse(problem)
            return None
        return values

    def _show_where(self) -> None:
        here = self._stack.currentIndex()
        asked = [page for page in self._pages() if self.is_asked(page.objectName())]
        rows = []
        for page in asked:
            number = self._stack.indexOf(page)
            mark = Mark.DONE if number < here else Mark.NOW if number == here else Mark.LATER
            rows.append(StepRow(page.accessibleName(), mark))
        self._steps.show_steps(rows)
        show_applying(self.root, self.form, self.platform())
        is_last = self._stack.currentWidget() is asked[-1]
        self._previous.setVisible(here > 0)
        self._next.setVisible(not is_last)
        self._finish.setVisible(is_last)
        self._finish.setEnabled(True)

    def _focus_first(self) -> None:
        """Put the focus into the field that stands first on the page."""
        page = self._stack.currentWidget()
        fields = [self.form.widget(name) for name in self.form.names]
        here = [field for field in fields if page.isAncestorOf(field) and field.isEnabled() and not field.isHidden()]
        if not here:
            return
        layout = page.layout()
        if layout is not None:
            layout.activate()

        def place(field: QWidget) -> tuple[int, int]:
            at = field.mapTo(page, QPoint(0, 0))
            return at.y(), at.x()

        min(here, key=place).setFocus()

    def _drop(self) -> None:
        if self.has_changed() and not self.desk.dialogs.confirm(
            translate(_CONTEXT, "不办了，丢掉已填的内容？"),
            translate(_CONTEXT, "只是先放一放的话，直接离开就行，填过的内容会保留。"),
            translate(_CONTEXT, "丢掉"),
        ):
            return
        self.finished()
        self.desk.go_back()
