"""关停账号: a guide from the account to the drafted filing of its closure (Articles 5 and 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.cards import Card, clear
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.filings.filing_fields import FILING_FIELDS, field_values, with_values
from pmedia_desktop.gui.filings.guide import Guide
from pmedia_desktop.gui.filled_label import FilledLabel
from pmedia_desktop.gui.looks import ACCOUNT_TONES
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.filing import Closure, ClosureReason, Filing, FilingKind, LoginWay
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.account import Account
    from pmedia_desktop.services.filing.guidance import GuideChoices
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.pages.closing"
_WECHAT_OFFICIAL = "wechat_official"
_BEGINNING = field_values(Filing(kind=FilingKind.CLOSURE, closure=Closure(reason=ClosureReason.ORDERED)))


class ClosingPage(Guide):
    """The guide."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "closing", ("account_id", *FILING_FIELDS))
        self._choices: GuideChoices | None = None
        self._visited = 0
        self._note = FilledLabel(part(self.root, QLabel, "closing_note"))
        self._which = part(self.root, ChoiceBox, "account_id")
        self._freeze = part(self.root, QLabel, "freeze_note")
        advice = part(self.root, QWidget, "advice").layout()
        if not isinstance(advice, QVBoxLayout):
            raise TypeError("closing.ui: advice needs a vertical layout")
        self._advice = advice
        self.form.offer("closure_reason", words_of(ClosureReason))
        self.form.offer("login_way", words_of(LoginWay))
        self._which.currentIndexChanged.connect(lambda _index: self._take_over())
        self.form.on_change(self._ask_freeze)

    def visit(self, place: Place) -> None:
        """Begin, or go on with what was typed; a record is the account to close."""
        self.desk.read(self, _choices, lambda choices: self._offer(choices, place.record), replaces="choices")

    def refresh(self) -> None:
        """Offer what there is now; what is typed stays."""
        self.desk.read(self, _choices, self._offer_again, replaces="choices")

    def check(self, page: str, values: Mapping[str, Any]) -> None:
        """Ask which account it is before going on."""
        if page == "account_page" and not values["account_id"]:
            raise InputError(
                translate(_CONTEXT, "还没有选择账号，"), translate(_CONTEXT, "选好再往下。"), field="account_id"
            )

    def finish(self, values: dict[str, Any]) -> None:
        """Start the closure's filing and lead there."""
        self.desk.change(
            self, lambda office: _start(office, values), self._started, refused=self.refuse, ended=self.release
        )

    def shows_record(self, name: str) -> bool:
        """Say which field is the account's: its followers follow the closure."""
        return name == "followers"

    def recalled(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed about this account the last time."""
        super().recalled(typed)
        self._show_account()
        self._ask_freeze()

    def _offer(self, choices: GuideChoices, record: int) -> None:
        self._offer_again(choices)
        if record != self._visited or not self.has_changed():
            self._visited = record
            self._turn_to_account(record)

    def _offer_again(self, choices: GuideChoices) -> None:
        self._note.say(choices.settings.closure_days)
        self._choices = choices
        known = [(account.id, title) for account, title in choices.to_close]
        self.form.offer("account_id", [(0, _asked(known)), *known])
        if self.record is not None and self.record != self._which.choice():
            # The account's closure has begun elsewhere meanwhile.
            self._turn_to_account(0)
        elif self.record is not None:
            self.renew(self._values_of_chosen())
        self._show_account()

    def _chosen(self) -> Account | None:
        offered = self._choices.to_close if self._choices else ()
        return next((account for account, _title in offered if account.id == self._which.choice()), None)

    def _take_over(self) -> None:
        """Turn to the account that was chosen: what was typed about another one stays with that one."""
        record = self._which.choice()
        if self.record is not None and record is not None and record != self.record:
            self._turn_to_account(record)

    def _turn_to_account(self, record: int) -> None:
        self._which.blockSignals(True)
        self._which.choose(record)
        self._which.blockSignals(False)
        values = self._values_of_chosen()
        self.begin(values["account_id"], values)
        self._show_account()
        self._ask_freeze()

    def _values_of_chosen(self) -> dict[str, Any]:
        account = self._chosen()
        chosen, followers = (account.id, account.followers) if account else (0, None)
        return {**_BEGINNING, "account_id": chosen, "followers": followers}

    def _show_account(self) -> None:
        """Say what is known of the account, and whether Article 5 asks for a closure at all."""
        clear(self._advice)
        account = self._chosen()
        if account is None:
            return
        self._advice.addWidget(
            Card(
                account.name,
                [(translate(_CONTEXT, "账号ID：{id}").format(id=account.platform_id or "—"), "hint")],
                tag=(word(account.state), ACCOUNT_TONES[account.state]),
            )
        )
        if account.platform == _WECHAT_OFFICIAL:
            self._advice.addWidget(_article_5(account))

    def _ask_freeze(self) -> None:
        account = self._chosen()
        try:
            values = self.form.values()
        except InputError:
            return
        followers = values["followers"]
        if account is None or followers is None or values["login_way"] is LoginWay.LETTER_TO_PLATFORM:
            self._freeze.clear()
            return
        self.desk.read(
            self,
            lambda office: _expected_freeze(office, account.id, followers),
            self._show_freeze,
            replaces="freeze",
        )

    def _show_freeze(self, days: int | None) -> None:
        self._freeze.setText(
            translate(_CONTEXT, "这个平台没有登记冻结期，申请后以平台显示为准。")
            if days is None
            else translate(_CONTEXT, "按粉丝数推算，申请后平台冻结约{days}天，期满再登录确认。").format(days=days)
        )

    def _started(self, filing: Filing) -> None:
        self.finished()
        self.desk.say(translate(_CONTEXT, "关停已经开始，先把备案表送签"))
        self.desk.go(Place("filing", filing.id))


def _article_5(account: Account) -> Card:
    if account.has_basis:
        return Card(
            translate(_CONTEXT, "这个公众号登记了上级依据，第五条要求的是整合并纳入媒体矩阵，不是关停"),
            [(translate(_CONTEXT, "请先整改（整合）。确实要关停的，先与区政府办沟通。"), "hint")],
            tag=(translate(_CONTEXT, "请注意"), Tone.WARNING),
            note=translate(_CONTEXT, "第五条"),
        )
    return Card(
        translate(_CONTEXT, "登记中没有上级要求建立这个公众号的依据"),
        [(translate(_CONTEXT, "有依据的先补登记；没有的，向区政府办核实后关停。"), "hint")],
        tag=(translate(_CONTEXT, "提示"), Tone.ACCENT),
        note=translate(_CONTEXT, "第五条"),
    )


def _choices(office: Office) -> GuideChoices:
    from pmedia_desktop.services.filing.guidance import guide_choices

    return guide_choices(office)


def _asked(known: Sequence[tuple[int, str]]) -> str:
    """Ask for a choice, or say why there is none."""
    if known:
        return translate(_CONTEXT, "请选择")
    return translate(_CONTEXT, "没有可以关停的账号；要关停的先在“账号”页登记")


def _expected_freeze(office: Office, account_id: int, followers: int) -> int | None:
    from pmedia_desktop.services.filing.guidance import expected_freeze

    return expected_freeze(office, account_id, followers)


def _start(office: Office, values: Mapping[str, Any]) -> Outcome[Filing]:
    from pmedia_desktop.services.filing.process import start_closure

    return start_closure(office, values["account_id"], lambda filing: with_values(filing, values))
