"""A form that is being set up: an office's page, the places on it, and the declared form that comes of both."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pmedia_desktop.paper.declaration import (
    About,
    Align,
    Background,
    DatePart,
    FieldKind,
    Form,
    FormField,
    Medium,
    Place,
    Sizes,
)
from pmedia_desktop.paper.line_blanks import line_blanks
from pmedia_desktop.paper.recognition.apart import recognised_apart
from pmedia_desktop.paper.recognition.found import Area, Character, FoundForm, FoundMark
from pmedia_desktop.paper.recognition.proposal import Proposal, source_of
from pmedia_desktop.paper.recognition.proposing import proposals
from pmedia_desktop.paper.recognition.proposing_lines import area_of
from pmedia_desktop.paper.recognition.vocabulary import known_fields
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

_CONTEXT = "paper.recognition.draft"
SIZES = Sizes(title=18, label=10.5, value=12, smallest=7, note=9)
OWN = "own."
"""How the source of a field begins that the register does not know; its label follows."""
_NARROW = 45.0  # mm: what is narrower is set in the middle
_TITLE = re.compile(r"^[^:：，。；]*(?:表|单|书|函|台账|清单|名册)(?:[(（][^()（）]*[)）])?$")
_TITLE_LINES = 2  # of a page whose words above the table are all of one size
_TALL = 18.0  # mm: what is taller is for running text, which begins at the left


@dataclass(frozen=True)
class DraftPlace:
    """A place on the page; without a source and no ``stamp`` it is a cell that nothing is printed in yet."""

    page: int
    area: Area
    source: str = ""
    label: str = ""
    align: Align = Align.LEFT
    top: bool = False
    size: float = SIZES.value
    breaks: bool = True
    tick: str = ""
    part: DatePart | None = None
    stamp: bool = False
    cell: tuple[int, int, int] | None = None
    blank: tuple[int, int] | None = None
    """In a Word file outside the tables: number of the paragraph, and where in its text."""
    mark: str = ""
    """In a Word file: what the mark is called that somebody has typed here, outside the tables."""

    @property
    def spot(self) -> tuple[int, ...] | None:
        """Where in a Word file it stands: its cell or its blank."""
        return self.cell if self.cell is not None else self.blank

    @property
    def is_used(self) -> bool:
        """Whether something is printed or kept clear here."""
        return self.stamp or bool(self.source)

    def unused(self) -> "DraftPlace":
        """Return the place with nothing in it: what its label proposes is not wanted."""
        return replace(self, source="", stamp=False)


@dataclass(frozen=True)
class Draft:
    """Everything of a form that is being set up; ``name`` is empty until it was saved once."""

    found: FoundForm
    places: tuple[DraftPlace, ...]
    title: str = ""
    name: str = ""
    version: str = "1"

    @property
    def is_word(self) -> bool:
        """Whether it is a Word file, which keeps its own look and is shown as a sketch."""
        return self.found.medium is Medium.WORD

    def with_place(self, number: int, place: DraftPlace) -> "Draft":
        """Return the draft with one place changed."""
        return replace(self, places=(*self.places[:number], place, *self.places[number + 1 :]))

    def without_place(self, number: int) -> "Draft":
        """Return the draft without one place."""
        return replace(self, places=(*self.places[:number], *self.places[number + 1 :]))


def drafted(found: FoundForm, sources: Mapping[str, str] | None = None) -> Draft:
    """Return a draft with the fields that the labels propose, and those that a Word file's own marks name.

    ``sources`` are the fields of a form that was saved before, by the names of its marks.
    """
    places = [_place(one) for one in proposals(found.pages)]
    marked = {_spot(one): one for one in (_marked(mark, found, sources or {}) for mark in _each_once(found.marks))}
    spots = {place.spot for place in marked.values() if place.spot is not None}
    # Where somebody has marked a cell, that is what goes there: what labels propose for it besides waits unused.
    proposed = (place.unused() if place.spot in spots else place for place in places)
    merged = [_taken(marked.pop(_spot(place), None), place) for place in proposed]
    return Draft(found, (*merged, *marked.values()), _title_of(found))


def _spot(place: DraftPlace) -> object:
    """Return what tells a place in a Word file from its neighbours; any other place is itself alone."""
    if place.mark:
        return place.mark
    return (place.spot, place.tick, place.part) if place.spot is not None else place


def _taken(marked: DraftPlace | None, proposed: DraftPlace) -> DraftPlace:
    """Return a proposed place, with what a mark says of it."""
    return proposed if marked is None else replace(proposed, source=marked.source, stamp=False)


def _each_once(marks: Iterable[FoundMark]) -> Iterator[FoundMark]:
    """Leave out what stands outside the tables a second time: it is the same field."""
    known: set[str] = set()
    for mark in marks:
        if mark.has_spot or mark.name not in known:
            yield mark
        if not mark.has_spot:
            known.add(mark.name)


def _marked(mark: FoundMark, found: FoundForm, sources: Mapping[str, str]) -> DraftPlace:
    """Return the place of a mark: its whole cell, or where it stands outside the tables."""
    source = sources.get(mark.name) or _source_called(mark.name)
    part = DatePart(mark.part) if mark.part in tuple(DatePart) else None
    if mark.blank is not None:
        number, start = mark.blank
        page = found.pages[0]
        lines = (*page.lines, *(line for cell in page.cells for line in cell.lines))
        line = next(line for line in lines if line.paragraph == number)
        blank = next(blank for blank in line_blanks(line.text) if blank.start == start)
        return DraftPlace(0, area_of(line, blank), source, blank.label, tick=mark.tick, part=part, blank=mark.blank)
    if mark.cell is None:
        label = translate(_CONTEXT, "正文里的标记“{name}”").format(name=mark.name)
        return DraftPlace(0, mark.area, source, label, tick=mark.tick, part=part, mark=mark.name)
    cell = next(cell for cell in found.pages[0].cells if cell.table_place == mark.cell)
    return DraftPlace(0, cell.area, source, "".join(cell.text.split()), tick=mark.tick, part=part, cell=mark.cell)


def _source_called(name: str) -> str:
    """Return the field that a typed mark means: by its name in forms, or by what it is called; else an own field."""
    named = next((source for source in known_fields() if field_name(source, ()) == name), "")
    return named or source_of(name) or f"{OWN}{name}"


def _place(one: Proposal) -> DraftPlace:
    area, known = one.area, known_fields().get(one.source)
    running = known is not None and known.kind is FieldKind.PARAGRAPH
    tall = area.height > _TALL
    return DraftPlace(
        one.page,
        area,
        one.source,
        "".join(one.label.split()),
        align=Align.CENTER if one.part or (area.width <= _NARROW and not running and not tall) else Align.LEFT,
        breaks=not one.part,
        tick=one.tick,
        part=one.part,
        stamp=one.stamp,
        cell=one.cell.table_place if one.cell else None,
        blank=one.blank,
    )


def _title_of(found: FoundForm) -> str:
    """Return the words above the first cell, the largest of them: usually the form's title."""
    page = found.pages[0]
    top = min((cell.area.y for cell in page.cells), default=page.height)
    above = [character for character in page.characters if character.area.bottom <= top + 1]
    if not above:
        return ""
    largest = max(round(character.area.height, 1) for character in above)
    large = [character for character in above if character.area.height >= largest - 0.5]
    lines = _lines(large)
    stands_out = len(large) < len(above)
    if not stands_out and (found.medium is Medium.WORD or len(lines) > _TITLE_LINES):
        # All of one size, as in the sketch of a Word file: the words tell which line it is.
        lines = [next((line for line in lines if _TITLE.search(line)), lines[0])]
    return "".join(lines)[:40]


