"""What other people's files cost: a thousand of them collected, large and hostile tables refused.

Run: ``python -m benchmarks.exchange [--files 1000]``. Times are this machine's; what counts is their ratio to one
small table, and that memory does not grow with the number of files.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import xlsxwriter

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.reading import read_tables
from pmedia_desktop.services.collecting.collect import collect
from pmedia_desktop.services.collecting.summary import workbook
from pmedia_desktop.services.exporting.ledger_file import ledger_file
from pmedia_desktop.services.exporting.table_file import TableFormat
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.paper import filing_papers
from pmedia_desktop.services.sample.making import make_sample

ON = date(2026, 11, 23)


def main() -> None:
    """Measure, and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    files = parser.parse_args().files
    folder = Path(tempfile.mkdtemp(prefix="exchange-"))
    try:
        _collecting(folder, files)
        _hostile(folder)
    finally:
        shutil.rmtree(folder)


def _say(what: str, seconds: float) -> None:
    own, children = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    sys.stdout.write(f"{what:<44}{seconds:8.2f} s   own peak {own:5d} MB   largest child {children:5d} MB\n")


def _timed(what: str, work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    try:
        work()
        said = "read"
    except InputError as error:
        said = str(error)[:24]
    _say(f"{what}: {said}", time.perf_counter() - begin)


def _hostile(folder: Path) -> None:
    small = _rows(folder / "small.xlsx", 20)
    _timed("20 rows", lambda: read_tables(small))
    allowed = _rows(folder / "allowed.xlsx", 20_000)
    _timed("20,000 rows", lambda: read_tables(allowed))
    large = _rows(folder / "large.xlsx", 100_000)
    _timed("100,000 rows", lambda: read_tables(large))
    far = folder / "far.xlsx"
    with xlsxwriter.Workbook(str(far)) as book:
        book.add_worksheet().write("XFD1048576", "x")
    _timed("one word in the last cell", lambda: read_tables(far))
    bomb = folder / "bomb.xlsx"
    _with_part(small, bomb, "xl/worksheets/sheet1.xml", (b" " * 1_000_000 for _ in range(400)))
    _timed("ZIP bomb of 400 MB", lambda: read_tables(bomb))
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%b">' % (ord("b") + n, b"&%c;" % (ord("a") + n) * 10) for n in range(9)
    )
    xml = folder / "xml.xlsx"
    _with_part(small, xml, "xl/workbook.xml", [lol + b"]><l>&j;</l>"])
    _timed("XML bomb", lambda: read_tables(xml))


def _rows(path: Path, count: int) -> Path:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("账号名称", "平台", "账号ID", "开设日期"))
        for number in range(1, count):
            sheet.write_row(number, 0, (f"示例{number}", "抖音", f"id{number}", "2020-05-06"))
    return path


def _with_part(package: Path, out: Path, name: str, content: Iterable[bytes]) -> None:
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            with target.open(part, "w") as written:
                for piece in content if part == name else [source.read(part)]:
                    written.write(piece)


def _collecting(folder: Path, files: int) -> None:
    office = open_office(folder / "register", create=True, on=ON)
    sample = make_sample(office)
    pdf = filing_papers.print_filing(office, sample.opening_id).value.pdf
    ledger = ledger_file(office, TableFormat.XLSX)
    office.close()
    for count in (files // 10, files):
        handed_in = folder / f"in{count}"
        handed_in.mkdir()
        for number in range(count):
            is_pdf = number % 2 == 0
            (handed_in / f"{number:04}.{'pdf' if is_pdf else 'xlsx'}").write_bytes(pdf if is_pdf else ledger)
        begin = time.perf_counter()
        content = workbook(collect(handed_in, folder, ON))
        _say(f"{count} files (PDF and xlsx) -> {len(content) // 1024} KB", time.perf_counter() - begin)


if __name__ == "__main__":
    main()
