"""A folder of what units have handed in, collected into one workbook.

Needs no register; where the office has one, units are held to its terms, its calendar and its district's rules.
"""

from datetime import date
from pathlib import Path

from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.services.collecting.reading import files_in, read_files
from pmedia_desktop.services.collecting.summary import Collection, Collector
from pmedia_desktop.services.importing.platform_names import platform_names
from pmedia_desktop.services.office import platforms_in
from pmedia_desktop.services.settings import rules_in


def collect(folder: Path, data_folder: Path, on: date, progress: Progress | None = None) -> Collection:
    """Read every table and form below ``folder``; ``data_folder`` may hold the office's own forms and platforms."""
    platforms = platforms_in(data_folder)
    settings, years = rules_in(data_folder)
    collector = Collector(Snapshot(platforms=platforms, settings=settings, holiday_years=years))
    paths = files_in(folder)
    for found in read_files(folder, paths, data_folder, platform_names(platforms), progress or Silent()):
        collector.take(found.accounts, found.unread)
    return collector.result(on)
