"""Custody on the command line: who holds what, secrets in on standard input and out alone."""

from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.model.journal import Action
from pmedia_desktop.services.office import open_office
from tests.cli.custody.conftest import ACCOUNT, HOLDER, PASSPHRASES, SECRET, TAKER, CustodyDesk

KEYS = {"id", "account", "kind", "login", "holder", "deputy", "version", "change_due", "status"}


def test_the_list_has_exactly_the_promised_keys(custody: CustodyDesk) -> None:
    assert custody.done("list", "--json").value == []
    number = custody.password("--deputy", TAKER)
    (listed,) = custody.done("list", "--json").value
    assert set(listed) == KEYS
    assert listed == {
        "id": int(number),
        "account": ACCOUNT,
        "kind": "password",
        "login": "sph01",
        "holder": HOLDER,
        "deputy": TAKER,
        "version": 1,
        "change_due": listed["change_due"],
        "status": "in_use",
    }
    assert date.fromisoformat(listed["change_due"]) > date(2026, 11, 23)


def test_what_is_only_registered_has_no_version_and_no_change_due(custody: CustodyDesk) -> None:
    custody.done("appoint", "1", "--holder", "2", "--holder-only")
    custody.done("appoint", "1", "--kind", "scan_or_sms", "--holder", HOLDER)
    listed = custody.done("list", "--json").value
    assert [(one["kind"], one["status"], one["version"], one["change_due"]) for one in listed] == [
        ("password", "holder_only", None, None),
        ("scan_or_sms", "in_use", None, None),
    ]


def test_a_secret_comes_in_on_standard_input_and_goes_out_alone(custody: CustodyDesk) -> None:
    number = custody.password()
    ran = custody.done("show", number, "--reason", "登录发布", given=PASSPHRASES[HOLDER] + "\n")
    assert ran.out == SECRET + "\n"


@pytest.mark.parametrize("secret", ["口令 with 空格 ", "😀-emoji-𠮷-Passwort", "quote'\"\\$`-2026"])
def test_a_secret_is_kept_as_it_was_typed(custody: CustodyDesk, secret: str) -> None:
    number = custody.password()
    custody.done("change", number, given=secret + "\r\n")
    assert custody.shown(number, HOLDER) == secret


def test_recovery_codes_come_one_per_line(custody: CustodyDesk) -> None:
    custody.password()
    number = custody.done("appoint", ACCOUNT, "--kind", "recovery_codes", "--holder", HOLDER).out.strip()
    custody.done("deposit", number, given="1111-2222\n3333-4444\n")
    assert custody.shown(number, HOLDER) == "1111-2222\n3333-4444"


def test_a_one_time_code_is_computed_and_its_setup_stays_inside(custody: CustodyDesk) -> None:
    custody.password()
    number = custody.done("appoint", ACCOUNT, "--kind", "one_time_code", "--holder", HOLDER).out.strip()
    custody.done("deposit", number, given="otpauth://totp/weibo?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n")
    ran = custody.done("show", number, "--reason", "登录", "--code", given=PASSPHRASES[HOLDER] + "\n")
    assert len(ran.out.strip()) == 6
    assert ran.out.strip().isdecimal()


def test_nobody_but_holder_and_deputy_is_shown_a_secret(custody: CustodyDesk) -> None:
    number = custody.password()
    ran = custody("show", number, "--reason", "看看", "--as", TAKER, given=PASSPHRASES[TAKER] + "\n")
    assert (ran.code, ran.out) == (2, "")
    assert TAKER in ran.err
    assert SECRET not in ran.err


def test_a_wrong_passphrase_a_missing_reason_and_an_empty_input_are_refused(custody: CustodyDesk) -> None:
    number = custody.password()
    wrong = custody("show", number, "--reason", "登录", given="wrong words here now\n")
    assert (wrong.code, wrong.out) == (2, "")
    assert "口令" in wrong.err
    without = custody("show", number, "--reason", " ", given=PASSPHRASES[HOLDER] + "\n")
    assert (without.code, without.out) == (2, "")
    assert "原因" in without.err
    empty = custody("show", number, "--reason", "登录", given="")
    assert (empty.code, empty.out) == (2, "")
    assert "标准输入" in empty.err


def test_on_a_pc_that_is_not_in_the_list_nothing_is_shown(custody: CustodyDesk) -> None:
    custody.enroll(HOLDER)
    number = custody.done("appoint", ACCOUNT, "--holder", HOLDER).out.strip()
    custody.done("deposit", number, given=SECRET + "\n")
    refused = custody("show", number, "--reason", "登录", given=PASSPHRASES[HOLDER] + "\n")
    assert (refused.code, refused.out) == (2, "")
    assert "登录终端" in refused.err
    added = custody.done("terminal", "add", "--asset", "彭-0071", "--place", "党政办", "--as", HOLDER, "--json").value
    assert set(added) == {"id", "name"}
    assert custody.shown(number, HOLDER) == SECRET


