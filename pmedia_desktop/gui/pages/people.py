"""单位与人员: who runs the accounts, who answers for them, and the unit's own papers (Articles 12, 13 and 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QTableView, QVBoxLayout, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.attachments_panel import AttachmentsPanel
from pmedia_desktop.gui.cards import clear
from pmedia_desktop.gui.columns_menu import ColumnsMenu
from pmedia_desktop.gui.editors.person_editor import LeavingDialog, PersonEditor
from pmedia_desktop.gui.editors.unit_editor import UnitEditor
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.facts import as_text, facts_card
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.page_tabs import PageTabs
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.record_history import offer_history
from pmedia_desktop.gui.recycling import move_to_bin
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.account import Account
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.people"
_UNIT_FACTS = (
    "full_name",
    "seal_text",
    "short_name",
    "kind",
    "credit_code",
    "superior_unit",
    "reporting_code",
    "address",
    "principal_id",
    "deputy_in_charge_id",
    "clerk_id",
    "filing_authority",
)
#: What a unit keeps for all its accounts: its rules (管理制度, Article 13) before everything else.
_PAPERS = (AttachmentKind.RULES, AttachmentKind.APPROVAL, AttachmentKind.BASIS, AttachmentKind.OTHER)


@dataclass(frozen=True)
class _Shown:
    unit: Unit | None
    attachments: tuple[Attachment, ...]
    people: tuple[Person, ...]
    accounts: tuple[Account, ...]
    today: date


class PeoplePage(Page):
    """The unit above, its people and its papers below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("people", self)
        self._shown: _Shown | None = None
        #: What typed words are looked for in, by a person's number; read when somebody types.
        self._searched: Mapping[int, str] | None = None
        self._open_at: Place | None = None
        self._unit_box = part(root, QWidget, "unit_box").layout()
        self._count = part(root, QLabel, "count")
        self._search = part(root, QLineEdit, "search")
        self._show_left = part(root, QCheckBox, "show_left")
        self._table = part(root, QTableView, "table")
        self._model = RowsModel(self._columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "人员"))
        offer_history(self._table, desk, lambda person: Subject(SubjectKind.PERSON, person.id, person.name))
        self._empty = EmptyState(root, self._table, self._act_on_empty)
        self._tabs = part(root, PageTabs, "tabs")
        self._attachments = AttachmentsPanel(desk, root, _PAPERS)
        self._leave = part(root, QPushButton, "leave")
        self._edit = part(root, QPushButton, "edit")
        self._recycle = part(root, QPushButton, "recycle")
        self._search.textChanged.connect(lambda _text: self._look_for_people())
        self._show_left.toggled.connect(lambda _on: self._show_people())
        SavedViews(root, desk, "people", {"text": self._search, "left": self._show_left})
        ColumnsMenu(root, desk.memory, "people", self._table)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._search.setFocus)
        self._table.activated.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        part(root, QPushButton, "import_table").clicked.connect(lambda: desk.go(Place("importing")))
        part(root, QPushButton, "add").clicked.connect(self._add)
        self._edit.clicked.connect(self._edit_chosen)
        self._leave.clicked.connect(self._leave_chosen)
        self._recycle.clicked.connect(self._recycle_chosen)

    def visit(self, place: Place) -> None:
        """Show the unit and its people; a record or field opens the dialog where it is mended."""
        self._open_at = place if place.record or place.field else None
        self.refresh()

    def refresh(self) -> None:
        """Read the unit and its people."""
        self.desk.read(self, _read_people, self._show, replaces="people")

    def _show(self, shown: _Shown) -> None:
        self._shown, self._searched = shown, None
        layout = self._unit_box
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("people.ui: unit_box needs a vertical layout")
        clear(layout)
        if shown.unit is not None:
            edit = (translate(_CONTEXT, "修改单位信息…"), lambda: self._edit_unit(""))
            title = translate(_CONTEXT, "单位")
            layout.addWidget(facts_card(title, _unit_facts(shown.unit, shown.people), button=edit))
            self._show_papers(Subject(SubjectKind.UNIT, shown.unit.id, shown.unit.full_name), shown.attachments)
        self._look_for_people()
        place, self._open_at = self._open_at, None
        if place is not None:
            self._open_dialog(place)

    def _show_papers(self, subject: Subject, attachments: tuple[Attachment, ...]) -> None:
        self._attachments.show(subject, attachments)
        count = translate(_CONTEXT, "单位附件（{count}）").format(count=len(attachments))
        tab = self._tabs.indexOf(part(self, QWidget, "attachments_tab"))
        self._tabs.setTabText(tab, count if attachments else translate(_CONTEXT, "单位附件"))

    def _look_for_people(self) -> None:
        if self._shown is None or not self._search.text().strip() or self._searched is not None:
            self._show_people()
            return
        people = self._shown.people
        self.desk.read(self, lambda _office: _searched_in(people), self._take_searched, replaces="searched")

    def _take_searched(self, searched: Mapping[int, str]) -> None:
        self._searched = searched
        self._show_people()

    def _show_people(self) -> None:
        if self._shown is None:
            return
        today, searched = self._shown.today, self._searched or {}
        words = self._search.text().casefold().split()
        people = [
            person
            for person in self._shown.people
            if (self._show_left.isChecked() or not person.has_left(today))
            and all(typed in searched.get(person.id, "") for typed in words)
        ]
        show_rows(self._table, people, key=lambda person: person.id)
        self._count.setText(translate(_CONTEXT, "共{count}人").format(count=len(people)))
        if people:
            self._empty.show_table()
        elif words:
            self._empty.explain(
                translate(_CONTEXT, "没有符合条件的人员"),
                translate(_CONTEXT, "换个词再搜；已经离任的，先勾选“含已离任的”。"),
                translate(_CONTEXT, "清除条件"),
            )
        else:
            self._empty.explain(
                translate(_CONTEXT, "还没有登记人员"),
                translate(_CONTEXT, "请登记单位主要领导、分管负责人和账号管理员，备案表要填他们的姓名、职务和电话。"),
                translate(_CONTEXT, "添加人员…"),
            )
        self._enable()

    def _enable(self) -> None:
        chosen = chosen_rows(self._table)
        none = translate(_CONTEXT, "先在表里选一个人。")
        for button in (self._edit, self._recycle):
            allow(button, bool(chosen), none)
        stays = bool(chosen) and chosen[0].until is None
        allow(self._leave, stays, translate(_CONTEXT, "已经登记了最后一天。") if chosen else none)

    def _act_on_empty(self) -> None:
        if self._search.text().strip():
            self._search.clear()
        else:
            self._add()

    def _open_dialog(self, place: Place) -> None:
        if place.field == "attachments":
            self._tabs.setCurrentWidget(part(self, QWidget, "attachments_tab"))
            return
        person = next((p for p in self._shown.people if p.id == place.record), None) if self._shown else None
        if person is not None:
            editor = PersonEditor(self.desk, self.window(), person)
            editor.open()
            editor.show_field(place.field)
        elif place.field == "new":
            self._add()
        elif not place.record:
            self._edit_unit("" if place.field == "unit" else place.field)

    def _edit_unit(self, field: str) -> None:
        if self._shown is not None and self._shown.unit is not None:
            editor = UnitEditor(self.desk, self.window(), self._shown.unit, self._shown.people)
            editor.open()
            editor.show_field(field)

    def _add(self) -> None:
        PersonEditor(self.desk, self.window(), Person()).open()

    def _open(self, index: QModelIndex) -> None:
        PersonEditor(self.desk, self.window(), self._model.rows[index.row()]).open()

    def _edit_chosen(self) -> None:
        for person in chosen_rows(self._table):
            PersonEditor(self.desk, self.window(), person).open()

    def _leave_chosen(self) -> None:
        if self._shown is None:
            return
        for person in chosen_rows(self._table):
            held = [account.name for account in self._shown.accounts if account.holder_id == person.id]
            LeavingDialog(self.desk, self.window(), person, held, self._shown.people).open()

    def _recycle_chosen(self) -> None:
        for person in chosen_rows(self._table)[:1]:
            self._recycle_one(person)

    def _recycle_one(self, person: Person) -> None:
        subject = Subject(SubjectKind.PERSON, person.id, person.name)
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "把{name}移入回收站？").format(name=person.name),
            translate(_CONTEXT, "录错了的人员才移入回收站；离开岗位的请用“登记离任”，记录会保留。"),
            translate(_CONTEXT, "移入回收站"),
        ):
            self.desk.change(self, lambda office: move_to_bin(office, subject))

    def _columns(self) -> tuple[Column[Person], ...]:
        return (
            Column(translate(_CONTEXT, "姓名"), lambda person: person.name, 104),
            Column(translate(_CONTEXT, "职务"), lambda person: person.post, 136),
            Column(translate(_CONTEXT, "部门"), lambda person: person.department, 136),
            Column(translate(_CONTEXT, "职责"), lambda person: "、".join(word(role) for role in person.roles)),
            Column(translate(_CONTEXT, "办公电话"), lambda person: person.office_phone, 128),
            Column(translate(_CONTEXT, "手机"), lambda person: person.mobile_phone, 128),
            Column(translate(_CONTEXT, "在岗"), self._time_words, 176, tone=self._time_tone),
        )

    def _time_words(self, person: Person) -> str:
        if self._time_tone(person) is Tone.NEUTRAL:
            return translate(_CONTEXT, "{day}离任").format(day=write_date(person.until))
        if person.until:
            return translate(_CONTEXT, "至{day}").format(day=write_date(person.until))
        if person.since:
            return translate(_CONTEXT, "{day}起").format(day=write_date(person.since))
        return translate(_CONTEXT, "在岗")

    def _time_tone(self, person: Person) -> Tone:
        left = self._shown is not None and person.has_left(self._shown.today)
        return Tone.NEUTRAL if left else Tone.GOOD


def _unit_facts(unit: Unit, people: tuple[Person, ...]) -> list[tuple[str, str]]:
    names = {person.id: person.name for person in people}
    facts = []
    for field in _UNIT_FACTS:
        value = getattr(unit, field)
        text = names.get(value, "") if field.endswith("_id") else as_text(value)
        facts.append((field_label(field), text))
    return facts


def _read_people(office: Office) -> _Shown:
    from pmedia_desktop.services.office import snapshot

    known = snapshot(office)
    accounts = tuple(account for account in known.accounts if account.state.is_open)
    attachments = tuple(kept for kept in known.attachments if kept.subject_kind is SubjectKind.UNIT)
    return _Shown(known.unit, attachments, known.people, accounts, office.today())


def _searched_in(people: tuple[Person, ...]) -> dict[int, str]:
    from pmedia_desktop.services.quick_open import searchable

    return {
        person.id: searchable(" ".join((person.name, person.post, person.department, *map(word, person.roles))))
        for person in people
    }
