"""Reading the State Council's yearly notice on days off (部分节假日安排的通知), as it stands on the web.

The notice speaks one grammar since 2007: dates and ranges, then what happens on them (放假, 补休, 上班). Everything in
brackets (weekdays, lunar days) is only compared. What cannot be meant is a doubt for the user to look at, never a
guess.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.schedules import estimated
from pmedia_desktop.measures.wording import listed, short_date
from pmedia_desktop.texts import translate

_CONTEXT = "measures.holiday_notices"

#: No digit between: the day of issue may stand before the title in the same line.
_TITLE_YEAR = re.compile(r"([12]\d{3})年[^;\n\d]{0,30}?(?:节假日|放假|假期|元旦)")
#: A notice of its own that moves one holiday (2019年劳动节): saved as it is, it would empty the rest of the year.
_CHANGING = re.compile(r"(?:调整|延长)\d{4}年")
_NUMBER = re.compile(r"国办发(?:明电)?[〔\[(]\d{4}[〕\])]\d+号")
_SENTENCE = re.compile(r"[^;!\n]+")
#: Advice to employers ("encouraged to let people rest on New Year's Eve") gives nobody a day off; what stands before
#: it in the sentence does.
_ADVICE = re.compile(r"鼓励|建议|倡导|提倡|结合带薪|可以安排|灵活")
#: Not every "七、" begins a section: lunar days in brackets end like it (正月初七、周一).
_SECTION = re.compile(r"(?:^|(?<=[;\n]))[一二三四五六七八九十]+、(?=[^;\n]{1,20}:)")
#: A line that goes on in the next, as text copied out of a PDF does.
_BROKEN_LINE = re.compile(r"(?<![;:!])\n(?![一二三四五六七八九十]+、[^;\n]{1,20}:)")
_ENDING = re.compile(r"节假日期间,|各地区、各部门要")

_DAY = r"(?:(?:(?P<{0}year>\d{{4}})年)?(?P<{0}month>\d{{1,2}})月)?(?P<{0}day>\d{{1,2}})日(?P<{0}note>(?:\([^()]*\))?)"
_TOKEN = re.compile(
    "".join(
        (
            _DAY.format("first_"),
            r"(?:\s*(?:至|到|—+|-+|–|~)\s*",
            _DAY.format("last_"),
            r")?",
            r"|(?P<note>\([^()]*\))",
            r"|(?P<moved>公休日(?:分别)?调至)",
            r"|(?P<plain>照常公休|为公休日|法定(?:节)?假日)",
            r"|(?P<off>放假|补休|调休)",
            r"|(?P<work>上班|为(?:正常)?工作日)",
            r"|共(?P<count>\d+)天",
        )
    )
)
#: The day of issue under the notice: no day that something happens on.
_SIGNED = re.compile(r"(?:.*国务院办公厅)?\d{4}年\d{1,2}月\d{1,2}日")
_HOLIDAYS = ("节", "元旦")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


@dataclass(frozen=True)
class HolidayNotice:
    """What a notice says: only the days that it names, those of a neighbouring year (at New Year) included.

    ``doubts`` are finished Chinese sentences on what does not fit together; empty when all does.
    """

    year: int
    days_off: tuple[date, ...]
    makeup_workdays: tuple[date, ...]
    source: str
    doubts: tuple[str, ...] = ()


def read_notice(text: str) -> HolidayNotice:
    """Read a notice's text; raises ``InputError`` when it names no year or no day off."""
    plain = _plain(text)
    found = _TITLE_YEAR.search(plain)
    if found is None:
        raise InputError(
            translate(_CONTEXT, "没有找到“……年部分节假日安排”的年份，"),
            translate(_CONTEXT, "请粘贴国务院办公厅放假通知的全文，标题也要。"),
        )
    reading = _Reading(int(found[1]))
    for number, section in enumerate(_SECTION.split(plain)):
        reading.begin_section()
        for sentence in _SENTENCE.findall(_ENDING.split(section)[0]):
            reading.take(_ADVICE.split(sentence)[0], is_said=number > 0 and not _ADVICE.search(sentence))
    return reading.result(plain)


def _plain(text: str) -> str:
    """Return the text without blanks, its digits and signs narrow, every sentence ended by a semicolon."""
    plain = re.sub(r"[ \t\r\u3000]+", "", unicodedata.normalize("NFKC", text)).replace("。", ";")
    return _BROKEN_LINE.sub("", re.sub(r"\n{2,}", "\n", plain))


