"""What the file can hold at all."""

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "register.storable"


def is_storable(identifier: int) -> bool:
    """Whether a column of the register can hold the number at all; SQLite's integers have 64 bits."""
    return -(2**63) <= identifier < 2**63


def refuse_unwritable(text: str) -> None:
    """Refuse a lone half of a surrogate pair (from a broken paste): it cannot be stored as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            translate(_CONTEXT, "文字中有无法保存的字符（U+{code:04X}）。").format(code=ord(text[error.start])),
            translate(_CONTEXT, "请删去它再重新输入。"),
        ) from error
