"""From a folder of filing PDFs, register exports and spreadsheets to accounts by unit. Needs no register.

A file is read, reduced to its accounts, and forgotten: memory grows with the accounts, not with the files.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.exchange.cell_values import is_nothing
from pmedia_desktop.exchange.reading import content_of, is_pdf
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.paper.attached_values import read_attached
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.importing.account_values import AccountWords, accounts_of
from pmedia_desktop.services.importing.pdf_values import field_of, sources_of
from pmedia_desktop.services.importing.platform_names import PlatformNames
from pmedia_desktop.services.importing.sources import SourceRow, read_source
from pmedia_desktop.services.importing.vocabulary import ACCOUNT
from pmedia_desktop.texts import translate

_CONTEXT = "services.collecting.reading"
_ENDINGS = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".txt", ".pdf"))
#: In these a unit may have handed in what cannot be read; the office is told of each.
_OTHER_PAPERS = frozenset(
    (
        *(".doc", ".docx", ".wps", ".rtf", ".ofd", ".xlsb", ".htm", ".html"),
        *(".zip", ".rar", ".7z"),
        *(".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff"),
    )
)
#: Spreadsheets are read by processes of their own; so many at once.
_AT_ONCE = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, kw_only=True)
class FilingFacts:
    """What a filing form says of itself; ``basis`` is the superior's word as it is printed (Article 5)."""

    kind: FilingKind
    event_on: date | None = None
    requested_on: date | None = None
    filled_on: date | None = None
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundAccount:
    """One account of one file. ``unit`` is empty where the file names none."""

    file: str
    place: str
    unit: str
    words: AccountWords
    filing: FilingFacts | None = None


@dataclass(frozen=True)
class Unread:
    """A file or row that could not be taken, and why."""

    file: str
    place: str
    why: str


@dataclass
class FileContent:
    """What one file gave."""

    accounts: list[FoundAccount] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def own_headings() -> tuple[str, str]:
    """Return the last columns of a summary: what is to be checked, and the files; no unit's table has both."""
    return translate(_CONTEXT, "需要核对"), translate(_CONTEXT, "来源文件")


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder and the folders below it that somebody may have handed in, in a fixed order."""
    if not folder.is_dir():
        raise InputError(
            translate(_CONTEXT, "“{path}”不是文件夹，").format(path=folder),
            translate(_CONTEXT, "请写各单位的文件所在的文件夹。"),
        )
    # Office programs keep ~$name.xlsx beside a file that is open.
    found = [
        path
        for path in folder.rglob("*")
        if _is_paper(path) and not path.name.startswith(("~$", ".")) and path.is_file()
    ]
    if not any(path.suffix.lower() in _ENDINGS for path in found):
        raise InputError(
            translate(_CONTEXT, "文件夹“{path}”里没有表格或PDF，").format(path=folder),
            translate(_CONTEXT, "收xlsx、xls、csv和本程序打印的备案表PDF。"),
        )
    return sorted(found)


def _is_paper(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS | _OTHER_PAPERS


def read_files(
    folder: Path, paths: list[Path], forms_folder: Path, names: PlatformNames, progress: Progress
) -> Iterator[FileContent]:
    """Yield what each file gave, in their order; a few are read at a time."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting: list[Future[FileContent]] = []
        left = iter(paths)

        def fill_up() -> None:
            for path in islice(left, 2 * _AT_ONCE - len(waiting)):
                waiting.append(pool.submit(_read, folder, path, forms_folder, names))

        fill_up()
        for done, path in enumerate(paths):
            try:
                progress.step(done, len(paths), translate(_CONTEXT, "正在读{name}").format(name=path.name))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
            yield waiting.pop(0).result()
            fill_up()
        progress.step(len(paths), len(paths))


def _read(folder: Path, path: Path, forms_folder: Path, names: PlatformNames) -> FileContent:
    name = path.relative_to(folder).as_posix()
    found = FileContent()
    if path.suffix.lower() in _OTHER_PAPERS:
        why = translate(_CONTEXT, "不是表格，也不是本程序打印的备案表PDF，没有看。请打开看看报的是什么。")
        return FileContent(unread=[Unread(name, "", why)])
    try:
        content = content_of(path)
        if is_pdf(content):
            _take_forms(found, name, content, forms_folder, names)
            return found
        source = read_source(forms_folder, path, {}, {}, None)
    except (InputError, EnvironmentProblem) as problem:
        found.unread.append(Unread(name, "", str(problem)))
        return found
    if set(own_headings()) <= source.columns.keys():
        found.unread.append(Unread(name, "", translate(_CONTEXT, "这是以前汇总出来的表，没有再收。")))
        return found
    found.unread += [
        Unread(
            name, sheet, translate(_CONTEXT, "这张工作表是隐藏的，里面的{records}行没有收。").format(records=records)
        )
        for sheet, records in source.hidden_sheets.items()
    ]
    for row in source.rows:
        if row.kind == ACCOUNT:
            place = translate(_CONTEXT, "{sheet} 第{row}行").format(sheet=row.sheet, row=row.number).strip()
            _take(found, name, place, row, names, None)
    if not found.accounts and not found.unread:
        found.unread.append(Unread(name, "", translate(_CONTEXT, "没有账号的表，没有读。")))
    return found


def _take_forms(found: FileContent, name: str, pdf: bytes, forms_folder: Path, names: PlatformNames) -> None:
    for number, attached in enumerate(read_attached(pdf), 1):
        said = {source: value for _label, source, value in sources_of(forms_folder, attached)}
        values: dict[str, Cell] = {field_of(source): value for source, value in said.items() if field_of(source)}
        place = translate(_CONTEXT, "第{number}份").format(number=number)
        if not is_nothing(values.get("name")):
            _take(found, name, place, SourceRow(ACCOUNT, "", number, values), names, _facts(said))
    if not found.accounts and not found.unread:
        found.unread.append(
            Unread(name, "", translate(_CONTEXT, "这份PDF里没有填报数据：扫描件，或者不是本程序打印的。"))
        )


def _take(
    found: FileContent, file: str, place: str, row: SourceRow, names: PlatformNames, facts: FilingFacts | None
) -> None:
    unit = row.values.get("unit")
    try:
        for words in accounts_of(row, names):
            found.accounts.append(
                FoundAccount(
                    file=file,
                    place=place,
                    unit=unit.strip() if isinstance(unit, str) else "",
                    words=words,
                    filing=facts,
                )
            )
    except InputError as problem:
        found.unread.append(Unread(file, place, str(problem)))


def _facts(said: dict[str, Any]) -> FilingFacts | None:
    kind = str(said.get("filing.kind", ""))
    if kind not in tuple(FilingKind):
        return None
    completed_on, event_on = _day(said, "closure.completed_on"), _day(said, "filing.event_on")
    return FilingFacts(
        kind=FilingKind(kind),
        event_on=(completed_on or event_on) if kind == FilingKind.CLOSURE else event_on,
        requested_on=_day(said, "closure.requested_on"),
        filled_on=_day(said, "filing.filled_on"),
        basis=str(said.get("account.basis", "")),
    )


def _day(said: dict[str, Any], source: str) -> date | None:
    try:
        return date.fromisoformat(str(said.get(source, "")))
    except ValueError:
        return None
