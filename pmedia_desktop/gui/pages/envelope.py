"""密封件: how the unit's envelope stands, printing it, typing it back, putting it off, opening it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import Card, clear
from pmedia_desktop.gui.custody.actions import read_snapshot
from pmedia_desktop.gui.custody.envelope_open import EnvelopeOpenDialog
from pmedia_desktop.gui.custody.envelope_words import EnvelopeWordsDialog
from pmedia_desktop.gui.custody.small_dialogs import ReasonDialog
from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
from pmedia_desktop.gui.custody.waiting import run_with_safe
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import layout_in, load_ui
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.keys import RecoveryKey
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.envelopes import EnvelopeStanding, PrintedEnvelope
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

_CONTEXT = "gui.pages.envelope"
_PUT_OFF_DAYS = 7
_TONES = {
    RecoveryState.PENDING: Tone.WARNING,
    RecoveryState.PRINTED: Tone.WARNING,
    RecoveryState.IN_ENVELOPE: Tone.GOOD,
    RecoveryState.OPENED: Tone.DANGER,
    RecoveryState.RETIRED: Tone.NEUTRAL,
}


class EnvelopePage(Page):
    """One card for the envelope in use, one for opening it, one for each that was before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("envelope", self)
        self._contents = layout_in(root, "contents")
        self._known: Snapshot | None = None
        self._standing: EnvelopeStanding | None = None
        set_up_back(root, desk.go_back)

    def refresh(self) -> None:
        """Read how it stands."""
        self.desk.read(self, _read, self._show, replaces="envelope")

    def _show(self, shown: tuple[Snapshot, EnvelopeStanding]) -> None:
        self._known, self._standing = shown
        clear(self._contents)
        for card in self._cards(*shown):
            self._contents.addWidget(card)
        self._contents.addStretch(1)

    def _cards(self, known: Snapshot, standing: EnvelopeStanding) -> list[Card]:
        cards = [self._current(standing)]
        key = standing.key
        if key is not None and key.state in (RecoveryState.PENDING, RecoveryState.PRINTED):
            cards += self._postponing(key)
        if any(one.printed_at is not None and one.state is not RecoveryState.RETIRED for one in known.recovery_keys):
            cards.append(
                Card(
                    translate(_CONTEXT, "保管人离开了，或者忘记了开锁口令"),
                    [
                        (
                            translate(
                                _CONTEXT, "两个人在场启封，把密码交给新的保管人；之后要更换全部密码、打印新的密封件。"
                            ),
                            "hint",
                        )
                    ],
                    button=(translate(_CONTEXT, "启封…"), self._open),
                )
            )
        if key is not None and key.state in (RecoveryState.PRINTED, RecoveryState.IN_ENVELOPE):
            said = translate(
                _CONTEXT, "封口破了、找不到了、六个词看不清的，重新做一个；可能被人看过，全部密码当天更换。"
            )
            cards.append(
                Card(
                    translate(_CONTEXT, "密封件破损、丢失"),
                    [(said, "hint")],
                    button=(translate(_CONTEXT, "重新制作…"), self._renew),
                )
            )
        former = [one for one in reversed(known.recovery_keys) if key is None or one.id != key.id]
        cards += [_former_card(one) for one in former]
        return cards

    def _current(self, standing: EnvelopeStanding) -> Card:
        key = standing.key
        if key is None:
            return Card(
                translate(_CONTEXT, "还没有备用钥匙"),
                [
                    (
                        translate(
                            _CONTEXT, "第一个保管人存入密码、设置开锁口令时，程序自动做好备用钥匙，再打印成密封件。"
                        ),
                        "hint",
                    )
                ],
                button=(translate(_CONTEXT, "去密码保管"), lambda: self.desk.go(Place("custody"))),
            )
        title = translate(_CONTEXT, "密封件{number}号").format(number=key.id)
        tag = (word(key.state), _TONES[key.state])
        if standing.is_put_away:
            day = chinese_date(key.confirmed_at.astimezone().date()) if key.confirmed_at is not None else ""
            place = key.place or translate(_CONTEXT, "没有登记")
            said = translate(_CONTEXT, "{day}核对封好，放在：{place}。").format(day=day, place=place)
            return Card(title, [(said, "")], tag=tag)
        if key.state is RecoveryState.PRINTED:
            return Card(
                title,
                [(translate(_CONTEXT, "已经打印。照着纸上的字母组输入几组，核对无误，电脑里的备用钥匙才会清除。"), "")],
                tag=tag,
                button=(translate(_CONTEXT, "核对…"), self._check),
            )
        lines = [
            (
                translate(_CONTEXT, "由{name}开锁后打印。封好以前，备用钥匙暂时由他的开锁口令保护。").format(
                    name=standing.keeper
                ),
                "",
            )
        ]
        if standing.print_by is not None:
            lines.append(
                (translate(_CONTEXT, "最迟在{day}办好。").format(day=chinese_date(standing.print_by)), "warning")
            )
        return Card(title, lines, tag=tag, button=(translate(_CONTEXT, "打印密封件…"), self._print))

    def _postponing(self, key: RecoveryKey) -> list[Card]:
        if key.state is RecoveryState.PRINTED:
            said = translate(_CONTEXT, "纸张损坏、词没有抄下来的，重新打印；以前打印的就作废。")
            return [
                Card(
                    translate(_CONTEXT, "重新打印"),
                    [(said, "hint")],
                    button=(translate(_CONTEXT, "重新打印…"), self._print),
                )
            ]
        latest = _latest(key)
        if key.postponed_until is not None or latest < self.desk.office.today():
            return []
        said = translate(_CONTEXT, "打印机、信封暂时没有准备好的，可以推迟到{day}，程序会提醒。").format(
            day=chinese_date(latest)
        )
        return [
            Card(
                translate(_CONTEXT, "今天办不了"),
                [(said, "hint")],
                button=(translate(_CONTEXT, "推迟七天"), self._postpone),
            )
        ]

    def _print(self) -> None:
        key = self._standing.key if self._standing is not None else None
        if key is None or key.sealed_to_id is None:
            return

        def make() -> None:
            run_with_safe(
                self.desk,
                self,
                translate(_CONTEXT, "正在准备密封件"),
                lambda office, vault, progress: _print(office, vault, progress),
                self._printed,
            )

        with_open_safe(self.desk, self, make, whose=frozenset({key.sealed_to_id}), first=key.sealed_to_id)

    def _printed(self, printed: PrintedEnvelope) -> None:
        dialog = EnvelopeWordsDialog(self.desk, self.window(), printed.groups_to_type, printed.key.place, printed)
        dialog.open()
        dialog.print_it()

    def _check(self) -> None:
        standing = self._standing
        if standing is not None and standing.key is not None:
            EnvelopeWordsDialog(self.desk, self.window(), standing.groups_to_type, standing.key.place).open()

    def _postpone(self) -> None:
        key = self._standing.key if self._standing is not None else None
        if key is not None:
            until = _latest(key)
            self.desk.change(
                self,
                lambda office: _postpone(office, until),
                lambda _key: self.desk.say(translate(_CONTEXT, "已推迟，到时会提醒")),
            )

    def _renew(self) -> None:
        known = self._known
        holders = frozenset(key.person_id for key in known.holder_keys if key.retired_at is None) if known else None

        def act(dialog: ReasonDialog, reason: str) -> None:
            def renewed(_key: RecoveryKey) -> None:
                dialog.accept()
                self.desk.say(translate(_CONTEXT, "已换新的备用钥匙，请马上打印密封件，今天更换密码"))

            dialog.work(lambda office, vault, progress: _renew(office, vault, reason, progress), renewed)

        words = (
            translate(_CONTEXT, "重新制作密封件"),
            translate(_CONTEXT, "旧的密封件从此作废。怎样发现的、出了什么问题，写一句。"),
            translate(_CONTEXT, "重新制作"),
        )
        if holders:
            with_open_safe(
                self.desk, self, lambda: ReasonDialog(self.desk, self.window(), words, act).open(), whose=holders
            )

    def _open(self) -> None:
        if self._known is not None:
            EnvelopeOpenDialog(self.desk, self.window(), self._known).open()


