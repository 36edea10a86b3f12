"""The print dialog: which printer, how many copies, with which data, and why although something was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.cards import clear, words
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.fitting import FittingDialog, fit_height
from pmedia_desktop.gui.printing.jobs import PrintJob, Wishes, calibration_job
from pmedia_desktop.gui.printing.preprinted import PreprintedSheet
from pmedia_desktop.gui.printing.running import PDF_FILE, WORD_FILE, Target, run_print_job, save_as_word
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.paper.declaration import Medium
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.printing.print_dialog"
_FINDINGS_HEIGHT = 150


@dataclass(frozen=True)
class PrintChoices:
    """What the dialog offers: the printers of this PC, the unit's settings, whether it asks for a reason.

    ``office_sheet``: the form lies over an office's page, so the values alone can go onto a preprinted sheet;
    ``word_only``: it is an office's Word file, which only Word can print.
    """

    printers: tuple[str, ...]
    settings: Settings
    asks_reason: bool
    office_sheet: bool = False
    word_only: bool = False


def ask_to_print(
    desk: Desk, owner: QWidget, job: PrintJob, *, to_file: bool = False, done: Callable[[], None] | None = None
) -> None:
    """Open the dialog for a job; ``to_file`` begins with saving as PDF. ``done`` is called once it is printed."""
    desk.start_long(
        owner,
        lambda office, _progress: _read_choices(office, job),
        lambda choices: PrintDialog(desk, owner, job, choices, to_file=to_file, done=done).open(),
        lambda _done, _total, _what: None,
        lambda: None,
    )


class PrintDialog(FittingDialog):
    """Asks, then prints or saves."""

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        job: PrintJob,
        choices: PrintChoices,
        *,
        to_file: bool,
        done: Callable[[], None] | None,
    ) -> None:
        super().__init__(owner.window())
        self._desk = desk
        self._owner = owner
        self._job = job
        self._choices = choices
        self._settings = choices.settings
        self._done = done
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        root = load_ui("print", self)
        self._form = RecordForm(root, ("printer", "copies", "attach_values", "print_reason"))
        part(root, QLabel, "heading").setText(job.title)
        printers = () if choices.word_only else choices.printers
        targets = [(name, name) for name in printers]
        part(root, QLabel, "no_printer").setVisible(not choices.printers and not choices.word_only)
        files = [] if choices.word_only else [(PDF_FILE, translate(_CONTEXT, "存为PDF文件"))]
        if job.word is not None:
            files.append((WORD_FILE, translate(_CONTEXT, "存为Word文件（docx）")))
        self._form.offer("printer", [*targets, *files])
        self._form.show(
            {
                "printer": (files if to_file or not targets else targets)[0][0],
                "copies": job.copies or self._settings.copies,
                "attach_values": self._settings.attach_values,
            }
        )
        self._copies = part(root, QSpinBox, "copies")
        self._true_size = part(root, QLabel, "true_size")
        self._accept = part(root, QPushButton, "accept")
        self._calibrate = part(root, QPushButton, "calibrate")
        self._reason = part(root, QLineEdit, "print_reason")
        part(root, QFrame, "values").setVisible(job.has_values)
        part(root, QCheckBox, "attach_values").setAccessibleDescription(part(root, QLabel, "values_hint").text())
        self._sheet = PreprintedSheet(root, desk.memory, offered=choices.office_sheet)
        part(root, QCheckBox, "values_only").toggled.connect(lambda _on: fit_height(self))
        self._show_findings(root)
        self._accept.clicked.connect(self._try)
        self._calibrate.clicked.connect(self._print_calibration_page)
        part(root, QPushButton, "cancel").clicked.connect(self.reject)
        self._form.on_change(self._fit_to_target)
        self._fit_to_target()

    def needs_reason(self) -> bool:
        """Whether the job can only be printed with a reason (仍要打印)."""
        return self._choices.asks_reason

    def _show_findings(self, root: QWidget) -> None:
        findings = self._job.findings
        part(root, QFrame, "findings").setVisible(bool(findings))
        if not findings:
            return
        title = translate(_CONTEXT, "检查发现{count}项，表可能会被退回").format(count=len(findings))
        if not self.needs_reason():
            title = translate(_CONTEXT, "检查有{count}项提示").format(count=len(findings))
        part(root, QLabel, "findings_title").setText(title)
        layout = part(root, QWidget, "findings_contents").layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("print.ui: findings_contents needs a vertical layout")
        clear(layout)
        for finding in findings:
            layout.addWidget(words(f"· {finding.message}{finding.remedy}"))
        layout.addStretch(1)
        scroll = part(root, QScrollArea, "findings_scroll")
        scroll.setFixedHeight(min(_FINDINGS_HEIGHT, 28 + 24 * len(findings)))
        self._reason.setVisible(self.needs_reason())
        part(root, QLabel, "print_reason_label").setVisible(self.needs_reason())

    def _fit_to_target(self) -> None:
        target = self._form.values()["printer"]
        to_file = target in (PDF_FILE, WORD_FILE)
        self._sheet.fit_to(target, is_word=target == WORD_FILE)
        self._copies.setEnabled(not to_file)
        self._calibrate.setVisible(self._job.copies is None or self._choices.office_sheet)
        self._calibrate.setEnabled(not to_file)
        self._calibrate.setToolTip(self._why_no_calibration() if to_file else "")
        self._true_size.setText(
            translate(_CONTEXT, "存下的PDF可以在别的电脑上打印；打印时选“实际大小”（100%），不要选“适合页面”。")
            if to_file
            else translate(_CONTEXT, "按实际大小（100%）打印在A4纸上，单面。第一次用这台打印机，先打印校准页量一量。")
        )
        again = self.needs_reason()
        if to_file:
            label = translate(_CONTEXT, "仍要存为PDF…") if again else translate(_CONTEXT, "存为PDF…")
        else:
            label = translate(_CONTEXT, "仍要打印") if again else translate(_CONTEXT, "打印")
        if target == WORD_FILE:
            label = translate(_CONTEXT, "存为Word…")
            self._true_size.setText(
                translate(
                    _CONTEXT,
                    "这张表是Word表样：存下来用Word或WPS打开，打印送签；签字以后登记“签字”这一步，扫描件添加到附件。",
                )
                if self._choices.word_only
                else translate(_CONTEXT, "Word文件供继续编辑；要送签、留存的请打印或存为PDF，程序不留存Word文件。")
            )
        self._accept.setText(label)
        fit_height(self)

    def _why_no_calibration(self) -> str:
        if not self._choices.printers:
            return translate(_CONTEXT, "没有找到打印机，打印不了校准页。")
        return translate(_CONTEXT, "校准页要打印出来量，先在上面选一台打印机。")

    def _try(self) -> None:
        self._form.clear_problem()
        values = self._form.values()
        if values["printer"] == WORD_FILE:
            self._save_as_word()
            return
        reason = values["print_reason"].strip()
        if self.needs_reason() and not reason:
            self._form.refuse(
                InputError(
                    translate(_CONTEXT, "还没有填写仍要打印的原因，"),
                    translate(_CONTEXT, "请写一句，会记在操作记录里。"),
                    field="print_reason",
                )
            )
            fit_height(self)
            return
        path = None
        if values["printer"] == PDF_FILE:
            path = self._desk.dialogs.save_file(
                translate(_CONTEXT, "存为PDF"), self._job.file_name, translate(_CONTEXT, "PDF文件 (*.pdf)")
            )
            if path is None:
                return
        try:
            measured = self._sheet.measured(values["printer"])
        except InputError as problem:
            self._desk.dialogs.advise(problem)
            return
        self.accept()
        wishes = Wishes(reason, values["attach_values"], measured)
        self._print(Target(values["printer"], values["copies"], path), wishes)

    def _save_as_word(self) -> None:
        suggested = f"{self._job.file_name.removesuffix('.pdf')}.docx"
        path = self._desk.dialogs.save_file(
            translate(_CONTEXT, "存为Word文件"), suggested, translate(_CONTEXT, "Word文件 (*.docx)")
        )
        if path is not None:
            self.accept()
            save_as_word(self._desk, self._owner, self._job, path)

    def _print(self, target: Target, wishes: Wishes) -> None:
        desk, owner, job, done = self._desk, self._owner, self._job, self._done

        def again(made: PrintJob) -> None:
            ask_to_print(desk, owner, made, to_file=target.path is not None, done=done)

        run_print_job(desk, owner, job, target, wishes, done=done, print_again=again)

    def _print_calibration_page(self) -> None:
        run_print_job(
            self._desk,
            self._owner,
            calibration_job(),
            Target(self._form.values()["printer"]),
            Wishes(),
            done=None,
            print_again=lambda job: ask_to_print(self._desk, self._owner, job),
        )


def _read_choices(office: Office, job: PrintJob) -> PrintChoices:
    from pmedia_desktop.gui.printing.spooling import printer_names
    from pmedia_desktop.services.paper.filing_papers import asks_reason
    from pmedia_desktop.services.settings import read_settings

    medium = _office_medium(office, job)
    return PrintChoices(
        printer_names(),
        read_settings(office),
        asks_reason(job.findings),
        office_sheet=job.office_sheet or medium is Medium.PDF,
        word_only=job.word_only or (medium is Medium.WORD and job.word is not None),
    )


def _office_medium(office: Office, job: PrintJob) -> Medium | None:
    """Return what the office's own page is that a filing is filled into, None for everything else."""
    from pmedia_desktop.services.paper.office_sheets import office_medium

    return office_medium(office, job.filing_id) if job.filing_id else None
