"""Filings on a sheet that the office has printed: whether there is one, and the values alone for it."""

import json

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.declaration import Medium
from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.overlay import Measured, correction
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.forms import filing_form_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.office_sheets"


def office_medium(office: Office, filing_id: int) -> Medium | None:
    """Return what the office's own page is that this filing's form lies over or in; None for the program's form."""
    with office.register.read() as reader:
        kind = reader.filing(filing_id).kind
    background = filing_form_in(office.folder, kind.value).background
    return background.medium if background is not None else None


def values_alone(office: Office, filing_id: int, measured: Measured) -> bytes:
    """Return what was printed for signature without the office's page, moved as the printer needs it."""
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
    form = filing_form_in(office.folder, filing.kind.value)
    printing = filing.printing
    if printing is None or (printing.form_name, printing.form_version) != (form.name, form.version):
        raise InputError(
            translate(_CONTEXT, "这份备案表是用另一版表样打印的，"),
            translate(_CONTEXT, "印好的空表对不上，请打印整张表。"),
        )
    values = json.loads(printing.values_json)
    return fill(form, values, variant=filing.kind.value, attach_values=False, preprinted=measured).pdf


def check_measured(measured: Measured) -> Measured:
    """Return what was measured, or raise ``InputError`` that names the number that cannot be."""
    correction(measured)
    return measured
