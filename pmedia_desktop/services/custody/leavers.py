"""Secrets that somebody who leaves knows or could open have to be changed from the last day on."""

from dataclasses import replace
from datetime import UTC, datetime, time

from pmedia_desktop.measures.leaving import LeavingKind, leaving_list
from pmedia_desktop.model.custody import ChangeReason, CredentialStatus
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.office import Office, current_snapshot

_KNOWN_TO = (LeavingKind.HELD, LeavingKind.DEPUTY, LeavingKind.LENT, LeavingKind.SAW, LeavingKind.COULD_OPEN)


def demand_changes(writer: Writer, office: Office, person: Person) -> None:
    """Let the change of every such secret be due, from the person's last day on if that lies ahead, else now.

    What is due already stays due since then.
    """
    last_day = person.until or office.today()
    since = office.now()
    if last_day > office.today():
        since = datetime.combine(last_day, time.min).astimezone().astimezone(UTC)
    known = current_snapshot(office, writer)
    rows = leaving_list(known, person, last_day, office.today())
    known_to = {row.subject.id for row in rows if row.is_open and row.kind in _KNOWN_TO}
    due = [
        credential
        for credential in known.credentials
        if credential.id in known_to
        and credential.change_since is None
        and credential.status not in (CredentialStatus.EMPTY, CredentialStatus.RETIRED)
    ]
    for credential in due:
        writer.save(replace(credential, change_since=since, change_reason=ChangeReason.HOLDER_LEFT))
