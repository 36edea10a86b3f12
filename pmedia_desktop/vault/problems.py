"""What can go wrong with a secret, as exceptions that carry their reason across the pipe to the vault's process."""

from enum import StrEnum

from pmedia_desktop.errors import EnvironmentProblem, InputError, SpokenError


class KeyringTrouble(StrEnum):
    """Why the operating system's keyring does not answer; each has its own advice (keyring_troubles.py)."""

    LOCKED = "locked"
    DISMISSED = "dismissed"
    NO_SERVICE = "no_service"
    NO_SESSION = "no_session"
    BROKEN_OFF = "broken_off"
    TIMED_OUT = "timed_out"
    FOREIGN_BACKEND = "foreign_backend"
    UNSUPPORTED_SYSTEM = "unsupported_system"
    NOT_KEPT = "not_kept"
    REFUSED = "refused"


class SealFault(StrEnum):
    """Why a sealed text does not give the secret that the register announces."""

    NOT_FOR_YOU = "not_for_you"
    DAMAGED = "damaged"
    SWAPPED = "swapped"
    ROLLED_BACK = "rolled_back"


class KeyringUnavailable(EnvironmentProblem):
    """The keyring gave no answer: whether the entry exists is unknown, and nothing was changed for certain."""

    def __init__(self, trouble: KeyringTrouble, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.trouble = trouble


class EntryAbsent(EnvironmentProblem):
    """The keyring answered that there is no such entry."""


class SealProblem(EnvironmentProblem):
    """A sealed text could not be opened, or is not the one that was announced."""

    def __init__(self, fault: SealFault, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.fault = fault


class VaultLocked(InputError):
    """A passphrase has to be given first: nothing is open (any more)."""


class WrongPassphrase(InputError):
    """The passphrase (or the six words of the recovery key) is not the right one."""


class PassphrasePause(InputError):
    """Too many wrong passphrases: try again after ``seconds``."""

    def __init__(self, seconds: int, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.seconds = seconds


class IdentityChanged(EnvironmentProblem):
    """The identity that was opened is not the one that the register names: one of the two was exchanged."""


class WrongGroups(InputError):
    """Groups of letters that were typed wrongly; ``groups`` are their numbers, counted from 1."""

    def __init__(self, groups: tuple[int, ...], message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.groups = groups


class VaultFault(Exception):
    """A defect inside the vault's process: the kind of the exception and where it arose, never its message."""


_WITHOUT_DETAIL: dict[str, type[SpokenError]] = {
    kind.__name__: kind
    for kind in (InputError, EnvironmentProblem, EntryAbsent, VaultLocked, WrongPassphrase, IdentityChanged)
}


def describe(error: SpokenError) -> dict[str, object]:
    """Return an exception as values that pass the pipe."""
    detail: object = None
    if isinstance(error, KeyringUnavailable):
        detail = error.trouble
    elif isinstance(error, SealProblem):
        detail = error.fault
    elif isinstance(error, WrongGroups):
        detail = list(error.groups)
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "remedy": error.remedy,
        "field": error.field,
        "detail": detail,
    }


def rebuild(described: dict[str, object]) -> SpokenError:
    """Return the exception that :func:`describe` described."""
    kind, message, remedy = str(described["kind"]), str(described["message"]), str(described["remedy"])
    detail = described["detail"]
    if kind == KeyringUnavailable.__name__:
        return KeyringUnavailable(KeyringTrouble(str(detail)), message, remedy)
    if kind == SealProblem.__name__:
        return SealProblem(SealFault(str(detail)), message, remedy)
    if kind == WrongGroups.__name__ and isinstance(detail, list):
        return WrongGroups(tuple(detail), message, remedy)
    return _WITHOUT_DETAIL[kind](message, remedy, field=str(described["field"]))
