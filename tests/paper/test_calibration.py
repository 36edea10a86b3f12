import pytest

from pmedia_desktop.paper.calibration import RULER, RULER_BOTTOM, RULER_LEFT, calibration_page
from pmedia_desktop.paper.preview import PageImage, page_count, render_page

DPI = 254  # ten pixels to the millimetre


def _is_black(image: PageImage, x: int, y: int) -> bool:
    place = y * image.stride + x * 4
    return image.bgrx[place] < 160


def test_the_same_page_every_time() -> None:
    assert calibration_page() == calibration_page()
    assert page_count(calibration_page()) == 1


def test_both_rulers_are_a_hundred_millimetres_long() -> None:
    image = render_page(calibration_page(), 0, DPI)
    line = image.height - RULER_BOTTOM * 10
    beside_the_numbers = (RULER_LEFT - 6) * 10 - 5
    across = [
        x
        for x in range(beside_the_numbers, image.width)
        if any(_is_black(image, x, line + near) for near in (-1, 0, 1))
    ]
    assert max(across) - min(across) == pytest.approx(RULER * 10 + 60, abs=4)  # the upright ruler's tick sticks out
    column = RULER_LEFT * 10
    above_the_numbers = image.height - (RULER_BOTTOM - 7) * 10
    down = [y for y in range(1000, above_the_numbers) if any(_is_black(image, column + near, y) for near in (-1, 0, 1))]
    assert max(down) - min(down) == pytest.approx(RULER * 10 + 60, abs=4)


def test_corner_marks_stand_ten_millimetres_from_the_edges() -> None:
    image = render_page(calibration_page(), 0, DPI)
    for x in (100, image.width - 100):
        for y in (100, image.height - 100):
            assert any(_is_black(image, x + dx, y + dy) for dx in (-2, -1, 0, 1) for dy in (-2, -1, 0, 1))
