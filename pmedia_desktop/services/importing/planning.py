"""The register as it would be after the rows so far: where a row finds its account and its people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import folded
from pmedia_desktop.measures.closure_steps import is_closing
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Role
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.register.changes import changes_between
from pmedia_desktop.services.importing.account_values import AccountWords
from pmedia_desktop.services.importing.named_people import PersonWords
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.journal.words import detail
from pmedia_desktop.services.validation import checked_account, checked_person
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.planning"
#: Records that are not saved yet have ids from here on.
FIRST_NEW_ID = 2_000_000_000


@dataclass(frozen=True)
class Taken:
    """What became of one record of a row; no ``details`` when nothing would change.

    ``where``: an account's platform, or the account on which something happened.
    """

    name: str
    is_new: bool
    details: tuple[str, ...]
    where: str = ""


@dataclass
class _State:
    """What changes from row to row, so that a refused row can be taken back whole."""

    people: dict[int, Person]
    accounts: dict[int, Account]
    by_name: dict[str, tuple[int, ...]] = field(default_factory=dict)
    by_key: dict[tuple[str, str, str], tuple[int, ...]] = field(default_factory=dict)
    #: {person, field}: the value that a row of this file gives.
    said: dict[tuple[int, str], Any] = field(default_factory=dict)
    #: {account}: the row of this file that speaks of it.
    spoken_of: dict[int, SourceRow] = field(default_factory=dict)
    own_rows: dict[int, SourceRow] = field(default_factory=dict)

    def copy(self) -> "_State":
        return _State(**{name: dict(value) for name, value in vars(self).items()})


class Draft:
    """Takes rows one after the other. A refusal is an ``InputError``; the caller then returns to the state before."""

    def __init__(self, known: Snapshot, today: date) -> None:
        self._known = known
        self._today = today
        self._state = _State({person.id: person for person in known.people}, {})
        self._with_filings = {filing.account_id for filing in known.filings}
        self._next_id = FIRST_NEW_ID
        for person in known.people:
            self._name(person)
        for account in known.accounts:
            self._keep(account)

    def state(self) -> _State:
        """Return what ``return_to`` needs."""
        return self._state.copy()

    def return_to(self, state: _State) -> None:
        """Forget everything since ``state``."""
        self._state = state

    def accounts(self) -> tuple[Account, ...]:
        """Return the accounts as they would be."""
        return tuple(self._state.accounts.values())

    def changed_people(self) -> tuple[Person, ...]:
        """Return the people to be saved."""
        before = {person.id: person for person in self._known.people}
        return tuple(person for id_, person in self._state.people.items() if before.get(id_) != person)

    def changed_accounts(self) -> tuple[Account, ...]:
        """Return the accounts to be saved."""
        before = {account.id: account for account in self._known.accounts}
        return tuple(account for id_, account in self._state.accounts.items() if before.get(id_) != account)

    def take_person(self, values: Mapping[str, Any], row: SourceRow) -> Taken:
        """Take a row of a table of people."""
        numbers = {values.get(name) for name in ("office_phone", "mobile_phone") if values.get(name)}
        found = self._people_called(values["name"])
        if len(found) > 1 or any(person.id in self._state.own_rows for person in found):
            found = [person for person in found if numbers & {person.office_phone, person.mobile_phone}]
        if len(found) > 1:
            raise self._namesakes(values["name"])
        before = found[0] if found else None
        if before is not None and _digits(values.get("office_phone", "")) == _digits(before.mobile_phone):
            # A landline that somebody has entered as 手机 stays where it is.
            values = {name: value for name, value in values.items() if name != "office_phone"}
        if before is not None and before.id in self._state.own_rows:
            earlier = self._state.own_rows[before.id]
            if any(getattr(before, name) != value for name, value in values.items()):
                raise _said_twice(before.name, earlier)
        after = replace(before or Person(id=self._new_id()), **values)
        self._state.own_rows.setdefault(after.id, row)
        return self._save_person(before, after)

    def take_account(self, words: AccountWords, row: SourceRow) -> Taken:
        """Take an account, with the people whom it names."""
        before = self._find_account(words.values)
        values = dict(words.values)
        people: list[str] = []
        for name, said in (("holder_id", words.holder), ("deputy_holder_id", words.deputy_holder)):
            if said is not None:
                values[name], details = self._take_named(said, Role.HOLDER)
                people += details
        if words.reviewers:
            taken = [self._take_named(said, Role.REVIEWER) for said in words.reviewers]
            values["reviewer_ids"] = tuple(id_ for id_, _ in taken)
            people += [line for _, details in taken for line in details]
        after = self._merged(before, values)
        earlier = self._state.spoken_of.get(after.id)
        if earlier is not None and after != before:
            raise _said_twice(after.name, earlier)
        self._refuse_state(before, after)
        self._state.spoken_of.setdefault(after.id, row)
        self._keep(after)
        changes = changes_between(Subject(SubjectKind.ACCOUNT, after.id, after.name), before, after)
        known = replace(self._known, people=tuple(self._state.people.values()))
        own = [line for line in (detail(change, known) for change in changes) if line]
        return Taken(after.name, before is None, (*own, *people), known.platform(after.platform).name)

    def _merged(self, before: Account | None, values: Mapping[str, Any]) -> Account:
        if before is not None:
            return checked_account(replace(before, **values), self._known.platforms, self._today)
        values = dict(values)
        if "baseline" not in values and values.get("state") is not AccountState.PLANNED:
            values["baseline"] = Baseline.FILED_BEFORE if values.get("baseline_on") else Baseline.UNCLEAR
        return checked_account(Account(id=self._new_id(), **values), self._known.platforms, self._today)

    def _refuse_state(self, before: Account | None, after: Account) -> None:
        if before is not None and before.state is not after.state and before.id in self._with_filings:
            raise InputError(
                translate(_CONTEXT, "“{name}”的状态由它的备案决定，不能由表格改动，").format(name=before.name),
                translate(_CONTEXT, "请在备案里办理，或在导入时不要“账号状态”这一列。"),
            )
        if before is not None and is_closing(before.state, after.state):
            # Article 7: an account that the register knows as open does not end by a table, without a closure.
            raise InputError(
                translate(_CONTEXT, "表里“{name}”是“{after}”，登记册里是“{before}”，").format(
                    name=before.name, after=word(after.state), before=word(before.state)
                ),
                translate(
                    _CONTEXT,
                    "关停要报备案，请打开这个账号改状态，按提示办理或更正；其余列可以不要“账号状态”（“关停时间”）再导入。",
                ),
            )

    def _find_account(self, values: Mapping[str, Any]) -> Account | None:
        platform, name = values["platform"], values.get("name", "")
        strong = {
            id_
            for key in _keys(Account(**{key: values[key] for key in _IDENTITY if key in values}))
            if key[0] != "name"
            for id_ in self._state.by_key.get(key, ())
        }
        if len(strong) > 1:
            raise self._ambiguous(name)
        if strong:
            found = self._state.accounts[strong.pop()]
            if found.platform != platform:
                raise InputError(
                    translate(_CONTEXT, "登记册里同一标识码的账号“{name}”在另一个平台，").format(name=found.name),
                    translate(_CONTEXT, "请核对平台和标识码。"),
                )
            return found
        namesakes = [self._state.accounts[id_] for id_ in self._state.by_key.get(("name", platform, folded(name)), ())]
        said = values.get("platform_id", "")
        possible = [account for account in namesakes if not (said and account.platform_id)]
        if len(possible) > 1:
            raise self._ambiguous(name)
        if namesakes and not possible:
            raise InputError(
                translate(_CONTEXT, "登记册里“{name}”的账号ID是“{known}”，表里是“{said}”，").format(
                    name=name, known=namesakes[0].platform_id, said=said
                ),
                translate(_CONTEXT, "请核对，改正其中一个。"),
            )
        return possible[0] if possible else None

    def _ambiguous(self, name: str) -> InputError:
        return InputError(
            translate(_CONTEXT, "登记册里有不止一个账号和“{name}”对得上，").format(name=name),
            translate(_CONTEXT, "请在表里补上账号ID或新媒体标识码。"),
        )

    def _take_named(self, said: PersonWords, role: Role) -> tuple[int, tuple[str, ...]]:
        """Find or add a person whom an account names; what several rows say of the person must agree."""
        numbers = {said.office_phone, said.mobile_phone} - {""}
        found = self._people_called(said.name)
        if len(found) > 1:
            found = [person for person in found if numbers & {person.office_phone, person.mobile_phone}]
            if len(found) != 1:
                raise self._namesakes(said.name)
        before = found[0] if found else None
        given = {name: value for name, value in vars(said).items() if value and not _has_number(before, value)}
        after = replace(before or Person(id=self._new_id(), roles=(role,)), **given)
        for name, value in vars(said).items():
            earlier = self._state.said.setdefault((after.id, name), value) if value else value
            if (_digits(earlier) or earlier) != (_digits(value) or value):
                raise InputError(
                    translate(_CONTEXT, "{name}的{label}，另一行写的是“{earlier}”，这里是“{value}”，").format(
                        name=said.name, label=field_label(name), earlier=earlier, value=value
                    ),
                    translate(_CONTEXT, "请统一后再导入；确是同名的两个人，请先在“人员”里分别登记。"),
                )
        taken = self._save_person(before, after)
        return after.id, tuple(
            translate(_CONTEXT, "{name}：{line}").format(name=after.name, line=line) for line in taken.details
        )

    def _people_called(self, name: str) -> list[Person]:
        return [self._state.people[id_] for id_ in self._state.by_name.get(folded(name), ())]

    def _namesakes(self, name: str) -> InputError:
        return InputError(
            translate(_CONTEXT, "登记册里有不止一位“{name}”，").format(name=name),
            translate(_CONTEXT, "请在表里补上电话，以便分清。"),
        )

    def _save_person(self, before: Person | None, after: Person) -> Taken:
        after = checked_person(after)
        self._state.people[after.id] = after
        self._name(after)
        changes = changes_between(Subject(SubjectKind.PERSON, after.id, after.name), before, after)
        details = tuple(line for line in (detail(change, self._known) for change in changes) if line)
        return Taken(after.name, before is None, details)

    def _name(self, person: Person) -> None:
        _add(self._state.by_name, folded(person.name), person.id)

    def _keep(self, account: Account) -> None:
        self._state.accounts[account.id] = account
        for key in _keys(account):
            _add(self._state.by_key, key, account.id)

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id


_IDENTITY = ("platform", "name", "platform_id", "media_code")


def _keys(account: Account) -> Iterable[tuple[str, str, str]]:
    """Yield what an account can be found by: its code, its identifier on the platform, its name on the platform."""
    if account.media_code:
        yield "code", "", folded(account.media_code)
    if account.platform_id:
        yield "id", account.platform, folded(account.platform_id)
    if account.name:
        yield "name", account.platform, folded(account.name)


def _add(index: dict[Any, tuple[int, ...]], key: Any, id_: int) -> None:
    if id_ not in index.get(key, ()):
        index[key] = (*index.get(key, ()), id_)


def _has_number(person: Person | None, number: str) -> bool:
    """Whether these are telephone numbers that the person has already, wherever and however they are written."""
    if person is None or not any(character.isdigit() for character in number):
        return False
    known = (person.office_phone, person.mobile_phone)
    each = [one for numbers in known for one in re.split(r"[、,，/;； ]+", numbers)]
    return _digits(number) in map(_digits, (*known, *each))


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def _said_twice(name: str, earlier: SourceRow) -> InputError:
    return InputError(
        translate(_CONTEXT, "“{name}”在第{row}行已经有了，两行内容不同，").format(name=name, row=earlier.number),
        translate(_CONTEXT, "请合并成一行。"),
    )
