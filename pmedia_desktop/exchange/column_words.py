"""What the columns of a kind of table are called."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_IN_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
#: What a column with passwords is called, also beside something else: 登录账号（密码）.
_SECRET = re.compile("(?:密码|口令)(?!保管)|passw|pwd", re.IGNORECASE)
_DECORATION = re.compile(r"[\s*★:;,.、_\-/\\|“”\"'#]+")


@dataclass(frozen=True)
class Vocabulary:
    """What the columns of one kind of table are called.

    ``fields`` is {name in use: field}, spelt as ``plain_heading`` spells; ``prefixes`` are words that add nothing
    (政务新媒体 before 名称). A table of this kind has a column for one of ``keys``. Of the ``repeated`` fields
    there may be several columns (微信号ID, 唯一标识), of which the first that is filled counts; of the others there is
    one, the one whose name comes first in ``fields``.

    ``people`` are fields that name somebody, ``others`` what those are called who have no field (分管领导). A column
    with one of the names ``belongings`` (电话) tells of the person whose column stands before it; it is a field of ours
    only when that is the first of ``people``. Where no column names that one, a column called ``somebody`` (姓名) does.

    ``otherwise`` is {name: field} of a column that gives way to another one and then means something else (账号 beside
    名称), unless a third column means just that.

    ``platforms`` {plain heading: code} may each have a column or a group of columns (``exchange.spread``), in which
    stand the fields ``per_platform``; a column that is called like the platform is the first of them.
    ``platform_names`` {plain heading: code} say so themselves (微博名称), and ``platform_ids`` of what the platform
    calls an account by (微信号).
    """

    kind: str
    fields: Mapping[str, str]
    keys: frozenset[str]
    prefixes: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    somebody: frozenset[str] = frozenset()
    belongings: frozenset[str] = frozenset()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    platforms: Mapping[str, str] = field(default_factory=dict)
    platform_names: Mapping[str, str] = field(default_factory=dict)
    platform_ids: Mapping[str, str] = field(default_factory=dict)
    per_platform: tuple[str, ...] = ()

    def field_of(self, heading: str) -> str:
        """Return the field that a heading names, or an empty text."""
        return self.fields.get(self._name_in(heading), "")

    def rank_of(self, heading: str) -> int:
        """Return how far down among the names in use a heading's name stands."""
        name = self._name_in(heading) or self._name_in(heading.rpartition(" ")[2])
        return list(self.fields).index(name) if name else len(self.fields)

    def person_of(self, heading: str) -> str | None:
        """Return the field of the person whom a heading names (empty for ``others``); None when it names nobody."""
        plain = plain_heading(heading)
        name = plain.removesuffix("姓名")
        if name in self.others or plain_heading(heading.rpartition(" ")[2]) in self.others:
            return ""
        field = self.field_of(heading) or ("" if name == plain else self.field_of(name))
        return field if field in self.people else None

    def otherwise_of(self, heading: str) -> str:
        """Return what a heading means that has given way to another one, or an empty text."""
        return self.otherwise.get(self._name_in(heading) or self._name_in(heading.rpartition(" ")[2]), "")

    def _name_in(self, heading: str) -> str:
        plain = plain_heading(heading)
        # 账号管理员（B岗） is another column than 账号管理员: what stands in the brackets speaks first.
        for spelling in (plain_heading(heading, keep_brackets=True), plain):
            if spelling in self.fields:
                return spelling
        stripped = (plain.removeprefix(prefix) for prefix in self.prefixes if plain.startswith(prefix))
        return next((name for name in stripped if name in self.fields), "")


@lru_cache(4096)
def plain_heading(heading: str, *, keep_brackets: bool = False) -> str:
    """Return a heading for comparing: no spaces, stars, brackets and what stands in them; full width made plain.

    That passwords stand there is not left out: such a column is none of ours.
    """
    text = unicodedata.normalize("NFKC", heading)
    if not keep_brackets:
        text = _IN_BRACKETS.sub(lambda part: part.group() if holds_secrets(part.group()) else "", text)
    return re.sub(r"[()\[\]【】<>]", "", _DECORATION.sub("", text)).upper()


def holds_secrets(heading: str) -> bool:
    """Whether a column has passwords, by its heading; 密码保管人 is somebody."""
    return bool(_SECRET.search(heading))
