"""What a filing says has happened on the platform moves its account: state, opening day, followers."""

from dataclasses import replace
from datetime import date

from pmedia_desktop.measures import closure_steps
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.filing import Closure, Filing, FilingKind, FilingState
from pmedia_desktop.register.store import Writer


def account_follows(writer: Writer, before: Filing, filing: Filing, today: date) -> None:
    """Keep the account in step with its filing, in the transaction that saved the filing.

    ``before`` is the filing as it was. Only what changed moves the account, so that a state that was entered by
    hand stays.
    """
    account = writer.account(filing.account_id)
    moved = account
    if filing.closure is not None and filing.state is FilingState.ABANDONED and before.state is not filing.state:
        moved = replace(moved, state=closure_steps.state_after_abandoning(filing.closure, account.state))
    elif filing.closure is not None and filing.closure != before.closure:
        moved = replace(
            moved, state=closure_steps.account_state(filing.closure, before.closure or Closure(), account.state)
        )
        if filing.closure.followers is not None:
            moved = replace(moved, followers=filing.closure.followers)
    elif filing.kind is FilingKind.OPENING:
        moved = _after_opening(account, before.event_on, filing.event_on, today)
    if moved != account:
        writer.save(moved)


def _after_opening(account: Account, before: date | None, opened_on: date | None, today: date) -> Account:
    """Return the account as the opening's day leads it, also back where that day was typed by mistake."""
    is_planned = account.state is AccountState.PLANNED
    if opened_on is not None and (is_planned or account.opened_on == before):
        account = replace(account, opened_on=opened_on)
    elif opened_on is None and before is not None and account.opened_on == before:
        account = replace(account, opened_on=None)
    is_live = opened_on is not None and opened_on <= today
    if is_planned and is_live:
        return replace(account, state=AccountState.NORMAL)
    # Only an account that was opened with the program was planned before.
    was_planned = account.state is AccountState.NORMAL and account.baseline is Baseline.NONE
    if was_planned and not is_live and before is not None and before <= today and before != opened_on:
        return replace(account, state=AccountState.PLANNED)
    return account
