import copy
import json
import logging
import pickle

import pytest

from pmedia_desktop.vault.secret import Secret


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("Mima-2024")
    assert "Mima" not in f"{secret!r} {secret!s} {secret} {[secret]} {secret:>40}"
    assert secret.reveal() == "Mima-2024"


def test_a_secret_in_a_log_line_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("test").error("deposit %s %r", Secret("Mima-2024"), Secret("Mima-2024"))
    assert "Mima" not in caplog.text


@pytest.mark.parametrize("way", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps, hash])
def test_a_secret_is_neither_copied_nor_written_by_accident(way: object) -> None:
    assert callable(way)
    with pytest.raises(TypeError) as raised:
        way(Secret("Mima-2024"))
    assert "Mima" not in str(raised.value)


def test_secrets_are_equal_when_their_texts_are() -> None:
    assert Secret("甲\ud800") == Secret("甲\ud800")
    assert Secret("甲") != Secret("乙")
    assert Secret("甲") != "甲"
