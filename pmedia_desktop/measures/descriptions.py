"""Values of records as people read them, for the rows of 变更内容 and for history."""

from datetime import date
from enum import StrEnum

from pmedia_desktop.measures.wording import full_date, listed
from pmedia_desktop.model.account import Operator
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_PERSON_FIELDS = ("principal_id", "deputy_in_charge_id", "clerk_id", "holder_id", "deputy_holder_id", "reviewer_ids")

#: What tells two people of one name apart, in the order in which it is tried.
_TELLING_APART = ("post", "department", "office_phone", "mobile_phone")


def describe_value(field: str, value: object, snapshot: Snapshot) -> str:
    """Return a field's value as it stands on paper: names instead of ids, words instead of codes.

    Nothing entered gives an empty text. ``snapshot`` knows the people and the platforms.
    """
    if value is None or value == "" or value == ():
        return ""
    if field in _PERSON_FIELDS and isinstance(value, int):
        return _person(value, snapshot)
    if field == "platform" and isinstance(value, str):
        return snapshot.platform(value).name
    if isinstance(value, bool):
        return translate("measures.descriptions", "是") if value else translate("measures.descriptions", "否")
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, date):
        return full_date(value)
    if isinstance(value, tuple):
        return listed(_part(part, snapshot) for part in value)
    return str(value)


def describe_change(field: str, before: object, after: object, snapshot: Snapshot) -> tuple[str, str]:
    """Return both values of a changed field; two people of one name are told apart by post, office or phone."""
    told = describe_value(field, before, snapshot), describe_value(field, after, snapshot)
    if field not in _PERSON_FIELDS or told[0] != told[1]:
        return told
    for detail in (*_TELLING_APART, "id"):
        told = _detailed(before, detail, snapshot), _detailed(after, detail, snapshot)
        if told[0] != told[1]:
            break
    return told


def person_told(told: str, snapshot: Snapshot) -> Person | None:
    """Return the person whom a row of 变更内容 names, None when nobody or more than one could be meant."""
    fitting = [
        person
        for person in snapshot.people
        if told == person.name
        or any(told == _person_with(person.id, detail, snapshot) for detail in (*_TELLING_APART, "id"))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _detailed(value: object, detail: str, snapshot: Snapshot) -> str:
    ids = value if isinstance(value, tuple) else (value,)
    return listed(_person_with(person_id, detail, snapshot) for person_id in ids if person_id is not None)


def _person_with(person_id: int, detail: str, snapshot: Snapshot) -> str:
    person = snapshot.person(person_id)
    if detail == "id":
        known_by = translate("measures.descriptions", "登记编号{id}").format(id=person_id)
    else:
        known_by = getattr(person, detail) if person else ""
    name = _person(person_id, snapshot)
    return (
        translate("measures.descriptions", "{name}（{detail}）").format(name=name, detail=known_by)
        if known_by
        else name
    )


def _part(part: object, snapshot: Snapshot) -> str:
    if isinstance(part, Operator):
        return _operator(part)
    if isinstance(part, StrEnum):
        return word(part)
    if isinstance(part, int):
        return _person(part, snapshot)
    return str(part)


def _person(person_id: int, snapshot: Snapshot) -> str:
    person = snapshot.person(person_id)
    return person.name if person else translate("measures.descriptions", "（已移入回收站的人员）")


def _operator(operator: Operator) -> str:
    if operator.long_term:
        return translate("measures.descriptions", "{name}（长期）").format(name=operator.name)
    if operator.until is None:
        return translate("measures.descriptions", "{name}（短期）").format(name=operator.name)
    return translate("measures.descriptions", "{name}（短期，至{until}）").format(
        name=operator.name, until=full_date(operator.until)
    )
