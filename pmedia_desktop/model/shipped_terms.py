"""The lists of words and sources that the program brings (``resources/term_lists.toml``), and the unit's own."""

import tomllib
from collections.abc import Iterable
from functools import cache

from pmedia_desktop.data_files import data_path
from pmedia_desktop.model.term_list import TermKind, TermList


@cache
def shipped_lists() -> tuple[TermList, ...]:
    """Return what the program brings; kinds that only a unit can know are not among them."""
    content = tomllib.loads(data_path("resources", "term_lists.toml").read_text("utf-8"))
    return tuple(
        TermList(
            kind=TermKind(entry["kind"]), dated_on=entry["dated_on"], origin=entry["origin"], content=entry["content"]
        )
        for entry in content["list"]
    )


def lists_in_force(own: Iterable[TermList]) -> tuple[TermList, ...]:
    """Return one list of each kind: the unit's own, else the shipped one, else an empty one."""
    found = {shipped.kind: shipped for shipped in shipped_lists()} | {one.kind: one for one in own}
    return tuple(found.get(kind, TermList(kind=kind)) for kind in TermKind)
