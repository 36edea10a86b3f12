"""What finding the words of long lists costs: 100,000 characters against 20,000 words.

Run from the repository's root: ``python -m benchmarks.text_checks [--check]``. The processor's time is counted, and the
best of many rounds, since other work on the machine only adds to it. With ``--check`` the exit code is 1 when the
matching takes more than 10 ms, or all checks of the text more than thirty times the matching.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date

from pmedia_desktop.measures.text_checks.checking import TextChecks
from pmedia_desktop.measures.text_checks.terms import TermMatcher
from pmedia_desktop.measures.text_checks.wording import Circumstances
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.term_list import TermKind, TermList

BOUND, BOUND_OF_ALL = 0.010, 30.0  # seconds; times the matching
CHARACTERS, WORDS = 100_000, 20_000


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the shortest time in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    chance = random.Random(20261128)  # noqa: S311 - the same text in every run
    letters = [chr(chance.randint(0x4E00, 0x6FFF)) for _ in range(3000)]
    words = {"".join(chance.choices(letters, k=chance.randint(2, 6))) for _ in range(WORDS)}
    text = "".join(chance.choices(letters, k=CHARACTERS))
    listed = TermList(kind=TermKind.SENSITIVE, content="\n".join(sorted(words)))
    matcher, checks = TermMatcher((listed,)), TextChecks((listed,))
    subject = Subject(SubjectKind.PUBLICATION)
    building = best(3, lambda: TermMatcher((listed,)))
    matching = best(40, lambda: matcher.places(text))
    checking = best(10, lambda: checks.of_text(text, date(2026, 11, 28), Circumstances(), subject, "text"))
    print(f"{len(words):,} words, {len(text):,} characters, {len(matcher.places(text))} found")
    print(f"building {building * 1000:.0f} ms, matching {matching * 1000:.1f} ms, all checks {checking * 1000:.0f} ms")
    print(f"all checks to matching: {checking / matching:.1f}")
    return int(options.check and (matching > BOUND or checking / matching > BOUND_OF_ALL))


if __name__ == "__main__":
    sys.exit(main())
