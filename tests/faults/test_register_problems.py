"""What can be wrong with the register's file, provoked for real: the message, and that nothing was changed."""

import errno
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError, SpokenError
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register import connecting, problems
from pmedia_desktop.register.backup import list_backups, make_backup
from pmedia_desktop.register.folder_lock import FolderLock
from pmedia_desktop.register.migrations import MIGRATIONS, Migration
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.faults.surroundings import (
    OPEN_AND_TELL,
    files_in,
    fill_up,
    held_by_another_program,
    mounted_read_only,
    run_python,
    small_disk,
    without_privileges,
)
from tests.register.examples import ACTOR, new_register, put_filled_register

NEXT = Migration(MIGRATIONS[-1].version + 1, lambda connection: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a filled register."""
    put_filled_register(tmp_path / "数据")
    return tmp_path / "数据"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for locks a tenth of a second, not five."""
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)


def refused(folder: Path, problem: type[SpokenError], words: str, *, create: bool = False) -> SpokenError:
    """Check that opening is refused with these words, that they name the file, and that nothing was changed."""
    before = files_in(folder)
    with pytest.raises(problem) as failure:
        open_register(folder, create=create)
    assert files_in(folder) == before
    assert words in failure.value.message
    assert str(folder / REGISTER_NAME) in failure.value.message
    assert failure.value.remedy
    return failure.value


def test_a_folder_without_a_register_is_said_to_have_none(tmp_path: Path) -> None:
    problem = refused(tmp_path, problems.RegisterMissing, "没有找到登记册")
    assert isinstance(problem, InputError)


