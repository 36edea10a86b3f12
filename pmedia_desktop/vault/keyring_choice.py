"""Which keyring is used: one of three, constructed by name, never found out by the keyring package.

``keyring.get_keyring()`` obeys PYTHON_KEYRING_BACKEND and keyringrc.cfg and would hand every secret to whatever they
name; its chainer, null and file backends lose secrets or keep them in plain text. So it is never asked. Who has
configured another backend is told that it will not be used, instead of being surprised.
"""

import configparser
import os
import sys
from collections.abc import Callable
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.util import platform_

from pmedia_desktop.texts import translate
from pmedia_desktop.vault.keyring_troubles import trouble_of, unavailable
from pmedia_desktop.vault.problems import KeyringTrouble, KeyringUnavailable

_CONTEXT = "vault.keyring_choice"
ALLOWED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)


def system_backend() -> KeyringBackend:
    """Return this system's keyring; raises ``KeyringUnavailable`` when it cannot serve or another one is demanded."""
    refuse_foreign_configuration()
    backend = _allowed_kind()()
    # keyring fills attributes from KEYRING_PROPERTY_…: another collection, scheme or persistence.
    vars(backend).clear()
    if sys.platform == "win32":
        backend.persist = "local machine"
    check_usable(type(backend))
    return backend


def check_usable(kind: type[KeyringBackend]) -> None:
    """Raise ``KeyringUnavailable`` when a backend cannot serve here, or is not one of the allowed three."""
    if f"{kind.__module__}.{kind.__qualname__}" not in ALLOWED:
        raise unavailable(KeyringTrouble.FOREIGN_BACKEND)
    try:
        _ = kind.priority
    except (RuntimeError, OSError) as error:
        raise unavailable(trouble_of(error) or KeyringTrouble.NO_SERVICE) from error


def refuse_foreign_configuration() -> None:
    """Raise ``KeyringUnavailable`` when the environment or keyringrc.cfg demands a backend that is not allowed."""
    for place, demanded in _demanded():
        if demanded not in ALLOWED:
            general = unavailable(KeyringTrouble.FOREIGN_BACKEND)
            raise KeyringUnavailable(
                general.trouble,
                general.message,
                general.remedy
                + translate(_CONTEXT, "当前由{place}指定为{name}。").format(place=place, name=demanded)
                + _what_to_have(),
            )


def _demanded() -> list[tuple[str, str]]:
    """Return where a backend is demanded, and its name."""
    found = []
    variable = os.environ.get("PYTHON_KEYRING_BACKEND", "").strip()
    if variable:
        found.append(("PYTHON_KEYRING_BACKEND", variable))
    path = Path(platform_.config_root(), "keyringrc.cfg")
    configuration = configparser.RawConfigParser()
    try:
        configuration.read(path, encoding="utf-8")
        named = configuration.get("backend", "default-keyring", fallback="").strip()
    except (configparser.Error, UnicodeDecodeError, OSError):
        named = translate(_CONTEXT, "（读不懂的内容）")
    if named:
        found.append((str(path), named))
    return found


def _what_to_have() -> str:
    if sys.platform == "win32":
        return translate(_CONTEXT, "本程序只使用Windows凭据管理器。")
    if sys.platform == "darwin":
        return translate(_CONTEXT, "本程序只使用macOS钥匙串。")
    return translate(_CONTEXT, "本程序只使用Secret Service，请安装并解锁gnome-keyring或KWallet。")


def _allowed_kind() -> Callable[[], KeyringBackend]:
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        return WinVaultKeyring
    if sys.platform == "darwin":
        from keyring.backends import macOS

        macOS.Keyring.keychain = None  # else KEYCHAIN_PATH names another file
        return macOS.Keyring
    if sys.platform.startswith(("linux", "freebsd")):
        from keyring.backends.SecretService import Keyring

        return Keyring
    raise unavailable(KeyringTrouble.UNSUPPORTED_SYSTEM)
