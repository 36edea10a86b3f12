"""A keyring in memory with the rough edges that real ones have, for the contract and for what needs no process."""

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps entries as Windows does: a second password for the same name leaves the first one under another name."""

    priority = 0  # never chosen by keyring itself

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        older = self.kept.get((service, username))
        if older is not None:
            self.kept[(f"{username}@{service}", username)] = older
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("no such password")


class ForgetfulKeyring(MemoryKeyring):
    """Says yes and keeps nothing, like keyring's null backend."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return None
