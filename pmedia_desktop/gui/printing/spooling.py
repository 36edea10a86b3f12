"""Sends a PDF to a printer at true size: A4, full page, no margins, no scaling.

Each page is painted as a picture and drawn over the whole sheet, so every printer and every system prints the
same. Measured: scale 1.0000 and offset 0.00 mm at 300 dots per inch; fitting the page to the printable area
instead gives 0.966 (docs/decisions/0050-true-size.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPoint, QRect
from PySide6.QtGui import QImage, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from pmedia_desktop.errors import Cancelled, EnvironmentProblem
from pmedia_desktop.gui.printing.pages import paint_sheet
from pmedia_desktop.gui.printing.queues import QueueState, queue_state
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.progress import Progress

_CONTEXT = "gui.printing.spooling"
DOTS_PER_INCH = 300
_LARGER = 1.01
_A4 = QPageSize(QPageSize.PageSizeId.A4)


def printer_names() -> tuple[str, ...]:
    """Return the printers of this PC, the usual one first.

    Called in the lane of long jobs: a lost network printer may take seconds to answer.
    """
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


def check_printer(name: str) -> None:
    """Raise ``EnvironmentProblem`` when this PC has no such printer or its queue prints nothing now.

    Asked before anything is made for it.
    """
    _info(name)
    state = queue_state(name)
    if state is QueueState.REJECTS_JOBS:
        raise EnvironmentProblem(
            translate(_CONTEXT, "打印机“{name}”现在不接收打印任务，").format(name=name),
            translate(_CONTEXT, "请在系统的打印机设置里恢复接收，或者换一台，也可以先存为PDF。"),
        )
    if state is QueueState.STOPPED:
        raise EnvironmentProblem(
            translate(_CONTEXT, "打印机“{name}”已经暂停，").format(name=name),
            translate(_CONTEXT, "请在系统的打印机设置里恢复打印，或者换一台，也可以先存为PDF。"),
        )


def spool(pdf: bytes, printer_name: str, copies: int, title: str, progress: Progress) -> None:
    """Print every page of ``pdf``, single-sided. Called in the lane of long jobs.

    Raises ``EnvironmentProblem`` when the printer does not take the job, ``Cancelled`` after taking it back.
    """
    printer = _set_up(printer_name, copies, title)
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused(printer_name)
    try:
        _draw(pdf, painter, printer, _repeats(printer, copies), progress)
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error or queue_state(printer_name) is QueueState.REJECTS_JOBS:
        raise _refused(printer_name)


def _set_up(printer_name: str, copies: int, title: str) -> QPrinter:
    printer = QPrinter(_info(printer_name), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(_A4)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setResolution(DOTS_PER_INCH)
    # Two copies of a form on both sides of one sheet could not be handed in.
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(copies)
        printer.setCollateCopies(True)
    return printer


def _info(name: str) -> QPrinterInfo:
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise EnvironmentProblem(
            translate(_CONTEXT, "找不到打印机“{name}”，").format(name=name),
            translate(_CONTEXT, "请检查打印机是否开机、联网，或者换一台，也可以先存为PDF。"),
        )
    return info


def _repeats(printer: QPrinter, copies: int) -> int:
    """How often the pages are drawn: a printer that cannot copy by itself gets them several times."""
    return 1 if printer.supportsMultipleCopies() else copies


def _draw(pdf: bytes, painter: QPainter, printer: QPrinter, repeats: int, progress: Progress) -> None:
    # Without this the picture would reach the printer through JPEG.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for repeat in range(repeats):
        number = count = 0
        while number == 0 or number < count:
            progress.step(repeat * count + number, repeats * count, translate(_CONTEXT, "正在送往打印机"))
            sheet = paint_sheet(pdf, number, DOTS_PER_INCH)
            count = sheet.count
            if (repeat or number) and not printer.newPage():
                raise _refused(printer.printerName())
            painter.drawImage(*_upright(sheet.image))
            number += 1


def _upright(image: QImage) -> tuple[QRect, QImage]:
    """Return where a page goes on the sheet, at its true size; an office's page that lies across is turned."""
    if image.width() > image.height():
        image = image.transformed(QTransform().rotate(90))
    paper = _A4.sizePixels(DOTS_PER_INCH)
    if image.width() > paper.width() * _LARGER or image.height() > paper.height() * _LARGER:
        raise EnvironmentProblem(
            translate(_CONTEXT, "这张表比A4纸大，在这里打印会缺一截，"),
            translate(_CONTEXT, "请存为PDF，用能打这种纸的打印机按实际大小打印。"),
        )
    is_a4 = image.width() * _LARGER >= paper.width() and image.height() * _LARGER >= paper.height()
    return QRect(QPoint(0, 0), paper if is_a4 else image.size()), image


def _refused(printer_name: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        translate(_CONTEXT, "打印机“{name}”没有接收打印任务，").format(name=printer_name),
        translate(_CONTEXT, "请检查打印机是否开机、有没有纸，再试一次，也可以先存为PDF。"),
    )
