"""What a booklet says, before it is laid on pages."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph; ``leads_to`` is the anchor of a heading, "" for no link."""

    words: str
    strong: bool = False
    leads_to: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (a chapter), 2 or 3; links and the contents reach it by its ``anchor``."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True)
class Prose:
    """A paragraph; with a ``mark`` ("1.", "•") an item of a list."""

    pieces: tuple[Piece, ...]
    mark: str = ""

    @property
    def announces(self) -> bool:
        """Whether it ends with a colon: what it announces follows."""
        return bool(self.pieces) and self.pieces[-1].words.endswith("：")


@dataclass(frozen=True)
class Figure:
    """A picture (PNG or JPEG) and what stands below it; ``share`` is its part of the text's width."""

    content: bytes
    caption: str
    share: float


@dataclass(frozen=True)
class Grid:
    """A table; its first row is the heading."""

    rows: Sequence[Sequence[Prose]]


Block = Heading | Prose | Figure | Grid


@dataclass(frozen=True)
class Booklet:
    """``notes`` stand below the title on the first page; ``day`` is an ISO date, for the PDF's own data."""

    title: str
    notes: Sequence[str]
    day: str
    blocks: Sequence[Block]
