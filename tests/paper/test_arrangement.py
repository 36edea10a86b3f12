from itertools import combinations

import pytest

from pmedia_desktop.paper.arrangement import POINTS_PER_MM, Box, PagePlan, arrange, bands, text_box, visible_rows
from pmedia_desktop.paper.filling import fill, seal_spaces
from pmedia_desktop.paper.preview import render_page
from pmedia_desktop.paper.template import notes_of
from tests.paper.samples import VARIANTS, filing_form, values_for

SEAL = 50 * POINTS_PER_MM
OPTIONS = frozenset({"propaganda", "cyberspace", "department"})


def _plans(variant: str, options: frozenset[str] = frozenset()) -> list[PagePlan]:
    form = filing_form()
    return arrange(form, visible_rows(form, variant, options, ()), notes_of(form)[1])


def _overlap(one: Box, other: Box) -> bool:
    slack = 0.01
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > slack and down > slack


@pytest.mark.parametrize("options", [frozenset(), OPTIONS])
@pytest.mark.parametrize("variant", VARIANTS)
def test_cells_lie_inside_the_margins_and_never_on_each_other(variant: str, options: frozenset[str]) -> None:
    area = text_box(filing_form())
    for plan in _plans(variant, options):
        boxes = [placed.box for row in (*plan.header, *plan.rows) for placed in row.cells]
        for box in boxes:
            assert box.x >= area.x - 0.01
            assert box.right <= area.right + 0.01
            assert box.bottom >= area.bottom - 0.01
            assert box.top <= area.top + 0.01
        assert not [pair for pair in combinations(boxes, 2) if _overlap(*pair)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_grid_covers_its_frame_whole(variant: str) -> None:
    (plan,) = _plans(variant)
    assert plan.frame is not None
    cells = sum(placed.box.width * placed.box.height for row in plan.rows for placed in row.cells)
    assert cells == pytest.approx(plan.frame.width * plan.frame.height)


@pytest.mark.parametrize("variant", VARIANTS)
def test_only_the_block_of_the_kind_at_hand_is_there(variant: str) -> None:
    shown = {name for plan in _plans(variant) for row in plan.rows for name in row.row.field_names}
    assert ("changed_before" in shown) == (variant == "change")
    assert ("notice_on" in shown) == (variant == "closure")


def test_a_value_of_another_block_brings_its_block_along() -> None:
    rows = visible_rows(filing_form(), "opening", (), {"requested_on"})
    shown = {name for row in rows for name in row.field_names}
    assert {"notice_on", "requested_on"} <= shown
    assert "changed_before" not in shown


def test_rows_held_together_by_a_cell_are_one_band() -> None:
    form = filing_form()
    sizes = [len(band) for band in bands(form.rows)]
    assert sum(sizes) == len(form.rows)
    assert sorted(size for size in sizes if size > 1) == [2, 3]


@pytest.mark.parametrize("variant", VARIANTS)
def test_optional_boxes_go_on_to_page_two(variant: str) -> None:
    first, second = _plans(variant, OPTIONS)
    assert not [row for row in first.rows if row.row.option]
    assert [row.row.option for row in second.rows] == ["propaganda", "cyberspace", "department"]


@pytest.mark.parametrize("options", [frozenset(), OPTIONS])
@pytest.mark.parametrize("variant", ["", *VARIANTS])
def test_every_seal_has_50_by_50_mm_declared(variant: str, options: frozenset[str]) -> None:
    spaces = seal_spaces(filing_form(), variant, options)
    assert len(spaces) == 2 + len(options)
    for space in spaces:
        assert min(space.box.width, space.box.height) >= SEAL


@pytest.mark.parametrize("options", [frozenset(), OPTIONS])
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_seal_has_50_by_50_mm_without_a_drop_of_ink(variant: str, options: frozenset[str]) -> None:
    form, dpi = filing_form(), 100
    pdf = fill(form, values_for(variant), variant=variant, options=options).pdf
    for space in seal_spaces(form, variant, options):
        image = render_page(pdf, space.page, dpi)
        scale = dpi / 72
        inner = space.box.inside(1.2, 1.2)  # without the frame's own line
        left, right = round(inner.x * scale), round(inner.right * scale)
        top, bottom = round((842 - inner.top) * scale), round((842 - inner.bottom) * scale)
        assert min(right - left, bottom - top) >= SEAL * scale - 1
        for line in range(top, bottom):
            start = line * image.stride
            row = image.bgrx[start + left * 4 : start + right * 4]
            assert set(row[0::4]) | set(row[1::4]) | set(row[2::4]) == {255}
