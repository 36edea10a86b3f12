"""开设新账号: a guide from platform and name to the drafted filing (Articles 4 to 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.cards import Card, clear
from pmedia_desktop.gui.editors.choices import names_of, words_of, yes_or_no
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.filings.filing_fields import FILING_FIELDS, field_values, with_values
from pmedia_desktop.gui.filings.guide import Guide
from pmedia_desktop.gui.filled_label import FilledLabel
from pmedia_desktop.gui.matters import SEVERITY_TONES
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification, Operation, OwnerKind
from pmedia_desktop.model.filing import ApprovalForm, Filing
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.account import Platform
    from pmedia_desktop.model.finding import Finding
    from pmedia_desktop.services.filing.guidance import GuideChoices
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.pages.opening"
_NEW = 0
_OF_ACCOUNT = tuple(field.name for field in fields(Account) if field.name not in ("id", "operators", "reviewer_ids"))
#: Advice is asked for this long after the last key, in milliseconds.
_TYPING_PAUSE = 400


class OpeningPage(Guide):
    """The guide. It also files an older account that was never filed (补报)."""

    # Asked for by the guide's constructor already: the platforms are not known then.
    _choices: GuideChoices | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "opening", ("account_id", *_OF_ACCOUNT, *FILING_FIELDS))
        self._visited = 0
        self._note = FilledLabel(part(self.root, QLabel, "opening_note"))
        self._which = part(self.root, ChoiceBox, "account_id")
        self._platform = part(self.root, ChoiceBox, "platform")
        advice = part(self.root, QWidget, "advice").layout()
        if not isinstance(advice, QVBoxLayout):
            raise TypeError("opening.ui: advice needs a vertical layout")
        self._advice = advice
        for name, codes in (
            ("certification", Certification),
            ("operation", Operation),
            ("bound_phone_owner", OwnerKind),
            ("approval_form", ApprovalForm),
        ):
            self.form.offer(name, words_of(codes))
        for name in ("linked_to_superior", "in_media_matrix"):
            self.form.offer(name, yes_or_no())
        self._pausing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._pausing.timeout.connect(self._ask_advice)
        self.form.on_change(self._pausing.start)
        self._which.currentIndexChanged.connect(lambda _index: self._take_over())
        self._platform.currentIndexChanged.connect(lambda _index: self._show_where())

    def visit(self, place: Place) -> None:
        """Begin, or go on with what was typed; a record is an account that is in the register already."""
        self.desk.read(self, _choices, lambda choices: self._offer(choices, place.record), replaces="choices")

    def refresh(self) -> None:
        """Offer what there is now; what is typed stays."""
        self.desk.read(self, _choices, self._offer_again, replaces="choices")

    def is_asked(self, page: str) -> bool:
        """Ask for the superior's document of a WeChat official account only."""
        platform = self.platform()
        return page != "basis_page" or (platform is not None and platform.is_wechat_official)

    def check(self, page: str, values: Mapping[str, Any]) -> None:
        """Ask for platform and name before going on."""
        if page != "platform_page":
            return
        for name, missing in (
            ("platform", translate(_CONTEXT, "还没有选择平台，")),
            ("name", translate(_CONTEXT, "还没有填写账号名称，")),
        ):
            if not values[name]:
                raise InputError(missing, translate(_CONTEXT, "填好再往下。"), field=name)

    def finish(self, values: dict[str, Any]) -> None:
        """Enter the account, start its filing and lead there."""
        account, read = self._account(values), self._chosen()
        self.desk.change(
            self,
            lambda office: _start(office, account, read, values),
            self._started,
            refused=self.refuse,
            ended=self.release,
        )

    def shows_record(self, name: str) -> bool:
        """Say which fields are the account's; the opening day becomes its 开设日期."""
        return name in _OF_ACCOUNT or name == "event_on"

    def recalled(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed about this account the last time."""
        super().recalled(typed)
        self._ask_advice()

    def platform(self) -> Platform | None:
        """Return the platform that is chosen."""
        code = self.form.typed()["platform"]
        platforms = self._choices.platforms if self._choices else ()
        return next((platform for platform in platforms if platform.code == code), None)

    def _offer(self, choices: GuideChoices, record: int) -> None:
        self._offer_again(choices)
        if record != self._visited or not self.has_changed():
            self._visited = record
            self._turn_to_account(record)

    def _offer_again(self, choices: GuideChoices) -> None:
        self._note.say(choices.settings.opening_days)
        self._choices = choices
        known = [(account.id, _called(account, title)) for account, title in choices.to_open]
        self.form.offer("account_id", [(_NEW, translate(_CONTEXT, "新账号，还没有登记")), *known])
        platforms = [(platform.code, platform.name) for platform in choices.platforms]
        self.form.offer("platform", [("", translate(_CONTEXT, "请选择")), *platforms])
        for name in ("holder_id", "deputy_holder_id"):
            self.form.offer(name, names_of(choices.people, choices.today))
        if self.record is None:
            return
        if self.record != self._which.choice():
            # The account's opening has begun elsewhere meanwhile.
            self._turn_to_account(_NEW)
        else:
            self.renew(self._values_of_chosen(choices))

    def _values_of_chosen(self, choices: GuideChoices) -> dict[str, Any]:
        """Return what the guide begins with: what is known of the account, or the empty fields of a new one."""
        values = self._beginning(choices)
        chosen = self._chosen()
        if chosen is not None:
            values |= {name: getattr(chosen, name) for name in _OF_ACCOUNT}
            values |= {"account_id": chosen.id, "event_on": chosen.opened_on}
        return values

    def _beginning(self, choices: GuideChoices) -> dict[str, Any]:
        unit = choices.unit
        account = Account(
            state=AccountState.PLANNED,
            subject=unit.full_name if unit else "",
            holder_id=unit.clerk_id if unit else None,
        )
        empty = {name: getattr(account, name) for name in _OF_ACCOUNT}
        return {**field_values(Filing()), **empty, "account_id": _NEW, "approval_by": choices.principal}

    def _take_over(self) -> None:
        """Turn to the account that was chosen: what was typed about another one stays with that one."""
        record = self._which.choice()
        if self.record is not None and record is not None and record != self.record:
            self._turn_to_account(record)

    def _turn_to_account(self, record: int) -> None:
        """Show what is known of an account, or the empty fields of a new one."""
        if self._choices is None:
            return
        self._which.blockSignals(True)
        self._which.choose(record)
        self._which.blockSignals(False)
        values = self._values_of_chosen(self._choices)
        clear(self._advice)
        self.begin(values["account_id"], values)
        self._ask_advice()

    def _chosen(self) -> Account | None:
        wanted = self._which.choice()
        offered = self._choices.to_open if self._choices else ()
        return next((account for account, _title in offered if account.id == wanted), None)

    def _account(self, values: Mapping[str, Any]) -> Account:
        known = self._chosen() or Account(state=AccountState.PLANNED)
        return replace(known, **{name: values[name] for name in _OF_ACCOUNT if name in values})

    def _ask_advice(self) -> None:
        try:
            account = self._account(self.form.values())
        except InputError:
            return
        if account.platform or account.name:
            self.desk.read(self, lambda office: _advise(office, account), self._show_advice, replaces="advice")

    def _show_advice(self, findings: tuple[Finding, ...]) -> None:
        clear(self._advice)
        for finding in findings:
            self._advice.addWidget(
                Card(
                    finding.message,
                    [(finding.remedy, "hint")],
                    tag=(word(finding.severity), SEVERITY_TONES[finding.severity]),
                    note=finding.article,
                )
            )

    def _started(self, filing: Filing) -> None:
        self.finished()
        clear(self._advice)
        self.desk.say(translate(_CONTEXT, "备案表已经生成，接着打印送签"))
        self.desk.go(Place("filing", filing.id))


def _called(account: Account, title: str) -> str:
    if account.state is AccountState.PLANNED:
        return translate(_CONTEXT, "{account}，筹备中").format(account=title)
    if account.baseline is Baseline.NONE:
        return title
    return translate(_CONTEXT, "补报：{account}").format(account=title)


def _choices(office: Office) -> GuideChoices:
    from pmedia_desktop.services.filing.guidance import guide_choices

    return guide_choices(office)


def _advise(office: Office, account: Account) -> tuple[Finding, ...]:
    from pmedia_desktop.services.filing.guidance import opening_advice

    return opening_advice(office, account)


def _start(office: Office, account: Account, read: Account | None, values: Mapping[str, Any]) -> Outcome[Filing]:
    from pmedia_desktop.services.filing.process import start_opening

    return start_opening(office, account, lambda filing: with_values(filing, values), read)
