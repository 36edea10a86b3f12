"""`form make` and `form fill`: an office's file becomes a form, and is filled into a PDF or a Word file."""

import json
from pathlib import Path

import docx
import pytest

from benchmarks.drawn_forms import as_pdf, as_word
from benchmarks.office_forms import FORMS
from pmedia_desktop.cli import main


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main([*arguments])
    return code, capsys.readouterr().out


def _values(folder: Path) -> str:
    path = folder / "values.json"
    path.write_text(json.dumps({"unit_full_name": "示例镇"}), "utf-8")
    return str(path)


def test_an_offices_pdf_becomes_a_form_and_is_filled(tmp_path, capsys):
    (tmp_path / "表.pdf").write_bytes(as_pdf(FORMS[0]))
    data = str(tmp_path / "data")
    code, out = _run(capsys, "--data", data, "--json", "form", "make", str(tmp_path / "表.pdf"), "--title", "区办表")
    [name] = json.loads(out)["forms"]
    assert (code, name) == (0, "own_qu_ban_biao_e1cffdb7")
    for extra in ([], ["--values-only", "--measured", "99,100,56,95"]):
        out_file = tmp_path / "out.pdf"
        arguments = ["--data", data, "form", "fill", name, "--values", _values(tmp_path), "-o", str(out_file)]
        assert _run(capsys, *arguments, *extra)[0] == 0
        assert out_file.read_bytes().startswith(b"%PDF")


def test_an_offices_word_file_is_filled_into_a_word_file(tmp_path, capsys):
    (tmp_path / "表.docx").write_bytes(as_word(FORMS[0]))
    data = str(tmp_path / "data")
    _, out = _run(capsys, "--data", data, "--json", "form", "make", str(tmp_path / "表.docx"))
    [name] = json.loads(out)["forms"]
    out_file = tmp_path / "out.docx"
    arguments = ["--data", data, "form", "fill", name, "--values", _values(tmp_path)]
    assert _run(capsys, *arguments, "-o", str(out_file))[0] == 0
    assert "示例镇" in [cell.text for row in docx.Document(str(out_file)).tables[0].rows for cell in row.cells]


def test_what_the_register_does_not_know_is_not_reported_as_recognised(tmp_path, capsys):
    letter = docx.Document()
    letter.add_paragraph("{{单位名称}}{{联系电话}}{{没有这个字段}}")
    letter.save(str(tmp_path / "函.docx"))
    _, out = _run(capsys, "--data", str(tmp_path / "data"), "form", "make", str(tmp_path / "函.docx"))
    assert "2处认出了要填什么，1处没有" in out
    assert "要自己填写的：没有这个字段" in out


def test_measured_wants_four_numbers(tmp_path, capsys):
    code = main(
        ["form", "fill", "filing", "--values", _values(tmp_path), "--measured", "100", "-o", str(tmp_path / "x.pdf")]
    )
    assert code == 2
    assert "四个毫米数" in capsys.readouterr().err
