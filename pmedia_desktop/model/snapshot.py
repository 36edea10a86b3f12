"""Everything the rules look at, read in one transaction."""

from dataclasses import dataclass, field
from functools import cached_property

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


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The register's content at one moment, without the recycle bin and without the bytes of attachments.

    Of publications and orders from above it holds what the rules look at: the last months, what is not finished,
    and each account's last one.
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
        return tuple(filing for filing in self.filings if filing.account_id == account_id)

    def has_attachment(self, kind: SubjectKind, subject_id: int, *kinds: AttachmentKind) -> bool:
        """Whether the record has an attachment of one of these kinds."""
        return any(a.subject_kind is kind and a.subject_id == subject_id and a.kind in kinds for a in self.attachments)

    def credentials_of(self, account_id: int) -> tuple[Credential, ...]:
        """Return what lets somebody into the account, in the order of appointment."""
        return tuple(credential for credential in self.credentials if credential.account_id == account_id)

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
    def _platforms_by_code(self) -> dict[str, Platform]:
        return {platform.code: platform for platform in self.platforms}
