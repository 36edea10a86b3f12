import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from pmedia_desktop.errors import Cancelled, InputError
from pmedia_desktop.paper.declaration import FieldKind
from pmedia_desktop.paper.filling import FillJob, MissingCharacterError, fill, fill_many
from pmedia_desktop.paper.preview import page_count
from pmedia_desktop.progress import Silent
from tests.paper.samples import (
    READERS,
    VARIANTS,
    filing_form,
    packed,
    small_form,
    text_by_pdfium,
    text_by_pypdf,
    values_for,
)

_HAN = st.sampled_from("眉山市彭山区公义镇人民政府发布政务信息惠民政策䶮𬭎𬱖㙍，。；“”《》、（）")
_LATIN = st.sampled_from("0123456789ABCxyz-_./")
_WORDS = st.text(alphabet=st.one_of(_HAN, _LATIN), min_size=1, max_size=30)


@pytest.mark.parametrize("variant", VARIANTS)
def test_an_ordinary_filing_takes_one_page(variant: str) -> None:
    filled = fill(filing_form(), values_for(variant), variant=variant)
    assert filled.pages == 1
    assert filled.continued == ()
    assert filled.sha256 == hashlib.sha256(filled.pdf).hexdigest()


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("reader", READERS)
def test_every_reader_finds_what_was_entered(reader: str, variant: str) -> None:
    form, values = filing_form(), values_for(variant)
    text = packed(READERS[reader](fill(form, values, variant=variant).pdf))
    for name, value in values.items():
        if form.fields_by_name[name].kind is FieldKind.DATE:
            year, month, day = value.split("-")
            value = f"{year}年{int(month)}月{int(day)}日"
        for entry in value if isinstance(value, list) else [value]:
            assert packed(str(entry)) in text, name


@pytest.mark.parametrize("reader", READERS)
def test_characters_beyond_the_basic_plane_are_extracted_as_themselves(reader: str) -> None:
    names = "李𬱖𬭎、王䶮喆、张𫖯𬍛𫟼"
    text = READERS[reader](fill(filing_form(), {"holder_name": names}, variant="opening").pdf)
    assert names in packed(text)


def test_more_than_a_hundred_characters_of_one_font_are_all_extracted() -> None:
    """A ToUnicode map holds at most 100 entries in a block, and a subset font 255 characters."""
    purpose = "".join(chr(0x4E00 + 7 * number) for number in range(400))
    filled = fill(filing_form(), {"purpose": purpose}, variant="opening")
    for reader in READERS.values():
        assert purpose in packed(reader(filled.pdf))


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_matter_is_ticked(variant: str) -> None:
    text = packed(text_by_pypdf(fill(filing_form(), {}, variant=variant).pdf))
    ticked = {"opening": "☑开设", "change": "☑变更", "closure": "☑关停（注销）"}
    assert ticked[variant] in text
    assert text.count("☑") == 1
    assert text.count("☐") == 2


def test_the_choice_in_the_values_tells_the_variant() -> None:
    form, values = filing_form(), values_for("closure")
    assert (
        fill(form, values | {"matter": "closure"}).pdf
        == fill(form, values | {"matter": "closure"}, variant="closure").pdf
    )


def test_empty_cells_print_nothing_to_report_except_dates_numbers_and_the_offices_own() -> None:
    form = filing_form()
    text = packed(text_by_pypdf(fill(form, {}, variant="opening").pdf))
    written = [
        field
        for field in form.fields
        if field.kind in (FieldKind.TEXT, FieldKind.PARAGRAPH)
        and field.name not in ("number", "full_name")
        and not field.name.startswith(("changed_", "notice_"))
    ] + ["certified_until", "followers"]
    assert text.count("无") == len(written) + 2  # the unit's name stands twice
    assert "备案编号：填报单位" in text
    assert "粉丝数无" in text
    assert "开通日期年月日" in text


@pytest.mark.parametrize("variant", ["", *VARIANTS])
def test_a_blank_form_prints_no_values(variant: str) -> None:
    text = packed(text_by_pypdf(fill(filing_form(), {}, variant=variant, blank=True).pdf))
    assert "无" not in text.replace("账号无", "")
    assert text.count("☑") == (1 if variant else 0)


def test_without_a_variant_every_block_is_there() -> None:
    text = packed(text_by_pypdf(fill(filing_form(), {}, blank=True).pdf))
    for label in ("变更前", "公告日期", "事由", "发生日期"):
        assert label in text


def test_notes_say_how_many_copies_and_what_belongs_to_the_form() -> None:
    text = packed(text_by_pypdf(fill(filing_form(), {}, variant="opening").pdf))
    for words in ("一号一表", "单位名称须与公章一致", "一式两份", "附关停公告和平台注销截图", "续页的，加盖骑缝章"):
        assert words in text


