"""A person as a cell writes one: a name, perhaps with telephone numbers and more."""

import re
import unicodedata
from dataclasses import dataclass

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.named_people"
#: Between several things in one cell; the blanks of 李　　明, written as wide as longer names, are not.
SEPARATOR = re.compile(
    r"\s*[、,，;；/\n\r+＋&]+\s*|\s+和\s*"
    r"|(?<!\s)(?<!(?<![\u3400-\U0003ffff])[\u3400-\U0003ffff])\s{2,}"
    r"|\s{2,}(?!\s|[\u3400-\U0003ffff](?![\u3400-\U0003ffff]))"
)
_MOBILE = re.compile(r"1\d{10}")
#: 李明13800000000, 李明（028-37600001）.
NAMED_NUMBER = re.compile(
    r"^(?P<name>[^\d(（+]*?)[\s:：(（]*(?P<numbers>(?=(?:[^\d]*\d){7})[\d+][\d\-\s、,，/;；()（）转]*)[)）]?$"
)
_COUNTRY = re.compile(r"(?<![\d-])(?:\+|00)?86[\s-]*(?=1\d(?:[\s-]?\d){9}(?!\d))")
#: What a number also is, or which of several: 13800000000（微信同号）.
_WHICH_NUMBER = re.compile(r"[(（](?:微信|手机|办公?|座机|宅)?(?:同(?:微信|号|微信号))?(?:号码?|电话|手机)?[)）]")
_BETWEEN_NUMBERS = re.compile(r"(?<=\d{7})\s+(?=\d{7}|0\d{2,3}-|1\d\d[\s-]\d{4})")
#: 张三 李四, but not 李 明.
_TWO_NAMES = re.compile(r"[\u3400-\U0003ffff]{2,}(?:\s+[\u3400-\U0003ffff]{2,})+")
_POST_LETTER = re.compile(r"^\s*[ABＡＢ][岗角]\s*[:：]?\s*|\s*[(（]\s*[ABＡＢ][岗角]\s*[)）]\s*$")


@dataclass(frozen=True)
class PersonWords:
    """What a row says of a person: a name, perhaps with numbers and more."""

    name: str
    office_phone: str = ""
    mobile_phone: str = ""
    post: str = ""
    email: str = ""


def person_words(text: str, given: PersonWords | None = None) -> PersonWords:
    """Read 李明, 李 明, 李明（13800000000）, 李明（A岗） and A岗：李明; 张三 李四 is nobody's name."""
    text = _WHICH_NUMBER.sub("", _POST_LETTER.sub("", text))
    found = NAMED_NUMBER.match(text)
    name, numbers = (found["name"], phone_numbers(found["numbers"])) if found else (text, {})
    if _TWO_NAMES.fullmatch(name.strip()):
        raise InputError(
            translate(_CONTEXT, "“{text}”分不清是一个人还是几个人，").format(text=name.strip()),
            translate(_CONTEXT, "几个人的请用顿号隔开，一个人的名字中间不要空格，职务写在职务一列。"),
        )
    given = given or PersonWords("")
    return PersonWords(
        name=plain_name(name),
        office_phone=numbers.get("office_phone") or given.office_phone,
        mobile_phone=numbers.get("mobile_phone") or given.mobile_phone,
        post=given.post,
        email=given.email,
    )


def plain_name(text: str) -> str:
    """Return a person's name without the spaces that put it under longer ones: 李 明."""
    return re.sub(r"(?<=[\u3400-\U0003ffff])\s+(?=[\u3400-\U0003ffff])", "", text.strip())


def without_country(text: str) -> str:
    """Return telephone numbers in plain digits, without the +86 before a mobile one, parted by more than a space."""
    plain = _WHICH_NUMBER.sub("", unicodedata.normalize("NFKC", text))
    return _BETWEEN_NUMBERS.sub("、", _COUNTRY.sub("", plain))


def phone_numbers(text: str) -> dict[str, str]:
    """Sort telephone numbers: eleven digits that begin with 1 are a mobile phone's."""
    text = without_country(text)
    numbers = [part.strip(" ()（）") for part in SEPARATOR.split(text) if part.strip(" ()（）")]
    mobile = [number for number in numbers if _MOBILE.fullmatch(number.replace("-", "").replace(" ", ""))]
    office = [number for number in numbers if number not in mobile]
    joined = {"mobile_phone": "、".join(dict.fromkeys(mobile)), "office_phone": "、".join(dict.fromkeys(office))}
    return {name: number for name, number in joined.items() if number}
