"""A table with a column, or a group of columns, for each of several platforms: 微信 | 微博 | 抖音.

The field of such a column is written ``weibo.name``: the platform, and what of the account there stands in it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmedia_desktop.exchange.column_words import Vocabulary, plain_heading

_WHETHER = re.compile(r"^(?:是否(?:开通|开设|有)?|有无|开通|开设)")
#: A platform's mere name is a column of accounts beside one of these, and of where an item came out beside its title.
_WHOSE = frozenset(("name", "unit", "title"))


@dataclass(frozen=True)
class _Found:
    field: str
    #: Whether the heading says what stands there (微博名称), or only of which platform it is (微博).
    says_so: bool


def spread_fields(
    headings: Mapping[int, str], usual: Mapping[int, str], vocabulary: Vocabulary, others: Iterable[Vocabulary]
) -> dict[int, str]:
    """Return {place: field} of the columns that are one platform's; none when fewer than two platforms have one.

    ``usual`` {place: field} is what the columns are taken for otherwise, ``others`` are the other kinds of table:
    beside 标题 a 微信 says where an item came out, behind a telephone it is how to reach somebody. Where there is a
    column for the platform, no other is one.
    """
    if not vocabulary.platforms or "platform" in usual.values():
        return {}
    read = {place: _read(heading, vocabulary) for place, heading in headings.items()}
    found = {place: one for place, one in read.items() if one is not None} | _ids(headings, vocabulary)
    found = {place: _id_beside_ids(place, found, usual) for place in found}
    named = {platform_of(one.field) for one in found.values() if one.says_so and own_field(one.field) == "name"}
    if len(named) < 2 and _is_anothers(headings, usual, others):
        return {}
    if not _WHOSE & set(usual.values()) and not any(one.says_so for one in found.values()):
        return {}
    # 抖音号 alone is what the platform calls the account by, among columns of platforms it is one of them.
    sure = {platform_of(one.field) for place, one in found.items() if usual[place] in ("", own_field(one.field))}
    return {place: _alone(place, found, usual) for place in found} if len(sure) > 1 else {}


def _ids(headings: Mapping[int, str], vocabulary: Vocabulary) -> dict[int, _Found]:
    """Return the columns of what one platform calls an account by (微信号); behind a person it may be that person's."""
    people = [
        place
        for place, heading in headings.items()
        if vocabulary.person_of(heading) is not None or plain_heading(heading) in vocabulary.somebody
    ]
    codes = {place: vocabulary.platform_ids.get(plain_heading(heading), "") for place, heading in headings.items()}
    last = min(people, default=max(headings) + 1)
    return {place: _Found(f"{code}.platform_id", True) for place, code in codes.items() if code and place < last}


def _id_beside_ids(place: int, found: Mapping[int, _Found], usual: Mapping[int, str]) -> _Found:
    """Return a column as it is among the others: beside 微信号 a 抖音号 is no name."""
    one, code = found[place], platform_of(found[place].field)
    with_ids = {platform_of(other.field) for other in found.values() if own_field(other.field) == "platform_id"}
    if not one.says_so and usual[place] == "platform_id" and with_ids and code not in with_ids:
        return _Found(f"{code}.platform_id", True)
    return one


def _alone(place: int, found: Mapping[int, _Found], usual: Mapping[int, str]) -> str:
    """Return the field of a column beside the others: 抖音号 beside 抖音 is no name, nor is 微博 beside 微博名称."""
    one = found[place]
    others = [other for other in found if other != place and found[other].field == one.field]
    if one.says_so or not others:
        return one.field
    if usual[place] == "platform_id":
        return f"{platform_of(one.field)}.platform_id"
    return "" if any(found[other].says_so for other in others) else one.field


def _is_anothers(headings: Mapping[int, str], usual: Mapping[int, str], others: Iterable[Vocabulary]) -> bool:
    unknown = [heading for place, heading in headings.items() if not usual[place]]
    return any(other.field_of(heading) in other.keys for other in others for heading in unknown)


def _read(heading: str, vocabulary: Vocabulary) -> _Found | None:
    upper, _space, lower = heading.rpartition(" ")
    for group, own in ((upper, lower), (lower, upper)):  # 微信 粉丝数, and 粉丝数 微信
        code, field = vocabulary.platforms.get(plain_heading(group), ""), vocabulary.field_of(own)
        if code and field and field != "platform":
            return _Found(f"{code}.{field}", True) if field in vocabulary.per_platform else None
    for spelling in (heading, lower):
        plain = _WHETHER.sub("", plain_heading(spelling))
        if code := vocabulary.platforms.get(plain, ""):
            return _Found(f"{code}.{vocabulary.per_platform[0]}", False)
        if code := vocabulary.platform_names.get(plain, ""):
            return _Found(f"{code}.name", True)
    return None


def own_field(field: str) -> str:
    """Return the field of the account of ``weibo.name``, an empty text of a field that is no platform's."""
    return field.partition(".")[2]


def platform_of(field: str) -> str:
    """Return the platform's code of ``weibo.name``."""
    return field.partition(".")[0]
