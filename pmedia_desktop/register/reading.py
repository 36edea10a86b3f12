"""Reading the register: everything that one transaction sees, as records of the model."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_type_hints

from sqlalchemy import ColumnElement, and_, exists, select

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.account_query import AccountQuery
from pmedia_desktop.model.attachment import Attachment, Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.journal import Actor, JournalEntry, JournalQuery
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.upkeep import RecycledItem
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register import history, problems
from pmedia_desktop.register.account_search import account_ids
from pmedia_desktop.register.chain import head_of
from pmedia_desktop.register.converting import to_record
from pmedia_desktop.register.custody_reading import CustodyReader
from pmedia_desktop.register.inspection_reading import InspectionReader
from pmedia_desktop.register.json_values import JSON, from_json
from pmedia_desktop.register.publication_reading import PublicationReader
from pmedia_desktop.register.record_reading import not_recycled
from pmedia_desktop.register.state import state_mark
from pmedia_desktop.register.storable import is_storable
from pmedia_desktop.register.tables.account import AccountRow
from pmedia_desktop.register.tables.attachment import AttachmentContentRow, AttachmentRow
from pmedia_desktop.register.tables.filing import FilingRow
from pmedia_desktop.register.tables.unit import PersonRow, UnitRow
from pmedia_desktop.register.tables.upkeep import DraftRow, HolidayYearRow, RecycledRow, SettingRow
from pmedia_desktop.register.tables.written_notice import WrittenNoticeRow


class Reader(CustodyReader, PublicationReader, InspectionReader):
    """What is read here belongs to one moment. Valid only inside the ``with`` block that gave it.

    Lists leave out what lies in the recycle bin, and what belongs to it; a record asked for by its id is
    found there too. An unknown id is an ``InputError``.
    """

    def state(self) -> str | None:
        """Return the mark of the state that is read here (``register.state``); None while it is being changed."""
        head = head_of(self._session)
        return state_mark(self._path, (head.number, head.hash))

    def unit(self) -> Unit | None:
        """Return the unit, or None as long as nobody has entered it."""
        row = self._session.get(UnitRow, 1)
        return None if row is None else to_record(row, Unit)

    def person(self, person_id: int) -> Person:
        """Return one person."""
        return to_record(self._row(PersonRow, person_id), Person)

    def people(self, include_left: bool = True) -> tuple[Person, ...]:
        """Return the people by name; without those who have left before today, if so wished."""
        people = self._records(
            select(PersonRow)
            .where(not_recycled(SubjectKind.PERSON, PersonRow.id))
            .order_by(PersonRow.name_order, PersonRow.id),
            Person,
        )
        today = self._today()
        return tuple(person for person in people if include_left or not person.has_left(today))

    def account(self, account_id: int) -> Account:
        """Return one account."""
        return to_record(self._row(AccountRow, account_id), Account)

    def accounts(self, ids: Iterable[int] | None = None) -> tuple[Account, ...]:
        """Return the accounts in the order they were entered, or those of ``ids`` in that order (a page)."""
        if ids is not None:
            wanted = tuple(filter(is_storable, ids))
            rows = self._session.scalars(select(AccountRow).where(AccountRow.id.in_(wanted)))
            found = {row.id: to_record(row, Account) for row in rows}
            return tuple(found[account_id] for account_id in wanted if account_id in found)
        return self._records(
            select(AccountRow).where(not_recycled(SubjectKind.ACCOUNT, AccountRow.id)).order_by(AccountRow.id),
            Account,
        )

    def search_accounts(self, query: AccountQuery) -> tuple[int, ...]:
        """Return the ids of the accounts that match, in the order wished for."""
        statement = account_ids(query).where(not_recycled(SubjectKind.ACCOUNT, AccountRow.id))
        return tuple(self._session.scalars(statement))

    def filing(self, filing_id: int) -> Filing:
        """Return one filing."""
        return to_record(self._row(FilingRow, filing_id), Filing)

    def filings(self, account_id: int | None = None) -> tuple[Filing, ...]:
        """Return the filings, oldest first; those of one account if it is named."""
        statement = select(FilingRow).where(not_recycled(SubjectKind.FILING, FilingRow.id)).order_by(FilingRow.id)
        if account_id is None:
            statement = statement.where(not_recycled(SubjectKind.ACCOUNT, FilingRow.account_id))
        elif not is_storable(account_id):
            return ()
        else:
            statement = statement.where(FilingRow.account_id == account_id)
        return self._records(statement, Filing)

    def attachment(self, attachment_id: int) -> Attachment:
        """Return what is known of one attachment."""
        return to_record(self._row(AttachmentRow, attachment_id), Attachment)

    def attachments(self, kind: SubjectKind | None = None, subject_id: int | None = None) -> tuple[Attachment, ...]:
        """Return the attachments, of all subjects or of those named, without their bytes."""
        statement = (
            select(AttachmentRow)
            .where(not_recycled(SubjectKind.ATTACHMENT, AttachmentRow.id))
            .order_by(AttachmentRow.id)
        )
        if kind is not None:
            statement = statement.where(AttachmentRow.subject_kind == kind)
        if subject_id is not None:
            if not is_storable(subject_id):
                return ()
            statement = statement.where(AttachmentRow.subject_id == subject_id)
        else:
            statement = statement.where(self._subject_is_kept())
        return self._records(statement, Attachment)

    def content(self, attachment_id: int) -> bytes:
        """Return an attachment's bytes; ``RegisterDamaged`` when they are not those that were put in."""
        attachment = self.attachment(attachment_id)
        row = self._session.get(AttachmentContentRow, attachment_id)
        if row is None or hashlib.sha256(row.content).hexdigest() != attachment.sha256:
            raise problems.damaged(self._path, attachment.file_name)
        return row.content

    def settings(self) -> Settings:
        """Return the unit's settings; what it has not set follows the defaults."""
        hints = get_type_hints(Settings)
        chosen = {
            row.name: from_json(hints[row.name], json.loads(row.value))
            for row in self._session.scalars(select(SettingRow))
            if row.name in hints
        }
        return Settings(**chosen)

    def written_notice(self, notice_id: int) -> WrittenNotice:
        """Return one thing that is told in writing."""
        return to_record(self._row(WrittenNoticeRow, notice_id), WrittenNotice)

    def written_notices(self) -> tuple[WrittenNotice, ...]:
        """Return what was and is to be told in writing, oldest first."""
        kept = not_recycled(SubjectKind.WRITTEN_NOTICE, WrittenNoticeRow.id)
        return self._records(select(WrittenNoticeRow).where(kept).order_by(WrittenNoticeRow.id), WrittenNotice)

    def holiday_years(self) -> tuple[HolidayYear, ...]:
        """Return the schedules that the unit has entered itself, by year."""
        return self._records(select(HolidayYearRow).order_by(HolidayYearRow.year), HolidayYear)

    def snapshot(self) -> Snapshot:
        """Return everything the rules look at. The platforms are no part of the register and left out."""
        return self._snapshot(self.settings(), self.recent_publications(), self.messages())

    def current_snapshot(self, on: date) -> Snapshot:
        """Return what the rules speak of on the day ``on``: ``snapshot`` without settled items and messages."""
        settings = self.settings()
        return self._snapshot(settings, self.current_publications(on), self.current_messages(on, settings))

    def _snapshot(
        self, settings: Settings, publications: tuple[Publication, ...], messages: tuple[Message, ...]
    ) -> Snapshot:
        return Snapshot(
            unit=self.unit(),
            people=self.people(),
            accounts=self.accounts(),
            filings=self.filings(),
            attachments=self.attachments(),
            settings=settings,
            holiday_years=self.holiday_years(),
            credentials=self.credentials(),
            custody_events=self.recent_custody_events(),
            holder_keys=self.holder_keys(),
            recovery_keys=self.recovery_keys(),
            terminals=self.terminals(),
            handovers=self.handovers(),
            inventories=self.inventories(),
            transfers=self.transfers(),
            publications=publications,
            superior_tasks=self.superior_tasks(),
            messages=messages,
            inspections=self.inspections(),
            problems=self.problems(),
            incidents=self.incidents(),
            sanctions=self.sanctions(),
            management_rules=self.management_rules(),
            written_notices=self.written_notices(),
            used_since=history.first_day(self._session),
        )

    def journal(
        self,
        *,
        subject: Subject | None = None,
        query: JournalQuery | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> tuple[JournalEntry, ...]:
        """Return the newest journal entries first: of one subject or those looked for, numbered below ``before``."""
        query = query or JournalQuery(subject=subject)
        if not all(is_storable(number) for number in (query.subject.id if query.subject else 0, before or 0)):
            return ()
        return history.entries(self._session, query, before=before, limit=limit)

    def journal_actors(self) -> tuple[str, ...]:
        """Return everybody whom the journal names."""
        return history.actors(self._session)

    def recycled(self) -> tuple[RecycledItem, ...]:
        """Return what lies in the recycle bin, the newest first."""
        rows = self._session.scalars(
            select(RecycledRow).order_by(
                RecycledRow.recycled_at.desc(), RecycledRow.subject_kind, RecycledRow.subject_id
            )
        )
        return tuple(
            RecycledItem(
                subject=Subject(row.subject_kind, row.subject_id, row.title),
                recycled_at=row.recycled_at,
                actor=Actor(row.actor_name, row.os_user, row.proved),
            )
            for row in rows
        )

    def draft(self, key: str) -> Mapping[str, JSON] | None:
        """Return what was typed into a guide that is not finished, or None."""
        row = self._session.get(DraftRow, key)
        return None if row is None else json.loads(row.content)

    def drafts(self) -> Mapping[str, Mapping[str, JSON]]:
        """Return all half-filled guides by their keys, the newest first."""
        rows = self._session.scalars(select(DraftRow).order_by(DraftRow.kept_at.desc(), DraftRow.key))
        return {row.key: json.loads(row.content) for row in rows}

    def _subject_is_kept(self) -> ColumnElement[bool]:
        of_recycled_account = select(FilingRow.id).where(~not_recycled(SubjectKind.ACCOUNT, FilingRow.account_id))
        return and_(
            ~exists().where(
                RecycledRow.subject_kind == AttachmentRow.subject_kind,
                RecycledRow.subject_id == AttachmentRow.subject_id,
            ),
            ~and_(AttachmentRow.subject_kind == SubjectKind.FILING, AttachmentRow.subject_id.in_(of_recycled_account)),
        )
