"""Hand-over, leaving, inventory, envelope and transfer on the command line."""

import json
import re
import shutil
from pathlib import Path

import pypdf
import pytest

from pmedia_desktop.services.custody.qr_codes import text_in_picture
from tests.cli.custody.conftest import HOLDER, PASSPHRASES, SECRET, TAKER, WITNESS, CustodyDesk


def test_after_a_hand_over_the_taker_reads_and_the_former_holder_does_not(
    custody: CustodyDesk,
    tmp_path: Path,
) -> None:
    number, sheet = custody.password(), tmp_path / "交接单.pdf"
    ran = custody.done(
        "handover",
        number,
        "--to",
        TAKER,
        "--witness",
        WITNESS,
        "--reason",
        "岗位调整",
        "-o",
        sheet,
        "--json",
        given=PASSPHRASES[HOLDER] + "\n",
    )
    assert set(ran.value) == {"handover", "id", "to", "witness", "open"}
    assert ran.value["open"][-1] == "login"
    assert custody.shown(number, TAKER) == SECRET
    refused = custody("show", number, "--reason", "看看", "--as", HOLDER, given=PASSPHRASES[HOLDER] + "\n")
    assert refused.code == 2
    (listed,) = custody.done("list", "--json").value
    assert (listed["holder"], listed["deputy"]) == (TAKER, None)
    printed = pypdf.PdfReader(sheet)
    text = "".join(page.extract_text() for page in printed.pages)
    assert "交接单" in text
    assert SECRET not in text


def test_a_hand_over_without_the_holders_passphrase_changes_nothing(custody: CustodyDesk) -> None:
    number = custody.password()
    for given in ("", "wrong words here now\n", PASSPHRASES[TAKER] + "\n"):
        ran = custody("handover", number, "--to", TAKER, "--witness", WITNESS, given=given)
        assert (ran.code, ran.out) == (2, "")
    (listed,) = custody.done("list", "--json").value
    assert listed["holder"] == HOLDER
    assert custody.shown(number, HOLDER) == SECRET


def test_one_person_cannot_be_two_in_a_hand_over(custody: CustodyDesk) -> None:
    number = custody.password()
    for to, witness in ((TAKER, TAKER), (HOLDER, WITNESS), (TAKER, HOLDER)):
        ran = custody("handover", number, "--to", to, "--witness", witness, given=PASSPHRASES[HOLDER] + "\n")
        assert ran.code == 2, (to, witness)


def test_leaving_lists_what_is_held_and_a_row_closes_by_the_change(custody: CustodyDesk) -> None:
    number = custody.password()
    looked = custody.done("leave", HOLDER, "--list").value
    assert set(looked) == {"person", "last_day", "done", "rows"}
    for row in looked["rows"]:
        assert set(row) == {"kind", "subject", "id", "account", "what", "remedy", "closed_on"}
    assert any(row["kind"] == "held" and row["id"] == int(number) for row in looked["rows"])
    custody.done("handover", number, "--to", TAKER, "--witness", WITNESS, given=PASSPHRASES[HOLDER] + "\n")
    left = custody.done("leave", HOLDER, "--last-day", "2026-11-23").value
    assert left["done"] is False
    custody.done("change", number, given="Weibo-2027-chuntian\n")
    custody.shown(number, TAKER)
    custody.done("confirm", number, "--as", TAKER, given=PASSPHRASES[TAKER] + "\n")
    rows = custody.done("leave", HOLDER, "--list").value["rows"]
    assert all(row["closed_on"] for row in rows if row["id"] == int(number) and row["kind"] in ("held", "could_open"))


def printed_envelope(custody: CustodyDesk, path: Path) -> dict[str, object]:
    ran = custody.done(
        "envelope", "print", "-o", path, "--place", "党政办保险柜", "--json", given=PASSPHRASES[HOLDER] + "\n"
    )
    value: dict[str, object] = ran.value
    return value


