"""The ledger (台账): the unit's accounts on one page."""

from pmedia_desktop.model.account import Account, Baseline
from pmedia_desktop.model.filing import FilingKind, FilingState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.filling import Filled, fill
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.ledger"
_FORM = "ledger"
_LONGEST_CODE = 150  # bytes: a longer address makes a code too dense for the column


def fill_ledger(office: Office) -> Filled:
    """Return the ledger of all accounts, those that are open first, as it stands today."""
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        name, _ = preparer(office, reader)
    return ledger_of(office, known, name, attach_values=known.settings.attach_values)


def ledger_of(office: Office, known: Snapshot, preparer_name: str, *, attach_values: bool) -> Filled:
    """Return the ledger of what ``known`` holds."""
    unit = known.unit or Unit()
    principal = known.person(unit.principal_id)
    sources: dict[str, JsonValue] = {
        "unit.full_name": unit.full_name,
        "principal.name": principal.name if principal else "",
        "ledger.filled_on": office.today().isoformat(),
        "ledger.preparer_name": preparer_name,
        **_columns(known),
    }
    form = form_in(office.folder, _FORM)
    values = {field.name: sources[field.source] for field in form.fields if sources.get(field.source)}
    return fill(form, values, attach_values=attach_values)


def _columns(known: Snapshot) -> dict[str, JsonValue]:
    accounts = sorted(known.accounts, key=lambda account: (not account.state.is_open, account.platform, account.id))
    nothing = translate(_CONTEXT, "无")

    def column(cells: list[str]) -> list[JsonValue]:
        return [cell or nothing for cell in cells]

    return {
        "ledger.numbers": column([str(number) for number, _ in enumerate(accounts, 1)]),
        "ledger.platforms": column([known.platform(account.platform).name for account in accounts]),
        "ledger.names": column([account.name for account in accounts]),
        "ledger.platform_ids": column([account.platform_id for account in accounts]),
        "ledger.opened": column([account.opened_on.isoformat() if account.opened_on else "" for account in accounts]),
        "ledger.holders": column([_holder(account, known) for account in accounts]),
        "ledger.states": column([word(account.state) for account in accounts]),
        "ledger.filings": column([_filing(account, known) for account in accounts]),
        "ledger.homepages": [_code(account.homepage) for account in accounts],
    }


def _code(homepage: str) -> str:
    return homepage if len(homepage.encode("utf-8")) <= _LONGEST_CODE else ""


def _holder(account: Account, known: Snapshot) -> str:
    holder = known.person(account.holder_id)
    return " ".join(part for part in (holder.name, holder.phone) if part) if holder else ""


def _filing(account: Account, known: Snapshot) -> str:
    """Say how the account stands towards filing: its latest paper, else what was known when it was entered."""
    kinds = {FilingKind.CLOSURE} if account.state.has_ended else set(FilingKind)
    papers = [f for f in known.filings_of(account.id) if f.kind in kinds and f.state is not FilingState.ABANDONED]
    if papers:
        latest = papers[-1]
        return translate(_CONTEXT, "{kind}：{state}").format(kind=word(latest.kind), state=word(latest.state))
    return translate(_CONTEXT, "未备案") if account.baseline is Baseline.NONE else word(account.baseline)
