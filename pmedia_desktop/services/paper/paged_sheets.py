"""Ledgers that go over several pages: a form, its values by source, its rows shared out over the sheets."""

import hashlib
from collections.abc import Mapping

from pmedia_desktop.paper.filling import Filled, FillJob, fill_many
from pmedia_desktop.paper.paging import sheets_of
from pmedia_desktop.paper.preview import page_count
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.paged_sheets"
_SHEET = "sheet"


def paged_sheet(
    office: Office, name: str, sources: Mapping[str, JsonValue], progress: Progress | None = None
) -> Filled:
    """Fill the form ``name``; lists are its rows, its text field ``sheet`` says which page of how many it is.

    In a Word file all rows stand in one table, which Word itself breaks into pages: there ``sheet`` says how many.
    """
    form = form_in(office.folder, name)
    columns: dict[str, list[str]] = {}
    heads: dict[str, JsonValue] = {}
    for field in form.fields:
        value = sources.get(field.source)
        if isinstance(value, list):
            columns[field.name] = [str(cell) for cell in value]
        elif value:
            heads[field.name] = value
    jobs = sheets_of(form, heads, columns, number_field=_SHEET, progress=progress)
    pdf = fill_many(jobs, progress or Silent(), attach_values=False)
    count = translate(_CONTEXT, "共{count}项").format(count=max(map(len, columns.values()), default=0))
    whole = FillJob(form=form, values={**heads, **columns, _SHEET: count})
    return Filled(pdf, page_count(pdf), hashlib.sha256(pdf).hexdigest(), (), whole)
