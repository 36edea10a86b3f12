"""What a cell means; what cannot be told for sure is refused."""

from collections.abc import Callable
from datetime import date

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import answer_of, day_of, is_nothing, text_of, whole_number_of
from pmedia_desktop.exchange.tables import Cell


@pytest.mark.parametrize(
    "cell",
    [
        date(2020, 5, 6),
        43957,
        43957.4,
        "43957",
        20200506,
        "20200506",
        "2020-05-06",
        "2020/5/6",
        "2020.5.6",
        "2020年5月6日",
        "２０２０年５月６日",
        "二〇二〇年五月六日",
        "二○二○年五月六日",
        " 2020-05-06 08:30:00 ",
        "2020年5月6日 星期三",
        "2020-05-06（周三）",
    ],
)
def test_a_day_is_read_however_it_is_written(cell: Cell) -> None:
    assert day_of(cell) == date(2020, 5, 6)


def test_chinese_tens_are_counted() -> None:
    assert day_of("二〇一九年十二月二十三日") == date(2019, 12, 23)
    assert day_of("二〇一九年十月三十日") == date(2019, 10, 30)


@pytest.mark.parametrize("cell", ["2020年5月", "2020", 2020, "2020-13-01", "五月六日", "十十年", 1.2e17, True, "长期"])
def test_half_a_day_is_refused(cell: Cell) -> None:
    with pytest.raises(InputError):
        day_of(cell)


def test_numbers_are_read_as_somebody_typed_them() -> None:
    assert text_of(7300000001.0) == "7300000001"
    assert text_of(13800000000) == "13800000000"
    assert text_of(1.5) == "1.5"
    assert text_of(999_999_999_999_999) == "999999999999999"


@pytest.mark.parametrize(
    "cell", [1.2e17, 1234567890123456.0, 12345678901234567, "1.2E+17", "1.23457E+15", "１.２Ｅ+17"]
)
def test_a_number_that_excel_has_rounded_is_refused_never_guessed(cell: Cell) -> None:
    with pytest.raises(InputError, match="科学计数"):
        text_of(cell)


@pytest.mark.parametrize("read", [text_of, day_of, whole_number_of, answer_of])
def test_a_formula_that_ends_in_an_error_is_refused_and_not_taken_for_nothing(read: Callable[[Cell], object]) -> None:
    assert not is_nothing("#N/A")
    with pytest.raises(InputError, match="“#REF!”是公式算出的错误"):
        read("#REF!")


def test_what_guards_a_cell_of_a_csv_is_taken_off_again() -> None:
    assert text_of("'=1+1") == "=1+1"
    assert text_of("\t1234567890123456") == "1234567890123456"
    assert text_of("'甲'") == "'甲'"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1200.0, 1200),
        ("1,200", 1200),
        ("1.2万", 12000),
        ("３00人", 300),
        ("1200余人", 1200),
        ("1.2w+", 12000),
        ("500左右", 500),
    ],
)
def test_counts_are_read(cell: Cell, number: int) -> None:
    assert whole_number_of(cell) == number


@pytest.mark.parametrize("cell", [0.8, "0.8", 1e17, "很多", "9" * 400, "1" * 17])
def test_a_count_that_is_no_whole_number_is_refused(cell: Cell) -> None:
    with pytest.raises(InputError):
        whole_number_of(cell)


def test_yes_and_no_are_read_and_perhaps_is_refused() -> None:
    assert answer_of("√")
    assert not answer_of("否")
    with pytest.raises(InputError):
        answer_of("部分")


def test_the_usual_words_for_nothing_are_nothing() -> None:
    assert all(is_nothing(cell) for cell in (None, "", " ", "无", "/", "——", "暂无"))
    assert not is_nothing(0)
