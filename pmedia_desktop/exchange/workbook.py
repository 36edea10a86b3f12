"""A spreadsheet read in a process of its own, under limits of time and memory."""

import json
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

from pmedia_desktop.data_files import own_command
from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.exchange.tables import Cell, Row, Sheet
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.workbook"
_LONGEST = 60.0  # seconds; the largest table that is taken needs a few
_TICK = 0.2


def read_in_child(path: Path, progress: Progress) -> tuple[Sheet, ...]:
    """Return the sheets, or raise ``InputError`` for a file that cannot be read, ``Cancelled`` when asked to stop."""
    command, folder = own_command("read-workbook", str(path.resolve()))
    try:
        process = subprocess.Popen(  # noqa: S603  # our own program
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "读表格的程序没能启动（{why}），").format(why=error.strerror),
            translate(_CONTEXT, "请关闭其他程序后再试；仍不行时请检查杀毒软件是否拦截了本程序。"),
        ) from error
    try:
        output = _output(process, progress)
    finally:
        process.kill()
        process.communicate()
    if process.returncode != 0:  # it ran out of memory, or the library gave up
        raise InputError(
            translate(_CONTEXT, "这个表格文件读不下去：已经损坏，或者很远的格子里还有内容，"),
            translate(_CONTEXT, "请只把要导入的内容复制到一张新表里，存为xlsx再试。"),
        )
    return _sheets(output)


def _output(process: "subprocess.Popen[bytes]", progress: Progress) -> bytes:
    deadline = time.monotonic() + _LONGEST
    while True:
        progress.step(0, 0)
        try:
            output, _ = process.communicate(timeout=_TICK)
        except subprocess.TimeoutExpired:
            if time.monotonic() >= deadline:
                raise InputError(
                    translate(_CONTEXT, "这个表格文件读了很久还没有读完，"),
                    translate(_CONTEXT, "请只把要导入的内容复制到一张新表里再试。"),
                ) from None
        else:
            return output


def _sheets(output: bytes) -> tuple[Sheet, ...]:
    answer = json.loads(output)
    if "message" in answer:
        raise InputError(answer["message"], answer["remedy"])
    return tuple(
        Sheet(
            name=sheet["name"],
            hidden=sheet["hidden"],
            rows=tuple(
                Row(number, tuple(_cell(cell) for cell in cells), hidden) for number, hidden, cells in sheet["rows"]
            ),
        )
        for sheet in answer["sheets"]
    )


def _cell(plain: Any) -> Cell:
    if isinstance(plain, dict):
        return date.fromisoformat(plain["day"])
    cell: Cell = plain
    return cell
