"""What tests of backups and restores do to registers and look at."""

from dataclasses import replace
from pathlib import Path

from pmedia_desktop.model.journal import Action
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled


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
