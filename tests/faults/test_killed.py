"""kill -9 at random moments of a busy program: every acknowledged change is there, every entry has its change.

The normal run kills a few lives, the longer run (``--long``) 220 of them; docs/reliability.md keeps the figures.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmedia_desktop.register.backup import list_backups, verify_with_backups
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="lives are forked and killed by a signal")

LIVES, LIVES_OF_THE_LONGER_RUN = 4, 220


@contextmanager
def nursery(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the process that forks the lives."""
    command = [sys.executable, "-m", "tests.faults.busy_program", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, encoding="utf-8"
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def one_life(process: subprocess.Popen[str], changes: int, seconds: float) -> int:
    """Kill it so long after so many changes, and return its last acknowledged one (0: none)."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    name, number = process.stdout.readline().split()
    assert name == "process"
    last = 0
    for _ in range(changes):
        last = int(process.stdout.readline().split()[1])
    time.sleep(seconds)
    os.kill(int(number), signal.SIGKILL)
    while (line := process.stdout.readline()) != "ended\n":
        last = int(line.split()[1])
    return last


def broken_promises(folder: Path, told: dict[int, int]) -> list[str]:
    """Return what is not there of what was told, and whatever does not hold together."""
    with open_register(folder) as register:
        found = list(verify_with_backups(register).problems)
        with register.read() as reader:
            posts = {person.name: int(person.post) for person in reader.people() if person.post.isdecimal()}
    found += [
        f"life {life}: told {count}, kept {posts.get(f'人{life}')}"
        for life, count in told.items()
        # The next change may have been committed before it could be told.
        if count and posts.get(f"人{life}") not in (count, count + 1)
    ]
    return found


@pytest.mark.timeout(3600)
def test_whenever_the_program_is_killed_nothing_acknowledged_is_lost(tmp_path: Path, long_run: bool) -> None:
    kills, told, broken = kill_lives(tmp_path, LIVES_OF_THE_LONGER_RUN if long_run else LIVES)
    assert broken == []
    assert (kills >= LIVES, told > 0) == (True, True)


def kill_lives(tmp_path: Path, lives: int) -> tuple[int, int, list[str]]:
    """Kill so many lives on one register; return kills, acknowledged changes, and broken promises."""
    folder, chance = tmp_path / "data", random.Random(20261128)  # noqa: S311 - the same moments in every run
    office = open_office(folder, create=True)
    make_sample(office)
    office.close()
    told: dict[int, int] = {}
    broken: list[str] = []
    with nursery(folder) as process:
        for life in range(lives):
            told[life] = one_life(process, chance.randrange(12), chance.uniform(0, 0.2))
            broken += broken_promises(folder, told)
            _tidy(folder)
    return lives, sum(told.values()), broken


def _tidy(folder: Path) -> None:
    """Keep the disk from filling up in the longer run: the newest two backups stay, and nothing set aside."""
    for file in list_backups(folder)[2:]:
        file.path.unlink()
    for aside in folder.glob("set-aside-*"):
        shutil.rmtree(aside)
