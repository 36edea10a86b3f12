"""What a filing says has happened on the platform moves its account: state, opening day, followers."""

from dataclasses import replace
from datetime import date

from pmedia_desktop.measures import closure_steps
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
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
        moved = replace(moved, state=closure_steps.account_state(filing.closure, account.state))
        if filing.closure.followers is not None:
            moved = replace(moved, followers=filing.closure.followers)
    elif filing.kind is FilingKind.OPENING and filing.event_on is not None:
        if account.state is AccountState.PLANNED or account.opened_on == before.event_on:
            moved = replace(moved, opened_on=filing.event_on)
        if account.state is AccountState.PLANNED and filing.event_on <= today:
            moved = replace(moved, state=AccountState.NORMAL)
    if moved != account:
        writer.save(moved)
