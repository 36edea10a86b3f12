"""The State Council's notices are read as they were published, and compared with a kept library's schedules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.holiday_notices import read_notice
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.settings import HolidayYear

_HEAD = (
    "国务院办公厅关于{year}年部分节假日安排的通知\n国办发明电〔{before}〕7号\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n"
    "　　经国务院批准，现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n"
)
_FOOT = (
    "\n　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告。\n"
    "国务院办公厅\n{before}年11月4日\n（本文有删减）"
)
_NOTICES = {
    2008: (
        "一、元旦：2007年12月30日—2008年1月1日放假，共3天。其中，1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，"
        "12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。\n"
        "二、春节：2月6日—12日（农历除夕至正月初六）放假，共7天。其中，2月6日（除夕）、2月7日（春节）、2月8日（正月初二）为法定节假日，"
        "2月9日（星期六）、2月10日（星期日）照常公休，2月2日（星期六）、2月3日（星期日）两个公休日调至2月11日（星期一）、2月12日（星期二），"
        "2月2日（星期六）、2月3日（星期日）上班。\n"
        "三、清明节：4月4日—6日放假，共3天。其中，4月4日（清明节）为法定节假日，4月5日（星期六）、4月6日（星期日）照常公休。\n"
        "四、“五一”国际劳动节：5月1日—3日放假，共3天。其中，5月1日为法定节假日，5月3日（星期六）为公休日，"
        "5月4日（星期日）公休日调至5月2日（星期五），5月4日（星期日）上班。\n"
        "五、端午节：6月7日—9日放假，共3天。其中，6月7日（星期六）照常公休，6月8日（农历五月初五，端午节）为法定节假日，"
        "6月8日（星期日）公休日调至6月9日（星期一）。\n"
        "六、中秋节：9月13日—15日放假，共3天。其中，9月13日（星期六）为公休日，9月14日（农历八月十五，中秋节）为法定节假日，"
        "9月14日（星期日）公休日调至9月15日（星期一）。\n"
        "七、国庆节：9月29日—10月5日放假，共7天。其中，10月1日、2日、3日为法定节假日，9月27日（星期六）、9月28日（星期日）两个公休日调至"
        "9月29日（星期一）、30日（星期二），10月4日（星期六）、5日（星期日）照常公休。"
    ),
    2010: (
        "一、元旦：1月1日至3日放假公休，共3天。\n二、春节：2月13日至19日放假调休，共7天。2月20日（星期六）、21日（星期日）上班。\n"
        "三、清明节：4月3日至5日放假公休，共3天。\n四、劳动节：5月1日至3日放假公休，共3天。\n"
        "五、端午节：6月14日至16日放假调休，共3天。6月12日（星期六）、13日（星期日）上班。\n"
        "六、中秋节：9月22日至24日放假调休，共3天。9月19日（星期日）、25日（星期六）上班。\n"
        "七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。"
    ),
    2014: (
        "一、元旦：1月1日放假1天。\n二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。\n"
        "三、清明节：4月5日放假，4月7日（星期一）补休。\n四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。\n"
        "五、端午节：6月2日放假，与周末连休。\n六、中秋节：9月8日放假，与周末连休。\n"
        "七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。"
    ),
    2022: (
        "一、元旦：2022年1月1日至3日放假，共3天。\n"
        "二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。\n"
        "三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。\n"
        "四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。\n"
        "五、端午节：6月3日至5日放假，共3天。\n六、中秋节：9月10日至12日放假，共3天。\n"
        "七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。"
    ),
    2021: (
        "一、元旦：2021年1月1日至3日放假，共3天。\n二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。\n"
        "三、清明节：4月3日至5日放假调休，共3天。\n四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。\n"
        "五、端午节：6月12日至14日放假，共3天。\n六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。\n"
        "七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。"
    ),
    2023: (
        "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。\n"
        "二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。\n"
        "三、清明节：4月5日放假，共1天。\n四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。\n"
        "五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。\n"
        "六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。"
    ),
    2024: (
        "一、元旦：1月1日放假，与周末连休。\n二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。"
        "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。\n三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。\n"
        "四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。\n五、端午节：6月10日放假，与周末连休。\n"
        "六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。\n"
        "七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"
    ),
    2025: (
        "一、元旦：1月1日（周三）放假1天，不调休。\n二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。"
        "1月26日（周日）、2月8日（周六）上班。\n三、清明节：4月4日（周五）至6日（周日）放假，共3天。\n"
        "四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。\n五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。\n"
        "六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。"
    ),
    2026: (
        "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n"
        "二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。\n"
        "三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。\n"
        "五、端午节：6月19日（周五）至21日（周日）放假，共3天。\n六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n"
        "七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"
    ),
}


def _notice(year: int, body: str) -> str:
    return _HEAD.format(year=year, before=year - 1) + body + _FOOT.format(before=year - 1)


@pytest.mark.parametrize("year", _NOTICES)
def test_a_notice_gives_the_working_days_that_were_published(year: int) -> None:
    notice = read_notice(_notice(year, _NOTICES[year]))
    assert (notice.year, notice.doubts) == (year, ())
    entered = WorkCalendar([HolidayYear(year, notice.days_off, notice.makeup_workdays, notice.source)])
    published = WorkCalendar()
    # The next year's notice may name the last days of this one.
    days = [date.fromordinal(number) for number in range(date(year, 1, 1).toordinal(), date(year, 12, 28).toordinal())]
    assert [day for day in days if entered.is_working_day(day) != published.is_working_day(day)] == []


def test_only_the_days_that_the_notice_names_are_read() -> None:
    notice = read_notice(_notice(2024, _NOTICES[2024]))
    assert [day for day in notice.days_off if day.month in (1, 6)] == [date(2024, 1, 1), date(2024, 6, 10)]


def test_what_employers_are_encouraged_to_do_is_no_day_off() -> None:
    assert date(2024, 2, 9) not in read_notice(_notice(2024, _NOTICES[2024])).days_off


def test_days_at_new_year_keep_the_year_that_they_lie_in() -> None:
    notice = read_notice(_notice(2023, "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。"))
    assert notice.days_off == (date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2))
    notice = read_notice(
        _notice(2019, "一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。")
    )
    assert notice.makeup_workdays == (date(2018, 12, 29),)


def test_the_source_names_the_notice_and_its_number() -> None:
    assert read_notice(_notice(2026, _NOTICES[2026])).source == (
        "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
    )


def test_full_width_digits_and_spaces_of_a_web_page_are_read() -> None:
    body = "一、 元旦：　１月１日 至 ３日放假调休，共３天。１月４日（周日） 上班。"
    notice = read_notice(_notice(2026, body))
    assert notice.days_off == (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3))
    assert notice.makeup_workdays == (date(2026, 1, 4),)


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        ("一、元旦：1月1日（周五）放假1天。", "1月1日不是周五，日期或年份可能有误，请核对。"),
        ("一、元旦：1月1日至3日放假，共4天。", "1月1日起的假期写着共4天，按日期是3天，请核对。"),
        ("一、元旦：1月1日放假。二、春节：2月30日放假。", "没有“2月30日”这一天，请核对。"),
        ("一、元旦：1月1日放假。二、春节：2月20日至5日放假。", "“2月20日至5日”的起止日期不对，没有采用，请核对。"),
        ("一、元旦：1月3日放假。1月3日上班。", "1月3日既写了放假又写了上班，请核对。"),
    ],
)
def test_what_does_not_fit_together_is_doubted(body: str, doubt: str) -> None:
    assert read_notice(_notice(2026, body)).doubts[0] == doubt


def test_half_a_notice_and_a_holiday_without_its_days_are_doubted() -> None:
    half = _NOTICES[2026].split("四、")[0]
    [doubt] = read_notice(_notice(2026, half)).doubts
    assert doubt.startswith("没有读到劳动节、端午节、中秋节、国庆节的放假日期")
    without_days = _NOTICES[2026].replace("4月4日（周六）至6日（周一）放假，共3天", "放假3天")
    [doubt] = read_notice(_notice(2026, without_days)).doubts
    assert doubt.startswith("没有读到清明节的放假日期")


def test_advice_takes_nothing_from_what_stands_before_it_in_the_sentence() -> None:
    body = _NOTICES[2024].replace(
        "2月10日至17日放假调休，共8天。", "2月10日至17日放假调休，共8天，鼓励各单位安排2月9日休息。"
    )
    assert read_notice(_notice(2024, body)).days_off == read_notice(_notice(2024, _NOTICES[2024])).days_off


def test_days_that_are_called_working_days_are_worked_on_and_what_is_not_understood_is_doubted() -> None:
    whole = read_notice(_notice(2021, _NOTICES[2021]))
    said = "4月25日（星期日）、5月8日（星期六）"
    notice = read_notice(_notice(2021, _NOTICES[2021].replace(f"{said}上班", f"{said}为工作日")))
    assert (notice.makeup_workdays, notice.doubts) == (whole.makeup_workdays, ())
    notice = read_notice(_notice(2021, _NOTICES[2021].replace(f"{said}上班", f"{said}另行通知")))
    assert notice.doubts == ("没有读懂4月25日、5月8日是放假还是上班，没有采用，请核对。",)


@pytest.mark.parametrize("width", [7, 23, 40])
def test_lines_that_a_pdf_breaks_anywhere_are_joined(width: int) -> None:
    body = "\n".join(
        line[start : start + width] for line in _NOTICES[2025].splitlines() for start in range(0, len(line), width)
    )
    broken, whole = read_notice(_notice(2025, body)), read_notice(_notice(2025, _NOTICES[2025]))
    assert (broken.days_off, broken.makeup_workdays) == (whole.days_off, whole.makeup_workdays)


def test_the_day_of_issue_before_the_title_is_not_the_year() -> None:
    text = "发布时间：2025年11月4日 来源：中国政府网 " + _notice(2026, _NOTICES[2026])
    assert read_notice(text).year == 2026


def test_a_notice_passed_on_may_say_the_days_after_the_word() -> None:
    body = "元旦放假时间为2026年1月1日（周四）至3日（周六），共3天，1月4日（周日）上班。"
    notice = read_notice(_notice(2026, body))
    assert notice.days_off == (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3))
    assert notice.makeup_workdays == (date(2026, 1, 4),)


def test_a_notice_that_only_changes_one_holiday_is_doubted() -> None:
    body = "2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。"
    notice = read_notice("国务院办公厅关于调整2019年劳动节假期安排的通知\n国办发明电〔2019〕3号\n" + body)
    assert notice.makeup_workdays == (date(2019, 4, 28), date(2019, 5, 5))
    assert notice.doubts == ("这份通知只改一个节日，其他节日的日期里面没有；请在日历上补勾后再保存。",)


def test_a_holiday_that_was_only_made_longer_is_not_read_as_work() -> None:
    body = "一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。"
    with pytest.raises(InputError, match="没有读到放假的日期"):
        read_notice("国务院办公厅关于延长2020年春节假期的通知\n国办发明电〔2020〕1号\n" + body)


@pytest.mark.parametrize("text", ["", "今天天气很好。", "1月1日放假。", "关于2027年部分节假日安排的通知 尚未印发"])
def test_a_text_that_is_no_notice_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(InputError, match="请粘贴"):
        read_notice(text)


@given(st.text(alphabet="0123456789年月日至—、（）。放假上班补休共天周末公休日调至鼓励\n 一二", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        notice = read_notice("关于2026年部分节假日安排的通知\n" + text)
    except InputError:
        return
    assert notice.days_off
    assert not set(notice.days_off) & set(notice.makeup_workdays)
