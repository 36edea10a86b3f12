"""The first start: unit, its principal, oneself, then the accounts that there are. Everything else comes later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.drafting import DraftKeeper
from pmedia_desktop.gui.editors.account_editor import AccountChoices, read_choices
from pmedia_desktop.gui.editors.choices import names_of, words_of
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.account import Account, Baseline
from pmedia_desktop.model.unit import Unit, UnitKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.attachment import SubjectKind
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.pages.first_start"
_DRAFT = "first_start"
_UNIT = ("full_name", "seal_text", "kind")
_PEOPLE = (
    "principal_name",
    "principal_post",
    "clerk_name",
    "clerk_post",
    "clerk_phone",
    "computer_confirmed",
)
_ACCOUNT = ("platform", "name", "platform_id", "opened_on", "holder_id", "baseline")


@dataclass(frozen=True)
class _Step:
    title: str
    explanation: str


class FirstStartPage(Page):
    """The guide. The unit is entered after the second step, each account at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("first_start", self)
        self._steps = part(root, QStackedWidget, "steps")
        self._step = part(root, QLabel, "step")
        self._heading = part(root, QLabel, "heading")
        self._explanation = part(root, QLabel, "explanation")
        self._back = part(root, QPushButton, "back")
        self._next = part(root, QPushButton, "next")
        self._done_title = part(root, QLabel, "done_title")
        self._done = part(root, QLabel, "done_accounts")
        self._form = RecordForm(root, (*_UNIT, *_PEOPLE, *_ACCOUNT))
        self._form.offer("kind", words_of(UnitKind))
        self._form.offer("baseline", words_of((Baseline.UNCLEAR, Baseline.FILED_BEFORE, Baseline.TO_BE_FILED)))
        self._names: list[str] = []
        self._holder: int | None = None
        self._subject = ""
        self._keeper = DraftKeeper(desk, _DRAFT, self._typed, self)
        self._form.on_change(self._keeper.note_change)
        self._back.clicked.connect(lambda: self._turn_to(self._steps.currentIndex() - 1))
        self._next.clicked.connect(self._go_on)
        part(root, QPushButton, "add_account").clicked.connect(self._add_account)
        self._turn_to(0)

    def visit(self, place: Place) -> None:
        """Begin, or go on where it was left."""
        self._keeper.recall(self._recall)
        self._form.focus("full_name")

    def refresh(self, changed: frozenset[SubjectKind]) -> None:
        """Nothing that changes elsewhere shows here."""

    def _typed(self) -> dict[str, Any]:
        return {**self._form.typed(), "step": self._steps.currentIndex()}

    def _recall(self, draft: Mapping[str, Any]) -> None:
        self._form.show_typed({name: value for name, value in draft.items() if name != "step"})
        self._turn_to(min(int(draft.get("step", 0)), 1))

    def _turn_to(self, number: int) -> None:
        step = _steps()[number]
        self._form.clear_problem()
        self._steps.setCurrentIndex(number)
        self._step.setText(translate(_CONTEXT, "第{number}步，共3步").format(number=number + 1))
        self._heading.setText(step.title)
        self._explanation.setText(step.explanation)
        self._back.setVisible(number == 1)
        self._next.setText(translate(_CONTEXT, "完成") if number == 2 else translate(_CONTEXT, "下一步"))
        self._form.focus(("full_name", "principal_name", "platform")[number])

    def _go_on(self) -> None:
        number = self._steps.currentIndex()
        if number == 0:
            self._leave_unit()
        elif number == 1:
            self._enter_unit()
        else:
            self._finish()

    def _leave_unit(self) -> None:
        if not self._form.values()["full_name"].strip():
            self._form.refuse(_unnamed())
            return
        self._turn_to(1)
        self._keeper.note_change()

    def _enter_unit(self) -> None:
        values = self._form.values()
        for name, problem in (("principal_name", _without_principal()), ("clerk_name", _without_clerk())):
            if not values[name].strip():
                self._form.refuse(problem)
                return
        answers = {name: values[name] for name in (*_UNIT, *_PEOPLE)}
        self._next.setEnabled(False)
        self.desk.change(self, lambda office: _enter(office, answers), self._entered, refused=self._refuse)

    def _entered(self, _unit: Unit) -> None:
        self._keeper.forget()
        self.desk.act_as(self._form.values()["clerk_name"].strip())
        self.desk.read(self, read_choices, self._offer)

    def _offer(self, choices: AccountChoices) -> None:
        self._next.setEnabled(True)
        platforms = [(platform.code, platform.name) for platform in choices.platforms]
        self._form.offer("platform", [("", translate(_CONTEXT, "请选择")), *platforms])
        self._form.offer("holder_id", names_of(choices.people, choices.today))
        self._holder = choices.unit.clerk_id if choices.unit else None
        self._subject = choices.unit.full_name if choices.unit else ""
        self._form.show({"holder_id": self._holder})
        self._turn_to(2)
        self._show_done()

    def _add_account(self) -> None:
        self._form.clear_problem()
        try:
            values = self._form.values()
        except InputError as problem:
            self._form.refuse(problem)
            return
        account = Account(subject=self._subject, **{name: values[name] for name in _ACCOUNT})
        self.desk.change(self, lambda office: _register(office, account), self._added, refused=self._refuse)

    def _added(self, account: Account) -> None:
        self._names.append(account.name)
        self._form.clear_problem()
        self._form.show({"platform": "", "name": "", "platform_id": "", "opened_on": None, "holder_id": self._holder})
        self._form.focus("platform")
        self._show_done()

    def _show_done(self) -> None:
        self._done_title.setVisible(bool(self._names))
        self._done.setText("、".join(self._names))

    def _finish(self) -> None:
        """Leave for Today; an account that is typed but not entered yet is entered first."""
        if self._form.values()["name"].strip():
            self._add_account()
            return
        self.desk.go(Place("today"))

    def _refuse(self, problem: SpokenError) -> None:
        self._next.setEnabled(True)
        if self._steps.currentIndex() == 1 and problem.field == "office_phone":
            problem.field = "clerk_phone"
        self._form.refuse(problem)


