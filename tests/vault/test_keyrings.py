"""One contract for every keyring: run against a real gnome-keyring and against one in memory with Windows' habits."""

import gc
import threading
from collections.abc import Iterator

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.vault.entries import LONGEST_ENTRY, new_entry_name, utf16_units
from pmedia_desktop.vault.keyring_choice import system_backend
from pmedia_desktop.vault.keyrings import KeyringStore
from pmedia_desktop.vault.problems import EntryAbsent, KeyringTrouble, KeyringUnavailable
from tests.vault.memory_keyring import ForgetfulKeyring, MemoryKeyring
from tests.vault.secret_service import SecretService

# SecretStorage and keyring leave the bus' socket to the garbage collector when a call fails.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture(autouse=True)
def _sockets_collected() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture(params=["memory", "secret service"])
def store(request: pytest.FixtureRequest) -> KeyringStore:
    if request.param == "memory":
        return KeyringStore(MemoryKeyring())
    request.getfixturevalue("service")
    return KeyringStore(system_backend())


def trouble_with(act: object) -> KeyringTrouble:
    assert callable(act)
    with pytest.raises(KeyringUnavailable) as raised:
        act()
    assert raised.value.message
    assert raised.value.remedy.endswith("。")
    return raised.value.trouble


@pytest.mark.parametrize(
    "text", ["YWdl", "彭山区民政局", "😀𠮷", "第一行\n第二行\t", " 前后有空格 ", "x" * LONGEST_ENTRY]
)
def test_what_was_written_is_read_back_unchanged(text: str, store: KeyringStore) -> None:
    entry = new_entry_name()
    store.write(entry, text)
    assert store.read(entry) == text


def test_an_entry_that_is_not_there_is_an_answer_of_its_own(store: KeyringStore) -> None:
    with pytest.raises(EntryAbsent) as raised:
        store.read(new_entry_name())
    assert "备份" in raised.value.remedy


def test_existing_entries_are_told_from_missing_ones(store: KeyringStore) -> None:
    there, missing = new_entry_name(), new_entry_name()
    store.write(there, "sealed")
    assert store.existing([there, missing]) == {there}
    assert store.existing([]) == frozenset()


def test_removing_an_entry_leaves_the_others(store: KeyringStore) -> None:
    first, second = new_entry_name(), new_entry_name()
    store.write(first, "one")
    store.write(second, "two")
    store.remove(first)
    store.remove(first)  # once more, as after a kill in the middle
    assert store.existing([first, second]) == {second}
    assert store.read(second) == "two"


def test_writing_the_same_entry_again_leaves_no_second_copy() -> None:
    keyring = MemoryKeyring()
    store, entry = KeyringStore(keyring), new_entry_name()
    store.write(entry, "older")
    store.write(entry, "newer")
    store.write(entry, "newer")
    assert list(keyring.kept.values()) == ["newer"]


@pytest.mark.parametrize("text", ["x" * (LONGEST_ENTRY + 1), "😀" * (LONGEST_ENTRY // 2 + 1)])
def test_what_the_smallest_keyring_could_not_hold_is_refused_and_nothing_written(
    text: str, store: KeyringStore
) -> None:
    entry = new_entry_name()
    assert utf16_units(text) > LONGEST_ENTRY
    with pytest.raises(InputError):
        store.write(entry, text)
    assert store.existing([entry]) == frozenset()


def test_a_keyring_that_says_yes_and_keeps_nothing_is_noticed() -> None:
    store = KeyringStore(ForgetfulKeyring())
    assert trouble_with(lambda: store.write(new_entry_name(), "sealed")) is KeyringTrouble.NOT_KEPT


def test_a_locked_keyring_answers_what_exists_and_says_that_it_is_locked_to_the_rest(service: SecretService) -> None:
    store, entry = KeyringStore(system_backend()), new_entry_name()
    store.write(entry, "sealed")
    service.lock()
    assert store.existing([entry, new_entry_name()]) == {entry}
    for act in (lambda: store.read(entry), lambda: store.write(entry, "other"), lambda: store.remove(entry)):
        assert trouble_with(act) is KeyringTrouble.LOCKED


def test_with_a_screen_the_same_answer_means_that_the_window_was_dismissed(
    service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, entry = KeyringStore(system_backend()), new_entry_name()
    service.lock()
    monkeypatch.setenv("DISPLAY", ":77")
    assert trouble_with(lambda: store.read(entry)) is KeyringTrouble.DISMISSED


def test_a_keyring_that_was_never_unlocked_is_locked(bus: SecretService) -> None:
    bus.start_daemon(unlocked=False)
    store = KeyringStore(system_backend())
    assert trouble_with(lambda: store.write(new_entry_name(), "sealed")) is KeyringTrouble.LOCKED


def test_a_session_without_a_keyring_is_told_from_no_session(
    bus: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trouble_with(system_backend) is KeyringTrouble.NO_SERVICE
    for address in ("", "unix:path=/nowhere/bus", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert trouble_with(system_backend) is KeyringTrouble.NO_SESSION
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert trouble_with(system_backend) is KeyringTrouble.NO_SESSION


def test_a_keyring_that_is_gone_since_the_last_call_is_no_absent_entry(service: SecretService) -> None:
    store, entry = KeyringStore(system_backend()), new_entry_name()
    store.write(entry, "sealed")
    service.kill_daemon()
    for act in (
        lambda: store.read(entry),
        lambda: store.write(entry, "other"),
        lambda: store.remove(entry),
        lambda: store.existing([entry]),
    ):
        assert trouble_with(act) is KeyringTrouble.NO_SERVICE


def test_a_keyring_killed_in_the_middle_of_a_call_breaks_it_off(service: SecretService) -> None:
    store, entry = KeyringStore(system_backend()), new_entry_name()
    store.write(entry, "sealed")
    with service.stopped():
        killer = threading.Timer(0.3, service.kill_daemon)
        killer.start()
        assert trouble_with(lambda: store.read(entry)) is KeyringTrouble.BROKEN_OFF
        killer.join()


def test_after_a_restart_the_entry_is_still_there(service: SecretService) -> None:
    store, entry = KeyringStore(system_backend()), new_entry_name()
    store.write(entry, "sealed")
    service.kill_daemon()
    service.start_daemon()
    assert store.read(entry) == "sealed"


def test_the_name_of_an_entry_says_whose_it_is_and_nothing_of_the_account(service: SecretService) -> None:
    entry = new_entry_name()
    KeyringStore(system_backend()).write(entry, "sealed")
    (attributes,) = service.everything()
    assert attributes["service"] == entry
    assert entry.startswith("pmedia-desktop:")
    assert new_entry_name() != entry
