"""What argparse itself says: Chinese, whatever is asked and whatever is written wrongly."""

import re

import pytest

from pmedia_desktop.cli import main
from pmedia_desktop.cli.arguments import parse

#: argparse's own words for what is wrong, in every release.
_ENGLISH = re.compile(r"argument|required|invalid|value|choice|expected|unrecognized|could match|ignored|choose")


@pytest.mark.parametrize(
    "words", [[], ["form"], ["form", "fill"], ["filing", "print"], ["workdays"], ["screenshot"], ["restore"], ["demo"]]
)
def test_the_help_is_chinese(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([*words, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：pmedia-desktop")
    for english in ("usage", "options", "positional", "show", "optional", "exit"):
        assert english not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "没有 'nonsense' 这个命令"),
        (["workdays"], "缺少 FROM, N"),
        (["form"], "缺少 ACTION"),
        (["check", "--nope"], "不认识 --nope"),
        (["--data"], "--data 后面缺少内容"),
        (["workdays", "2026-11-23", "drei"], "N 'drei' 不是整数"),
        (["check", "--json=3"], "--json 后面不写内容"),
        (["screenshot", "--s", "2"], "--s 可能指 --size, --scale"),
    ],
)
def test_what_is_written_wrongly_is_said_in_chinese(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert not _ENGLISH.search(error)
