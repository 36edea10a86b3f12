"""交接: a guide that asks who hands over what to whom before which witness; the sheet and the boxes come after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QTableView

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.editors.choices import names_of
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.filings.guide import Guide
from pmedia_desktop.gui.looks import CREDENTIAL_TONES
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.services.custody.records import CredentialRow
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.pages.handing_over"
_PEOPLE = ("outgoing_id", "incoming_id", "witness_id", "leader_id")
_FIELDS = (*_PEOPLE, "planned_on", "reason", "alone", "unfinished", "contact")


@dataclass(frozen=True)
class _Choices:
    rows: tuple[CredentialRow, ...]
    people: tuple[Person, ...]
    today: date


class HandingOverPage(Guide):
    """Ends with a hand-over that is prepared; a record is the credential it begins with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handing_over", _FIELDS)
        self._choices: _Choices | None = None
        self._wanted = 0
        self._outgoing = part(self.root, ChoiceBox, "outgoing_id")
        self._table = part(self.root, QTableView, "credentials")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "交接项目"))
        self._outgoing.currentIndexChanged.connect(lambda _index: self._show_held())

    def visit(self, place: Place) -> None:
        """Begin, or go on with what was typed."""
        self._wanted = place.record
        self.desk.read(self, _read, self._offer, replaces="choices")

    def refresh(self) -> None:
        """Offer what there is now; what is typed stays."""
        self.desk.read(self, _read, self._offer_again, replaces="choices")

    def check(self, page: str, values: Mapping[str, Any]) -> None:
        """Ask for the three people and at least one thing before going on."""
        if page == "people":
            for name, words in (
                ("outgoing_id", translate(_CONTEXT, "还没有选移交人，")),
                ("incoming_id", translate(_CONTEXT, "还没有选接收人，")),
                ("witness_id", translate(_CONTEXT, "还没有选监交人，")),
            ):
                if values[name] is None:
                    raise InputError(words, translate(_CONTEXT, "选好再往下。"), field=name)
        if page == "items" and not chosen_rows(self._table):
            raise InputError(translate(_CONTEXT, "还没有选择交接项目，"), translate(_CONTEXT, "请至少选择一项。"))

    def finish(self, values: dict[str, Any]) -> None:
        """Prepare the hand-over and lead to it."""
        ids = tuple(row.credential.id for row in chosen_rows(self._table))
        handover = Handover(**values, credential_ids=ids)
        self.desk.change(
            self, lambda office: _prepare(office, handover), self._prepared, refused=self.refuse, ended=self.release
        )

    def refuse(self, problem: SpokenError) -> None:
        """Show a refusal of the items on their page."""
        super().refuse(problem)
        if problem.field == "credential_ids":
            self.turn_to("items")
            self.form.refuse(problem)

    def recalled(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed the last time, and what that person holds."""
        super().recalled(typed)
        self._show_held()

    def _prepared(self, handover: Handover) -> None:
        self.finished()
        self.desk.go(Place("handover", handover.id))

    def _offer(self, choices: _Choices) -> None:
        self._offer_again(choices)
        if self.record is None or not self.has_changed():
            wanted = next((row for row in choices.rows if row.credential.id == self._wanted), None)
            outgoing = wanted.credential.holder_id if wanted else None
            self.begin(0, {"outgoing_id": outgoing, "planned_on": choices.today})
            self._show_held()

    def _offer_again(self, choices: _Choices) -> None:
        self._choices = choices
        holders = {row.credential.holder_id for row in choices.rows}
        holding = [person for person in choices.people if person.id in holders]
        # Who has left already may have come back for it, or is taken over from alone.
        offered = [(person.id, person.name) for person in holding]
        begin = (
            translate(_CONTEXT, "请选择")
            if offered
            else translate(_CONTEXT, "还没有人保管密码；先在“密码保管”页指定保管人")
        )
        self.form.offer("outgoing_id", [(None, begin), *offered])
        for name in _PEOPLE[1:]:
            self.form.offer(name, names_of(choices.people, choices.today, must=name in ("incoming_id", "witness_id")))
        self._show_held()

    def _show_held(self) -> None:
        choices = self._choices
        if choices is None:
            return
        rows = [row for row in choices.rows if row.credential.holder_id == self._outgoing.choice()]
        if rows == list(self._model.rows):
            return
        self._model.show(rows)
        selection = self._table.selectionModel()
        for number, row in enumerate(rows):
            if self._wanted in (0, row.credential.id):
                selection.select(
                    self._model.index(number, 0),
                    QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
                )


def _columns() -> tuple[Column[CredentialRow], ...]:
    return (
        Column(translate(_CONTEXT, "账号"), lambda row: row.account_name),
        Column(translate(_CONTEXT, "平台"), lambda row: row.platform_name, 96),
        Column(translate(_CONTEXT, "类别"), lambda row: word(row.credential.kind), 110),
        Column(translate(_CONTEXT, "登录账号"), lambda row: row.credential.login_name, 120),
        Column(translate(_CONTEXT, "绑定手机"), lambda row: row.credential.bound_phone, 112),
        Column(translate(_CONTEXT, "平台管理员"), lambda row: row.credential.platform_administrator, 104),
        Column(
            translate(_CONTEXT, "状态"),
            lambda row: word(row.credential.status),
            120,
            tone=lambda row: CREDENTIAL_TONES[row.credential.status],
        ),
    )


def _read(office: Office) -> _Choices:
    from pmedia_desktop.services.custody.records import custody_overview
    from pmedia_desktop.services.people import list_people

    rows = tuple(row for row in custody_overview(office).rows if row.credential.is_active)
    return _Choices(rows, list_people(office), office.today())


def _prepare(office: Office, handover: Handover) -> Outcome[Handover]:
    from pmedia_desktop.services.custody.handovers import prepare

    return prepare(office, handover)
