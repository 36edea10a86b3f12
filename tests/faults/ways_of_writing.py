"""Every way in which the program writes, as a folder made ready, the act, and what is looked at afterwards."""

import gzip
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pmedia_desktop.data_files import data_path
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.backup import list_backups
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.backup import backups
from pmedia_desktop.services.custody import handovers, keys, looking, reconcile
from pmedia_desktop.services.filing import process
from pmedia_desktop.services.importing.applying import import_planned
from pmedia_desktop.services.importing.plan import plan_import
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.services.paper import filing_papers
from pmedia_desktop.services.sample.making import make_sample
from tests.services.conftest import TODAY, Started
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.township import PASSPHRASES, PASSWORD, settled

#: The variable that names a folder with the sample register, for processes that need one each.
SAMPLE = "FAULTS_SAMPLE"


@dataclass(frozen=True)
class Way:
    """``prepare`` fills a folder once and returns what lies outside it; ``again`` copies that for each run.

    ``act`` writes; ``look`` says what is there. ``dies_with_process``: what lies outside is in memory.
    ``decides_at_its_end``: all the work is beside the register until it is swapped.
    """

    prepare: Callable[[Path], Any]
    act: Callable[[Path, Any], None]
    look: Callable[[Path, Any], Any]
    again: Callable[[Any], Any] = lambda kept: kept
    dies_with_process: bool = False
    decides_at_its_end: bool = False


def _office(folder: Path) -> Office:
    return open_office(folder, create=True, on=TODAY)


def _sample(folder: Path) -> None:
    """Fill a folder with the sample register; with a copy of one that was made before where ``SAMPLE`` names it."""
    if SAMPLE in os.environ:
        shutil.copytree(os.environ[SAMPLE], folder, dirs_exist_ok=True)
        return
    office = _office(folder)
    make_sample(office)
    office.close()


def _counts(folder: Path, kept: Any = None) -> Any:
    """Return all that changes with a write and does not hold the hour: rows of tables, people's posts, states."""
    with open_register(folder, upgrade=False) as register, register.read() as reader:
        posts = [(person.name, person.post) for person in reader.people()]
        states = [(filing.state.value, filing.printing is not None) for filing in reader.filings()]
        accounts = [account.name for account in reader.accounts()]
        (newest,) = reader.journal(limit=1)
    return posts, states, accounts, newest.number, newest.action.value


def _save(folder: Path, kept: Any) -> None:
    office = _office(folder)
    people.save_person(office, Person(name="新人", post="干部"))
    office.close()


def _print(folder: Path, kept: Any) -> None:
    office = _office(folder)
    with office.register.read() as reader:
        filing = next(one for one in reader.filings() if one.state is FilingState.DRAFT)
    filing_papers.print_filing(office, filing.id, "仍要打印")
    office.close()


def _prepare_filing(folder: Path) -> None:
    _sample(folder)
    _print(folder, None)


def _file(folder: Path, kept: Any) -> None:
    office = _office(folder)
    with office.register.read() as reader:
        filing = next(one for one in reader.filings() if one.state is FilingState.PRINTED)
    process.advance_filing(office, replace(filing, signed_on=TODAY), FilingState.SIGNED, TODAY)
    office.close()


def _import(folder: Path, kept: Any) -> None:
    office = _office(folder)
    plan = plan_import(office, folder / "台账.csv")
    import_planned(office, plan)
    office.close()


def _prepare_import(folder: Path) -> None:
    _sample(folder)
    lines = (
        "账号名称,平台,UID,账号管理员,联系电话",
        "平安示例,抖音,dy1,赵一,13800000001",
        "示例文旅,快手,ks1,钱二,13800000002",
    )
    (folder / "台账.csv").write_text("\n".join(lines) + "\n", "utf-8-sig")


def _backup(folder: Path, kept: Any) -> None:
    office = _office(folder)
    backups.back_up(office)
    office.close()


def _look_backup(folder: Path, kept: Any) -> Any:
    """Return the number of backups, each of which must be whole; the note in the journal may be missing."""
    found = list_backups(folder)
    assert all(verify_register(file.path).ok for file in found)
    return len(found), *_counts(folder)[:3]


