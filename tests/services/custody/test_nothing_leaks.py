"""Marked secrets go through every job of custody, with the real vault and keyring; then everything is searched.

Register, backups, journal, logs, temporary files, papers, tables, the spool folder, ``repr``, arguments, environment.
"""

import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.model.custody import CredentialKind
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.services.backup import backups
from pmedia_desktop.services.custody import (
    appointing,
    deposits,
    envelope_opening,
    envelopes,
    handovers,
    inventories,
    keys,
    loans,
    looking,
    receiving,
    reconcile,
    records,
    sheets,
    transfers,
)
from pmedia_desktop.services.custody.envelope_opening import Opening
from pmedia_desktop.services.custody.qr_codes import text_in_picture
from pmedia_desktop.services.journal.history import read_history
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.secret import Secret
from tests.services.conftest import Started
from tests.services.custody.township import PASSPHRASES, Township, settled
from tests.vault.conftest import bus, service  # noqa: F401 - fixtures
from tests.vault.secret_service import SecretService
from tests.vault.traces import contents_below, environment, places_of, visible_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),  # scrypt takes seconds by design, and a busy machine several times as long
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="starts gnome-keyring and reads /proc"),
]

FIRST, SECOND, CODES = "Zhongbiao-MIMA-7319", "Zhongbiao-MIMA-8842", "ZHONG1-BIAO22\nZHONG3-BIAO44"
SETUP = "NBXWY3DPEB3W64TMMRXXE3DE"
NEW_WORDS, SPOKEN, WRONG = "xinde zhongbiao caidan lubiao", "dianhua zhongbiao gaosu kouling", "cuowu zhongbiao dakai"


@dataclass
class Run:
    """What the jobs handed out, said and showed, and the words that the program itself has drawn."""

    said: list[str] = field(default_factory=list)
    processes: dict[str, bytes] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)

    def kept(self, *made: object) -> None:
        self.said += [text for one in made for text in (repr(one), str(one))]

    def refused(self, act: Callable[[], object]) -> None:
        """Do something wrongly; what is said of it is searched as well."""
        try:
            act()
        except SpokenError as error:
            self.said += [repr(error), str(error), "".join(traceback.format_exception(error))]
        else:
            raise AssertionError("it had to be refused")


@pytest.fixture
def township(started: Started, service: SecretService, monkeypatch: pytest.MonkeyPatch) -> Iterator[Township]:  # noqa: F811
    folder = started.office.folder.parent
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.chdir(folder)
    with Vault() as vault:
        yield settled(started, vault)


def holding(township: Township, run: Run) -> None:
    """Deposit, look, copy, change, confirm, lend, take back, suspect; all kinds of secrets; wrongly too."""
    office, vault, number = township.office, township.vault, township.credential.id
    codes = township.add(CredentialKind.RECOVERY_CODES)
    one_time = township.add(CredentialKind.ONE_TIME_CODE)
    for credential_id, secret in ((number, FIRST), (codes.id, CODES), (one_time.id, SETUP)):
        run.kept(deposits.deposit(office, vault, credential_id, Secret(secret)))
    township.unlock(township.holder)
    run.kept(looking.show(office, vault, number, "登录发布"), looking.show(office, vault, codes.id, "手机丢失"))
    run.kept(looking.one_time_code(office, vault, one_time.id, "登录"))
    looking.copied(office, vault, number)
    run.kept(deposits.confirm_login(office, vault, number))
    run.processes |= visible_of(vault.process_id)
    run.kept(loans.lend(office, vault, number, township.taker.id, office.now() + timedelta(days=1), "值班"))
    run.kept(loans.take_back(office, vault, number))
    run.kept(deposits.deposit(office, vault, number, Secret(SECOND)))
    run.kept(appointing.suspect_leak(office, number, "群里有截图"))
    run.refused(lambda: deposits.deposit(office, vault, number, Secret(SECOND)))
    run.refused(lambda: deposits.deposit(office, vault, number, Secret(FIRST * 100)))
    run.refused(lambda: looking.show(office, vault, number, " "))
    run.refused(lambda: keys.unlock(office, vault, township.holder.id, Secret(WRONG)))


