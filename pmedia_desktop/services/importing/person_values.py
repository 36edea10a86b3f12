"""What a row of a table of people says, in the model's own types."""

import re
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import is_nothing, text_of
from pmedia_desktop.model.unit import Role
from pmedia_desktop.services.importing.account_values import labelled, person_types
from pmedia_desktop.services.importing.named_people import PersonWords, person_words, phone_numbers
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.importing.vocabulary import PERSON, code_of
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.person_values"
_SEPARATOR = re.compile(r"\s*[、,，;；/\n ]+\s*")


def person_of(row: SourceRow) -> dict[str, Any]:
    """Return {field: value} of a person, without the fields that the row is silent about, or raise ``InputError``."""
    types = person_types()
    values = {
        name: labelled(name, cell, types[name], PERSON)
        for name, cell in row.values.items()
        if name != "roles" and name in types and not is_nothing(cell)
    }
    said = person_words(
        values.get("name", ""), _numbers(values.pop("office_phone", ""), values.pop("mobile_phone", ""))
    )
    values |= {
        name: number for name, number in vars(said).items() if number and name in ("office_phone", "mobile_phone")
    }
    values["name"] = said.name
    if not values["name"]:
        raise InputError(translate(_CONTEXT, "没有写姓名，"), translate(_CONTEXT, "请补上后再导入。"))
    if not is_nothing(row.values.get("roles")):
        words = [word for word in _SEPARATOR.split(text_of(row.values["roles"])) if word]
        values["roles"] = tuple(dict.fromkeys(Role(code_of("roles", word)) for word in words))
    return values


def _numbers(office: str, other: str) -> PersonWords:
    """Tell the numbers of a column 联系电话 apart; what stands under 办公电话 is one, whatever it looks like."""
    numbers = phone_numbers(other)
    landlines = "、".join(dict.fromkeys(filter(None, (office, numbers.get("office_phone", "")))))
    return PersonWords(name="", office_phone=landlines, mobile_phone=numbers.get("mobile_phone", ""))
