"""Checking texts: an item that is being written, or a document from elsewhere."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmedia_desktop.exchange.documents import read_text
from pmedia_desktop.measures.text_checks.sources import named_in
from pmedia_desktop.measures.text_checks.wording import Circumstances
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import TextFinding
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.shipped_terms import lists_in_force
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.model.words import word
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.publishing.term_lists import checks_with


@dataclass(frozen=True)
class ReadDocument:
    """A document's text, with what may be its title (a short first line), and the source that it names."""

    title: str
    text: str
    source: str


_LONGEST_TITLE = 60
_SENTENCE_ENDS = "。；，：、"


@dataclass(frozen=True)
class Checked:
    """What an item showed when its text was ``text``, and the lists that the unit has not filled in."""

    text: str
    findings: tuple[TextFinding, ...]
    missing_lists: tuple[str, ...]


def check_item(office: Office, item: Publication) -> Checked:
    """Return what an item shows as it stands on screen, saved or not."""
    with office.register.read() as reader:
        own = reader.term_lists()
    return Checked(item.text, tuple(checks_with(own).of_item(item, office.today())), missing_lists(own))


def missing_lists(own: tuple[TermList, ...]) -> tuple[str, ...]:
    """Return what the lists are called that the unit has not filled in; what they would find is not looked for."""
    return tuple(word(one.kind) for one in lists_in_force(own) if not one.entries())


def check_document(path: Path, own: tuple[TermList, ...], on: date) -> tuple[str, tuple[TextFinding, ...]]:
    """Return a document's text and what it shows, judged as the unit's own item without any authority."""
    text = read_text(path)
    subject = Subject(SubjectKind.PUBLICATION, 0, path.name)
    return text, tuple(checks_with(own).of_text(text, on, Circumstances(), subject, "text"))


def text_of(path: Path) -> str:
    """Return a document's text."""
    return read_text(path)


def read_document(path: Path) -> ReadDocument:
    """Return a document taken apart for a new item."""
    text = read_text(path)
    first, _end, rest = text.partition("\n")
    is_title = (
        bool(rest.strip()) and 0 < len(first.strip()) <= _LONGEST_TITLE and first.strip()[-1] not in _SENTENCE_ENDS
    )
    named = next(named_in(text), None)
    return ReadDocument(
        title=first.strip() if is_title else "",
        text=rest.strip("\n") if is_title else text,
        source=named["source"].strip() if named else "",
    )
