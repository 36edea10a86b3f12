"""Which field belongs into which blank of a line: its label stands before it, on the same line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmedia_desktop.paper.declaration import DatePart
from pmedia_desktop.paper.line_blanks import LineBlank, line_blanks
from pmedia_desktop.paper.recognition.found import Area, Character, FoundCell, FoundLine, FoundPage
from pmedia_desktop.paper.recognition.proposal import Proposal, person_among, source_of
from pmedia_desktop.paper.recognition.vocabulary import asks_for_seal

_SIGNED = ("签字", "签名", "签章")
_NARROWEST = 1.0  # mm that a place is wide, at least
_YEAR = 14.0  # mm before 年 that are enough for a year
_ABOVE = 0.5  # mm that a place is higher than its line, above and below


def outside_tables(number: int, page: FoundPage) -> list[Proposal]:
    """Return the places of page ``number`` outside its tables: blanks of its lines, and rules to write on."""
    written = [one for line in page.lines for one in _at(number, line, line_blanks(line.text), [])]
    return [*written, *_on_rules(number, page, [one.area for one in written])]


def in_lines(
    number: int,
    lines: Sequence[tuple[FoundLine, Sequence[LineBlank]]],
    cell: FoundCell,
    label: str,
    beside: Sequence[str],
) -> Iterator[Proposal]:
    """Return the places of a cell's lines with their blanks.

    ``label`` is the cell's own, for boxes that have none; ``beside`` are the words around, the nearest first.
    """
    before = list(reversed(beside))
    for line, blanks in lines:
        mine = [replace(blank, label=label) if blank.tick and not blank.label else blank for blank in blanks]
        yield from _at(number, line, mine, before, cell)


def _at(
    number: int, line: FoundLine, blanks: Sequence[LineBlank], before: list[str], cell: FoundCell | None = None
) -> Iterator[Proposal]:
    """Return the places of a line's blanks; ``before`` is what was read, and takes their labels."""
    words = {blank.tick for blank in blanks}
    for blank in blanks:
        label = blank.label
        # Behind □其他：＿＿ stands what the box means, which is no field of its own.
        source = "" if label in words else source_of(label, person_among(reversed(before)))
        before.append(label)
        # A line on which somebody signs keeps its place free; only on a page is there a place to keep.
        stamp = asks_for_seal(label) or any(word in label for word in _SIGNED)
        if stamp and line.paragraph is not None:
            continue
        if blank.is_seen or (source and not stamp):
            yield Proposal(
                number,
                area_of(line, blank),
                "" if stamp else source,
                label,
                tick=blank.tick,
                part=blank.part,
                stamp=stamp and blank.part is None,
                cell=cell if line.paragraph is None else None,
                blank=None if line.paragraph is None else (line.paragraph, blank.start),
            )


def area_of(line: FoundLine, blank: LineBlank) -> Area:
    """Return where a blank stands; what ends a line goes on as far as the line may."""
    places = line.places
    first = places[min(blank.start, len(places) - 1)]
    left = places[blank.start - 1].right if blank.start else first.x
    if blank.start >= len(places) or (blank.start and first.y > places[blank.start - 1].y):
        first = places[blank.start - 1]
    same = [place for place in places[blank.start : blank.end] if place.y == first.y]
    right = same[-1].right if same else left
    if not (blank.part or blank.tick) and not line.text[blank.end :].strip():
        right = line.right
    if blank.part in (DatePart.YEAR, DatePart.SHORT_YEAR):
        left = max(left, right - _YEAR)
    return Area(left, first.y - _ABOVE, max(right - left, _NARROWEST), first.height + 2 * _ABOVE)


def _on_rules(number: int, page: FoundPage, known: Sequence[Area]) -> Iterator[Proposal]:
    """Return the lines to write on outside tables, except those on which a line's words have their blank."""
    for blank in page.blanks:
        if any(_is_on(blank, area) for area in known):
            continue
        words = [
            character
            for character in page.characters
            if abs(character.area.bottom - blank.bottom) < 3 and character.area.right <= blank.x + 1
        ]
        label = _last_label(words)
        yield Proposal(number, blank, source_of(label), label)


def _last_label(characters: Sequence[Character]) -> str:
    label = ""
    for character in sorted(characters, key=lambda character: -character.area.x):
        if label and character.text in " :：_＿，。；;":
            break
        label = character.text + label
    return label


def _is_on(rule: Area, blank: Area) -> bool:
    """Whether a blank is written on a rule."""
    common = min(rule.right, blank.right) - max(rule.x, blank.x)
    return common >= min(rule.width, blank.width) / 2 and abs(rule.bottom - blank.bottom) < 4
