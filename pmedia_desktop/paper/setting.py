"""What template and values have in common: a block of lines in a box, and the error about a missing character."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import Box
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.fitting import LEADING, Fitted, Text, first_baseline, set_aligned
from pmedia_desktop.paper.fonts import NoGlyphError, Typeface
from pmedia_desktop.texts import translate

_CONTEXT = "paper.setting"


class MissingCharacterError(InputError):
    """A character that no font can draw; the print stops."""

    def __init__(self, character: str, field_label: str, field_name: str = "") -> None:
        invisible = unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")
        shown = translate(_CONTEXT, "不可见字符") if invisible else character
        message = translate(_CONTEXT, "“{label}”中的字符“{character}”（{code}）在随附字体里没有，无法打印。")
        if invisible:
            remedy = translate(_CONTEXT, "请把这一栏重新输入后再打印，不要从网页直接复制。")
        else:
            remedy = translate(_CONTEXT, "请删去或改用通行的字后再打印。")
        super().__init__(
            message.format(label=field_label, character=shown, code=f"U+{ord(character):04X}"),
            remedy,
            field=field_name,
        )
        self.character = character
        self.code_point = f"U+{ord(character):04X}"


@contextmanager
def naming(label: str, name: str = "") -> Iterator[None]:
    """Say of a missing character in which field it stands."""
    try:
        yield
    except NoGlyphError as problem:
        raise MissingCharacterError(problem.character, label, name) from problem


def set_block(fitted: Fitted, typeface: Typeface, box: Box, align: Align) -> list[Text]:
    """Set fitted lines in the middle of a box's height."""
    y = first_baseline(box.top, box.height, len(fitted.lines), fitted.size)
    pieces: list[Text] = []
    for line in fitted.lines:
        if line:
            pieces += set_aligned(line, typeface, fitted.size, (box.x, box.right), y, align)
        y -= fitted.size * LEADING
    return pieces
