"""Words in cells and outside them: which characters stand in which cell, and how they read."""

from collections.abc import Sequence

from pmedia_desktop.paper.recognition.found import Area, Character, FoundCell, FoundLine

_SAME_LINE = 0.5
"""Share of a character's height by which two on one line may differ."""
_SPACE = 0.4
"""How wide a space between characters is, in heights of the line; a narrower gap is none."""
_MOST_SPACES = 60


def with_words(
    areas: Sequence[Area], characters: Sequence[Character]
) -> tuple[tuple[FoundCell, ...], tuple[Character, ...]]:
    """Return the cells with their words, and the characters outside all of them."""
    inside: dict[int, list[Character]] = {}
    outside = []
    for character in characters:
        x, y = character.area.middle
        number = next((number for number, area in enumerate(areas) if area.holds(x, y)), None)
        if number is None:
            outside.append(character)
        else:
            inside.setdefault(number, []).append(character)
    cells = []
    for number, area in enumerate(areas):
        lines = lines_of(inside.get(number, []))
        ordered = tuple(character for line in lines for character in line)
        cells.append(
            FoundCell(
                area,
                reading(["".join(character.text for character in line) for line in lines]),
                ordered,
                printed=bool(ordered),
            )
        )
    return tuple(cells), tuple(outside)


def lines_of(characters: Sequence[Character]) -> list[list[Character]]:
    """Return characters line by line, each from left to right."""
    lines: list[list[Character]] = []
    for character in sorted(characters, key=lambda character: character.area.middle[1]):
        height = max(character.area.height, 2.0)
        last = lines[-1][-1].area.middle[1] if lines else 0.0
        if lines and character.area.middle[1] - last <= _SAME_LINE * height:
            lines[-1].append(character)
        else:
            lines.append([character])
    return [sorted(line, key=lambda character: character.area.x) for line in lines]


def reading(words: Sequence[str]) -> str:
    """Return the words of lines; a label set downwards, one or two characters a line, is one word."""
    if len(words) > 1 and all(len(word) <= 2 for word in words):
        return "".join(words)
    return "\n".join(words)


def lines_outside(characters: Sequence[Character], right: float) -> tuple[FoundLine, ...]:
    """Return characters outside the tables as lines, gaps as spaces; a line may go on to ``right``."""
    return tuple(_with_gaps(line, max(right, line[-1].area.right)) for line in lines_of(characters))


def _with_gaps(line: Sequence[Character], right: float) -> FoundLine:
    text, places = "", []
    before: Area | None = None
    for character in line:
        area = character.area
        gap = area.x - before.right if before else 0.0
        count = min(int(gap / (_SPACE * area.height)), _MOST_SPACES)
        if before and count > 0:
            text += " " * count
            step = gap / count
            places += [Area(before.right + step * number, area.y, step, area.height) for number in range(count)]
        text += character.text
        places.append(area)
        before = area
    return FoundLine(text, tuple(places), right)
