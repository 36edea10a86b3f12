"""The commands about publishing, with a register and without one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmedia_desktop.cli import main
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def test_a_text_is_checked_with_its_places(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("𬱖：联系人13912345678。\n定于2月30日举行。", "utf-8")
    ran = run("text", "check", path, "--json")
    assert ran.code == 1  # a day that does not exist is an error
    assert [(one["start"], one["end"], one["text"]) for one in ran.value] == [
        (5, 16, "13912345678"),
        (20, 25, "2月30日"),
    ]
    assert set(ran.value[0]) == {"article", "severity", "message", "start", "end", "text"}


def test_without_a_register_the_shipped_lists_are_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("第一行\n领导坐阵指挥", "utf-8")
    code = main(["--data", str(tmp_path / "没有"), "text", "check", str(path)])
    out, err = capsys.readouterr()
    assert code == 0
    assert "还没有登记敏感词" in err
    assert "还没有登记" not in out
    assert "第2行第3字" in out
    assert "共1处" in out
    assert not (tmp_path / "没有").exists()


def test_a_file_that_is_no_text_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04")
    ran = run("text", "check", path)
    assert ran.code == 2
    assert "不是Word文档" in ran.err


def test_the_clock_of_every_account(run: Run) -> None:
    rows = run("clock", "--json").value
    assert set(rows[0]) == {"account", "last", "days", "limit", "status"}
    by_account = {row["account"]: row for row in rows}
    assert by_account["示例镇视频号（微信视频号）"] == {
        "account": "示例镇视频号（微信视频号）",
        "last": "2026-11-11",
        "days": 12,
        "limit": 14,
        "status": "soon",
    }
    assert by_account["示例镇发布（抖音）"]["status"] == "unknown"
    assert "已12天，上限14天" in run("clock").out
