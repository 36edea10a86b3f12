"""Everything that can be opened by its name: accounts, filings, people; found by pinyin's initials too."""

from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.services.filing.filings import filing_title
from pmedia_desktop.services.office import Office, snapshot


@dataclass(frozen=True)
class Named:
    """A record that has a page: the page's key, its number, and what it is called."""

    page: str
    record: int
    title: str


def named_records(office: Office) -> tuple[Named, ...]:
    """Return accounts and filings, those in use first."""
    known = snapshot(office)
    accounts = sorted(known.accounts, key=lambda account: not account.state.is_open)
    filings = [filing for filing in reversed(known.filings) if filing.state is not FilingState.ABANDONED]
    return (
        *(Named("account", account.id, account_title(account, known)) for account in accounts),
        *(Named("filing", filing.id, filing_title(filing, known)) for filing in filings),
    )


def searchable(title: str) -> str:
    """Return what typed letters are looked for in: the words, their pinyin, and its initials."""
    initials = "".join(lazy_pinyin(title, style=Style.FIRST_LETTER))
    return f"{title} {''.join(lazy_pinyin(title))} {initials}".casefold()
