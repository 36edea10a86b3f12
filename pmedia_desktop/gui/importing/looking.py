"""A file looked at in the background, and the plan written: what the page shows, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
class Looked:
    """What was found in a file: a plan, or columns in which no table was recognised and why."""

    plan: ImportPlan | None
    problem: TableNotFound | None
    kinds: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    accounts: tuple[tuple[int, str], ...]

    @property
    def columns(self) -> tuple[SourceColumn, ...]:
        """Return the columns to be named."""
        return self.plan.found_columns if self.plan else self.problem.columns if self.problem else ()


def look(office: Office, file: Path, corrections: Mapping[str, str], account_id: int, progress: Progress) -> Looked:
    """Read a file and plan; nothing is written. ``account_id``: whose the rows are that name no account, or 0."""
    from pmedia_desktop.services.importing.plan import plan_import
    from pmedia_desktop.services.importing.sources import TableNotFound
    from pmedia_desktop.services.importing.vocabulary import KINDS, fields_of, kind_word
    from pmedia_desktop.services.publishing.items import open_accounts

    plan, problem = None, None
    try:
        plan = plan_import(office, file, corrections, progress, account_id=account_id)
    except TableNotFound as error:
        if not error.columns:
            raise
        problem = error
    accounts = open_accounts(office) if plan is not None and plan.names_no_account else ()
    fields = {kind: {field: names[0] for field, names in fields_of(kind).items()} for kind in KINDS}
    return Looked(plan, problem, {kind: kind_word(kind) for kind in KINDS}, fields, accounts)


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
