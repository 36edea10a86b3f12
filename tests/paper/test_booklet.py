"""A booklet: its contents tell the pages, its links lead, and nothing is parted that belongs together."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from pmedia_desktop.paper.booklet.content import Block, Booklet, Figure, Grid, Heading, Piece, Prose
from pmedia_desktop.paper.booklet.making import booklet_pdf
from tests.paper.samples import packed, text_by_pdfium

SENTENCE = "程序不联网，把安装包用U盘拷到办公电脑上就能装，不需要管理员权限。"


def prose(words: str, mark: str = "") -> Prose:
    return Prose((Piece(words),), mark)


def picture(shade: int) -> Figure:
    """Return a picture of its own shade: the same one twice would be one image in the PDF."""
    file = io.BytesIO()
    Image.new("RGB", (112, 68), (shade, shade, shade)).save(file, "PNG")
    return Figure(file.getvalue(), "图的名称", 1.0)


def read(*blocks: Block) -> PdfReader:
    return PdfReader(io.BytesIO(booklet_pdf(Booklet("手册", ("第1版",), "2026-11-28", blocks))))


def texts(reader: PdfReader) -> list[str]:
    return [packed(page.extract_text()) for page in reader.pages]


@pytest.fixture(scope="module")
def long_one() -> PdfReader:
    """Return twelve chapters of growing length, so that they end at every height of a page."""
    blocks: list[Block] = []
    for number in range(1, 13):
        blocks += [Heading(1, f"第{number}章的题目", f"{number}"), prose(SENTENCE * number), picture(number)]
        blocks += [prose(SENTENCE, f"{item}.") for item in range(1, number + 1)]
        blocks += [
            Heading(2, f"小节{number}甲", f"{number}#a"),
            prose(f"看图{number}：" + SENTENCE),
            picture(100 + number),
        ]
    return read(*blocks)


def test_the_contents_and_the_outline_name_the_page_on_which_a_heading_stands(long_one: PdfReader) -> None:
    on_pages = texts(long_one)
    contents = on_pages[1]
    for number in range(1, 13):
        for title in (f"第{number}章的题目", f"小节{number}甲"):
            told = re.search(rf"\.(\d+){title}", contents)  # platypus draws the number first
            assert told is not None, title
            assert title in on_pages[int(told[1]) - 1], title
    outline = [entry for entry in long_one.outline if not isinstance(entry, list)]
    assert [entry["/Title"] for entry in outline] == [f"第{number}章的题目" for number in range(1, 13)]
    for entry in outline:
        page = long_one.get_destination_page_number(entry)
        assert page is not None
        assert entry["/Title"] in on_pages[page]


def test_viewers_and_file_lists_show_its_title() -> None:
    told = read(prose(SENTENCE)).metadata
    assert told is not None
    assert (told.title, told.creator) == ("手册", "pmedia-desktop")


def test_every_page_but_the_title_says_its_number_and_of_how_many(long_one: PdfReader) -> None:
    on_pages = texts(long_one)
    assert "共" not in on_pages[0]
    for number, text in enumerate(on_pages[1:], start=2):
        assert f"第{number}页，共{len(on_pages)}页" in text


def test_no_picture_leaves_its_words_and_no_heading_stands_alone_at_a_foot(long_one: PdfReader) -> None:
    for page, text in list(zip(long_one.pages, texts(long_one), strict=True))[2:]:
        assert text.count("图的名称") == len(page.images)
        for number in re.findall(r"看图(\d+)：", text):
            assert f"小节{number}甲" in text
            assert len(page.images)
        assert not re.search(r"(题目|甲)第\d+页，共", text), "a heading is the last thing on a page"


def test_a_long_paragraph_is_parted_but_never_by_a_single_line() -> None:
    for lines_before in range(30, 40):
        reader = read(*[prose("短句。")] * lines_before, prose(SENTENCE * 4))
        parts = [text.count("管理员权限") for text in texts(reader)[2:]]
        assert sum(parts) == 4
        lines = [len(re.findall(r"[^\n]*(?:程序|拷|权限)[^\n]*", page.extract_text())) for page in reader.pages[2:]]
        assert 1 not in lines, lines_before


def test_links_lead_to_headings_and_rare_characters_and_tables_are_drawn() -> None:
    rows = [[prose("看到什么"), prose("怎么办")], [prose("姓名里的䶮㛃𬭎𠮷"), prose("能打印")]]
    blocks = [Heading(1, "生僻字", "a"), Prose((Piece("见", strong=True), Piece("这里", leads_to="a"))), Grid(rows)]
    content = booklet_pdf(Booklet("手册", (), "2026-11-28", blocks))
    assert "䶮㛃𬭎𠮷" in text_by_pdfium(content)
    page = PdfReader(io.BytesIO(content)).pages[2]
    [link] = [note.get_object() for note in page["/Annots"]]  # type: ignore[attr-defined]
    assert link["/Dest"][0] == page.indirect_reference
    assert content == booklet_pdf(Booklet("手册", (), "2026-11-28", blocks))
