"""Runs a print job in the lane of long jobs: makes the PDF, then prints it or writes it to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.printing.jobs import PrintJob
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.printing.running"
#: Stands for a printer in the list of printers.
PDF_FILE = ""


def run_print_job(
    desk: Desk,
    owner: QWidget,
    job: PrintJob,
    *,
    printer: str,
    path: Path | None,
    copies: int,
    reason: str,
    done: Callable[[], None] | None,
) -> None:
    """Print on ``printer``, or write to ``path`` when one is given. The pages hear what changed in any case."""

    def make(office: Office, progress: Progress) -> Outcome[bytes | None]:
        return job.make(office, progress, reason)

    def made(outcome: Outcome[bytes | None]) -> None:
        desk.announce(outcome.changed)
        pdf = outcome.value
        if pdf is None:
            desk.say(translate(_CONTEXT, "已停止；已经生成的送签稿保留在各份备案里"))
            return
        run_long(desk, owner, job.title, lambda _office, progress: _deliver(pdf, progress), lambda _nothing: told())

    def _deliver(pdf: bytes, progress: Progress) -> None:
        if path is not None:
            from pmedia_desktop.services.files import write_file

            write_file(path, pdf)
            return
        from pmedia_desktop.gui.printing.spooling import spool

        spool(pdf, printer, copies, job.title, progress)

    def told() -> None:
        if path is not None:
            desk.say(translate(_CONTEXT, "已保存到 {path}").format(path=path))
        else:
            desk.say(translate(_CONTEXT, "已送往打印机“{printer}”，{copies}份").format(printer=printer, copies=copies))
        if done is not None:
            done()

    run_long(desk, owner, job.title, make, made)
