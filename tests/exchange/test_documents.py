"""The text of documents from elsewhere, and documents that would break a reader."""

import io
import zipfile
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.documents import LONGEST_TEXT, read_text

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(path: Path, body: str, before: str = "") -> Path:
    """Write a .docx whose main part has this body."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        xml = f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", xml)
    path.write_bytes(content.getvalue())
    return path


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_a_word_file_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('关于停水的')}{run('通知𬱖')}</w:p><w:p/>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('村')}</w:p></w:tc><w:tc><w:p>{run('时间')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>"
    )
    assert read_text(word_file(tmp_path / "通知.docx", body)) == "关于停水的通知𬱖\n\n村\n时间\n一\n二"


def test_tracked_changes_are_read_as_one_sees_them(tmp_path: Path) -> None:
    """What was struck out is gone, what was put in is there."""
    body = (
        f"<w:p>{run('十')}<w:del><w:r><w:delText>一</w:delText></w:r></w:del>"
        f"<w:ins>{run('二')}</w:ins>{run('月')}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read_text(word_file(tmp_path / "稿.docx", body)) == "十二月"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_in_any_encoding_of_an_office(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes("第一行\r\n\r\n\r\n\r\n第二行\u3000 \r\n".encode(encoding))
    assert read_text(path) == "第一行\n\n第二行\u3000"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_gives_what_a_browser_shows(tmp_path: Path, encoding: str) -> None:
    name = "gbk" if encoding == "gb18030" else encoding
    page = (
        f"<!DOCTYPE html><html><head><meta charset='{name}'><title>不要</title><style>p{{}}</style></head><body>"
        "<script>alert('不要')</script><h1>标题</h1><p>甲&amp;乙<br>丙\n  丁</p><div>戊</div></body></html>"
    )
    path = tmp_path / "页.html"
    path.write_bytes(page.encode(encoding))
    assert read_text(path).split() == ["标题", "甲&乙", "丙", "丁", "戊"]


def test_the_cells_of_a_pages_table_do_not_run_together(tmp_path: Path) -> None:
    path = tmp_path / "表.html"
    path.write_text("<html><body><table><tr><td>1380013<td>8000</td></tr><tr><th>丙</th></tr></table>", "utf-8")
    assert read_text(path).split() == ["1380013", "8000", "丙"]


def test_a_page_whose_head_is_never_closed_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "页.htm"
    path.write_text("<html><head><title>不要</title><body><p>正文</p>", "utf-8")
    assert read_text(path) == "正文"


def test_a_word_file_that_declares_entities_is_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE d [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(InputError, match="不是Word文档"):
        read_text(word_file(tmp_path / "笑.docx", "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", laughs))


def test_a_word_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(60):
            part.write(b" " * 1_000_000)
    with pytest.raises(InputError, match="大得反常"):
        read_text(path)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧的doc格式"),
        ("扫描.pdf", b"%PDF-1.7\n", "是PDF"),
        ("坏.docx", b"PK\x03\x04 broken", "不是Word文档"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是"),
        ("乱.txt", bytes(range(128, 256)) * 8, "不是看得懂的文档"),
        ("长.txt", "长".encode() * (LONGEST_TEXT + 1), "太长了"),
        ("大.html", b"<p>" * 4_000_000, "太大了"),
    ],
)
def test_what_is_no_document_says_what_to_do(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_text(path)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到文件"):
        read_text(tmp_path / "没有.docx")