def confirm_envelope(custody: CustodyDesk, path: Path, printed: dict[str, object]) -> None:
    groups = printed["groups_to_type"]
    assert isinstance(groups, list)
    sheet = dict(re.findall(r"^(\d\d)\s+(\w{6})$", pypdf.PdfReader(path).pages[1].extract_text(), re.MULTILINE))
    words = [part for number in groups for part in ("--group", f"{number}={sheet[f'{number:02}']}")]
    assert custody.done("envelope", "confirm", *words, "--json").value["state"] == "in_envelope"


def test_the_envelope_is_printed_typed_back_and_opened_when_the_holder_is_gone(
    custody: CustodyDesk,
    tmp_path: Path,
) -> None:
    number, sheet = custody.password(), tmp_path / "密封件.pdf"
    printed = printed_envelope(custody, sheet)
    assert set(printed) == {"file", "number", "words", "chinese", "groups_to_type", "fingerprint"}
    words = str(printed["words"])
    assert len(words.split()) == 6
    content = sheet.read_bytes()
    assert words.encode() not in content
    confirm_envelope(custody, sheet, printed)
    picture = tmp_path / "密封件.txt"
    picture.write_text(text_in_picture(content), "utf-8")
    opening = ("envelope", "open", "--to", TAKER, "--reason", "原保管人不在岗", "--sheet", picture, "--json")
    alone = custody(*opening, "--by", "王䶮", "--with", "王䶮", given=words + "\n")
    assert alone.code == 2
    wrong = custody(*opening, "--by", "王䶮", "--with", WITNESS, given="yi er san si wu liu\n")
    assert wrong.code == 2
    opened = custody.done(*opening, "--by", "王䶮", "--with", WITNESS, given=words + "\n").value
    assert set(opened) == {"opened", "renewed", "to", "credentials"}
    assert opened["credentials"] == [int(number)]
    assert custody.shown(number, TAKER) == SECRET
    (listed,) = custody.done("list", "--json").value
    assert listed["holder"] == TAKER


def test_wrong_groups_confirm_nothing(
    custody: CustodyDesk,
    tmp_path: Path,
) -> None:
    custody.password()
    sheet = tmp_path / "密封件.pdf"
    printed = printed_envelope(custody, sheet)
    groups = printed["groups_to_type"]
    assert isinstance(groups, list)
    wrong = [part for number in groups for part in ("--group", f"{number}=AAAAAA")]
    ran = custody("envelope", "confirm", *wrong)
    assert ran.code == 2
    assert custody("envelope", "confirm", "--group", "eins").code == 2


def test_the_first_print_can_be_put_off_for_a_week_and_no_longer(custody: CustodyDesk) -> None:
    custody.enroll(HOLDER)
    late = custody("envelope", "postpone", "2036-12-01")
    assert late.code == 2


def test_a_forgotten_passphrase_is_replaced_with_the_envelope(custody: CustodyDesk, tmp_path: Path) -> None:
    number, sheet = custody.password(), tmp_path / "密封件.pdf"
    printed = printed_envelope(custody, sheet)
    confirm_envelope(custody, sheet, printed)
    text = tmp_path / "sheet.txt"
    text.write_text(text_in_picture(sheet.read_bytes()), "utf-8")
    custody.done(
        "envelope",
        "open",
        "--to",
        HOLDER,
        "--reason",
        "忘记口令",
        "--by",
        "王䶮",
        "--with",
        WITNESS,
        "--sheet",
        text,
        "--new-passphrase",
        given=f"{printed['words']}\nxinde yuyi caidan lubiao\n",
    )
    shown = custody.done("show", number, "--reason", "登录", given="xinde yuyi caidan lubiao\n")
    assert shown.out == SECRET + "\n"
    former = custody("show", number, "--reason", "登录", given=PASSPHRASES[HOLDER] + "\n")
    assert former.code == 2


