"""An office with three people and a password that 李𬱖 keeps: where hand-overs and envelopes begin."""

from dataclasses import dataclass

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.custody import Credential, CredentialKind
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import people
from pmedia_desktop.services.custody import appointing, deposits, envelopes, keys, looking, terminals
from pmedia_desktop.services.custody.envelopes import PrintedEnvelope
from pmedia_desktop.services.custody.qr_codes import text_in_picture
from pmedia_desktop.services.office import Office
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.secret import Secret
from tests.services.conftest import Started

PASSWORD = Secret("Weibo-2026-shuangqing")
PASSPHRASES = {
    "李𬱖": Secret("huapen shanlu chaye xuetang"),
    "陈默": Secret("yusan dengta muchuan heliu"),
    "张伟民": Secret("gaoshan zhuyuan shuicao beike"),
}


@dataclass
class Township:
    """What a test works with."""

    office: Office
    vault: Vault
    holder: Person
    taker: Person
    witness: Person
    account: Account
    credential: Credential

    def unlock(self, person: Person) -> None:
        keys.unlock(self.office, self.vault, person.id, PASSPHRASES[person.name])

    def shown_to(self, person: Person, credential: Credential | None = None) -> str:
        self.unlock(person)
        return looking.show(self.office, self.vault, (credential or self.credential).id, "登录发布").reveal()

    def now(self, credential: Credential | None = None) -> Credential:
        with self.office.register.read() as reader:
            return reader.credential((credential or self.credential).id)

    def sealed_envelope(self) -> PrintedEnvelope:
        """Print the envelope and type the groups back."""
        self.unlock(self.holder)
        printed = envelopes.print_envelope(self.office, self.vault, place="党政办保险柜").value
        envelopes.confirm_envelope(self.office, self.vault, envelopes.asked_groups(printed.key))
        return printed

    def sheet_of(self, printed: PrintedEnvelope) -> str:
        """Scan the printed sheet, as the leader would."""
        return text_in_picture(printed.pdf)

    def add(self, kind: CredentialKind, login_name: str = "", holder: Person | None = None) -> Credential:
        return appointing.appoint(
            self.office,
            Credential(
                account_id=self.account.id, kind=kind, login_name=login_name, holder_id=(holder or self.holder).id
            ),
        ).value


def settled(started: Started, vault: Vault) -> Township:
    """Appoint the holder, enrol holder and taker, deposit the password."""
    office = started.office
    taker = people.save_person(office, Person(name="陈默", department="党政办")).value
    witness = people.save_person(office, Person(name="张伟民", post="副镇长")).value
    terminals.confirm_this_computer(office)
    keys.enroll(office, vault, started.clerk.id, PASSPHRASES["李𬱖"])
    keys.enroll(office, vault, taker.id, PASSPHRASES["陈默"])
    credential = appointing.appoint(
        office, Credential(account_id=started.account.id, login_name="pengshan01", holder_id=started.clerk.id)
    ).value
    deposits.deposit(office, vault, credential.id, PASSWORD)
    vault.lock()
    return Township(office, vault, started.clerk, taker, witness, started.account, credential)
