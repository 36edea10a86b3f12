"""Words in cells: which characters stand in which cell, and how they read."""

from collections.abc import Sequence

from pmedia_desktop.paper.recognition.found import Area, Character, FoundCell

_SAME_LINE = 0.5
"""Share of a character's height by which two on one line may differ."""


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
