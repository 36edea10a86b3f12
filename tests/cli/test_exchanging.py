"""import, import-undo, export and collect as commands, with the exact JSON that other programs rely on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmedia_desktop.exchange.delimited import read_delimited
from pmedia_desktop.exchange.reading import read_tables
from tests.cli.conftest import Ran
from tests.exchange.books import rows

Run = Callable[..., Ran]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return rows(
        tmp_path / "台账.xlsx",
        ("序号", "新媒体名称", "类别", "账号ID", "粉丝"),
        (1, "平安示例", "快手", "ks1", 20),
        (2, "示例镇发布", "新浪微博", "7300000001", 99),
        (3, "示例镇头条", "今日头条", 1.2e17, 1),
    )


def test_a_dry_run_says_exactly_what_would_happen_and_writes_nothing(run: Run, table: Path) -> None:
    for _ in range(2):
        value = run("--json", "import", table, "--dry-run").value
        why = value["refused"][0].pop("why")
        assert "科学计数" in why
        assert value == {
            "created": 1,
            "changed": 1,
            "unchanged": 0,
            "refused": [{"sheet": "台账", "row": 4}],
            "columns": {
                "序号": None,
                "新媒体名称": "name",
                "类别": "platform",
                "账号ID": "platform_id",
                "粉丝": "followers",
            },
        }


def test_a_ledger_of_another_unit_is_taken_only_by_its_name(run: Run, tmp_path: Path) -> None:
    other = rows(tmp_path / "别家.xlsx", ("主办单位", "名称", "平台"), ("区民政局", "平安彭山", "快手"))
    value = run("--json", "import", other, "--dry-run").value
    assert (value["created"], [row["row"] for row in value["refused"]]) == (0, [2])
    assert "主办单位写的是“区民政局”，不是本单位" in value["refused"][0]["why"]
    assert "--unit" in run("import", other, "--dry-run").out
    assert run("--json", "import", other, "--dry-run", "--unit", "区民政局").value["created"] == 1


def test_an_import_is_written_once_and_taken_back_by_its_name(run: Run, table: Path) -> None:
    assert run("--json", "import", table).value["created"] == 1
    assert run("--json", "import", table).value["unchanged"] == 2
    assert run("import-undo", "别的.xlsx").code == 2
    assert run("--json", "import-undo", "台账.xlsx").value == {"file": "台账.xlsx", "removed": 1, "reverted": 1}
    assert run("--json", "import", table, "--dry-run").value["created"] == 1


def test_the_export_gives_the_columns_that_were_asked_for(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "台账.csv"
    assert run("export", out, "--columns", "name,platform").code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_delimited(out.read_bytes()).rows[0].cells == ("账号名称", "平台")
    assert run("export", tmp_path / "台账.docx").code == 2


def test_a_folder_is_collected_without_a_register(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "汇总.xlsx"
    ran = run("--json", "collect", table.parent, "-o", out)
    assert (ran.value["units"], ran.value["accounts"]) == (1, 2)
    assert len(ran.value["refused"]) == 1
    assert [sheet.name for sheet in read_tables(out)][:2] == ["账号汇总", "需要核对的"]
    assert run("collect", table.parent, "-o", tmp_path / "汇总.csv").code == 2


def test_the_journal_is_written_as_a_table_and_as_an_extract(run: Run, tmp_path: Path) -> None:
    table, extract = tmp_path / "记录.csv", tmp_path / "摘录.pdf"
    assert run("journal", "-o", table, "--text", "示例镇微政务").code == 0
    assert len(read_delimited(table.read_bytes()).rows) > 1
    assert run("journal", "-o", extract, "--since", "2026-01-01").code == 0
    assert extract.read_bytes().startswith(b"%PDF-")
    assert run("journal", "-o", tmp_path / "记录.doc").code == 2


def test_personal_data_is_erased_by_command_only_when_a_term_is_set(run: Run) -> None:
    assert run("--json", "erase-due", "--dry-run").value == {"due": 0, "erased": 0}
    assert run("--json", "erase-due").value == {"due": 0, "erased": 0}
