"""The pieces of an inspection file: each with its place, its title, the article that it answers, and how it is made."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, SubjectKind
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.services.attachments import read_attachment
from pmedia_desktop.services.files import file_name
from pmedia_desktop.services.inspection_file.masking import masked
from pmedia_desktop.services.office import Office

R = TypeVar("R")


@dataclass(frozen=True)
class Piece:
    """One file: ``path`` within the folder, with ``/`` between its parts.

    ``make`` is called when its turn comes. ``is_original``: as it was signed, scanned or received; nothing in it is
    masked.
    """

    path: str
    title: str
    article: str
    make: Callable[[], bytes]
    is_original: bool = False


@dataclass(frozen=True)
class Gathered:
    """What the pieces are made from: the register at one moment, masked if so wished, and the period.

    ``published`` are the items that came out in the period; ``known`` has those that the rules look at.
    """

    office: Office
    known: Snapshot
    published: tuple[Publication, ...]
    begin: date
    end: date
    preparer_name: str
    masks: bool = True

    def shown(self, records: R) -> R:
        """Return what was read beside ``known`` as the file shows it."""
        return masked(records) if self.masks else records

    def in_period(self, day: date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and self.begin <= day <= self.end

    def papers_of(self, kind: SubjectKind, subject_id: int) -> list[Attachment]:
        """Return the files that are kept with a record."""
        return [one for one in self.known.attachments if one.subject_kind is kind and one.subject_id == subject_id]

    def kept(self, attachment: Attachment, folder: str, title: str, article: str) -> Piece:
        """Return a kept file as a piece of its own, under its own name."""
        office, number = self.office, attachment.id
        return Piece(
            f"{folder}/{number:04}-{file_name(attachment.file_name)}",
            title,
            article,
            lambda: read_attachment(office, number)[1],
            is_original=True,
        )

    def folder_of(self, account: Account) -> str:
        """Return the name of an account's folder."""
        return file_name(account_title(account, self.known))


def told_apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with a number behind the names that are there twice: two accounts may be called the same.

    Upper and lower case are the same name to Windows.
    """
    taken: Counter[str] = Counter()
    apart = []
    for piece in pieces:
        taken[piece.path.casefold()] += 1
        number = taken[piece.path.casefold()]
        stem, dot, ending = piece.path.rpartition(".")
        apart.append(piece if number == 1 else replace(piece, path=f"{stem}（{number}）{dot}{ending}"))
    return apart
