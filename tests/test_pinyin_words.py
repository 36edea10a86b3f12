"""pypinyin's phrases are read in pieces, and are all there then."""

import json
import os
from importlib.resources import files

import pytest

from pmedia_desktop.pinyin_words import _in_pieces, pypinyin

_LAID_OUT = json.dumps({f"词{number}": [["cí"], ["shù"]] for number in range(20_000)}, ensure_ascii=False)


def test_phrases_are_read_as_their_whole_file_says() -> None:
    known = pypinyin()
    whole = json.loads(files(known).joinpath("phrases_dict.json").read_text("utf-8"))
    from pypinyin.constants import PHRASES_DICT

    assert whole == PHRASES_DICT
    assert " ".join(known.lazy_pinyin("重庆的银行行长重复说")) == "chong qing de yin hang hang zhang chong fu shuo"
    assert "PYPINYIN_NO_PHRASES" not in os.environ


def test_the_file_as_it_is_laid_out_falls_into_many_pieces() -> None:
    text = files(pypinyin()).joinpath("phrases_dict.json").read_text("utf-8")
    pieces = list(_in_pieces(text))
    assert len(pieces) > 10
    assert max(map(len, pieces)) < len(text) / 5


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_any_other_layout_is_read_too(indent: int | None) -> None:
    text = json.dumps(json.loads(_LAID_OUT), ensure_ascii=False, indent=indent)
    merged: dict[str, object] = {}
    for piece in _in_pieces(text):
        merged |= json.loads(piece)
    assert merged == json.loads(_LAID_OUT)
