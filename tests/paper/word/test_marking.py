"""Marks in the cells of an office's Word file: boxes and dates, however Word has cut their words into runs."""

import io
from dataclasses import replace

import docx
import pytest

from pmedia_desktop.paper.form_writing import form_file
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.recognition.draft import drafted, form_of
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.paper.word.marking import marked, marks_taken_out
from pmedia_desktop.paper.word.writing import as_word
from pmedia_desktop.progress import Silent

_KINDS = {"opening": "开设", "change": "变更", "closure": "关停"}
_VALUES = {"account_platform": "微信公众号", "account_opened_on": "2026-11-24", "account_certification": "是"}


def _file(label: str, *paragraphs: tuple[str, ...]) -> bytes:
    document = docx.Document()
    table = document.add_table(2, 4)
    table.cell(0, 0).text = label
    cell = table.cell(0, 1).merge(table.cell(0, 3))
    for number, runs in enumerate(paragraphs):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        for run in runs:
            paragraph.add_run(run)
    table.cell(1, 0).text = "账号名称"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _cell(content: bytes) -> str:
    return docx.Document(io.BytesIO(content)).tables[0].cell(0, 1).text


def _saved(content: bytes, folder, sources=None):
    draft = replace(drafted(recognised(content, Silent()), sources), name="office", title="表")
    (folder / "office.toml").write_bytes(form_file(form_of(draft, _KINDS)))
    return load_form("office", [folder])


def _filled(form) -> str:
    return _cell(as_word(form, {name: value for name, value in _VALUES.items() if name in form.fields_by_name}))


@pytest.mark.parametrize(
    ("label", "paragraphs", "filled"),
    [
        ("平台类型", [("□微信公众号 □微博 □抖音",)], "☑微信公众号 □微博 □抖音"),
        ("平台类型", [("□", "微信公众号 ", "□", "微博 ", "□", "抖音")], "☑微信公众号 □微博 □抖音"),
        ("平台类型", [("□微信", "公众号 □微", "博 □抖", "音")], "☑微信公众号 □微博 □抖音"),
        ("平台类型", [("□ 微博",), ("□ 微信 公众号",)], "□ 微博\n☑ 微信 公众号"),
        (
            "平台类型",
            [
                (
                    "微信公众号",
                    "□ 微博□ 抖音□",
                )
            ],
            "微信公众号☑ 微博□ 抖音□",
        ),
        ("平台类型", [("请选择：微博□、微信公众号□",)], "请选择：微博□、微信公众号☑"),
        (
            "平台类型",
            [
                (
                    "（ ）微信公众号 （",
                    " ）抖音",
                )
            ],
            "（√）微信公众号 （\u3000）抖音",
        ),
        (
            "平台类型",
            [
                (
                    "(",
                    ")微信公众号 ()抖音",
                )
            ],
            "(√)微信公众号 (\u3000)抖音",
        ),
        ("认证情况", [("是□ 否□",)], "是☑ 否□"),
        ("认证情况", [("（□是 □否）",)], "（☑是 □否）"),
        ("开设时间", [("    ", "年", "  ", "月", "  ", "日")], "2026年11月24日"),
        ("开设时间", [("20", "  年", "  月", "  日")], "2026年11月24日"),
        ("开设时间", [("20  年  月  日",)], "2026年11月24日"),
        ("开设时间", [("年月日",)], "2026年11月24日"),
    ],
)
def test_boxes_and_dates_are_filled_where_they_stand_also_after_the_form_was_changed(
    label, paragraphs, filled, tmp_path
):
    form = _saved(_file(label, *paragraphs), tmp_path)
    assert _filled(form) == filled
    again = _saved(form.background.content, tmp_path, {field.name: field.source for field in form.fields})
    assert _filled(again) == filled
    assert _cell(again.background.content) == _cell(form.background.content)


@pytest.mark.parametrize("title", ["政务新媒体账号情况表", "新媒体备案表（2026年）"])
def test_the_title_is_the_line_that_reads_like_one(title):
    document = docx.Document(io.BytesIO(_file("账号名称", ("",))))
    for words in ("附件1", title, "填报单位：　　　　填报日期：", "请于11月底前报送本表。"):
        document.element.body.insert_element_before(document.add_paragraph(words)._p, "w:tbl")
    file = io.BytesIO()
    document.save(file)
    assert drafted(recognised(file.getvalue(), Silent())).title == title


def test_a_word_whose_box_is_gone_gets_no_mark_at_the_end(tmp_path):
    form = _saved(_file("平台类型", ("□微信公众号 □微博",)), tmp_path)
    ticks = [cell for cell in marks_taken_out(form.background.content).cells if cell.mark.tick]
    assert len(ticks) == 2
    assert _cell(marked(_file("平台类型", ("微信公众号 微博",)), ticks)) == "微信公众号 微博"