def _prepare_restore(folder: Path) -> None:
    _sample(folder)
    office = _office(folder)
    made = backups.back_up(office)
    made.path.rename(folder / "备份.db")
    people.save_person(office, Person(name="备份以后", post="干部"))
    office.close()


def _restore(folder: Path, kept: Any) -> None:
    backups.restore(folder / "备份.db", folder)


def _archive(folder: Path, kept: Any) -> None:
    office = _office(folder)
    backups.archive_journal(office, date(2099, 1, 1))
    office.close()


def _prepare_migration(folder: Path) -> None:
    oldest = min(data_path("resources", "registers").glob("register_v*.db.gz"))
    (folder / REGISTER_NAME).write_bytes(gzip.decompress(oldest.read_bytes()))


def _migrate(folder: Path, kept: Any) -> None:
    open_register(folder).close()


def _look_version(folder: Path, kept: Any) -> Any:
    """Return the records; a migration stops between two steps with both of them whole, which is as good as old."""
    with open_register(folder) as register, register.read() as reader:
        return [person.name for person in reader.people()], [account.name for account in reader.accounts()]


@dataclass
class _Custody:
    """The vault that a hand-over works with, and who hands over what."""

    vault: InMemoryVault
    handover: int = 0
    credential: int = 0
    holder: int = 0
    taker: int = 0


def _prepare_handover(folder: Path) -> _Custody:
    office = _office(folder)
    unit.first_start(
        office,
        unit.FirstStart(
            full_name="示例镇人民政府",
            seal_text="示例镇人民政府",
            principal_name="王䶮",
            clerk_name="李𬱖",
            clerk_phone="028-37600001",
        ),
    )
    clerk = next(person for person in people.list_people(office) if person.name == "李𬱖")
    account = accounts.register_account(
        office, Account(platform="weibo", name="示例镇发布", opened_on=date(2020, 5, 6), holder_id=clerk.id)
    ).value
    vault = InMemoryVault()
    township = settled(Started(office, clerk, account), vault)
    handover = handovers.prepare(
        office,
        Handover(
            outgoing_id=township.holder.id,
            incoming_id=township.taker.id,
            witness_id=township.witness.id,
            reason="岗位调整",
            contact="李𬱖 13800000000",
            credential_ids=(township.credential.id,),
        ),
    ).value
    made = _Custody(vault, handover.id, township.credential.id, township.holder.id, township.taker.id)
    office.close()
    return made


def _copied(kept: _Custody) -> _Custody:
    """Return a keyring of its own with what lay in the first one."""
    vault = InMemoryVault(lockers=kept.vault.lockers)
    vault.keyring.kept.update(kept.vault.keyring.kept)
    return replace(kept, vault=vault)


def _hand_over(folder: Path, kept: _Custody) -> None:
    office = _office(folder)
    keys.unlock(office, kept.vault, kept.holder, PASSPHRASES["李𬱖"])
    handovers.hand_over(office, kept.vault, kept.handover)
    office.close()


def _look_custody(folder: Path, kept: _Custody) -> Any:
    """Reconcile as the next start does, and let whoever holds the password now read it."""
    office = _office(folder)
    left = reconcile.reconcile(office, kept.vault).left
    assert left == (), left
    with office.register.read() as reader:
        holder = reader.person(reader.credential(kept.credential).holder_id or 0)
    keys.unlock(office, kept.vault, holder.id, PASSPHRASES[holder.name])
    shown = looking.show(office, kept.vault, kept.credential, "核对")
    assert shown == PASSWORD
    kept.vault.lock()
    office.close()
    return holder.name


WAYS: dict[str, Way] = {
    "save": Way(_sample, _save, _counts),
    "print": Way(_sample, _print, _counts),
    "file": Way(_prepare_filing, _file, _counts),
    "hand over": Way(_prepare_handover, _hand_over, _look_custody, _copied, dies_with_process=True),
    "import": Way(_prepare_import, _import, _counts),
    "back up": Way(_sample, _backup, _look_backup),
    "restore": Way(_prepare_restore, _restore, _counts, decides_at_its_end=True),
    "archive the journal": Way(_sample, _archive, _counts),
    "migrate": Way(_prepare_migration, _migrate, _look_version),
}
