"""An office with people who have keys, one account with a password, and a vault whose keyring lies in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.custody import Credential, CredentialKind
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.custody import appointing, deposits, keys, looking, terminals
from pmedia_desktop.services.office import Office, acting_as, open_office
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.in_memory import InMemoryVault

NAMES = ("李𬱖", "赵㛃", "周喆", "陈𣲗")


def passphrase_of(name: str) -> Secret:
    """Return a strong passphrase, another one for each person."""
    words = ("huapen shanlu chaye xuetang", "mianbao tuzhang gaosu dakai", "yuyi dengta caidan lubiao")
    return Secret(f"{words[sum(map(ord, name)) % 3]} {NAMES.index(name)}")


@dataclass
class Custody:
    """What the tests work with. Everybody but the last has a key; the first is the clerk."""

    office: Office
    vault: InMemoryVault
    people: dict[str, Person] = field(default_factory=dict)
    account: Account = field(default_factory=Account)

    def unlock(self, name: str) -> None:
        keys.unlock(self.office, self.vault, self.people[name].id, passphrase_of(name))

    def appoint(
        self,
        holder: str = NAMES[0],
        deputy: str | None = None,
        kind: CredentialKind = CredentialKind.PASSWORD,
        login: str = "13800000000",
    ) -> Credential:
        credential = Credential(
            account_id=self.account.id,
            kind=kind,
            login_name=login,
            holder_id=self.people[holder].id,
            deputy_id=self.people[deputy].id if deputy else None,
        )
        return appointing.appoint(self.office, credential).value

    def deposit(self, credential: Credential, secret: str) -> Credential:
        return deposits.deposit(self.office, self.vault, credential.id, Secret(secret)).value

    def show(self, credential: Credential, name: str) -> str:
        self.unlock(name)
        return looking.show(self.office, self.vault, credential.id, "登录发布").reveal()

    def used(self, credential: Credential, name: str = NAMES[0]) -> Credential:
        """Look, log in, confirm."""
        self.show(credential, name)
        return deposits.confirm_login(self.office, self.vault, credential.id).value

    def read(self, credential: Credential) -> Credential:
        with self.office.register.read() as reader:
            return reader.credential(credential.id)

    def recipient(self, name: str) -> str:
        with self.office.register.read() as reader:
            return next(
                key.recipient
                for key in reader.holder_keys()
                if key.person_id == self.people[name].id and key.retired_at is None
            )

    def recovery(self) -> str:
        with self.office.register.read() as reader:
            return next(key.recipient for key in reader.recovery_keys() if key.is_sealed_to)


def start(office: Office, vault: InMemoryVault) -> Custody:
    """Enter unit, people, keys, one account and this PC."""
    unit.first_start(
        office,
        unit.FirstStart(
            full_name="眉山市彭山区示例镇人民政府",
            seal_text="眉山市彭山区示例镇人民政府",
            principal_name="王䶮",
            clerk_name=NAMES[0],
            clerk_phone="028-37600001",
        ),
    )
    office = acting_as(office, NAMES[0])
    for name in NAMES[1:]:
        people.save_person(office, Person(name=name, office_phone="028-37600002"))
    made = Custody(office, vault, {person.name: person for person in people.list_people(office)})
    made.account = accounts.register_account(
        office, Account(platform="weibo", name="彭山示例镇发布", holder_id=made.people[NAMES[0]].id)
    ).value
    for name in NAMES[:3]:
        keys.enroll(office, vault, made.people[name].id, passphrase_of(name))
    terminals.confirm_this_computer(office)
    vault.lock()
    return made


@pytest.fixture
def custody(tmp_path: Path) -> Iterator[Custody]:
    office = open_office(tmp_path / "data", create=True)
    yield start(office, InMemoryVault())
    office.close()


@pytest.fixture
def password(custody: Custody) -> Credential:
    """Give a password that lies there and has been logged in with."""
    deposited = custody.deposit(custody.appoint(), "Mima-7319-yuyi")
    return custody.used(deposited)
