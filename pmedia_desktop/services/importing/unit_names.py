"""Whether a name means this unit: written out, shortened, or one of its offices."""

import re

from pmedia_desktop.exchange.cell_values import folded
from pmedia_desktop.model.unit import Unit

#: What offices leave out when they write their own name.
_FILLING = ("四川省", "眉山市", "彭山区", "人民政府", "办事处", "委员会", "办公室", "中共", "党政办")
#: The place before a unit's name, and its kind behind: what is left tells it from its neighbours.
_PLACE = re.compile(r"^(?:.{2,3}?省)?(?:.{2,4}?[市州])?(?:.{1,5}?[县区旗])?(?=.{2})")
_KIND = re.compile(r"(?<=..)(?:镇|乡|街道|局|委|中心)$")
_OURSELVES = re.compile(r"[本我](?:单位|镇|乡|街道|局|委|办|院|中心)")
_WITHOUT_ITS_PLACE = re.compile(r"[镇乡](?:人民)?政府|街道办(?:事处)?")
_HIGHER, _DISTRICT = re.compile(r"[省州]|市(?!场|政管)"), re.compile(r"[县区旗]")
_PARTY = re.compile(r"(?:党委|党工委|党委、?政府)$")
_IN_BRACKETS = re.compile(r"\(.*?\)")
#: A unit's offices; those behind its name may be called more freely than those that stand alone.
_OFFICE = re.compile(r".*(?:办|办公室|科|股|室|组|窗口|(?:便民|党群|政务)服务中心|服务站)")
_OFFICE_OF_IT = re.compile(r"(?:.+(?:办|科|股|室|组|部|窗口|大厅|中心|站|所|队)|办公室)")
_KIND_ALONE = re.compile(r"[镇乡局委]|街道")
#: Whoever is called so has a seal of its own, or stands in a town for a bureau of the district.
_HAS_A_SEAL = re.compile(
    r"派出所|司法所|分局|公司|小学|中学|学校|幼儿园|[医卫法检]院|[村居]委|社区|支部|协会|交警|消防救援"
    r"|(?:税务|工商|市监|市场监管|市场监督管理|自然资源|国土资源?|供电|邮政|烟草)[所站]"
)
_ANOTHER = re.compile(r"[省市县区旗镇乡局院校村]|街道|政府")


def is_name_of(name: str, unit: Unit) -> bool:
    """Whether a name is the unit's, its short name (示例镇, 镇政府), or an office of it (党政办, 示例镇社会事务办)."""
    names = [folded(one) for one in (unit.full_name, unit.seal_text, unit.short_name) if one]
    plain = _IN_BRACKETS.sub("", folded(name)) or folded(name)
    if folded(name) in names or any(_means(plain, own) for own in names):
        return True
    if _HAS_A_SEAL.search(plain):
        return False
    if _OFFICE.fullmatch(plain) and not _ANOTHER.search(plain):
        return True
    return any(
        _OFFICE_OF_IT.fullmatch(plain[end:])
        and (_means(plain[:end], own) or (_KIND_ALONE.fullmatch(plain[:end]) and plain[:end] in own))
        for end in range(1, len(plain))
        for own in names
    )


def _means(name: str, own: str) -> bool:
    """Whether a name is the unit's own, as a whole or with parts of it left out: 彭山示例镇."""
    if _OURSELVES.fullmatch(name) or name == own:
        return True
    if _HIGHER.search(name) and _DISTRICT.search(own) and not _DISTRICT.search(name):
        return False  # 眉山市民政局 is not 眉山市彭山区民政局
    core, short = core_of(own), _PARTY.sub("", core_of(name))
    if core == own:  # 彭山区人民政府办公室
        return name[-1:] in "办室" and _follows(name, own)
    if short == core or (_WITHOUT_ITS_PLACE.fullmatch(name) and _follows(name, own)):
        return True
    telling = _KIND.sub("", _PLACE.sub("", core))
    by_its_letters = len(short) > 2 and telling[:1] in short and short[-1] == core[-1]  # 卫健局 of 卫生健康局
    return len(short) > 1 and (telling in short or by_its_letters) and _follows(short, own)


def _follows(short: str, whole: str) -> bool:
    """Whether a short name's characters all stand in the whole one, in their order."""
    left = iter(whole)
    return all(character in left for character in short)


def core_of(name: str) -> str:
    """Return what tells a unit's name from another's, however much of it is written out."""
    name = folded(name)
    core = name
    for part in _FILLING:
        core = core.replace(part, "")
    return core or name
