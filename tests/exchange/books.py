"""Spreadsheets made the way offices keep them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

Fill = Callable[[xlsxwriter.Workbook, Any], None]


def book(path: Path, fill: Fill, name: str = "台账") -> Path:
    """Write a workbook with one sheet that ``fill`` writes."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        fill(workbook, workbook.add_worksheet(name))
    return path


def rows(path: Path, *lines: tuple[Any, ...], name: str = "台账") -> Path:
    """Write a workbook with one sheet of plain rows."""

    def fill(_book: xlsxwriter.Workbook, sheet: Any) -> None:
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)

    return book(path, fill, name)


def changed_parts(path: Path, changes: Mapping[str, bytes]) -> Path:
    """Replace or add parts of a workbook's package."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in {**parts, **changes}.items():
            target.writestr(name, part)
    path.write_bytes(content.getvalue())
    return path
