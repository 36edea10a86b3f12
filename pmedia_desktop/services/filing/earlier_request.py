"""A cancellation that was requested before, and lost in a missed window: the new request comes after it."""

from datetime import date, timedelta

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.journal import Action, JournalQuery
from pmedia_desktop.register.store import Reader
from pmedia_desktop.texts import translate

_CONTEXT = "services.filing.earlier_request"


def refuse_inside_freeze(reader: Reader, filing: Filing) -> None:
    """Refuse a new request while the platform still froze the account for the one before.

    The closure holds its latest request only; the journal knows the one before, unless those entries were archived.
    """
    closure = filing.closure
    if closure is None or closure.requested_on is None or closure.request_round < 2:
        return
    frozen_until = _frozen_until(reader, filing)
    if frozen_until is not None and closure.requested_on < frozen_until:
        raise InputError(
            translate(_CONTEXT, "上一次申请的冻结期到{day}才满，重新申请注销的日期太早，").format(
                day=full_date(frozen_until)
            ),
            translate(_CONTEXT, "确认期过了没有确认，才能重新申请，请核对日期。"),
            field="requested_on",
        )


def _frozen_until(reader: Reader, filing: Filing) -> date | None:
    subject = Subject(SubjectKind.FILING, filing.id)
    query = JournalQuery(subject=subject, actions=(Action.CLOSURE_STEPPED,))
    for entry in reader.journal(query=query, limit=1):
        before = {change.field: change.before for change in entry.changes if change.subject.id == filing.id}
        requested, days = before.get("closure.requested_on"), before.get("closure.freeze_days")
        if requested and days:
            return date.fromisoformat(requested) + timedelta(days=int(days))
    return None
