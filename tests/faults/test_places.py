"""Folders and files that cannot be used: each problem names the place."""

import sys
from pathlib import Path

import pytest

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.register.backup import list_backups, make_backup
from pmedia_desktop.register.folder_lock import FolderLock
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.problems import RegisterMissing
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.services.backup.repairs import help_for
from tests.faults.surroundings import run_python
from tests.register.examples import put_filled_register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a filled register."""
    put_filled_register(tmp_path / "数据")
    return tmp_path / "数据"


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    place = tmp_path / "资料"
    place.write_text("一封信", "utf-8")
    for folder in (place, place / "下级"):
        with pytest.raises(EnvironmentProblem, match="不是文件夹") as failure:
            open_register(folder, create=True)
        assert str(place) in failure.value.message
        with pytest.raises(EnvironmentProblem, match="不是文件夹"):
            FolderLock(folder)
    assert place.read_text("utf-8") == "一封信"


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="找不到") as failure:
        FolderLock(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in failure.value.message


@pytest.mark.parametrize("create", [False, True])
def test_a_register_that_is_gone_while_its_backups_are_there_is_not_begun_anew(folder: Path, create: bool) -> None:
    with open_register(folder) as register:
        backup = make_backup(register)
    (folder / REGISTER_NAME).unlink()
    with pytest.raises(RegisterMissing, match="登记册不见了") as failure:
        open_register(folder, create=create)
    assert str(folder / REGISTER_NAME) in failure.value.message
    assert help_for(failure.value, folder).backup == list_backups(folder)[0]
    restore_backup(backup.path, folder)
    open_register(folder).close()


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere a name may hold any character but a slash")
def test_a_name_that_windows_does_not_allow(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="不允许的字符") as failure:
        open_register(tmp_path / "资料?", create=True)
    assert str(tmp_path / "资料?") in failure.value.message


@pytest.mark.skipif(sys.platform == "win32", reason="what Windows says of a long name depends on its settings")
def test_a_name_that_is_too_long(tmp_path: Path, folder: Path) -> None:
    place = tmp_path / ("长" * 100)
    for create in (False, True):
        with pytest.raises(EnvironmentProblem, match="太长") as failure:
            open_register(place, create=create)
        assert str(place) in failure.value.message
    with open_register(folder) as register, pytest.raises(EnvironmentProblem, match="太长"):
        make_backup(register, place)
    with pytest.raises(EnvironmentProblem, match="太长"):
        restore_backup(place, folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only administrators make symbolic links")
def test_a_path_that_leads_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(EnvironmentProblem, match="ELOOP") as failure:
        FolderLock(tmp_path / "a")
    assert str(tmp_path / "a") in failure.value.message


def test_a_backup_into_what_is_no_folder(tmp_path: Path, folder: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.touch()
    with open_register(folder) as register, pytest.raises(EnvironmentProblem, match="不是文件夹") as failure:
        make_backup(register, letter)
    assert str(letter) in failure.value.message


LOCK_WITH_A_LIMIT = """
import resource, sys
from pathlib import Path
from pmedia_desktop.errors import SpokenError
from pmedia_desktop.register.folder_lock import FolderLock
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    FolderLock(Path(sys.argv[1]))
except SpokenError as problem:
    print(type(problem).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of a file's size")
def test_a_lock_that_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    assert run_python(LOCK_WITH_A_LIMIT, str(tmp_path)) == ["DiskFull"]
    assert list(tmp_path.iterdir()) == []
