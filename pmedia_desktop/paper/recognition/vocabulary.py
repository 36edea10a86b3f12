"""What offices call the fields of their forms (``resources/form_fields.toml``), and which one a label means."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pmedia_desktop.data_files import data_path
from pmedia_desktop.paper.declaration import FieldKind
from pmedia_desktop.texts import translate

_CONTEXT = "paper.recognition.vocabulary"
_BRACKETS = re.compile(r"[(\[【〔<《][^)\]】〕>》]*[)\]】〕>》]")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2}|\(\d+\))[、.．)]")
_NOISE = re.compile(r"[\s:：*★☆_＿—、，,。.;；/·]")
_SHORTEST_PART = 3
"""Characters of a name that may stand inside a longer label."""
_SHARE = 0.5
"""How much of a longer label the name inside it must be, at least."""


@dataclass(frozen=True)
class KnownField:
    """A field that a form may ask for: its source in the register, its words, and a value to look at."""

    source: str
    label: str
    kind: FieldKind
    sample: Any


@dataclass(frozen=True)
class Meaning:
    """What a label means: a field, a person (``part``) whose field another label tells, or a detail of a person."""

    source: str = ""
    part: str = ""
    detail: str = ""


def plain(label: str) -> str:
    """Return a label without spaces, line ends, numbering, colons and what stands in brackets."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", label))
    bare = _BRACKETS.sub("", text) or text
    return _NOISE.sub("", _NUMBERING.sub("", bare)).upper()


@cache
def known_fields() -> Mapping[str, KnownField]:
    """Return every field that can be chosen for a cell, by its source, in the order of the file."""
    table = _table()
    fields = {
        entry["source"]: KnownField(
            entry["source"], entry["label"], FieldKind(entry.get("kind", "text")), entry.get("sample")
        )
        for entry in table["fields"]
    }
    for person in table["people"]:
        for detail, sample in person["sample"].items():
            source = _source(person["part"], detail)
            label = translate(_CONTEXT, "{person}{detail}").format(
                person=person["label"], detail=table["people_labels"][detail]
            )
            fields[source] = KnownField(source, label, FieldKind.TEXT, sample)
    return fields


def meaning(label: str) -> Meaning:
    """Return what a label means, an empty meaning when the table does not know it."""
    words = plain(label)
    exact = _meanings().get(words)
    if exact:
        return exact
    inside = [
        name
        for name in _meanings()
        if len(name) >= _SHORTEST_PART and name in words and len(name) >= _SHARE * len(words)
    ]
    return _meanings()[max(inside, key=len)] if inside else Meaning()


def person_source(part: str, detail: str) -> str:
    """Return the source of a person's detail, empty when the register does not keep it."""
    source = _source(part, detail)
    return source if source in known_fields() else ""


def asks_for_seal(label: str) -> bool:
    """Whether a leader writes here or a seal goes here; 单位名称（盖章） asks for the name."""
    if plain(label) in _meanings():
        return False
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", label))
    return any(name in words for name in _table()["stamps"]["names"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(data_path("resources", "form_fields.toml").read_text("utf-8"))


def _source(part: str, detail: str) -> str:
    return f"filing.preparer_{detail}" if part == "preparer" else f"{part}.{detail}"


@cache
def _meanings() -> Mapping[str, Meaning]:
    return {plain(name): found for name, found in _named()}


def _named() -> Iterator[tuple[str, Meaning]]:
    table = _table()
    for detail, words in table["people_fields"].items():
        for word in words:
            yield word, Meaning(detail=detail)
    for person in table["people"]:
        for name in person["names"]:
            yield name, Meaning(part=person["part"])
            for detail, words in table["people_fields"].items():
                for word in words:
                    for joint in ("", "的"):
                        yield name + joint + word, Meaning(_source(person["part"], detail), person["part"], detail)
    for entry in table["fields"]:
        for name in entry["names"]:
            yield name, Meaning(source=entry["source"])
