"""Characters that no font draws, in words that other people wrote: a visible stand-in instead of a refusal.

A citizen's 👍 and a headline's 🔥 belong to what was said: they are neither left out nor a reason not to print.
On paper stands 〔表情U+1F44D〕, or 〔U+323B0〕 for what is no emoji. Characters without a look of their own, which only
join others or choose their variant, are left out.
"""

import unicodedata
from functools import cache

from pmedia_desktop.paper.fonts import GLYPHS, NoGlyphError, Typeface
from pmedia_desktop.texts import translate

_CONTEXT = "paper.stand_ins"
#: Control and format characters; joiners and tags are among the latter.
_INVISIBLE = ("Cc", "Cf")
_VARIANTS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x1F3FB, 0x1F3FF), (0x20E3, 0x20E3))
_EMOJI = ((0x1F000, 0x1FAFF), (0x2300, 0x23FF), (0x2600, 0x27BF), (0x2B00, 0x2BFF))


def with_stand_ins(text: str) -> str:
    """Return a text of which every character can be drawn; line ends stay."""
    return "".join(map(_shown, text))


@cache
def _shown(character: str) -> str:
    if character == "\n":
        return character
    try:
        # Headings and titles draw whatever the body draws.
        _ = GLYPHS[Typeface.BODY][character]
    except NoGlyphError:
        return _stand_in(character)
    return character


def _stand_in(character: str) -> str:
    code = ord(character)
    if unicodedata.category(character) in _INVISIBLE or _among(code, _VARIANTS):
        return ""
    words = translate(_CONTEXT, "〔表情U+{code:04X}〕") if _among(code, _EMOJI) else "〔U+{code:04X}〕"
    return words.format(code=code)


def _among(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
