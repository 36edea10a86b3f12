import io
import zlib

import pytest
from PIL import Image, ImageFilter

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.qr_pictures import read_qr
from pmedia_desktop.paper.qr import qr_picture

ADDRESS = "otpauth://totp/%E5%BE%AE%E5%8D%9A:a@b.cn?secret=JBSWY3DPEHPK3PXP&issuer=微博"


def saved(image: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def opened(text: str) -> Image.Image:
    return Image.open(io.BytesIO(qr_picture(text)))


def test_what_the_program_draws_it_reads() -> None:
    assert read_qr(qr_picture(ADDRESS)) == ADDRESS


def test_a_sheet_that_was_photographed_crookedly_is_read() -> None:
    photographed = opened(ADDRESS).convert("L").rotate(17, expand=True, fillcolor=235)
    photographed.thumbnail((400, 400))
    assert read_qr(saved(photographed, "JPEG")) == ADDRESS


def test_a_photograph_out_of_focus_is_read() -> None:
    sheet = Image.new("L", (600, 600), 225)
    sheet.paste(opened(ADDRESS).convert("L").resize((180, 180)), (200, 200))
    assert read_qr(saved(sheet.filter(ImageFilter.GaussianBlur(2)), "JPEG")) == ADDRESS


def test_a_screenshot_with_a_transparent_ground_is_read() -> None:
    code = opened(ADDRESS).convert("RGBA")
    ink = code.convert("L").point(lambda value: 255 if value < 128 else 0)
    screenshot = Image.new("RGBA", code.size, (0, 0, 0, 0))
    screenshot.paste((0, 0, 0, 255), mask=ink)
    assert read_qr(saved(screenshot)) == ADDRESS


def test_a_picture_without_a_code_is_refused_with_advice() -> None:
    with pytest.raises(InputError, match="没有找到二维码"):
        read_qr(saved(Image.new("RGB", (300, 300), "white")))


def test_two_codes_in_one_picture_are_not_guessed_at() -> None:
    one, other = opened("one"), opened("other")
    both = Image.new("L", (one.width + other.width, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    with pytest.raises(InputError, match="有2个二维码"):
        read_qr(saved(both))


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(InputError, match="打不开"):
        read_qr(b"%PDF-1.4 not a picture")


def test_a_small_file_of_too_many_pixels_is_refused_before_it_is_unfolded() -> None:
    with pytest.raises(InputError, match="图片太大"):
        read_qr(saved(Image.new("1", (8000, 8000), 1)))


def test_a_text_too_long_for_a_readable_code_is_refused() -> None:
    with pytest.raises(InputError, match="太长"):
        qr_picture("字" * 400)


def test_a_picture_with_a_broken_part_cannot_be_opened() -> None:
    """Pillow calls it a mistake of syntax, of all things."""
    whole = qr_picture("彭山")
    begin, end = whole.index(b"IDAT") + 4, whole.index(b"IEND") - 8
    half = whole[begin : (begin + end) // 2]
    part = len(half).to_bytes(4) + b"IDAT" + half + zlib.crc32(b"IDAT" + half).to_bytes(4)
    with pytest.raises(InputError, match="打不开"):
        read_qr(whole[: begin - 8] + part + b"\0\0" + whole[end + 4 :])
