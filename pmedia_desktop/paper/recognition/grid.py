"""Cells out of ruled lines: lines that run on are joined, and what four lines enclose is a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmedia_desktop.paper.recognition.found import Area, Rule

_SMALLEST = 3.0
"""Millimetres: what is narrower or lower is no cell to write in."""
_COVERED = 0.7
"""Share of a cell's side that must be drawn."""
_OPEN_SIDE_LINES = 3


@dataclass(frozen=True)
class Reach:
    """How far lines may be from where they belong, in mm: drawn ones hardly, scanned ones by their wobble."""

    same: float
    gap: float
    end: float


DRAWN = Reach(same=0.5, gap=1.6, end=1.0)
SCANNED = Reach(same=0.9, gap=2.2, end=2.0)


@dataclass
class _Track:
    """All pieces of lines at one place across the direction of reading: ``at`` and from-to pieces."""

    at: float
    pieces: list[tuple[float, float]]


def cells_of(rules: Iterable[Rule], reach: Reach) -> list[Area]:
    """Return the cells that the lines enclose, from the upper left to the lower right."""
    across = _tracks([(rule.y0, rule.x0, rule.x1) for rule in rules if rule.is_across], reach)
    down = _tracks([(rule.x0, rule.y0, rule.y1) for rule in rules if not rule.is_across], reach)
    _close_open_sides(across, down, reach)
    across, down = _held(across, down, reach)
    return _enclosed(across, down)


def loose_lines(rules: Iterable[Rule], cells: Sequence[Area], reach: Reach) -> list[Area]:
    """Return where one writes on a line that belongs to no table, as areas above the line."""
    height = 6.0
    found = []
    for track in _tracks([(rule.y0, rule.x0, rule.x1) for rule in rules if rule.is_across], reach):
        for start, end in track.pieces:
            middle = (start + end) / 2
            if end - start < 8 or any(cell.inside(-reach.end).holds(middle, track.at) for cell in cells):
                continue
            found.append(Area(start, track.at - height, end - start, height))
    return found


def _tracks(pieces: Sequence[tuple[float, float, float]], reach: Reach) -> list[_Track]:
    """Group pieces that lie on one straight line, and join those that run on."""
    tracks: list[_Track] = []
    for at, start, end in sorted((at, min(a, b), max(a, b)) for at, a, b in pieces):
        if tracks and at - tracks[-1].at <= reach.same:
            tracks[-1].pieces.append((start, end))
        else:
            tracks.append(_Track(at, [(start, end)]))
    for track in tracks:
        track.pieces = _joined(track.pieces, reach.gap)
    return tracks


def _joined(pieces: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _close_open_sides(across: list[_Track], down: list[_Track], reach: Reach) -> None:
    """Draw the outer lines that some offices leave out: where several lines begin or end below one another."""
    for side in (0, 1):
        ends = sorted((piece[side], track.at) for track in across for piece in track.pieces)
        group: list[tuple[float, float]] = []
        for end in [*ends, (float("inf"), 0.0)]:
            if group and end[0] - group[0][0] > reach.end:
                _close(group, down, reach)
                group = []
            group.append(end)


def _close(ends: list[tuple[float, float]], down: list[_Track], reach: Reach) -> None:
    at = sum(place for place, _ in ends) / len(ends)
    heights = [height for _, height in ends]
    beside = any(abs(track.at - at) <= 2 * reach.end for track in down)
    if len(ends) >= _OPEN_SIDE_LINES and not beside and any(track.pieces for track in down):
        down.append(_Track(at, [(min(heights), max(heights))]))
        down.sort(key=lambda track: track.at)


def _held(across: list[_Track], down: list[_Track], reach: Reach) -> tuple[list[_Track], list[_Track]]:
    """Leave out lines that end in the open: strokes of characters, underlines, decoration."""
    while True:
        kept_across = _ending_at(across, down, reach)
        kept_down = _ending_at(down, kept_across, reach)
        unchanged = _count(kept_across) == _count(across) and _count(kept_down) == _count(down)
        across, down = kept_across, kept_down
        if unchanged:
            return across, down


def _count(tracks: list[_Track]) -> int:
    return sum(len(track.pieces) for track in tracks)


def _ending_at(tracks: list[_Track], others: list[_Track], reach: Reach) -> list[_Track]:
    """Keep what lies between two crossing lines, cut to the outermost that it meets."""
    kept = []
    for track in tracks:
        pieces = []
        for start, end in track.pieces:
            met = [
                other.at
                for other in others
                if start - reach.end <= other.at <= end + reach.end
                and any(first - reach.end <= track.at <= last + reach.end for first, last in other.pieces)
            ]
            if len(met) > 1:
                pieces.append((min(met), max(met)))
        if pieces:
            kept.append(_Track(track.at, _joined(pieces, 0.01)))
    return kept


def _enclosed(across: list[_Track], down: list[_Track]) -> list[Area]:
    """Join the small rectangles of the grid where no line parts them; what then is a rectangle is a cell."""
    columns, rows = len(down) - 1, len(across) - 1
    if columns < 1 or rows < 1:
        return []
    group = {(row, column): (row, column) for row in range(-1, rows + 1) for column in range(-1, columns + 1)}

    def leader(place: tuple[int, int]) -> tuple[int, int]:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    for row in range(-1, rows + 1):
        for column in range(-1, columns + 1):
            if column < columns and not _parted(down, across, column + 1, row):
                group[leader((row, column + 1))] = leader((row, column))
            if row < rows and not _parted(across, down, row + 1, column):
                group[leader((row + 1, column))] = leader((row, column))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in group:
        members.setdefault(leader(place), []).append(place)
    outside = leader((-1, -1))
    areas = [_area(places, across, down) for first, places in members.items() if first != outside]
    return sorted((area for area in areas if area), key=lambda area: (round(area.y), area.x))


def _parted(lines: list[_Track], crossing: list[_Track], number: int, along: int) -> bool:
    """Whether line ``number`` is drawn between the crossing lines ``along`` and the next."""
    if not 0 <= number < len(lines) or not 0 <= along < len(crossing) - 1:
        return False
    start, end = crossing[along].at, crossing[along + 1].at
    drawn = sum(max(min(end, last) - max(start, first), 0.0) for first, last in lines[number].pieces)
    return drawn >= _COVERED * (end - start)


def _area(places: list[tuple[int, int]], across: list[_Track], down: list[_Track]) -> Area | None:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    top, low, left, right = min(rows), max(rows), min(columns), max(columns)
    if (low - top + 1) * (right - left + 1) != len(places) or top < 0 or left < 0:
        return None
    if low >= len(across) - 1 or right >= len(down) - 1:
        return None
    area = Area(down[left].at, across[top].at, down[right + 1].at - down[left].at, across[low + 1].at - across[top].at)
    return area if area.width >= _SMALLEST and area.height >= _SMALLEST else None
