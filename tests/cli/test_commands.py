"""The commands, as a script would call them."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage

from pmedia_desktop.services.office import open_office
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def test_check_lists_findings_and_ends_with_0_when_none_is_an_error(run: Run) -> None:
    ran = run("check")
    assert ran.code == 0
    assert ran.value
    for finding in ran.value:
        assert set(finding) == {"article", "severity", "subject", "message", "remedy"}
    assert {finding["severity"] for finding in ran.value} <= {"warning", "note"}


def test_check_ends_with_1_when_a_finding_is_an_error(run: Run, data: Path) -> None:
    from dataclasses import replace

    from pmedia_desktop.services import unit
    from pmedia_desktop.services.office import open_office

    office = open_office(data)
    entered = unit.read_unit(office)
    assert entered is not None
    unit.correct_unit(office, replace(entered, principal_id=None))
    office.close()
    ran = run("check")
    assert ran.code == 1
    assert any(f["severity"] == "error" and f["article"] == "第十二条" for f in ran.value)


def test_due_lists_deadlines_with_reason_and_second_reading(run: Run) -> None:
    ran = run("due", "--json")
    assert ran.code == 0
    for deadline in ran.value:
        assert set(deadline) == {"what", "account", "article", "due", "days_left", "estimated", "reason", "alternative"}
    closure = next(d for d in ran.value if "关停" in d["what"])
    assert (closure["due"], closure["days_left"]) == ("2026-11-26", 3)
    assert closure["alternative"] == {"from": "2026-10-24", "due": "2026-10-30"}


def test_workdays_counts_from_a_day_and_says_what_was_skipped(run: Run) -> None:
    ran = run("workdays", "2026-09-29", "10")
    assert ran.code == 0
    assert (ran.value["from"], ran.value["days"], ran.value["due"]) == ("2026-09-29", 10, "2026-10-19")
    assert ran.value["estimated"] is False
    assert {"date": "2026-10-01", "why": "国庆节"} in ran.value["skipped"]


def test_workdays_of_a_year_without_a_schedule_are_an_estimate(run: Run) -> None:
    ran = run("workdays", "2027-02-03", "5")
    assert ran.code == 0
    assert ran.value["estimated"] is True


def test_workdays_needs_no_register(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from pmedia_desktop.cli import main

    assert main(["workdays", "2026-11-23", "10", "--data", str(tmp_path / "none")]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2026-12-07"
    assert not (tmp_path / "none").exists()


def test_form_list_and_fields_describe_the_filing_form(run: Run) -> None:
    assert "filing" in [form["name"] for form in run("form", "list").value]
    fields = run("form", "fields", "filing").value
    for field in fields:
        assert set(field) == {"name", "label", "kind", "required_for"}
        assert field["kind"] in {"text", "paragraph", "date", "number", "choice", "check", "picture"}
        assert set(field["required_for"]) <= {"opening", "change", "closure"}


def test_form_fill_takes_any_object_of_the_forms_field_names(run: Run, tmp_path: Path) -> None:
    values = tmp_path / "值.json"
    values.write_text(json.dumps({"full_name": "某某镇人民政府", "principal_name": "李𬱖"}), encoding="utf-8-sig")
    out = tmp_path / "表.pdf"
    ran = run("form", "fill", "filing", "--values", values, "-o", out, "--kind", "opening", "--json")
    assert (ran.code, ran.value["pages"]) == (0, 1)
    text = pypdf.PdfReader(out).pages[0].extract_text()
    assert "某某镇人民政府" in text
    assert "李𬱖" in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "JSON"),
        ("[]", "对象"),
        ('{"nothing": "x"}', "nothing"),
        ('{"filled_on": "2026-13-40"}', "日期"),
        ('{"full_name": "\\ue123"}', "U+E123"),
    ],
)
def test_wrong_values_end_with_2_and_one_line_that_says_what(run: Run, tmp_path: Path, content: str, said: str) -> None:
    values = tmp_path / "values.json"
    values.write_text(content, encoding="utf-8")
    out = tmp_path / "out.pdf"
    ran = run("form", "fill", "filing", "--values", values, "-o", out)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("workdays", "heute", "3"),
        ("workdays", "2026-11-23", "drei"),
        ("workdays", "2026-11-23", "-1"),
        ("form", "fields", "nothing"),
        ("form", "fill", "filing", "--values", "missing.json", "-o", "x.pdf"),
        ("form",),
        ("nonsense",),
        ("filing", "print", "99", "-o", "x.pdf"),
        ("restore", "missing.db"),
        ("screenshot", "--out", "x", "--size", "wide"),
        ("screenshot", "--out", "x", "--size", "99999x99999"),
        ("screenshot", "--out", "x", "--size", "10x10"),
        ("screenshot", "--out", "x", "--scale", "nan"),
        ("demo", "--out", "letter.txt"),
        ("demo", "--out", "letter.txt/demo"),
        ("workdays", "20261123", "3"),
        ("filing", "print", "1", "-o", "letter.txt/x.pdf"),
        ("filing", "print", "99999999999999999999", "-o", "x.pdf"),
        ("backup", "letter.txt"),
        ("check", "--data", "letter.txt"),
    ],
)
def test_whatever_is_written_wrongly_ends_with_2_and_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text("一封信", "utf-8")
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert not Path("x.pdf").exists()


@pytest.mark.parametrize("words", [["check"], ["screenshot", "--out", "pictures"]])
def test_a_register_that_is_not_there_is_not_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str]
) -> None:
    from pmedia_desktop.cli import main

    assert main([*words, "--data", str(tmp_path / "none")]) == 2
    assert not (tmp_path / "none").exists()


def test_filing_list_and_print_give_the_form(run: Run, tmp_path: Path) -> None:
    filings = run("filing", "list").value
    assert [filing["kind"] for filing in filings] == ["closure", "change", "opening"]
    out = tmp_path / "关停.pdf"
    ran = run("filing", "print", filings[0]["id"], "-o", out)
    assert ran.code == 0
    assert "示例镇微政务" in pypdf.PdfReader(out).pages[0].extract_text()
    assert run("filing", "list").value[0]["state"] == "printed"


def test_a_print_with_findings_and_without_a_reason_says_so_in_the_journal(
    run: Run, data: Path, tmp_path: Path
) -> None:
    from contextlib import closing
    from dataclasses import replace

    from pmedia_desktop.model.filing import Approval
    from pmedia_desktop.services.filing import process
    from pmedia_desktop.services.journal import history
    from pmedia_desktop.services.office import open_office, snapshot

    with closing(open_office(data)) as office:
        filing = snapshot(office).filing(1)
        assert filing is not None
        process.save_filing(office, replace(filing, approval=Approval()))
    unexplained = run("filing", "print", "1", "-o", tmp_path / "a.pdf")
    assert unexplained.code == 1
    assert "登记中缺批准日期" in unexplained.out
    assert "下次可用 --reason 写明" in unexplained.out
    explained = run("filing", "print", "1", "-o", tmp_path / "a.pdf", "--reason", "先报后补")
    assert (explained.code, "--reason" in explained.out) == (1, False)
    with closing(open_office(data)) as office:
        said = [entry.note for entry in history.read_history(office)]
    assert [note for note in said if note][:2] == ["先报后补", "命令行打印，未写原因"]


def test_a_backup_is_verified_and_can_be_restored(run: Run, data: Path, tmp_path: Path) -> None:
    made = run("backup", tmp_path / "U盘", "--json")
    assert made.code == 0
    kept = Path(made.value["file"])
    assert kept.parent == tmp_path / "U盘"
    assert made.value["sha256"] == hashlib.sha256(kept.read_bytes()).hexdigest()
    run("filing", "print", 1, "-o", tmp_path / "a.pdf")
    assert run("filing", "list").value[-1]["state"] == "printed"
    restored = run("restore", kept, "--json")
    assert restored.code == 0
    assert Path(restored.value["set_aside"]).exists()
    assert run("filing", "list").value[-1]["state"] == "draft"
    assert run("verify").code == 0


def test_a_register_that_a_window_holds_is_not_restored_over(run: Run, data: Path, tmp_path: Path) -> None:
    from pmedia_desktop.register.folder_lock import FolderLock

    kept = run("backup", "--json").value["file"]
    before = (data / "register.db").read_bytes()
    with FolderLock(data, "李𬱖"):
        ran = run("restore", kept)
    assert (ran.code, ran.out) == (2, "")
    assert "窗口" in ran.err
    assert (data / "register.db").read_bytes() == before


def test_verify_tells_a_tampered_journal(run: Run, data: Path) -> None:
    import sqlite3

    assert run("verify", "--json").value["ok"] is True
    connection = sqlite3.connect(data / "register.db", isolation_level=None)
    ((guard,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_entry_stays'").fetchall()
    connection.execute("DROP TRIGGER journal_entry_stays")
    connection.execute("UPDATE journal_entry SET note = 'forged' WHERE number = 3")
    connection.execute(guard)
    connection.close()
    ran = run("verify", "--json")
    assert ran.code == 1
    assert ran.value["ok"] is False
    assert any("3" in problem for problem in ran.value["problems"])


def test_the_self_test_passes(run: Run) -> None:
    ran = run("self-test", "--json")
    assert [result for result in ran.value if not result["passed"]] == []
    assert ran.code == 0
    said = {result["name"]: result["detail"] for result in ran.value}
    # What passed is said even where the system's keyring could not be tried.
    assert said["账号密码保险箱"].startswith("加密和解密正常")
    assert said["窗口"] == "第一页已显示"
    assert "ibus" in said["中文输入法"] or sys.platform != "linux"
    assert "𠮷" in said["屏幕上的生僻字"]


def test_a_print_that_cannot_be_written_leaves_the_filing_as_it_was(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.touch()
    assert run("filing", "print", "1", "-o", letter / "x.pdf").code == 2
    assert run("filing", "list").value[-1]["state"] == "draft"


def test_the_first_writing_command_of_a_day_makes_the_daily_backup(run: Run, data: Path, tmp_path: Path) -> None:
    run("filing", "print", "1", "-o", tmp_path / "a.pdf")
    assert len(list((data / "backups").glob("register-daily-*.db"))) == 1


def test_pictures_of_a_page_that_fails_end_with_its_words_instead_of_waiting(data: Path, tmp_path: Path) -> None:
    # In a process of its own: the window's application object must not outlive the command.
    (data / "platforms.toml").write_text("broken = [", encoding="utf-8")
    command = [sys.executable, "-m", "pmedia_desktop", "--data", data, "screenshot", "--out", tmp_path / "pictures"]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert ran.returncode == 2
    assert "platforms.toml" in ran.stderr


def test_a_bad_file_among_the_backups_is_a_note_and_no_damage(run: Run, data: Path) -> None:
    (data / "backups").mkdir(exist_ok=True)
    (data / "backups" / "register-daily-20261101-080000.db").write_text("junk")
    ran = run("verify", "--json")
    assert (ran.code, ran.value["ok"]) == (0, True)
    assert len(ran.value["notes"]) == 1


def test_a_notice_on_days_off_is_read_and_saved(run: Run, tmp_path: Path) -> None:
    notice = tmp_path / "通知.txt"
    text = "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日至3日放假，共3天。1月9日（周六）上班。\n"
    text += "二、春节：2月6日放假。\n三、清明节：4月5日放假。\n四、劳动节：5月1日放假。\n"
    text += "五、端午节：6月9日放假。\n六、中秋节：9月15日放假。\n七、国庆节：10月1日放假。"
    notice.write_text(text, "gb18030")
    ran = run("holidays", "read", str(notice), "--save")
    assert ran.code == 0
    assert (ran.value["year"], ran.value["work"]) == (2027, ["2027-01-09"])
    assert ran.value["off"][:4] == ["2027-01-01", "2027-01-02", "2027-01-03", "2027-02-06"]
    counted = run("workdays", "2026-12-31", "1")
    assert (counted.value["due"], counted.value["estimated"]) == ("2027-01-04", False)


def test_demo_and_screenshot_name_what_they_made_as_json(tmp_path: Path) -> None:
    def made(*words: str | Path) -> dict[str, list[str]]:
        command = [sys.executable, "-m", "pmedia_desktop", "--on", "2026-11-23", *words, "--json"]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)
        found: dict[str, list[str]] = json.loads(ran.stdout)
        return found

    shown = made("demo", "--out", tmp_path / "demo")
    assert len(shown["forms"]) == 3
    assert all(Path(path).exists() for path in shown["forms"])
    pages = {Path(path).stem.split("-")[1] for path in shown["pages"]}
    assert {"today", "accounts", "account", "filings", "filing", "people", "settings"} <= pages
    for path in shown["pages"]:
        image = QImage(path)
        assert (image.width(), image.height()) == (1366, 768) or path.endswith("-dialog.png"), path
        colours = {image.pixel(x, y) for x in range(0, image.width(), 61) for y in range(0, image.height(), 61)}
        assert len(colours) > 3, f"{path} is empty"

    new_unit = tmp_path / "新单位"
    open_office(new_unit, create=True).close()
    sharp_and_dark = ("--scale", "2", "--dark")
    (first_start,) = made("screenshot", "--data", new_unit, "--out", tmp_path / "图", *sharp_and_dark)["pictures"]
    image = QImage(first_start)
    assert (Path(first_start).name, image.width(), image.height()) == ("01-first_start.png", 2732, 1536)
    assert image.pixelColor(5, 1500).lightness() < 80
