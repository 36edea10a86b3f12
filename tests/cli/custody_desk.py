"""The commands of custody with a keyring in memory; what they read comes from a standard input given beforehand."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pmedia_desktop.vault import client
from pmedia_desktop.vault.client import Vault
from tests.cli.conftest import Ran
from tests.services.custody.in_memory import InMemoryVault, Lockers
from tests.vault.memory_keyring import MemoryKeyring

HOLDER, TAKER, WITNESS = "李𬱖", "陈𣲗", "赵㛃"
PASSPHRASES = {
    HOLDER: "huapen shanlu chaye xuetang",
    TAKER: "yusan dengta muchuan heliu",
    WITNESS: "gaoshan zhuyuan shuicao beike",
}
ACCOUNT = "示例镇视频号"
SECRET = "Weibo-2026-shuangqing"  # noqa: S105 - made up


@dataclass
class CustodyDesk:
    """Runs ``pmedia-desktop custody …``; each command gets a vault of its own over the same keyring."""

    run: Callable[..., Ran]
    monkeypatch: pytest.MonkeyPatch
    keyring: MemoryKeyring = field(default_factory=MemoryKeyring)
    lockers: Lockers = field(default_factory=Lockers)

    def vault(self) -> type[Vault]:
        """Return the vault's class over this keyring; each command makes one of its own."""
        keyring, lockers = self.keyring, self.lockers

        class DeskVault(InMemoryVault):
            def __init__(self) -> None:
                super().__init__(keyring, lockers)

        return DeskVault

    def __call__(self, *words: str | Path, given: str = "") -> Ran:
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        return self.run("custody", *words)

    def done(self, *words: str | Path, given: str = "") -> Ran:
        """Run a command that has to succeed."""
        ran = self(*words, given=given)
        assert (ran.code, ran.err) == (0, ""), ran
        return ran

    def enroll(self, *names: str) -> None:
        for name in names:
            self.done("enroll", name, given=PASSPHRASES[name] + "\n")

    def password(self, *more: str) -> str:
        """Appoint the holder of a password, deposit it, and return its number."""
        self.enroll(HOLDER, TAKER)
        self.done("terminal", "add", "--as", HOLDER)
        number = self.done("appoint", ACCOUNT, "--login", "sph01", "--holder", HOLDER, *more).out.strip()
        self.done("deposit", number, given=SECRET + "\n")
        return number

    def shown(self, number: str, name: str) -> str:
        return self.done(
            "show", number, "--reason", "登录发布", "--as", name, given=PASSPHRASES[name] + "\n"
        ).out.removesuffix("\n")


@pytest.fixture
def custody(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> CustodyDesk:
    desk = CustodyDesk(run, monkeypatch)
    monkeypatch.setattr(client, "Vault", desk.vault())
    return desk
