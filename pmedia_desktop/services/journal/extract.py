"""What the journal says, taken out: as a table file, and as a printed extract with its chain values."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.model.journal import JournalQuery
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register.archive_reading import archive_files, archives_of
from pmedia_desktop.services.exporting.table_file import TableFormat, table_file
from pmedia_desktop.services.journal.history import HistoryLine, read_history
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.paged_sheets import paged_sheet
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.texts import translate

_CONTEXT = "services.journal.extract"
_FORM = "journal_extract"
_PAGE = 500
#: A printed extract holds at most so many entries; some thirty pages.
MOST_ON_PAPER = 300
#: What is longer ends in an ellipsis on paper; the table file has it whole. In characters.
_LONGEST_DETAILS = 200
_GROUP = 16  # characters of a chain value in one line


def journal_people(office: Office) -> tuple[str, ...]:
    """Return everybody whom the journal names, to be chosen from."""
    with office.register.read() as reader:
        return reader.journal_actors()


def journal_archives(office: Office) -> tuple[Path, ...]:
    """Return the files into which old entries were sealed."""
    return archive_files(office.folder)


def journal_file(
    office: Office,
    query: JournalQuery,
    written_as: TableFormat,
    progress: Progress | None = None,
    *,
    archives: Sequence[Path] = (),
) -> bytes:
    """Return the entries that are looked for, the newest first, each with its chain value; also those of ``archives``.

    What archives say of people is what it was then: nothing is erased in a sealed file.
    """
    headings = (
        translate(_CONTEXT, "条号"),
        translate(_CONTEXT, "时间"),
        translate(_CONTEXT, "谁"),
        translate(_CONTEXT, "做了什么"),
        translate(_CONTEXT, "对象"),
        translate(_CONTEXT, "内容"),
        translate(_CONTEXT, "说明"),
        translate(_CONTEXT, "链值"),
    )
    progress = progress or Silent()
    rows: list[tuple[Cell, ...]] = []
    for line in _lines(office, query, archives):
        progress.step(len(rows), 0)
        rows.append(
            (
                line.number,
                f"{line.at:%Y-%m-%d %H:%M:%S}",
                line.who,
                line.what,
                line.subject.title,
                "\n".join(line.details),
                line.note,
                line.hash,
            )
        )
    return table_file(translate(_CONTEXT, "操作记录"), headings, rows, written_as)


def _lines(office: Office, query: JournalQuery, archives: Sequence[Path]) -> Iterator[HistoryLine]:
    yield from _pages(office, query, None, None)
    for archive, before in archives_of(office.register.path, archives):
        yield from _pages(office, query, before, archive)


def _pages(office: Office, query: JournalQuery, before: int | None, archive: Path | None) -> Iterator[HistoryLine]:
    while lines := read_history(office, query=query, before=before, limit=_PAGE, archive=archive):
        yield from lines
        before = lines[-1].number


def journal_extract(
    office: Office,
    query: JournalQuery,
    wanted: str,
    progress: Progress | None = None,
    *,
    archives: Sequence[Path] = (),
) -> Filled:
    """Return the extract as a PDF, the oldest entry first; ``wanted`` says in words what was looked for."""
    lines = tuple(islice(_lines(office, query, archives), MOST_ON_PAPER + 1))
    if not lines:
        raise InputError(translate(_CONTEXT, "没有符合条件的操作记录，"), translate(_CONTEXT, "请放宽条件。"))
    if len(lines) > MOST_ON_PAPER:
        raise InputError(
            translate(_CONTEXT, "符合条件的超过{count}条，纸上太长，").format(count=MOST_ON_PAPER),
            translate(_CONTEXT, "请缩小时间或范围，或者导出为Excel。"),
        )
    with office.register.read() as reader:
        unit = reader.unit() or Unit()
        newest = reader.journal(limit=1)[0]
        name, _phone = preparer(office, reader)
    sources: dict[str, JsonValue] = {
        "unit.full_name": unit.full_name,
        "journal.made_on": office.today().isoformat(),
        "journal.preparer_name": name,
        "journal.range": translate(_CONTEXT, "{wanted}，共{count}条").format(wanted=wanted, count=len(lines)),
        "journal.head": translate(_CONTEXT, "第{number}条　{hash}").format(number=newest.number, hash=newest.hash),
        **_columns(lines[::-1]),
    }
    return paged_sheet(office, _FORM, sources, progress)


def _columns(lines: Sequence[HistoryLine]) -> dict[str, JsonValue]:
    return {
        "journal.numbers": [str(line.number) for line in lines],
        "journal.times": [f"{line.at:%Y-%m-%d %H:%M}" for line in lines],
        "journal.people": [line.who for line in lines],
        "journal.deeds": ["　".join(filter(None, (line.what, line.subject.title))) for line in lines],
        "journal.details": [_details(line) for line in lines],
        "journal.hashes": [" ".join(_grouped(line.hash)) for line in lines],
    }


def _details(line: HistoryLine) -> str:
    parts = [*line.details, *([line.note] if line.note else [])]
    said = translate(_CONTEXT, "；").join(parts) or translate(_CONTEXT, "—")
    return said if len(said) <= _LONGEST_DETAILS else said[:_LONGEST_DETAILS] + translate(_CONTEXT, "……")


def _grouped(text: str) -> list[str]:
    return [text[start : start + _GROUP] for start in range(0, len(text), _GROUP)]