@dataclass
class _Reading:
    """The state of reading: which days were named, and which year and month a bare day belongs to."""

    year: int
    off: set[date] = field(default_factory=set)
    work: set[date] = field(default_factory=set)
    moved: set[date] = field(default_factory=set)
    doubts: list[str] = field(default_factory=list)
    _years: dict[int, int] = field(default_factory=dict)
    _last: date | None = None

    def begin_section(self) -> None:
        """Forget which year a month of the former holiday belonged to."""
        self._years = {}
        self._last = None

    def take(self, sentence: str, *, is_said: bool) -> None:
        """Read one sentence: dates wait until a verb says what happens on them.

        ``is_said``: the sentence is whole and about a holiday, so that a date without a verb is a doubt.
        """
        waiting: list[date] = []
        rested: list[date] = []
        announced = False
        for token in _TOKEN.finditer(sentence):
            if token["first_day"] and announced:
                rested = list(self._days(token))
                self.off.update(rested)
                announced = False
            elif token["first_day"]:
                waiting.extend(self._days(token))
            elif token["off"]:
                self.off.update(waiting)
                # A notice that passes the State Council's on may say it the other way round: 放假时间为1月1日至3日.
                announced = not waiting and not rested
                rested, waiting = waiting or rested, []
            elif token["work"]:
                self._let_work(waiting)
                waiting = []
            elif token["moved"]:
                self.moved.update(waiting)
                waiting = []
            elif token["plain"]:
                waiting = []
            elif token["count"] and rested and len(set(rested)) != int(token["count"]):
                self._doubt_count(rested, int(token["count"]))
        if waiting and is_said and "调至" not in sentence and not _SIGNED.match(sentence):
            days = listed(short_date(day) for day in dict.fromkeys(waiting))
            self.doubts.append(
                translate(_CONTEXT, "没有读懂{days}是放假还是上班，没有采用，请核对。").format(days=days)
            )

    def result(self, plain: str) -> HolidayNotice:
        """Return what was read; raises ``InputError`` when no day off was named."""
        if not self.off:
            raise InputError(
                translate(_CONTEXT, "没有读到放假的日期，"),
                translate(_CONTEXT, "请粘贴放假通知的全文；也可以在日历上直接勾选。"),
            )
        for day in sorted(self.off & self.work):
            self.doubts.append(translate(_CONTEXT, "{day}既写了放假又写了上班，请核对。").format(day=short_date(day)))
        if _CHANGING.search(plain):
            self.doubts.append(
                translate(_CONTEXT, "这份通知只改一个节日，其他节日的日期里面没有；请在日历上补勾后再保存。")
            )
        else:
            self._doubt_missing()
        # A weekend that is moved elsewhere is worked on, unless the holiday itself lies on it.
        work = (self.work | self.moved) - self.off
        return HolidayNotice(
            year=self.year,
            days_off=tuple(sorted(self.off)),
            makeup_workdays=tuple(sorted(work)),
            source=_source(plain, self.year),
            doubts=tuple(dict.fromkeys(self.doubts)),
        )

    def _let_work(self, days: list[date]) -> None:
        """Take working days; a weekday on which work simply goes on (起正常上班) is none to make up."""
        self.work.update(day for day in days if day.weekday() >= 5)

    def _days(self, token: re.Match[str]) -> Iterator[date]:
        first = self._day(token, "first_")
        last = self._day(token, "last_") if token["last_day"] else first
        if first is None or last is None:
            return
        if not first <= last <= first + timedelta(days=31):
            self.doubts.append(translate(_CONTEXT, "“{text}”的起止日期不对，没有采用，请核对。").format(text=token[0]))
            return
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))

    def _day(self, token: re.Match[str], which: str) -> date | None:
        year, month, number = token[which + "year"], token[which + "month"], int(token[which + "day"])
        try:
            if month:
                if year:
                    self._years[int(month)] = int(year)
                day = date(self._years.get(int(month), self.year), int(month), number)
            elif self._last is not None:
                day = self._last.replace(day=number)
            else:
                return None
        except ValueError:
            self.doubts.append(translate(_CONTEXT, "没有“{text}”这一天，请核对。").format(text=token[0]))
            return None
        self._last = day
        said = _WEEKDAY.search(token[which + "note"])
        if said and _WEEKDAYS[said[1]] != day.weekday():
            self.doubts.append(
                translate(_CONTEXT, "{day}不是{weekday}，日期或年份可能有误，请核对。").format(
                    day=short_date(day), weekday=said[0]
                )
            )
        return day

    def _doubt_missing(self) -> None:
        """Doubt each of the year's holidays on none of whose days people are off: half a notice would be saved."""
        # Of past years the estimate knows the bridging days too (休息日).
        days = sorted(estimated(self.year).days_off.items())
        statutory = {day: name for day, name in days if name.endswith(_HOLIDAYS)}
        seen = {name for day, name in statutory.items() if day in self.off}
        missing = [name for name in dict.fromkeys(statutory.values()) if name not in seen]
        if missing:
            self.doubts.append(
                translate(_CONTEXT, "没有读到{names}的放假日期，请对照通知全文，在日历上补勾后再保存。").format(
                    names=listed(missing)
                )
            )

    def _doubt_count(self, days: list[date], count: int) -> None:
        self.doubts.append(
            translate(_CONTEXT, "{day}起的假期写着共{count}天，按日期是{found}天，请核对。").format(
                day=short_date(min(days)), count=count, found=len(set(days))
            )
        )


def _source(plain: str, year: int) -> str:
    title = translate(_CONTEXT, "国务院办公厅关于{year}年部分节假日安排的通知").format(year=year)
    number = _NUMBER.search(plain)
    return translate(_CONTEXT, "{title}（{number}）").format(title=title, number=number[0]) if number else title
