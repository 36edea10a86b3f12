"""The lines of a grid: each drawn once, joined where they run on, the outer frame heavier."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pmedia_desktop.paper.arrangement import Box
from pmedia_desktop.paper.fitting import Line

INNER = 0.6
OUTER = 1.2


def frame_lines(cells: Iterable[Box], frame: Box) -> Iterator[Line]:
    """Return the lines between the cells, then the frame around them."""
    across: dict[float, set[tuple[float, float]]] = defaultdict(set)
    down: dict[float, set[tuple[float, float]]] = defaultdict(set)
    for box in cells:
        for y in (box.bottom, box.top):
            across[_snap(y)].add((_snap(box.x), _snap(box.right)))
        for x in (box.x, box.right):
            down[_snap(x)].add((_snap(box.bottom), _snap(box.top)))
    for y in sorted(set(across) - {_snap(frame.bottom), _snap(frame.top)}, reverse=True):
        for start, end in _joined(across[y]):
            yield Line(INNER, start, y, end, y)
    for x in sorted(set(down) - {_snap(frame.x), _snap(frame.right)}):
        for start, end in _joined(down[x]):
            yield Line(INNER, x, start, x, end)
    left, right, bottom, top = map(_snap, (frame.x, frame.right, frame.bottom, frame.top))
    reach = OUTER / 2
    yield Line(OUTER, left - reach, top, right + reach, top)
    yield Line(OUTER, left - reach, bottom, right + reach, bottom)
    yield Line(OUTER, left, bottom, left, top)
    yield Line(OUTER, right, bottom, right, top)


def _snap(place: float) -> float:
    return round(place, 2)


def _joined(pieces: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Join pieces of one straight line that touch or overlap."""
    start, end = None, 0.0
    for left, right in sorted(pieces):
        if start is None:
            start, end = left, right
        elif left <= end + 0.02:
            end = max(end, right)
        else:
            yield start, end
            start, end = left, right
    if start is not None:
        yield start, end
