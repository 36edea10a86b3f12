"""What a cell means: text, day, number, yes or no. What cannot be told for sure is refused, never guessed."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.cell_values"
#: From here on a spreadsheet has rounded the number: it keeps 15 digits.
_ROUNDED = 1e15
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E\+?\d{2,3}", re.IGNORECASE)
#: How a formula ends that could not be reckoned; what the cell was to say is not known.
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_NOTHING = frozenset(("无", "暂无", "没有", "/", "\\", "-", "--", "—", "——", "N/A", "NA", "空", "未填", "不详", "未知"))
_YES = frozenset(("是", "有", "已", "√", "✓", "✔", "Y", "YES", "TRUE", "1", "对"))
_NO = frozenset(("否", "没有", "无", "未", "×", "✗", "✘", "X", "N", "NO", "FALSE", "0", "不是"))
#: What keeps a text from becoming a formula or a number; ``exchange.table_writing`` puts it before a cell of a CSV.
_GUARDED = re.compile(r"'+[=+\-@\t\r]")

_FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel's calendar, its false leap year counted in
_SERIALS = range(32_874, 73_051)  # 1990 to 2099
_DAY = re.compile(
    r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*[日号]?"
    r"(?:[T ]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?)?"
)
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,3})[日号]"
)
_DIGITS = {**{digit: number for number, digit in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0}
_WITH_UNIT = re.compile(
    r"(?:大?约|近)?\s*([\d,]+(?:\.\d+)?)\s*([万千百wWkK])?[余多+]?\s*(?:人|个|位|户)?(?:左右|上下)?"
)
_UNITS = {"": 1, "百": 100, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000}


def text_of(cell: Cell) -> str:
    """Return a cell as the text that somebody typed. Raises ``InputError`` for a number that Excel has rounded."""
    match cell:
        case None:
            return ""
        case bool():
            return translate(_CONTEXT, "是") if cell else translate(_CONTEXT, "否")
        case date():
            return cell.isoformat()
        case int() | float():
            return _number_text(cell)
    text = cell.strip().strip("\ufeff")
    if _GUARDED.match(text):
        text = text[1:].strip()
    if _SCIENTIFIC.fullmatch(folded(text)):
        raise _rounded(text)
    if _ERROR.fullmatch(text):
        raise InputError(
            translate(_CONTEXT, "“{text}”是公式算出的错误，").format(text=text),
            translate(_CONTEXT, "请在表格软件里改成应有的内容，存好再导入。"),
        )
    return text


def _number_text(number: float) -> str:
    if abs(number) >= _ROUNDED:
        raise _rounded(f"{number:.6G}")
    return str(int(number)) if number == int(number) else repr(number)


def _rounded(text: str) -> InputError:
    return InputError(
        translate(_CONTEXT, "“{text}”是被Excel改成的科学计数，后面的数字已经丢失，").format(text=text),
        translate(_CONTEXT, "请把这一列设为文本格式，照原件重新输入。"),
    )


def folded(text: str) -> str:
    """Return a text for comparing: full-width letters and digits plain, no spaces, capital letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def is_nothing(cell: Cell) -> bool:
    """Whether the cell is empty or says in the usual ways that there is nothing (无, /, ——)."""
    return cell is None or (isinstance(cell, str) and (not cell.strip() or folded(cell) in _NOTHING))


def day_of(cell: Cell) -> date:
    """Return the day of a date cell, serial number, written or Chinese date, or raise ``InputError``."""
    if isinstance(cell, date):
        return cell
    found: date | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _day_of_number(cell)
    elif isinstance(cell, str):
        with suppress(ValueError):
            found = _day_of_text(unicodedata.normalize("NFKC", cell).strip())
    if found is None:
        raise InputError(
            translate(_CONTEXT, "“{text}”不是完整的日期，").format(text=text_of(cell)),
            translate(_CONTEXT, "请写成2020-05-06的样子，年月日都要有。"),
        )
    return found


def is_day(cell: Cell) -> bool:
    """Whether ``day_of`` knows the day."""
    with suppress(InputError):
        return bool(day_of(cell))
    return False


def _day_of_number(number: float) -> date | None:
    if int(number) in _SERIALS:
        return _FIRST_DAY + timedelta(days=int(number))
    with suppress(ValueError):
        return _day_of_text(str(int(number))) if number == int(number) and number >= 19_000_101 else None
    return None


def _day_of_text(text: str) -> date | None:
    text = _WEEKDAY.sub("", text)
    found = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3]))
    chinese = _CHINESE_DAY.fullmatch(text)
    if chinese:
        year = int("".join(str(_DIGITS[digit]) for digit in chinese[1]))
        return date(year, _chinese_number(chinese[2]), _chinese_number(chinese[3]))
    if text.isdecimal() and int(text) in _SERIALS:
        return _FIRST_DAY + timedelta(days=int(text))
    return None


def _chinese_number(text: str) -> int:
    """Return 1 to 39 from 一, 十二, 二十三, 廿三 ..."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0) if ten else _DIGITS[text]


def whole_number_of(cell: Cell) -> int:
    """Return a count, also 1,234, 1.2万, 1.2w, 约300 and 300人左右, or raise ``InputError``."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _ROUNDED and cell == int(cell):
        return int(cell)
    written = _WITH_UNIT.fullmatch(unicodedata.normalize("NFKC", text_of(cell)))
    if written is None or not any(character.isdigit() for character in written[1]):
        raise InputError(
            translate(_CONTEXT, "“{text}”不是数字，").format(text=text_of(cell)), translate(_CONTEXT, "请填写整数。")
        )
    number = round(float(written[1].replace(",", "")) * _UNITS[(written[2] or "").lower()], 3)
    if number >= _ROUNDED or number != int(number):
        raise InputError(
            translate(_CONTEXT, "“{text}”不是整数，").format(text=text_of(cell)),
            translate(_CONTEXT, "请填写整数；以万计的请写成1.2万。"),
        )
    return int(number)


def answer_of(cell: Cell) -> bool:
    """Return a yes or no, or raise ``InputError``."""
    text = folded(text_of(cell))
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise InputError(
        translate(_CONTEXT, "“{text}”看不出是还是否，").format(text=text_of(cell)),
        translate(_CONTEXT, "请写“是”或“否”。"),
    )
