"""Real print jobs through a private CUPS: the printed page has the PDF's scale and position."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.paper.forms import calibration_page, page_count, render_page
from tests.gui.conftest import TODAY
from tests.gui.print_server import QUEUE, PrintServer, print_server
from tests.services.kept import kept_pdf

pytestmark = pytest.mark.printing

_DPI = 300
_MILLIMETRE = _DPI / 25.4
_DARK = 128

_SPOOL = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from pmedia_desktop.gui.printing.spooling import printer_names, spool
from pmedia_desktop.progress import Silent
application = QApplication([])
print(printer_names())
spool(Path(sys.argv[1]).read_bytes(), sys.argv[2], int(sys.argv[3]), sys.argv[4], Silent())
"""

# A form is made and taken on; then the queue refuses the job.
_REFUSED = """
import subprocess
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from pmedia_desktop.gui.printing.running import Target
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.paper.filing_papers import print_filing
application = QApplication([])
office = open_office(Path(sys.argv[1]), on=date.fromisoformat(sys.argv[2]))
target = Target(sys.argv[3], 2)
target.check()
printed = print_filing(office, 1).value
subprocess.run(["/usr/sbin/cupsreject", sys.argv[3]], check=True)
print(target.take(printed.pdf, "form", Silent()))
print(printed.filing.state)
office.close()
"""

_CHECK = """
import sys
from PySide6.QtWidgets import QApplication
from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.printing.spooling import check_printer
application = QApplication([])
try:
    check_printer(sys.argv[1])
    print("taken")
except EnvironmentProblem as problem:
    print(problem)
"""

# The window itself, driven like a user would: open the filing, press the button, choose the printer, print.
_WINDOW = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QPushButton
from pmedia_desktop.app import close_window, make_application, make_window
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.services.office import open_office
application = make_application()
folder, today = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
window = make_window(Theme(application, "light"), folder, lambda: open_office(folder, on=today))
window.show()
def later(act):
    def wait():
        if window.desk.tasks.is_idle():
            act()
        else:
            QTimer.singleShot(50, wait)
    QTimer.singleShot(50, wait)
def visit():
    window.go(Place("filing", 1))
    later(press)
def press():
    window.page("filing").findChild(QPushButton, "print").click()
    later(choose)
def choose():
    dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
    box = dialog.findChild(ChoiceBox, "printer")
    assert box.choice() == "PMEDIA-TEST", box.choice()
    dialog.findChild(QPushButton, "accept").click()
    later(told)
def told():
    print(window.statusBar().currentMessage())
    application.quit()
def give_up(*failure):
    sys.__excepthook__(*failure)
    application.exit(1)
sys.excepthook = give_up
window.loaded.connect(visit)
window.load()
code = application.exec()
close_window(window)
sys.exit(code)
"""


@dataclass(frozen=True)
class _Ink:
    """Where the outermost dark pixels of a page lie, in millimetres from the left upper corner."""

    left: float
    top: float
    right: float
    bottom: float


def _ink(pdf: bytes, number: int) -> _Ink:
    page = render_page(pdf, number, _DPI)
    rows = [page.bgrx[y * page.stride : y * page.stride + 4 * page.width : 4] for y in range(page.height)]
    dark = [[x for x, blue in enumerate(row) if blue < _DARK] for row in rows]
    lines = [y for y, found in enumerate(dark) if found]
    left = min(found[0] for found in dark if found)
    right = max(found[-1] for found in dark if found)
    return _Ink(left / _MILLIMETRE, lines[0] / _MILLIMETRE, (right + 1) / _MILLIMETRE, (lines[-1] + 1) / _MILLIMETRE)


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    with print_server() as started:
        yield started


def _run(server: PrintServer, program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_page_is_printed_at_true_size_and_in_its_place_as_often_as_wanted(
    server: PrintServer, tmp_path: Path
) -> None:
    pdf = calibration_page()
    (tmp_path / "page.pdf").write_bytes(pdf)
    said = _run(server, _SPOOL, str(tmp_path / "page.pdf"), QUEUE, "2", "calibration")
    assert QUEUE in said
    printed = server.printed().read_bytes()
    assert page_count(printed) == 2
    wanted = _ink(pdf, 0)
    for number in range(2):
        found = _ink(printed, number)
        across = (found.right - found.left) / (wanted.right - wanted.left)
        down = (found.bottom - found.top) / (wanted.bottom - wanted.top)
        assert across == pytest.approx(1, abs=0.001)
        assert down == pytest.approx(1, abs=0.001)
        assert found.left == pytest.approx(wanted.left, abs=0.2)
        assert found.top == pytest.approx(wanted.top, abs=0.2)
        # The corner marks stand 10 mm from every edge of the sheet.
        assert (found.left, found.right) == pytest.approx((10, 200), abs=0.3)
        assert (found.top, found.bottom) == pytest.approx((10, 287), abs=0.3)


def test_a_filing_printed_from_the_window_comes_out_in_two_copies(server: PrintServer, sample_folder: Path) -> None:
    said = _run(server, _WINDOW, str(sample_folder), TODAY.isoformat())
    assert "已送往打印机" in said
    assert "2份" in said
    printed = server.printed().read_bytes()
    assert page_count(printed) == 2
    office = open_office(sample_folder, on=TODAY)
    kept = kept_pdf(office, 1)
    office.close()
    wanted, found = _ink(kept, 0), _ink(printed, 0)
    assert (found.left, found.top) == pytest.approx((wanted.left, wanted.top), abs=0.2)
    assert (found.right, found.bottom) == pytest.approx((wanted.right, wanted.bottom), abs=0.3)


@pytest.fixture
def unwilling(server: PrintServer) -> Iterator[Callable[[str], None]]:
    """Make the queue unwilling with one of CUPS's commands; afterwards it works again."""

    def tell(command: str) -> None:
        subprocess.run([f"/usr/sbin/{command}", QUEUE], env=server.environment, check=True)

    yield tell
    tell("cupsaccept")
    tell("cupsenable")


@pytest.mark.parametrize(("command", "said"), [("cupsreject", "不接收打印任务"), ("cupsdisable", "已经暂停")])
def test_a_queue_that_prints_nothing_is_told_before_a_form_is_made(
    server: PrintServer, unwilling: Callable[[str], None], command: str, said: str
) -> None:
    assert _run(server, _CHECK, QUEUE).strip() == "taken"
    unwilling(command)
    assert said in _run(server, _CHECK, QUEUE)


@pytest.mark.usefixtures("unwilling")
def test_a_job_that_the_queue_refuses_is_not_said_to_be_printed_and_its_form_stays_kept(
    server: PrintServer, sample_folder: Path
) -> None:
    said = _run(server, _REFUSED, str(sample_folder), TODAY.isoformat(), QUEUE)
    assert "没有接收打印任务" in said
    assert "printed" in said
