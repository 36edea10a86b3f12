"""The commands as a person types them: processes of their own, the real vault, the real keyring."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.custody.conftest import ACCOUNT, HOLDER, PASSPHRASES, SECRET, TAKER, WITNESS
from tests.vault.conftest import bus, service  # noqa: F401 - fixtures
from tests.vault.secret_service import SecretService

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def custody(data: Path, *words: str, given: str = "") -> tuple[int, str, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "pmedia_desktop", "--data", str(data), "custody", *words],
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_from_the_first_passphrase_to_the_hand_over(data: Path, service: SecretService) -> None:  # noqa: F811
    given = {name: words + "\n" for name, words in PASSPHRASES.items()}
    for name in (HOLDER, TAKER):
        assert custody(data, "enroll", name, given=given[name])[0] == 0
    assert custody(data, "terminal", "add", "--as", HOLDER)[0] == 0
    code, number, _ = custody(data, "appoint", ACCOUNT, "--login", "sph01", "--holder", HOLDER)
    assert code == 0
    number = number.strip()
    assert custody(data, "deposit", number, given=SECRET + "\n")[0] == 0
    (entry,) = service.everything()
    assert entry["service"].startswith("pmedia-desktop:")
    look = ("show", number, "--reason", "登录发布")
    assert custody(data, *look, given=given[HOLDER]) == (0, SECRET + "\n", "")
    assert custody(data, "handover", number, "--to", TAKER, "--witness", WITNESS, given=given[HOLDER])[0] == 0
    assert custody(data, *look, given=given[TAKER]) == (0, SECRET + "\n", "")
    assert custody(data, *look, "--as", HOLDER, given=given[HOLDER])[:2] == (2, "")
    service.lock()
    code, shown, said = custody(data, *look, given=given[TAKER])
    assert (code, shown) == (2, "")
    assert "系统密码库还锁着" in said
    listed = json.loads(custody(data, "list", "--json")[1])
    assert [one["holder"] for one in listed] == [TAKER]
