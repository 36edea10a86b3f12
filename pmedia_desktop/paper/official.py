"""An official document (公文) of running text, laid out as GB/T 9704-2012 asks: report, rules, letter.

A4, 37 mm above and 28 mm to the left of the type area of 156 by 225 mm, 22 lines of 28 characters; title in 22 points,
body in 16, headings in 黑体, page numbers below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pmedia_desktop.paper.arrangement import POINTS_PER_MM as MM
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.drawing import DocumentInfo, Drawing
from pmedia_desktop.paper.fitting import Text, breakables, lines_at, set_aligned
from pmedia_desktop.paper.fonts import BUILDING, Typeface
from pmedia_desktop.paper.setting import naming
from pmedia_desktop.paper.stand_ins import with_stand_ins
from pmedia_desktop.texts import translate

_CONTEXT = "paper.official"

LEFT, TOP, WIDTH, HEIGHT = 28, 37, 156, 225
"""The type area in mm: its left and upper margin, its width and height."""
TITLE_SIZE, BODY_SIZE, NUMBER_SIZE = 22.0, 16.0, 14.0
LINES = 22
_PITCH = HEIGHT * MM / LINES
_PAGE_HEIGHT = 297 * MM
_NUMBER_BELOW = 7 * MM  # the page number stands 7 mm under the type area
_INDENT = "　　"
_SIGNED_FROM_RIGHT = 4 * BODY_SIZE  # 右空四字


class Role(Enum):
    """What a paragraph is; ``ADDRESS`` (主送机关) begins without indent."""

    BODY = auto()
    HEADING = auto()
    ADDRESS = auto()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a document."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True)
class OfficialDocument:
    """A title, paragraphs, and below them who signs on which day (an ISO date as PDF metadata, its words on paper).

    ``quotes``: the paragraphs tell what other people wrote; a character in no font gets a stand-in in the PDF.
    """

    title: str
    paragraphs: Sequence[Paragraph]
    signer: str = ""
    day_words: str = ""
    day: str = ""
    quotes: bool = False


def official_pdf(document: OfficialDocument) -> bytes:
    """Return the document as a PDF; ``MissingCharacterError`` for a character in no font, unless it ``quotes``."""
    with BUILDING:
        drawing = Drawing(DocumentInfo(title=document.title, author=document.signer, day=document.day))
        pages = list(_pages(list(_lines(document))))
        for number, texts in enumerate(pages, 1):
            words = translate(_CONTEXT, "— {page} —").format(page=number)
            foot = _PAGE_HEIGHT - (TOP + HEIGHT) * MM - _NUMBER_BELOW
            drawing.page([[*texts, *set_aligned(words, Typeface.BODY, NUMBER_SIZE, _edges(), foot, Align.CENTER)]])
        return drawing.finish()


@dataclass(frozen=True)
class _SetLine:
    words: str
    typeface: Typeface
    size: float
    align: Align
    inset: float = 0.0
    keep: int = 0  # so many lines after it stay on its page


def _edges(inset: float = 0.0) -> tuple[float, float]:
    return LEFT * MM, (LEFT + WIDTH) * MM - inset


def _lines(document: OfficialDocument) -> Iterator[_SetLine]:
    with naming(document.title):
        for words in lines_at(breakables(document.title, Typeface.TITLE), WIDTH * MM, TITLE_SIZE):
            yield _SetLine(words, Typeface.TITLE, TITLE_SIZE, Align.CENTER)
        yield _SetLine("", Typeface.BODY, BODY_SIZE, Align.LEFT)
        for paragraph in document.paragraphs:
            typeface = Typeface.HEADING if paragraph.role is Role.HEADING else Typeface.BODY
            indent = "" if paragraph.role is Role.ADDRESS else _INDENT
            for part in (with_stand_ins(paragraph.text) if document.quotes else paragraph.text).split("\n"):
                keep = 1 if paragraph.role is Role.HEADING else 0
                for words in lines_at(breakables(indent + part, typeface), WIDTH * MM, BODY_SIZE):
                    yield _SetLine(words, typeface, BODY_SIZE, Align.LEFT, keep=keep)
        signed = [words for words in (document.signer, document.day_words) if words]
        if signed:
            yield _SetLine("", Typeface.BODY, BODY_SIZE, Align.LEFT, keep=len(signed))
        for number, words in enumerate(signed, 1):
            for line in lines_at(breakables(words, Typeface.BODY), WIDTH * MM - _SIGNED_FROM_RIGHT, BODY_SIZE):
                yield _SetLine(
                    line, Typeface.BODY, BODY_SIZE, Align.RIGHT, _SIGNED_FROM_RIGHT, keep=len(signed) - number
                )


def _pages(lines: Sequence[_SetLine]) -> Iterator[list[Text]]:
    """Lay the lines on pages: a heading stays with what follows it, the signature with its day."""
    texts: list[Text] = []
    used = 0
    for line in lines:
        if used + 1 + line.keep > LINES and used:
            yield texts
            texts, used = [], 0
        baseline = _PAGE_HEIGHT - TOP * MM - used * _PITCH - _PITCH / 2 - line.size * 0.38
        texts += set_aligned(line.words, line.typeface, line.size, _edges(line.inset), baseline, line.align)
        used += 1
    yield texts
