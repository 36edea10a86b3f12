"""What choices offer: enums in words, people by name, yes or no or not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.model.unit import Person

_CONTEXT = "gui.editors.choices"


def words_of(codes: Iterable[StrEnum]) -> list[tuple[StrEnum, str]]:
    """Return codes with their words."""
    return [(code, word(code)) for code in codes]


def yes_or_no() -> list[tuple[bool | None, str]]:
    """Return the answers to a question that nobody may have answered yet."""
    return [
        (None, translate(_CONTEXT, "未登记")),
        (True, translate(_CONTEXT, "是")),
        (False, translate(_CONTEXT, "否")),
    ]


def names_of(
    people: Sequence[Person], today: date, keep: int | None = None, *, must: bool = False
) -> list[tuple[int | None, str]]:
    """Return who can be named today; ``keep`` is offered although this person may have left.

    ``must``: somebody has to be named, and nobody is therefore no answer.
    """
    nobody = translate(_CONTEXT, "请选择") if must else translate(_CONTEXT, "未指定")
    offered: list[tuple[int | None, str]] = [(None, nobody)]
    for person in people:
        left = person.has_left(today)
        if left and person.id != keep:
            continue
        name = f"{person.name}（{person.post}）" if person.post else person.name
        offered.append((person.id, translate(_CONTEXT, "{name}，已离任").format(name=name) if left else name))
    return offered


def accounts_of(known: Snapshot, nothing: str) -> list[tuple[int | None, str]]:
    """Return the accounts by their titles; ``nothing`` is what the choice of none is called."""
    return [(None, nothing), *((account.id, account_title(account, known)) for account in known.accounts)]
