"""Why the system refused a file, in words."""

import errno
import os
from pathlib import Path

import pytest

from pmedia_desktop.errors import reason_of


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EROFS, errno.ENOSPC, errno.ENAMETOOLONG])
def test_the_usual_refusals_are_said_in_chinese(number: int) -> None:
    assert not reason_of(OSError(number, os.strerror(number))).isascii()


def test_a_missing_file_is_said_as_the_system_raises_it(tmp_path: Path) -> None:
    with pytest.raises(OSError) as raised:
        (tmp_path / "x").read_bytes()
    assert reason_of(raised.value) == "没有这个文件或文件夹"


def test_an_unknown_refusal_keeps_the_systems_words() -> None:
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
