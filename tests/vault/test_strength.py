import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.vault.generator import generate_password, offer_passphrase, password_rule
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.strength import FEWEST_GUESSES, Level, check_passphrase, known_forms, measure

KNOWN = ("彭山区民政局", "张伟", "13812345678")

# All of these pass for good or excellent with zxcvbn alone, or look long to their owners.
GUESSED_SOON = (
    "woaizhongguo2024",
    "zhangwei19800101",
    "民政局2024",
    "Mzj@2024",
    "Minzhengju@2024",
    "pengshanmzj2023!",
    "w0aizh0ngguo",
    "weirenminfuwu1949",
    "liming19900307",
    "qwertyuiop123",
    "13987654321abc",
    "888888888888888",
    "abcdefghijklmnop",
    "xinmeitiguanliyuan",
    "Passw0rd!2024",
)


@pytest.mark.parametrize("passphrase", GUESSED_SOON)
def test_what_people_in_an_office_choose_is_refused_as_a_passphrase(passphrase: str) -> None:
    with pytest.raises(InputError) as raised:
        check_passphrase(Secret(passphrase))
    assert raised.value.field == "passphrase"
    assert "（）" not in raised.value.message
    assert passphrase not in str(raised.value)


@pytest.mark.parametrize("passphrase", ["zhangwei1980", "zw13812345678", "mzj2026zw", "伟13812345678", "5678Zhangwei!"])
def test_what_is_known_of_the_person_and_the_unit_makes_it_cheaper(passphrase: str) -> None:
    stranger, colleague = measure(Secret(passphrase)), measure(Secret(passphrase), KNOWN)
    assert colleague.guesses_log10 < stranger.guesses_log10
    assert colleague.level <= Level.FAIR
    assert "含有单位、姓名、电话等别人知道的内容" in colleague.reasons


def test_the_passphrases_that_the_program_offers_pass_its_own_measure() -> None:
    weakest = min(measure(offer_passphrase().typed, KNOWN).guesses_log10 for _ in range(150))
    assert weakest > FEWEST_GUESSES + 1


def test_five_unrelated_words_of_ones_own_pass() -> None:
    check_passphrase(Secret("luobo dun paigu jia yidian baihujiao"), KNOWN)


def test_generated_passwords_are_strong() -> None:
    for _ in range(50):
        assert measure(generate_password(password_rule("weibo"))).level is Level.STRONG


def test_the_reasons_say_what_makes_it_weak() -> None:
    assert "含有年份或日期" in measure(Secret("zhangwei19800101")).reasons
    assert "像姓名的拼音" in measure(Secret("limingxiu")).reasons
    assert "有重复的字符" in measure(Secret("kkkkkkkk")).reasons
    assert "有连续的数字或字母" in measure(Secret("efghijk")).reasons
    assert "太短" in measure(Secret("x7Kq")).reasons
    assert "含有常用词的拼音" in measure(Secret("huapen")).reasons
    assert measure(Secret("")).reasons == ("还没有填写",)


def test_a_strong_secret_has_no_reasons_and_a_name() -> None:
    strength = measure(Secret("rK7#vm9Qx!Wt4Lp"))
    assert (strength.reasons, strength.name) == ((), "强")


def test_very_long_secrets_are_measured_quickly() -> None:
    assert measure(Secret("a" * 5000)).level is Level.VERY_WEAK


def test_known_words_turn_up_in_pinyin_as_initials_and_in_parts() -> None:
    forms = known_forms(("彭山区民政局", "张伟", "138-1234-5678"))
    for form in ("彭山区民政局", "民政局", "彭山", "pengshanquminzhengju", "psqmzj", "mzj", "zhangwei", "zw", "wei"):
        assert form in forms
    assert {"13812345678", "5678", "345678"} <= set(forms)


def test_measuring_does_not_keep_what_an_earlier_call_was_told() -> None:
    before = measure(Secret("zqkvbxwj-plumfhtd"))
    measure(Secret("x"), ("zqkvbxwj", "plumfhtd"))
    assert measure(Secret("zqkvbxwj-plumfhtd")) == before
