"""The fonts of ``resources/fonts``: which one draws a character, and how wide it is.

A text is set in a typeface (body, heading, title), and each typeface is a chain of fonts, because no single free font
has everything a form needs: 仿宋 has no ☑ and quotation marks a third of their width, its digits are of unequal width.
A font is loaded when the first character needs it. A character that no font of the chain has is an error, never an
empty box.
"""

import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from pmedia_desktop.data_files import data_path


class Typeface(StrEnum):
    """What a text is set in; see ``_CHAINS`` for the fonts behind each."""

    BODY = "body"
    HEADING = "heading"
    TITLE = "title"


class NoGlyphError(Exception):
    """No font of the typeface has this character."""

    def __init__(self, character: str) -> None:
        super().__init__(f"U+{ord(character):04X}")
        self.character = character


class Run(NamedTuple):
    """Neighbouring characters that one font draws; ``width`` is in thousandths of the font size."""

    font: str
    text: str
    width: float


@dataclass(frozen=True)
class Glyph:
    """Which registered font draws a character, and its width in thousandths of the font size."""

    font: str
    width: float


_FILES = {
    "fangsong": "LXGWZhuqueFangsong-Regular.ttf",
    "heiti": "NotoSansSC-Medium.subset.ttf",
    "title": "NotoSerifSC-Bold.subset.ttf",
    "rare": "NotoSerifSC-Regular.rare.ttf",
    "extensions": "HanaMinB.extensions.ttf",
    "latin": "LiberationSerif-Regular.ttf",
    "symbols": "FormSymbols.ttf",
}
_BOXES = frozenset("☐☑☒□■√✓")
_QUOTES = frozenset("“”‘’")
_LAST_LATIN_LETTER = "\u052f"
_CHAINS = {
    Typeface.BODY: ("fangsong", "heiti", "rare", "latin", "extensions"),
    Typeface.HEADING: ("heiti", "fangsong", "rare", "latin", "extensions"),
    Typeface.TITLE: ("title", "heiti", "fangsong", "rare", "latin", "extensions"),
}

# reportlab's fonts keep a reading position and per-document tables: one document is built at a time.
BUILDING = threading.RLock()


FIRST_FONT = "fangsong"
"""The font a document begins with; without one reportlab refers to a Helvetica that is not embedded."""


@cache
def load_font(name: str) -> Any:
    """Load and register one font. Needs ``BUILDING``."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = _to_unicode_map
    font = ttfonts.TTFont(name, str(data_path("resources", "fonts", _FILES[name])), asciiReadable=0, shapable=False)
    pdfmetrics.registerFont(font)
    return font


def _to_unicode_map(font_name: str, subset: list[int]) -> str:
    """Write a font's ToUnicode map so that characters beyond U+FFFF are extracted as what they are.

    reportlab 5.1 writes their code points with five hexadecimal digits, which no reader understands; the PDF
    standard (9.10.3) asks for UTF-16BE and for at most 100 entries in a block.
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset) if point
    ]
    blocks = []
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _draws(name: str, character: str) -> bool:
    """Whether the font has an outline for the character, or rightly none: spaces and format characters.

    Some fonts draw a format character (direction marks, joiners) as a visible mark for editors: not on a paper.
    """
    face = load_font(name).face
    glyph = face.charToGlyph.get(ord(character), 0)
    if not glyph:
        return False
    has_outline: bool = face.glyphPos[glyph + 1] > face.glyphPos[glyph]
    category = unicodedata.category(character)
    return not has_outline if category == "Cf" else has_outline or category == "Zs"


def _is_latin(character: str) -> bool:
    return character <= "~" or character == "\u00a0" or (character <= _LAST_LATIN_LETTER and character.isalpha())


def _font_for(character: str, typeface: Typeface) -> str:
    if unicodedata.category(character) == "Cc":
        raise NoGlyphError(character)
    if character in _BOXES:
        return "symbols"
    if typeface is Typeface.BODY:
        if character in _QUOTES:
            return "heiti"
        if _is_latin(character) and _draws("latin", character):
            return "latin"
    for name in _CHAINS[typeface]:
        if _draws(name, character):
            return name
    raise NoGlyphError(character)


class GlyphTable(dict[str, Glyph]):
    """The glyphs of a typeface, found on first use: ``table[character]``. Raises ``NoGlyphError``."""

    def __init__(self, typeface: Typeface) -> None:
        super().__init__()
        self._typeface = typeface

    def __missing__(self, character: str) -> Glyph:
        with BUILDING:
            name = _font_for(character, self._typeface)
            face = load_font(name).face
        glyph = self[character] = Glyph(name, face.charWidths.get(ord(character), face.defaultWidth))
        return glyph


GLYPHS = {typeface: GlyphTable(typeface) for typeface in Typeface}


def widths(text: str, typeface: Typeface) -> list[float]:
    """Return each character's width in thousandths of the font size."""
    table = GLYPHS[typeface]
    return [table[character].width for character in text]


def runs(text: str, typeface: Typeface) -> Iterator[Run]:
    """Split a line into runs of one font each."""
    table = GLYPHS[typeface]
    start, font, width = 0, "", 0.0
    for place, character in enumerate(text):
        glyph = table[character]
        if glyph.font != font:
            if place:
                yield Run(font, text[start:place], width)
            start, font, width = place, glyph.font, 0.0
        width += glyph.width
    if text:
        yield Run(font, text[start:], width)
