import subprocess
import sys

import pytest

from pmedia_desktop.paper.fonts import GLYPHS, NoGlyphError, Typeface, runs

BODY = GLYPHS[Typeface.BODY]


@pytest.mark.parametrize("character", "王备填a1é，。")
def test_quotation_marks_are_as_wide_as_a_chinese_character(character: str) -> None:
    assert {BODY[mark].width for mark in "“”‘’"} == {BODY["备"].width}
    assert BODY[character].width > 0


def test_digits_and_latin_letters_beside_fangsong_come_from_the_serif_font_and_are_equally_wide() -> None:
    assert {BODY[digit].font for digit in "0123456789"} == {"latin"}
    assert len({BODY[digit].width for digit in "0123456789"}) == 1
    assert BODY["é"].font == "latin"


def test_the_middle_dot_of_names_is_chinese() -> None:
    assert BODY["·"].font == "fangsong"


@pytest.mark.parametrize("character", "☐☑☒□■√✓")
def test_boxes_are_full_width_and_drawn_for_the_project(character: str) -> None:
    assert BODY[character].font == "symbols"
    assert BODY[character].width == 1000


@pytest.mark.parametrize("character", "䶮㛃𬭎𫖯㙍堃喆犇𬱖𫟼𬍛䲟㸆𠮷𨭎𮧵𡌴")
def test_a_rare_character_of_a_name_has_a_glyph(character: str) -> None:
    assert BODY[character].width == 1000


@pytest.mark.parametrize("character", ["\U000323b0", "😀", "\u0000", "\u001b", "\ue000", "\U00030000"])
def test_a_character_without_a_glyph_is_an_error_and_no_box(character: str) -> None:
    with pytest.raises(NoGlyphError):
        BODY[character]


@pytest.mark.parametrize("character", ["\u00ad", "\u200d", "\u200e", "\u202a", "\u202e", "\u206f"])
def test_a_format_character_that_the_font_draws_as_a_mark_is_an_error_and_no_mark(character: str) -> None:
    with pytest.raises(NoGlyphError):
        BODY[character]


def test_a_format_character_without_a_mark_is_printed_as_nothing() -> None:
    assert BODY["\u200b"].width == 0


def test_every_chinese_character_of_gb_18030_beyond_the_first_plane_can_be_printed() -> None:
    """Level 3 of the standard, which products for government services have to meet: the extensions B to F."""
    blocks = ((0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))
    characters = [chr(point) for first, last in blocks for point in range(first, last + 1)]
    assert len(characters) == 60_317
    assert all(BODY[character].width == 1000 for character in characters)


def test_every_common_chinese_character_can_be_printed() -> None:
    """GB 2312 whole: 6,763 characters, in every typeface."""
    common = [
        bytes([high, low]).decode("gb2312")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    ]
    assert len(common) == 6763
    for typeface in Typeface:
        assert all(GLYPHS[typeface][character].width for character in common)


def test_a_line_is_split_into_runs_of_one_font() -> None:
    pieces = list(runs("账号ID：gh_1“备”☑", Typeface.BODY))
    assert [(piece.font, piece.text) for piece in pieces] == [
        ("fangsong", "账号"),
        ("latin", "ID"),
        ("fangsong", "："),
        ("latin", "gh_1"),
        ("heiti", "“"),
        ("fangsong", "备"),
        ("heiti", "”"),
        ("symbols", "☑"),
    ]


def test_the_font_of_rare_characters_is_not_loaded_for_ordinary_words() -> None:
    """Nor is reportlab imported with the room's modules: a window that shows first must not pay for it."""
    program = (
        "import sys\n"
        "from pmedia_desktop.paper import filling, fonts, preview, calibration, loading\n"
        "assert 'reportlab' not in sys.modules and 'pypdfium2' not in sys.modules\n"
        "form = loading.load_form('filing')\n"
        "filling.fill(form, {'full_name': '彭山区民政局', 'holder_name': '王䶮喆'}, variant='opening')\n"
        "from reportlab.pdfbase import pdfmetrics\n"
        "assert 'fangsong' in pdfmetrics._fonts and pdfmetrics._fonts.keys().isdisjoint({'rare', 'extensions'})\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
