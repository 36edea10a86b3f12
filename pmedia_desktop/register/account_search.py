"""The accounts' table as SQL: search text, filters, order."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, or_, select

from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.account_query import AccountColumn, AccountQuery
from pmedia_desktop.register.search_keys import normalised
from pmedia_desktop.register.tables.account import AccountRow
from pmedia_desktop.register.tables.unit import PersonRow

_ORDERS: dict[AccountColumn, ColumnElement[Any]] = {
    AccountColumn.PLATFORM: AccountRow.platform.expression,
    AccountColumn.NAME: AccountRow.name_order.expression,
    AccountColumn.PLATFORM_ID: AccountRow.platform_id.expression,
    AccountColumn.STATE: case({state: position for position, state in enumerate(AccountState)}, value=AccountRow.state),
    AccountColumn.HOLDER: PersonRow.name_order.expression,
    AccountColumn.OPENED_ON: AccountRow.opened_on.expression,
    AccountColumn.CERTIFIED_UNTIL: AccountRow.certified_until.expression,
    AccountColumn.FOLLOWERS: AccountRow.followers.expression,
}


def account_ids(query: AccountQuery) -> Select[int]:
    """Return the statement that yields the ids of matching accounts in order; empty cells come last."""
    statement = select(AccountRow.id).outerjoin(PersonRow, PersonRow.id == AccountRow.holder_id)
    for word in normalised(query.text).split():
        statement = statement.where(
            or_(
                AccountRow.search_key.contains(word, autoescape=True),
                PersonRow.search_key.contains(word, autoescape=True),
            )
        )
    if query.platforms:
        statement = statement.where(AccountRow.platform.in_(query.platforms))
    if query.states:
        statement = statement.where(AccountRow.state.in_(query.states))
    if query.holder_id is not None:
        statement = statement.where(AccountRow.holder_id == query.holder_id)
    column = _ORDERS[query.order_by]
    return statement.order_by(
        column.is_(None),
        column.desc() if query.descending else column.asc(),
        AccountRow.name_order,
        AccountRow.id,
    )
