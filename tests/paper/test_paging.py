"""A long list goes over several sheets of one form: every row once, none on a continuation sheet."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from pmedia_desktop.paper.filling import fill_many
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.paging import sheets_of
from pmedia_desktop.progress import Silent
from tests.paper.samples import packed

FORM = load_form("problem_ledger")
HEAD = {"full_name": "示例镇人民政府", "period": "2026年", "filled_on": "2026-11-28"}


def columns(texts: list[str]) -> dict[str, list[str]]:
    return {"numbers": [f"第{n}行" for n in range(len(texts))], "whats": texts}


def shared(texts: list[str]) -> list[list[str]]:
    """Return the rows' marks on each sheet."""
    jobs = sheets_of(FORM, HEAD, columns(texts), number_field="sheet")
    return [list(job.values.get("numbers", [])) for job in jobs]  # type: ignore[arg-type]


def test_a_short_list_is_one_sheet_and_says_so() -> None:
    (job,) = sheets_of(FORM, HEAD, columns(["错别字"] * 5), number_field="sheet")
    assert job.values["sheet"] == "第1页，共1页"


def test_an_empty_list_is_one_sheet() -> None:
    (job,) = sheets_of(FORM, HEAD, {"numbers": [], "whats": []}, number_field="sheet")
    assert "numbers" not in job.values


@settings(max_examples=12)
@given(st.lists(st.integers(1, 90).map(lambda n: "错别字。" * n), min_size=1, max_size=30))
def test_every_row_stands_on_exactly_one_sheet_in_its_order(texts: list[str]) -> None:
    assert [mark for sheet in shared(texts) for mark in sheet] == [f"第{n}行" for n in range(len(texts))]


def test_no_row_goes_to_a_continuation_sheet() -> None:
    jobs = sheets_of(FORM, HEAD, columns(["错别字，请尽快改正。" * 6] * 60), number_field="sheet")
    pages = [packed(page.extract_text()) for page in PdfReader(io.BytesIO(fill_many(jobs, Silent()))).pages]
    assert len(pages) == len(jobs) > 2
    assert not any("续页" in page for page in pages)
    assert f"第{len(jobs)}页，共{len(jobs)}页" in pages[-1]


def test_a_row_longer_than_a_page_stands_alone_and_is_continued() -> None:
    sheets = shared(["短", "很长的情况说明。" * 700, "短"])
    assert sheets == [["第0行"], ["第1行"], ["第2行"]]


def test_what_stands_on_every_sheet_may_be_long_without_costing_rows() -> None:
    head = HEAD | {"period": "很长的期间" * 60}
    jobs = sheets_of(FORM, head, columns(["错别字"] * 10), number_field="sheet")
    assert len(jobs) == 1
