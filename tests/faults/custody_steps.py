"""A custody job in a process that kills itself at a given step, with keyring and passphrases that outlive it.

A step is what lasts: a transaction about to be committed, one that was committed, an entry written to the keyring or
removed from it. Run by multiprocessing's fork server, so that this module is imported once.
"""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from pmedia_desktop.register.store import Register, Writer
from pmedia_desktop.services.custody import deposits, envelope_opening, handovers, keys, looking, reconcile
from pmedia_desktop.services.custody.envelope_opening import Opening
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.vault.identities import Identity, identity_from
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.in_memory import InMemoryVault, Lockers
from tests.vault.memory_keyring import MemoryKeyring

FIRST, SECOND = "Weibo-2026-shuangqing", "Weibo-2027-chuntian"
#: Written when the job came to its end: how many steps it took.
COUNT = "steps"
#: Written as soon as a secret is shown, and for which reason it was looked at.
SHOWN, LOOK = "shown", "核对密码"


class FileKeyring(MemoryKeyring):
    """Keeps its entries in a file, so that they outlive the process."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        if path.exists():
            self.kept = {(service, user): text for service, user, text in json.loads(path.read_text("utf-8"))}

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password)
        self._save()

    def delete_password(self, service: str, username: str) -> None:
        super().delete_password(service, username)
        self._save()

    def _save(self) -> None:
        write_whole(self._path, [[service, user, text] for (service, user), text in self.kept.items()])


class FileLockers(Lockers):
    """Stands in for scrypt, in a file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        if path.exists():
            kept, printed = json.loads(path.read_text("utf-8"))
            self._kept = {name: (words, identity_from(text)) for name, (words, text) in kept.items()}
            self.printer.printed = {name: (words, identity_from(text)) for name, (words, text) in printed.items()}

    def lock(self, identity: Identity, passphrase: Secret) -> str:
        text = super().lock(identity, passphrase)
        self.save()
        return text

    def save(self) -> None:
        write_whole(self._path, [_written(self._kept), _written(self.printer.printed)])


def _written(table: dict[str, tuple[str, Identity]]) -> dict[str, tuple[str, str]]:
    return {name: (words, str(identity)) for name, (words, identity) in table.items()}


def write_whole(path: Path, content: Any) -> None:
    """Write a file whole or not at all, as a keyring does."""
    other = path.with_suffix(".new")
    other.write_text(json.dumps(content), "utf-8")
    other.replace(path)


def vault_in(folder: Path) -> InMemoryVault:
    """Return the vault whose keyring lies in a folder."""
    return InMemoryVault(FileKeyring(folder / "keyring.json"), FileLockers(folder / "lockers.json"))


@dataclass
class Job:
    """What a job needs: the office, the vault, and the numbers and texts that the test has written down."""

    office: Office
    vault: InMemoryVault
    told: dict[str, Any]

    def unlock(self, who: str) -> None:
        keys.unlock(self.office, self.vault, self.told[who], Secret(self.told[f"{who} passphrase"]))


def deposit_first(job: Job) -> None:
    deposits.deposit(job.office, job.vault, job.told["empty"], Secret(FIRST))


def look(job: Job) -> None:
    """Look at a password, and write down outside the register what was shown."""
    job.unlock("holder")
    shown = looking.show(job.office, job.vault, job.told["credential"], LOOK).reveal()
    (job.office.folder / SHOWN).write_text(shown, "utf-8")


def change_and_confirm(job: Job) -> None:
    """Change the password, look at it, confirm the login; what was done before is not done again."""
    number = job.told["credential"]
    with job.office.register.read() as reader:
        version = reader.credential(number).version
    if version is not None and version.number == 1:
        deposits.deposit(job.office, job.vault, number, Secret(SECOND))
    job.unlock("holder")
    looking.show(job.office, job.vault, number, "登录验证")
    deposits.confirm_login(job.office, job.vault, number)


def hand_over(job: Job) -> None:
    """Hand two credentials over; the job is done when the register says so."""
    with job.office.register.read() as reader:
        if reader.handover(job.told["handover"]).handed_over_on is not None:
            return
    job.unlock("holder")
    handovers.hand_over(job.office, job.vault, job.told["handover"])


def open_envelope(job: Job) -> None:
    """Open the envelope for somebody who has no key yet."""
    opening = Opening(
        sheet=job.told["sheet"],
        words=Secret(job.told["words"]),
        to_id=job.told["taker"],
        reason="原保管人不在岗",
        opened_by="王䶮",
        opened_with="赵㛃",
        number=job.told["envelope"],
        passphrase=None if job.told.get("taker has key") else Secret(job.told["taker passphrase"]),
    )
    envelope_opening.open_envelope(job.office, job.vault, opening)


JOBS: dict[str, Callable[[Job], None]] = {
    "deposit": deposit_first,
    "look": look,
    "change": change_and_confirm,
    "handover": hand_over,
    "envelope": open_envelope,
}


def run(folder: str, name: str, told: dict[str, Any], fatal: int) -> None:
    """Do a job in a folder and die at the ``fatal`` step (0: at none, and write down how many there were)."""
    place = Path(folder)
    office, vault = open_office(place), vault_in(place)
    counted = _count(vault, fatal)
    JOBS[name](Job(office, vault, told))
    (place / COUNT).write_text(str(len(counted)))
    office.close()


def _count(vault: InMemoryVault, fatal: int) -> list[str]:
    counted: list[str] = []

    def step(what: str) -> None:
        counted.append(what)
        if len(counted) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", lambda _connection: step("about to commit"))
    write = Register.write

    @contextmanager
    def watched(register: Register, *arguments: Any, **named: Any) -> Iterator[Writer]:
        with write(register, *arguments, **named) as writer:
            yield writer
        step("committed")

    Register.write = watched  # type: ignore[method-assign,assignment]
    for name in ("set_password", "delete_password"):
        setattr(vault.keyring, name, _then(getattr(vault.keyring, name), step))
    return counted


def _then(call: Callable[..., None], step: Callable[[str], None]) -> Callable[..., None]:
    def called(*arguments: str) -> None:
        call(*arguments)
        step("keyring")

    return called


def reopen(folder: Path) -> tuple[Office, InMemoryVault, reconcile.ReconcileReport]:
    """Open a folder as the program does at start, after whatever happened to it."""
    office, vault = open_office(folder), vault_in(folder)
    return office, vault, reconcile.reconcile(office, vault)
