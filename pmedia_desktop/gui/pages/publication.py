"""One item: written and checked, its review, where it came out, its pictures and papers, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTableView, QToolButton

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.answered_page import AnsweredPage
from pmedia_desktop.gui.attachments_panel import AttachmentsPanel
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import set_tone
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.history_table import history_model, tell_details
from pmedia_desktop.gui.looks import PUBLICATION_TONES
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.page_tabs import PageTabs
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.publishing.decision_dialog import DecisionDialog
from pmedia_desktop.gui.publishing.jobs import checklist_job, review_job
from pmedia_desktop.gui.publishing.release_dialog import ReleaseDialog
from pmedia_desktop.gui.publishing.review_panel import ReviewPanel, act_words
from pmedia_desktop.gui.publishing.small_dialogs import EndingDialog, SigningDialog
from pmedia_desktop.gui.publishing.writing import Writing
from pmedia_desktop.gui.recycling import move_to_bin
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.publication import Publication, PublicationState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.journal.history import HistoryLine
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.services.publishing.items import PublicationPage as Found

_CONTEXT = "gui.pages.publication"
_TABS = ("content", "plan", "review", "attachments", "history")
_KINDS = (AttachmentKind.PICTURE, AttachmentKind.REVIEW_SHEET, AttachmentKind.AGREEMENT, AttachmentKind.OTHER)


@dataclass(frozen=True)
class _Shown:
    page: Found
    may_decide: tuple[bool, ...]
    history: tuple[HistoryLine, ...]


class PublicationPage(AnsweredPage):
    """One item; number 0 is one that is being begun."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "publication")
        root = self.root
        self._item_id = 0
        self._shown: _Shown | None = None
        self._tabs = part(root, PageTabs, "tabs")
        self._heading = part(root, ElidedLabel, "heading")
        self._state = part(root, QLabel, "state_word")
        self._act = part(root, QPushButton, "act")
        self._save = part(root, QPushButton, "save")
        self._print = part(root, QPushButton, "print")
        self._writing = Writing(desk, self, root, self._show_tab)
        self._review = ReviewPanel(root, self._decide, self._sign, self._release)
        self._attachments = AttachmentsPanel(desk, root, _KINDS)
        history = part(root, QTableView, "history")
        self._history = history_model(history)
        history.activated.connect(lambda index: tell_details(desk.dialogs, self._history.rows[index.row()]))
        set_up_back(root, desk.go_back)
        self._act.clicked.connect(self._do_next)
        self._save.clicked.connect(lambda: self._writing.save(self._saved))
        self._print.clicked.connect(self._print_sheet)
        self._offer_more(part(root, QToolButton, "more"))

    def visit(self, place: Place) -> None:
        """Show the item; a field leads to its tab."""
        if place.record != self._item_id or self._shown is None:
            self._tabs.setCurrentIndex(0)
            self._writing.turn_to_another()
            self._shown = None
        self._item_id = place.record
        if place.field in _TABS:
            self._show_tab(place.field)
        self.refresh()

    def may_leave(self) -> bool:
        """Leave at any time; what is not saved is kept."""
        self._writing.keep()
        return True

    def refresh(self) -> None:
        """Read again; what was typed and not saved stays."""
        item_id = self._item_id
        self.ask(lambda office: _read(office, item_id), self._show)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        page, item = shown.page, shown.page.item
        self._heading.setText(item.title or translate(_CONTEXT, "起草信息"))
        set_tone(self._state, word(item.state), PUBLICATION_TONES[item.state])
        self._writing.show(page)
        titles = {account.id: title for account, title in page.accounts}
        self._review.show(item, page.settings, shown.may_decide, titles)
        self._attachments.show(Subject(SubjectKind.PUBLICATION, item.id, item.title), page.attachments)
        self._history.show(shown.history)
        for name in ("review", "attachments", "history"):
            self._tabs.setTabEnabled(_TABS.index(name), bool(item.id))
        self._act.setText(act_words(item))
        self._act.setVisible(bool(act_words(item)))
        allow(self._print, bool(item.id), translate(_CONTEXT, "先保存，再打印。"))
        self._save.setVisible(self._writing.is_open_to_change())

    def _show_tab(self, name: str) -> None:
        self._tabs.setCurrentIndex(_TABS.index(name))

    def _do_next(self) -> None:
        item = self._item()
        if item is None:
            return
        if item.state is PublicationState.DRAFT:
            self._writing.save(self._submit)
        elif item.state is PublicationState.ISSUED:
            self._release()
        elif self._shown is not None and True in self._shown.may_decide:
            self._show_tab("review")
            self._decide(self._shown.may_decide.index(True))

    def _saved(self, item: Publication) -> None:
        self.desk.say(translate(_CONTEXT, "已保存“{title}”").format(title=item.title))
        if not self._item_id:
            self._item_id = item.id
            self.desk.go(Place("publication", item.id))

    def _submit(self, item: Publication) -> None:
        self._saved(item)
        self.desk.change(
            self,
            lambda office: _submit(office, item.id),
            lambda _item: self._show_tab("review"),
            refused=self._writing.refuse,
        )

    def _decide(self, position: int) -> None:
        if self._shown is not None:
            page = self._shown.page
            DecisionDialog(self.desk, self.window(), page.item, position, page.people).open()

    def _sign(self, position: int) -> None:
        item = self._item()
        if item is not None:
            SigningDialog(self.desk, self.window(), item, position).open()

    def _release(self) -> None:
        if self._shown is not None:
            titles = {account.id: title for account, title in self._shown.page.accounts}
            ReleaseDialog(self.desk, self.window(), self._shown.page.item, titles).open()

    def _print_sheet(self) -> None:
        def print_it(item: Publication) -> None:
            ask_to_print(self.desk, self, review_job(item.id, item.title))

        self._writing.save(print_it) if self._writing.has_changed() else self._with_item(print_it)

    def _with_item(self, act: Callable[[Publication], None]) -> None:
        item = self._item()
        if item is not None and item.id:
            act(item)

    def _item(self) -> Publication | None:
        return self._shown.page.item if self._shown is not None else None

    def _offer_more(self, button: QToolButton) -> None:
        menu = QMenu(button)
        release = menu.addAction(translate(_CONTEXT, "登记发布…"))
        release.triggered.connect(self._release)
        take_back = menu.addAction(translate(_CONTEXT, "退回拟稿，重新修改"))
        take_back.triggered.connect(
            lambda: self._with_item(lambda item: self._change(lambda office: _take_back(office, item.id)))
        )
        ending = menu.addAction(translate(_CONTEXT, "更正、撤下或不发布…"))
        ending.triggered.connect(
            lambda: self._with_item(lambda item: EndingDialog(self.desk, self.window(), item).open())
        )
        menu.addSeparator()
        checklist = menu.addAction(translate(_CONTEXT, "打印核对清单…"))
        checklist.triggered.connect(
            lambda: self._with_item(lambda item: ask_to_print(self.desk, self, checklist_job(item.id)))
        )
        recycle = menu.addAction(translate(_CONTEXT, "移入回收站"))
        recycle.triggered.connect(lambda: self._with_item(self._recycle))
        menu_button(button, menu)

        over = translate(_CONTEXT, "这条信息已经不发布或撤下。")

        def fit() -> None:
            item = self._item()
            state = item.state if item is not None and item.id else None
            unsaved = translate(_CONTEXT, "先保存。")
            reviewed = (PublicationState.IN_REVIEW, PublicationState.ISSUED)
            to_come = translate(_CONTEXT, "送审以后才能登记发布。") if state is None or state.is_open else over
            allow(release, state in (*reviewed, PublicationState.PUBLISHED), to_come)
            allow(take_back, state in reviewed, translate(_CONTEXT, "只有送审以后、发布以前的可以退回。"))
            allow(ending, state is not None and (state.is_open or state.is_out), over if state else unsaved)
            for action in (checklist, recycle):
                allow(action, state is not None, unsaved)

        menu.aboutToShow.connect(fit)

    def _change(self, work: Callable[[Office], Outcome[Publication]]) -> None:
        self.desk.change(self, work)

    def _recycle(self, item: Publication) -> None:
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "把“{title}”移入回收站？").format(title=item.title),
            translate(_CONTEXT, "记录都会保留，可以在“设置—回收站”里还原。平台上的内容不受影响。"),
            translate(_CONTEXT, "移入回收站"),
        ):
            subject = Subject(SubjectKind.PUBLICATION, item.id, item.title)
            self.desk.change(
                self, lambda office: move_to_bin(office, subject), lambda _none: self.desk.go(Place("publications"))
            )


def _read(office: Office, item_id: int) -> _Shown:
    from pmedia_desktop.services.journal.history import read_history
    from pmedia_desktop.services.publishing.items import item_page
    from pmedia_desktop.services.publishing.reviewing import turns

    page = item_page(office, item_id)
    history = read_history(office, Subject(SubjectKind.PUBLICATION, item_id)) if item_id else ()
    return _Shown(page, turns(page.item), history)


def _submit(office: Office, item_id: int) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.reviewing import submit_item

    return submit_item(office, item_id)


def _take_back(office: Office, item_id: int) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.reviewing import take_back_item

    return take_back_item(office, item_id)
