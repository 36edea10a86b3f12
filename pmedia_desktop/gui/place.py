"""Where in the window something is: the address that buttons, findings and the history of pages use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page by its key, the record it shows (0: none), and the field that should get the focus."""

    page: str
    record: int = 0
    field: str = ""
