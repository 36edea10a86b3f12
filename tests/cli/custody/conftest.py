"""The commands of custody with a keyring in memory; what they read comes from a standard input given beforehand."""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.office import open_office
from pmedia_desktop.vault import client
from pmedia_desktop.vault.client import Vault
from tests.cli.conftest import ON, Ran
from tests.services.custody.in_memory import InMemoryVault, Lockers
from tests.vault.memory_keyring import MemoryKeyring

HOLDER, TAKER, WITNESS = "李𬱖", "陈𣲗", "赵㛃"
PASSPHRASES = {
    HOLDER: "huapen shanlu chaye xuetang",
    TAKER: "yusan dengta muchuan heliu",
    WITNESS: "gaoshan zhuyuan shuicao beike",
}
ACCOUNT = "彭山示例镇发布"
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


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a closed register with a leader, three people and one account, which tests copy and never touch."""
    folder = tmp_path_factory.mktemp("office")
    office = open_office(folder, create=True, on=date.fromisoformat(ON))
    unit.first_start(
        office,
        unit.FirstStart(
            full_name="眉山市彭山区示例镇人民政府",
            seal_text="眉山市彭山区示例镇人民政府",
            principal_name="王䶮",
            clerk_name=HOLDER,
            clerk_phone="028-37600001",
        ),
    )
    for name in (TAKER, WITNESS):
        people.save_person(office, Person(name=name, office_phone="028-37600002"))
    holder = next(person for person in people.list_people(office) if person.name == HOLDER)
    accounts.register_account(office, Account(platform="weibo", name=ACCOUNT, holder_id=holder.id))
    office.close()
    return folder


@pytest.fixture
def data(office_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(office_folder, tmp_path / "登记册 data"))


@pytest.fixture
def custody(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> CustodyDesk:
    desk = CustodyDesk(run, monkeypatch)
    monkeypatch.setattr(client, "Vault", desk.vault())
    return desk
