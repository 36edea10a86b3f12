"""The lists of words and sources: the unit's own, else the shipped ones."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.text_checks.checking import TextChecks
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.shipped_terms import lists_in_force, shipped_lists
from pmedia_desktop.model.term_list import TermKind, TermList
from pmedia_desktop.model.words import word
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.term_lists"
_MOST_TERMS, _LONGEST_TERM = 50_000, 100


def read_lists(office: Office) -> tuple[TermList, ...]:
    """Return the list in force of each kind; id 0: the unit has none of its own."""
    with office.register.read() as reader:
        return lists_in_force(reader.term_lists())


def save_list(office: Office, edited: TermList) -> Outcome[TermList]:
    """Keep the unit's own list of a kind, in place of the shipped one."""
    content = "\n".join(line.strip() for line in edited.content.splitlines()).strip("\n")
    edited = replace(edited, content=content, origin=edited.origin.strip(), dated_on=edited.dated_on or office.today())
    _check(edited)
    subject = Subject(SubjectKind.TERM_LIST, edited.id, word(edited.kind))
    with office.register.write(office.actor, Action.TERM_LIST_SAVED, subject=subject) as writer:
        own = next((one for one in writer.term_lists() if one.kind is edited.kind), None)
        saved = writer.save(replace(edited, id=own.id if own else 0))
    return Outcome(saved, frozenset({SubjectKind.TERM_LIST}))


def shipped_list(kind: TermKind) -> TermList:
    """Return the list that the program brings of a kind; an empty one where only the unit can know."""
    return next((one for one in shipped_lists() if one.kind is kind), TermList(kind=kind))


def checks_with(own: Iterable[TermList]) -> TextChecks:
    """Return the checks with the lists in force; the same lists are prepared only once."""
    return _prepared(lists_in_force(own))


@lru_cache(maxsize=2)
def _prepared(lists: tuple[TermList, ...]) -> TextChecks:
    return TextChecks(lists)


def _check(edited: TermList) -> None:
    entries = edited.entries()
    if len(entries) > _MOST_TERMS:
        raise InputError(
            translate(_CONTEXT, "词表有{count}条，超过{most}条，").format(count=len(entries), most=_MOST_TERMS),
            translate(_CONTEXT, "请删减后再保存。"),
            field="content",
        )
    for term, _right in entries:
        if len(term) > _LONGEST_TERM:
            raise InputError(
                translate(_CONTEXT, "“{start}……”太长，").format(start=term[:20]),
                translate(_CONTEXT, "请一行写一条。"),
                field="content",
            )
        if len(term) < 2 and edited.kind is not TermKind.SOURCES:
            raise InputError(
                translate(_CONTEXT, "“{term}”只有一个字，到处都会提示，").format(term=term),
                translate(_CONTEXT, "请写成两个字以上的词。"),
                field="content",
            )
