"""填写内容 with its saving: what is typed is kept at once, saved on request and before every step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.drafting import DraftKeeper
from pmedia_desktop.gui.filings.filing_form import FilingForm
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.filings.content_tab"


class ContentTab:
    """Works the parts ``content``, ``problem``, ``save_bar`` ... of the filing's page."""

    def __init__(self, desk: Desk, root: QWidget, show_me: Callable[[], None]) -> None:
        self._desk = desk
        self._root = root
        self._show_me = show_me
        self._filing = Filing()
        self._as_saved: dict[str, Any] = {}
        self._keeper: DraftKeeper | None = None
        self._bar = part(root, QFrame, "save_bar")
        self._hint = part(root, QLabel, "save_hint")
        self._problem = part(root, QLabel, "problem")
        self._scroll = part(root, QScrollArea, "content_scroll")
        self.form = FilingForm(root, self._note_change)
        place = part(root, QWidget, "content").layout()
        if place is None:
            raise TypeError("filing.ui: content needs a layout")
        place.addWidget(self.form)
        part(root, QPushButton, "save").clicked.connect(lambda: self.save())
        part(root, QPushButton, "drop").clicked.connect(self.drop)
        self._bar.hide()
        self._problem.hide()

    @property
    def filing(self) -> Filing:
        """The filing as it was last read or saved."""
        return self._filing

    def show_filing(self, filing: Filing) -> None:
        """Show a filing; what is being typed into the same one stays, field by field."""
        if filing.id == self._filing.id:
            typed = self._typed()
            if filing != self._filing or not typed:
                self._show(filing)
                self._recall(typed)
            return
        self._show(filing)
        if self._keeper is not None:
            self._keeper.deleteLater()
        self._keeper = DraftKeeper(self._desk, f"filing.{filing.id}", self._typed, self._root)
        self._keeper.recall(lambda typed: self._recall(typed) if filing.id == self._filing.id else None)

    def has_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._filing.id != 0 and self.form.state() != self._as_saved

    def save(self, then: Callable[[Filing], None] | None = None) -> None:
        """Save what was typed, then go on; wrong input stops here, at its field."""
        self._clear_problem()
        try:
            filing = self.form.filing()
        except InputError as problem:
            self._refuse(problem)
            return
        read = self._filing
        self._desk.change(
            self._root,
            lambda office: _save(office, filing, read),
            lambda saved: self._saved(saved, then),
            refused=self._refuse,
        )

    def save_first(self, then: Callable[[Filing], None]) -> None:
        """Go on at once when nothing was typed, else save before."""
        if self.has_changed():
            self.save(then)
        else:
            then(self._filing)

    def drop(self) -> None:
        """Take back what was typed since it was last saved."""
        if self._keeper is not None:
            self._keeper.forget()
        self._show(self._filing)

    def keep(self) -> None:
        """Keep what was typed for the next visit."""
        if self.has_changed() and self._keeper is not None:
            self._keeper.keep_now()
            self._desk.say(translate(_CONTEXT, "没有保存的修改已经保留，下次打开接着填"))

    def knows(self, name: str) -> bool:
        """Whether the form has a field of this name."""
        return self.form.widget_of(name) is not None

    def focus(self, name: str) -> bool:
        """Lead to a field of the form; False when the form has none of this name."""
        widget = self.form.widget_of(name)
        if name != "changes" and widget is None:
            return False
        self._show_me()
        if widget is not None:
            self._scroll.ensureWidgetVisible(widget, 0, 120)
        return self.form.focus(name)

    def put(self, name: str, value: Any) -> None:
        """Enter a value as if the user had typed it."""
        self.form.put(name, value)

    def edited(self) -> Filing:
        """Return the filing as it stands on screen; raises ``InputError``."""
        return self.form.filing()

    def _show(self, filing: Filing) -> None:
        self._filing = filing
        self.form.show_filing(filing)
        self._as_saved = self.form.state()
        self._clear_problem()
        self._bar.hide()

    def _saved(self, filing: Filing, then: Callable[[Filing], None] | None) -> None:
        if self._keeper is not None:
            self._keeper.forget()
        self._show(filing)
        if then is None:
            self._desk.say(translate(_CONTEXT, "已保存"))
        else:
            then(filing)

    def _recall(self, typed: Mapping[str, Any]) -> None:
        self.form.show_state(typed)
        if self.has_changed():
            self._hint.setText(translate(_CONTEXT, "填了还没有保存的内容，接着填。"))
            self._bar.show()

    def _note_change(self) -> None:
        changed = self.has_changed()
        self._hint.setText(translate(_CONTEXT, "有修改还没有保存，离开也会保留。"))
        self._bar.setVisible(changed)
        if self._keeper is not None:
            self._keeper.note_change()

    def _typed(self) -> dict[str, Any]:
        """Return the fields that were typed into: the others follow what is changed elsewhere."""
        return {name: value for name, value in self.form.state().items() if value != self._as_saved.get(name)}

    def _refuse(self, problem: SpokenError) -> None:
        self._show_me()
        self._problem.setText(str(problem))
        self._problem.show()
        self.form.refuse(problem)

    def _clear_problem(self) -> None:
        self._problem.hide()
        self.form.clear_problem()


def _save(office: Office, filing: Filing, read: Filing) -> Outcome[Filing]:
    from pmedia_desktop.services.filing.process import save_filing

    return save_filing(office, filing, read)
