"""Whom a reprint comes from (Articles 9 and 10): named, and one of those from whom the unit may take something over."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pmedia_desktop.measures.text_checks.places import Remark
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.texts import translate

_CONTEXT = "measures.text_checks.sources"

_ENDS = r"\n”》】|｜（()）\u3002；;"
_GAP = r"[^\S\n]*"
_OPENING = r"[“《【]?"
#: Not 收入来源：种植业, where it is the income that comes from there.
_LABEL = r"(?:(?<![\u4e00-\u9fff])(?:信息|文章|消息|稿件|内容|新闻|图文|图片|视频|本文|原文|转载)?来源|稿源|转载?自)"
_LABEL_ALONE = r"(?:(?:本文|原文|文章|全文|内容|以上内容)?(?:转自|转载自)|(?:信息|文章|消息)?(?:来源|稿源)[^\S\n]+)"
#: 来源：四川日报, also before 编辑：张三.
_AFTER_COLON = re.compile(
    rf"{_LABEL}{_GAP}[:：]{_GAP}{_OPENING}(?P<source>[^\s，,、：:{_ENDS}][^{_ENDS}]{{1,59}}?)"
    rf"(?={_GAP}(?:[{_ENDS}]|$)|[^\S\n]+[\u4e00-\u9fff]{{2,6}}[:：])"
)
#: 转自“人民网”, （来源 四川日报）: without a colon only at a line's beginning or in brackets, and nothing but the name.
_STANDING_ALONE = re.compile(
    rf"(?:^|[（(【〔]){_GAP}{_LABEL_ALONE}"
    rf"{_GAP}{_OPENING}(?P<source>[^\s，,：:{_ENDS}][^，,：:{_ENDS}]{{1,59}}?)(?={_GAP}(?:[{_ENDS}]|$))",
    re.MULTILINE,
)
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def is_listed(source: str, link: str, sources: TermList) -> bool:
    """Whether the list has the source by its name, or its address by the ending."""
    entries = [term for term, _ in sources.entries()]
    names = {_plain(entry) for entry in entries if not _DOMAIN.fullmatch(entry)}
    if any(name and name == part for part in _parts(source) for name in names):
        return True
    host = _host(link)
    return any(
        host == entry.lower() or host.endswith(f".{entry.lower()}") for entry in entries if _DOMAIN.fullmatch(entry)
    )


def named_in(text: str) -> Iterator[re.Match[str]]:
    """Yield every place where the text itself names a source (group ``source``)."""
    yield from sorted((*_AFTER_COLON.finditer(text), *_STANDING_ALONE.finditer(text)), key=re.Match.start)


def source_named_in_text(text: str, sources: TermList) -> Iterator[Remark]:
    """Yield every source that a text names and that is not on the list."""
    for found in named_in(text):
        if not is_listed(found["source"], "", sources):
            yield outside_the_list(found["source"].strip(), found.start("source"), found.end("source"))


def outside_the_list(source: str, start: int, end: int) -> Remark:
    """Return the remark that a source is not on the list."""
    return Remark(
        "text.source_unlisted",
        article(10),
        Severity.WARNING,
        start,
        end,
        translate(_CONTEXT, "来源“{source}”不在本单位的稿源名单里，来源不明、不合法的不得转载。").format(source=source),
        translate(_CONTEXT, "请改从中央和地方主流媒体、党委政府网站转载；确属权威来源的，请加进稿源名单。"),
    )


def missing() -> Remark:
    """Return the remark that a reprint does not say where it comes from."""
    return Remark(
        "text.source_missing",
        article(10),
        Severity.ERROR,
        0,
        0,
        translate(_CONTEXT, "转载没有注明来源。"),
        translate(_CONTEXT, "请填写来源，并在发布时注明出处。"),
    )


def link_missing() -> Remark:
    """Return the remark that a reprint's link was not entered."""
    return Remark(
        "text.source_link_missing",
        article(10),
        Severity.NOTE,
        0,
        0,
        translate(_CONTEXT, "没有填写原文链接。"),
        translate(_CONTEXT, "请粘贴原文网址，便于核对内容和日后备查。"),
    )


def _parts(source: str) -> list[str]:
    """Return the source as a whole and what it names one after the other (新华社、四川日报)."""
    return [_plain(source), *map(_plain, re.split(r"[、,，/;；\s]+", source))]


def _plain(name: str) -> str:
    return re.sub(r"[\s“”《》【】\"]|官网$|客户端$|微信公众号$|微博$|公众号$", "", name)


def _host(link: str) -> str:
    try:
        return (urlsplit(link if "//" in link else f"//{link}").hostname or "").lower()
    except ValueError:
        return ""
