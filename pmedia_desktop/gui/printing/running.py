"""Runs a print job in the lane of long jobs: makes the PDF, then prints it or writes it to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.errors import Cancelled, EnvironmentProblem, InputError, SpokenError
from pmedia_desktop.gui.printing.jobs import PrintJob, Wishes, again
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.printing.running"
#: Stands for a printer in the list of printers.
PDF_FILE = ""
WORD_FILE = "\0docx"


@dataclass(frozen=True)
class Target:
    """Where the pages go: on a printer, in so many copies, or into a file when ``path`` is given."""

    printer: str = PDF_FILE
    copies: int = 1
    path: Path | None = None

    def check(self) -> None:
        """Raise ``EnvironmentProblem`` when nothing can go there, before anything is made. Called in a lane."""
        if self.path is not None:
            from pmedia_desktop.services.files import check_writable

            check_writable(self.path)
            return
        from pmedia_desktop.gui.printing.spooling import check_printer

        check_printer(self.printer)

    def take(self, pdf: bytes, title: str, progress: Progress) -> str | None:
        """Print or write the PDF; return why nothing of it arrived, None when it did. Called in a lane."""
        try:
            if self.path is not None:
                from pmedia_desktop.services.files import write_file

                write_file(self.path, pdf)
            else:
                from pmedia_desktop.gui.printing.spooling import spool

                spool(pdf, self.printer, self.copies, title, progress)
        except EnvironmentProblem as problem:
            return str(problem)
        except Cancelled:
            return translate(_CONTEXT, "打印已取消。")
        return None

    def arrived(self) -> str:
        """Return the sentence that says where the pages are."""
        if self.path is not None:
            return translate(_CONTEXT, "已保存到 {path}").format(path=self.path)
        return translate(_CONTEXT, "已送往打印机“{printer}”，{copies}份").format(
            printer=self.printer, copies=self.copies
        )


def run_print_job(
    desk: Desk,
    owner: QWidget,
    job: PrintJob,
    target: Target,
    wishes: Wishes,
    *,
    done: Callable[[], None] | None,
    print_again: Callable[[PrintJob], None],
) -> None:
    """Make the PDF and bring it to its target. The pages hear what changed in any case.

    The target is looked at before a form is made and taken on. When what was made does not arrive all the same,
    the user is told so, and ``print_again`` gets it once more.
    """

    def make(office: Office, progress: Progress) -> Outcome[bytes | None] | SpokenError:
        target.check()
        try:
            return job.make(office, progress, wishes)
        except (InputError, EnvironmentProblem) as problem:
            return problem

    def made(outcome: Outcome[bytes | None] | SpokenError) -> None:
        if isinstance(outcome, SpokenError):
            # Of several, some may have been kept before one was refused: the pages read again.
            desk.announce(frozenset({SubjectKind.FILING, SubjectKind.ATTACHMENT}) if job.has_values else frozenset())
            desk.answer_failure(outcome)
            return
        desk.announce(outcome.changed)
        pdf = outcome.value
        if pdf is None:
            desk.say(translate(_CONTEXT, "已停止，各份备案都没有改动"))
            return

        def told(problem: str | None) -> None:
            if problem is None:
                desk.say(target.arrived())
                if done is not None:
                    done()
            elif _asks_again(desk, job, target, problem):
                print_again(again(job, pdf))

        run_long(desk, owner, job.title, lambda _office, progress: target.take(pdf, job.title, progress), told)

    run_long(desk, owner, job.title, make, made)


def save_as_word(desk: Desk, owner: QWidget, job: PrintJob, path: Path) -> None:
    """Write the job's paper as a Word file; nothing is kept in the register of it."""
    word = job.word
    if word is None:
        raise TypeError(f"{job.title} has no Word file")

    def make(office: Office, _progress: Progress) -> None:
        from pmedia_desktop.services.files import write_file

        write_file(path, word(office))

    def said(_nothing: None) -> None:
        desk.say(translate(_CONTEXT, "已保存到 {path}").format(path=path))

    run_long(desk, owner, job.title, make, said)


def _asks_again(desk: Desk, job: PrintJob, target: Target, problem: str) -> bool:
    if target.path is not None:
        title, label = translate(_CONTEXT, "没有存下来"), translate(_CONTEXT, "重新保存…")
        kept = translate(_CONTEXT, "送签稿已生成并留存在备案里，但没有存成文件，可以再存。")
    else:
        title, label = translate(_CONTEXT, "没有打印出来"), translate(_CONTEXT, "重新打印…")
        kept = translate(_CONTEXT, "送签稿已生成并留存，但没有打印出来，可以再打印。")
    return desk.dialogs.confirm(title, f"{problem}{kept}" if job.has_values else problem, label)