def _lines(characters: Iterable[Character]) -> list[str]:
    lines: list[str] = []
    before: Character | None = None
    for character in characters:
        if before is None or abs(character.area.middle[1] - before.area.middle[1]) > before.area.height / 2:
            lines.append("")
        lines[-1] += character.text
        before = character
    return lines


def field_name(source: str, sources: Iterable[str]) -> str:
    """Return the name in the form's file of a field by its source; own fields are numbered."""
    if source.startswith(OWN):
        own = [other for other in dict.fromkeys(sources) if other.startswith(OWN)]
        return f"own_{own.index(source) + 1}"
    return re.sub(r"[^a-z0-9_]", "_", source.lower())


def form_of(draft: Draft, variants: Mapping[str, str]) -> Form:
    """Return the declared form; ``variants`` are the kinds of filing and their words."""
    used = [place for place in draft.places if place.is_used]
    sources = [place.source for place in used if place.source]
    fields = {source: _field(source, field_name(source, sources), variants) for source in sources}
    names = {source: field.name for source, field in fields.items()}
    medium = draft.found.medium
    content = draft.found.content
    if medium is Medium.WORD:
        content = _with_marks(content, draft.places, names)
    return Form(
        name=draft.name,
        title=draft.title,
        version=draft.version,
        copies=1,
        variants=tuple(variants),
        variant_words=tuple(variants.values()),
        variant_field=names.get("filing.kind", ""),
        fields=tuple(fields.values()),
        fingerprint="",
        sizes=SIZES,
        background=Background(
            medium=medium,
            content=content,
            pages=tuple((round(page.width, 2), round(page.height, 2)) for page in draft.found.pages)
            if medium is Medium.PDF
            else (),
        ),
        places=tuple(_declared(place, names) for place in used) if medium is Medium.PDF else (),
        about=About(
            author=names.get("unit.full_name", ""),
            subject=names.get("account.name", ""),
            day=names.get("filing.filled_on", ""),
        ),
    )


