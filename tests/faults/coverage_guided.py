"""Input that finds its way by what it reaches in the code (atheris), at the doors that open within one process.

    python -m tests.faults.coverage_guided DOOR FOLDER SECONDS

ends with 0 when only the program's own errors came out in so many seconds, and prints how many inputs there were; else
with what libFuzzer reports, the input being left in the folder.
"""

import io
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pmedia_desktop", "tomllib"]):
    from pmedia_desktop.data_files import data_path
    from pmedia_desktop.errors import EnvironmentProblem, InputError
    from pmedia_desktop.exchange.cell_values import answer_of, day_of, text_of, whole_number_of
    from pmedia_desktop.exchange.delimited import read_delimited
    from pmedia_desktop.exchange.headings import find_table
    from pmedia_desktop.exchange.regions import regions_of
    from pmedia_desktop.exchange.tables import Sheet
    from pmedia_desktop.exchange.workbook_child import read_workbook
    from pmedia_desktop.paper.loading import load_form
    from pmedia_desktop.services.holiday_notices import read_file
    from pmedia_desktop.services.importing.vocabulary import vocabularies
    from pmedia_desktop.vault.sealed_files import read_label
from tests.exchange.books import rows

_HEADINGS = ("账号名称", "平台", "UID", "粉丝数", "账号管理员", "联系电话")
_ROW = ("平安示例", "抖音", "dy1", "300", "赵一", "13800000001")
_LONGEST = 20_000  # bytes of one input
_SHEET = "xl/worksheets/sheet1.xml"


def _look_through(sheet: Sheet) -> None:
    """Find its tables and read each cell in every way that a cell is read."""
    for region in regions_of(sheet, vocabularies(), {}):
        find_table(region, vocabularies(), {})
    for row in sheet.rows:
        for cell in row.cells:
            for read in (text_of, day_of, whole_number_of, answer_of):
                with suppress(InputError):
                    read(cell)


class Doors:
    """What takes an input, by name, in a folder of its own; ``seeds`` are good examples."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._book = rows(folder / "seed.xlsx", _HEADINGS, _ROW).read_bytes()
        with zipfile.ZipFile(io.BytesIO(self._book)) as package:
            sheet = package.read(_SHEET)
        csv = "\n".join(",".join(line) for line in (_HEADINGS, _ROW))
        self.seeds: Mapping[str, bytes] = {
            "CSV": csv.encode(),
            "sheet": sheet,
            "form": data_path("forms", "filing.toml").read_bytes(),
            "notice": "2026年部分节假日安排\n一、元旦：1月1日（周四）至3日放假，共3天。1月4日上班。".encode(),
            "label": b'pmedia-desktop sealed file 1\n{"sha256": "0", "keys": {"age1x": "y"}, "recovery": []}\n',
        }
        self.takes: Mapping[str, Callable[[bytes], object]] = {
            "CSV": lambda content: _look_through(read_delimited(content)),
            "sheet": self._sheet,
            "form": lambda content: load_form("filing", (self._file("filing.toml", content).parent,)),
            "notice": lambda content: read_file(self._file("notice.txt", content)),
            "label": lambda content: read_label(self._file("copy.sealed", content)),
        }

    def _file(self, name: str, content: bytes) -> Path:
        (self._folder / name).write_bytes(content)
        return self._folder / name

    def _sheet(self, content: bytes) -> None:
        """Put the input into a workbook as its sheet: a package with a flaw is refused before anything is read."""
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._book)) as source, zipfile.ZipFile(changed, "w") as target:
            for name in source.namelist():
                target.writestr(name, content if name == _SHEET else source.read(name))
        for sheet in read_workbook(changed.getvalue()):
            _look_through(sheet)


def main(name: str, folder: Path, seconds: int) -> None:
    """Fuzz one door."""
    doors = Doors(folder)
    take, seeds = doors.takes[name], folder / "seeds"
    seeds.mkdir()
    (seeds / "good").write_bytes(doors.seeds[name])

    def hand_in(content: bytes) -> None:
        try:
            take(content)
        except (InputError, EnvironmentProblem) as problem:
            if not problem.message:
                raise

    limits = (f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=60", "-rss_limit_mb=1500")
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", f"-artifact_prefix={folder}/", str(seeds)], hand_in)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
