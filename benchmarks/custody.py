"""What custody costs on top of the vault: opening its page over 200 passwords, and showing one with its journal entry.

Run from the repository's root: ``python -m benchmarks.custody [--check]``. It starts a gnome-keyring in a D-Bus session
of its own. All sides take turns in one run and their medians are compared. With ``--check`` the exit code is 1 when
opening the page asks the keyring at all, or when showing takes more than 1.5 times what keyring and age take
themselves; the entry that has to be committed before runs beside them.
"""

import argparse
import base64
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from benchmarks.vault import BOUND, ENTRIES, in_turn
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.custody import Credential, CustodyAct
from pmedia_desktop.model.journal import Action
from pmedia_desktop.services import accounts, unit
from pmedia_desktop.services.custody import appointing, copying, deposits, events, keys, looking, records, terminals
from pmedia_desktop.services.office import Office, acting_as, open_office
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.entries import new_entry_name
from pmedia_desktop.vault.generator import offer_passphrase
from pmedia_desktop.vault.identities import new_identity, recipient_of
from pmedia_desktop.vault.keyring_choice import system_backend
from pmedia_desktop.vault.sealing import Recipients, Stamp
from pmedia_desktop.vault.secret import Secret
from tests.vault.secret_service import session


class CountingVault(Vault):
    """Counts the calls that go to the keyring."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def _keyring_call(self, name, progress, *, items=1, **arguments):  # type: ignore[no-untyped-def]
        self.asked += 1
        return super()._keyring_call(name, progress, items=items, **arguments)


def filled(office: Office, vault: Vault) -> tuple[Office, int]:
    """Enter unit, holder, accounts and 200 passwords; return the office as the holder uses it, and one number."""
    unit.first_start(
        office,
        unit.FirstStart(
            full_name="眉山市彭山区示例镇人民政府",
            seal_text="眉山市彭山区示例镇人民政府",
            principal_name="王䶮",
            clerk_name="李𬱖",
            clerk_phone="028-37600001",
        ),
    )
    office = acting_as(office, "李𬱖")
    with office.register.read() as reader:
        holder = next(person for person in reader.people() if person.name == "李𬱖")
    terminals.confirm_this_computer(office)
    keys.enroll(office, vault, holder.id, offer_passphrase().typed)
    made = [
        accounts.register_account(office, Account(platform=platform, name="彭山示例镇发布", holder_id=holder.id)).value
        for platform in ("weibo", "douyin", "wechat_official", "kuaishou", "wechat_video")
    ]
    held = appointing.appoint(office, Credential(account_id=made[0].id, login_name="l0", holder_id=holder.id)).value
    held = deposits.deposit(office, vault, held.id, Secret("Mima-0000-yuyi")).value
    # The others stand in the register alone: the page must not notice.
    with office.register.write(office.actor, Action.CUSTODY_SAVED) as writer:
        for place in range(1, ENTRIES):
            copies = tuple(replace(copy, entry=new_entry_name()) for copy in held.copies)
            account_id = made[place % len(made)].id
            writer.save(replace(held, id=0, account_id=account_id, login_name=f"l{place}", copies=copies))
    return office, held.id


def measure(office: Office, vault: CountingVault, number: int, rounds: int) -> tuple[int, float]:
    asked = vault.asked
    (opened,) = in_turn(5, lambda: records.custody_overview(office))
    asked = vault.asked - asked
    print(f"the page over {ENTRIES} passwords: {opened * 1000:.0f} ms, the keyring was asked {asked} times")
    with office.register.read() as reader:
        credential = reader.credential(number)
    current = credential.current
    if current is None:
        raise SystemExit("nothing was deposited")
    keyring, own = system_backend(), new_identity()
    sealed = vault.seal(
        Secret("Mima-0199-yuyi"),
        Stamp(str(number), 1, "password", office.now()),
        Recipients(recipient_of(own), (recipient_of(new_identity()),)),
    )

    def bare() -> bytes:
        keyring.get_password(current.entry, "sealed")
        return bytes(pyrage.decrypt(base64.b64decode(sealed), [own]))

    def journal() -> None:
        with office.register.write(office.actor, Action.SECRET_SHOWN) as writer:
            events.record(writer, office, CustodyAct.SHOWN, number, version=1, reason="登录发布")

    deposit = copying.deposit_of(credential, current)
    alone, written, from_vault, shown = in_turn(
        rounds,
        bare,
        journal,
        lambda: vault.show(deposit).reveal(),
        lambda: looking.show(office, vault, number, "登录发布").reveal(),
    )
    ratio = shown / alone
    print(f"from the vault alone: {from_vault * 1000:.1f} ms, {from_vault / alone:.2f} times keyring and age")
    print(
        f"showing: {shown * 1000:.1f} ms; keyring and age alone {alone * 1000:.1f} ms, the entry that has to be "
        f"committed before {written * 1000:.1f} ms; ratio {ratio:.2f}"
    )
    return asked, ratio


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit code 1 when a bound is broken")
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        place = Path(folder) / "session"
        place.mkdir()
        with session(place, patched) as service, CountingVault() as vault:
            service.start_daemon()
            office = open_office(Path(folder) / "data", create=True)
            office, number = filled(office, vault)
            asked, ratio = measure(office, vault, number, options.rounds)
            office.close()
    return int(options.check and (asked > 0 or ratio > BOUND))


if __name__ == "__main__":
    sys.exit(main())
