import io
from pathlib import Path

from pypdf import PdfReader

from pmedia_desktop.data_files import data_path
from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.values import JsonValue
from tests.paper.samples import filing_form, packed, values_for, write_form

LONG = "为畅通政民互动渠道，方便群众了解惠民政策，经镇党政办公会议研究决定。"


def _pages(pdf: bytes) -> list[str]:
    return [packed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_long_value_is_set_smaller_before_it_goes_to_the_continuation_sheet() -> None:
    form = filing_form()
    assert fill(form, values_for("change") | {"reason": LONG * 3}, variant="change").continued == ()
    filled = fill(form, values_for("change") | {"reason": LONG * 30}, variant="change")
    assert filled.continued == ("reason",)
    assert filled.pages == 2


def test_the_cell_refers_to_the_item_of_the_continuation_sheet() -> None:
    values = values_for("opening") | {"purpose": LONG * 12, "reason": LONG * 13}
    first, second = _pages(fill(filing_form(), values, variant="opening").pdf)
    assert "功能定位见续页第1项" in first
    assert "开设理由见续页第2项" in first
    assert f"1.功能定位{LONG * 12}" in second
    assert f"2.开设理由{LONG * 13}" in second, "as the cell that leads there is called"


def test_the_continuation_sheet_says_whose_it_is_and_asks_for_the_seal_across_the_pages() -> None:
    pages = _pages(fill(filing_form(), values_for("closure") | {"reason": LONG * 90}, variant="closure").pdf)
    assert len(pages) == 4
    for number, page in enumerate(pages[1:], 2):
        assert page.startswith(
            "眉山市彭山区政务新媒体备案表（续页）单位名称：眉山市彭山区公义镇人民政府账号名称：彭山公义"
        )
        assert "备案事项：关停" in page
        assert "加盖骑缝章" in page
        assert f"第{number}页共4页" in page
    assert "第1页共4页" in pages[0]


def test_a_name_that_is_itself_continued_does_not_fill_the_head_of_every_sheet() -> None:
    name = "彭山区" * 900
    pages = _pages(fill(filing_form(), {"full_name": name}, variant="opening").pdf)
    assert "单位名称：" + name[:24] + "……（见续页第1项）" in pages[1]
    assert sum(page.count("彭山区") for page in pages) >= 900


def test_a_field_that_stands_in_two_cells_is_continued_once() -> None:
    first, second = _pages(fill(filing_form(), {"full_name": "彭山区" * 100}, variant="opening").pdf)
    assert first.count("见续页第1项") == 2
    assert second.count("1.单位名称") == 1


def test_a_long_change_is_continued_entry_by_entry_as_one_item() -> None:
    values = {
        "changed_items": ["名称", "定位"],
        "changed_before": ["旧名", LONG * 30],
        "changed_after": ["新名", "新定位"],
    }
    filled = fill(filing_form(), values, variant="change")
    assert filled.continued == ("changed_items", "changed_before", "changed_after")
    first, second = _pages(filled.pdf)
    assert first.count("见续页第1项") == 3
    assert "（1）变更项目：名称变更前：旧名变更后：新名（2）变更项目：定位" in second
    assert f"变更前：{LONG * 30}变更后：新定位" in second


def test_pages_of_the_form_itself_come_before_the_continuation_sheet(tmp_path: Path) -> None:
    pages = _pages(
        fill(
            filing_form(),
            values_for("opening") | {"purpose": LONG * 30},
            variant="opening",
            options=frozenset({"propaganda", "cyberspace"}),
        ).pdf
    )
    assert ["续页）" in page for page in pages] == [False, False, True]
    assert "彭山公义" in pages[1]
    text = data_path("forms", "filing.toml").read_text(encoding="utf-8")
    write_form(tmp_path, text.replace('continuation_note = "续页与备案表一并报送，加盖骑缝章。"\n', ""), "filing")
    bare = load_form("filing", [tmp_path])
    assert "一并报送" not in _pages(fill(bare, {"purpose": LONG * 30}, variant="opening").pdf)[1]


def _ledger(rows: int, name: str = "眉山市彭山区公义镇人民政府便民服务中心政务新媒体") -> dict[str, JsonValue]:
    """Values of a ledger whose names are too long for many rows on a page."""
    return {
        "full_name": "眉山市彭山区公义镇人民政府",
        "numbers": [str(number) for number in range(1, rows + 1)],
        "names": [f"{name}{number:02}号" for number in range(1, rows + 1)],
        "platforms": ["微信公众号"] * rows,
        "homepages": [f"https://www.example.com/{number}" for number in range(1, rows + 1)],
    }


def test_a_list_goes_on_by_rows_under_its_own_heading() -> None:
    filled = fill(load_form("ledger", [data_path("forms")]), _ledger(20))
    pages = _pages(filled.pdf)
    assert len(pages) == 3
    kept = [number for number in range(1, 21) if f"{number:02}号" in pages[0]]
    assert kept == [*range(1, len(kept) + 1)], "the first page shows as many rows as it holds"
    assert f"第{len(kept) + 1}至20行见续页第1项" in pages[0]
    assert f"1.续表（第{len(kept) + 1}至20行）" in pages[1]
    for page in pages[1:]:
        assert "序号平台账号名称账号ID开设日期账号管理员及电话状态备案情况主页二维码" in page, "the heading again"
        assert "平台：" not in page, "no row falls apart into labels and values"
    rows = [number for page in pages for number in range(1, 21) if f"政务新媒体{number:02}号" in page]
    assert rows == [*range(1, 21)], "every row is there once, in order"


def test_a_row_that_is_longer_than_a_page_is_told_entry_by_entry() -> None:
    values = _ledger(3) | {"names": ["甲", "乙", "彭山" * 900]}
    first, *others = _pages(fill(load_form("ledger", [data_path("forms")]), values).pdf)
    assert "第3行见续页第1项" in first
    assert "（3）序号：3平台：微信公众号账号名称：彭山" in others[0]
    assert sum(page.count("彭山") for page in others) >= 900


def test_a_list_keeps_its_columns_for_signatures_on_the_continuation_sheet() -> None:
    values = {name: [f"{word}{number}" for number in range(40)] for name, word in (("steps", "审核"), ("names", "王"))}
    filled = fill(load_form("review", [data_path("forms")]), values, options=frozenset({"table"}))
    assert "steps" in filled.continued
    assert "步骤意见姓名签字时间" in _pages(filled.pdf)[-1]
