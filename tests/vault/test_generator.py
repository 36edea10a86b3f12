import string
from collections import Counter

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.platforms import load_platforms
from pmedia_desktop.vault.generator import (
    LOOK_ALIKES,
    PASSPHRASE_WORDS,
    CharacterClass,
    generate_password,
    generate_pronounceable,
    offer_passphrase,
    password_rule,
)
from pmedia_desktop.vault.words import FEWEST_WORDS, all_words

PLATFORMS = [platform.code for platform in load_platforms()]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_generated_password_keeps_to_what_the_platform_accepts(platform: str) -> None:
    rule = password_rule(platform)
    allowed = set(string.ascii_letters + string.digits + rule.symbols) - LOOK_ALIKES
    for _ in range(30):
        for text in (generate_password(rule).reveal(), generate_pronounceable(rule).reveal()):
            assert len(text) == rule.longest
            assert any(letter.islower() for letter in text)
            assert any(letter.isupper() for letter in text)
            assert any(letter.isdigit() for letter in text)
            assert CharacterClass.SYMBOL not in rule.classes or any(letter in rule.symbols for letter in text)
        assert set(generate_password(rule).reveal()) <= allowed


def test_length_and_classes_can_be_chosen_within_what_the_platform_accepts() -> None:
    rule = password_rule("weibo")
    with_symbols = generate_password(rule, length=10, classes=CharacterClass).reveal()
    assert len(with_symbols) == 10
    assert any(letter in rule.symbols for letter in with_symbols)
    with pytest.raises(InputError, match="8到16"):
        generate_password(rule, length=7)
    with pytest.raises(InputError, match="8到16"):
        generate_pronounceable(rule, length=17)
    with pytest.raises(InputError, match="数字"):
        generate_password(rule, classes=[CharacterClass.LOWER, CharacterClass.UPPER])
    with pytest.raises(InputError, match="两个拼音词"):
        generate_pronounceable(rule, length=8)


def test_look_alikes_are_left_out_unless_wanted() -> None:
    rule = password_rule("weibo")
    drawn = "".join(generate_password(rule, without_look_alikes=False).reveal() for _ in range(200))
    assert set(drawn) & LOOK_ALIKES
    assert not set("".join(generate_password(rule).reveal() for _ in range(200))) & LOOK_ALIKES


def test_a_platform_without_a_rule_takes_the_general_one() -> None:
    assert password_rule("no-such-platform").platform == ""


def test_every_platform_of_the_table_of_rules_exists() -> None:
    assert {password_rule(code).platform for code in PLATFORMS} <= {"", *PLATFORMS}


def test_all_characters_turn_up_about_equally_often() -> None:
    rule = password_rule("weibo")
    counted = Counter("".join(generate_password(rule).reveal() for _ in range(1500)))
    upper = [counted[letter] for letter in set(string.ascii_uppercase) - LOOK_ALIKES]
    assert min(upper) > 0.7 * max(upper)


def test_the_list_of_words_can_be_typed_read_and_told_apart() -> None:
    words = all_words()
    assert len(words) >= FEWEST_WORDS
    assert len({word.pinyin for word in words}) == len(words)
    assert all(word.pinyin.isascii() and word.pinyin.islower() and 5 <= len(word.pinyin) <= 10 for word in words)
    assert all(len(word.chinese) == 2 for word in words)


def test_the_pinyin_of_each_word_is_the_one_of_its_characters() -> None:
    from pypinyin import lazy_pinyin

    assert [word for word in all_words() if "".join(lazy_pinyin(word.chinese)) != word.pinyin] == []


def test_an_offered_passphrase_is_four_words_and_never_the_same() -> None:
    offered = {offer_passphrase().typed.reveal() for _ in range(50)}
    assert len(offered) == 50
    assert {len(words.split()) for words in offered} == {PASSPHRASE_WORDS}
