"""The homepages of the unit's accounts as QR codes, on one page beside the ledger."""

import hashlib

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.filling import Filled, FillJob, fill, fill_many
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.filing.values import homepage_code
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.services.paper.homepage_sources import SLOTS
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.homepage_sheet"
_FORM = "homepage_codes"


def fill_homepage_codes(office: Office) -> Filled:
    """Return the page; with more accounts than it has room for, several pages in one PDF."""
    known = snapshot(office)
    form = form_in(office.folder, _FORM)
    shown = [
        (f"{account.name}\n{known.platform(account.platform).name}", account.homepage)
        for account in known.accounts
        if account.state.is_open and account.homepage
    ]
    if not shown:
        raise InputError(
            translate(_CONTEXT, "在用的账号都还没有登记主页地址，"), translate(_CONTEXT, "请先在账号里填写主页地址。")
        )
    pages = [shown[start : start + SLOTS] for start in range(0, len(shown), SLOTS)]
    values = [_values(form, known, office.today().isoformat(), page) for page in pages]
    if len(values) == 1:
        return fill(form, values[0], attach_values=False)
    jobs = [FillJob(form=form, values=one) for one in values]
    pdf = fill_many(jobs, Silent(), attach_values=False)
    first, *further = jobs
    return Filled(pdf, len(jobs), hashlib.sha256(pdf).hexdigest(), (), first, tuple(further))


def _values(form: Form, known: Snapshot, today: str, page: list[tuple[str, str]]) -> dict[str, JsonValue]:
    sources: dict[str, JsonValue] = {
        "unit.full_name": (known.unit or Unit()).full_name,
        "codes.filled_on": today,
    }
    for number, (name, homepage) in enumerate(page, 1):
        sources |= {f"codes.{number}.name": name, f"codes.{number}.qr": homepage_code(homepage)}
    return {field.name: sources[field.source] for field in form.fields if sources.get(field.source)}
