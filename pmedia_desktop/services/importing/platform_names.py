"""What platforms are called in tables: by the platform table, by the usual words, and with more words around."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.column_words import plain_heading
from pmedia_desktop.model.account import Platform
from pmedia_desktop.services.importing.vocabulary import import_columns, platform_codes
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.platform_names"
_DETAIL = re.compile(r"(.+?)\s*[(\[【—:\-]+\s*(.+?)\s*[)\]】]?")
_BETWEEN = re.compile(r"[\s、,，;；/+＋&和及与]+")
#: Between these there are two things, although the words on both sides also make one: 微信、视频号.
_LISTED = re.compile(r"\s*[、,，;；/+＋&]\s*")


@dataclass(frozen=True)
class PlatformNames:
    """The platform table by every name in use.

    ``titles`` is {code: what it is called}, ``detailed`` the codes that ask for more (小程序（办事指南）). In a longer
    text the names ``alone`` mean nothing, those of ``misleading`` another platform, and ``beside`` adds nothing.
    """

    codes: Mapping[str, str]
    titles: Mapping[str, str]
    detailed: frozenset[str]
    alone: frozenset[str]
    misleading: frozenset[str]
    beside: frozenset[str]

    def read(self, text: str) -> tuple[str, str]:
        """Return code and detail of a cell that names one platform, or raise ``InputError``."""
        found = self._as_it_is(text) or self._within(text)
        if not found:
            raise InputError(
                translate(_CONTEXT, "不认识平台“{text}”，").format(text=text),
                translate(_CONTEXT, "请写平台表里的名称；表里没有的写成“其他（名称）”。"),
            )
        return found

    def read_each(self, text: str) -> list[tuple[str, str]]:
        """Return code and detail of each platform that a cell names: 微信公众号、抖音."""
        listed = [self._as_it_is(part) for part in _LISTED.split(text) if part]
        if len({found[0] for found in listed if found}) > 1 and all(listed):
            return [found for found in listed if found]
        whole = self._as_it_is(text)
        if whole:
            return [whole]
        parts = [part for part in _BETWEEN.split(text) if part]
        telling = [part for part in parts if plain_heading(part) not in self.beside]
        return [self.read(part) for part in telling] if len(telling) > 1 else [self.read(text)]

    def _as_it_is(self, text: str) -> tuple[str, str] | None:
        """Return what a text means that bears one of the names as it is, perhaps with a detail: 小程序（办事指南）."""
        whole = plain_heading(text, keep_brackets=True)
        parts = _DETAIL.fullmatch(unicodedata.normalize("NFKC", text))
        code = (
            self.codes.get(whole)
            or self.codes.get(plain_heading(text))
            or (self.codes.get(plain_heading(parts[1])) if parts else None)
        )
        if not code:
            return None
        return code, parts[2] if parts and code in self.detailed and whole not in self.codes else ""

    def _within(self, text: str) -> tuple[str, str] | None:
        """Return the platform whose name a longer text holds: 腾讯微信公众号. With two in it nobody can tell."""
        left = plain_heading(text, keep_brackets=True)
        if any(word in left for word in self.misleading):
            return None
        found: dict[int, str] = {}
        for name in sorted(self.codes, key=len, reverse=True):  # 微信视频号 goes before 微信
            if len(name) > 1 and name not in self.alone and name in left:
                found[left.index(name)] = self.codes[name]
                left = left.replace(name, " " * len(name))
        codes = list(dict.fromkeys(found[place] for place in sorted(found)))
        if len(codes) > 1:
            raise InputError(
                translate(_CONTEXT, "平台写的是“{text}”，分不清是{platforms}，").format(
                    text=text, platforms=translate(_CONTEXT, "还是").join(self.titles[code] for code in codes)
                ),
                translate(_CONTEXT, "请写明是哪一个；几个平台都有的，用顿号隔开。"),
            )
        return (codes[0], text if codes[0] in self.detailed else "") if codes else None


def platform_names(platforms: Iterable[Platform]) -> PlatformNames:
    """Return the names of the platform table in force with the usual words beside them."""
    known = tuple(platforms)
    codes = platform_codes(known)
    within = {name: frozenset(map(plain_heading, words)) for name, words in import_columns()["within"].items()}
    return PlatformNames(
        codes=codes,
        titles={platform.code: platform.name for platform in known},
        detailed=frozenset(platform.code for platform in known if platform.needs_detail),
        **within,
    )
