"""The ledger of incidents (事件台账, Articles 15 and 17), on as many pages as it takes."""

from collections.abc import Sequence
from datetime import date

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.incident import Incident, IncidentReport
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.paged_sheets import paged_sheet
from pmedia_desktop.services.paper.period_ledgers import fill_period, ledger_head
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection.incident_sheets"
INCIDENTS_FORM = "incident_ledger"


def fill_incidents(office: Office, begin: date, end: date) -> Filled:
    """Return the ledger of the incidents that were noticed, or not closed yet, from ``begin`` to ``end``."""
    return fill_period(office, begin, end, incidents_between, incidents_sheet)


def incidents_between(known: Snapshot, begin: date, end: date) -> tuple[Incident, ...]:
    """Return the incidents that were noticed by ``end`` and were not closed before ``begin``."""
    return tuple(
        one for one in known.incidents if one.noticed_on <= end and (one.closed_on is None or one.closed_on >= begin)
    )


def incidents_sheet(
    office: Office, incidents: Sequence[Incident], known: Snapshot, period: str, preparer_name: str
) -> Filled:
    """Return the ledger of these incidents."""
    sources = incident_sources(incidents, known, period, preparer_name, office.today())
    return paged_sheet(office, INCIDENTS_FORM, sources)


def incident_sources(
    incidents: Sequence[Incident], known: Snapshot, period: str, preparer_name: str, on: date
) -> dict[str, JsonValue]:
    """Return the values of the ledger."""
    nothing = translate(_CONTEXT, "无")
    return {
        **ledger_head(INCIDENTS_FORM, incidents, known, period, preparer_name, on),
        "incident_ledger.noticed": [_noticed(one) for one in incidents],
        "incident_ledger.kinds": [_kind(one, known) for one in incidents],
        "incident_ledger.whats": [one.what for one in incidents],
        "incident_ledger.measures": [one.first_measures or nothing for one in incidents],
        "incident_ledger.reports": ["\n".join(map(_reported, one.reports)) or nothing for one in incidents],
        "incident_ledger.outcomes": [_outcome(one) for one in incidents],
    }


def _noticed(incident: Incident) -> str:
    return "\n".join(
        part for part in (incident.noticed_on.isoformat(), incident.noticed_time, incident.noticed_by) if part
    )


def _kind(incident: Incident, known: Snapshot) -> str:
    account = known.account(incident.account_id) if incident.account_id is not None else None
    return "\n".join((word(incident.kind), account_title(account, known))) if account else word(incident.kind)


def _reported(report: IncidentReport) -> str:
    return " ".join(part for part in (report.on.isoformat(), report.time, report.to, report.how) if part)


def _outcome(incident: Incident) -> str:
    if incident.closed_on is None:
        return translate(_CONTEXT, "正在处置")
    return translate(_CONTEXT, "{day}办结：{outcome}").format(
        day=full_date(incident.closed_on), outcome=incident.outcome
    )
