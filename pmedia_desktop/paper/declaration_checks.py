"""Checks of a form as a whole: the grid is full, every field has a place, every word and seal has room."""

import math

from pmedia_desktop.paper.arrangement import ABOVE, PADDING, POINTS_PER_MM, Box, clear_space
from pmedia_desktop.paper.background_loading import check_places
from pmedia_desktop.paper.declaration import Area, Cell, Form, Page, Row, Slot
from pmedia_desktop.paper.declared_table import DeclaredTable
from pmedia_desktop.paper.fitting import line_count
from pmedia_desktop.texts import translate

_CONTEXT = "paper.declaration_checks"
_REFERENCE_LENGTH = 8  # 见续页第12项, in full-width characters and with room to spare
_PAGE_RESERVE = 40  # mm for the title, the header rows and the notes


def check_form(table: DeclaredTable, form: Form) -> None:
    """Raise the ``InputError`` that names the first place in the file that does not fit the rest."""
    if form.background:
        check_places(table, form)
        return
    _check_columns(table, "header", form.header, form.page)
    _check_columns(table, "rows", form.rows, form.page)
    _check_fields(table, form)
    _check_heights(table, form)
    for row in (*form.header, *form.rows):
        for cell in row.cells:
            _check_room(table, form, row, cell)


def _check_columns(table: DeclaredTable, key: str, rows: tuple[Row, ...], page: Page) -> None:
    """Every row must fill the grid's columns, counting the cells that reach down into it."""
    reaching: list[tuple[int, int, Row]] = []  # rows still to fill, columns, the row where the cell began
    for row in rows:
        taken = sum(columns for _, columns, _ in reaching)
        own = sum(cell.span for cell in row.cells)
        if taken + own != page.columns:
            allowed = translate(_CONTEXT, "各格 span 之和是 {own}，加上从上面延伸下来的 {taken}，应等于 {columns}。")
            table.refuse_place(f"{row.key}.cells", allowed.format(own=own, taken=taken, columns=page.columns))
        for _, _, first in reaching:
            if (first.variants, first.option) != (row.variants, row.option):
                table.refuse_place(row.key, translate(_CONTEXT, "合并单元格跨到的行，for 和 option 要与起始行相同。"))
        reaching = [(left - 1, columns, first) for left, columns, first in reaching if left > 1]
        reaching += [(cell.rows - 1, cell.span, row) for cell in row.cells if cell.rows > 1]
    if reaching:
        table.refuse_place(f"{key}", translate(_CONTEXT, "有合并单元格伸到了最后一行之外，请减小 rows。"))


def _check_fields(table: DeclaredTable, form: Form) -> None:
    placed = {name for row in (*form.header, *form.rows) for name in row.field_names}
    for field in form.fields:
        if field.name not in placed:
            table.refuse_place(f"fields.{field.name}", translate(_CONTEXT, "没有任何单元格填写这个字段。"))


def _check_heights(table: DeclaredTable, form: Form) -> None:
    room = form.page.height - form.page.top - form.page.bottom - _PAGE_RESERVE
    for row in form.rows:
        if row.height > room:
            table.refuse_place(f"{row.key}.height", translate(_CONTEXT, "太高，最多 {room:g} 毫米。").format(room=room))


def _check_room(table: DeclaredTable, form: Form, row: Row, cell: Cell) -> None:
    """Check that a signature area keeps its seal clear, and that a value's cell holds at least 见续页第1项."""
    width = cell.span * (form.page.width - form.page.left - form.page.right) / form.page.columns
    if cell.rows > 1:
        return
    if isinstance(cell.content, Area):
        clear = clear_space(cell.content, Box(0, 0, width * POINTS_PER_MM, row.height * POINTS_PER_MM))
        if cell.content.seal * POINTS_PER_MM > min(clear.width, clear.height):
            allowed = translate(
                _CONTEXT, "这一格的空白只有 {width:.1f}×{height:.1f} 毫米，放不下，请加大 span 或 height。"
            )
            height = clear.height / POINTS_PER_MM
            table.refuse_place(f"{cell.key}.seal", allowed.format(width=width, height=height))
    elif isinstance(cell.content, Slot):
        size = form.sizes.smallest
        in_a_line = math.floor((width * POINTS_PER_MM - 2 * PADDING) / size)
        lines = line_count(row.height * POINTS_PER_MM - 2 * ABOVE, size)
        if in_a_line * lines < _REFERENCE_LENGTH:
            table.refuse_place(f"{cell.key}.span", translate(_CONTEXT, "这一格太小，连“见续页第1项”也放不下，请加大。"))
