"""What the lists' words mean where they stand: wrong, sensitive, advertising, or in need of authority."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pmedia_desktop.measures.text_checks.places import Remark
from pmedia_desktop.measures.text_checks.terms import TermMatch
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.publication import Origin, Publication
from pmedia_desktop.model.term_list import TermKind
from pmedia_desktop.texts import translate

_CONTEXT = "measures.text_checks.wording"
#: What the shipped list calls commercial; the rest of it is bait.
ADVERTISING = "广告"


@dataclass(frozen=True)
class Circumstances:
    """What is known of the item beside its words: whose it is, and what was agreed or allowed."""

    is_original: bool = True
    has_authority: bool = False
    others_agreed: bool = False

    @classmethod
    def of(cls, item: Publication) -> "Circumstances":
        """Read them off a record."""
        return cls(item.origin is Origin.ORIGINAL, bool(item.authority.strip()), bool(item.others_agreed.strip()))


def remark_on(match: TermMatch, about: Circumstances) -> Remark | None:
    """Return what is to be said of a list's word, or None where the circumstances allow it."""
    maker = _MAKERS.get(match.kind)
    return maker(match, about) if maker else None


def _remark(match: TermMatch, rule: str, cited: str, severity: Severity, message: str, remedy: str) -> Remark:
    return Remark(
        rule, cited, severity, match.start, match.end, message.format(term=match.term, right=match.right), remedy
    )


def _wrong_word(match: TermMatch, _about: Circumstances) -> Remark:
    if not match.right:
        message, remedy = translate(_CONTEXT, "“{term}”在易错词表中。"), translate(_CONTEXT, "请核对写法。")
    else:
        message, remedy = translate(_CONTEXT, "“{term}”应为“{right}”。"), translate(_CONTEXT, "请改正后再送审。")
    return _remark(match, "text.wrong_word", article(9), Severity.WARNING, message, remedy)


def _wrong_name(match: TermMatch, _about: Circumstances) -> Remark | None:
    if not match.right:
        return None
    return _remark(
        match,
        "text.wrong_name",
        article(8),
        Severity.WARNING,
        translate(_CONTEXT, "“{term}”规范的写法是“{right}”。"),
        translate(_CONTEXT, "请按规范名称改正。"),
    )


def _sensitive(match: TermMatch, _about: Circumstances) -> Remark:
    return _remark(
        match,
        "text.sensitive_word",
        article(8),
        Severity.WARNING,
        translate(_CONTEXT, "“{term}”在本单位的敏感词表中。")
        if not match.right
        else translate(_CONTEXT, "“{term}”在本单位的敏感词表中：{right}。"),
        translate(_CONTEXT, "请结合上下文判断，拿不准的请审核人定。"),
    )


def _advertising(match: TermMatch, _about: Circumstances) -> Remark:
    if match.right == ADVERTISING:
        return _remark(
            match,
            "text.advertising",
            translate(_CONTEXT, "国办发〔2018〕123号"),
            Severity.WARNING,
            translate(_CONTEXT, "“{term}”像是商业广告，政务新媒体不得刊登。"),
            translate(_CONTEXT, "请删去；是转述别人说法的，不用改。"),
        )
    return _remark(
        match,
        "text.follower_bait",
        article(14),
        Severity.WARNING,
        translate(_CONTEXT, "“{term}”有诱导关注、吸引眼球之嫌（{right}），不得刻意追求粉丝数量。")
        if match.right
        else translate(_CONTEXT, "“{term}”有诱导关注、吸引眼球之嫌，不得刻意追求粉丝数量。"),
        translate(_CONTEXT, "请换成平实的说法。"),
    )


def _beyond_remit(match: TermMatch, about: Circumstances) -> Remark | None:
    if not about.is_original:
        return None
    return _remark(
        match,
        "text.beyond_remit",
        article(9),
        Severity.WARNING,
        translate(_CONTEXT, "“{term}”不在本单位职权范围内，原创只限本单位职权范围内的政务信息。"),
        translate(_CONTEXT, "请改为转载权威来源，或者删去这部分。"),
    )


def _needs_authority(match: TermMatch, about: Circumstances) -> Remark | None:
    if not about.is_original or about.has_authority:
        return None
    leaders = match.kind is TermKind.LEADERS
    return _remark(
        match,
        "text.district_leader" if leaders else "text.whole_district",
        article(9),
        Severity.WARNING,
        translate(_CONTEXT, "“{term}”涉及区领导，不得擅自发布。")
        if leaders
        else translate(_CONTEXT, "“{term}”涉及全区性政务信息，不得擅自发布。"),
        translate(_CONTEXT, "得到授权的，请在“授权情况”里写明；没有的，请转载权威来源。"),
    )


def _other_unit(match: TermMatch, about: Circumstances) -> Remark | None:
    if not about.is_original or about.others_agreed:
        return None
    return _remark(
        match,
        "text.other_unit",
        article(9),
        Severity.WARNING,
        translate(_CONTEXT, "“{term}”涉及其他单位的工作。"),
        translate(_CONTEXT, "请先与该单位沟通，并在“沟通情况”里写明和谁、何时沟通。"),
    )


_MAKERS: Mapping[TermKind, Callable[[TermMatch, Circumstances], Remark | None]] = {
    TermKind.WRONG_WORDS: _wrong_word,
    TermKind.NAMES: _wrong_name,
    TermKind.SENSITIVE: _sensitive,
    TermKind.ADVERTISING: _advertising,
    TermKind.BEYOND_REMIT: _beyond_remit,
    TermKind.LEADERS: _needs_authority,
    TermKind.WHOLE_DISTRICT: _needs_authority,
    TermKind.OTHER_UNITS: _other_unit,
}
