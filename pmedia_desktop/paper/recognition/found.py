"""What is found on an office's form. Measures are millimetres from the page's upper left corner, as a ruler lies."""

from dataclasses import dataclass

from pmedia_desktop.paper.declaration import Medium


@dataclass(frozen=True)
class Area:
    """A rectangle on a page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def inside(self, distance: float) -> "Area":
        """Return the area without a margin."""
        return Area(
            self.x + distance, self.y + distance, max(self.width - 2 * distance, 0), max(self.height - 2 * distance, 0)
        )

    def shared(self, other: "Area") -> float:
        """Return how much of both together is common to both, 0 to 1."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        if across <= 0 or down <= 0:
            return 0.0
        common = across * down
        return common / (self.width * self.height + other.width * other.height - common)


@dataclass(frozen=True)
class Character:
    """A printed character and where it stands."""

    text: str
    area: Area


@dataclass(frozen=True)
class Rule:
    """A straight line, across (``y0 == y1``) or down (``x0 == x1``)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_across(self) -> bool:
        """Whether it lies across the page."""
        return self.y0 == self.y1


@dataclass(frozen=True)
class FoundCell:
    """A cell of a table. ``text`` is its words without spaces at the ends; ``printed``: something stands in it."""

    area: Area
    text: str = ""
    characters: tuple[Character, ...] = ()
    printed: bool = False
    table_place: tuple[int, int, int] | None = None
    """In a Word file: number of the table, row and column of the grid where the cell begins."""
    lines: tuple["FoundLine", ...] = ()
    """In a Word file: its paragraphs."""


@dataclass(frozen=True)
class FoundLine:
    """A line of words: its text with blanks, and where each character stands.

    ``right`` is how far the line may go on; ``paragraph`` is its number in a Word file.
    """

    text: str
    places: tuple[Area, ...]
    right: float
    paragraph: int | None = None


@dataclass(frozen=True)
class FoundPage:
    """A page with its cells, the characters and rules outside them, and these characters as lines.

    ``words_known``: false for a picture.
    """

    width: float
    height: float
    cells: tuple[FoundCell, ...]
    characters: tuple[Character, ...] = ()
    blanks: tuple[Area, ...] = ()
    words_known: bool = True
    lines: tuple[FoundLine, ...] = ()


@dataclass(frozen=True)
class FoundMark:
    """A mark that stands in a Word file already: its words, and where it stands.

    That is a cell, a blank of a line (number of the paragraph, place in its text), or an ``area`` of the sketch.
    """

    name: str
    tick: str = ""
    part: str = ""
    cell: tuple[int, int, int] | None = None
    blank: tuple[int, int] | None = None
    area: Area = Area(0, 0, 0, 0)

    @property
    def has_spot(self) -> bool:
        """Whether it stands in a cell or a blank, not within a sentence."""
        return self.cell is not None or self.blank is not None


@dataclass(frozen=True)
class FoundForm:
    """An office's form: its page as it is kept (``content``), what shows it (``shown``, a PDF), and what was found."""

    medium: Medium
    content: bytes
    shown: bytes
    pages: tuple[FoundPage, ...]
    marks: tuple[FoundMark, ...] = ()
