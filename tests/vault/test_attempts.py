import pytest

from pmedia_desktop.vault.attempts import Attempts
from pmedia_desktop.vault.problems import PassphrasePause


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def seconds_of_pause(attempts: Attempts, who: str) -> int:
    try:
        attempts.check(who)
    except PassphrasePause as pause:
        return pause.seconds if f"{pause.seconds}秒" in pause.remedy else -1
    return 0


def test_the_third_wrong_passphrase_starts_a_pause_that_doubles_up_to_a_minute() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    pauses = []
    for _ in range(9):
        attempts.wrong("age1a")
        pauses.append(seconds_of_pause(attempts, "age1a"))
        clock.now += 60
    assert pauses == [0, 0, 5, 10, 20, 40, 60, 60, 60]


def test_a_pause_ends_by_itself_and_only_concerns_its_own_identity() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(3):
        attempts.wrong("age1a")
    assert seconds_of_pause(attempts, "age1b") == 0
    clock.now += 4.5
    assert seconds_of_pause(attempts, "age1a") == 1
    clock.now += 0.6
    assert seconds_of_pause(attempts, "age1a") == 0


def test_the_right_passphrase_starts_the_count_anew() -> None:
    attempts = Attempts(Clock())
    for _ in range(2):
        attempts.wrong("age1a")
    attempts.right("age1a")
    for _ in range(2):
        attempts.wrong("age1a")
    attempts.check("age1a")
    attempts.wrong("age1a")
    with pytest.raises(PassphrasePause):
        attempts.check("age1a")
