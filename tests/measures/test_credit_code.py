import pytest

from pmedia_desktop.measures.credit_code import credit_code_problem


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L", "11511422MB0000000K"])
def test_a_right_code_has_no_problem(code: str) -> None:
    assert credit_code_problem(code) == ""


@pytest.mark.parametrize("place", range(17))
def test_one_wrong_character_is_noticed(place: int) -> None:
    code = "91350100M000100Y43"
    wrong = "2" if code[place] != "2" else "3"
    assert "校验码不符" in credit_code_problem(code[:place] + wrong + code[place + 1 :])


def test_two_exchanged_characters_are_noticed() -> None:
    assert credit_code_problem("91350100M0001Y0043") != ""


def test_a_code_of_another_length_says_how_long_it_is() -> None:
    assert "现在是17位" in credit_code_problem("91350100M000100Y4")


@pytest.mark.parametrize("letter", "IOSVZ一ｘa")
def test_a_character_that_no_code_has_is_named_with_its_place(letter: str) -> None:
    assert f"第3位的“{letter}”" in credit_code_problem("91" + letter + "50100M000100Y43")