def _steps() -> tuple[_Step, ...]:
    return (
        _Step(
            translate(_CONTEXT, "先登记单位"),
            translate(_CONTEXT, "备案表上的单位名称要与公章一致，不一致会被退回。"),
        ),
        _Step(
            translate(_CONTEXT, "谁负责，谁经办"),
            translate(_CONTEXT, "第十二条：单位主要负责人是第一责任人。经办人就是平时填表的您，默认也是账号管理员。"),
        ),
        _Step(
            translate(_CONTEXT, "登记现有的账号"),
            translate(_CONTEXT, "每个平台一个一个来；微信视频号、小程序也各算一个。现在没有的，点“完成”，以后再登记。"),
        ),
    )


def _unnamed() -> InputError:
    return InputError(
        translate(_CONTEXT, "还没有填写单位全称，"),
        translate(_CONTEXT, "请填写与公章一致的全称。"),
        field="full_name",
    )


def _without_principal() -> InputError:
    return InputError(
        translate(_CONTEXT, "还没有填写单位主要领导的姓名，"),
        translate(_CONTEXT, "第十二条要求明确第一责任人，请填写。"),
        field="principal_name",
    )


def _without_clerk() -> InputError:
    return InputError(
        translate(_CONTEXT, "还没有填写您的姓名，"),
        translate(_CONTEXT, "备案表上的填表人要用，请填写。"),
        field="clerk_name",
    )


def _enter(office: Office, answers: Mapping[str, Any]) -> Outcome[Unit]:
    from pmedia_desktop.services.unit import FirstStart, first_start

    return first_start(office, FirstStart(**answers))


def _register(office: Office, account: Account) -> Outcome[Account]:
    from pmedia_desktop.services.accounts import register_account

    return register_account(office, account)
