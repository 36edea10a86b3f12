"""A person's numbers, which must not stand in public: identity card, mobile telephone, bank card (Article 8)."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from pmedia_desktop.measures.text_checks.places import Remark, addresses_in, folded, without_addresses
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.texts import translate

_CONTEXT = "measures.text_checks.numbers"

#: What people put between the groups of a number.
_BETWEEN = r"[ \xa0.\-–—]"
#: Digits in a row, also in groups as people write them; a letter or an asterisk beside them makes them something else,
#: unless the letters say that a number follows.
_RUN = re.compile(
    r"(?:(?<![0-9A-Za-z*])|(?<=(?i:tel))|(?<=(?i:phone))|(?<=(?i:wx))|(?<=(?i:vx)))"
    rf"\+?\d(?:{_BETWEEN}?\d){{10,}}(?:{_BETWEEN}?[Xx])?(?![0-9A-Za-z*])"
)
_GROUP = re.compile(rf"\+?\d+(?:{_BETWEEN}?[Xx])?")
_SEPARATORS = re.compile(rf"\+|{_BETWEEN}")
#: A number of so many digits has at most as many groups; of several numbers side by side, each has longer ones.
_MOST_GROUPS, _SHORTEST_GROUP = 21, 3
_FEWEST_DIGITS, _MOST_DIGITS = 11, 21
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_IDENTITY = re.compile(r"[1-9]\d{16}[\dXx]")
_BANK_CARD = re.compile(r"(?:62|60|4\d|5[1-5]|35|9558|9559)\d{10,17}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
#: The first two digits of an identity number: the provinces, and where residents of Hong Kong, Macao and Taiwan live.
_PROVINCES = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)
)
_EARLIEST_YEAR = 1900
#: A web address is full of figures that are nobody's; these two are somebody's even there.
_IDENTITY_IN_ADDRESS = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_MOBILE_IN_ADDRESS = re.compile(
    r"(?i)(?:tel|phone|mobile|shouji|sjh)\w*=(?P<number>(?:%2B|\+)?(?:86)?1[3-9]\d{9})(?!\d)"
)
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z*])(?:[（(]?0\d{{2,3}}[）)]?{_BETWEEN}?)(?P<number>[2-9]\d{{2,3}}{_BETWEEN}?\d{{4}})(?![0-9A-Za-z*])"
)


def personal_numbers(text: str) -> Iterator[Remark]:
    """Yield every identity, mobile and bank card number that is written out in full, in the order of their places."""
    plain = folded(text)
    if "://" in plain or "www." in plain:
        found = (*_outside_addresses(without_addresses(plain)), *_inside_addresses(plain))
        yield from sorted(found, key=lambda remark: remark.start)
    else:
        yield from _outside_addresses(plain)


def _inside_addresses(plain: str) -> Iterator[Remark]:
    """Yield identity numbers, and what a parameter calls a telephone: an item's own number looks like a mobile one."""
    for address in addresses_in(plain):
        for found in _IDENTITY_IN_ADDRESS.finditer(plain, *address.span()):
            if is_identity_number(found.group()):
                yield _remark("text.identity_number", *found.span())
        for found in _MOBILE_IN_ADDRESS.finditer(plain, *address.span()):
            yield _remark("text.mobile_number", *found.span("number"))


def _outside_addresses(plain: str) -> Iterator[Remark]:
    for run in _RUN.finditer(plain):
        groups = list(_GROUP.finditer(plain, run.start(), run.end()))
        first = 0
        while first < len(groups):
            after, kind = _number_from(groups, first)
            if kind:
                yield _remark(kind, groups[first].start(), groups[after - 1].end())
            first = after


