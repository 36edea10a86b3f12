"""People and accounts as they are written on the command line: by number, or by name where it is unique."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.account import Account
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.services.office import Office

_CONTEXT = "cli.named"
R = TypeVar("R", "Account", "Person")


def person_named(office: "Office", text: str) -> "Person":
    """Return the person with this number or name; raises ``InputError`` for none or several."""
    with office.register.read() as reader:
        people = reader.people()
    return _one(text, people, lambda person: person.id, lambda person: person.name)


def account_named(office: "Office", text: str) -> "Account":
    """Return the account with this number or name; raises ``InputError`` for none or several."""
    with office.register.read() as reader:
        accounts = reader.accounts()
    return _one(text, accounts, lambda account: account.id, lambda account: account.name)


def _one(text: str, records: Sequence[R], number: Callable[[R], int], name: Callable[[R], str]) -> R:
    wanted = text.strip()
    found = [record for record in records if name(record) == wanted]
    if not found and wanted.isascii() and wanted.isdecimal():
        found = [record for record in records if number(record) == int(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            translate(_CONTEXT, "叫“{name}”的不止一个，").format(name=wanted),
            translate(_CONTEXT, "请改写编号：{numbers}。").format(
                numbers=translate(_CONTEXT, "、").join(str(number(record)) for record in found)
            ),
        )
    raise InputError(
        translate(_CONTEXT, "登记册里没有“{name}”，").format(name=wanted), translate(_CONTEXT, "请写登记的名称或编号。")
    )
