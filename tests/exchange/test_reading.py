"""Tables come out as they stand on the sheet; what is no table ends in a sentence."""

import datetime
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pmedia_desktop.errors import Cancelled, InputError
from pmedia_desktop.exchange.reading import read_tables
from pmedia_desktop.exchange.tables import MOST_ROWS
from tests.exchange.books import book, changed_parts, rows

TEXT = "账号名称,平台,备注\r\n彭山示例镇发布,微信公众号,“政务”\r\n"


@pytest.mark.parametrize(
    "encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"], ids=str
)
def test_a_text_table_is_read_in_every_encoding_of_an_office(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "台账.csv"
    file.write_bytes(TEXT.encode(encoding))
    (sheet,) = read_tables(file)
    assert sheet.rows[0].cells == ("账号名称", "平台", "备注")
    assert sheet.rows[1].cells == ("彭山示例镇发布", "微信公众号", "“政务”")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["line feed", "as on Windows"])
def test_signs_inside_a_cell_are_not_taken_for_its_separator(tmp_path: Path, line_end: str) -> None:
    file = tmp_path / "留言.csv"
    text = '编号,内容\n1,"甲；乙；丙；""丁""；\n戊；己"\n2,"庚；辛"\n'
    file.write_text(text, "utf-8", newline=line_end)
    (sheet,) = read_tables(file)
    assert [row.cells for row in sheet.rows] == [
        ("编号", "内容"),
        ("1", '甲；乙；丙；"丁"；\n戊；己'),
        ("2", "庚；辛"),
    ]