def handing(township: Township, run: Run) -> None:
    """Carry out, hand over, count, print every paper, print and open the envelope, change the passphrase."""
    office, vault, number = township.office, township.vault, township.credential.id
    township.unlock(township.holder)
    sent = transfers.send(office, vault, [number], "区政府办 王五", passphrase=Secret(SPOKEN)).value
    run.kept(sent)
    run.papers["带走.age"] = sent.file.encode("ascii")
    run.refused(lambda: receiving.receive(office, vault, sent.file, passphrase=Secret(WRONG)))
    township.unlock(township.holder)
    printed = envelopes.print_envelope(office, vault, place="保险柜").value
    run.kept(printed)
    run.drawn += [printed.words.typed.reveal(), printed.words.chinese.reveal()]
    run.papers["密封件.pdf"] = printed.pdf
    run.kept(envelopes.confirm_envelope(office, vault, envelopes.asked_groups(printed.key)))
    township.unlock(township.holder)
    prepared = handovers.prepare(
        office,
        Handover(
            outgoing_id=township.holder.id,
            incoming_id=township.taker.id,
            witness_id=township.witness.id,
            credential_ids=(number,),
        ),
    ).value
    run.kept(handovers.hand_over(office, vault, prepared.id))
    begun = inventories.begin_inventory(office).value
    for name, filled in (
        ("交接单", sheets.print_handover(office, prepared.id).value),
        ("台账", sheets.fill_custody_ledger(office)),
        ("盘点表", sheets.fill_inventory(office, begun.id)),
    ):
        run.kept(filled)
        run.papers[f"{name}.pdf"] = filled.pdf
    opening = Opening(
        sheet=text_in_picture(printed.pdf),
        words=printed.words.typed,
        to_id=township.holder.id,
        reason="核对",
        opened_by="王䶮",
        opened_with="张伟民",
        from_id=township.taker.id,
    )
    run.kept(opening, envelope_opening.open_envelope(office, vault, opening))
    old, new = PASSPHRASES["陈默"], Secret(NEW_WORDS)
    run.kept(keys.change_passphrase(office, vault, township.taker.id, old, new))


def kept_papers(township: Township, run: Run) -> None:
    """Leave everything where a clerk leaves it: backup, PDFs on the disk, in the print spooler's folder."""
    folder = township.office.folder.parent
    run.kept(backups.back_up(township.office, folder / "U盘"))
    run.kept(reconcile.reconcile(township.office, township.vault))
    for name, content in run.papers.items():
        for place in ("桌面", "spool"):
            (folder / place).mkdir(exist_ok=True)
            (folder / place / name).write_bytes(content)
    run.kept(records.custody_overview(township.office), read_history(township.office))
    with township.office.register.read() as reader:
        run.kept(reader.snapshot(), reader.journal())


def test_no_marked_secret_is_left_anywhere(township: Township, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    run = Run()
    holding(township, run)
    handing(township, run)
    kept_papers(township, run)
    run.processes |= visible_of(township.vault.process_id) | visible_of(os.getpid()) | environment()
    passphrases = [secret.reveal() for secret in PASSPHRASES.values()]
    marked = [FIRST, SECOND, *CODES.split("\n"), SETUP, NEW_WORDS, SPOKEN, WRONG, *passphrases, *run.drawn]
    contents = contents_below(township.office.folder.parent)
    for part in ("register.db", "U盘", "spool", "keyring", "page 1"):
        assert any(part in name for name in contents), (part, sorted(contents)[:40])
    assert places_of([*marked, "AGE-SECRET-KEY-1"], contents) == []
    assert places_of(marked, run.processes) == []
    assert [text for text in marked if text in "\n".join([*run.said, caplog.text])] == []


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    import gzip
    import zipfile

    (tmp_path / "plain.log").write_text(f"x{FIRST}", "utf-8")
    (tmp_path / "packed.gz").write_bytes(gzip.compress(FIRST.encode("utf-16-le")))
    with zipfile.ZipFile(tmp_path / "table.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sheet1.xml", f"<c>{FIRST}</c>")
    (tmp_path / "innocent").write_text(SECOND, "utf-8")
    found = places_of([FIRST], contents_below(tmp_path))
    assert [Path(name).name for name in found] == ["packed.gz!gunzipped", "plain.log", "sheet1.xml"]
