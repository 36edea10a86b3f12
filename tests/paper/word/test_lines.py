"""Fields of a Word form that stand in lines above and below its tables."""

import io
from dataclasses import replace

import docx
import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.recognition.draft import drafted
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.paper.word.marking import marks_taken_out
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.paper import form_workshop, forms

_ABOVE = ("填报单位（盖章）：", " " * 30, "填报日期：      年    月    日")
_BELOW = ("填表人：____________ 联系电话：________________",)
_VALUES = {
    "unit_full_name": "示例镇人民政府",
    "filing_filled_on": "2026-11-28",
    "filing_preparer_name": "李晓明",
    "filing_preparer_phone": "028-37631234",
    "account_name": "示例发布",
}


def _form(*, table: bool = True) -> docx.document.Document:
    document = docx.Document()
    document.add_paragraph("政务新媒体备案表")
    above = document.add_paragraph()
    for number, words in enumerate(_ABOVE):
        above.add_run(words).underline = number == 1
    if table:
        document.add_table(1, 2).cell(0, 0).text = "账号名称"
    document.add_paragraph(*_BELOW)
    return document


def _content(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.fixture
def draft():
    return drafted(recognised(_content(_form()), Silent()))


def test_lines_are_filled_and_what_follows_a_blank_stays_in_its_place(draft, tmp_path):
    [form] = form_workshop.save(tmp_path, draft)
    values = {name: value for name, value in _VALUES.items() if name in form.fields_by_name}
    assert values == _VALUES, "each is proposed by its label"
    filled = forms.any_form_as_word(tmp_path, form.name, values)
    _, above, below = _lines(filled)
    assert above == "填报单位（盖章）：示例镇人民政府" + " " * 16 + "填报日期：2026  年11  月28  日"
    assert below == "填表人：李晓明______ 联系电话：028-37631234____"
    runs = docx.Document(io.BytesIO(filled)).paragraphs[1].runs
    assert next(run for run in runs if "示例镇" in run.text).underline, "the blank's look"
    last = docx.Document(io.BytesIO(filled)).paragraphs[2].runs
    assert [run.underline for run in last if run.text in ("李晓明", "028-37631234")] == [True, True]


def test_a_saved_form_is_taken_up_again_with_what_was_chosen_for_its_lines(draft, tmp_path):
    number = next(n for n, one in enumerate(draft.places) if one.source == "filing.preparer_phone")
    [form] = form_workshop.save(tmp_path, draft.with_place(number, draft.places[number].unused()))
    taken = marks_taken_out(form.background.content)
    assert _lines(taken.content) == ["政务新媒体备案表", "".join(_ABOVE), *_BELOW], "the office's words again"
    again = form_workshop.reopen(tmp_path, form.name, Silent())
    assert [(one.source, one.label, one.part, one.blank) for one in again.places] == [
        (one.source if one.source != "filing.preparer_phone" else "", one.label, one.part, one.blank)
        for one in draft.places
    ]
    assert all(one.area.width > 1 for one in again.places)


def test_a_form_of_lines_alone_is_opened_and_a_text_that_asks_for_nothing_is_not():
    found = drafted(recognised(_content(_form(table=False)), Silent()))
    assert {one.source for one in found.places} >= {"unit.full_name", "filing.preparer_phone"}
    letter = docx.Document()
    letter.add_paragraph("现将有关情况报告如下：")
    with pytest.raises(InputError, match="没有表格"):
        recognised(_content(letter), Silent())


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("所在平台：□微信公众号　□微博", "所在平台：☑微信公众号　□微博"),
        ("所在平台：（ ）微信公众号 （ ）微博", "所在平台：（√）微信公众号 （\u3000）微博"),
    ],
)
def test_check_boxes_of_a_line_are_ticked_also_after_the_form_was_taken_up_again(line, filled, tmp_path):
    document = docx.Document()
    document.add_paragraph(line)
    draft = replace(drafted(recognised(_content(document), Silent())), title="表")
    for _again in range(2):
        [form] = form_workshop.save(tmp_path, draft)
        assert _lines(forms.any_form_as_word(tmp_path, form.name, {"account_platform": "微信公众号"})) == [filled]
        found = recognised(form.background.content, Silent())
        draft = replace(drafted(found), title=draft.title, name=form.name, version=form.version)
    assert [one.tick for one in draft.places] == ["微信公众号", "微博"]


def test_where_somebody_signs_nothing_is_proposed():
    document = _form()
    document.add_paragraph("主要负责人（签字）：________　　审核意见：        ")
    found = drafted(recognised(_content(document), Silent()))
    assert not any("签字" in one.label or "意见" in one.label for one in found.places)


def test_marks_are_found_again_in_rows_that_are_wider_than_the_tables_own_grid():
    document = docx.Document()
    table = document.add_table(2, 4)
    table.cell(1, 2).text = "{{unit_full_name}}"
    table.cell(1, 3).text = "{{account_name}}"
    grid = table._tbl.tblGrid
    for column in grid.gridCol_lst[1:]:
        grid.remove(column)
    goes_on_from_nothing = docx.oxml.OxmlElement("w:vMerge")
    table.rows[0]._tr.tc_lst[2].get_or_add_tcPr().append(goes_on_from_nothing)
    found = recognised(_content(document), Silent())
    places = drafted(found).places
    assert {one.cell: one.source for one in places if one.source} == {
        (0, 1, 2): "unit.full_name",
        (0, 1, 3): "account.name",
    }
    assert len({one.cell for one in places}) == 8


def test_a_label_that_begins_like_a_date_keeps_its_distance_to_the_value_before(tmp_path):
    document = docx.Document()
    document.add_paragraph("联系电话：      日期：________")
    [form] = form_workshop.save(tmp_path, drafted(recognised(_content(document), Silent())))
    (phone,) = [field.name for field in form.fields if "phone" in field.name]
    (line,) = _lines(forms.any_form_as_word(tmp_path, form.name, {phone: "13800000000"}))
    assert line.startswith("联系电话：13800000000 日期：")


@pytest.mark.parametrize("words", ["\n姓名：____ 电话：", "\n\n姓名：", "姓名：____\n\n电话：____"])
def test_a_cell_that_begins_with_a_line_break_is_read(words):
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).paragraphs[0].text = "账号管理员", words
    assert drafted(recognised(_content(document), Silent())).places


def test_a_mark_in_a_cell_joined_from_above_does_not_keep_the_form_from_opening():
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "账号名称"
    hidden = table.cell(1, 0)
    hidden.paragraphs[0].text = "姓名：{{账号名称}}  电话："
    table.cell(0, 0)._tc.vMerge, hidden._tc.vMerge = "restart", "continue"
    assert drafted(recognised(_content(document), Silent())).places
