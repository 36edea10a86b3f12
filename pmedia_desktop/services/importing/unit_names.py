"""Whether a name means this unit: written out, shortened, or one of its offices.

A table of rules, of which the first that applies decides; a name that none applies to is another unit's. A further
way of writing a name is a further rule with its example, or nothing: whoever imports can take any name all the same.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pmedia_desktop.exchange.cell_values import folded
from pmedia_desktop.model.unit import Unit

#: What offices leave out when they write their own name.
_FILLING = ("四川省", "眉山市", "彭山区", "人民政府", "办事处", "委员会", "办公室", "中共", "党政办")
#: The place before a unit's name, and its kind behind: what is left tells it from its neighbours.
_PLACE = re.compile(r"^(?:.{2,3}?省)?(?:.{2,4}?[市州])?(?:.{1,5}?[县区旗])?(?=.{2})")
_KIND = re.compile(r"(?<=..)(?:镇|乡|街道|局|委|中心)$")
_PARTY = re.compile(r"(?:党委|党工委|党委、?政府)$")
_IN_BRACKETS = re.compile(r"\(.*?\)")

_OURSELVES = re.compile(r"[本我](?:单位|镇|乡|街道|局|委|办|院|中心)")
_HIGHER, _DISTRICT = re.compile(r"[省州]|市(?!场|政管)"), re.compile(r"[县区旗]")
_WITHOUT_ITS_PLACE = re.compile(r"[镇乡](?:人民)?政府|街道办(?:事处)?")
#: Whoever is called so has a seal of its own, or stands in a town for a bureau of the district.
_HAS_A_SEAL = re.compile(
    r"派出所|司法所|分局|公司|小学|中学|学校|幼儿园|[医卫法检]院|[村居]委|社区|支部|协会|交警|消防救援"
    r"|(?:税务|工商|市监|市场监管|市场监督管理|自然资源|国土资源?|供电|邮政|烟草)[所站]"
)
#: A unit's offices; those behind its name may be called more freely than those that stand alone.
_OFFICE = re.compile(r".*(?:办|办公室|科|股|室|组|窗口|(?:便民|党群|政务)服务中心|服务站)")
_OFFICE_OF_IT = re.compile(r"(?:.+(?:办|科|股|室|组|部|窗口|大厅|中心|站|所|队)|办公室)")
_ANOTHER = re.compile(r"[省市县区旗镇乡局院校村]|街道|政府")
_KIND_ALONE = re.compile(r"[镇乡局委]|街道")


@dataclass(frozen=True)
class Rule:
    """When it ``applies`` to a name and the unit's own (both folded), the name means the unit, or does not (``means``).

    ``example`` is a name that it decides about for the unit ``of``; the tests ask each rule about its own.
    """

    means: bool
    why: str
    example: str
    of: str
    applies: Callable[[str, str], bool]


def is_name_of(name: str, unit: Unit) -> bool:
    """Whether a name is the unit's, its short name (示例镇, 镇政府), or an office of it (党政办, 示例镇社会事务办)."""
    plain = _IN_BRACKETS.sub("", folded(name)) or folded(name)
    names = [folded(own) for own in (unit.full_name, unit.seal_text, unit.short_name) if own]
    return folded(name) in names or any(
        _means(rules, plain, own) for rules in (OF_THE_UNIT, OF_ITS_OFFICES) for own in names
    )


def core_of(name: str) -> str:
    """Return what tells a unit's name from another's, however much of it is written out."""
    name = folded(name)
    core = name
    for part in _FILLING:
        core = core.replace(part, "")
    return core or name


def rule_for(rules: Iterable[Rule], name: str, own: str) -> Rule | None:
    """Return the rule that decides whether a name means the unit called ``own``, None where there is none."""
    return next((rule for rule in rules if rule.applies(name, own)), None)


def _means(rules: Iterable[Rule], name: str, own: str) -> bool:
    rule = rule_for(rules, name, own)
    return rule is not None and rule.means