def test_a_year_is_counted_confirmed_by_the_holders_and_closed_with_a_sheet(
    custody: CustodyDesk,
    tmp_path: Path,
) -> None:
    number = custody.password()
    begun = custody.done("inventory", "begin").value
    assert set(begun) == {"id", "begun_on", "closed_on", "rows"}
    inventory, out = str(begun["id"]), tmp_path / "盘点表.pdf"
    assert custody("inventory", "close", inventory, "-o", out).code == 2
    assert not out.exists()
    assert custody("inventory", "confirm", inventory, number, "--as", TAKER).code == 2
    confirmed = custody.done(
        "inventory", "confirm", inventory, number, "--as", HOLDER, "--prove", given=PASSPHRASES[HOLDER] + "\n"
    ).value
    assert [row["confirmed_by"] for row in confirmed["rows"]] == [HOLDER]
    custody.done("inventory", "close", inventory, "-o", out)
    assert out.read_bytes().startswith(b"%PDF")
    assert custody.done("inventory", "list").value[0]["closed_on"] == "2026-11-23"


def test_the_ledger_is_written_without_a_secret(custody: CustodyDesk, tmp_path: Path) -> None:
    custody.password()
    out = tmp_path / "台账.pdf"
    custody.done("ledger", "-o", out)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "sph01" in text
    assert SECRET not in text


@pytest.mark.parametrize("by_key", [True, False])
def test_a_secret_travels_to_another_pc_in_a_file_and_its_receipt_comes_back(
    custody: CustodyDesk,
    office_folder: Path,
    tmp_path: Path,
    by_key: bool,
) -> None:
    there = ("--data", shutil.copytree(office_folder, tmp_path / "另一台电脑"))
    custody.done("enroll", TAKER, *there, given=PASSPHRASES[TAKER] + "\n")
    custody.done("terminal", "add", "--as", TAKER, *there)
    key = custody.done("transfer", "key", TAKER, *there).out.strip()
    number, file = custody.password(), tmp_path / "带走.age"
    spoken = "dianhua gaosu kouling zhuyuan shuicao"
    how, given = (("--key", key), "") if by_key else ((), spoken + "\n")
    sending = ("transfer", "out", number, "--taker", TAKER, *how, "-o", file, "--as", HOLDER, "--json")
    sent = custody.done(*sending, given=PASSPHRASES[HOLDER] + "\n" + given).value
    assert set(sent) == {"transfer", "file"}
    assert file.read_text("ascii").startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    receiving = ("transfer", "in", file, "--as", TAKER, "--json", *there)
    taken = custody.done(*receiving, given=PASSPHRASES[TAKER] + "\n" + given).value
    (arrived,) = taken["credentials"]
    look = ("show", str(arrived), "--reason", "登录", "--as", TAKER, *there)
    assert custody.done(*look, given=PASSPHRASES[TAKER] + "\n").out == SECRET + "\n"
    assert custody("transfer", "receipt", str(sent["transfer"]), "00000000").code == 2
    custody.done("transfer", "receipt", str(sent["transfer"]), taken["receipt"])


def test_a_transfer_file_opens_with_any_age_program(custody: CustodyDesk, tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage")
    number, file = custody.password(), tmp_path / "带走.age"
    identity = pyrage.x25519.Identity.generate()
    custody.done(
        "transfer", "out", number, "--taker", "区政府办 王五", "--key", str(identity.to_public()),
        "-o", file, "--as", HOLDER, given=PASSPHRASES[HOLDER] + "\n",
    )  # fmt: skip
    opened = pyrage.decrypt(file.read_bytes(), [identity])
    assert SECRET in json.dumps(json.loads(opened), ensure_ascii=False)


@pytest.mark.parametrize("option", ["--secret", "--password", "--passphrase", "--words"])
def test_no_argument_takes_a_secret(custody: CustodyDesk, option: str) -> None:
    assert custody("show", "1", "--reason", "登录", option, SECRET, given="").code == 2
