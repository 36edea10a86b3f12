"""What is found on ten forms as offices make them: their cells, and which field belongs into which cell.

Run from the repository's root: ``python -m benchmarks.recognition [--check]``. Every form is drawn as a PDF, written as
a Word file, and printed and scanned at 150 to 300 dpi, skewed by up to 2 degrees, on grey paper with dust. A cell is
found when it shares 80 % with the true one; a field is found when exactly it was proposed for its cell. With
``--check`` the exit code is 1 when a bound of the project is broken.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.drawn_forms import as_file, as_pdf, as_word, scanned
from benchmarks.office_forms import FORMS, STAMP, Cell, OfficeForm
from pmedia_desktop.paper.recognition.found import Area, FoundCell, FoundForm
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.paper.recognition.proposing import proposals
from pmedia_desktop.progress import Silent

CELL_BOUND, FIELD_BOUND, SCAN_BOUND = 0.95, 0.80, 0.85
_COMMON = 0.8
SCANS = ((150, 1.9), (150, -1.2), (200, -2.0), (200, 0.0), (300, 0.7), (300, 2.0))
"""Resolution in dpi and skew in degrees of each scan."""


@dataclass
class Found:
    """How many there are, how many were found, and what each opening took, in seconds."""

    cells: int = 0
    cells_found: int = 0
    fields: int = 0
    fields_found: int = 0
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return one line of the report."""
        fields = f"fields {self.fields_found / self.fields:6.1%}" if self.fields else "fields are asked for"
        return (
            f"{name:22} cells {self.cells_found / self.cells:6.1%} of {self.cells:4}   {fields:20}"
            f"   {statistics.median(self.seconds) * 1000:5.0f} ms a form"
        )


def measure(
    files: Iterator[tuple[OfficeForm, bytes]], same: Callable[[FoundCell, Area, tuple[int, int]], bool]
) -> Found:
    """Open each file and compare with what was drawn; ``same`` tells a cell of the form from the others."""
    found = Found()
    for form, content in files:
        begun = time.perf_counter()
        opened = recognised(content, Silent())
        found.seconds.append(time.perf_counter() - begun)
        _compare(form, opened, found, same)
    return found


def _compare(
    form: OfficeForm, opened: FoundForm, found: Found, same: Callable[[FoundCell, Area, tuple[int, int]], bool]
) -> None:
    page = opened.pages[0]
    proposed = proposals(opened.pages)
    for cell, area, place in form.placed():
        mine = next((other for other in page.cells if same(other, area, place)), None)
        found.cells += 1
        found.cells_found += mine is not None
        if page.words_known and cell.source is not None:
            found.fields += 1
            named = {STAMP if one.stamp else one.source for one in proposed if mine and one.cell is mine}
            found.fields_found += named == {cell.source}
            if named != {cell.source}:
                found.wrong.append(_mistake(form, cell, named))
    if page.words_known:
        outside = [one.source for one in proposed if one.cell is None]
        found.fields += len(form.asked)
        found.fields_found += sum(one == other for one, other in zip(form.asked, outside, strict=False))
        if outside != list(form.asked):
            found.wrong.append(f"{form.name}: its lines ask for {form.asked}, proposed was {outside}")


def _mistake(form: OfficeForm, cell: Cell, named: set[str]) -> str:
    return f"{form.name}: {cell.source} was taken for {sorted(named) or 'nothing'}"


def in_place(cell: FoundCell, area: Area, place: tuple[int, int]) -> bool:
    """Whether a cell stands where one was drawn."""
    return cell.area.shared(area) >= _COMMON


def in_grid(cell: FoundCell, area: Area, place: tuple[int, int]) -> bool:
    """Whether a cell of a Word file begins in this row and column."""
    return cell.table_place is not None and cell.table_place[1:] == place


def scans() -> Iterator[tuple[OfficeForm, bytes]]:
    """Return every form in every scan."""
    for form in FORMS:
        for dpi, degrees in SCANS:
            yield form, as_file(scanned(form, dpi, degrees), dpi)


def main() -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    drawn = measure(((form, as_pdf(form)) for form in FORMS), in_place)
    written = measure(((form, as_word(form)) for form in FORMS), in_grid)
    scanned_forms = measure(scans(), in_place)
    for name, found in (("PDF", drawn), ("Word", written), ("scans, up to 2 degrees", scanned_forms)):
        print(found.line(name))
        for mistake in found.wrong:
            print(f"    {mistake}")
    kept = all(
        found.cells_found >= CELL_BOUND * found.cells and found.fields_found >= FIELD_BOUND * found.fields
        for found in (drawn, written)
    )
    kept = kept and scanned_forms.cells_found >= SCAN_BOUND * scanned_forms.cells
    return 0 if kept or not check else 1


if __name__ == "__main__":
    sys.exit(main())
