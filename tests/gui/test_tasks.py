"""The three lanes: off the UI thread, back on it, nothing left running."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pmedia_desktop.errors import Cancelled
from pmedia_desktop.gui.tasks import Lane, Tasks
from pmedia_desktop.progress import Progress


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    runner = Tasks()
    yield runner
    runner.close()


@pytest.fixture
def owner() -> Iterator[QObject]:
    kept = QObject()
    yield kept
    kept.deleteLater()


def _fail(failure: BaseException) -> None:
    raise failure


def test_work_runs_off_the_ui_thread_and_its_result_comes_back_on_it(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    told: list[tuple[str, threading.Thread]] = []
    tasks.run(
        Lane.READ,
        lambda _progress: told.append(("work", threading.current_thread())),
        owner,
        lambda _result: told.append(("result", threading.current_thread())),
        _fail,
    )
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [what for what, _thread in told] == ["work", "result"]
    assert told[0][1] is not threading.main_thread()
    assert told[1][1] is threading.main_thread()


def test_one_lane_works_one_task_after_the_other_and_does_not_hold_up_another_lane(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    release = threading.Event()
    order: list[str] = []
    tasks.run(Lane.LONG, lambda _progress: release.wait(10), owner, lambda _: order.append("long"), _fail)
    tasks.run(Lane.LONG, lambda _progress: None, owner, lambda _: order.append("long after"), _fail)
    tasks.run(Lane.READ, lambda _progress: None, owner, lambda _: order.append("read"), _fail)
    qtbot.waitUntil(lambda: order == ["read"])
    release.set()
    qtbot.waitUntil(lambda: order == ["read", "long", "long after"])


def test_a_failure_arrives_whole(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    failures: list[BaseException] = []

    def work(_progress: Progress) -> None:
        raise ZeroDivisionError("seven by nothing")

    tasks.run(Lane.WRITE, work, owner, lambda _: None, failures.append)
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], ZeroDivisionError)
    assert failures[0].__traceback__ is not None


def test_progress_is_told_and_a_cancelled_task_stops_at_its_next_step(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    steps: list[int] = []
    failures: list[BaseException] = []

    def work(progress: Progress) -> None:
        for done in range(10_000):
            progress.step(done, 10_000)
            time.sleep(0.001)

    task = tasks.run(
        Lane.LONG,
        work,
        owner,
        lambda _: None,
        failures.append,
        progressed=lambda done, _total, _what: steps.append(done),
    )
    qtbot.waitUntil(lambda: len(steps) >= 2)
    task.cancel()
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], Cancelled)


def test_a_newer_question_silences_the_older_one(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    release = threading.Event()
    answers: list[str] = []
    tasks.run(Lane.READ, lambda _progress: release.wait(10), owner, lambda _: None, _fail)
    for text in ("p", "ps", "psf"):
        tasks.run(Lane.READ, lambda _progress, asked=text: asked, owner, answers.append, _fail, replaces="search")
    release.set()
    qtbot.waitUntil(tasks.is_idle)
    assert answers == ["psf"]


def test_nothing_is_delivered_to_an_owner_that_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    release = threading.Event()
    answers: list[object] = []
    owner = QObject()
    tasks.run(Lane.READ, lambda _progress: release.wait(10), owner, answers.append, _fail)
    owner.deleteLater()
    qtbot.wait(10)
    release.set()
    qtbot.waitUntil(tasks.is_idle)
    assert answers == []


def test_closing_writes_what_waits_to_be_written_drops_the_rest_and_leaves_no_thread(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    runner, owner = Tasks(), QObject()
    release = threading.Event()
    written: list[str] = []
    read: list[str] = []
    runner.run(Lane.WRITE, lambda _progress: release.wait(10), owner, lambda _: None, _fail)
    runner.run(Lane.WRITE, lambda _progress: written.append("draft"), owner, lambda _: None, _fail)
    runner.run(Lane.READ, lambda _progress: release.wait(10), owner, lambda _: None, _fail)
    runner.run(Lane.READ, lambda _progress: read.append("page"), owner, lambda _: None, _fail)
    threading.Timer(0.1, release.set).start()
    runner.close()
    assert written == ["draft"]
    assert read == []
    assert {thread for thread in threading.enumerate() if thread.name.startswith("lane-")} <= before