@pytest.mark.parametrize("field", [field.name for field in filing_form().fields if field.kind is not FieldKind.CHOICE])
def test_every_field_of_the_form_can_be_filled_alone_in_every_variant(field: str) -> None:
    """A value is printed even if its block is that of another kind of filing: nothing given is left out silently."""
    kind = filing_form().fields_by_name[field].kind
    value: Any = {FieldKind.DATE: "2031-12-30", FieldKind.NUMBER: 987654}.get(kind, "填写𬭎Value值")
    shown = {FieldKind.DATE: "2031年12月30日", FieldKind.NUMBER: "987654"}.get(kind, "填写𬭎Value值")
    for variant in ("", *VARIANTS):
        assert shown in packed(text_by_pdfium(fill(filing_form(), {field: value}, variant=variant).pdf))


@pytest.mark.parametrize("value", ["甲\n乙", "甲\r\n乙", "甲\u2028乙"])
def test_lines_end_where_the_value_says_so(value: str) -> None:
    assert "甲\n乙" in text_by_pypdf(fill(filing_form(), {"purpose": value}, variant="opening").pdf).replace("\r", "")


def test_a_number_prints_its_digits_without_grouping_or_exponent() -> None:
    text = packed(text_by_pypdf(fill(filing_form(), {"followers": 12345678}, variant="opening").pdf))
    assert "粉丝数12345678" in text
    text = packed(text_by_pypdf(fill(filing_form(), {"followers": 10**14}, variant="opening").pdf))
    assert f"粉丝数{10**14}" in text


@pytest.mark.parametrize(
    ("character", "code_point", "shown"),
    [("\U000323b0", "U+323B0", "\U000323b0"), ("😀", "U+1F600", "😀"), ("\x07", "U+0007", "不可见字符")],
)
def test_a_character_in_no_font_stops_the_print_with_character_code_point_and_field(
    character: str, code_point: str, shown: str
) -> None:
    with pytest.raises(MissingCharacterError) as caught:
        fill(filing_form(), {"holder_name": f"张{character}明"}, variant="opening")
    assert caught.value.character == character
    assert caught.value.code_point == code_point
    assert caught.value.field == "holder_name"
    for words in (shown, code_point, "账号管理员"):
        assert words in str(caught.value)


def test_a_missing_character_in_an_aligned_row_names_its_field_too() -> None:
    with pytest.raises(MissingCharacterError) as caught:
        fill(filing_form(), {"changed_after": ["甲", "😀"]}, variant="change")
    assert caught.value.field == "changed_after"


def test_entries_of_a_change_stand_beside_each_other() -> None:
    values = {
        "changed_items": ["甲项", "乙项"],
        "changed_before": ["前一", "前二"],
        "changed_after": ["后一" + "很长" * 40, "后二"],
    }
    heights: dict[str, float] = {}

    def visit(text: str, _matrix: object, at: list[float], *_rest: object) -> None:
        heights[text.strip()[:2]] = round(at[5], 1)

    pdf = fill(filing_form(), values, variant="change").pdf
    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    assert heights["甲项"] == heights["前一"] == heights["后一"]
    assert heights["乙项"] == heights["前二"] == heights["后二"]
    assert heights["乙项"] < heights["甲项"] - 25


@pytest.mark.parametrize(
    ("field", "longest_in_the_cell"),
    [("full_name", 30), ("account_name", 30), ("principal_phone", 3), ("purpose", 300), ("attachments", 30)],
)
@pytest.mark.parametrize("length", [3, 30, 300, 3000])
def test_a_value_of_any_length_is_printed_whole(field: str, longest_in_the_cell: int, length: int) -> None:
    value = "".join(chr(0x4E00 + number % 5000) for number in range(length))
    filled = fill(filing_form(), {field: value}, variant="opening")
    assert value in _as_entered(filled.pdf)
    assert filled.continued == ((field,) if length > longest_in_the_cell else ())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["full_name", "purpose", "basis", "account_name", "holder_phone", "homepage", "notice_place"]),
        st.tuples(_WORDS, st.integers(1, 25)).map(lambda pair: pair[0] * pair[1] + "。"),
        max_size=4,
    ),
    st.sampled_from(VARIANTS),
)
def test_nothing_is_cut_whatever_its_length(values: dict[str, Any], variant: str) -> None:
    """Every value is in the text whole, in its cell or, where the cell refers to it, on the continuation sheet."""
    filled = fill(filing_form(), values, variant=variant)
    text = _as_entered(filled.pdf)
    for value in values.values():
        assert packed(value) in text
    for number, name in enumerate(filled.continued, 1):
        assert f"{number}.{filing_form().fields_by_name[name].label}{packed(values[name])}" in text
        assert f"见续页第{number}项" in text


def _as_entered(pdf: bytes) -> str:
    """Return the text without white space and without the heads and feet that part a long value in two."""
    text = re.sub(r"第\d+页共\d+页", "", packed(text_by_pdfium(pdf))).replace("续页与备案表一并报送，加盖骑缝章。", "")
    head = r"眉山市彭山区政务新媒体备案表（续页）单位名称：.*?备案事项：(?:开设|变更|关停)"
    return re.sub(head, "", text)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.one_of(_HAN, _LATIN), min_size=1, max_size=800))