def test_another_device_is_added_by_name(custody: CustodyDesk) -> None:
    added = custody.done("terminal", "add", "--name", "公用手机", "--kind", "phone", "--vouched-by", HOLDER, "--json")
    assert added.value["name"] == "公用手机"


def test_who_has_a_passphrase_cannot_set_a_second_first_one(custody: CustodyDesk) -> None:
    made = custody.done("enroll", HOLDER, "--json", given=PASSPHRASES[HOLDER] + "\n").value
    assert set(made) == {"person", "recipient", "fingerprint"}
    assert made["recipient"].startswith("age1")
    again = custody("enroll", HOLDER, given=PASSPHRASES[TAKER] + "\n")
    assert again.code == 2


def test_a_passphrase_made_of_the_units_words_is_refused(custody: CustodyDesk) -> None:
    ran = custody("enroll", HOLDER, given="pengshanshilizhen2026\n")
    assert ran.code == 2
    assert "pengshan" not in ran.err


def test_lending_lets_the_borrower_read_until_it_is_returned(custody: CustodyDesk) -> None:
    number = custody.password()
    due = custody.done("list", "--json").value[0]["change_due"]
    lent = custody.done(
        "lend", number, "--to", TAKER, "--until", "2027-01-05", "--json", given=PASSPHRASES[HOLDER] + "\n"
    ).value
    assert set(lent) == {"id", "to", "until"}
    assert custody.shown(number, TAKER) == SECRET
    assert custody.done("return", number, "--json").value == {"id": int(number)}
    (listed,) = custody.done("list", "--json").value
    assert listed["change_due"] < due
    refused = custody("show", number, "--reason", "登录", "--as", TAKER, given=PASSPHRASES[TAKER] + "\n")
    assert refused.code == 2


def test_a_change_is_demanded_until_the_login_with_the_new_one_is_confirmed(custody: CustodyDesk) -> None:
    number = custody.password()
    unread = custody("confirm", number)
    assert unread.code == 2
    assert "查看" in unread.err
    custody.shown(number, HOLDER)
    custody.done("confirm", number)
    changed = custody.done("change", number, "--json", given="Weibo-2027-chuntian\n").value
    assert changed == {"id": int(number), "version": 2}
    assert custody.shown(number, HOLDER) == "Weibo-2027-chuntian"
    custody.done("confirm", number, given=PASSPHRASES[HOLDER] + "\n")
    assert len(custody.keyring.kept) == 1


def test_the_report_is_article_15_alone_and_ends_with_1_on_an_error(custody: CustodyDesk) -> None:
    before = custody("report", "--json")
    assert before.code in (0, 1)
    assert {finding["article"] for finding in before.value} <= {"第十五条"}
    for finding in before.value:
        assert set(finding) == {"article", "severity", "subject", "message", "remedy"}
    assert before.code == int(any(finding["severity"] == "error" for finding in before.value))


def test_reconciling_says_that_nothing_is_to_be_done_or_what_was(custody: CustodyDesk) -> None:
    custody.password()
    assert custody.done("reconcile", "--json").value == {"done": [], "left": []}
    custody.keyring.kept.clear()
    repaired = custody.done("reconcile", "--json").value
    assert len(repaired["done"]) == 1
    assert repaired["left"] == []
    assert len(custody.keyring.kept) == 1


def test_what_is_unknown_is_named(custody: CustodyDesk) -> None:
    for words in (
        ("appoint", "没有这个账号", "--holder", HOLDER),
        ("appoint", ACCOUNT, "--holder", "没有这个人"),
        ("deposit", "77"),
        ("show", "77", "--reason", "登录"),
        ("list", "--as", HOLDER),
        ("appoint", ACCOUNT),
        ("show", "1"),
    ):
        ran = custody(*words, given="x\n")
        assert ran.code == 2, words
        assert ran.out == ""
        assert ran.err


def test_the_journal_tells_claimed_from_proved(custody: CustodyDesk, data: Path) -> None:
    number = custody.password()
    custody.shown(number, HOLDER)
    office = open_office(data)
    with office.register.read() as reader:
        entries = reader.journal()
    office.close()
    deposited = [entry for entry in entries if entry.action is Action.SECRET_DEPOSITED]
    shown = [entry for entry in entries if entry.action is Action.SECRET_SHOWN]
    assert [entry.actor.proved for entry in deposited] == [False]
    assert [(entry.actor.name, entry.actor.proved) for entry in shown] == [(HOLDER, True)]
