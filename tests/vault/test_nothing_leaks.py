"""Marked secrets go through everything that the vault does; then files, processes, logs and objects are searched."""

import base64
import gc
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.entries import new_entry_name
from pmedia_desktop.vault.identities import new_identity, recipient_of
from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.sealing import Recipients, Stamp
from pmedia_desktop.vault.secret import Secret
from tests.vault.secret_service import SecretService
from tests.vault.traces import forms, visible_of

PLANTED = "Zhongbiao-MIMA-7319"
OPENED_WITH = "zhongbiao koulingci tuzhang mianbao"
SPOKEN = "dianhua zhongbiao gaosu kouling"
TYPED_WRONG = "cuowu zhongbiao dakai bukai"


@dataclass
class Traces:
    """What a run left behind, as bytes to be searched."""

    files: dict[str, bytes]
    processes: dict[str, bytes]
    said: str


@pytest.fixture
def marked() -> tuple[str, ...]:
    return (PLANTED, OPENED_WITH, SPOKEN, TYPED_WRONG)


@pytest.fixture
def traces(
    service: SecretService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Traces:
    caplog.set_level(logging.DEBUG)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    processes: dict[str, bytes] = {}
    with Vault() as vault:
        for made in _everything(vault, said):
            said += [repr(made), str(made)]
            processes |= visible_of(vault.process_id)
        processes |= visible_of(os.getpid())
    files = {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    return Traces(files, processes, "\n".join([*said, caplog.text]))


def _everything(vault: Vault, said: list[str]) -> Iterator[object]:
    """Do everything that touches a secret, also wrongly; yield whatever is handed out."""
    holder = vault.enroll(Secret(OPENED_WITH), [PLANTED])
    yield holder
    pending = vault.new_recovery(holder.recipient)
    yield pending
    to = Recipients(holder.recipient, (pending.recipient,), recipient_of(new_identity()))
    stamp = Stamp("7", 1, "password", datetime(2026, 11, 23, tzinfo=UTC))
    deposit = Deposit(stamp, new_entry_name())
    sealed = vault.seal(Secret(PLANTED), stamp, to)
    yield sealed
    vault.write(deposit.entry, sealed)
    yield vault.show(deposit)
    yield vault.same_as(Secret(PLANTED), [deposit])
    yield vault.reseal(deposit, to)
    file = vault.pack([deposit], "about", passphrase=Secret(SPOKEN))
    yield file
    yield vault.unpack(file, Secret(SPOKEN))
    yield vault.seal_received([stamp], to)
    for wrongly in (
        lambda: vault.unlock(holder.locked, Secret(TYPED_WRONG), holder.recipient),
        lambda: vault.unpack(file, Secret(TYPED_WRONG)),
        lambda: vault.seal(Secret(PLANTED * 100), stamp, to),
        lambda: vault.one_time_code(deposit, datetime.now(UTC)),
        lambda: vault.enroll(Secret("123456"), [PLANTED]),
        lambda: vault.show(Deposit(Stamp("8", 1, "password", stamp.set_at), deposit.entry)),
    ):
        try:
            wrongly()
        except SpokenError as error:
            said += [repr(error), str(error), "".join(traceback.format_exception(error))]
            yield error
        else:
            raise AssertionError("it had to be refused")
    vault.remove(deposit.entry)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_marked_secret_is_left_in_files_processes_logs_and_messages(traces: Traces, marked: tuple[str, ...]) -> None:
    assert any(b"vault-child" in content for content in traces.processes.values())
    assert any(name.endswith(".keyring") for name in traces.files)
    for text in marked:
        for form in forms(text):
            assert [name for name, content in traces.files.items() if form in content] == []
            assert [name for name, content in traces.processes.items() if form in content] == []
        assert text not in traces.said
    assert "AGE-SECRET-KEY-1" not in traces.said
    assert [name for name, content in traces.files.items() if b"AGE-SECRET-KEY-1" in content] == []


def test_the_search_would_find_one(tmp_path: Path) -> None:
    # A test that searches must be able to find.
    (tmp_path / "spool").write_bytes(b"x" + base64.b64encode(b"{" + PLANTED.encode() + b"}"))
    content = (tmp_path / "spool").read_bytes()
    assert any(form in content for form in forms(PLANTED))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_crash_of_the_process_leaves_no_image_of_its_memory(service: SecretService) -> None:
    with Vault() as vault:
        vault.existing([])
        limits = Path(f"/proc/{vault.process_id}/limits").read_text("ascii")
    (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert core.split()[4:6] == ["0", "0"]


def test_the_program_keeps_no_secret_in_what_it_no_longer_uses(service: SecretService) -> None:
    with Vault() as vault:
        stamp = Stamp("7", 1, "password", datetime(2026, 11, 23, tzinfo=UTC))
        vault.seal(
            Secret(PLANTED + "-once"), stamp, Recipients(recipient_of(new_identity()), (recipient_of(new_identity()),))
        )
        gc.collect()
        kept = [one for one in gc.get_objects() if isinstance(one, dict) and one.get("secret") == PLANTED + "-once"]
        assert kept == []
