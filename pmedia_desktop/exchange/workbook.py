"""A spreadsheet read in a process of its own, under limits of time and memory."""

from datetime import date
from pathlib import Path
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.tables import Cell, Row, Sheet
from pmedia_desktop.own_process import ask_process
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.workbook"
_LONGEST = 60.0  # seconds; the largest table that is taken needs a few


def read_in_child(path: Path, progress: Progress) -> tuple[Sheet, ...]:
    """Return the sheets, or raise ``InputError`` for a file that cannot be read, ``Cancelled`` when asked to stop."""
    answer = ask_process(
        "read-workbook",
        str(path.resolve()),
        progress=progress,
        longest=_LONGEST,
        late=InputError(
            translate(_CONTEXT, "这个表格文件读了很久还没有读完，"),
            translate(_CONTEXT, "请只把要导入的内容复制到一张新表里再试。"),
        ),
        gone=InputError(  # it ran out of memory, or the library gave up
            translate(_CONTEXT, "这个表格文件读不下去：已经损坏，或者很远的格子里还有内容，"),
            translate(_CONTEXT, "请只把要导入的内容复制到一张新表里，存为xlsx再试。"),
        ),
    )
    return _sheets(answer)


def _sheets(answer: dict[str, Any]) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(
            name=sheet["name"],
            hidden=sheet["hidden"],
            rows=tuple(
                Row(
                    number,
                    tuple(_cell(cell) for cell in cells),
                    hidden,
                    {int(place): address for place, address in links.items()},
                )
                for number, hidden, cells, links in sheet["rows"]
            ),
        )
        for sheet in answer["sheets"]
    )


def _cell(plain: Any) -> Cell:
    if isinstance(plain, dict):
        return date.fromisoformat(plain["day"])
    cell: Cell = plain
    return cell