def _number_from(groups: Sequence[re.Match[str]], first: int) -> tuple[int, str]:
    """Return the group after the longest number that begins with a group, and its rule; the next one and "" for none.

    Other figures may stand beside a number: its extension, an hour, a second number.
    """
    written = groups[0].string[groups[first].start() : groups[-1].end()] if len(groups) <= _MOST_GROUPS else "."
    if first == 0 and "." not in written:  # 1.3912345678 is a figure
        kind = _rule_of(_SEPARATORS.sub("", written))
        if kind:
            return len(groups), kind
    digits, found = "", (first + 1, "")
    for after in range(first + 1, len(groups) + 1):
        group = _SEPARATORS.sub("", groups[after - 1].group())
        digits += group
        if len(digits) > _MOST_DIGITS:
            break
        if len(digits) >= _FEWEST_DIGITS and (kind := _rule_of(digits)):
            found = (after, kind)
        if len(group) < _SHORTEST_GROUP:
            break
    return found


def _rule_of(digits: str) -> str:
    """Return the rule that speaks of such a number, "" when it is nobody's."""
    if _IDENTITY.fullmatch(digits) and is_identity_number(digits):
        return "text.identity_number"
    if _MOBILE.fullmatch(digits):
        return "text.mobile_number"
    return "text.bank_card" if _BANK_CARD.fullmatch(digits) and passes_luhn(digits) else ""


def mask_numbers(text: str) -> str:
    """Return the text with identity, mobile and bank card numbers made unreadable, as papers for others show them.

    Of a mobile number the middle four digits go (139****0001), of the others all between the first six, or none, and
    the last four.
    """
    masked, end = [], 0
    for found in personal_numbers(text):
        digits = re.sub(_BETWEEN, "", folded(text[found.start : found.end]))
        first = {"text.mobile_number": len(digits) - 8, "text.identity_number": 6}.get(found.rule, 0)
        stars = "*" * (len(digits) - first - 4)
        masked += [text[end : found.start], digits[:first], stars, digits[-4:]]
        end = found.end
    return "".join([*masked, text[end:]])


def mask_landlines(text: str, known: Collection[str] = ()) -> str:
    """Return the text with landline numbers that have their area code masked (028-****0001), but for those ``known``.

    ``known`` holds digits alone. Without an area code seven or eight digits may be anything.
    """
    masked, end = [], 0
    for found in _LANDLINE.finditer(folded(text)):
        if re.sub(r"\D", "", found.group()) not in known:
            first, last = found.span("number")
            masked += [text[end:first], "****", text[last - 4 : last]]
            end = last
    return "".join([*masked, text[end:]])


def mask_telephone(number: str) -> str:
    """Return a text that is one telephone number, of whatever kind, with its middle masked."""
    masked = mask_landlines(mask_numbers(number))
    if "*" in masked or not any(map(str.isdecimal, number)):
        return masked
    digits = [place for place, character in enumerate(number) if character.isdecimal()]
    hidden = set(digits[:-4] or digits)
    return "".join("*" if place in hidden else character for place, character in enumerate(number))


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are an identity number: province, day of birth and check digit fit (GB 11643)."""
    if int(number[:2]) not in _PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return born.year >= _EARLIEST_YEAR and _CHECK_DIGITS[total % 11] == number[17].upper()


def passes_luhn(number: str) -> bool:
    """Whether the last digit of a card's number fits the others (ISO/IEC 7812)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _remark(rule: str, start: int, end: int) -> Remark:
    severity, message, remedy = {
        "text.identity_number": (
            Severity.ERROR,
            translate(_CONTEXT, "这里有完整的身份证号。"),
            translate(_CONTEXT, "请隐去出生日期以后的数字，或者删去；确需公开的，请先取得本人同意。"),
        ),
        "text.mobile_number": (
            Severity.WARNING,
            translate(_CONTEXT, "这里有完整的手机号码。"),
            translate(_CONTEXT, "个人的请隐去中间四位；办公需要公开联系方式的，请改用办公电话。"),
        ),
        "text.bank_card": (
            Severity.ERROR,
            translate(_CONTEXT, "这里像是完整的银行卡号。"),
            translate(_CONTEXT, "请只保留后四位，或者删去。"),
        ),
    }[rule]
    return Remark(rule, article(8), severity, start, end, message, remedy)
