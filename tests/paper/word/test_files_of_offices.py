"""Word files as offices make them: content controls, tables within tables, text boxes, underlined blanks."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pmedia_desktop.paper.recognition.draft import drafted
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.paper import form_workshop, forms

_W, _MC = nsdecls("w"), 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_BOX = '<w:txbxContent><w:p><w:r><w:t xml:space="preserve">账号ID：          </w:t></w:r></w:p></w:txbxContent>'


def _content(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _with_controls():
    """Return a form with a control in a cell, one around a cell and one around a paragraph."""
    document = docx.Document()
    table = document.add_table(1, 4)
    table.cell(0, 0).text, table.cell(0, 2).text = "账号名称", "所在平台"
    cell, whole = table.cell(0, 1)._tc, table.cell(0, 3)._tc
    cell.remove(cell.p_lst[0])
    cell.append(
        parse_xml(
            f"<w:sdt {_W}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            "<w:p><w:r><w:t>单击此处输入文字。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
    )
    around = parse_xml(f"<w:sdt {_W}><w:sdtPr/><w:sdtContent/></w:sdt>")
    whole.addprevious(around)
    around[1].append(whole)
    line = "<w:p><w:r><w:t>统一社会信用代码：＿＿＿＿＿＿</w:t></w:r></w:p>"
    document.element.body.insert(1, parse_xml(f"<w:sdt {_W}><w:sdtContent>{line}</w:sdtContent></w:sdt>"))
    return document


def _with_a_table_within():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "账号管理员"
    inner = table.cell(0, 1).add_table(2, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "姓名", "联系电话"
    return document


def _with_a_text_box():
    document = docx.Document()
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {_W} {_MC}><mc:AlternateContent><mc:Choice Requires='wps'>{_BOX}</mc:Choice>"
            f"<mc:Fallback>{_BOX}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    return document


def _with_underlines():
    document = docx.Document()
    line = document.add_paragraph("单位地址 ")
    line.add_run("\t\t\t").underline = True
    line = document.add_paragraph("账号名称")
    line.add_run("            ").underline = True
    line.add_run("平台")
    line.add_run("　　　　").underline = True
    return document


def _with_cells_of_several():
    document = docx.Document()
    table = document.add_table(3, 4)
    table.cell(0, 0).text = "填报情况"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "填表人：　　　　　联系电话：　　　　　　　"
    table.cell(1, 0).text = "备案类型"
    table.cell(1, 1).merge(table.cell(1, 3)).text = "□开设　□变更　□其他：＿＿＿＿"
    table.cell(2, 0).text = "分管领导"
    for column, words in enumerate(("姓名：", "职务：", "电话："), 1):
        table.cell(2, column).text = words
    return document


_FORMS = {
    "controls": (_with_controls, ["account.name", "account.platform", "unit.credit_code"]),
    "table within": (_with_a_table_within, ["holder.name", "holder.phone"]),
    "text box": (_with_a_text_box, ["account.platform_id"]),
    "underlines": (_with_underlines, ["account.name", "account.platform", "unit.address"]),
    "several": (
        _with_cells_of_several,
        [
            "",
            "deputy.name",
            "deputy.phone",
            "deputy.post",
            "filing.kind",
            "filing.preparer_name",
            "filing.preparer_phone",
        ],
    ),
}


@pytest.mark.parametrize("kind", _FORMS)
def test_the_places_of_an_offices_file_are_proposed_filled_and_taken_up_again(kind, tmp_path):
    make, sources = _FORMS[kind]
    draft = replace(drafted(recognised(_content(make()), Silent())), title="政务新媒体登记表")
    assert sorted({place.source for place in draft.places}) == sources
    [form] = form_workshop.save(tmp_path, draft)
    values = {field.name: f"〔{field.source}〕" for field in form.fields if field.source != "filing.kind"}
    filled = docx.Document(io.BytesIO(forms.any_form_as_word(tmp_path, form.name, values)))
    words = "".join(words.text or "" for words in filled.element.body.iter(qn("w:t")))
    copies = 2 if kind == "text box" else 1
    assert {words.count(value) for value in values.values()} == {copies}
    assert "单击此处" not in words
    again = form_workshop.reopen(tmp_path, form.name, Silent())
    assert [(one.source, one.tick, one.spot) for one in again.places] == [
        (one.source, one.tick, one.spot) for one in draft.places
    ]


def test_a_form_with_tables_within_is_shown_with_their_cells_in_place_of_the_cell():
    [page] = recognised(_content(_with_a_table_within()), Silent()).pages
    assert [cell.text for cell in page.cells] == ["账号管理员", "姓名", "联系电话", "", ""]
    label, *inner = (cell.area for cell in page.cells)
    assert max(area.bottom for area in inner) == pytest.approx(label.bottom)
    assert min(area.y for area in inner) == pytest.approx(label.y)


def test_a_value_takes_up_the_blanks_behind_its_label(tmp_path):
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "账号名称：　　　　　　"
    draft = replace(drafted(recognised(_content(document), Silent())), title="政务新媒体登记表")
    [form] = form_workshop.save(tmp_path, draft)
    filled = forms.any_form_as_word(tmp_path, form.name, {"account_name": "示例发布"})
    assert docx.Document(io.BytesIO(filled)).tables[0].cell(0, 0).text == "账号名称：示例发布　　"
    assert [place.source for place in form_workshop.reopen(tmp_path, form.name, Silent()).places] == ["account.name"]
