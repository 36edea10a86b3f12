"""Reads one table of a form's file key by key, and says of a wrong one which it is and what is allowed there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NoReturn, TypeVar

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "paper.declared_table"
_REQUIRED: Final = object()

Value = TypeVar("Value")


def one_among(allowed: Sequence[str]) -> str:
    """Return the sentence that says which words are allowed, also when there are none."""
    if not allowed:
        return translate(_CONTEXT, "这里没有可用的值，请删去这一项。")
    return translate(_CONTEXT, "只能是 {allowed} 之一。").format(allowed="、".join(allowed))


class DeclaredTable:
    """A TOML table with its file's name and its own place in it; every key has to be asked for."""

    def __init__(self, content: Mapping[str, Any], file_name: str, place: str = "") -> None:
        self._content = content
        self._asked: list[str] = []
        self.file_name = file_name
        self.place = place

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def key(self, key: str) -> str:
        """Return a key's full name in the file, such as ``rows[3].cells[0].span``."""
        return f"{self.place}.{key}" if self.place else key

    def names(self) -> tuple[str, ...]:
        """Return the keys of a table whose keys are the author's own."""
        self._asked.extend(self._content)
        return tuple(self._content)

    def refuse(self, key: str, allowed: str) -> NoReturn:
        """Raise the error that names file and key and says what is allowed."""
        self.refuse_place(self.key(key), allowed)

    def refuse_place(self, place: str, allowed: str) -> NoReturn:
        """Raise the error for a place in the file that is not a key of this table."""
        message = translate(_CONTEXT, "表样文件 {file} 的“{place}”不对：").format(file=self.file_name, place=place)
        raise InputError(message, allowed, field=place)

    def _take(self, key: str, default: object) -> Any:
        self._asked.append(key)
        if key in self._content:
            return self._content[key]
        if default is _REQUIRED:
            self.refuse(key, translate(_CONTEXT, "缺少这一项。"))
        return default

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        """Return a text; one without a default must not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is _REQUIRED and not value.strip()):
            self.refuse(key, translate(_CONTEXT, "应是用引号括起的文字，不能为空。"))
        return value

    def one_of(self, key: str, allowed: Iterable[str], default: Any = _REQUIRED) -> str:
        """Return one of the allowed words."""
        allowed = tuple(allowed)
        value = self._take(key, default)
        if value not in (*allowed, default):
            self.refuse(key, one_among(allowed))
        return str(value)

    def number(self, key: str, low: float, high: float, default: Any = _REQUIRED) -> float:
        """Return a number between ``low`` and ``high``."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.refuse(key, translate(_CONTEXT, "应是 {low:g} 到 {high:g} 之间的数。").format(low=low, high=high))
        return value

    def whole(self, key: str, low: int, high: int, default: Any = _REQUIRED) -> int:
        """Return a whole number between ``low`` and ``high``."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.refuse(key, translate(_CONTEXT, "应是 {low} 到 {high} 之间的整数。").format(low=low, high=high))
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false when it is not there."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            self.refuse(key, translate(_CONTEXT, "只能是 true 或 false。"))
        return value

    def texts(self, key: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts, each of them ``allowed``; empty when it is not there."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.refuse(key, translate(_CONTEXT, '应是文字的列表，写作 ["…", "…"]。'))
        if allowed is not None:
            allowed = tuple(allowed)
            for entry in value:
                if entry not in allowed:
                    self.refuse(key, translate(_CONTEXT, "“{entry}”不行，").format(entry=entry) + one_among(allowed))
        return tuple(value)

    def table(self, key: str, required: bool = False) -> "DeclaredTable":
        """Return the table under a key, empty when it is not there."""
        value = self._take(key, _REQUIRED if required else {})
        if not isinstance(value, dict):
            self.refuse(key, translate(_CONTEXT, "应是一个表，写作 [{key}] 或 {{ … }}。").format(key=self.key(key)))
        return DeclaredTable(value, self.file_name, self.key(key))

    def tables(self, key: str, required: bool = False) -> tuple["DeclaredTable", ...]:
        """Return the list of tables under a key; entries are counted from 1 in messages."""
        value = self._take(key, _REQUIRED if required else [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.refuse(key, translate(_CONTEXT, "应是一列表，写作 [[{key}]] 或 [{{ … }}]。").format(key=self.key(key)))
        return tuple(
            DeclaredTable(entry, self.file_name, f"{self.key(key)}[{number}]") for number, entry in enumerate(value, 1)
        )

    def finish(self) -> None:
        """Refuse a key that nobody has asked for: a typing error would otherwise pass unnoticed."""
        for key in self._content:
            if key not in self._asked:
                words = "、".join(dict.fromkeys(self._asked))
                self.refuse(key, translate(_CONTEXT, "没有这一项，这里可用：{words}。").format(words=words))
