from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.vault.one_time import OneTimeSetup, code_at, read_recovery_codes, read_setup
from pmedia_desktop.vault.secret import Secret

# RFC 6238, appendix B: the key is the ASCII text 1234567890 repeated to the length of the hash.
KEYS = {
    "SHA1": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    "SHA256": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA",
    "SHA512": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA",
}
VECTORS = (
    (59, "SHA1", "94287082"),
    (59, "SHA256", "46119246"),
    (59, "SHA512", "90693936"),
    (1111111109, "SHA1", "07081804"),
    (1111111111, "SHA512", "99943326"),
    (20000000000, "SHA256", "77737706"),
)


@pytest.mark.parametrize(("moment", "algorithm", "code"), VECTORS)
def test_codes_are_those_of_the_standard(moment: int, algorithm: str, code: str) -> None:
    address = f"otpauth://totp/Weibo:pengshan?secret={KEYS[algorithm]}&digits=8&algorithm={algorithm}&issuer=Weibo"
    made = code_at(read_setup(Secret(address)), datetime.fromtimestamp(moment, UTC))
    assert made.code.reveal() == code


def test_a_key_of_eighty_bits_as_many_platforms_give_out_is_taken() -> None:
    setup = read_setup(Secret("JBSWY3DPEHPK3PXP"))
    assert [code_at(setup, datetime.fromtimestamp(second, UTC)).code.reveal() for second in (0, 30)] == [
        "282760",
        "996554",
    ]


@pytest.mark.parametrize(("second", "left"), [(0, 30), (1, 29), (29, 1), (30, 30), (59, 1)])
def test_the_seconds_left_count_down_to_the_change(second: int, left: int) -> None:
    setup = read_setup(Secret(KEYS["SHA1"]))
    assert code_at(setup, datetime.fromtimestamp(1_800_000_000 + second, UTC)).seconds_left == left


def test_bare_letters_with_gaps_are_a_set_up_with_the_usual_values() -> None:
    setup = read_setup(Secret(" gezd gnbv-gy3t qojq gezdgnbvgy3tqojq "))
    assert (setup.key.reveal(), setup.digits, setup.period, setup.algorithm) == (KEYS["SHA1"], 6, 30, "SHA1")


@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=64).filter(lambda key: len(key) % 8 == 0),
    st.sampled_from([6, 7, 8]),
    st.integers(1, 300),
    st.sampled_from(["SHA1", "SHA256", "SHA512"]),
)
def test_the_short_form_that_is_sealed_reads_back(key: str, digits: int, period: int, algorithm: str) -> None:
    setup = OneTimeSetup(Secret(key), digits, period, algorithm)  # type: ignore[arg-type]
    assert read_setup(setup.as_secret()) == setup
    assert len(setup.as_secret().reveal()) < 150


def test_a_long_address_with_chinese_names_becomes_short() -> None:
    label = "%E5%BD%AD%E5%B1%B1" * 20
    address = f"otpauth://totp/{label}?secret={KEYS['SHA1']}&issuer={label}"
    assert len(read_setup(Secret(address)).as_secret().reveal()) < 100


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "123456",
        "otpauth://totp/x",
        "otpauth://totp/x?secret=11111111",
        "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=99",
        "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=0",
        "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&algorithm=MD5",
        "otpauth://[totp/x",
        "https://example.org/?secret=GEZDGNBVGY3TQOJQ",
    ],
)
def test_what_is_no_set_up_is_refused_without_quoting_it(wrong: str) -> None:
    with pytest.raises(InputError) as raised:
        read_setup(Secret(wrong))
    assert wrong == "" or wrong not in str(raised.value)
    assert raised.value.__context__ is None or raised.value.__suppress_context__


def test_codes_that_count_up_are_refused_with_the_way_out() -> None:
    with pytest.raises(InputError, match="TOTP"):
        read_setup(Secret("otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ&counter=1"))


def test_recovery_codes_are_read_one_by_one() -> None:
    codes = read_recovery_codes(Secret("abcd-1234\n\n efgh 5678,ijkl-9012\nabcd-1234\n"))
    assert [code.reveal() for code in codes] == ["abcd-1234", "efgh5678", "ijkl-9012"]
    with pytest.raises(InputError):
        read_recovery_codes(Secret(" \n,"))
