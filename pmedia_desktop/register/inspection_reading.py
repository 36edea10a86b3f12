"""Reading what citizens said, self-inspections, problems, incidents, measures from above, the unit's own rules."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, or_, select

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.incident import Incident, ManagementRules, Sanction
from pmedia_desktop.model.inspection import Problem, SelfInspection
from pmedia_desktop.model.message import Message, MessageChannel
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.register.changes import KINDS
from pmedia_desktop.register.converting import to_record
from pmedia_desktop.register.record_reading import RecordReader, not_recycled
from pmedia_desktop.register.tables.inspection import (
    IncidentRow,
    ManagementRulesRow,
    ProblemRow,
    SanctionRow,
    SelfInspectionRow,
)
from pmedia_desktop.register.tables.message import MessageRow

R = TypeVar("R")

_AS_THEY_CAME = (MessageRow.received_on, MessageRow.received_time, MessageRow.id)
#: No month has fewer days.
_SHORTEST_MONTH = 28


class InspectionReader(RecordReader):
    """Lists leave out what lies in the recycle bin, by itself or with its account."""

    def message(self, message_id: int) -> Message:
        """Return one message."""
        return to_record(self._row(MessageRow, message_id), Message)

    def messages(self) -> tuple[Message, ...]:
        """Return all messages, in the order they came."""
        return self._kept(MessageRow, Message, *_AS_THEY_CAME)

    def current_messages(self, on: date, settings: Settings) -> tuple[Message, ...]:
        """Return what the rules speak of on the day ``on``: what is open, and whose personal data may be due."""
        wanted = or_(_is_open(), _may_be_erased(on, settings))
        return self._kept(MessageRow, Message, *_AS_THEY_CAME, where=(wanted,))

    def inspection(self, inspection_id: int) -> SelfInspection:
        """Return one self-inspection."""
        return to_record(self._row(SelfInspectionRow, inspection_id), SelfInspection)

    def inspections(self) -> tuple[SelfInspection, ...]:
        """Return all self-inspections, oldest first."""
        return self._kept(SelfInspectionRow, SelfInspection, SelfInspectionRow.begun_on, SelfInspectionRow.id)

    def problem(self, problem_id: int) -> Problem:
        """Return one problem."""
        return to_record(self._row(ProblemRow, problem_id), Problem)

    def problems(self) -> tuple[Problem, ...]:
        """Return all problems, oldest first."""
        return self._kept(ProblemRow, Problem, ProblemRow.found_on, ProblemRow.id)

    def incident(self, incident_id: int) -> Incident:
        """Return one incident."""
        return to_record(self._row(IncidentRow, incident_id), Incident)

    def incidents(self) -> tuple[Incident, ...]:
        """Return all incidents, oldest first."""
        return self._kept(IncidentRow, Incident, IncidentRow.noticed_on, IncidentRow.id)

    def sanction(self, sanction_id: int) -> Sanction:
        """Return one measure received from above."""
        return to_record(self._row(SanctionRow, sanction_id), Sanction)

    def sanctions(self) -> tuple[Sanction, ...]:
        """Return all measures received from above, oldest first."""
        return self._kept(SanctionRow, Sanction, SanctionRow.received_on, SanctionRow.id)

    def management_rules_of(self, rules_id: int) -> ManagementRules:
        """Return one text of the unit's own rules."""
        return to_record(self._row(ManagementRulesRow, rules_id), ManagementRules)

    def management_rules(self) -> tuple[ManagementRules, ...]:
        """Return the unit's own rules, those that were replaced included, oldest first."""
        return self._kept(ManagementRulesRow, ManagementRules, ManagementRulesRow.issued_on, ManagementRulesRow.id)

    def _kept(
        self, row_class: Any, record_type: type[R], *order: Any, where: Iterable[ColumnElement[bool]] = ()
    ) -> tuple[R, ...]:
        statement = select(row_class).where(not_recycled(KINDS[record_type], row_class.id), *where).order_by(*order)
        account_id = getattr(row_class, "account_id", None)
        if account_id is not None:
            kept = not_recycled(SubjectKind.ACCOUNT, account_id)
            statement = statement.where(or_(account_id.is_(None), kept))
        return self._records(statement, record_type)


def _is_open() -> ColumnElement[bool]:
    """Return ``Message.state is MessageState.OPEN`` as a condition."""
    row = MessageRow
    return and_(
        row.replied_on.is_(None),
        or_(row.within_duties.is_not(False), row.transferred_on.is_(None)),
        row.no_reply_reason == "",
        or_(row.channel != MessageChannel.TELEPHONE, row.about_id.is_(None)),
    )


def _may_be_erased(on: date, settings: Settings) -> ColumnElement[bool]:
    """Return the condition that holds for all whose term may have ended (``measures.personal_data`` says which)."""
    row, days = MessageRow, settings.citizens_kept_months * _SHORTEST_MONTH
    if not 0 < days < (on - date.min).days:
        return row.id.is_(None)
    settled_on = func.coalesce(row.replied_on, row.transferred_on, row.received_on)
    return and_(settled_on <= on - timedelta(days=days), or_(row.nickname != "", row.phone != ""))
