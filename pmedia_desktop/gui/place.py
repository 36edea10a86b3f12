"""Where in the window something is: the address that buttons, findings and the history of pages use."""

from typing import NamedTuple


class Place(NamedTuple):
    """A page by its key, the record it shows (0: none), and the field that should get the focus."""

    page: str
    record: int = 0
    field: str = ""
