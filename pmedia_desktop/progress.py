"""How slow work tells how far it is, and learns that it should stop."""

from typing import Protocol


class Progress(Protocol):
    """Given to every slow function; may be called from any thread."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report that ``done`` of ``total`` parts are finished (``total`` 0: unknown).

        Raises ``errors.Cancelled`` when the user has asked to stop.
        """


class Silent:
    """A progress nobody watches."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Ignore the report."""
