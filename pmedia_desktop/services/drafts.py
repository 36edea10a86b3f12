"""Half-filled guides: kept as they are typed, taken up again later."""

from collections.abc import Mapping
from typing import Any

from pmedia_desktop.model.journal import Action
from pmedia_desktop.services.office import Office


def keep_draft(office: Office, key: str, values: Mapping[str, Any] | None) -> None:
    """Keep the values of the guide ``key`` (JSON types only); None once the guide is finished or dropped."""
    with office.register.write(office.actor, Action.DRAFT_KEPT) as writer:
        writer.keep_draft(key, values)


def read_draft(office: Office, key: str) -> Mapping[str, Any] | None:
    """Return what was kept for the guide, or None."""
    with office.register.read() as reader:
        return reader.draft(key)


def list_drafts(office: Office) -> Mapping[str, Mapping[str, Any]]:
    """Return everything half-filled by its key, the newest first."""
    with office.register.read() as reader:
        return reader.drafts()
