import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.vault.entries import LONGEST_ENTRY
from pmedia_desktop.vault.identities import Identity, new_identity, recipient_of
from pmedia_desktop.vault.problems import SealFault, SealProblem
from pmedia_desktop.vault.sealing import PAYLOAD_STEPS, Recipients, Stamp, check_secret, open_sealed, seal
from pmedia_desktop.vault.secret import Secret
from tests.vault.conftest import Holder


def fault_of(sealed: str, identity: Identity, expected: Stamp) -> SealFault:
    with pytest.raises(SealProblem) as raised:
        open_sealed(sealed, identity, expected)
    assert raised.value.remedy
    return raised.value.fault


@given(st.text(min_size=1, max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_holder_deputy_and_recovery_key_read_it_and_nobody_else(holder: Holder, stamp: Stamp, text: str) -> None:
    deputy, recovery, stranger = new_identity(), new_identity(), new_identity()
    to = Recipients(holder.recipient, (recipient_of(recovery),), recipient_of(deputy))
    sealed = seal(Secret(text), stamp, to)
    for identity in (holder.identity, deputy, recovery):
        assert open_sealed(sealed, identity, stamp).reveal() == text
    assert fault_of(sealed, stranger, stamp) is SealFault.NOT_FOR_YOU


@pytest.mark.parametrize("text", ["彭山·民政①", "😀🀄", "第一行\n第二行\r\n", "\t \x00", "𠮷野家"])
def test_any_text_comes_back_unchanged(text: str, holder: Holder, stamp: Stamp, recipients: Recipients) -> None:
    assert open_sealed(seal(Secret(text), stamp, recipients), holder.identity, stamp) == Secret(text)


def test_a_text_of_another_credential_is_noticed(holder: Holder, stamp: Stamp, recipients: Recipients) -> None:
    sealed = seal(Secret("甲"), stamp, recipients)
    assert fault_of(sealed, holder.identity, replace(stamp, credential="18")) is SealFault.SWAPPED
    assert fault_of(sealed, holder.identity, replace(stamp, kind="totp")) is SealFault.SWAPPED


def test_an_older_version_put_back_is_noticed(holder: Holder, stamp: Stamp, recipients: Recipients) -> None:
    sealed = seal(Secret("甲"), stamp, recipients)
    assert fault_of(sealed, holder.identity, replace(stamp, version=4)) is SealFault.ROLLED_BACK
    later = replace(stamp, set_at=stamp.set_at + timedelta(seconds=1))
    assert fault_of(sealed, holder.identity, later) is SealFault.ROLLED_BACK


def test_the_same_moment_in_another_zone_is_the_same_stamp(holder: Holder, recipients: Recipients) -> None:
    here = datetime(2026, 11, 23, 17, 30, 15, 999, tzinfo=timezone(timedelta(hours=8)))
    sealed = seal(Secret("甲"), Stamp("1", 1, "password", here), recipients)
    there = Stamp("1", 1, "password", datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC))
    assert open_sealed(sealed, holder.identity, there).reveal() == "甲"


@pytest.mark.parametrize("place", [10, 100, 300, -40, -1])
def test_a_damaged_text_is_noticed(place: int, holder: Holder, stamp: Stamp, recipients: Recipients) -> None:
    content = bytearray(base64.b64decode(seal(Secret("甲"), stamp, recipients)))
    content[place] ^= 1
    damaged = base64.b64encode(bytes(content)).decode()
    assert fault_of(damaged, holder.identity, stamp) in (SealFault.DAMAGED, SealFault.NOT_FOR_YOU)
    assert fault_of("第3号信封", holder.identity, stamp) is SealFault.DAMAGED
    assert fault_of("", holder.identity, stamp) is SealFault.DAMAGED


@pytest.mark.parametrize("content", [b"plain", b"[]", b'{"secret": "x"}'])
def test_an_age_file_that_is_not_ours_is_noticed(content: bytes, holder: Holder, stamp: Stamp) -> None:
    foreign = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(holder.recipient)])
    assert fault_of(base64.b64encode(foreign).decode(), holder.identity, stamp) is SealFault.DAMAGED


def test_the_length_of_the_sealed_content_tells_only_one_of_three_steps(
    holder: Holder, stamp: Stamp, recipients: Recipients
) -> None:
    lengths = set()
    for size in range(1, 250, 7):
        sealed = base64.b64decode(seal(Secret("x" * size), stamp, recipients))
        lengths.add(len(pyrage.decrypt(sealed, [holder.identity])))
    assert lengths == set(PAYLOAD_STEPS)


def test_the_longest_secret_for_three_readers_always_fits_into_an_entry(holder: Holder, stamp: Stamp) -> None:
    three = Recipients(holder.recipient, (recipient_of(new_identity()),), recipient_of(new_identity()))
    longest = Secret("x" * 250)
    sizes = [len(seal(longest, replace(stamp, version=version), three)) for version in range(150)]
    assert max(sizes) <= LONGEST_ENTRY


@pytest.mark.parametrize("text", ["", "长" * 200, "x" * 2000, "\ud800"])
def test_what_cannot_be_sealed_is_refused_before_anything_is_written(
    text: str, stamp: Stamp, recipients: Recipients
) -> None:
    for attempt in (lambda: check_secret(Secret(text), stamp), lambda: seal(Secret(text), stamp, recipients)):
        with pytest.raises(InputError) as raised:
            attempt()
        assert text == "" or text not in str(raised.value)
        assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_without_a_recovery_key_nothing_is_sealed(holder: Holder, stamp: Stamp) -> None:
    with pytest.raises(InputError, match="备用钥匙"):
        seal(Secret("甲"), stamp, Recipients(holder.recipient, ()))


def test_a_reader_named_twice_is_sealed_to_once(holder: Holder, recovery: Identity) -> None:
    twice = Recipients(holder.recipient, (recipient_of(recovery),) * 2, holder.recipient)
    assert twice.all() == (holder.recipient, recipient_of(recovery))


def test_any_age_program_opens_it(holder: Holder, stamp: Stamp, recipients: Recipients) -> None:
    sealed = seal(Secret("Mima-2024"), stamp, recipients)
    content = json.loads(pyrage.decrypt(base64.b64decode(sealed), [holder.identity]))
    assert (content["secret"], content["version"]) == ("Mima-2024", 3)


def test_a_stamp_without_time_zone_is_a_defect() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Stamp("1", 1, "password", datetime(2026, 11, 23, 9, 30, 15))  # noqa: DTZ001
