"""The first start: unit, its principal, oneself, then the accounts that there are. Everything else comes later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.gui.drafting import DraftKeeper
from pmedia_desktop.gui.editors.account_editor import NEW_ACCOUNT_DRAFT, AccountChoices, read_choices
from pmedia_desktop.gui.editors.choices import names_of, words_of
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.first_start_problems import unnamed, without_clerk, without_principal
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.account import Account, Baseline
from pmedia_desktop.model.unit import Unit, UnitKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.pages.first_start"
_DRAFT = "first_start"
#: What the full names of such units end in.
_SUBDISTRICTS = ("街道办事处", "街道", "街道办")
_DEPARTMENTS = ("局", "办公室", "中心", "委员会")
_UNIT_TEXTS = ("full_name", "seal_text")
_UNIT = (*_UNIT_TEXTS, "kind")
_PEOPLE = (
    "principal_name",
    "principal_post",
    "clerk_name",
    "clerk_post",
    "clerk_phone",
    "computer_confirmed",
)
_ACCOUNT_TEXTS = ("platform", "name", "platform_id", "opened_on")
_ACCOUNT = (*_ACCOUNT_TEXTS, "holder_id", "baseline")


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
        self._seal_notice = part(root, QLabel, "seal_notice")
        self._seal_notice.hide()
        self._kind = part(root, ChoiceBox, "kind")
        self._kind_was_chosen = False
        self._kind.activated.connect(self._note_kind)
        part(root, QLineEdit, "full_name").textEdited.connect(self._guess_kind)
        self._form.offer("baseline", words_of((Baseline.UNCLEAR, Baseline.FILED_BEFORE, Baseline.TO_BE_FILED)))
        self._names: list[str] = []
        self._has_unit = False
        self._holder: int | None = None
        self._subject = ""
        self._keeper = DraftKeeper(desk, _DRAFT, self._typed, self)
        self._account_keeper = DraftKeeper(desk, NEW_ACCOUNT_DRAFT, self._typed_account, self)
        self._form.on_change(self._note_change)
        self._restore = part(root, QPushButton, "restore")
        self._restore.clicked.connect(self._choose_backup)
        self._back.clicked.connect(lambda: self._turn_to(self._steps.currentIndex() - 1))
        self._next.clicked.connect(self._go_on)
        self._add = part(root, QPushButton, "add_account")
        self._add.clicked.connect(lambda: self._add_account(self._added))
        part(root, QPushButton, "import_table").clicked.connect(lambda: desk.go(Place("importing")))
        self._turn_to(0)

    def visit(self, place: Place) -> None:
        """Begin, or go on where it was left."""
        if not self._has_unit:
            self._keeper.recall(self._recall)
        self._focus_first()

    def refresh(self) -> None:
        """Nothing that changes elsewhere shows here."""

    def may_leave(self) -> bool:
        """Leave at any time; what was typed is kept, the account for “登记已有账号”."""
        (self._account_keeper if self._has_unit else self._keeper).keep_now()
        return True

    def primary(self) -> QPushButton:
        """Return what Enter presses: on the last step the account that is being typed comes first."""
        return self._add if self._has_unit and self._typed_account() else self._next

    def _note_kind(self, _index: int) -> None:
        self._kind_was_chosen = True

    def _guess_kind(self, name: str) -> None:
        if not self._kind_was_chosen:
            self._kind.choose(_kind_of(name))

    def _compare_seal(self) -> None:
        typed = self._form.typed()
        name, seal = ("".join(typed[field].split()) for field in _UNIT_TEXTS)
        self._seal_notice.setVisible(bool(seal) and seal != name)

    def _note_change(self) -> None:
        self._compare_seal()
        (self._account_keeper if self._has_unit else self._keeper).note_change()

    def _typed(self) -> dict[str, Any]:
        typed = self._form.typed()
        if not any(typed[name] for name in (*_UNIT_TEXTS, *_PEOPLE)):
            return {}
        return {**typed, "step": self._steps.currentIndex()}

    def _typed_account(self) -> dict[str, Any]:
        typed = self._form.typed()
        return {name: typed[name] for name in _ACCOUNT} if any(typed[name] for name in _ACCOUNT_TEXTS) else {}

    def _recall(self, draft: Mapping[str, Any]) -> None:
        self._form.show_typed({name: value for name, value in draft.items() if name != "step"})
        self._kind_was_chosen = True
        self._compare_seal()
        self._turn_to(min(int(draft.get("step", 0)), 1))

    def _turn_to(self, number: int) -> None:
        step = _steps()[number]
        self._form.clear_problem()
        self._steps.setCurrentIndex(number)
        self._step.setText(translate(_CONTEXT, "第{number}步，共3步").format(number=number + 1))
        self._heading.setText(step.title)
        self._explanation.setText(step.explanation)
        self._back.setVisible(number == 1)
        self._restore.setVisible(number == 0)
        self._next.setText(translate(_CONTEXT, "完成") if number == 2 else translate(_CONTEXT, "下一步"))
        self._focus_first()

    def _focus_first(self) -> None:
        self._form.focus(("full_name", "principal_name", "platform")[self._steps.currentIndex()])

    def _choose_backup(self) -> None:
        """On a new PC a backup brings everything; the window shows first what it holds."""
        patterns = translate(_CONTEXT, "登记册备份 (*.db *.sealed)")
        path = self.desk.dialogs.open_file(translate(_CONTEXT, "选择备份文件"), patterns)
        if path is not None:
            self.desk.restore(path)

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
            self._form.refuse(unnamed())
            return
        self._turn_to(1)
        self._keeper.note_change()

    def _enter_unit(self) -> None:
        if self._has_unit:
            self._go_to_accounts()
            return
        values = self._form.values()
        for name, problem in (("principal_name", without_principal()), ("clerk_name", without_clerk())):
            if not values[name].strip():
                self._form.refuse(problem)
                return
        answers = {name: values[name] for name in (*_UNIT, *_PEOPLE)}
        if values["principal_name"].strip() == values["clerk_name"].strip():
            answer = self._ask_about_one_name(values["clerk_name"].strip())
            if not answer:
                return
            answers["namesakes"] = answer == "two"
        self._next.setEnabled(False)
        self.desk.change(
            self, lambda office: _enter(office, answers), self._entered, refused=self._refuse, ended=self._release
        )

    def _ask_about_one_name(self, name: str) -> str:
        return self.desk.dialogs.ask(
            translate(_CONTEXT, "主要领导和经办人都叫“{name}”").format(name=name),
            translate(_CONTEXT, "是同一个人的，登记成一个人；是同名的两个人，各登记各的。"),
            [
                Choice("one", translate(_CONTEXT, "是同一个人")),
                Choice("two", translate(_CONTEXT, "是同名的两个人")),
            ],
        )

    def _entered(self, _unit: Unit) -> None:
        self._keeper.forget()
        self._has_unit = True
        self.desk.act_as(self._form.values()["clerk_name"].strip())
        self._go_to_accounts()

    def _go_to_accounts(self) -> None:
        self._next.setEnabled(False)
        self.desk.read(self, read_choices, self._offer, ended=self._release)

    def _offer(self, choices: AccountChoices) -> None:
        platforms = [(platform.code, platform.name) for platform in choices.platforms]
        self._form.offer("platform", [("", translate(_CONTEXT, "请选择")), *platforms])
        self._form.offer("holder_id", names_of(choices.people, choices.today))
        self._holder = choices.unit.clerk_id if choices.unit else None
        self._subject = choices.unit.full_name if choices.unit else ""
        self._form.show({"holder_id": self._holder})
        self._turn_to(2)
        self._show_done()

    def _add_account(self, added: Callable[[Account], None]) -> None:
        self._form.clear_problem()
        try:
            values = self._form.values()
        except InputError as problem:
            self._form.refuse(problem)
            return
        account = Account(subject=self._subject, **{name: values[name] for name in _ACCOUNT})
        for button in (self._add, self._next):
            button.setEnabled(False)
        self.desk.change(
            self,
            lambda office: _register(office, account),
            added,
            refused=self._form.refuse,
            ended=self._release,
        )

    def _added(self, account: Account) -> None:
        self._names.append(account.name)
        self._clear_account()
        self._form.focus("platform")
        self._show_done()

    def _added_last(self, account: Account) -> None:
        self._added(account)
        self.desk.go(Place("today"))

    def _clear_account(self) -> None:
        self._form.clear_problem()
        self._form.show({"platform": "", "name": "", "platform_id": "", "opened_on": None, "holder_id": self._holder})
        self._account_keeper.forget()

    def _show_done(self) -> None:
        self._done_title.setVisible(bool(self._names))
        self._done.setText("、".join(self._names))

    def _finish(self) -> None:
        """Leave for Today; an account that is typed but not entered yet is entered first, or given up."""
        typed = self._typed_account()
        if typed and not typed["name"].strip():
            self._ask_about_nameless()
        elif typed:
            self._add_account(self._added_last)
        else:
            self.desk.go(Place("today"))

    def _ask_about_nameless(self) -> None:
        answer = self.desk.dialogs.ask(
            translate(_CONTEXT, "这个账号还没有填写名称"),
            translate(_CONTEXT, "没有名称不能登记。可以接着填，也可以先不登记它。"),
            [
                Choice("stay", translate(_CONTEXT, "接着填")),
                Choice("drop", translate(_CONTEXT, "不登记它"), destructive=True),
            ],
        )
        if answer == "drop":
            self._clear_account()
            self.desk.go(Place("today"))
        else:
            self._form.focus("name")

    def _refuse(self, problem: SpokenError) -> None:
        """Show what was refused; what the service calls a person's office phone is the clerk's here."""
        if problem.field == "office_phone":
            problem.field = "clerk_phone"
        self._form.refuse(problem)

    def _release(self) -> None:
        for button in (self._add, self._next):
            button.setEnabled(True)


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


def _kind_of(name: str) -> UnitKind:
    """Return the kind of unit that a full name most likely belongs to, by its ending."""
    name = name.strip()
    if name.endswith(_SUBDISTRICTS):
        return UnitKind.SUBDISTRICT
    if name.endswith(_DEPARTMENTS):
        return UnitKind.DEPARTMENT
    return UnitKind.TOWNSHIP


def _enter(office: Office, answers: Mapping[str, Any]) -> Outcome[Unit]:
    from pmedia_desktop.services.unit import FirstStart, first_start

    return first_start(office, FirstStart(**answers))


def _register(office: Office, account: Account) -> Outcome[Account]:
    from pmedia_desktop.services.accounts import register_account

    return register_account(office, account)
