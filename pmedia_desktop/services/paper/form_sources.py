"""Which ``source`` names a form may use, and a clear word when one is misspelt.

A misspelt source would print an empty cell without a word: the unit's name missing, and nobody knows why.
"""

import difflib
from datetime import UTC, date, datetime
from functools import cache

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.filing import Closure, Filing
from pmedia_desktop.model.forbidden_content import forbidden_content
from pmedia_desktop.model.handover import Handover, Inventory
from pmedia_desktop.model.inspection import SelfInspection
from pmedia_desktop.model.keys import RecoveryKey
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.services.custody.sheet_values import (
    envelope_sources,
    handover_sources,
    inventory_sources,
    ledger_sources,
)
from pmedia_desktop.services.filing.values import filing_sources
from pmedia_desktop.services.paper.homepage_sources import HOMEPAGE_SOURCES
from pmedia_desktop.services.publishing.sheet_values import checklist_sources, month_sources, review_sources
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.form_sources"

#: What only an inspection file's table of contents has (``services.inspection_file``).
CONTENTS_SOURCES = frozenset(
    f"file_contents.{part}"
    for part in (
        "period",
        "made_on",
        "preparer_name",
        "sheet",
        "numbers",
        "titles",
        "articles",
        "paths",
        "sums",
    )
)

#: What only the ledger has (``services.paper.ledger``).
LEDGER_SOURCES = frozenset(
    f"ledger.{part}"
    for part in (
        "filled_on",
        "preparer_name",
        "numbers",
        "platforms",
        "names",
        "platform_ids",
        "opened",
        "holders",
        "states",
        "filings",
        "homepages",
    )
)

#: What only the extract of the journal has (``services.journal.extract``).
JOURNAL_SOURCES = frozenset(
    f"journal.{part}"
    for part in (
        "made_on",
        "preparer_name",
        "range",
        "numbers",
        "times",
        "people",
        "deeds",
        "details",
        "hashes",
        "head",
    )
)

#: What only the card for the desk has.
CARD_SOURCES = frozenset(
    f"card.{name}" for name in ("printed_on", "authority", "principal", "terms", "review", "register", "backups")
)


@cache
def known_sources() -> frozenset[str]:
    """Return every source that some paper of the program can fill."""
    of_filing = filing_sources(Filing(closure=Closure()), Snapshot(), WorkCalendar(), date(2026, 1, 1))
    fixed = LEDGER_SOURCES | JOURNAL_SOURCES | CARD_SOURCES | HOMEPAGE_SOURCES
    return frozenset(of_filing) | fixed | _custody_sources() | _inspection_sources() | _publishing_sources()


def _custody_sources() -> frozenset[str]:
    """Return what custody's papers have."""
    day, nothing = date(2026, 1, 1), Snapshot()
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return frozenset(
        {
            **handover_sources(Handover(outgoing_id=0, incoming_id=0, witness_id=0), nothing, day),
            **ledger_sources(nothing, day, ""),
            **inventory_sources(Inventory(begun_on=day), nothing),
            **envelope_sources(RecoveryKey(recipient="", made_at=made), nothing, "", (), b""),
        }
    )


def _inspection_sources() -> frozenset[str]:
    """Return what the papers of messages and of self-inspection have."""
    from pmedia_desktop.services.inspection.incident_sheets import incident_sources
    from pmedia_desktop.services.inspection.sheets import inspection_sources, problem_sources
    from pmedia_desktop.services.message.sheets import message_sources, reply_ledger_sources

    day, nothing = date(2026, 1, 1), Snapshot()
    return frozenset(
        {
            **message_sources(Message(received_on=day), nothing),
            **reply_ledger_sources((), nothing, "", "", day),
            **inspection_sources(SelfInspection(year=2026, quarter=1, begun_on=day), nothing),
            **problem_sources((), nothing, "", "", day),
            **incident_sources((), nothing, "", "", day),
            **dict.fromkeys(CONTENTS_SOURCES),
        }
    )


def _publishing_sources() -> frozenset[str]:
    """Return what publishing's papers have."""
    from pmedia_desktop.services.publishing.task_sheets import task_sources

    nothing, day = Snapshot(), date(2026, 1, 1)
    return frozenset(
        {
            **review_sources(Publication(), nothing, 0),
            **checklist_sources(forbidden_content(), confirmed=False),
            **month_sources((), nothing, "", day, ""),
            **task_sources((), nothing, "", "", day),
        }
    )


def checked_sources(form: Form) -> Form:
    """Return the form, or raise ``InputError`` naming file, field and the nearest names that there are."""
    for field in form.fields:
        if field.source and field.source not in known_sources():
            near = difflib.get_close_matches(field.source, known_sources(), 3, 0.5) or sorted(known_sources())[:3]
            raise InputError(
                translate(_CONTEXT, "表样文件 {file} 的“fields.{name}.source”写的“{source}”不存在。").format(
                    file=form.file_name, name=field.name, source=field.source
                ),
                translate(_CONTEXT, "可以写：{names} 等，全部名称见 docs/forms.md；不由程序填写的留空。").format(
                    names=translate(_CONTEXT, "、").join(near)
                ),
            )
    return form
