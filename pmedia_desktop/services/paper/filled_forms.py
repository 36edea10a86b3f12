"""An office's form that belongs to no filing, filled for an account from the register."""

from pmedia_desktop.model.filing import Filing
from pmedia_desktop.paper.declaration import Form, Medium
from pmedia_desktop.paper.filling import Filled, fill
from pmedia_desktop.paper.overlay import Measured
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.paper.word.writing import as_word
from pmedia_desktop.services.filing.values import filing_sources
from pmedia_desktop.services.office import Office, complete_snapshot, work_calendar
from pmedia_desktop.services.paper.form_workshop import forms_of_unit
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.services.paper.preparer import preparer

_FOR_FILINGS = "filing"


def forms_for_accounts(office: Office) -> tuple[tuple[str, str, bool], ...]:
    """Return name and title of each of the unit's own forms that is no filing form, and whether it is a Word file."""
    return tuple(
        (form.name, form.title, form.background is not None and form.background.medium is Medium.WORD)
        for form in forms_of_unit(office.folder)
        if not form.name.startswith(_FOR_FILINGS)
    )


def fill_for_account(office: Office, name: str, account_id: int, preprinted: Measured | None = None) -> Filled:
    """Return the form with what the register knows of the account, the unit and its people.

    ``preprinted``: the values alone, for a sheet that the office has printed, moved as this printer was measured.
    """
    form, values = _values(office, name, account_id)
    return fill(form, values, attach_values=False, preprinted=preprinted)


def word_for_account(office: Office, name: str, account_id: int) -> bytes:
    """Return the same as a Word file: the office's own, filled, where the form is one."""
    form, values = _values(office, name, account_id)
    return as_word(form, values)


def _values(office: Office, name: str, account_id: int) -> tuple[Form, dict[str, JsonValue]]:
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        who, phone = preparer(office, reader)
    filing = Filing(account_id=account_id, preparer_name=who, preparer_phone=phone)
    sources = filing_sources(filing, known, work_calendar(known), office.today())
    form = form_in(office.folder, name)
    # A filing's kind and reason belong to filings alone.
    return form, {
        field.name: sources[field.source]
        for field in form.fields
        if sources.get(field.source) not in (None, "", []) and field.source != "filing.kind"
    }
