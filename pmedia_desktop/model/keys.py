"""The public side of the vault's identities: a person's key, and the unit's recovery key with its envelope.

The private halves are no part of these records: locked or sealed, they lie among the register's sealed texts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class HolderKey:
    """A person's identity. ``recipient`` is its public half (``age1…``); a leaked passphrase retires it."""

    id: int = 0
    person_id: int
    recipient: str
    made_at: datetime
    passphrase_set_at: datetime
    retired_at: datetime | None = None

    @property
    def text_name(self) -> str:
        """The name of the sealed text that holds the private half, locked with the passphrase."""
        return f"holder-key:{self.recipient}"


class RecoveryState(StrEnum):
    """How far the key is on its way to paper, and back.

    ``PENDING``: lies sealed to ``sealed_to_id``; ``PRINTED``: printed, not yet typed back; ``IN_ENVELOPE``: on paper
    only; ``OPENED``: its envelope was opened, it still opens what was sealed to it; ``RETIRED``: nothing is sealed to
    it any more.
    """

    PENDING = "pending"
    PRINTED = "printed"
    IN_ENVELOPE = "in_envelope"
    OPENED = "opened"
    RETIRED = "retired"


@dataclass(frozen=True, kw_only=True)
class RecoveryKey:
    """The unit's recovery key (备用钥匙) and its sealed envelope (密封件), which has the key's ``id`` as its number.

    ``check_groups`` are some of the printed groups ("7:K3QD"), kept until they have been typed back.
    ``postponed_until`` is the day by which a postponed print has to be made.
    """

    id: int = 0
    recipient: str
    made_at: datetime
    state: RecoveryState = RecoveryState.PENDING
    sealed_to_id: int | None = None
    check_groups: tuple[str, ...] = ()
    postponed_until: date | None = None
    printed_at: datetime | None = None
    confirmed_at: datetime | None = None
    place: str = ""
    opened_at: datetime | None = None
    opened_reason: str = ""
    opened_by: str = ""
    opened_with: str = ""

    @property
    def is_sealed_to(self) -> bool:
        """Whether new secrets are sealed to it."""
        return self.state in (RecoveryState.PENDING, RecoveryState.PRINTED, RecoveryState.IN_ENVELOPE)

    @property
    def is_on_paper(self) -> bool:
        """Whether an envelope opens what is sealed to it, with no holder's passphrase."""
        return self.state in (RecoveryState.PRINTED, RecoveryState.IN_ENVELOPE)

    @property
    def text_name(self) -> str:
        """The name of the sealed text that holds the private half until the print is confirmed."""
        return f"recovery-key:{self.recipient}"
