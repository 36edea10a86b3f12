"""What units have handed in becomes one table, with what has to be asked about each unit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.errors import Cancelled, InputError
from pmedia_desktop.exchange.reading import read_tables
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.services.collecting.collect import collect
from pmedia_desktop.services.collecting.summary import Collection, workbook
from pmedia_desktop.services.exporting.ledger_file import ledger_file
from pmedia_desktop.services.exporting.table_file import TableFormat
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.services.paper import filing_papers
from pmedia_desktop.services.sample.making import Sample, make_sample
from pmedia_desktop.services.settings import save_settings, save_year
from tests.exchange.books import rows

ON = date(2026, 11, 23)
HEADINGS = ("主办单位", "账号名称", "平台", "账号ID", "开设时间", "备案时间", "是否备案")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Office, Sample]]:
    """Return a folder with a township's three forms and its export, made once."""
    place = tmp_path_factory.mktemp("district")
    office = open_office(place / "register", create=True, on=ON)
    sample = make_sample(office)
    folder = place / "报来的" / "示例镇"
    folder.mkdir(parents=True)
    for number in (sample.opening_id, sample.change_id, sample.closure_id):
        (folder / f"备案表{number}.pdf").write_bytes(filing_papers.print_filing(office, number).value.pdf)
    (folder / "台账.xlsx").write_bytes(ledger_file(office, TableFormat.XLSX))
    yield folder.parent, office, sample
    office.close()


def collected(folder: Path) -> Collection:
    return collect(folder, folder, ON)


def rules(collection: Collection) -> set[tuple[str, str]]:
    return {(one.account, one.finding.rule) for one in collection.findings}


def test_forms_and_the_export_of_one_unit_are_one_unit_with_each_account_once(
    handed_in: tuple[Path, Office, Sample],
) -> None:
    collection = collected(handed_in[0])
    assert (collection.files, len(collection.units), collection.accounts) == (4, 1, 4)
    assert collection.units[0].name == "眉山市彭山区示例镇人民政府"
    assert collection.unread == ()
    accounts = {(account.values["platform"], account.values["name"]) for account in collection.units[0].accounts}
    assert ("weibo", "示例镇发布") in accounts
    weibo = next(account for account in collection.units[0].accounts if account.values["platform"] == "weibo")
    assert len(weibo.files) == 2, "the form and the export speak of the same account"


def test_duplicates_wechat_without_a_basis_and_late_filings_are_found_by_unit(tmp_path: Path) -> None:
    rows(
        tmp_path / "民政局.xlsx",
        HEADINGS,
        ("彭山区民政局", "彭山民政", "微信公众号", "psmz", "2020-01-02", "2020-06-01", "是"),
        ("彭山区民政局", "彭山民政", "抖音", "dy1", "", "", "否"),
        ("彭山区民政局", "民政在线", "抖音", "dy2", "2026-01-05", "2026-01-12", "是"),
    )
    assert rules(collected(tmp_path)) >= {
        ("彭山民政", "article4.second_account"),
        ("彭山民政", "article5.no_basis"),
        ("彭山民政", "collected.filed_late"),
        ("彭山民政", "collected.unfiled"),
    }
    assert ("民政在线", "collected.filed_late") not in rules(collected(tmp_path))


def test_units_are_held_to_the_terms_calendar_and_rules_of_the_office_that_collects(tmp_path: Path) -> None:
    folder, own = tmp_path / "报来的", tmp_path / "区政府办"
    folder.mkdir()
    rows(
        folder / "民政局.xlsx",
        HEADINGS,
        ("彭山区民政局", "彭山民政", "抖音", "dy1", "2026-11-02", "2026-11-13", "是"),
        ("彭山区民政局", "彭山民政", "抖音", "dy2", "2026-11-09", "2026-11-17", "是"),
    )
    assert {rule for _, rule in rules(collect(folder, own, ON))} == {"article4.second_account"}
    office = open_office(own, create=True, on=ON)
    save_settings(office, replace(Settings(), opening_days=5, rules_off=("article4.second_account",)))
    both = [one.files for one in collect(folder, own, ON).findings]
    assert len(both) == 2, "after five working days both were late"
    save_year(office, HolidayYear(2026, tuple(date(2026, 11, day) for day in (10, 11, 12)), ()))
    office.close()
    (late,) = collect(folder, own, ON).findings
    assert late.finding.rule == "collected.filed_late"
    assert "2026年11月2日" in late.finding.message


