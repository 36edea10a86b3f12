"""The lists' words found in a text in one pass (Aho and Corasick), however many words the lists have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pmedia_desktop.measures.text_checks.places import with_plain_letters
from pmedia_desktop.model.term_list import TermKind, TermList


@dataclass(frozen=True)
class TermMatch:
    """A list's word at characters ``start`` to ``end`` of the text; ``right`` is what stands after its equals sign."""

    kind: TermKind
    start: int
    end: int
    term: str
    right: str


class TermMatcher:
    """Finds the words of several lists. Making one takes a while (20,000 words: 0.1 s), so make it once.

    ``names`` are looked for as they stand: in them an equals sign or # means nothing.
    """

    def __init__(self, lists: Iterable[TermList], names: Iterable[str] = ()) -> None:
        self._meanings: dict[str, list[tuple[TermKind, str, str]]] = defaultdict(list)
        listed = ((one.kind, *entry) for one in lists for entry in one.entries())
        for kind, term, right in chain(listed, ((TermKind.NAMES, name, "") for name in names)):
            self._meanings[with_plain_letters(term)].append((kind, term, right))
        self._words = list(self._meanings)
        self._automaton = _automaton(self._words)

    def matches(self, text: str) -> list[TermMatch]:
        """Return the matches in their order; of those of one list that overlap, the first, the longest.

        What lies inside a phrase that the same list calls right (``term`` equals ``right``) is no match.
        """
        by_kind: dict[TermKind, list[TermMatch]] = defaultdict(list)
        for number, start, end in self.places(text):
            for kind, term, right in self._meanings[self._words[number]]:
                by_kind[kind].append(TermMatch(kind, start, end, term, right))
        found = [match for matches in by_kind.values() for match in _apart(matches)]
        return sorted(found, key=lambda match: (match.start, match.kind))

    def places(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Return the number of each word found, with its place: the matching itself."""
        if self._automaton is None:
            return ()
        found: Sequence[tuple[int, int, int]]
        found = self._automaton.find_matches_as_indexes(with_plain_letters(text), overlapping=True)
        return found


def _automaton(words: list[str]):  # type: ignore[no-untyped-def]  # the library is imported when it is needed
    if not words:
        return None
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    return AhoCorasick(
        words, matchkind=MatchKind.Standard, store_patterns=False, implementation=Implementation.ContiguousNFA
    )


def _apart(matches: list[TermMatch]) -> Iterator[TermMatch]:
    """Yield the matches that remain when each takes its place for itself."""
    end = 0
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= end:
            end = match.end
            if match.term != match.right:
                yield match
