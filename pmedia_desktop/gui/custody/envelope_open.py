"""启封密封件: what stands on the sheet, the six handwritten words, two names, and who holds the passwords now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton, QWidget

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.editors.choices import names_of
from pmedia_desktop.gui.looks import name_of
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.handover import Handover
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.envelope_opening import Opened, Opening
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.secret import Secret
    from pmedia_desktop.vault.words import DrawnWords

_CONTEXT = "gui.custody.envelope_open"


class EnvelopeOpenDialog(SecretDialog):
    """With a hand-over, its credentials go to its taker (单方接管); without one, those of whoever has gone."""

    def __init__(self, desk: Desk, parent: QWidget, known: Snapshot, handover: Handover | None = None) -> None:
        super().__init__(desk, parent, "envelope_open", ("holder_id", "reason", "opened_by", "opened_with"))
        self._handover_id = handover.id if handover is not None else 0
        self._with_key = {key.person_id for key in known.holder_keys if key.retired_at is None}
        self._sheet = part(self.root, QPlainTextEdit, "sheet")
        self._sheet.setUndoRedoEnabled(False)
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.form.offer("holder_id", names_of(known.people, desk.office.today(), must=True))
        part(self.root, QPushButton, "picture").clicked.connect(self._choose_picture)
        part(self.root, QPushButton, "offer").clicked.connect(
            lambda: desk.read(self, lambda _office: _offer(), self._take_offer)
        )
        if handover is not None:
            self.form.widget("holder_id").setEnabled(False)
            self.form.show(
                {
                    "holder_id": handover.incoming_id,
                    "reason": handover.reason,
                    "opened_by": name_of(known.person(handover.leader_id)),
                    "opened_with": name_of(known.person(handover.witness_id)),
                }
            )

    def submit(self, values: dict[str, Any]) -> None:
        """Open the envelope; the vault is locked afterwards, a new envelope has to be printed."""
        passphrase = self.line("passphrase").secret()
        if passphrase != self.line("again").secret():
            raise InputError(
                translate(_CONTEXT, "两次输入的口令不一样，"), translate(_CONTEXT, "请重新输入。"), field="again"
            )
        if values["holder_id"] is None:
            raise InputError(
                translate(_CONTEXT, "还没有选交给谁保管，"),
                translate(_CONTEXT, "请选一位在岗的同事。"),
                field="holder_id",
            )
        if values["holder_id"] not in self._with_key and not passphrase.reveal():
            raise InputError(
                translate(_CONTEXT, "接收人还没有开锁口令，"),
                translate(_CONTEXT, "请本人在这里设一个。"),
                field="passphrase",
            )
        sheet, words, handover_id = self._sheet.toPlainText(), self.line("words").secret(), self._handover_id
        self.work(
            lambda office, vault, progress: _open(
                office, vault, handover_id, _opening(sheet, words, passphrase, values), progress
            ),
            self._opened,
        )

    def refuse(self, problem: SpokenError) -> None:
        """Show a refusal; the services call the taker otherwise."""
        if problem.field in ("to_id", "person_id"):
            problem.field = "holder_id"
        super().refuse(problem)

    def done(self, result: int) -> None:
        """Forget what was typed from the sheet."""
        self._sheet.clear()
        super().done(result)

    def _opened(self, opened: Opened) -> None:
        desk, count = self.desk, len(opened.credentials)
        self.accept()
        desk.dialogs.tell(
            translate(_CONTEXT, "已启封"),
            translate(
                _CONTEXT, "{count}项已交给新的保管人，密码今天都要更换。旧的密封件作废，请马上打印新的密封件。"
            ).format(count=count),
        )
        desk.go(Place("envelope"))

    def _choose_picture(self) -> None:
        path = self.desk.dialogs.open_file(
            translate(_CONTEXT, "选择二维码的照片或扫描件"),
            translate(_CONTEXT, "照片、扫描件 (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.pdf *.txt)"),
        )
        if path is not None:
            self.desk.read(self, lambda _office: _sheet_in(path), self._take_sheet, refused=self.refuse)

    def _take_sheet(self, sheet: str) -> None:
        self._sheet.setPlainText(sheet)

    def _take_offer(self, drawn: DrawnWords) -> None:
        for name in ("passphrase", "again"):
            self.line(name).show_secret(drawn.typed)
        part(self.root, QCheckBox, "shown").setChecked(True)


def _sheet_in(path: Path) -> str:
    from pmedia_desktop.services.custody.qr_codes import sheet_in_file

    return sheet_in_file(path)


def _offer() -> DrawnWords:
    from pmedia_desktop.vault.generator import offer_passphrase

    return offer_passphrase()


def _opening(sheet: str, words: Secret, passphrase: Secret, values: dict[str, Any]) -> Opening:
    from pmedia_desktop.services.custody.envelope_opening import Opening

    return Opening(
        sheet=sheet,
        words=words,
        to_id=values["holder_id"],
        reason=values["reason"].strip(),
        opened_by=values["opened_by"].strip(),
        opened_with=values["opened_with"].strip(),
        passphrase=passphrase if passphrase.reveal() else None,
    )


def _open(office: Office, vault: Vault, handover_id: int, opening: Opening, progress: Progress) -> Outcome[Opened]:
    from pmedia_desktop.services.custody.envelope_opening import open_envelope
    from pmedia_desktop.services.custody.handovers import take_over_alone

    if handover_id:
        return take_over_alone(office, vault, handover_id, opening, progress)
    return open_envelope(office, vault, opening, progress)
