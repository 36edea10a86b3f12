"""The commands of the reply ledger, the self-inspection and the inspection file."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf

from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def test_a_message_is_entered_answered_and_listed(run: Run) -> None:
    words = ("--account", "示例镇微政务", "--kind", "complaint", "--received", "2026-11-16", "--time", "9:05")
    added = run(
        "message", "add", *words, "--nickname", "岷江渔火", "--text", "路灯坏了。", "--handler", "李𬱖", "--json"
    )
    assert (added.code, added.value["state"]) == (0, "open")
    number = added.value["id"]
    (line,) = run("message", "list", "--open").value
    assert (line["id"], line["due"], line["late"], line["handler"]) == (number, "2026-11-25", False, "李𬱖")
    answered = run("message", "reply", str(number), "--text", "已修好。", "--reviewer", "王䶮", "--public", "yes")
    assert answered.out == f"第{number}号留言已登记答复。\n"
    assert run("message", "list", "--open").value == []
    assert run("message", "list").value[0]["reply"] == "已修好。"


def test_without_an_account_it_is_a_telephone_note_and_what_is_not_ours_is_handed_on(run: Run) -> None:
    number = run("message", "add", "--text", "来电问社保。", "--nickname", "张先生", "--json").value["id"]
    assert run("message", "list").value[0]["channel"] == "telephone"
    assert run("message", "transfer", str(number), "--to", "区人社局", "--json").value["state"] == "transferred"


def test_a_slip_is_told_in_one_line(run: Run) -> None:
    ran = run("message", "add", "--text", "问", "--received", "2026-12-24")
    assert ran.code == 2
    assert "还没有到" in ran.err
    assert run("message", "reply", "77", "--text", "好").code == 2


def test_the_papers_of_messages_are_written(run: Run, tmp_path: Path) -> None:
    number = run("message", "add", "--text", "来电问社保。", "--json").value["id"]
    sheet, ledger = tmp_path / "办理单.pdf", tmp_path / "台账.pdf"
    assert run("message", "print", str(number), "-o", sheet).code == 0
    assert run("message", "ledger", "--from", "2026-10-01", "--to", "2026-12-31", "-o", ledger).code == 0
    for path, word in ((sheet, "留言办理单"), (ledger, "留言答复台账")):
        assert word in pypdf.PdfReader(path).pages[0].extract_text().replace("\n", "")


def test_inspect_answers_with_evidence_and_ends_with_1_when_something_does_not_comply(run: Run) -> None:
    ran = run("inspect", "--json")
    assert ran.code == 1
    failed = [result for result in ran.value if result["answer"] == "failed"]
    assert {"rules", "same_name", "filed"} <= {result["code"] for result in failed}
    assert all(result["evidence"] for result in failed)
    assert {result["certainty"] for result in ran.value} == {"confirmed", "partly", "unconfirmed", "own"}
    assert "不符合　单位　有本单位的政务新媒体管理制度。登记中还没有管理制度。" in run("inspect").out


def test_the_inspection_file_is_written_as_folder_and_archive(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out" / "迎检包.zip"
    ran = run("inspection-file", "--from", "2026-10-01", "--to", "2026-12-31", "-o", target, "--json")
    assert ran.code == 0
    with zipfile.ZipFile(target) as packed:
        assert {f"迎检包/{piece['path']}" for piece in ran.value["pieces"]} <= set(packed.namelist())
    assert (target.parent / "迎检包" / "0 目录.pdf").is_file()
    again = run("inspection-file", "--from", "2026-10-01", "--to", "2026-12-31", "-o", target)
    assert (again.code, "已经存在" in again.err) == (2, True)
    backwards = run("inspection-file", "--from", "2026-12-31", "--to", "2026-10-01", "-o", tmp_path / "b.zip")
    assert backwards.code == 2