def _is_higher(name: str, own: str) -> bool:
    return bool(_HIGHER.search(name) and _DISTRICT.search(own) and not _DISTRICT.search(name))


def _is_all_filling(own: str) -> bool:
    return core_of(own) == own


def _short(name: str) -> str:
    return _PARTY.sub("", core_of(name))


def _telling(own: str) -> str:
    """Return the word that tells the unit from its neighbours: 示例 of 示例镇."""
    return _KIND.sub("", _PLACE.sub("", core_of(own)))


def _follows(short: str, whole: str) -> bool:
    """Whether a short name's characters all stand in the whole one, in their order."""
    left = iter(whole)
    return all(character in left for character in short)


def _holds_the_telling_word(name: str, own: str) -> bool:
    short = _short(name)
    return len(short) > 1 and _telling(own) in short and _follows(short, own)


def _picks_letters(name: str, own: str) -> bool:
    short = _short(name)
    return len(short) > 2 and _telling(own)[:1] in short and short[-1] == core_of(own)[-1] and _follows(short, own)


def _divided(name: str) -> Iterable[tuple[str, str]]:
    """Yield every way in which a name may be a unit's and, behind it, that of an office."""
    parts = ((name[:end], name[end:]) for end in range(1, len(name)))
    return (part for part in parts if _OFFICE_OF_IT.fullmatch(part[1]))


_TOWN, _BUREAU = "眉山市彭山区示例镇人民政府", "眉山市彭山区民政局"
_HEALTH, _DISTRICT_OFFICE = "眉山市彭山区卫生健康局", "眉山市彭山区人民政府办公室"

#: Names of the unit itself.
OF_THE_UNIT = (
    Rule(True, "it is written out", _TOWN, _TOWN, lambda name, own: name == own),
    Rule(True, "somebody writes of himself", "我镇", _TOWN, lambda name, _own: bool(_OURSELVES.fullmatch(name))),
    Rule(False, "a city's is not its district's", "眉山市民政局", _BUREAU, _is_higher),
    Rule(
        True,
        "of a name that is all filling, the order of what is left tells",
        "区政府办",
        _DISTRICT_OFFICE,
        lambda name, own: _is_all_filling(own) and name[-1:] in ("办", "室") and _follows(name, own),
    ),
    Rule(
        False, "nothing else tells it from others", "彭山区", _DISTRICT_OFFICE, lambda _name, own: _is_all_filling(own)
    ),
    Rule(
        True,
        "filling is left out, or the party's committee is meant",
        "示例镇党委",
        _TOWN,
        lambda name, own: _short(name) == core_of(own),
    ),
    Rule(
        True,
        "there is one of its kind where it stands",
        "镇政府",
        _TOWN,
        lambda name, own: bool(_WITHOUT_ITS_PLACE.fullmatch(name)) and _follows(name, own),
    ),
    Rule(True, "the telling word is there", "彭山示例镇", _TOWN, _holds_the_telling_word),
    Rule(True, "it is shortened to some of its letters", "区卫健局", _HEALTH, _picks_letters),
)

#: Names of its offices, asked when it is not the unit itself.
OF_ITS_OFFICES = (
    Rule(False, "it has a seal of its own", "示例镇派出所", _TOWN, lambda name, _own: bool(_HAS_A_SEAL.search(name))),
    Rule(
        True,
        "an office that stands alone is whoever's the table is",
        "党政办",
        _TOWN,
        lambda name, _own: bool(_OFFICE.fullmatch(name)) and not _ANOTHER.search(name),
    ),
    Rule(
        True,
        "an office behind the unit's name",
        "示例镇综合行政执法队",
        _TOWN,
        lambda name, own: any(_means(OF_THE_UNIT, unit, own) for unit, _office in _divided(name)),
    ),
    Rule(
        True,
        "an office behind the unit's kind",
        "镇党政办",
        _TOWN,
        lambda name, own: any(_KIND_ALONE.fullmatch(unit) and unit in own for unit, _office in _divided(name)),
    ),
)
