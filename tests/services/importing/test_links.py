"""An account's address is where its cell leads to, when the cell itself shows none."""

from pathlib import Path
from typing import Any

import xlsxwriter

from pmedia_desktop.services.importing.plan import ImportPlan, plan_import
from tests.exchange.books import book
from tests.services.conftest import Started


def plan(started: Started, tmp_path: Path, *headings: str, links: dict[int, tuple[str, str]]) -> ImportPlan:
    """Plan an import of 甲 on 抖音; ``links`` {place of the cell: (address, what it shows)}."""

    def fill(_book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_row(0, 0, headings)
        sheet.write_row(1, 0, ("甲", "抖音", "2026-11-02")[: len(headings)])
        for place, (address, shown) in links.items():
            sheet.write_url(1, place, address, string=shown)

    return plan_import(started.office, book(tmp_path / "台账.xlsx", fill))


def homepages(made: ImportPlan) -> list[str]:
    return [account.homepage for account in made.accounts]


def test_what_a_link_shows_gives_way_to_where_it_leads(started: Started, tmp_path: Path) -> None:
    made = plan(started, tmp_path, "名称", "平台", "链接", links={2: ("https://example.cn/a", "点击访问")})
    assert homepages(made) == ["https://example.cn/a"]


def test_an_address_that_is_shown_counts(started: Started, tmp_path: Path) -> None:
    made = plan(started, tmp_path, "名称", "平台", "链接", links={2: ("https://example.cn/old", "weibo.com/u/730")})
    assert homepages(made) == ["weibo.com/u/730"]


def test_a_name_that_leads_somewhere_gives_the_address_where_no_column_does(started: Started, tmp_path: Path) -> None:
    link = {0: ("https://example.cn/a", "甲")}
    assert homepages(plan(started, tmp_path, "名称", "平台", links=link)) == ["https://example.cn/a"]
    both = {**link, 2: ("https://example.cn/b", "查看")}
    assert homepages(plan(started, tmp_path, "名称", "平台", "链接", links=both)) == ["https://example.cn/b"]
