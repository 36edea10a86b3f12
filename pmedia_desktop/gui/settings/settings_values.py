"""Reading and saving the unit's settings, as several tabs do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome


def read_settings(office: Office) -> Settings:
    """Return the settings in force."""
    from pmedia_desktop.services.settings import read_settings as read

    return read(office)


def save_values(office: Office, values: Mapping[str, Any]) -> Outcome[Settings]:
    """Save a tab's own values; those of the other tabs stay as they are in the register now."""
    from pmedia_desktop.services.settings import save_settings

    return save_settings(office, replace(read_settings(office), **values))
