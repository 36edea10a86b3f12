"""Entering an account, and editing one: a correction, or a real change whose filing is drafted at once."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QTableWidget, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.gui.editors.change_kind import ChangeKindDialog, RealChange
from pmedia_desktop.gui.editors.choices import names_of, words_of, yes_or_no
from pmedia_desktop.gui.editors.operators_table import OperatorsTable
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.fields.code_reading import offer_code_reading
from pmedia_desktop.gui.fields.ticked_order import TickedOrder
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification, Operation, OwnerKind
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.account import Platform
    from pmedia_desktop.model.unit import Person, Unit
    from pmedia_desktop.services.accounts import AccountChange
    from pmedia_desktop.services.filing.changes import ChangeAdvice
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.editors.account_editor"
#: What was typed for an account that exists already is kept under this name, also by the first start.
NEW_ACCOUNT_DRAFT = "account.new"
_NAMES = tuple(field.name for field in fields(Account) if field.name not in ("id", "operators", "reviewer_ids"))


@dataclass(frozen=True)
class AccountChoices:
    """What an account's choices offer: the platform table and the unit's people."""

    unit: Unit | None
    platforms: tuple[Platform, ...]
    people: tuple[Person, ...]
    today: date


def read_choices(office: Office) -> AccountChoices:
    """Read what the dialog offers."""
    from pmedia_desktop.services.office import snapshot

    known = snapshot(office)
    return AccountChoices(known.unit, known.platforms, known.people, office.today())


class AccountEditor(RecordDialog):
    """The dialog. An account with ``id`` 0 is entered; what is typed for it is kept until it is saved."""

    def __init__(self, desk: Desk, parent: QWidget, account: Account, choices: AccountChoices) -> None:
        super().__init__(desk, parent, "account_editor", _NAMES)
        self._account = account
        offer_code_reading(part(self.root, QLineEdit, "homepage"), desk)
        self._operators = part(self.root, QTableWidget, "operators")
        self._table = OperatorsTable(self._operators)
        part(self.root, QPushButton, "add_operator").clicked.connect(self._table.add)
        part(self.root, QPushButton, "remove_operator").clicked.connect(self._table.remove)
        self._reviewers_list = part(self.root, QListWidget, "reviewers")
        self._reviewers = TickedOrder(
            self._reviewers_list,
            {person.id: person.name for person in choices.people},
            [person.id for person in choices.people if not person.has_left(choices.today)],
        )
        self._offer(choices)
        self.form.show(vars(account))
        self._table.show(account.operators)
        self._reviewers.show(account.reviewer_ids)
        self.setWindowTitle(
            translate(_CONTEXT, "修改账号：{name}").format(name=account.name)
            if account.id
            else translate(_CONTEXT, "登记已有账号")
        )
        self.note_opened()
        keeper = self.keep_as(f"account.{account.id}" if account.id else NEW_ACCOUNT_DRAFT)
        for widget in (self._operators, self._reviewers_list):
            widget.model().dataChanged.connect(keeper.note_change)

    def state(self) -> dict[str, Any]:
        """Return everything that was typed, operators and reviewers included."""
        return {**super().state(), "operators": self._table.typed(), "reviewers": list(self._reviewers.chosen())}

    def show_state(self, typed: Mapping[str, Any]) -> None:
        """Show again what was typed, operators and reviewers included."""
        super().show_state(typed)
        if "operators" in typed:
            self._table.show_lines(typed["operators"])
        if "reviewers" in typed:
            self._reviewers.show(typed["reviewers"])

    def save(self, values: dict[str, Any]) -> None:
        """Register a new account; of an edited one ask first which kind of edit it is."""
        try:
            edited = replace(
                self._account,
                **values,
                operators=self._table.operators(),
                reviewer_ids=self._reviewers.chosen(),
            )
        except InputError as problem:
            self.refuse(problem)
            return
        if not edited.id:
            self.change(lambda office: _register(office, edited), self._registered)
        elif edited == self._account:
            self.saved()
        elif self._account.state is AccountState.PLANNED:
            self._correct(edited)
        else:
            self.ask(lambda office: _advise(office, edited), lambda advice: self._ask_about(edited, advice))

    def reject(self) -> None:
        """Leave; a new account can be put aside half-filled."""
        if self._account.id or self._keeper is None or not self.has_changed():
            super().reject()
            return
        answer = self.desk.dialogs.ask(
            translate(_CONTEXT, "这个账号还没有登记完"),
            translate(_CONTEXT, "可以先保留已填写的内容，下次打开时接着填。"),
            [
                Choice("keep", translate(_CONTEXT, "保留，下次再填")),
                Choice("drop", translate(_CONTEXT, "不要了"), destructive=True),
            ],
        )
        if answer == "keep":
            self._keeper.keep_now()
        elif answer == "drop":
            self.forget_draft()
        else:
            return
        self.done(self.DialogCode.Rejected)

    def _offer(self, choices: AccountChoices) -> None:
        account, form = self._account, self.form
        offered = [(platform.code, platform.name) for platform in choices.platforms]
        if account.platform and account.platform not in dict(offered):
            offered.append((account.platform, account.platform))
        form.offer("platform", [("", translate(_CONTEXT, "请选择")), *offered])
        form.offer("state", words_of(AccountState))
        form.offer("baseline", words_of(Baseline))
        form.offer("certification", words_of(Certification))
        form.offer("operation", words_of(Operation))
        form.offer("bound_phone_owner", words_of(OwnerKind))
        for name in ("linked_to_superior", "in_media_matrix"):
            form.offer(name, yes_or_no())
        for name in ("holder_id", "deputy_holder_id"):
            form.offer(name, names_of(choices.people, choices.today, getattr(account, name)))

    def _registered(self, account: Account) -> None:
        self.saved()
        self.desk.say(translate(_CONTEXT, "已登记账号“{name}”").format(name=account.name))
        self.desk.go(Place("account", account.id))

    def _ask_about(self, edited: Account, advice: ChangeAdvice) -> None:
        """Lead a state that goes the way of a closure to the closure, where the order of Article 7 is kept."""
        if not advice.to_close:
            self._ask_kind(edited, advice)
            return
        answer = self.desk.dialogs.ask(
            translate(_CONTEXT, "账号状态改成“{state}”，就是关停").format(state=word(edited.state)),
            translate(
                _CONTEXT,
                "第七条要求先批准、公告，再到平台注销，并报关停备案。从“关停账号”办理，状态会跟着办理进度自己变。\n"
                "平台上已经办了，或者当时录错了，可以只改登记。",
            ),
            [
                Choice("close", translate(_CONTEXT, "去办理关停")),
                Choice("edit", translate(_CONTEXT, "已经办了，或录错了")),
            ],
        )
        if answer == "edit":
            self._ask_kind(edited, advice)
        elif answer == "close":
            self._leave_for_closure()

    def _leave_for_closure(self) -> None:
        self.form.show({"state": self._account.state})
        if self.has_changed():
            self.refuse(
                InputError(
                    translate(_CONTEXT, "账号状态由关停备案来改，这里还有别的修改没有保存，"),
                    translate(_CONTEXT, "请先保存，再到“关停账号”办理。"),
                    field="state",
                )
            )
            return
        account_id = self._account.id
        self.ask(lambda office: _closure_of(office, account_id), self._go_to_closure)

    def _go_to_closure(self, filing_id: int | None) -> None:
        self.saved()
        self.desk.go(Place("filing", filing_id) if filing_id else Place("closing", self._account.id))

    def _ask_kind(self, edited: Account, advice: ChangeAdvice) -> None:
        ChangeKindDialog(self, advice, lambda change: self._decided(edited, change)).open()

    def _decided(self, edited: Account, change: RealChange | None) -> None:
        if change is None:
            self._correct(edited)
        else:
            read = self._account
            self.change(lambda office: _change(office, edited, change, read), self._changed)

    def _correct(self, edited: Account) -> None:
        read = self._account
        self.correct(lambda office: _correct(office, edited, read))

    def _changed(self, change: AccountChange) -> None:
        self.saved()
        if change.closure is not None:
            self.desk.say(translate(_CONTEXT, "已保存变更，并起草了关停备案，请补录批准和公告"))
            self.desk.go(Place("filing", change.closure.id))
            return
        if change.opening is not None:
            self.desk.say(translate(_CONTEXT, "已保存变更；开设备案还没有报送，表上直接按新的内容填写，不另报变更"))
            self.desk.go(Place("filing", change.opening.id))
            return
        tell = translate(_CONTEXT, "；要书面告知区政府办的，告知函在“今日”") if change.to_tell else ""
        if change.filing is None:
            said = translate(_CONTEXT, "已保存变更，不需要备案")
            self.desk.say(said + tell)
            return
        self.desk.say(translate(_CONTEXT, "已保存变更，并起草了变更备案") + tell)
        self.desk.go(Place("filing", change.filing.id))


def new_account(choices: AccountChoices) -> Account:
    """Return what the dialog begins with for an account that exists already."""
    name = choices.unit.full_name if choices.unit else ""
    return Account(subject=name, baseline=Baseline.UNCLEAR)


def _register(office: Office, account: Account) -> Outcome[Account]:
    from pmedia_desktop.services.accounts import register_account

    return register_account(office, account)


def _advise(office: Office, account: Account) -> ChangeAdvice:
    from pmedia_desktop.services.accounts import change_advice

    return change_advice(office, account)


def _closure_of(office: Office, account_id: int) -> int | None:
    from pmedia_desktop.services.filing.guidance import closure_under_way

    return closure_under_way(office, account_id)


def _correct(office: Office, account: Account, read: Account) -> Outcome[Account]:
    from pmedia_desktop.services.accounts import correct_account

    return correct_account(office, account, read)


def _change(office: Office, account: Account, change: RealChange, read: Account) -> Outcome[AccountChange]:
    from pmedia_desktop.services.accounts import change_account

    return change_account(office, account, change.effective_on, change.reason, read)
