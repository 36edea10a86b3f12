"""What tests of backups and restores do to registers and look at."""

from dataclasses import replace
from pathlib import Path

from pmedia_desktop.model.journal import Action
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled

PAGE = 4096


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rename_weibo(register: Register, filled: Filled, name: str) -> None:
    with register.write(ACTOR, Action.ACCOUNT_CHANGED) as writer:
        writer.save(replace(filled.weibo, name=name))


def weibo_name(folder: Path) -> str:
    with open_register(folder) as register, register.read() as reader:
        return reader.account(1).name


def damaged_copy(path: Path, target: Path) -> Path:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 9] = b"\xee" * 4096 * 6
    target.write_bytes(content)
    return target


def spoil(path: Path, *pages: int) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = b"\xee" * PAGE
    path.write_bytes(content)
    return bytes(content)


def pages_of_the_list_of_tables(path: Path) -> set[int]:
    """Return where the list of tables lies, from its first page, which is an interior one (SQLite's file format)."""
    first = path.read_bytes()[:PAGE]
    assert first[100] == 5
    cells = int.from_bytes(first[103:105])
    offsets = [int.from_bytes(first[112 + 2 * cell : 114 + 2 * cell]) for cell in range(cells)]
    return {0, int.from_bytes(first[108:112]) - 1, *(int.from_bytes(first[at : at + 4]) - 1 for at in offsets)}
