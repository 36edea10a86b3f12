"""离任清单: what somebody who leaves still has in hand; a row closes itself once the password has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.gui.fields.dates import chinese_date, write_date
from pmedia_desktop.gui.matters import place_of
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.measures.leaving import LeavingRow
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.services.custody.leaving import LeavingList
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.pages.leaving_list"


class LeavingListPage(Page):
    """The list of one person; a record is the person."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("leaving_list", self)
        self._who = part(root, ChoiceBox, "person_id")
        self._last_day = part(root, DateField, "last_day")
        self._count = part(root, QLabel, "count")
        self._leave = part(root, QPushButton, "leave")
        self._hand_over = part(root, QPushButton, "hand_over")
        self._table = part(root, QTableView, "table")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "离任清单"))
        self._empty = EmptyState(root, self._table, lambda: None)
        self._wanted = 0
        self._who.setAccessibleName(part(root, QLabel, "person_id_label").text())
        self._last_day.setAccessibleName(part(root, QLabel, "last_day_label").text())
        self._who.currentIndexChanged.connect(lambda _index: self._read_list())
        self._table.activated.connect(self._open)
        self._leave.clicked.connect(self._leave_now)
        self._hand_over.clicked.connect(lambda: desk.go(Place("handing_over")))
        set_up_back(root, desk.go_back)

    def visit(self, place: Place) -> None:
        """Show the list of the person of the place, else of the one that was shown last."""
        self._wanted = place.record or self._who.choice() or 0
        self._read_people()

    def refresh(self) -> None:
        """Read again."""
        self._wanted = self._who.choice() or 0
        self._read_people()

    def _read_people(self) -> None:
        self.desk.read(self, _people, self._offer, replaces="people")

    def _offer(self, people: Sequence[Person]) -> None:
        self._who.offer([(0, translate(_CONTEXT, "请选择")), *((person.id, person.name) for person in people)])
        self._who.blockSignals(True)
        self._who.choose(self._wanted)
        self._who.blockSignals(False)
        self._read_list()

    def _read_list(self) -> None:
        person_id = self._who.choice()
        if person_id:
            self.desk.read(self, lambda office: _list(office, person_id), self._show, replaces="list")
            return
        allow(self._leave, False, translate(_CONTEXT, "先选离任的人。"))
        self._empty.explain(
            translate(_CONTEXT, "选一个离任的人"), translate(_CONTEXT, "程序列出他手里的密码和平台上的权限。")
        )

    def _show(self, found: LeavingList) -> None:
        self._model.show(found.rows)
        open_rows = [row for row in found.rows if row.is_open]
        self._last_day.set_day(found.last_day)
        allow(self._leave, found.person.until is None, translate(_CONTEXT, "已经登记了最后一天。"))
        self._count.setText(translate(_CONTEXT, "还有{count}项没有办完").format(count=len(open_rows)))
        if found.rows:
            self._empty.show_table()
        else:
            self._empty.explain(
                translate(_CONTEXT, "没有要收回的"),
                translate(_CONTEXT, "{name}没有保管、借用或查看过账号密码，也不是平台上的管理员、运营者。").format(
                    name=found.person.name
                ),
            )

    def _leave_now(self) -> None:
        person_id, name = self._who.choice(), self._who.currentText()
        try:
            last_day = self._last_day.day() or self.desk.office.today()
        except ValueError:
            self._last_day.setFocus()
            return
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "登记“{name}”在{day}离任？").format(name=name, day=chinese_date(last_day)),
            translate(_CONTEXT, "他能看到的密码从那天起都要更换。记录保留。"),
            translate(_CONTEXT, "登记离任"),
        ):
            self.desk.change(self, lambda office: _leave(office, person_id, last_day))

    def _open(self, index: QModelIndex) -> None:
        self.desk.go(place_of(self._model.rows[index.row()].subject))


def _columns() -> tuple[Column[LeavingRow], ...]:
    return (
        Column(translate(_CONTEXT, "账号"), lambda row: row.account, 220),
        Column(translate(_CONTEXT, "手里有什么"), lambda row: row.what, 280),
        Column(translate(_CONTEXT, "怎样收回"), lambda row: row.remedy),
        Column(
            translate(_CONTEXT, "办理情况"),
            lambda row: (
                translate(_CONTEXT, "还没有办")
                if row.closed_on is None
                else translate(_CONTEXT, "{day}已办").format(day=write_date(row.closed_on))
            ),
            140,
            tone=lambda row: Tone.WARNING if row.is_open else Tone.GOOD,
        ),
    )


def _people(office: Office) -> Sequence[Person]:
    from pmedia_desktop.services.people import list_people

    return list_people(office)


def _list(office: Office, person_id: int) -> LeavingList:
    from pmedia_desktop.services.custody.leaving import leaving_list

    return leaving_list(office, person_id)


def _leave(office: Office, person_id: int, last_day: date) -> Outcome[LeavingList]:
    from pmedia_desktop.services.custody.leaving import leave

    return leave(office, person_id, last_day)