def _field(source: str, name: str, variants: Mapping[str, str]) -> FormField:
    if source.startswith(OWN):
        return FormField(name=name, label=source.removeprefix(OWN), kind=FieldKind.PARAGRAPH)
    known = known_fields()[source]
    if source == "filing.kind":
        return FormField(
            name=name,
            label=known.label,
            kind=FieldKind.CHOICE,
            source=source,
            choices=tuple(variants.values()),
            codes=tuple(variants),
        )
    return FormField(name=name, label=known.label, kind=known.kind, source=source)


def _declared(place: DraftPlace, names: Mapping[str, str]) -> Place:
    area = place.area
    return Place(
        key="",
        page=place.page + 1,
        x=round(area.x, 2),
        y=round(area.y, 2),
        width=round(area.width, 2),
        height=round(area.height, 2),
        field="" if place.stamp else names[place.source],
        align=place.align,
        top=place.top,
        size=place.size,
        breaks=place.breaks,
        tick=place.tick,
        part=place.part,
    )


def _with_marks(content: bytes, places: Iterable[DraftPlace], names: Mapping[str, str]) -> bytes:
    from pmedia_desktop.paper.word.marking import MarkedBlank, MarkedCell, marked
    from pmedia_desktop.paper.word.marks import Mark

    def mark(place: DraftPlace) -> Mark:
        return Mark(names[place.source], place.tick, place.part.value if place.part else "")

    used = [place for place in places if place.source]
    return marked(
        content,
        [MarkedCell(*place.cell, mark(place)) for place in used if place.cell is not None],
        [MarkedBlank(*place.blank, mark(place)) for place in used if place.blank is not None],
        {place.mark: names.get(place.source, "") for place in places if place.mark},
    )


def sample_values(draft: Draft, variants: Mapping[str, str]) -> dict[str, Any]:
    """Return a value to look at for each field of the form."""
    sources = [place.source for place in draft.places if place.source]
    values: dict[str, Any] = {}
    for source in sources:
        known = known_fields().get(source)
        sample = translate(_CONTEXT, "示例") if known is None else known.sample
        if source == "filing.kind":
            sample = next(iter(variants))
        values[field_name(source, sources)] = sample
    return values


def redrafted(form: Form, progress: Progress) -> FoundForm:
    """Return what is found on the page of a saved form, to change it."""
    if form.background is None:
        raise TypeError("only a form with an office's page can be set up again")
    return recognised_apart(form.background.content, progress)
