import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.vault.channel import LARGEST_FRAME, BrokenChannel, read_frame, write_frame

_texts = st.text(st.characters(codec=None))  # lone surrogates included
_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(_texts, _plain, max_size=5), max_size=4))
def test_frames_arrive_as_they_were_sent(frames: list[dict[str, Any]]) -> None:
    stream = io.BytesIO()
    for frame in frames:
        write_frame(stream, frame)
    stream.seek(0)
    assert [read_frame(stream) for _ in frames] == frames
    with pytest.raises(BrokenChannel):
        read_frame(stream)


@given(st.binary(max_size=200).filter(lambda content: not content[4:].startswith(b"{")))
def test_what_is_no_frame_breaks_the_channel_and_nothing_else(content: bytes) -> None:
    with pytest.raises(BrokenChannel):
        read_frame(io.BytesIO(content))


def test_a_frame_announced_too_large_is_not_even_read() -> None:
    stream = io.BytesIO((LARGEST_FRAME + 1).to_bytes(4, "big") + b"x" * 100)
    with pytest.raises(BrokenChannel):
        read_frame(stream)
    assert stream.tell() == 4


def test_an_error_of_the_channel_does_not_quote_what_was_sent() -> None:
    with pytest.raises(BrokenChannel) as raised:
        write_frame(io.BytesIO(), {"passphrase": "geheim", "wrong": object()})
    assert "geheim" not in repr(raised.value)
    assert raised.value.__suppress_context__


def test_writing_to_nobody_breaks_the_channel() -> None:
    stream = io.BytesIO()
    stream.close()
    with pytest.raises(BrokenChannel):
        write_frame(stream, {})
