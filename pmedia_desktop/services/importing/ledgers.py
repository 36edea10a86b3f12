"""The ledgers that tables are taken into beside accounts and people; a further one is one more line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.importing.ledger_draft import LedgerDraft
from pmedia_desktop.services.importing.message_draft import MessageDraft
from pmedia_desktop.services.importing.publication_draft import PublicationDraft
from pmedia_desktop.services.importing.vocabulary import MESSAGE, PUBLICATION


@dataclass(frozen=True)
class Ledger:
    """How a kind of table is taken in: what the register holds, what takes rows, and new accounts' ids put in."""

    read: Callable[[Reader], tuple[Any, ...]]
    draft: Callable[[tuple[Any, ...], date], LedgerDraft[Any]]
    with_accounts: Callable[[Any, Mapping[int | None, int]], Any]


def _placed(item: Publication, ids: Mapping[int | None, int]) -> Publication:
    places = tuple(replace(place, account_id=ids.get(place.account_id, place.account_id)) for place in item.placements)
    return replace(item, placements=places)


def _received(message: Message, ids: Mapping[int | None, int]) -> Message:
    return replace(message, account_id=ids.get(message.account_id, message.account_id))


LEDGERS: Mapping[str, Ledger] = MappingProxyType(
    {
        PUBLICATION: Ledger(lambda reader: reader.publications(), PublicationDraft, _placed),
        MESSAGE: Ledger(lambda reader: reader.messages(), MessageDraft, _received),
    }
)
