"""A whole file sealed to the unit's keys, opened by a holder or with the envelope, and by nobody else."""

from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.vault.identities import new_identity, recipient_of
from pmedia_desktop.vault.problems import SealProblem
from pmedia_desktop.vault.sealed_files import Label, is_as_sealed, is_sealed, open_file, read_label, seal_file


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 1000)
    return path


def test_each_of_them_opens_it_and_nobody_else(plain: Path, tmp_path: Path) -> None:
    holder, recovery, other = (new_identity() for _ in range(3))
    label = Label({recipient_of(holder): "locked"}, (recipient_of(recovery),))
    sealed, opened = tmp_path / "register.db.sealed", tmp_path / "opened.db"
    seal_file(plain, sealed, label)
    assert is_sealed(sealed)
    assert not is_sealed(plain)
    assert read_label(sealed) == label
    assert b"SQLite" not in sealed.read_bytes()
    for identity in (holder, recovery):
        open_file(sealed, opened, identity)
        assert opened.read_bytes() == plain.read_bytes()
    with pytest.raises(SealProblem, match="不是封存给"):
        open_file(sealed, opened, other)


def test_damage_is_noticed_wherever_it_lies(plain: Path, tmp_path: Path) -> None:
    holder = new_identity()
    sealed = tmp_path / "register.db.sealed"
    seal_file(plain, sealed, Label({recipient_of(holder): "locked"}, ()))
    assert is_as_sealed(sealed)
    whole = sealed.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        content = bytearray(whole)
        content[place] ^= 1
        sealed.write_bytes(content)
        assert not is_as_sealed(sealed), place
        # A changed letter of the locked private half is found when it is unlocked; the content is whole then.
        try:
            open_file(sealed, tmp_path / "opened.db", holder)
        except (InputError, SealProblem):
            continue
        assert (tmp_path / "opened.db").read_bytes() == plain.read_bytes()
        assert place < whole.index(b"age-encryption")
    sealed.write_bytes(whole[:-100])
    assert not is_as_sealed(sealed)
    with pytest.raises(SealProblem, match="损坏"):
        open_file(sealed, tmp_path / "opened.db", holder)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"pmedia-desktop sealed file 1\n[]\n", b"pmedia-desktop sealed file 1\n{"]
)
def test_what_is_no_sealed_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sealed"
    path.write_bytes(content)
    with pytest.raises(InputError, match="不是本程序的加密备份"):
        read_label(path)
