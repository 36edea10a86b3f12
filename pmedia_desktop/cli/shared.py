"""What every command uses: where the register lies, which day it is, and how a result is printed."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmedia_desktop.data_files import user_folder

if TYPE_CHECKING:
    from pmedia_desktop.paper.filling import Filled
    from pmedia_desktop.services.office import Office

DONE, FOUND_ERRORS = 0, 1


def register_folder(options: argparse.Namespace) -> Path:
    """Return the register's folder: ``--data``, else the user's own."""
    given: Path | None = getattr(options, "data", None)
    if given is not None:
        return given
    return user_folder()


def given_day(options: argparse.Namespace) -> date | None:
    """Return the day of ``--on``, or None for today."""
    given: date | None = getattr(options, "on", None)
    return given


@contextmanager
def open_for(options: argparse.Namespace) -> "Iterator[Office]":
    """Open the office, and let go of it afterwards; the errors are ``open_register``'s."""
    from pmedia_desktop.services.office import open_office

    office = open_office(register_folder(options), on=given_day(options))
    try:
        yield office
    finally:
        office.close()


class TerminalProgress:
    """Says on standard error how far a long job is, in one line that is written over; silent where nobody watches."""

    def __init__(self) -> None:
        self._is_watched = sys.stderr.isatty()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Show how far it is (see ``progress.Progress``)."""
        if self._is_watched:
            sys.stderr.write(f"\r\x1b[K{done}/{total} {what}" if done < total else "\r\x1b[K")
            sys.stderr.flush()


def print_json(value: Any) -> None:
    """Print a result for other programs."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def wants_json(options: argparse.Namespace) -> bool:
    """Whether the result is for another program."""
    return bool(getattr(options, "json", False))


def say(options: argparse.Namespace, sentence: str, facts: dict[str, Any]) -> None:
    """Print a sentence, or with ``--json`` the facts that it is made of."""
    if wants_json(options):
        print_json(facts)
    else:
        sys.stdout.write(sentence + "\n")


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    from pmedia_desktop.services.files import write_file

    write_file(path, content)


def write_paper(path: Path, filled: "Filled") -> None:
    """Write a filled paper, by the file's ending as a Word file or as its PDF."""
    from pmedia_desktop.services.paper.forms import word_of

    write(path, word_of(filled) if path.suffix.lower() == ".docx" else filled.pdf)
