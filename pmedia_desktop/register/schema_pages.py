"""The pages in which a register's list of tables lies, put back from a backup: without them no other page can be found.

A backup has the same pages in the same places as the register from which it was made (SQLite's backup interface). The
list changes with migrations only, so that an older one of the same version serves.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_HEADER = 100  # bytes of the first page that are the file's own
_MAGIC, _VERSION = b"SQLite format 3\0", slice(60, 64)  # PRAGMA user_version
_INTERIOR = 5  # the kind of a page that only points to others


def put_back_list_of_tables(damaged: Path, backup: Path) -> bool:
    """Write the pages of ``backup``'s list of tables over those of ``damaged``; say whether they belong together.

    They do when most of these pages are the same in both: the list itself says on which page each table begins.
    """
    with backup.open("rb") as older, damaged.open("r+b") as file:
        size = int.from_bytes(older.read(18)[16:])
        size = 65_536 if size == 1 else size  # as SQLite's file format writes the largest one
        head = _page(file, size, 0)[:_HEADER]
        if head.startswith(_MAGIC) and head[_VERSION] != _page(older, size, 0)[_VERSION]:
            return False  # from before a migration: what that has added would be lost without a word
        pages = {number: _page(older, size, number) for number in _numbers(older, size, 0)}
        same = [_page(file, size, number)[_own(number) :] == page[_own(number) :] for number, page in pages.items()]
        if sum(same) * 2 < len(pages):
            return False
        for number, page in pages.items():
            file.seek(number * size)
            file.write(page)
        # The file's header is the backup's now; SQLite believes its number of pages only when these two agree.
        file.seek(92)
        file.write((int.from_bytes(pages[0][24:28]) ^ 1).to_bytes(4))
    return True


def _own(number: int) -> int:
    return _HEADER if number == 0 else 0


def _page(file: BinaryIO, size: int, number: int) -> bytes:
    file.seek(number * size)
    return file.read(size)


def _numbers(file: BinaryIO, size: int, number: int) -> Iterator[int]:
    """Yield the page and those below it in its tree, counted from 0."""
    yield number
    page, begin = _page(file, size, number), _own(number)
    if page[begin] == _INTERIOR:
        cells = int.from_bytes(page[begin + 3 : begin + 5])
        offsets = [int.from_bytes(page[at : at + 2]) for at in range(begin + 12, begin + 12 + 2 * cells, 2)]
        for child in (*(page[at : at + 4] for at in offsets), page[begin + 8 : begin + 12]):
            yield from _numbers(file, size, int.from_bytes(child) - 1)
