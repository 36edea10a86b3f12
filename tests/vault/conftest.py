"""Fixtures of the vault's tests: a keyring service, and one holder whose identity is locked only once (1 to 3 s)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmedia_desktop.vault.identities import Identity, lock_identity, new_identity, recipient_of
from pmedia_desktop.vault.sealing import Recipients, Stamp
from pmedia_desktop.vault.secret import Secret
from tests.vault.secret_service import SecretService, session

PASSPHRASE = Secret("huapen shanlu chaye xuetang")


@dataclass(frozen=True)
class Holder:
    """A holder as the register knows one, with the identity itself for comparison."""

    identity: Identity
    recipient: str
    locked: str


@pytest.fixture(scope="session")
def holder() -> Holder:
    identity = new_identity()
    return Holder(identity, recipient_of(identity), lock_identity(identity, PASSPHRASE))


@pytest.fixture
def recovery() -> Identity:
    return new_identity()


@pytest.fixture
def recipients(holder: Holder, recovery: Identity) -> Recipients:
    return Recipients(holder.recipient, (recipient_of(recovery),))


@pytest.fixture
def stamp() -> Stamp:
    return Stamp("17", 3, "password", datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC))


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """Give a D-Bus session on which no keyring runs yet."""
    folder = tmp_path / "session"
    folder.mkdir()
    with session(folder, monkeypatch) as service:
        yield service


@pytest.fixture
def service(bus: SecretService) -> SecretService:
    """Give a D-Bus session with an unlocked gnome-keyring."""
    bus.start_daemon()
    return bus
