"""What the accounts' table asks the register for: search text, filters, order."""

from dataclasses import dataclass
from enum import StrEnum

from pmedia_desktop.model.account import AccountState


class AccountColumn(StrEnum):
    """The columns by which accounts can be ordered."""

    PLATFORM = "platform"
    NAME = "name"
    PLATFORM_ID = "platform_id"
    STATE = "state"
    HOLDER = "holder"
    OPENED_ON = "opened_on"
    CERTIFIED_UNTIL = "certified_until"
    FOLLOWERS = "followers"


@dataclass(frozen=True, kw_only=True)
class AccountQuery:
    """``text`` finds names, identifiers, holders and pinyin initials; empty filters let everything through."""

    text: str = ""
    platforms: tuple[str, ...] = ()
    states: tuple[AccountState, ...] = ()
    holder_id: int | None = None
    order_by: AccountColumn = AccountColumn.NAME
    descending: bool = False
