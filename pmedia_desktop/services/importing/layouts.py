"""Corrected columns, remembered for tables with the same headings.

They are kept among the register's drafts, so that they travel with it and its backups.
"""

import hashlib
from collections.abc import Iterable, Mapping

from pmedia_desktop.exchange.column_words import plain_heading
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.office import Office

_PREFIX = "import_columns."


def layout_key(headings: Iterable[str]) -> str:
    """Return what tells one layout from another: its headings, in whatever order they stand."""
    plain = sorted({plain_heading(heading, keep_brackets=True) for heading in headings})
    return _PREFIX + hashlib.sha256("\n".join(plain).encode()).hexdigest()[:16]


def remembered(office: Office) -> Mapping[str, Mapping[str, str]]:
    """Return {layout: {heading: field}} of everything that was corrected."""
    with office.register.read() as reader:
        drafts = reader.drafts()
    return {
        key: {heading: str(field) for heading, field in chosen.items()}
        for key, chosen in drafts.items()
        if key.startswith(_PREFIX)
    }


def remember(writer: Writer, layouts: Mapping[str, Mapping[str, str]]) -> None:
    """Keep corrections, in the transaction of the import that they served."""
    for key, chosen in layouts.items():
        writer.keep_draft(key, {**(writer.draft(key) or {}), **chosen})
