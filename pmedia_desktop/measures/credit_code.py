"""The check digit of a 统一社会信用代码 (GB 32100-2015)."""

from pmedia_desktop.texts import translate

#: Digits and capital letters without I, O, S, V and Z; a character's place is its value.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


def credit_code_problem(code: str) -> str:
    """Return what is wrong with a credit code in one Chinese sentence, or nothing when it can be right.

    The right check digit is not told: whoever only exchanges the last character hides the slip before it.
    """
    if len(code) != _LENGTH:
        return translate("measures.credit_code", "统一社会信用代码应为18位，现在是{count}位。").format(count=len(code))
    for place, character in enumerate(code, 1):
        if character not in _ALPHABET:
            return translate(
                "measures.credit_code",
                "统一社会信用代码第{place}位的“{character}”不对，只能是数字和大写字母（不用I、O、S、V、Z）。",
            ).format(place=place, character=character)
    if code[-1] != _check_character(code[:-1]):
        return translate("measures.credit_code", "统一社会信用代码的校验码不符，可能抄错了某一位，请对照证书逐位核对。")
    return ""


def _check_character(body: str) -> str:
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return _ALPHABET[(31 - total % 31) % 31]
