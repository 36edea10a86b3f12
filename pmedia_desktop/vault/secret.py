"""A text that must not be shown by accident."""

import hmac
from typing import NoReturn


class Secret:
    """A password, passphrase or the like: says nothing of itself until it is asked to ``reveal()``.

    It cannot be printed, formatted, hashed, copied into a pickle or written as JSON, so that it does not reach a log, a
    crash report or another process by accident. Python gives no way to wipe a text from memory (docs/security.md).
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself; whoever calls this answers for where it goes."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(******)"

    __str__ = __repr__

    def __format__(self, specification: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(
            self._text.encode("utf-8", "surrogatepass"), other.reveal().encode("utf-8", "surrogatepass")
        )

    __hash__ = None  # type: ignore[assignment]  # a hash would reveal which secrets are equal

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not copied or pickled")
