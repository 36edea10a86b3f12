"""A notice becomes the year's calendar, and every term is counted with it at once."""

from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.services.holiday_notices import LARGEST_NOTICE, read_file, read_text, save_notice
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.settings import calendar_of, read_year

_NOTICE = (
    "国务院办公厅关于2027年部分节假日安排的通知\n"
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日（周五）至12日（周五）放假调休，共8天。2月14日（周日）上班。\n"
    "三、清明节：4月5日放假。\n四、劳动节：5月1日放假。\n五、端午节：6月9日放假。\n"
    "六、中秋节：9月15日放假。\n七、国庆节：10月1日至7日放假，共7天。\n"
)


def test_a_year_read_from_a_notice_is_no_estimate_any_more(office: Office) -> None:
    assert read_year(office, 2027)[1]
    saved = save_notice(office, read_text(_NOTICE)).value
    assert saved.source == "国务院办公厅关于2027年部分节假日安排的通知"
    schedule, estimated = read_year(office, 2027)
    assert not estimated
    assert date(2027, 2, 12) in schedule.days_off
    assert calendar_of(office).is_makeup_workday(date(2027, 2, 14))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_every_encoding_that_offices_have(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(_NOTICE.encode(encoding))
    assert read_file(path) == read_text(_NOTICE)


def test_a_saved_web_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "通知.html"
    lines = "".join(f"<p>{line}</p>" for line in _NOTICE.splitlines())
    path.write_text(f"<html><style>p{{1月9日放假}}</style><body>{lines}&nbsp;</body></html>", encoding="utf-8")
    assert read_file(path) == read_text(_NOTICE)


def test_a_doubtful_notice_is_not_saved(office: Office) -> None:
    with pytest.raises(InputError, match="1月1日不是周六"):
        save_notice(office, read_text(_NOTICE.replace("1月1日（周五）", "1月1日（周六）")))
    assert read_year(office, 2027)[1]


def test_half_a_notice_is_not_saved(office: Office) -> None:
    with pytest.raises(InputError, match="没有读到清明节、劳动节、端午节、中秋节、国庆节的放假日期"):
        save_notice(office, read_text(_NOTICE.split("三、")[0]))


def test_days_of_the_year_before_count_there(office: Office) -> None:
    text = _NOTICE.replace("1月1日（周五）至3日（周日）放假，共3天", "2026年12月31日至2027年1月3日放假调休，共4天")
    save_notice(office, read_text(text))
    assert not calendar_of(office).is_working_day(date(2026, 12, 31))


def test_what_is_no_notice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="读不到文件"):
        read_file(tmp_path / "没有.txt")
    path = tmp_path / "图片.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xff\xff")
    with pytest.raises(InputError, match="不是文字"):
        read_file(path)
    path.write_bytes(b"1" * (LARGEST_NOTICE + 1))
    with pytest.raises(InputError, match="太大"):
        read_file(path)
