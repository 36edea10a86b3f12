"""Reading and saving the unit's settings, as several tabs do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome


def read_settings(office: Office) -> Settings:
    """Return the settings in force."""
    from pmedia_desktop.services.settings import read_settings as read

    return read(office)


def save_settings(office: Office, settings: Settings) -> Outcome[Settings]:
    """Save the settings."""
    from pmedia_desktop.services.settings import save_settings as save

    return save(office, settings)
