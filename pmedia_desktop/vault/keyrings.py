"""Entries in the operating system's keyring: one per version of a credential, each under a name of its own.

Three answers are told apart: the entry is there, the entry is not there (``EntryAbsent``), or the keyring did not say
(``KeyringUnavailable``, with the reason and its advice). What is stored is sealed already (sealing.py).
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.entries import LONGEST_ENTRY, utf16_units
from pmedia_desktop.vault.keyring_troubles import trouble_of, unavailable
from pmedia_desktop.vault.problems import EntryAbsent, KeyringTrouble, KeyringUnavailable

_CONTEXT = "vault.keyrings"
_USER = "sealed"


class KeyringStore:
    """The entries in one keyring. Calls may block while the system asks its user for a password."""

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    def read(self, entry: str) -> str:
        """Return the entry's text; raises ``EntryAbsent`` or ``KeyringUnavailable``."""
        text = self._text(entry)
        if text is None:
            raise EntryAbsent(
                translate(_CONTEXT, "系统密码库里没有这一项，"),
                translate(_CONTEXT, "可能换过电脑或重装过系统；请从备份恢复，或者在平台上重设密码后重新存入。"),
            )
        return text

    def write(self, entry: str, text: str) -> None:
        """Write an entry and read it back.

        Raises ``InputError`` for a text that the smallest keyring could not hold, before anything is written, and
        ``KeyringUnavailable`` when it was not kept. Writing the same text again changes nothing.
        """
        if utf16_units(text) > LONGEST_ENTRY:
            raise InputError(
                translate(_CONTEXT, "内容太长，系统密码库最多容纳{count}个字符，").format(count=LONGEST_ENTRY),
                translate(_CONTEXT, "没有写入任何内容；请缩短后再存。"),
            )
        kept = self._text(entry)
        if kept == text:
            return
        with _told_apart():
            if kept is not None:
                # Windows would otherwise keep the older text under a second name.
                self._backend.delete_password(entry, _USER)
            self._backend.set_password(entry, _USER, text)
        if self._text(entry) != text:
            raise unavailable(KeyringTrouble.NOT_KEPT)

    def remove(self, entry: str) -> None:
        """Remove an entry; one that is not there is no error. Raises ``KeyringUnavailable``."""
        with _told_apart():
            try:
                self._backend.delete_password(entry, _USER)
            except PasswordDeleteError:
                if self._backend.get_password(entry, _USER) is not None:
                    raise

    def existing(self, entries: Sequence[str]) -> frozenset[str]:
        """Return those of ``entries`` that are there; raises ``KeyringUnavailable``.

        The Secret Service is asked by attributes, without the texts, and answers while it is locked.
        """
        with _told_apart():
            if type(self._backend).__module__ == "keyring.backends.SecretService":
                return _held_by_secret_service(entries)
            return frozenset(entry for entry in entries if self._backend.get_password(entry, _USER) is not None)

    def _text(self, entry: str) -> str | None:
        with _told_apart():
            return self._backend.get_password(entry, _USER)


def _held_by_secret_service(entries: Sequence[str]) -> frozenset[str]:
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        return frozenset(
            entry
            for entry in entries
            if next(secretstorage.search_items(bus, {"service": entry, "username": _USER}), None) is not None
        )


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turn what keyring and its backends raise into ``KeyringUnavailable``; a defect of ours passes unchanged."""
    try:
        yield
    except KeyringUnavailable:
        raise
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        # The error itself is not passed on: a backend's message could quote what it was given.
        raise unavailable(trouble) from None
