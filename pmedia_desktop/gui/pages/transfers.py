"""带到另一台电脑: passwords carried in a file without a network, in both directions, and what went out before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import Card, clear, section_title
from pmedia_desktop.gui.custody.actions import called, read_snapshot
from pmedia_desktop.gui.custody.carry_in import PublicKeyDialog, bring_in, enter_receipt
from pmedia_desktop.gui.custody.carry_out import CarryOutDialog
from pmedia_desktop.gui.custody.terminal_dialog import confirm_this_computer
from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import layout_in, load_ui
from pmedia_desktop.measures.subjects import named_credential
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.handover import Transfer
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.custody.records import CustodyOverview
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.transfers"


@dataclass(frozen=True)
class _Shown:
    known: Snapshot
    overview: CustodyOverview


class TransfersPage(Page):
    """One card for sending, two for receiving, one for each file that went out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("transfers", self)
        self._contents = layout_in(root, "contents")
        self._shown: _Shown | None = None
        set_up_back(root, desk.go_back)

    def refresh(self) -> None:
        """Read what can be done and what was."""
        self.desk.read(self, _read, self._show, replaces="transfers")

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        clear(self._contents)
        for title, said, button in (
            (
                translate(_CONTEXT, "交给另一台电脑上的人"),
                translate(_CONTEXT, "由保管人开锁，选要带的密码，导出成只有接收人能打开的文件。"),
                (translate(_CONTEXT, "导出…"), self._carry_out),
            ),
            (
                translate(_CONTEXT, "我是接收人：先给出公开钥匙"),
                translate(_CONTEXT, "二维码或者一个小文件，交给移交人；不怕别人看到。"),
                (translate(_CONTEXT, "我的公开钥匙…"), self._public_key),
            ),
            (
                translate(_CONTEXT, "我是接收人：导入带来的文件"),
                translate(_CONTEXT, "导入以后由您保管，程序显示回执号码，告诉移交人。"),
                (translate(_CONTEXT, "导入…"), lambda: bring_in(self.desk, self)),
            ),
        ):
            self._contents.addWidget(Card(title, [(said, "hint")], button=button))
        transfers = tuple(reversed(shown.known.transfers))
        if transfers:
            self._contents.addWidget(section_title(translate(_CONTEXT, "导出过的")))
        for transfer in transfers:
            self._contents.addWidget(self._former(transfer, shown.known))
        self._contents.addStretch(1)

    def _former(self, transfer: Transfer, known: Snapshot) -> Card:
        day = chinese_date(transfer.sent_at.astimezone().date())
        title = translate(_CONTEXT, "第{number}次：{day}交给{taker}").format(
            number=transfer.id, day=day, taker=transfer.taker
        )
        carried = [one for one in known.credentials if one.id in transfer.credential_ids]
        lines = [(translate(_CONTEXT, "、").join(named_credential(one, known) for one in carried), "hint")]
        if transfer.received_at is not None:
            received = chinese_date(transfer.received_at.astimezone().date())
            return Card(title, lines, tag=(translate(_CONTEXT, "{day}已回执").format(day=received), Tone.GOOD))
        return Card(
            title,
            lines,
            tag=(translate(_CONTEXT, "等回执"), Tone.WARNING),
            button=(translate(_CONTEXT, "登记回执…"), self._entering(transfer)),
        )

    def _entering(self, transfer: Transfer) -> Callable[[], None]:
        return lambda: enter_receipt(self.desk, self, transfer)

    def _carry_out(self) -> None:
        """Ask the holder to unlock, on a PC of the list; then offer what they can read."""
        shown = self._shown
        if shown is None:
            return
        if shown.overview.terminal is None:
            confirm_this_computer(self.desk, self, self._carry_out_here)
        else:
            self._carry_out_here()

    def _carry_out_here(self) -> None:
        rows = [row for row in self._shown.overview.rows if row.credential.current is not None] if self._shown else []
        readers = frozenset(person for row in rows for person in row.credential.entitled())
        if not readers:
            self.desk.dialogs.tell(
                translate(_CONTEXT, "还没有存着的密码"), translate(_CONTEXT, "存入以后才能带到另一台电脑。")
            )
            return

        def offer() -> None:
            person = self.desk.safe.person
            if person is None:
                return
            offered = [(row.credential.id, called(row)) for row in rows if person.id in row.credential.entitled()]
            CarryOutDialog(self.desk, self.window(), offered).open()

        with_open_safe(self.desk, self, offer, whose=readers)

    def _public_key(self) -> None:
        known = self._shown.known if self._shown is not None else None
        if known is None:
            return
        if any(key.retired_at is None for key in known.holder_keys):
            self._public_key_now()
        else:
            with_open_safe(self.desk, self, self._public_key_now)

    def _public_key_now(self) -> None:
        self.desk.read(self, _keys, lambda keys: PublicKeyDialog(self.desk, self.window(), keys).open())


def _read(office: Office) -> _Shown:
    from pmedia_desktop.services.custody.records import custody_overview

    return _Shown(read_snapshot(office), custody_overview(office))


def _keys(office: Office) -> Sequence[tuple[int, str, str, str]]:
    """Return number, name, public key and its fingerprint of everybody who has set a passphrase."""
    from pmedia_desktop.vault.identities import fingerprint

    known = read_snapshot(office)
    in_use = [key for key in known.holder_keys if key.retired_at is None]
    return [
        (person.id, person.name, key.recipient, "　".join(fingerprint(key.recipient)))
        for key in in_use
        for person in [known.person(key.person_id)]
        if person is not None
    ]
