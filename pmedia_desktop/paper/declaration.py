"""A paper as its file declares it: page, grid, rows of cells, fields. Read by ``loading``, arranged by ``arrangement``.

Measures are millimetres and type sizes points, as in the file; ``docs/forms.md`` explains every key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

ALWAYS = "always"
"""The only name in ``required_for`` of a form without variants."""


class FieldKind(StrEnum):
    """What a field holds; see ``values`` for the JSON type of each."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    CHECK = "check"
    PICTURE = "picture"
    CODES = "codes"


@dataclass(frozen=True, kw_only=True)
class FormField:
    """A field of a form.

    ``required_for`` names variants (or ``ALWAYS``); ``source`` is the dotted place in the register that its value
    comes from. ``choices`` are the printed words of a choice and ``codes`` what stands for each of them in a file.
    ``empty`` is printed where there is no value, except on a blank form and while the field that it ``waits_for``
    stands on the form without a value: then the cell stays free, to be written in by hand. ``is_count``: a number
    that counts something, whole and not below 0.
    """

    name: str
    label: str
    kind: FieldKind
    required_for: tuple[str, ...] = ()
    source: str = ""
    choices: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    empty: str = ""
    waits_for: str = ""
    is_count: bool = False


class Align(StrEnum):
    """Where a line stands in its cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class Label:
    """Fixed text. ``for_variant`` replaces it in some variants; ``plain`` sets it like a value, not in 黑体."""

    text: str
    for_variant: Mapping[str, str] = field(default_factory=dict, hash=False)
    vertical: bool = False
    plain: bool = False
    align: Align = Align.CENTER
    size: float

    def text_in(self, variant: str) -> str:
        """Return the label's words in one variant."""
        return self.for_variant.get(variant, self.text)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """The place of a field's value."""

    field: str
    align: Align
    size: float


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """A line at the foot of a signature area: words at its left and at its right."""

    left: str = ""
    right: str = ""


@dataclass(frozen=True, kw_only=True)
class Area:
    """Space for an opinion, a signature and a seal: ``seal`` x ``seal`` mm stay clear above the foot lines."""

    seal: float
    lines: tuple[AreaLine, ...]
    size: float


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell: ``span`` columns of the grid, ``rows`` rows. ``key`` is its place in the file, for messages."""

    key: str
    span: int
    rows: int = 1
    content: Label | Slot | Area | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the grid, at least ``height`` mm high.

    ``stretch`` is its share of what is left of the page. ``variants`` (none: all) and ``option`` say when it is
    there. In an ``aligned`` row the n-th entries of all its fields stand beside each other,
    in a ``ruled`` one also with a line below each, as in a list of accounts.
    """

    key: str
    height: float
    cells: tuple[Cell, ...]
    stretch: float = 0.0
    variants: tuple[str, ...] = ()
    option: str = ""
    aligned: bool = False
    ruled: bool = False

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields whose values stand in this row."""
        return tuple(cell.content.field for cell in self.cells if isinstance(cell.content, Slot))


@dataclass(frozen=True, kw_only=True)
class Page:
    """A4 upright: margins in mm, ``columns`` of equal width between them."""

    width: float = 210.0
    height: float = 297.0
    left: float
    right: float
    top: float
    bottom: float
    columns: int


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Type sizes in points. Values shrink from ``value`` to ``smallest`` before they go to the continuation sheet."""

    title: float
    label: float
    value: float
    smallest: float
    note: float


@dataclass(frozen=True, kw_only=True)
class About:
    """Which fields say what the document is: its author (the unit), its subject (the account) and its day."""

    author: str = ""
    subject: str = ""
    day: str = ""


class Medium(StrEnum):
    """What an office's page is kept as."""

    PDF = "pdf"
    WORD = "docx"


@dataclass(frozen=True, kw_only=True)
class Background:
    """An office's page behind the values; ``pages`` are the sizes of a PDF's pages in mm."""

    medium: Medium
    content: bytes = field(repr=False)
    pages: tuple[tuple[float, float], ...] = ()


class DatePart(StrEnum):
    """Which part of a date stands in a place where the form prints 年, 月 and 日 itself."""

    YEAR = "year"
    SHORT_YEAR = "short_year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something goes on an office's page: mm from the upper left corner of page ``page``, counted from 1.

    ``tick`` is the word whose box is ticked when it is the field's value. A place without a field is a ``stamp``:
    a seal or signature goes there, and nothing is printed.
    """

    key: str
    page: int
    x: float
    y: float
    width: float
    height: float
    field: str = ""
    align: Align = Align.LEFT
    top: bool = False
    size: float = 12.0
    breaks: bool = True
    tick: str = ""
    part: DatePart | None = None

    @property
    def is_stamp(self) -> bool:
        """Whether the place stays clear for a seal or a signature."""
        return not self.field


_A4 = Page(left=25, right=20, top=20, bottom=20, columns=1)


@dataclass(frozen=True, kw_only=True)
class Form:
    """A paper. ``fingerprint`` is the SHA-256 of its file; ``file_name`` names the file in messages.

    ``variants`` are codes, ``variant_words`` their Chinese; ``variant_field`` is the choice that tells them apart.
    ``header`` rows stand unframed above the grid, ``notes`` below it. An office's own form has a ``background`` with
    ``places`` (a Word file marks them itself) instead of rows. One that ``quotes`` prints words of other
    people: a character in no font gets a stand-in there, instead of stopping the print.
    """

    name: str
    title: str
    version: str
    copies: int
    variants: tuple[str, ...]
    fields: tuple[FormField, ...]
    fingerprint: str
    file_name: str = ""
    variant_words: tuple[str, ...] = ()
    variant_field: str = ""
    page: Page = _A4
    sizes: Sizes
    background: Background | None = None
    places: tuple[Place, ...] = ()
    about: About = About()
    header: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    continuation_note: str = ""
    quotes: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The optional rows that can be switched on, in the order of the file."""
        return tuple(dict.fromkeys(row.option for row in self.rows if row.option))

    @cached_property
    def fields_by_name(self) -> Mapping[str, FormField]:
        """The fields under their names."""
        return {field.name: field for field in self.fields}

    def variant_word(self, variant: str) -> str:
        """Return the Chinese word of a variant, empty for none."""
        return self.variant_words[self.variants.index(variant)] if variant else ""
