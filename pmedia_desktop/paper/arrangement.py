"""Where the cells of a form stand: rows flow down the page, what is left over goes to the rows that stretch.

Pure geometry in points with the origin at the page's lower left corner. It depends on the form, the variant and the
rows that are there, never on the values, so that every filing of a kind looks the same and is arranged only once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pmedia_desktop.paper.declaration import Area, Cell, Form, Row

POINTS_PER_MM = 72 / 25.4
PADDING = 4.0
"""Between a cell's frame and its text, left and right."""
ABOVE = 1.5
"""Between a cell's frame and its text, above and below."""
AREA_INSET = 10.0
_AREA_FOOT = 5.0
_AREA_PITCH = 1.7
TITLE_PITCH = 1.75
RUNNING_HEAD = 22.0


@dataclass(frozen=True)
class Box:
    """A rectangle on the page."""

    x: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    def inside(self, aside: float, above: float) -> "Box":
        """Return the box without a strip at each side, and one above and below."""
        return Box(self.x + aside, self.bottom + above, self.width - 2 * aside, self.height - 2 * above)


@dataclass(frozen=True)
class Placed:
    """A cell in its place; unframed cells need no distance from a frame."""

    cell: Cell
    box: Box
    framed: bool = True

    @property
    def text_box(self) -> Box:
        """The part of the cell that words may take."""
        return self.box.inside(PADDING, ABOVE) if self.framed else self.box


@dataclass(frozen=True)
class PlacedRow:
    """The cells that begin in one row."""

    row: Row
    cells: tuple[Placed, ...]


@dataclass
class PagePlan:
    """One page: unframed rows, framed rows, the frame around them and where the notes begin (0: none here)."""

    header: list[PlacedRow] = field(default_factory=list)
    rows: list[PlacedRow] = field(default_factory=list)
    frame: Box | None = None
    notes_top: float = 0.0


def text_box(form: Form) -> Box:
    """Return the page without its margins."""
    page = form.page
    return Box(
        page.left * POINTS_PER_MM,
        page.bottom * POINTS_PER_MM,
        (page.width - page.left - page.right) * POINTS_PER_MM,
        (page.height - page.top - page.bottom) * POINTS_PER_MM,
    )


def clear_space(area: Area, box: Box) -> Box:
    """Return the part of a signature area that nothing is printed in."""
    foot = _AREA_FOOT + len(area.lines) * area.size * _AREA_PITCH if area.lines else 0.0
    return Box(box.x, box.bottom + foot, box.width, box.height - foot)


def foot_baselines(area: Area, box: Box) -> list[float]:
    """Return the baseline of each foot line of a signature area, from the upper to the lowest."""
    pitch = area.size * _AREA_PITCH
    count = len(area.lines)
    return [box.bottom + _AREA_FOOT + (count - 1 - line) * pitch + area.size * 0.35 for line in range(count)]


def visible_rows(form: Form, variant: str, options: Collection[str], filled: Collection[str]) -> tuple[Row, ...]:
    """Return the rows of this variant with these options.

    A field in ``filled`` that none of them shows brings its own row along: a value that somebody has given is never
    left out silently. Without a variant every block is there.
    """
    chosen = {
        row.key
        for row in form.rows
        if (not row.option or row.option in options) and (not row.variants or not variant or variant in row.variants)
    }
    shown = {
        name
        for row in (*form.header, *form.rows)
        if row in form.header or row.key in chosen
        for name in row.field_names
    }
    for band in bands(form.rows):
        missing = {name for row in band for name in row.field_names if name in filled and name not in shown}
        if missing:
            chosen |= {row.key for row in band}
            shown |= {name for row in band for name in row.field_names}
    return tuple(row for row in form.rows if row.key in chosen)


def bands(rows: Sequence[Row]) -> list[list[Row]]:
    """Group rows that a cell reaching down holds together; a page never ends inside such a group."""
    groups: list[list[Row]] = []
    reach = 0
    for row in rows:
        if reach <= 0:
            groups.append([])
            reach = 0
        groups[-1].append(row)
        reach = max(reach, max((cell.rows for cell in row.cells), default=1)) - 1
    return groups


def arrange(form: Form, rows: Sequence[Row], notes_height: float) -> list[PagePlan]:
    """Place the rows on pages; ``notes_height`` is kept free below the last one."""
    area = text_box(form)
    plan = PagePlan()
    top = area.top - form.sizes.title * TITLE_PITCH
    for row in form.header:
        height = row.height * POINTS_PER_MM
        plan.header += _place([row], [height], area, top, form.page.columns, framed=False)
        top -= height
    plans = [plan]
    waiting: list[list[Row]] = []
    left = top - area.bottom
    for band in bands(rows):
        height = sum(row.height for row in band) * POINTS_PER_MM
        if height > left and waiting:
            _settle(plan, waiting, top, area, form)
            plan = PagePlan()
            plans.append(plan)
            waiting, top = [], area.top - RUNNING_HEAD
            left = top - area.bottom
        waiting.append(band)
        left -= height
    if left < notes_height:
        _settle(plan, waiting, top, area, form)
        plan = PagePlan(notes_top=area.top - RUNNING_HEAD)
        plans.append(plan)
    else:
        plan.notes_top = _settle(plan, waiting, top, area, form, notes_height)
    return plans


def _settle(
    plan: PagePlan, waiting: list[list[Row]], top: float, area: Box, form: Form, reserved: float = 0.0
) -> float:
    """Place a page's rows below ``top``, stretched to fill it; return where they end."""
    rows = [row for band in waiting for row in band]
    natural = [row.height * POINTS_PER_MM for row in rows]
    spare = top - area.bottom - reserved - sum(natural)
    shares = sum(row.stretch for row in rows)
    heights = [
        height + (spare * row.stretch / shares if shares else 0.0) for row, height in zip(rows, natural, strict=True)
    ]
    start = 0
    bottom = top
    for band in waiting:
        end = start + len(band)
        plan.rows += _place(band, heights[start:end], area, bottom, form.page.columns)
        bottom -= sum(heights[start:end])
        start = end
    plan.frame = Box(area.x, bottom, area.width, top - bottom)
    return bottom


def _place(
    band: Sequence[Row], heights: Sequence[float], area: Box, top: float, columns: int, framed: bool = True
) -> list[PlacedRow]:
    """Place the cells of a band: each takes the first free columns of its row."""
    column_width = area.width / columns
    taken: list[set[int]] = [set() for _ in band]
    placed = []
    for number, row in enumerate(band):
        cells = []
        column = 0
        for cell in row.cells:
            while column in taken[number]:
                column += 1
            for reached in range(number, number + cell.rows):
                taken[reached].update(range(column, column + cell.span))
            height = sum(heights[number : number + cell.rows])
            bottom = top - sum(heights[:number]) - height
            cells.append(
                Placed(cell, Box(area.x + column * column_width, bottom, cell.span * column_width, height), framed)
            )
        placed.append(PlacedRow(row, tuple(cells)))
    return placed
