"""Writing an item: its fields, the live checks of its words, saving, and keeping what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.drafting import DraftKeeper
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.matters import SEVERITY_TONES
from pmedia_desktop.gui.publishing.account_boxes import AccountBoxes
from pmedia_desktop.gui.publishing.findings_list import FindingsList
from pmedia_desktop.gui.publishing.marked_text import MarkedText
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.publication import Origin, Placement, Publication, PublicationState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.finding import TextFinding
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.services.publishing.checking import Checked, ReadDocument
    from pmedia_desktop.services.publishing.items import PublicationPage

_CONTEXT = "gui.publishing.writing"
_WORDS = ("title", "origin", "source", "source_link", "text")
_PLAN = (
    "drafter",
    "drafted_on",
    "planned_on",
    "planned_time",
    "authority",
    "others",
    "others_agreed",
    "personal_data_masked",
    "remark",
)
#: After the last key the words are checked, in milliseconds.
_PAUSE = 350


class Writing:
    """Works the first two tabs of the item's page; ``show_tab`` brings one into view."""

    def __init__(self, desk: Desk, page: QWidget, root: QWidget, show_tab: Callable[[str], None]) -> None:
        self._desk, self._page, self._show_tab = desk, page, show_tab
        self._shown: PublicationPage | None = None
        self._as_shown: dict[str, Any] = {}
        self._keeper: DraftKeeper | None = None
        self._form = RecordForm(root, (*_WORDS, *_PLAN))
        self._accounts = AccountBoxes(root)
        self._text = part(root, MarkedText, "text")
        self._title = part(root, QLineEdit, "title")
        self._count = part(root, QLabel, "count")
        self._open = part(root, QPushButton, "open_document")
        self._findings = FindingsList(root, self._lead_to)
        self._form.offer("origin", words_of(Origin))
        self._typing = QTimer(page, singleShot=True, interval=_PAUSE)
        self._typing.timeout.connect(self._check)
        self._form.on_change(self._note_change)
        self._open.clicked.connect(self._choose_document)

    def turn_to_another(self) -> None:
        """Forget what was refused; another item is about to be shown."""
        self._form.clear_problem()

    def show(self, page: PublicationPage) -> None:
        """Show an item; what was typed into the same item and not saved stays."""
        before = self._shown
        self._shown = page
        titles = [(account.id, title) for account, title in page.accounts]
        if before is None or before.item.id != page.item.id or not self.has_changed():
            self._form.show({name: getattr(page.item, name) for name in (*_WORDS, *_PLAN)})
            self._accounts.offer(titles, page.item.account_ids, self._note_change)
            self._as_shown = self._state()
        if before is None or before.item.id != page.item.id:
            self._follow_draft(page.item.id)
        self._fit()
        self._check()

    def is_open_to_change(self) -> bool:
        """Whether anything may be altered: the words until somebody agreed, notes as long as it is not given up."""
        return self._shown is not None and self._shown.item.state is not PublicationState.ABANDONED

    def has_changed(self) -> bool:
        """Whether something was typed since the item was shown or saved."""
        return self._state() != self._as_shown

    def keep(self) -> None:
        """Keep what is not saved, before the page is left."""
        if self._keeper is not None and self.has_changed():
            self._keeper.keep_now()

    def save(self, then: Callable[[Publication], None]) -> None:
        """Save the item, then go on with it."""
        if self._shown is None:
            return
        self._form.clear_problem()
        try:
            item = self._item()
        except InputError as problem:
            self.refuse(problem)
            return
        read = self._shown.item if self._shown.item.id else None
        keeper = self._keeper

        def saved(kept: Publication) -> None:
            self._as_shown = self._state()
            if keeper is not None:
                keeper.forget()
            then(kept)

        self._desk.change(self._page, lambda office: _save(office, item, read), saved, refused=self.refuse)

    def refuse(self, problem: SpokenError) -> None:
        """Show what was refused, at its field."""
        if problem.field in (*_PLAN, "placements"):
            self._show_tab("plan")
        elif problem.field in _WORDS:
            self._show_tab("content")
        self._form.refuse(problem)
        if problem.field == "placements":
            self._accounts.focus()

    def _item(self) -> Publication:
        """Return the item as it stands on screen."""
        if self._shown is None:
            raise LookupError("no item is shown")
        item = self._shown.item
        known = {place.account_id: place for place in item.placements}
        places = tuple(known.get(number) or Placement(account_id=number) for number in self._accounts.chosen())
        return replace(item, **self._form.values(), placements=places)

    def _state(self) -> dict[str, Any]:
        return {**self._form.typed(), "accounts": list(self._accounts.chosen())}

    def _follow_draft(self, item_id: int) -> None:
        if self._keeper is not None:
            self._keeper.deleteLater()
        key = f"publication.{item_id}" if item_id else "publication.new"
        self._keeper = DraftKeeper(self._desk, key, self._edits, self._page)
        self._keeper.recall(self._recalled)

    def _edits(self) -> dict[str, Any]:
        return {name: value for name, value in self._state().items() if value != self._as_shown.get(name)}

    def _recalled(self, typed: Mapping[str, Any]) -> None:
        if self._shown is None or self.has_changed():
            return
        self._form.show_typed({name: value for name, value in typed.items() if name != "accounts"})
        if "accounts" in typed:
            titles = [(account.id, title) for account, title in self._shown.accounts]
            self._accounts.offer(titles, typed["accounts"], self._note_change)
        self._desk.say(translate(_CONTEXT, "上次没有保存的内容已经填上，请核对后保存"))
        self._check()

    def _note_change(self) -> None:
        self._typing.start()
        if self._keeper is not None and self.has_changed():
            self._keeper.note_change()

    def _fit(self) -> None:
        item = self._shown.item if self._shown is not None else Publication()
        may_write = item.may_be_rewritten
        for name in ("title", "source", "source_link"):
            widget = self._form.widget(name)
            if isinstance(widget, QLineEdit):
                widget.setReadOnly(not may_write)
        self._text.setReadOnly(not may_write)
        self._form.widget("origin").setEnabled(may_write)
        allow(self._open, may_write, _why_settled(item))
        self._accounts.set_enabled(may_write and item.state.is_open)

    def _check(self) -> None:
        self._count.setText(
            translate(_CONTEXT, "{count}字").format(count=len("".join(self._text.toPlainText().split())))
        )
        if self._shown is None:
            return
        words = {
            name: value for name, value in self._form.typed().items() if name in (*_WORDS, "authority", "others_agreed")
        }
        item = replace(self._shown.item, **{**words, "origin": Origin(words["origin"])})
        self._desk.read(self._page, lambda office: _check(office, item), self._show_findings, replaces="words")

    def _show_findings(self, checked: Checked) -> None:
        others = self._shown.findings if self._shown is not None else ()
        is_begun = bool(self._title.text().strip() or self._text.toPlainText().strip())
        if not is_begun:
            self._findings.wait()
            return
        findings = checked.findings
        if checked.text == self._text.toPlainText():  # an older answer has other places
            self._text.mark(
                [(one.start, one.end, SEVERITY_TONES[one.severity]) for one in findings if one.field == "text"]
            )
        self._findings.show(findings, others, checked.missing_lists)

    def _lead_to(self, finding: TextFinding) -> None:
        if finding.field == "text":
            self._text.show_place(finding.start, finding.end)
        elif finding.field == "title":
            self._title.setFocus()
            before = finding.subject.title[: finding.start]
            self._title.setSelection(len(before.encode("utf-16-le")) // 2, len(finding.text.encode("utf-16-le")) // 2)
        else:
            self._form.focus(finding.field)

    def _choose_document(self) -> None:
        path = self._desk.dialogs.open_file(
            translate(_CONTEXT, "选择文稿"), translate(_CONTEXT, "文稿 (*.docx *.txt *.html *.htm)")
        )
        if path is not None:
            self._desk.read(self._page, lambda _office: _read_document(path), self._take_document)

    def _take_document(self, document: ReadDocument) -> None:
        if self._text.toPlainText().strip() and not self._desk.dialogs.confirm(
            translate(_CONTEXT, "换成文件里的文字？"),
            translate(_CONTEXT, "现在正文里的文字会被替换。"),
            translate(_CONTEXT, "替换"),
        ):
            return
        typed = {"text": document.text}
        if document.title and not self._title.text().strip():
            typed["title"] = document.title
        before = self._form.typed()
        if document.source and before["origin"] == Origin.REPRINT and not before["source"]:
            typed["source"] = document.source
        self._form.show(typed)
        self._note_change()


def _why_settled(item: Publication) -> str:
    if item.state.is_open:
        return translate(_CONTEXT, "已经有人审过，不能再改；要改，先在“更多”里退回拟稿。")
    return translate(_CONTEXT, "已经发布或结束，不能再改；更正、撤下在“更多”里登记。")


def _check(office: Office, item: Publication) -> Checked:
    from pmedia_desktop.services.publishing.checking import check_item

    return check_item(office, item)


def _read_document(path: Path) -> ReadDocument:
    from pmedia_desktop.services.publishing.checking import read_document

    return read_document(path)


def _save(office: Office, item: Publication, read: Publication | None) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.items import save_item

    return save_item(office, item, read)
