"""Reads the rows and cells of a form that the program draws itself."""

from collections.abc import Callable

from pmedia_desktop.paper.declaration import (
    Align,
    Area,
    AreaLine,
    Cell,
    FieldKind,
    FormField,
    Label,
    Page,
    Row,
    Sizes,
    Slot,
)
from pmedia_desktop.paper.declared_table import DeclaredTable, one_among
from pmedia_desktop.texts import translate

_CONTEXT = "paper.row_loading"


class RowReader:
    """Reads rows and cells against what the form has declared before them."""

    def __init__(self, page: Page, sizes: Sizes, fields: dict[str, FormField], variants: tuple[str, ...]) -> None:
        self._page = page
        self._sizes = sizes
        self._fields = fields
        self._variants = variants

    def row(self, table: DeclaredTable) -> Row:
        """Return the row that a table declares; ``InputError`` names the key that is wrong."""
        row = Row(
            key=table.place,
            height=table.number("height", 3, 250),
            stretch=table.number("stretch", 0, 100, 0),
            variants=table.texts("for", self._variants),
            option=table.text("option", ""),
            aligned=table.flag("aligned"),
            ruled=table.flag("ruled"),
            cells=tuple(self._cell(entry) for entry in table.tables("cells", required=True)),
        )
        table.finish()
        kinds = {self._fields[name].kind for name in row.field_names}
        if row.aligned and not kinds <= {FieldKind.PARAGRAPH, FieldKind.CODES}:
            table.refuse("aligned", translate(_CONTEXT, "成列对齐的一行里只能放 paragraph、codes 类字段。"))
        if FieldKind.CODES in kinds and not row.ruled:
            table.refuse("ruled", translate(_CONTEXT, "codes 类字段只能放在逐项画线（ruled）的一行里。"))
        if row.ruled and not row.aligned:
            table.refuse("ruled", translate(_CONTEXT, "只有成列对齐（aligned）的一行才能逐项画线。"))
        return row

    def _cell(self, table: DeclaredTable) -> Cell:
        kinds = [key for key in ("label", "field", "area") if key in table]
        if len(kinds) > 1:
            table.refuse(kinds[1], translate(_CONTEXT, "一个单元格里 label、field、area 只能有一个。"))
        readers: dict[str, Callable[[DeclaredTable], Label | Slot | Area]] = {
            "label": self._label,
            "field": self._slot,
            "area": self._area,
        }
        content = readers[kinds[0]](table) if kinds else None
        cell = Cell(
            key=table.place,
            span=table.whole("span", 1, self._page.columns),
            rows=table.whole("rows", 1, 50, 1),
            content=content,
        )
        table.finish()
        return cell

    def _label(self, table: DeclaredTable) -> Label:
        others = table.table("labels")
        for code in others.names():
            if code not in self._variants:
                others.refuse(code, one_among(self._variants))
        plain = table.flag("plain")
        return Label(
            text=table.text("label"),
            for_variant={code: others.text(code) for code in others.names()},
            vertical=table.flag("vertical"),
            plain=plain,
            align=Align(table.one_of("align", Align, "center")),
            size=table.number("size", 6, 42, self._sizes.value if plain else self._sizes.label),
        )

    def _slot(self, table: DeclaredTable) -> Slot:
        name = table.one_of("field", self._fields)
        written = self._fields[name].kind in (FieldKind.PARAGRAPH, FieldKind.CHECK)
        return Slot(
            field=name,
            align=Align(table.one_of("align", Align, "left" if written else "center")),
            size=table.number("size", self._sizes.smallest, 42, self._sizes.value),
        )

    def _area(self, table: DeclaredTable) -> Area:
        lines = []
        for entry in table.tables("area"):
            lines.append(AreaLine(left=entry.text("left", ""), right=entry.text("right", "")))
            entry.finish()
        return Area(
            seal=table.number("seal", 0, 100, 0),
            lines=tuple(lines),
            size=table.number("size", 6, 42, self._sizes.value),
        )
