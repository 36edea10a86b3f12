"""What can be opened by its name: accounts, filings, people, items under way; found by pinyin's initials too."""

from dataclasses import dataclass

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.unit import Person
from pmedia_desktop.pinyin_words import pypinyin
from pmedia_desktop.services.filing.filings import filing_title
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "services.quick_open"


@dataclass(frozen=True)
class Named:
    """A record that has a page: the page's key, its number, and what it is called."""

    page: str
    record: int
    title: str


def named_records(office: Office) -> tuple[Named, ...]:
    """Return accounts and filings, those in use first, the people who are here, and the items that are under way."""
    known = snapshot(office)
    accounts = sorted(known.accounts, key=lambda account: not account.state.is_open)
    filings = [filing for filing in reversed(known.filings) if filing.state is not FilingState.ABANDONED]
    return (
        *(Named("account", account.id, account_title(account, known)) for account in accounts),
        *(Named("filing", filing.id, filing_title(filing, known)) for filing in filings),
        *(Named("people", one.id, _told(one)) for one in known.people if not one.has_left(office.today())),
        *(Named("publication", one.id, one.title) for one in known.publications if one.state.is_open),
    )


def _told(person: Person) -> str:
    return translate(_CONTEXT, "　").join(part for part in (person.name, person.post, person.phone) if part)


def searchable(title: str) -> str:
    """Return what typed letters are looked for in: the words, their pinyin, and its initials."""
    known = pypinyin()
    initials = "".join(known.lazy_pinyin(title, style=known.Style.FIRST_LETTER))
    return f"{title} {''.join(known.lazy_pinyin(title))} {initials}".casefold()
