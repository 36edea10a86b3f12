"""Everything the rules look at, read in one transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from pmedia_desktop.model.account import Account, Platform
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, SubjectKind
from pmedia_desktop.model.custody import Credential, CustodyEvent, LoginTerminal
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.handover import Handover, Inventory, Transfer
from pmedia_desktop.model.incident import Incident, ManagementRules, Sanction
from pmedia_desktop.model.inspection import Problem, SelfInspection
from pmedia_desktop.model.keys import HolderKey, RecoveryKey
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.superior_task import SuperiorTask
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.written_notice import WrittenNotice

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The register's content at one moment, without the recycle bin and without the bytes of attachments.

    Of publications and orders from above it holds what the rules look at: the last months, what is not finished,
    and each account's last one. ``used_since`` is the day of the journal's first entry, None when unknown.
    """

    unit: Unit | None = None
    people: tuple[Person, ...] = ()
    accounts: tuple[Account, ...] = ()
    filings: tuple[Filing, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    settings: Settings = field(default_factory=Settings)
    holiday_years: tuple[HolidayYear, ...] = ()
    platforms: tuple[Platform, ...] = ()
    credentials: tuple[Credential, ...] = ()
    custody_events: tuple[CustodyEvent, ...] = ()
    holder_keys: tuple[HolderKey, ...] = ()
    recovery_keys: tuple[RecoveryKey, ...] = ()
    terminals: tuple[LoginTerminal, ...] = ()
    handovers: tuple[Handover, ...] = ()
    inventories: tuple[Inventory, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    publications: tuple[Publication, ...] = ()
    superior_tasks: tuple[SuperiorTask, ...] = ()
    messages: tuple[Message, ...] = ()
    inspections: tuple[SelfInspection, ...] = ()
    problems: tuple[Problem, ...] = ()
    incidents: tuple[Incident, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    management_rules: tuple[ManagementRules, ...] = ()
    written_notices: tuple[WrittenNotice, ...] = ()
    used_since: date | None = None

    def person(self, person_id: int | None) -> Person | None:
        """Return the person with this id, or None when nobody is named."""
        return self._people_by_id.get(person_id) if person_id is not None else None

    def account(self, account_id: int) -> Account | None:
        """Return the account with this id, or None (it may lie in the recycle bin)."""
        return self._accounts_by_id.get(account_id)

    def platform(self, code: str) -> Platform:
        """Return the platform; one that the table does not know is called by its code."""
        return self._platforms_by_code.get(code) or Platform(
            code=code, name=code, national_name="其他", id_label="账号ID"
        )

    def filings_of(self, account_id: int) -> tuple[Filing, ...]:
        """Return the account's filings, oldest first."""
        return self._filings_by_account.get(account_id, ())

    def filing(self, filing_id: int) -> Filing | None:
        """Return the filing with this id, or None."""
        return self._filings_by_id.get(filing_id)

    def has_attachment(self, kind: SubjectKind, subject_id: int, *kinds: AttachmentKind) -> bool:
        """Whether the record has an attachment of one of these kinds."""
        return any((kind, subject_id, wanted) in self._attached for wanted in kinds)

    def credentials_of(self, account_id: int) -> tuple[Credential, ...]:
        """Return what lets somebody into the account, in the order of appointment."""
        return self._credentials_by_account.get(account_id, ())

    def credential(self, credential_id: int) -> Credential | None:
        """Return the credential with this id, or None."""
        return self._credentials_by_id.get(credential_id)

    def items_out_on(self, account_id: int) -> tuple[tuple[date, Publication], ...]:
        """Return the items that people can read on the account, each with its day; one that came twice is there twice.

        In the order of the items, not of their days.
        """
        return self._items_out_by_account.get(account_id, ())

    @cached_property
    def records_publications(self) -> bool:
        """Whether the unit writes down what it publishes: at least one item has come out."""
        return any(item.published_on for item in self.publications)

    def key_of(self, person_id: int | None) -> HolderKey | None:
        """Return the person's key in use, or None."""
        keys = (key for key in self.holder_keys if key.person_id == person_id and key.retired_at is None)
        return next(keys, None)

    @cached_property
    def _people_by_id(self) -> dict[int, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _accounts_by_id(self) -> dict[int, Account]:
        return {account.id: account for account in self.accounts}

    @cached_property
    def _filings_by_id(self) -> dict[int, Filing]:
        return {filing.id: filing for filing in self.filings}

    @cached_property
    def _filings_by_account(self) -> dict[int, tuple[Filing, ...]]:
        return _grouped(self.filings, lambda filing: filing.account_id)

    @cached_property
    def _attached(self) -> frozenset[tuple[SubjectKind, int, AttachmentKind]]:
        return frozenset((one.subject_kind, one.subject_id, one.kind) for one in self.attachments)

    @cached_property
    def _credentials_by_id(self) -> dict[int, Credential]:
        return {credential.id: credential for credential in self.credentials}

    @cached_property
    def _credentials_by_account(self) -> dict[int, tuple[Credential, ...]]:
        return _grouped(self.credentials, lambda credential: credential.account_id)

    @cached_property
    def _items_out_by_account(self) -> dict[int, tuple[tuple[date, Publication], ...]]:
        found: dict[int, list[tuple[date, Publication]]] = {}
        for item in self.publications:
            if item.state.is_out:
                for place in item.placements:
                    if place.published_on is not None:
                        found.setdefault(place.account_id, []).append((place.published_on, item))
        return {account_id: tuple(items) for account_id, items in found.items()}

    @cached_property
    def _platforms_by_code(self) -> dict[str, Platform]:
        return {platform.code: platform for platform in self.platforms}


def _grouped(records: Iterable[T], key: Callable[[T], int]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return {number: tuple(group) for number, group in found.items()}
