"""Backup, restore, verify and repair without the window."""

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pmedia_desktop.cli import main
from pmedia_desktop.register.opening import REGISTER_NAME
from tests.register.examples import put_filled_register
from tests.register.handling import damaged_copy, pages_of_the_list_of_tables, spoil, weibo_name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_filled_register(tmp_path / "数据")
    return tmp_path / "数据"


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main([*arguments, "--json"])
    written = capsys.readouterr().out
    return code, json.loads(written) if written else {}


def test_a_whole_register_needs_no_repair(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answer(capsys, "repair", "--data", str(folder))
    assert (code, told["ok"], told["salvaged"]) == (0, True, None)


def test_a_backup_of_a_forged_journal_is_made_and_not_called_sound(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / REGISTER_NAME)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        connection.execute("UPDATE journal_entry SET note = 'x' WHERE number = 2")
        connection.commit()
    assert main(["backup", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "已备份到" in said
    assert "检查完好" not in said
    assert "第 2 条" in said


def test_where_there_is_no_register_nothing_is_repaired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", "--data", str(tmp_path / "没有")]) == 2
    assert "没有找到登记册" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_no_backup(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "备份.db")
    assert main(["restore", str(folder / "备份.db"), "--data", str(folder)]) == 2
    assert "没有找到备份文件" in capsys.readouterr().err


def test_a_damaged_one_is_saved_beside_itself_and_the_newest_backup_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, made = answer(capsys, "backup", "--data", str(folder))
    path = folder / REGISTER_NAME
    damaged = damaged_copy(path, path).read_bytes()
    code, told = answer(capsys, "repair", "--data", str(folder))
    assert code == 1
    assert told["problems"]
    assert told["backup"] == made["file"]
    assert Path(str(told["salvaged"])).parent == folder
    assert path.read_bytes() == damaged
    assert main(["restore", str(told["backup"]), "--data", str(folder)]) == 0
    assert weibo_name(folder) == "彭山示例镇发布"


def test_a_register_whose_list_of_tables_is_lost_is_saved_with_the_backups(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / REGISTER_NAME
    page = max(pages_of_the_list_of_tables(path))
    spoil(path, page)
    code, told = answer(capsys, "repair", "--data", str(folder))
    assert (code, told["salvaged"], told["backup"]) == (1, None, None)
    assert "登记册已损坏" in str(told["problems"])
    shutil.rmtree(folder)
    put_filled_register(folder)
    _, made = answer(capsys, "backup", "--data", str(folder))
    spoil(path, page)
    code, told = answer(capsys, "repair", "--data", str(folder))
    assert (code, told["backup"], told["lost"]) == (1, made["file"], {})
    assert main(["restore", str(told["salvaged"]), "--data", str(folder)]) == 0
    assert weibo_name(folder) == "彭山示例镇发布"
