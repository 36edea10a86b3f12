"""Makes the inspection file: piece by piece into a folder, contents and hash values beside them, all of it in a ZIP.

Nobody sees half of it: it grows under a temporary name and gets its own when it is whole; cancelled, nothing stays.
"""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.exchange.table_writing import WrittenTable, xlsx
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import period_words
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register.files import flush_to_disk, sha256_of
from pmedia_desktop.services.files import file_name
from pmedia_desktop.services.inspection_file.collecting import pieces_of
from pmedia_desktop.services.inspection_file.masking import masked, masked_snapshot
from pmedia_desktop.services.inspection_file.pieces import Gathered, Piece, told_apart
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.paper.paged_sheets import paged_sheet
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection_file.making"
CONTENTS_FORM = "file_contents"


@dataclass(frozen=True)
class MadePiece:
    """A piece as it was written; ``size`` in bytes, ``sha256`` in hexadecimal."""

    path: str
    title: str
    article: str
    size: int
    sha256: str
    is_original: bool


@dataclass(frozen=True)
class InspectionFile:
    """What was made, and where it lies."""

    folder: Path
    archive: Path
    sha256: str
    pieces: tuple[MadePiece, ...]


def suggested_name(office: Office, begin: date, end: date) -> str:
    """Return what the ZIP is called unless the user says otherwise."""
    with office.register.read() as reader:
        unit = reader.unit() or Unit()
    name = translate(_CONTEXT, "迎检包-{unit}-{period}").format(
        unit=unit.short_name or unit.full_name, period=period_words(begin, end)
    )
    return f"{file_name(name)}.zip"


def make_inspection_file(
    office: Office,
    begin: date,
    end: date,
    archive: Path,
    progress: Progress | None = None,
    *,
    mask: bool | None = None,
) -> InspectionFile:
    """Make the file of a period: ``archive`` is the ZIP, beside it lies the folder of the same name.

    ``mask`` None leaves it to the unit's setting. Raises ``InputError`` when one of the two is there already,
    ``EnvironmentProblem`` when nothing can be written there, ``Cancelled`` with nothing left behind.
    """
    if end < begin:
        raise InputError(translate(_CONTEXT, "止日早于起日，"), translate(_CONTEXT, "请改正其中一个。"), field="end")
    progress = progress or Silent()
    if archive.suffix.lower() != ".zip":
        archive = archive.with_name(f"{archive.name}.zip")  # the dots of 2026.11.28 are no ending
    folder = archive.with_suffix("")
    for path in (folder, archive):
        if path.exists():
            raise InputError(
                translate(_CONTEXT, "“{path}”已经存在，").format(path=path),
                translate(_CONTEXT, "请另起一个名字，或者先把它移开。"),
            )
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        publications = reader.publications_between(begin, end)
        name, _ = preparer(office, reader)
    masks = known.settings.mask_numbers if mask is None else mask
    gathered = Gathered(
        office,
        masked_snapshot(known) if masks else known,
        masked(publications) if masks else publications,
        begin,
        end,
        name,
        masks,
    )
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".", suffix=".part") as temporary:
            made = _write_all(gathered, Path(temporary) / folder.name, progress)
            sha256 = _pack(Path(temporary) / folder.name, Path(temporary) / archive.name, progress)
            _put_in_place(Path(temporary), folder, archive)
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "写不了“{path}”（{why}），").format(path=archive, why=reason_of(error)),
            translate(_CONTEXT, "请检查文件夹是否存在、磁盘是否已满；已经写的都已清除。"),
        ) from error
    subject = Subject(SubjectKind.REGISTER)
    with office.register.write(office.actor, Action.INSPECTION_FILE_MADE, subject=subject) as writer:
        writer.record("inspection_file", f"{period_words(begin, end)} SHA-256 {sha256}")
    return InspectionFile(folder, archive, sha256, made)


def _put_in_place(temporary: Path, folder: Path, archive: Path) -> None:
    """Give both their names, or neither: what cannot stay goes back to where it is cleared away."""
    (temporary / folder.name).replace(folder)
    try:
        (temporary / archive.name).replace(archive)
    except OSError:
        folder.replace(temporary / folder.name)
        raise


def _write_all(it: Gathered, folder: Path, progress: Progress) -> tuple[MadePiece, ...]:
    pieces = told_apart(pieces_of(it))
    total = len(pieces) + 2
    made = []
    for number, piece in enumerate(pieces):
        progress.step(number, total, piece.title)
        made.append(_write(folder, piece))
    progress.step(len(pieces), total, translate(_CONTEXT, "目录"))
    contents = tuple(made)
    made += [_write(folder, piece) for piece in _contents(it, contents)]
    sums = "".join(f"{one.sha256}  {one.path}\n" for one in made)
    _put(folder / translate(_CONTEXT, "文件校验值SHA256.txt"), sums.encode())
    return tuple(made)


def _write(folder: Path, piece: Piece) -> MadePiece:
    content = piece.make()
    _put(folder.joinpath(*piece.path.split("/")), content)
    return MadePiece(
        piece.path,
        piece.title,
        piece.article,
        len(content),
        hashlib.sha256(content).hexdigest(),
        piece.is_original,
    )


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _contents(it: Gathered, made: Sequence[MadePiece]) -> list[Piece]:
    title = translate(_CONTEXT, "0 目录")
    rules = translate(_CONTEXT, "全部条款")
    return [
        Piece(
            f"{title}.pdf", title, rules, lambda: paged_sheet(it.office, CONTENTS_FORM, contents_sources(it, made)).pdf
        ),
        Piece(f"{title}.xlsx", title, rules, lambda: xlsx([_contents_table(made)])),
    ]


def contents_sources(it: Gathered, made: Sequence[MadePiece]) -> dict[str, JsonValue]:
    """Return the values of the table of contents."""
    return {
        "unit.full_name": (it.known.unit or Unit()).full_name,
        "file_contents.period": period_words(it.begin, it.end),
        "file_contents.made_on": it.office.today().isoformat(),
        "file_contents.preparer_name": it.preparer_name,
        "file_contents.sheet": "",
        "file_contents.numbers": [str(number) for number, _ in enumerate(made, 1)],
        "file_contents.titles": [_titled(one) for one in made],
        "file_contents.articles": [one.article for one in made],
        "file_contents.paths": [one.path for one in made],
        "file_contents.sums": [one.sha256 for one in made],
    }


def _titled(one: MadePiece) -> str:
    return translate(_CONTEXT, "{title}（原件）").format(title=one.title) if one.is_original else one.title


def _contents_table(made: Sequence[MadePiece]) -> WrittenTable:
    headings = (
        translate(_CONTEXT, "序号"),
        translate(_CONTEXT, "材料"),
        translate(_CONTEXT, "依据条款"),
        translate(_CONTEXT, "文件"),
        translate(_CONTEXT, "字节"),
        translate(_CONTEXT, "SHA-256"),
    )
    rows: list[list[Cell]] = [
        [number, _titled(one), one.article, one.path, one.size, one.sha256] for number, one in enumerate(made, 1)
    ]
    return WrittenTable(translate(_CONTEXT, "目录"), headings, rows)


def _pack(folder: Path, archive: Path, progress: Progress) -> str:
    """Put the folder into a ZIP and return its SHA-256; names are UTF-8, which every system of today reads."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(archive, "x", zipfile.ZIP_DEFLATED) as packed:
        for number, path in enumerate(files):
            progress.step(number, len(files), translate(_CONTEXT, "压缩"))
            packed.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    flush_to_disk(archive)
    progress.step(len(files), len(files))
    return sha256_of(archive)