def test_digits_that_other_programs_keep_from_excel_come_out_plain(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('名称,电话,编号\n甲,="028-0001",\'0073\n\'乙\',"=""02""",\'a\n', "utf-8")
    (sheet,) = read_tables(file)
    assert [row.cells for row in sheet.rows[1:]] == [("甲", "028-0001", "0073"), ("'乙'", "02", "'a")]


def test_rare_characters_of_gb_18030_survive(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("姓名;手机\n王䶮;13800000000\n李𬱖;13800000001\n".encode("gb18030"))
    (sheet,) = read_tables(file)
    assert [row.cells[0] for row in sheet.rows] == ["姓名", "王䶮", "李𬱖"]


def test_an_old_xls_is_read_with_its_merged_title_its_dates_and_row_numbers() -> None:
    (sheet,) = read_tables(Path(__file__).with_name("ledger.xls"))
    assert sheet.name == "台账"
    assert set(sheet.rows[0].cells) == {"彭山区示例镇政务新媒体台账"}
    assert sheet.rows[2].cells == (1, "彭山示例镇发布", "微信公众号", "psslz", date(2019, 3, 1), "李明")
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4, 6]


def test_what_wps_saves_in_the_form_of_an_xls_is_read_by_its_content(tmp_path: Path) -> None:
    ledger = Path(__file__).with_name("ledger.xls")
    renamed = tmp_path / "台账.et"
    renamed.write_bytes(ledger.read_bytes())
    assert read_tables(renamed) == read_tables(ledger)


def test_merged_cells_hidden_rows_and_hidden_sheets_are_known(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook, sheet: Any) -> None:
        day = workbook.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.merge_range("A1:A2", "微信公众号")
        sheet.write("B1", "甲")
        sheet.write("B2", "乙")
        sheet.write_datetime("C2", datetime.datetime(2020, 5, 6, 8, 30), day)  # noqa: DTZ001  # as a sheet has it
        sheet.set_row(1, None, None, {"hidden": True})
        workbook.add_worksheet("字典").hide()

    shown, dictionary = read_tables(book(tmp_path / "a.xlsx", fill))
    assert [row.cells[:2] for row in shown.rows] == [("微信公众号", "甲"), ("微信公众号", "乙")]
    assert shown.rows[1].cells[2] == "2020-05-06 08:30", "a day with a time is its text"
    assert [row.hidden for row in shown.rows] == [False, True]
    assert dictionary.hidden


def test_formulas_and_macros_are_never_run_only_the_last_result_is_read(tmp_path: Path) -> None:
    def fill(_book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write("A1", "名称")
        sheet.write_formula("A2", '=HYPERLINK("http://example.org","甲")', None, "甲")

    file = changed_parts(book(tmp_path / "a.xlsx", fill), {"xl/vbaProject.bin": b"\x00macro" * 1000})
    (sheet,) = read_tables(file)
    assert [row.cells for row in sheet.rows] == [("名称",), ("甲",)]


def refusal(file: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_tables(file)
    return str(caught.value)


def test_formulas_that_no_program_has_reckoned_yet_are_told(tmp_path: Path) -> None:
    """As programs write them that know no Excel: the cells would come out empty."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1"><f>1+1</f><v></v></c>'
        b"</row></sheetData></worksheet>"
    )
    file = changed_parts(rows(tmp_path / "a.xlsx", ("x",)), {"xl/worksheets/sheet1.xml": sheet})
    with pytest.raises(InputError, match="1个公式还没有算出结果，请用Excel或WPS打开，保存一次"):
        read_tables(file)


def test_a_cell_whose_formula_ends_in_an_error_is_read_as_the_error(tmp_path: Path) -> None:
    def fill(_book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_row("B2", ("甲", "乙"))
        sheet.write_formula("C3", "=VLOOKUP(A1,B:B,1)", None, "#N/A")

    (sheet,) = read_tables(book(tmp_path / "a.xlsx", fill))
    assert [row.cells[-1] for row in sheet.rows] == ["乙", "#N/A"]


def test_a_sheet_of_100000_rows_is_refused_with_the_limit(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "long.xlsx"), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number in range(100_000):
            sheet.write_string(number, 0, "甲")
    assert str(MOST_ROWS) in refusal(tmp_path / "long.xlsx")
    (tmp_path / "long.csv").write_text("甲,乙\n" * 100_000, "utf-8")
    assert str(MOST_ROWS) in refusal(tmp_path / "long.csv")


def test_one_word_in_the_last_cell_of_a_sheet_does_not_take_the_memory(tmp_path: Path) -> None:
    def fill(_book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write("A1", "名称")
        sheet.write_string(1_048_575, 16_383, "远")

    assert "1048576" in refusal(book(tmp_path / "far.xlsx", fill))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = changed_parts(rows(tmp_path / "bomb.xlsx", ("名称",)), {"xl/sharedStrings.xml": b" " * 300_000_000})
    assert file.stat().st_size < 2_000_000
    assert "反常" in refusal(file)


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    file = changed_parts(rows(tmp_path / "lie.xlsx", ("名称",)), {"xl/sharedStrings.xml": b" " * 3_000_000})
    content = file.read_bytes().replace((3_000_000).to_bytes(4, "little"), (300).to_bytes(4, "little"))
    file.write_bytes(content)
    assert "损坏" in refusal(file)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_an_xml_bomb_is_refused(tmp_path: Path, part: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    xml = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "哈">{entities}]><a>&e29;</a>'
    assert "损坏" in refusal(changed_parts(rows(tmp_path / "bomb.xlsx", ("名称",)), {part: xml.encode()}))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_an_encoding_that_nobody_knows_is_damage(tmp_path: Path, part: str) -> None:
    xml = b'<?xml version="1.0" encoding="UTF-.8"?><worksheet><sheetData/></worksheet>'
    assert "损坏" in refusal(changed_parts(rows(tmp_path / "a.xlsx", ("名称",)), {part: xml}))


def test_an_encrypted_workbook_asks_to_take_the_password_off(tmp_path: Path) -> None:
    file = tmp_path / "locked.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"))
    assert "密码" in refusal(file)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空的"),
        (b"PK\x03\x04" + b"\x00" * 100, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4000, "另存"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "网页"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, "表格"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(tmp_path: Path, content: bytes, word: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    assert word in refusal(file)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "找不到" in refusal(tmp_path / "没有.xlsx")
    assert "文件夹" in refusal(tmp_path)


def test_reading_stops_when_the_user_cancels(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_tables(rows(tmp_path / "a.xlsx", ("名称",)), Stop())
