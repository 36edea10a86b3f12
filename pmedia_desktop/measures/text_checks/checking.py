"""All checks of a text, or of an item with its title and its text, in the order in which one reads."""

from collections.abc import Iterable, Iterator
from datetime import date

from pmedia_desktop.measures.text_checks import dates, names, numbers, quotation, sources
from pmedia_desktop.measures.text_checks.places import Remark
from pmedia_desktop.measures.text_checks.terms import TermMatcher
from pmedia_desktop.measures.text_checks.wording import Circumstances, remark_on
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import TextFinding
from pmedia_desktop.model.publication import Origin, Publication
from pmedia_desktop.model.term_list import TermKind, TermList


class TextChecks:
    """The checks with a unit's lists (one of each kind). Make it once: it prepares the search for the words."""

    def __init__(self, lists: Iterable[TermList]) -> None:
        by_kind = {one.kind: one for one in lists}
        self._sources = by_kind.pop(TermKind.SOURCES, TermList(kind=TermKind.SOURCES))
        self._names = names.NameList.of(by_kind.get(TermKind.NAMES, TermList(kind=TermKind.NAMES)))
        self._matcher = TermMatcher(by_kind.values())

    def of_text(self, text: str, on: date, about: Circumstances, subject: Subject, field: str) -> list[TextFinding]:
        """Return what one text shows, in the order of the places; ``on`` says which year a day without one means."""
        found = sorted(self._remarks(text, on, about), key=lambda remark: (remark.start, remark.end, remark.rule))
        return [remark.finding(subject, field, text) for remark in found]

    def of_item(self, item: Publication, on: date) -> list[TextFinding]:
        """Return what an item shows: its source, its title, its text."""
        subject = Subject(SubjectKind.PUBLICATION, item.id, item.title)
        about = Circumstances.of(item)
        found = [
            remark.finding(subject, field, getattr(item, field)) for field, remark in self._remarks_on_source(item)
        ]
        for field in ("title", "text"):
            found += self.of_text(getattr(item, field), on, about, subject, field)
        # The record's own field says the source; what the text says of it is told when that is empty only.
        if item.source.strip():
            found = [one for one in found if one.rule != "text.source_unlisted" or one.field == "source"]
        return found

    def _remarks(self, text: str, on: date, about: Circumstances) -> Iterator[Remark]:
        yield from numbers.personal_numbers(text)
        yield from dates.wrong_dates(text, on)
        yield from quotation.unpaired_marks(text)
        yield from self._names.remarks(text)
        yield from sources.source_named_in_text(text, self._sources)
        for match in self._matcher.matches(text):
            remark = remark_on(match, about)
            if remark is not None:
                yield remark

    def _remarks_on_source(self, item: Publication) -> Iterator[tuple[str, Remark]]:
        if item.origin is not Origin.REPRINT:
            return
        source, link = item.source.strip(), item.source_link.strip()
        if not source:
            yield "source", sources.missing()
        elif not sources.is_listed(source, link, self._sources):
            yield "source", sources.outside_the_list(source, 0, len(item.source))
        if not link:
            yield "source_link", sources.link_missing()
