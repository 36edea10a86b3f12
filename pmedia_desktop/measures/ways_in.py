"""Who can log in or scan today: for each open account the people who hold a way in and are there."""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.custody import Credential
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.ways_in"


@dataclass(frozen=True)
class WayIn:
    """Somebody who can open an account today, how, and how to reach them."""

    account_id: int
    account: str
    who: str
    how: str
    phone: str


def ways_in(snapshot: Snapshot, on: date) -> tuple[WayIn, ...]:
    """Return who can log in or scan on a day; an account that nobody can open has a line that says so."""
    found: list[WayIn] = []
    for account in snapshot.accounts:
        if not account.state.is_open:
            continue
        title = account_title(account, snapshot)
        mine: dict[tuple[int, str], WayIn] = {}  # by the person, because two may be called the same
        for way in snapshot.credentials_of(account.id):
            if way.is_active:
                for person, how in _people(way, snapshot, on):
                    mine[person.id, how] = WayIn(account.id, title, person.name, how, person.phone)
        holder = snapshot.person(account.holder_id)
        if holder is not None and not holder.has_left(on) and all(known != holder.id for known, _ in mine):
            how = translate(_CONTEXT, "账号管理员（密码没有存在程序里）")
            mine[holder.id, how] = WayIn(account.id, title, holder.name, how, holder.phone)
        nobody = WayIn(account.id, title, "", translate(_CONTEXT, "今天没有人能登录，请尽快指定"), "")
        found += mine.values() or [nobody]
    return tuple(found)


def _people(way: Credential, snapshot: Snapshot, on: date) -> list[tuple[Person, str]]:
    kind = word(way.kind)
    roles = [
        (way.holder_id, translate(_CONTEXT, "{kind}保管人").format(kind=kind)),
        (way.deputy_id, translate(_CONTEXT, "{kind}备用保管人").format(kind=kind)),
        (way.loan.person_id if way.loan else None, translate(_CONTEXT, "借用{kind}").format(kind=kind)),
    ]
    people = [(snapshot.person(person_id), how) for person_id, how in roles if person_id]
    return [(person, how) for person, how in people if person is not None and not person.has_left(on)]
