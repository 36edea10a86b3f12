"""Written tables keep text as text; written calendars follow RFC 5545."""

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.exchange.calendar_writing import CalendarEvent, calendar
from pmedia_desktop.exchange.cell_values import text_of
from pmedia_desktop.exchange.delimited import read_delimited
from pmedia_desktop.exchange.reading import read_tables
from pmedia_desktop.exchange.table_writing import WrittenTable, csv_table, xlsx

HARMFUL = ("=1+1", "+86 28", "-5", "@SUM(A1)", "'=x", "=HYPERLINK(1)")
DIGITS = ("1234567890123456", "028", "510100000000000001")


def test_text_stays_text_in_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    table = WrittenTable("台账", ("名称", "码"), [(text, digits) for text in HARMFUL for digits in DIGITS])
    file.write_bytes(xlsx([table]))
    with zipfile.ZipFile(file) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert b'numFmtId="49"' in package.read("xl/styles.xml")
    (sheet,) = read_tables(file)
    assert [row.cells for row in sheet.rows[1:]] == [tuple(row) for row in table.rows]


def test_a_csv_opens_in_excel_and_nothing_in_it_is_a_formula_or_loses_digits() -> None:
    content = csv_table(("名称", "备注"), [(text, "") for text in (*HARMFUL, *DIGITS)])
    assert content.startswith(b"\xef\xbb\xbf")
    sheet = read_delimited(content)
    written = [str(row.cells[0]) for row in sheet.rows[1:]]
    assert [text for text in written if text[0] in "=+-@"] == []
    assert [text for text in written if text.isdecimal()] == []
    assert [text_of(text) for text in written] == [*HARMFUL, *DIGITS]


@given(st.text(alphabet=st.sampled_from("'=+-@甲a1 "), max_size=8).map(str.strip))
def test_the_guard_of_a_csv_can_always_be_taken_off(text: str) -> None:
    sheet = read_delimited(csv_table(("名称", "数"), [(text, "x")]))
    assert text_of(sheet.rows[1].cells[0]) == text


def event(description: str) -> bytes:
    day = CalendarEvent("a-1@pmedia-desktop", date(2026, 11, 26), "报送关停备案", description)
    return calendar("示例镇", [day], datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC))


def unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_calendar_says_day_matter_and_reason() -> None:
    lines = unfolded(event("从注销完成之日起5个工作日；\n依据：第七条"))
    assert "DTSTART;VALUE=DATE:20261126" in lines
    assert "DTEND;VALUE=DATE:20261127" in lines
    assert "DTSTAMP:20261123T010203Z" in lines
    assert "SUMMARY:报送关停备案" in lines
    assert "DESCRIPTION:从注销完成之日起5个工作日；\\n依据：第七条" in lines
    assert lines.count("BEGIN:VALARM") == 2


@given(st.text(max_size=300))
def test_no_line_is_longer_than_75_octets_or_broken_within_a_character(description: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in description):
        return
    content = event(description)
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert b"\n" not in content.replace(b"\r\n", b"")
