"""To whom a secret has to be sealed as the register stands: holder, deputy, borrower, and the unit's recovery key."""

from collections.abc import Mapping
from dataclasses import dataclass

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import Credential
from pmedia_desktop.register.store import Reader
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.sealing import Recipients

_CONTEXT = "services.custody.recipients"


@dataclass(frozen=True)
class PublicKeys:
    """The public halves in use: of each person by id, and of the unit's recovery key (two while one is renewed)."""

    holders: Mapping[int, str]
    recovery: tuple[str, ...]
    names: Mapping[int, str]
    gone: frozenset[int]

    def recipients(self, credential: Credential) -> Recipients:
        """Return to whom the secret has to be sealed.

        A deputy without a key is left out until there is one (``settling.settle`` seals anew then), and one who has
        left for good. Raises ``InputError`` for a holder or borrower without a key; ``Recipients`` itself refuses a
        unit without recovery key.
        """
        deputy_id = None if credential.deputy_id in self.gone else credential.deputy_id
        return Recipients(
            holder=self._of(credential.holder_id),
            recovery=self.recovery,
            deputy=self.holders.get(deputy_id) if deputy_id is not None else None,
            borrower=self._of(credential.loan.person_id) if credential.loan is not None else None,
        )

    def wanted(self, credential: Credential) -> frozenset[str]:
        """Return the same as a set; empty while it cannot be said. What is retired stays sealed to its holder."""
        try:
            wanted = self.recipients(credential) if self.recovery else None
        except InputError:
            wanted = None
        return frozenset() if wanted is None else frozenset(wanted.all())

    def _of(self, person_id: int | None) -> str:
        if person_id is None or person_id not in self.holders:
            raise InputError(
                translate(_CONTEXT, "{name}还没有设置开锁口令，").format(
                    name=self.names.get(person_id or 0, translate(_CONTEXT, "保管人"))
                ),
                translate(_CONTEXT, "请本人先设置开锁口令。"),
                field="passphrase",
            )
        return self.holders[person_id]


def public_keys(reader: Reader) -> PublicKeys:
    """Read the public halves in use."""
    people = reader.people()
    present = {person.id for person in reader.people(include_left=False)}
    return PublicKeys(
        holders={key.person_id: key.recipient for key in reader.holder_keys() if key.retired_at is None},
        recovery=tuple(key.recipient for key in reader.recovery_keys() if key.is_sealed_to),
        names={person.id: person.name for person in people},
        gone=frozenset(person.id for person in people if person.id not in present),
    )


def recipients_of(reader: Reader, credential: Credential) -> Recipients:
    """Return to whom one credential's secret has to be sealed; see ``PublicKeys.recipients``."""
    return public_keys(reader).recipients(credential)
