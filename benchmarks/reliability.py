"""The figures of docs/reliability.md: operations broken, lives killed, bytes altered, inputs fuzzed; what was lost.

    python -m benchmarks.reliability [--share 0.05] [--parts PART ...] [--ways WAY ...] [--record FILE]

Runs what the tests in tests/faults run, with larger numbers, and prints a line for each piece as it comes, then the
sums. ``--share 1`` breaks every operation, kills 220 lives, alters 400 bytes of each kind of page and hands in what the
longer run of the tests does; that takes hours. With ``--record`` the pieces are kept in a file, and those that are
there already with the same share are not run again: a run that was stopped goes on, one made in parts is summed up
whole.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path

from tests.faults import test_coverage_guided as guided
from tests.faults.nth_failure import KILLED, KINDS
from tests.faults.surroundings import files_in
from tests.faults.test_damaged_bytes import BYTES_OF_THE_LONGER_RUN, PAGE_KINDS, alter_bytes, whole_register
from tests.faults.test_fuzzed_input import DOORS, doors_of, fuzz, inputs_of_the_longer_run
from tests.faults.test_killed import LIVES_OF_THE_LONGER_RUN, kill_lives
from tests.faults.test_nth_failure import broken_operations, compiled, sample_in
from tests.faults.ways_of_writing import WAYS


@dataclass(frozen=True)
class Piece:
    """What was done of one part under one name, how often, how often the user was told, and what was wrong."""

    part: str
    name: str
    share: float
    count: int
    told: int = 0
    wrong: tuple[str, ...] = ()
    outcomes: dict[str, int] = field(default_factory=dict)


class Record:
    """The pieces that are through, in a file if there is one."""

    def __init__(self, path: Path | None, share: float) -> None:
        self._path = path
        self.share = share
        self.pieces: list[Piece] = []
        if path is not None and path.exists():
            kept = [Piece(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
            self.pieces = [piece for piece in kept if piece.share == share]

    def lacks(self, part: str, name: str) -> bool:
        """Whether a piece is still to be run."""
        return not any((piece.part, piece.name) == (part, name) for piece in self.pieces)

    def add(self, piece: Piece) -> None:
        """Keep and print a piece."""
        self.pieces.append(piece)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(piece), ensure_ascii=False) + "\n")
        details = "".join(f", {outcome} {count}" for outcome, count in sorted(piece.outcomes.items()))
        told = f", told {piece.told}" if piece.told else ""
        print(f"{piece.part}, {piece.name}: {piece.count}{told}{details}; wrong: {len(piece.wrong)}", flush=True)
        for found in piece.wrong[:3]:
            print(f"    {found}", flush=True)

    def sums(self) -> Iterator[str]:
        """Yield a line for each part."""
        for part in dict.fromkeys(piece.part for piece in self.pieces):
            ours = [piece for piece in self.pieces if piece.part == part]
            count, told = sum(piece.count for piece in ours), sum(piece.told for piece in ours)
            yield f"{part}: {count} (told {told}), wrong: {sum(len(piece.wrong) for piece in ours)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--parts", nargs="+", choices=tuple(PARTS), default=tuple(PARTS))
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=tuple(WAYS))
    parser.add_argument("--record", type=Path)
    wanted = parser.parse_args()
    record = Record(wanted.record, wanted.share)
    for part in wanted.parts:
        with tempfile.TemporaryDirectory() as work:
            PARTS[part](Path(work), record, tuple(wanted.ways))
    print(*record.sums(), sep="\n")


def _operations(work: Path, record: Record, ways: tuple[str, ...]) -> None:
    (work / "sample").mkdir()
    shim, sample = compiled(work), sample_in(work / "sample")
    for way in ways:
        missing = [kind for kind in KINDS if record.lacks(_part(kind), f"{way}, {kind}")]
        with tempfile.TemporaryDirectory(dir=work) as folder:
            stride = max(1, round(1 / record.share))
            for report in broken_operations(way, Path(folder), shim, sample, stride, missing) if missing else ():
                kind, wrong = report["kind"], tuple(report["wrong"])
                piece = Piece(_part(kind), f"{way}, {kind}", record.share, report["broken"], report["told"], wrong)
                record.add(piece)


def _part(kind: str) -> str:
    return "killed at an operation" if kind == KILLED else "operations broken"


def _kills(work: Path, record: Record, _ways: tuple[str, ...]) -> None:
    if record.lacks("kills", "lives"):
        lives = max(5, round(LIVES_OF_THE_LONGER_RUN * record.share))
        kills, told, broken = kill_lives(work, lives)
        done = {"changes acknowledged": told, "of these lost": len(broken)}
        record.add(Piece("kills", "lives", record.share, kills, wrong=tuple(broken), outcomes=done))


def _bytes(work: Path, record: Record, _ways: tuple[str, ...]) -> None:
    whole = whole_register(work / "whole")
    for kind in PAGE_KINDS:
        if record.lacks("bytes altered", kind):
            times = max(5, round(BYTES_OF_THE_LONGER_RUN * record.share))
            outcomes, wrong = alter_bytes(whole, work / "bytes", kind, times)
            record.add(Piece("bytes altered", kind, record.share, sum(outcomes.values()), 0, tuple(wrong), outcomes))


def _inputs(work: Path, record: Record, _ways: tuple[str, ...]) -> None:
    for name in ("data", "seeds", "place"):
        (work / name).mkdir()
    doors = doors_of(sample_in(work / "data"), work / "seeds")
    for name in DOORS:
        if not record.lacks("inputs fuzzed", name):
            continue
        count, wrong, before = 0, [], files_in(work / "data")
        try:
            count = fuzz(doors[name], work / "place", max(5, round(inputs_of_the_longer_run(name) * record.share)))
        except Exception as error:  # whatever it is: the others are tried all the same
            wrong.append(f"{type(error).__name__}: {error}")
        if files_in(work / "data") != before:
            wrong.append("something was written")
        record.add(Piece("inputs fuzzed", name, record.share, count, wrong=tuple(wrong)))


def _guided_inputs(work: Path, record: Record, _ways: tuple[str, ...]) -> None:
    if find_spec("atheris") is None:
        print("inputs led by coverage: the extra fuzz is not installed")
        return
    for name in guided.DOORS:
        if record.lacks("inputs led by coverage", name):
            (work / name).mkdir()
            done = guided.fuzz(name, work / name, max(5, round(guided.SECONDS * record.share)))
            wrong = (done.stderr[-1_000:],) if done.returncode else ()
            record.add(Piece("inputs led by coverage", name, record.share, guided.inputs_of(done.stderr), wrong=wrong))


PARTS: dict[str, Callable[[Path, Record, tuple[str, ...]], None]] = {
    "ways": _operations,
    "kills": _kills,
    "bytes": _bytes,
    "inputs": _inputs,
    "guided": _guided_inputs,
}


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
