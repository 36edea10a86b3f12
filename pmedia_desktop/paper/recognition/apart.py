"""Recognition in a process of its own (the hidden command ``recognise-form``): bounded in time and memory, cancellable.

What is found travels as JSON, never as pickled objects: that process has read a stranger's file.
"""

import base64
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.own_process import answer_as_process, ask_process
from pmedia_desktop.paper.declaration import Medium
from pmedia_desktop.paper.recognition.found import (
    Area,
    Character,
    FoundCell,
    FoundForm,
    FoundLine,
    FoundMark,
    FoundPage,
)
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

_CONTEXT = "paper.recognition.apart"
COMMAND = "recognise-form"
_LARGEST_FILE = 50_000_000
_LONGEST = 300.0  # seconds; twenty scanned pages on a slow PC take a good minute
_MOST_MEMORY = 2_000_000_000  # bytes of address space


def open_form(path: Path, progress: Progress) -> FoundForm:
    """Return what an office's .docx, .pdf, .png or .jpg shows; raises ``InputError`` for anything else."""
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST_FILE else b""
    except OSError as problem:
        raise EnvironmentProblem(
            translate(_CONTEXT, "文件 {path} 读不出来（{reason}），").format(path=path, reason=reason_of(problem)),
            translate(_CONTEXT, "请检查文件是否被占用、有无读取权限。"),
        ) from problem
    if not content:
        raise InputError(
            translate(_CONTEXT, "文件 {name} 是空的，或者超过 50 MB，").format(name=path.name),
            translate(_CONTEXT, "请换一个文件再打开。"),
        )
    return recognised_apart(content, progress)


def recognised_apart(content: bytes, progress: Progress) -> FoundForm:
    """Return what an office's file shows (see ``opening.recognised``), found by another process."""
    found = ask_process(
        COMMAND,
        content=content,
        progress=progress,
        longest=_LONGEST,
        late=InputError(
            translate(_CONTEXT, "这张表认了很久还没有认完，"),
            translate(_CONTEXT, "请只留要填的那几页，或用 300 dpi 以下重新扫描。"),
        ),
        gone=InputError(
            translate(_CONTEXT, "这个文件认不下去：可能已经损坏，或者太大，"),
            translate(_CONTEXT, "请打印到 A4 后重新扫描，或另存为 PDF 再打开。"),
        ),
    )
    shown = base64.b64decode(found["shown"])
    return FoundForm(
        Medium(found["medium"]),
        shown if found["content"] is None else base64.b64decode(found["content"]),
        shown,
        tuple(_page(page) for page in found["pages"]),
        tuple(
            FoundMark(name, tick, part, _place(place), _blank(blank), Area(*area))
            for name, tick, part, place, blank, area in found["marks"]
        ),
    )


def run() -> int:
    """Be that process: the file comes in on standard input."""
    from pmedia_desktop.paper.recognition.opening import recognised

    def work(progress: Progress) -> dict[str, Any]:
        found = recognised(sys.stdin.buffer.read(), progress)
        return {
            "medium": found.medium.value,
            "shown": _in_ascii(found.shown),
            "content": None if found.content == found.shown else _in_ascii(found.content),
            "pages": [_plain_page(page) for page in found.pages],
            "marks": [
                [one.name, one.tick, one.part, one.cell, one.blank, _plain_area(one.area)] for one in found.marks
            ],
        }

    return answer_as_process(work, _MOST_MEMORY)


def _in_ascii(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _plain_page(page: FoundPage) -> dict[str, Any]:
    return {
        "size": [page.width, page.height],
        "cells": [
            [
                _plain_area(cell.area),
                cell.text,
                _plain_characters(cell.characters),
                cell.printed,
                cell.table_place,
                _plain_lines(cell.lines),
            ]
            for cell in page.cells
        ],
        "characters": _plain_characters(page.characters),
        "blanks": [_plain_area(area) for area in page.blanks],
        "words_known": page.words_known,
        "lines": _plain_lines(page.lines),
    }


def _page(plain: dict[str, Any]) -> FoundPage:
    width, height = plain["size"]
    return FoundPage(
        width,
        height,
        tuple(
            FoundCell(Area(*area), text, _characters(characters), printed, _place(place), _lines(lines))
            for area, text, characters, printed, place, lines in plain["cells"]
        ),
        _characters(plain["characters"]),
        tuple(Area(*area) for area in plain["blanks"]),
        plain["words_known"],
        _lines(plain["lines"]),
    )


def _plain_lines(lines: Iterable[FoundLine]) -> list[list[Any]]:
    return [[line.text, [_plain_area(area) for area in line.places], line.right, line.paragraph] for line in lines]


def _lines(plain: Iterable[list[Any]]) -> tuple[FoundLine, ...]:
    return tuple(
        FoundLine(text, tuple(Area(*area) for area in places), right, paragraph)
        for text, places, right, paragraph in plain
    )


def _place(plain: list[int] | None) -> tuple[int, int, int] | None:
    if plain is None:
        return None
    table, row, column = plain
    return table, row, column


def _blank(plain: list[int] | None) -> tuple[int, int] | None:
    if plain is None:
        return None
    paragraph, start = plain
    return paragraph, start


def _plain_area(area: Area) -> list[float]:
    return [area.x, area.y, area.width, area.height]


def _plain_characters(characters: Iterable[Character]) -> list[list[Any]]:
    return [[one.text, *_plain_area(one.area)] for one in characters]


def _characters(plain: Iterable[list[Any]]) -> tuple[Character, ...]:
    return tuple(Character(text, Area(*area)) for text, *area in plain)
