import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmedia_desktop.vault.letters import ALPHABET, from_groups, group_count, to_groups
from pmedia_desktop.vault.problems import WrongGroups

_contents = st.binary(min_size=1, max_size=200)


@given(_contents)
def test_groups_read_back_are_what_was_written(content: bytes) -> None:
    groups = to_groups(content)
    assert len(groups) == group_count(len(content))
    assert {len(group) for group in groups} == {6}
    assert from_groups(" ".join(groups), len(content)) == content
    assert from_groups("".join(groups), len(content)) == content


@given(_contents, st.data())
def test_one_wrong_letter_is_found_in_its_group(content: bytes, data: st.DataObject) -> None:
    groups = list(to_groups(content))
    place = data.draw(st.integers(0, len(groups) - 1))
    position = data.draw(st.integers(0, 5))
    wrong = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != groups[place][position]]))
    groups[place] = groups[place][:position] + wrong + groups[place][position + 1 :]
    with pytest.raises(WrongGroups) as raised:
        from_groups(" ".join(groups), len(content))
    assert raised.value.groups == (place + 1,)
    assert f"第{place + 1}组" in raised.value.message


@given(_contents, st.data())
def test_two_letters_exchanged_in_a_group_are_found(content: bytes, data: st.DataObject) -> None:
    groups = list(to_groups(content))
    place = data.draw(st.integers(0, len(groups) - 1))
    first, second = sorted(data.draw(st.sets(st.integers(0, 5), min_size=2, max_size=2)))
    letters = list(groups[place])
    assume(letters[first] != letters[second])
    letters[first], letters[second] = letters[second], letters[first]
    groups[place] = "".join(letters)
    with pytest.raises(WrongGroups) as raised:
        from_groups("-".join(groups), len(content))
    assert raised.value.groups == (place + 1,)


@given(st.binary(min_size=7, max_size=90), st.data())
def test_two_groups_exchanged_are_both_named(content: bytes, data: st.DataObject) -> None:
    groups = list(to_groups(content))
    first, second = sorted(data.draw(st.sets(st.integers(0, len(groups) - 1), min_size=2, max_size=2)))
    groups[first], groups[second] = groups[second], groups[first]
    with pytest.raises(WrongGroups) as raised:
        from_groups(" ".join(groups), len(content))
    assert raised.value.groups == (first + 1, second + 1)


def test_what_resembles_and_how_it_is_typed_does_not_matter() -> None:
    content = bytes(range(40))
    typed = " ".join(to_groups(content)).lower().replace("0", "o").replace("1", "l")
    assert from_groups(typed, 40) == content
    full_width = "，".join(to_groups(content)).translate({ord(a): ord(a) + 0xFEE0 for a in ALPHABET})
    assert from_groups(f"\n{full_width}\n", 40) == content


def test_a_letter_left_out_names_its_group_and_not_all_that_follow() -> None:
    groups = list(to_groups(bytes(40)))
    groups[4] = groups[4][1:]
    with pytest.raises(WrongGroups) as raised:
        from_groups(" ".join(groups), 40)
    assert raised.value.groups == (5,)


def test_a_group_left_out_is_counted() -> None:
    with pytest.raises(WrongGroups) as raised:
        from_groups(" ".join(to_groups(bytes(40))[:-1]), 40)
    assert "应有13组，输入了12组" in raised.value.message


@given(st.text(max_size=60))
def test_any_other_text_is_refused_and_not_misread(text: str) -> None:
    with pytest.raises(WrongGroups):
        from_groups(text, 40)
