from pathlib import Path

import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.backends.SecretService
import pytest
from keyring.backend import KeyringBackend

from pmedia_desktop.vault.keyring_choice import check_usable, system_backend
from pmedia_desktop.vault.problems import KeyringTrouble, KeyringUnavailable
from tests.vault.memory_keyring import MemoryKeyring
from tests.vault.secret_service import SecretService

FOREIGN = (
    "keyring.backends.null.Keyring",
    "keyring.backends.chainer.ChainerBackend",
    "keyring.backends.fail.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.libsecret.Keyring",
    "keyrings.alt.file.PlaintextKeyring",
    "keyrings.alt.file.EncryptedKeyring",
    "spying_backend.Keyring",
)


@pytest.fixture
def spying_backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay a backend on the path that leaves a mark when somebody imports it; return where the mark would be."""
    mark = tmp_path / "loaded"
    (tmp_path / "spying_backend.py").write_text(f"open({str(mark)!r}, 'w')\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return mark


def refusal() -> KeyringUnavailable:
    with pytest.raises(KeyringUnavailable) as raised:
        system_backend()
    assert raised.value.trouble is KeyringTrouble.FOREIGN_BACKEND
    return raised.value


@pytest.mark.parametrize("name", FOREIGN)
def test_a_backend_demanded_by_the_environment_is_refused_and_never_loaded(
    name: str, service: SecretService, monkeypatch: pytest.MonkeyPatch, spying_backend: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    said = refusal()
    assert name in said.remedy
    assert "gnome-keyring" in said.remedy
    assert not spying_backend.exists()


def test_a_backend_demanded_by_the_configuration_file_is_refused_and_never_loaded(
    service: SecretService, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spying_backend: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    configuration = tmp_path / "python_keyring" / "keyringrc.cfg"
    configuration.parent.mkdir()
    configuration.write_text(f"[backend]\ndefault-keyring=spying_backend.Keyring\nkeyring-path={tmp_path}\n", "utf-8")
    assert "keyringrc.cfg" in refusal().remedy
    assert not spying_backend.exists()
    configuration.write_bytes(b"\xff\xfe\x00 nonsense")
    refusal()
    configuration.write_text("[backend]\ndefault-keyring=keyring.backends.SecretService.Keyring\n", "utf-8")
    system_backend()


def test_the_secret_service_is_taken_and_nothing_else_is_asked(
    service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.SecretService.Keyring")
    backend = system_backend()
    assert type(backend) is keyring.backends.SecretService.Keyring


def test_properties_from_the_environment_do_not_bend_the_backend(
    service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_SCHEME", "KeePassXC")
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/collection/session")
    backend = system_backend()
    assert vars(backend) == {}


@pytest.mark.parametrize(
    "kind",
    [
        keyring.backends.null.Keyring,
        keyring.backends.chainer.ChainerBackend,
        keyring.backends.fail.Keyring,
        MemoryKeyring,
    ],
)
def test_a_backend_outside_the_list_is_refused_by_its_class(kind: type[KeyringBackend]) -> None:
    with pytest.raises(KeyringUnavailable) as raised:
        check_usable(kind)
    assert raised.value.trouble is KeyringTrouble.FOREIGN_BACKEND
