"""A file looked at in the background, and the plan written: what the page shows, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.importing.plan import ImportPlan
    from pmedia_desktop.services.importing.sources import SourceColumn, TableNotFound
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.importing.looking"


@dataclass(frozen=True)
class Wanted:
    """How a file is to be looked at: corrected columns, and answers to what it leaves open.

    ``account_id``: whose the rows are that name no account, or 0. ``own_unit``: the name that the unit's own rows bear
    beside its own name, ``*`` for any, empty for none.
    """

    corrections: Mapping[str, str] = field(default_factory=dict)
    account_id: int = 0
    own_unit: str = ""


@dataclass(frozen=True)
class Looked:
    """What was found in a file: a plan, or columns in which no table was recognised and why."""

    plan: ImportPlan | None
    problem: TableNotFound | None
    kinds: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    accounts: tuple[tuple[int, str], ...]
    units: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> tuple[SourceColumn, ...]:
        """Return the columns to be named."""
        return self.plan.found_columns if self.plan else self.problem.columns if self.problem else ()


def look(office: Office, file: Path, wanted: Wanted, progress: Progress) -> Looked:
    """Read a file and plan; nothing is written."""
    from pmedia_desktop.services.importing.plan import plan_import
    from pmedia_desktop.services.importing.sources import TableNotFound, field_words
    from pmedia_desktop.services.importing.vocabulary import KINDS, kind_word
    from pmedia_desktop.services.publishing.items import open_accounts

    plan, problem = None, None
    try:
        own = (wanted.own_unit,) if wanted.own_unit else ()
        plan = plan_import(office, file, wanted.corrections, progress, account_id=wanted.account_id, own_units=own)
    except TableNotFound as error:
        if not error.columns:
            raise
        problem = error
    accounts = open_accounts(office) if plan is not None and plan.names_no_account else ()
    fields = field_words(plan.found_columns if plan is not None else ())
    units = _units(plan.other_units) if plan is not None else ()
    return Looked(plan, problem, {kind: kind_word(kind) for kind in KINDS}, fields, accounts, units)


def _units(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return what may be done with the rows of other units: refused, or one of the names taken for the unit's own."""
    from pmedia_desktop.services.importing.unit_rows import EVERY_NAME

    if not names:
        return ()
    every = ((EVERY_NAME, translate(_CONTEXT, "都照收")),) if len(names) > 1 else ()
    taken = ((name, translate(_CONTEXT, "“{name}”的照收").format(name=name)) for name in names)
    return (("", translate(_CONTEXT, "不收")), *taken, *every)


def write(office: Office, plan: ImportPlan, progress: Progress) -> Outcome[ImportPlan]:
    """Write what was looked at."""
    from pmedia_desktop.services.importing.applying import import_planned

    return import_planned(office, plan, progress)


def summary(plan: ImportPlan) -> str:
    """Return in words how many records a plan adds, changes, leaves and refuses."""
    counted = translate(_CONTEXT, "新增{created}，修改{changed}，不变{unchanged}，不收{refused}").format(
        created=plan.created, changed=plan.changed, unchanged=plan.unchanged, refused=len(plan.refused)
    )
    if not plan.people_beside:
        return counted
    return translate(_CONTEXT, "{counted}；表里写到的人员新登记{people}人").format(
        counted=counted, people=plan.people_beside
    )