def test_a_folder_that_is_not_there_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(problems.RegisterMissing):
        open_register(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_register_of_a_newer_version_is_refused_with_both_versions(folder: Path) -> None:
    with closing(sqlite3.connect(folder / REGISTER_NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    words = f"更新版本的程序建立（文件版本 99，本程序支持到 {MIGRATIONS[-1].version}）"
    problem = refused(folder, problems.NewerRegister, words)
    assert isinstance(problem, InputError)


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("content", [b"\xe4\xb8\x80" * 3000, b"PK\x03\x04" + b"\0" * 9000, b"short", b"\0" * 8192])
def test_a_file_that_is_something_else_is_no_register(tmp_path: Path, content: bytes, create: bool) -> None:
    (tmp_path / REGISTER_NAME).write_bytes(content)
    problem = refused(tmp_path, problems.NotARegister, "不是本程序的登记册", create=create)
    assert isinstance(problem, InputError)


def test_a_folder_with_the_registers_name_is_no_register(tmp_path: Path) -> None:
    (tmp_path / REGISTER_NAME).mkdir()
    refused(tmp_path, problems.NotARegister, "不是本程序的登记册")


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_another_programs_database_is_no_register(tmp_path: Path, mode: str) -> None:
    with closing(sqlite3.connect(tmp_path / REGISTER_NAME)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE account (id INTEGER PRIMARY KEY)")
        connection.commit()
    refused(tmp_path, problems.NotARegister, "不是本程序的登记册")


@pytest.mark.parametrize("create", [False, True])
def test_an_empty_file_is_a_damaged_register(tmp_path: Path, create: bool) -> None:
    """What a copy onto a full disk leaves: no place for a new register, the old one has to be looked for."""
    (tmp_path / REGISTER_NAME).touch()
    refused(tmp_path, problems.RegisterDamaged, "登记册已损坏", create=create)


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_file_that_was_cut_short_is_damaged(folder: Path, kept: float) -> None:
    path = folder / REGISTER_NAME
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    problem = refused(folder, problems.RegisterDamaged, "登记册已损坏")
    assert isinstance(problem, EnvironmentProblem)


@pytest.mark.parametrize("page", [1, 2, 7, 12, -2])
def test_a_damaged_page_is_noticed(folder: Path, page: int) -> None:
    path = folder / REGISTER_NAME
    content = bytearray(path.read_bytes())
    start = page * 4096 % len(content)
    content[start : start + 4096] = b"\xee" * 4096
    path.write_bytes(content)
    refused(folder, problems.RegisterDamaged, "登记册已损坏")


def test_a_damaged_list_of_tables_is_noticed(folder: Path) -> None:
    path = folder / REGISTER_NAME
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xee" * 3996
    path.write_bytes(content)
    refused(folder, problems.RegisterDamaged, "登记册已损坏")


def test_a_format_in_the_header_that_sqlite_does_not_know_is_damage(folder: Path) -> None:
    path = folder / REGISTER_NAME
    content = bytearray(path.read_bytes())
    content[47] = 200
    path.write_bytes(content)
    refused(folder, problems.RegisterDamaged, "登记册已损坏")


def test_a_missing_table_is_noticed(folder: Path) -> None:
    with closing(sqlite3.connect(folder / REGISTER_NAME)) as connection:
        connection.execute("DROP TABLE draft")
        connection.commit()
    refused(folder, problems.RegisterDamaged, "登记册已损坏")


def test_a_register_that_another_program_holds_is_locked(folder: Path) -> None:
    with held_by_another_program(folder / REGISTER_NAME):
        problem = refused(folder, problems.RegisterLocked, "正被另一个程序占用")
    assert isinstance(problem, EnvironmentProblem)
    open_register(folder).close()


def test_a_register_that_another_program_takes_while_it_is_open_is_locked(folder: Path) -> None:
    before = files_in(folder)
    with open_register(folder) as register, held_by_another_program(register.path):
        with pytest.raises(problems.RegisterLocked), register.write(ACTOR, Action.PERSON_SAVED):
            pass
        with pytest.raises(problems.RegisterLocked), register.read() as reader:
            reader.people()
        with pytest.raises(problems.RegisterLocked):
            make_backup(register)
        with pytest.raises(problems.RegisterLocked):
            verify_register(register)
    assert {name: content for name, content in files_in(folder).items() if "backups" not in name} == before


no_bits_on_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="chmod on Windows sets the read-only attribute of a file and nothing else"
)


def refused_to_the_unprivileged(folder: Path, problem: str, words: str, *arguments: str) -> None:
    before = files_in(folder)
    name, told = run_python(OPEN_AND_TELL, str(folder), *arguments, before=without_privileges())
    assert files_in(folder) == before
    assert name == problem
    assert words in told
    assert str(folder / REGISTER_NAME) in told


def test_a_read_only_file_is_refused(folder: Path) -> None:
    (folder / REGISTER_NAME).chmod(0o444)
    if sys.platform == "win32":
        with suppress(PermissionError), (folder / REGISTER_NAME).open("r+b"):
            pytest.skip("the attribute does not bind here: Wine, started as root")
    refused_to_the_unprivileged(folder, "RegisterReadOnly", "只读的")


@no_bits_on_windows
def test_a_read_only_folder_is_refused(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        refused_to_the_unprivileged(folder, "RegisterReadOnly", "只读的")
    finally:
        folder.chmod(0o755)


@no_bits_on_windows
def test_a_file_that_may_not_even_be_read_is_refused(folder: Path) -> None:
    before = files_in(folder)
    (folder / REGISTER_NAME).chmod(0o000)
    name, told = run_python(OPEN_AND_TELL, str(folder), before=without_privileges())
    (folder / REGISTER_NAME).chmod(0o600)
    assert files_in(folder) == before
    assert name == "RegisterReadOnly"
    assert "没有写入权限" in told
    assert str(folder / REGISTER_NAME) in told


@no_bits_on_windows
def test_a_folder_where_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        refused_to_the_unprivileged(tmp_path, "RegisterReadOnly", "只读的", "create")
    finally:
        tmp_path.chmod(0o755)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a data folder on a disk of two megabytes, with a filled register."""
    with small_disk(tmp_path / "disk", 2048) as folder:
        put_filled_register(folder)
        yield folder


def test_a_read_only_disk_is_refused(disk: Path) -> None:
    with mounted_read_only(disk):
        refused(disk, problems.RegisterReadOnly, "只读的")
        with pytest.raises(problems.RegisterReadOnly):
            FolderLock(disk)
        with pytest.raises(problems.RegisterReadOnly):
            make_backup(Register(disk / REGISTER_NAME))


def test_a_disk_that_becomes_read_only_meanwhile_can_still_be_read(disk: Path) -> None:
    before = files_in(disk)
    with open_register(disk) as register, mounted_read_only(disk):
        with pytest.raises(problems.RegisterReadOnly), register.write(ACTOR, Action.PERSON_SAVED) as writer:
            writer.save(Person(name="张三"))
        with register.read() as reader:
            assert reader.unit() is not None
    assert files_in(disk) == before


def test_a_full_disk_can_still_be_read_and_says_so_when_written(disk: Path) -> None:
    fill_up(disk)
    before = files_in(disk)
    with open_register(disk) as register:
        with register.read() as reader:
            assert reader.unit() is not None
        with pytest.raises(problems.DiskFull, match="磁盘空间不足") as failure:
            save_something_large(register)
        assert str(register.path) in failure.value.message
        assert files_in(disk) == before
        with pytest.raises(problems.DiskFull):
            make_backup(register)
    assert files_in(disk) == before


def save_something_large(register: Register) -> None:
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        writer.attach(SubjectKind.UNIT, 1, AttachmentKind.OTHER, "大.pdf", b"\xa5" * 3_000_000)


def test_a_disk_that_fills_up_in_the_middle_loses_only_the_last_change(disk: Path) -> None:
    with open_register(disk) as register:
        kept = save_until_full(register)
        report = verify_register(register)
        with register.read() as reader:
            assert len(reader.attachments(SubjectKind.UNIT)) == kept > 3
    assert report.ok
    assert sorted(path.name for path in disk.iterdir()) == [REGISTER_NAME]


def save_until_full(register: Register) -> int:
    kept = 0
    try:
        while True:
            with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
                writer.attach(SubjectKind.UNIT, 1, AttachmentKind.OTHER, f"{kept}", b"\xa5" * 100_000)
            kept += 1
    except problems.DiskFull:
        return kept


def test_a_new_register_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as folder:
        fill_up(folder)
        refused(folder, problems.DiskFull, "磁盘空间不足", create=True)


def test_a_migration_on_a_full_disk_changes_nothing(disk: Path) -> None:
    fill_up(disk)
    before = files_in(disk)
    with pytest.raises(problems.DiskFull):
        open_register(disk, migrations=(*MIGRATIONS, NEXT))
    assert files_in(disk) == before


def test_a_restore_on_a_full_disk_changes_nothing(disk: Path, folder: Path) -> None:
    with open_register(folder) as register:
        backup = make_backup(register)
    fill_up(disk)
    before = files_in(disk)
    with pytest.raises(problems.DiskFull):
        restore_backup(backup.path, disk)
    assert files_in(disk) == before
    assert len(list_backups(folder)) == 1


WRITE_WITH_A_LIMIT = """
import resource, sys
from pathlib import Path
from pmedia_desktop.errors import SpokenError
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.register.opening import open_register
register = open_register(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
try:
    with register.write(Actor("", ""), Action.ATTACHMENT_ADDED) as writer:
        writer.attach(SubjectKind.UNIT, 1, AttachmentKind.OTHER, "a", b"x" * 3_000_000)
except SpokenError as problem:
    print(type(problem).__name__, problem, sep="\\n")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of a file's size")
def test_a_write_that_the_system_refuses_is_said(folder: Path) -> None:
    before = files_in(folder)
    name, told = run_python(WRITE_WITH_A_LIMIT, str(folder))
    assert name == "DiskFailure"
    assert "读写磁盘出错" in told
    assert "磁盘可能已满" in told
    assert files_in(folder) == before
    open_register(folder).close()


WRITE_FOREVER = """
import sys
from pathlib import Path
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.opening import open_register
register = open_register(Path(sys.argv[1]))
for number in range(10_000):
    with register.write(Actor("", ""), Action.PERSON_SAVED) as writer:
        for copy in range(20):
            writer.save(Person(name=f"{number}"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("finished", [1, 2, 4])
def test_a_program_killed_in_the_middle_loses_no_finished_change(tmp_path: Path, finished: int) -> None:
    new_register(tmp_path).close()
    command = [sys.executable, "-c", WRITE_FOREVER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(finished):
            process.stdout.readline()
        process.kill()
        process.communicate()

    with open_register(tmp_path) as register:
        assert verify_register(register).ok
        with register.read() as reader:
            assert len(reader.people()) >= finished * 20
            assert len(reader.people()) % 20 == 0
            assert len(reader.people()) == (len(reader.journal()) - 1) * 20


def test_each_problem_has_words_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / REGISTER_NAME
    told = [
        problems.missing(path),
        problems.not_a_register(path),
        problems.newer(path, 2, 1),
        problems.damaged(path),
        problems.read_only(path),
        problems.locked(path),
        problems.disk_full(path),
        problems.disk_failure(path, "EIO"),
        problems.path_problem(path, OSError(errno.ENOENT, "")),
        problems.migration_failed(path, 1, tmp_path),
    ]
    assert len({problem.message for problem in told}) == len(told)
    assert len({type(problem) for problem in told}) == len(told)
    assert all(problem.message.endswith("。") and problem.remedy.endswith("。") for problem in told)