def test_no_line_is_drawn_beyond_its_cell(text: str) -> None:
    """Rendered by its own reader, no character of a long value lies outside the page's frame."""
    import pypdfium2

    pdf = fill(filing_form(), {"purpose": text, "principal_post": text}, variant="opening").pdf
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            characters = page.get_textpage()
            for number in range(characters.count_chars()):
                left, bottom, right, top = characters.get_charbox(number)
                assert 70 <= left <= right <= 540
                assert 25 <= bottom <= top <= 800
    finally:
        document.close()


def test_the_same_values_give_the_same_bytes_whatever_was_printed_before() -> None:
    form, values = filing_form(), values_for("change")
    first = fill(form, values, variant="change").pdf
    fill(form, {"purpose": "".join(map(chr, range(0x5000, 0x5300)))}, variant="opening")
    fill_many([FillJob(form=form, values=values_for("closure"), variant="closure")] * 3, Silent())
    assert fill(form, values, variant="change").pdf == first


def test_another_process_on_another_day_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from tests.paper.samples import filing_form, values_for\n"
        "from pmedia_desktop.paper.filling import fill\n"
        "pathlib.Path(sys.argv[1]).write_bytes(fill(filing_form(), values_for('opening'), variant='opening').pdf)\n"
    )
    target = tmp_path / "other.pdf"
    environment = {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "PATH": "", "PYTHONPATH": "."}
    subprocess.run([sys.executable, "-c", program, str(target)], check=True, env=environment)
    assert target.read_bytes() == fill(filing_form(), values_for("opening"), variant="opening").pdf


def test_the_order_of_the_values_does_not_matter() -> None:
    values = values_for("closure")
    turned = dict(reversed(values.items()))
    assert fill(filing_form(), values, variant="closure").pdf == fill(filing_form(), turned, variant="closure").pdf


@pytest.mark.parametrize("variant", VARIANTS)
def test_all_fonts_are_embedded(variant: str) -> None:
    reader = PdfReader(io.BytesIO(fill(filing_form(), values_for(variant), variant=variant).pdf))
    fonts: Any = reader.pages[0]["/Resources"]
    for font in fonts["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]
        assert "/ToUnicode" in font.get_object()


def test_the_document_says_in_chinese_what_it_is_and_prints_unscaled() -> None:
    reader = PdfReader(io.BytesIO(fill(filing_form(), values_for("change"), variant="change").pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "眉山市彭山区政务新媒体备案表（变更）"
    assert reader.metadata.author == "眉山市彭山区公义镇人民政府"
    assert reader.metadata.subject == "彭山公义"
    assert reader.metadata.creation_date_raw == "D:20261123000000+08'00'"
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "zh-CN"
    assert catalog["/ViewerPreferences"]["/PrintScaling"] == "/None"
    assert [round(float(edge)) for edge in reader.pages[0].mediabox] == [0, 0, 595, 842]


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(InputError, match="propaganda"):
        fill(filing_form(), {}, variant="opening", options=frozenset({"ministry"}))


def test_several_forms_in_one_file_keep_their_order() -> None:
    form = filing_form()
    jobs = [
        FillJob(form=form, values=values_for(variant) | {"account_name": f"账号{variant}"}, variant=variant)
        for variant in VARIANTS
    ]
    pdf = fill_many(jobs, Silent())
    assert page_count(pdf) == 3
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert all(f"账号{variant}" in page for variant, page in zip(VARIANTS, pages, strict=True))


def test_printing_several_forms_can_be_cancelled() -> None:
    steps: list[int] = []

    class Impatient:
        def step(self, done: int, total: int, what: str = "") -> None:
            steps.append(done)
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        fill_many([FillJob(form=filing_form(), values={}, variant="opening")] * 5, Impatient())
    assert steps == [0, 1, 2]
    assert fill(filing_form(), {}, variant="opening").pages == 1


def test_no_forms_at_all_is_wrong_input() -> None:
    with pytest.raises(InputError):
        fill_many([], Silent())


def test_ticks_choices_and_pictures_are_drawn(tmp_path: Path, red_square: Callable[[str], bytes]) -> None:
    form = small_form(tmp_path)
    for kind in ("PNG", "JPEG"):
        filled = fill(form, {"agreed": True, "colour": "绿", "picture": red_square(kind)})
        page = PdfReader(io.BytesIO(filled.pdf)).pages[0]
        assert "☑已核对" in page.extract_text()
        assert "☐红" in page.extract_text()
        assert "☑绿" in page.extract_text()
        (image,) = page.images
        assert image.image is not None
        red, green, blue = image.image.convert("RGB").resize((1, 1)).tobytes()
        assert red > 200
        assert max(green, blue) < 60


def test_a_picture_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="图片打不开"):
        fill(small_form(tmp_path), {"picture": b"no picture"})
