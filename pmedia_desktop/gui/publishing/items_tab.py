"""发布记录: every item, found by its words, its progress and its account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView, QWidget

from pmedia_desktop.gui.columns_menu import ColumnsMenu
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.looks import PUBLICATION_TONES
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table, show_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.publication import PublicationState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.publishing.items import PublicationRow

_CONTEXT = "gui.publishing.items_tab"
_TYPING_PAUSE = 150


class ItemsTab:
    """Works the parts of the page's first tab."""

    def __init__(self, desk: Desk, page: QWidget, root: QWidget) -> None:
        self._desk, self._page = desk, page
        self._rows: tuple[PublicationRow, ...] = ()
        self._found: frozenset[int] | None = None
        self.search = part(root, QLineEdit, "search")
        self._state = part(root, ChoiceBox, "state")
        self._account = part(root, ChoiceBox, "account")
        self._count = part(root, QLabel, "count")
        self._table = part(root, QTableView, "items")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "发布记录"))
        self._empty = EmptyState(root, self._table, self._act_on_empty)
        self._state.offer([(None, translate(_CONTEXT, "全部进度")), *words_of(PublicationState)])
        self._account.offer([("", translate(_CONTEXT, "全部账号"))])
        self._typing = QTimer(page, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._search_texts)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        for box in (self._state, self._account):
            box.currentIndexChanged.connect(lambda _index: self._filter())
        self._table.activated.connect(self._open)
        fields = {"text": self.search, "state": self._state, "account": self._account}
        SavedViews(root, desk, "publications", fields)
        ColumnsMenu(root, desk.memory, "publications", self._table)

    def read(self) -> None:
        """Read the items."""
        text = self.search.text()
        self._desk.read(self._page, lambda office: _list(office, text), self._show, replaces="items")

    def _search_texts(self) -> None:
        text = self.search.text()
        if text.strip():
            self._desk.read(
                self._page,
                lambda office: _search(office, text),
                lambda found: self._show_found(text, found),
                replaces="found",
            )
        else:
            self._show_found(text, None)

    def _show_found(self, text: str, found: frozenset[int] | None) -> None:
        if text == self.search.text():  # else somebody typed on, and another search is under way
            self._found = found
            self._filter()

    def _show(self, read: tuple[tuple[PublicationRow, ...], frozenset[int] | None]) -> None:
        rows, self._found = read
        self._rows = rows
        names = sorted({name for row in rows for name in row.accounts})
        self._account.offer([("", translate(_CONTEXT, "全部账号")), *((name, name) for name in names)])
        self._filter()

    def _filter(self) -> None:
        state, account, found = self._state.choice(), self._account.choice(), self._found
        rows = [
            row
            for row in self._rows
            if (state is None or row.item.state is state)
            and (not account or account in row.accounts)
            and (found is None or row.item.id in found)
        ]
        show_rows(self._table, rows, lambda row: row.item.id)
        self._count.setText(translate(_CONTEXT, "共{count}条").format(count=len(rows)))
        if rows:
            self._empty.show_table()
        elif self._rows:
            self._empty.nothing_fits(translate(_CONTEXT, "没有符合条件的信息"))
        else:
            self._empty.explain(
                translate(_CONTEXT, "还没有登记过发布的信息"),
                translate(
                    _CONTEXT,
                    "要发布的，点“起草信息”，边写边检查，走完审核再发；已经发布的，点“补录已发布的”，或在“更多”里导入平台导出的列表。有了记录，程序就能提醒哪个账号快要超期没有更新。",
                ),
                translate(_CONTEXT, "起草信息"),
            )

    def _open(self, index: QModelIndex) -> None:
        self._desk.go(Place("publication", self._model.rows[index.row()].item.id))

    def _act_on_empty(self) -> None:
        if not self._rows:
            self._desk.go(Place("publication"))
            return
        self.search.clear()
        for box in (self._state, self._account):
            box.setCurrentIndex(0)


def _columns() -> tuple[Column[PublicationRow], ...]:
    return (
        Column(translate(_CONTEXT, "标题"), lambda row: row.item.title),
        Column(
            translate(_CONTEXT, "进度"),
            lambda row: word(row.item.state),
            104,
            tone=lambda row: PUBLICATION_TONES[row.item.state],
        ),
        Column(translate(_CONTEXT, "下一步"), _next_words, 128),
        Column(translate(_CONTEXT, "类型"), lambda row: word(row.item.origin), 80),
        Column(translate(_CONTEXT, "账号"), lambda row: translate(_CONTEXT, "、").join(row.accounts), 220),
        Column(translate(_CONTEXT, "发布日期"), lambda row: write_date(row.item.published_on), 116),
    )


def _next_words(row: PublicationRow) -> str:
    item = row.item
    if item.state is PublicationState.DRAFT:
        return translate(_CONTEXT, "送审")
    if item.state is PublicationState.ISSUED:
        return translate(_CONTEXT, "发布并登记")
    if item.open_steps and not item.after_the_fact and item.state is not PublicationState.ABANDONED:
        return item.open_steps[0].title
    return translate(_CONTEXT, "补签") if item.unsigned_steps else ""


def _list(office: Office, text: str) -> tuple[tuple[PublicationRow, ...], frozenset[int] | None]:
    """Return all items, and which of them the search has found: what is new may belong to it."""
    from pmedia_desktop.services.publishing.items import list_items

    return list_items(office), _search(office, text) if text.strip() else None


def _search(office: Office, text: str) -> frozenset[int]:
    from pmedia_desktop.services.publishing.items import search_items

    return search_items(office, text)