def test_the_same_account_in_two_tables_is_no_duplicate(tmp_path: Path) -> None:
    line = ("彭山区民政局", "彭山民政", "抖音", "dy1", "", "", "是")
    rows(tmp_path / "一月.xlsx", HEADINGS, line)
    rows(tmp_path / "二月.xlsx", HEADINGS, ("民政局", *line[1:]))
    collection = collected(tmp_path)
    assert collection.accounts == 1
    assert rules(collection) == set()


def test_a_file_without_a_unit_counts_by_its_name(tmp_path: Path) -> None:
    rows(tmp_path / "凤鸣街道.xlsx", ("账号名称", "平台"), ("凤鸣发布", "抖音"))
    assert [unit.name for unit in collected(tmp_path).units] == ["凤鸣街道"]


def test_files_of_one_name_in_the_units_folders_count_by_the_folder(tmp_path: Path) -> None:
    for unit in ("民政局", "教育局"):
        (tmp_path / unit).mkdir()
        rows(tmp_path / unit / "2026年政务新媒体台账.xlsx", ("账号名称", "平台"), (f"{unit}发布", "抖音"))
    collection = collected(tmp_path)
    assert {unit.name for unit in collection.units} == {"民政局", "教育局"}
    assert rules(collection) == set()


def test_an_earlier_summary_in_the_folder_is_not_collected_again(tmp_path: Path) -> None:
    rows(tmp_path / "民政局.xlsx", HEADINGS, ("彭山区民政局", "旧号", "抖音", "dy1", "", "", "是"))
    (tmp_path / "汇总.xlsx").write_bytes(workbook(collected(tmp_path)))
    rows(tmp_path / "民政局.xlsx", HEADINGS, ("彭山区民政局", "新号", "抖音", "dy2", "", "", "是"))
    collection = collected(tmp_path)
    assert [account.values["name"] for unit in collection.units for account in unit.accounts] == ["新号"]
    assert [(one.file, "以前汇总" in one.why) for one in collection.unread] == [("汇总.xlsx", True)]


def test_what_cannot_be_read_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04xx")
    (tmp_path / "扫描.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "~$开着.xlsx").write_bytes(b"lock")
    rows(tmp_path / "民政局.xlsx", HEADINGS[1:3], ("彭山民政", "抖音"), ("彭山民政", "不知道的"))
    collection = collected(tmp_path)
    assert collection.accounts == 1
    assert {(one.file, bool(one.place)) for one in collection.unread} == {
        ("坏.xlsx", False),
        ("扫描.pdf", False),
        ("民政局.xlsx", True),
    }


def test_a_form_that_was_handed_in_as_word_file_picture_or_archive_is_not_passed_over_in_silence(
    tmp_path: Path,
) -> None:
    rows(tmp_path / "民政局.xlsx", HEADINGS[1:3], ("彭山民政", "抖音"))
    for name in ("凤鸣街道.docx", "镇.JPG", "全部.zip", "Thumbs.db", "~$凤鸣街道.docx"):
        (tmp_path / name).write_bytes(b"x")
    collection = collected(tmp_path)
    assert (collection.files, collection.accounts) == (4, 1)
    assert {one.file for one in collection.unread} == {"凤鸣街道.docx", "镇.JPG", "全部.zip"}
    assert all("不是表格，也不是本程序打印的备案表PDF" in one.why for one in collection.unread)


def test_a_workbook_with_macros_is_read_like_any_other(tmp_path: Path) -> None:
    rows(tmp_path / "民政局.xlsx", HEADINGS[1:3], ("彭山民政", "抖音")).rename(tmp_path / "民政局.XLSM")
    assert collected(tmp_path).accounts == 1


def test_the_workbook_says_everything_and_is_read_by_the_import(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rows(folder / "民政局.xlsx", HEADINGS, ("彭山区民政局", "彭山民政", "微信公众号", "0012345678901234", "", "", "是"))
    out = tmp_path / "汇总.xlsx"
    out.write_bytes(workbook(collected(folder)))
    accounts, findings, units, unread = read_tables(out)
    assert accounts.rows[1].cells[:4] == ("彭山区民政局", "微信公众号", "彭山民政", "0012345678901234")
    assert findings.rows[1].cells[:3] == ("彭山区民政局", "彭山民政", "第五条")
    assert units.rows[1].cells[0] == "彭山区民政局"
    assert unread.name == "没有收的"


def test_an_empty_folder_and_a_missing_one_are_explained(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有表格"):
        collected(tmp_path)
    with pytest.raises(InputError, match="不是文件夹"):
        collected(tmp_path / "没有")


def test_it_can_be_stopped_between_two_files(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.csv").write_text("账号名称,平台\n甲,抖音\n", encoding="utf-8")

    class Impatient:
        def step(self, done: int, total: int, what: str = "") -> None:
            assert total == 6
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        collect(tmp_path, tmp_path, ON, Impatient())
