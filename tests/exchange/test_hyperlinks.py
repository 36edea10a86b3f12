"""Where a cell leads to is read with it, within bounds, and only addresses on the web."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.hyperlinks import address_of_formula
from pmedia_desktop.exchange.reading import read_tables
from tests.exchange.books import book, changed_parts

RELATIONSHIPS = "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    def fill(workbook: xlsxwriter.Workbook, sheet: Any) -> None:
        merged = workbook.add_format()
        sheet.write_row(0, 0, ("名称", "平台", "链接"))
        for number in range(1, 5):
            sheet.write_row(number, 0, (f"号{number}", "抖音"))
        sheet.write_url(1, 2, "https://example.cn/a?x=1&y=2", string="点击访问")
        sheet.write_formula(2, 2, '=HYPERLINK("https://example.cn/b","查看")', None, "查看")
        sheet.merge_range(3, 2, 4, 2, "", merged)
        sheet.write_url(3, 2, "http://example.cn/c", merged, string="点击访问")
        sheet.write_url(5, 2, "external:C:/本机/文件.docx", string="附件")
        sheet.write_url(6, 2, "mailto:a@example.cn", string="邮箱")
        sheet.write_url(7, 2, "internal:台账!A1", string="回到顶部")

    return book(tmp_path / "台账.xlsx", fill)


def test_links_formulas_and_merged_cells_lead_where_they_say(linked: Path) -> None:
    (sheet,) = read_tables(linked)
    assert [row.links for row in sheet.rows] == [
        {},
        {2: "https://example.cn/a?x=1&y=2"},
        {2: "https://example.cn/b"},
        {2: "http://example.cn/c"},
        {2: "http://example.cn/c"},
        {},
        {},
        {},
    ]
    assert sheet.rows[1].cells == ("号1", "抖音", "点击访问")


def test_a_part_of_a_row_keeps_its_links(linked: Path) -> None:
    (sheet,) = read_tables(linked)
    assert sheet.rows[1].part(1, 3).links == {1: "https://example.cn/a?x=1&y=2"}


def test_of_an_address_that_a_formula_puts_together_no_part_is_taken_for_the_whole() -> None:
    assert address_of_formula('HYPERLINK("https://example.cn/"&A2,"查看")') == ""
    assert address_of_formula('HYPERLINK( "https://example.cn/b" )') == "https://example.cn/b"


def test_a_link_over_everything_reaches_no_further_than_the_sheet(linked: Path) -> None:
    with zipfile.ZipFile(linked) as package:
        xml = package.read("xl/worksheets/sheet1.xml").replace(b'ref="C2"', b'ref="C2:XFD1048576"')
    (sheet,) = read_tables(changed_parts(linked, {"xl/worksheets/sheet1.xml": xml}))
    assert sheet.rows[2].links == {2: "https://example.cn/a?x=1&y=2"}


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><Relationships>&a;</Relationships>',
        b"<Relationships><Relationship",
        b"<Relationships>"
        b'<Relationship Id="r" Type="x/hyperlink" Target="http://example.cn/'
        + b"a" * 1_900
        + b'"/>'
        + b'<Relationship Id="r" Type="x/hyperlink" Target="http://example.cn/%d"/>' % 1
        + (b'<Relationship Id="r" Type="x/hyperlink" Target="http://example.cn/' + b"a" * 1_900 + b'"/>') * 3_000
        + b"</Relationships>",
    ],
    ids=["entities", "cut off", "no end of links"],
)
def test_a_hostile_list_of_links_ends_in_a_sentence(linked: Path, part: bytes) -> None:
    with pytest.raises(InputError):
        read_tables(changed_parts(linked, {RELATIONSHIPS: part}))