def _latest(key: RecoveryKey) -> date:
    """Return the last day to which the print can be put off."""
    return key.made_at.astimezone().date() + timedelta(days=_PUT_OFF_DAYS)


def _former_card(key: RecoveryKey) -> Card:
    lines = []
    if key.opened_at is not None:
        lines.append(
            (
                translate(_CONTEXT, "{day}由{by}启封，{other}在场：{reason}").format(
                    day=chinese_date(key.opened_at.astimezone().date()),
                    by=key.opened_by,
                    other=key.opened_with,
                    reason=key.opened_reason,
                ),
                "hint",
            )
        )
    return Card(
        translate(_CONTEXT, "密封件{number}号").format(number=key.id), lines, tag=(word(key.state), _TONES[key.state])
    )


def _read(office: Office) -> tuple[Snapshot, EnvelopeStanding]:
    from pmedia_desktop.services.custody.envelopes import envelope_standing

    known = read_snapshot(office)
    return known, envelope_standing(known)


def _print(office: Office, vault: Vault, progress: Progress) -> Outcome[PrintedEnvelope]:
    from pmedia_desktop.services.custody.envelopes import print_envelope

    return print_envelope(office, vault, progress=progress)


def _renew(office: Office, vault: Vault, reason: str, progress: Progress) -> Outcome[RecoveryKey]:
    from pmedia_desktop.services.custody.envelopes import renew_envelope

    return renew_envelope(office, vault, reason, progress=progress)


def _postpone(office: Office, until: date) -> Outcome[RecoveryKey]:
    from pmedia_desktop.services.custody.envelopes import postpone_envelope

    return postpone_envelope(office, until)
