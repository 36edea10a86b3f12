"""Files as others send them: turned, of another kind, broken, or made to break a reader."""

import io
import zipfile

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from benchmarks.drawn_forms import as_pdf, as_word, scanned
from benchmarks.office_forms import FORMS
from pmedia_desktop.errors import Cancelled, EnvironmentProblem, InputError
from pmedia_desktop.paper.preview import page_picture
from pmedia_desktop.paper.recognition.apart import open_form
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.progress import Silent


def _changed(pdf: bytes, change) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    change(document)
    file = io.BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def _turned(pdf: bytes, degrees: int) -> bytes:
    return _changed(pdf, lambda document: document[0].set_rotation(degrees))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_kept_as_it_is_seen(degrees):
    turned = _turned(as_pdf(FORMS[0]), degrees)
    found = recognised(turned, Silent())
    seen, kept = (Image.open(io.BytesIO(page_picture(pdf, 0, 50))) for pdf in (turned, found.content))
    assert seen.size == kept.size
    assert sum(abs(a - b) > 60 for a, b in zip(seen.tobytes(), kept.tobytes(), strict=True)) < 0.002 * len(
        seen.tobytes()
    )
    [page] = found.pages
    assert len(page.cells) == len(FORMS[0].placed())


def test_a_page_whose_visible_part_begins_elsewhere_is_moved_to_the_corner():
    cut = _changed(as_pdf(FORMS[0]), lambda document: document[0].set_cropbox(30, 40, 560, 800))
    found = recognised(cut, Silent())
    [page] = found.pages
    assert (round(page.width / 25.4 * 72), round(page.height / 25.4 * 72)) == (530, 760)
    first = next(cell for cell in page.cells if cell.text == "单位名称")
    assert first.area.x == pytest.approx(25 - 30 / 72 * 25.4, abs=0.5)


def test_a_pdf_of_a_scan_is_laid_straight_like_a_picture():
    file = io.BytesIO()
    scanned(FORMS[1], 150, 1.5).save(file, "PDF", resolution=150)
    found = recognised(file.getvalue(), Silent())
    [page] = found.pages
    assert not page.words_known
    assert len(page.cells) >= 0.9 * len(FORMS[1].placed())


def test_a_scan_keeps_the_cells_along_a_double_frame():
    dots = 200 / 25.4
    picture = Image.new("L", (round(210 * dots), round(297 * dots)), 255)
    pen = ImageDraw.Draw(picture)
    for distance, width in ((0, 4), (1, 2)):
        left, top, right, bottom = (round(mm * dots) for mm in (20, 40, 190, 100))
        away = round(distance * dots)
        pen.rectangle((left + away, top + away, right - away, bottom - away), outline=0, width=width)
    for row in (60, 80):
        pen.line([(round(mm * dots), round(row * dots)) for mm in (20, 190)], fill=0, width=2)
    pen.line([(round(60 * dots), round(mm * dots)) for mm in (40, 100)], fill=0, width=2)
    file = io.BytesIO()
    picture.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255).save(file, "JPEG", quality=70, dpi=(200, 200))
    [page] = recognised(file.getvalue(), Silent()).pages
    assert [round(cell.area.height / 20) for cell in page.cells] == [1] * 6


def test_a_photograph_that_says_how_it_was_held_is_set_upright():
    picture = scanned(FORMS[0], 150, 0.5).rotate(-90, expand=True)
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 8  # turned a quarter to the left, as a telephone writes it
    picture.save(file, "JPEG", exif=exif)
    [page] = recognised(file.getvalue(), Silent()).pages
    assert page.height > page.width
    assert len(page.cells) >= 0.9 * len(FORMS[0].placed())


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 broken", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"plain words", b"\x89PNG\r\n\x1a\nbroken"],
)
def test_what_cannot_be_opened_is_refused_with_advice(content):
    with pytest.raises(InputError) as refused:
        recognised(content, Silent())
    assert refused.value.message


def test_a_word_file_that_would_unpack_to_gigabytes_is_refused():
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_word(FORMS[0]))) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            target.writestr(part, source.read(part))
        target.writestr("word/media/image1.png", b"0" * 90_000_000)
    with pytest.raises(InputError, match="太大"):
        recognised(file.getvalue(), Silent())


def test_a_word_file_without_tables_is_told_what_to_do():
    import docx

    document = docx.Document()
    document.add_paragraph("只有文字")
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(InputError, match="没有表格"):
        recognised(file.getvalue(), Silent())


def test_a_pdf_of_many_pages_is_no_form():
    def lengthen(document):
        for _ in range(25):
            document.new_page(595, 842)

    with pytest.raises(InputError, match="最多 20 页"):
        recognised(_changed(as_pdf(FORMS[0]), lengthen), Silent())


def test_a_missing_file_is_a_problem_of_the_surroundings(tmp_path):
    with pytest.raises(EnvironmentProblem):
        open_form(tmp_path / "none.pdf", Silent())


def test_opening_can_be_cancelled():
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        recognised(as_pdf(FORMS[0]), Stop())
