"""One figure, and how it is taken: both sides in turn, in one run, their medians compared."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``ours`` beside ``beside`` (0: nothing to compare), in ``unit``.

    ``bound`` is of the ratio, where there is none of ours; ``limit`` is of ours, where what stands beside is too short
    for a ratio to mean anything.
    """

    what: str
    ours: float
    unit: str
    beside: float = 0.0
    against: str = ""
    bound: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the other side's ours is."""
        return self.ours / self.beside if self.beside else None

    @property
    def broken(self) -> bool:
        """Whether the bound or the limit is broken."""
        measured = self.ratio if self.ratio is not None else self.ours
        return (self.bound is not None and measured > self.bound) or (self.limit is not None and self.ours > self.limit)

    @property
    def row(self) -> str:
        """Return the figure as a row of a table in Markdown."""
        beside = f"{self.beside:.1f} ({self.against})" if self.beside else self.against
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        bounds = [f"{self.bound:g}"] if self.bound is not None else []
        bounds += [f"{self.limit:g} {self.unit}"] if self.limit is not None else []
        bound = ", ".join(bounds) + (" BROKEN" if self.broken else "")
        return f"| {self.what} | {self.ours:.1f} {self.unit} | {beside} | {ratio} | {bound} |"


HEAD = "| what | this program | beside | ratio | bound |\n|---|---|---|---|---|"


def in_turn(rounds: int, *functions: Callable[[], object]) -> list[float]:
    """Return each function's median time in seconds; they take turns, so that a slow moment meets all of them."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(rounds):
        for own, function in zip(times, functions, strict=True):
            gc.collect()
            start = time.perf_counter()
            function()
            own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in times]
