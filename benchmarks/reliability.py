"""The figures of docs/reliability.md: operations broken, lives killed, bytes altered, inputs fuzzed; what was lost.

    python -m benchmarks.reliability [--share 0.05]

Runs what the tests in tests/faults run, with larger numbers, and prints a table. ``--share 1`` breaks every operation,
kills 220 lives and takes an hour or more.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pmedia_desktop.data_files import data_path
from tests.faults.nth_failure import KILLED
from tests.faults.test_damaged_bytes import alter_bytes
from tests.faults.test_killed import LIVES_OF_THE_LONGER_RUN, kill_lives
from tests.faults.ways_of_writing import WAYS

_SHIM = Path(__file__).resolve().parents[1] / "tests" / "faults" / "fail_nth_call.c"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.05)
    share = parser.parse_args().share
    with tempfile.TemporaryDirectory() as work:
        _operations(Path(work), share)
        _kills(Path(work), share)
        _bytes(Path(work), share)


def _operations(work: Path, share: float) -> None:
    library = work / "fail_nth_call.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(_SHIM), "-ldl"], check=True)
    environment = {**os.environ, "LD_PRELOAD": str(library), "PYTHONUTF8": "1"}
    broken = told = killed = wrong = 0
    for number, way in enumerate(WAYS):
        folder = work / f"way-{number}"
        folder.mkdir()
        command = [sys.executable, "-m", "tests.faults.nth_failure", way, str(folder), str(max(1, round(1 / share)))]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
        reports = json.loads(done.stdout)
        kills = reports.pop(KILLED, {"broken": 0, "wrong": []})
        ours = [sum(report["broken"] for report in reports.values()), sum(one["told"] for one in reports.values())]
        faults = [fault for report in (*reports.values(), kills) for fault in report["wrong"]]
        print(
            f"{way}: {ours[0]} operations broken, {ours[1]} told; killed at {kills['broken']}; {len(faults)} wrong",
            *faults[:3],
            flush=True,
        )
        broken, told, killed, wrong = broken + ours[0], told + ours[1], killed + kills["broken"], wrong + len(faults)
        shutil.rmtree(folder)
    print(f"disk operations broken: {broken} (told {told}), killed at: {killed}; not whole, lost, wrong words: {wrong}")


def _kills(work: Path, share: float) -> None:
    kills, told, broken = kill_lives(work / "kills", max(5, round(LIVES_OF_THE_LONGER_RUN * share)))
    print(
        f"kills: {kills}; changes acknowledged before them: {told}; of these lost: {len(broken)}",
        *broken[:3],
        flush=True,
    )


def _bytes(work: Path, share: float) -> None:
    newest = max(data_path("resources", "registers").glob("register_v*.db.gz"))
    outcomes = alter_bytes(gzip.decompress(newest.read_bytes()), work / "bytes", max(5, round(400 * share)))
    told = ", ".join(f"{outcome} {count}" for outcome, count in sorted(outcomes.items()))
    print(f"bytes altered: {sum(outcomes.values())}; outcomes: {told}")


if __name__ == "__main__":
    main()
