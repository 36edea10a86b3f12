"""Work in a process of its own: an answer, a refusal, a process that ends or hangs, a wish to stop."""

import io
import json
import time

import pytest

from benchmarks.drawn_forms import as_pdf
from benchmarks.office_forms import FORMS
from pmedia_desktop.errors import Cancelled, InputError
from pmedia_desktop.own_process import answer_as_process, ask_process
from pmedia_desktop.paper.recognition.apart import COMMAND, recognised_apart
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.progress import Progress, Silent

LATE, GONE = InputError("太久"), InputError("没有回答")


class _StopsAfter:
    """Asks to stop once the process has had some time."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def step(self, done: int, total: int, what: str = "") -> None:
        if time.monotonic() >= self._until:
            raise Cancelled


def _ask(*arguments: str, progress: Progress | None = None, longest: float = 60, content: bytes = b"") -> object:
    return ask_process(
        *arguments, progress=progress or Silent(), longest=longest, late=LATE, gone=GONE, content=content
    )


def test_a_form_recognised_apart_is_what_it_is_recognised_as_here() -> None:
    content = as_pdf(FORMS[0])
    here, apart = recognised(content, Silent()), recognised_apart(content, Silent())
    assert apart.pages == here.pages
    assert (apart.medium, apart.content == apart.shown) == (here.medium, True)


def test_what_the_process_refuses_is_said_here() -> None:
    with pytest.raises(InputError, match="不是可以打开的表格"):
        recognised_apart(b"nothing", Silent())


def test_a_process_that_ends_without_an_answer_is_told_as_such() -> None:
    with pytest.raises(InputError, match="没有回答"):
        _ask("no-such-command")


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(InputError, match="太久"):
        _ask(COMMAND, longest=0)


def test_a_wish_to_stop_ends_the_process_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        _ask(COMMAND, progress=_StopsAfter(0.1), content=as_pdf(FORMS[0]) * 200)
    assert time.monotonic() - begun < 30


def test_the_process_prints_its_steps_and_then_its_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pmedia_desktop.own_process._limit_memory", lambda _most: None)  # it would hold for all tests

    def work(progress: Progress) -> dict[str, object]:
        progress.step(1, 3, "第一页")
        return {"found": 1}

    assert answer_as_process(work, 1) == 0
    lines = [json.loads(line) for line in io.StringIO(capsys.readouterr().out)]
    assert lines == [{"step": [1, 3, "第一页"]}, {"found": 1}]
