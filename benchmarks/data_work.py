"""Form, batch, preview, print, search, import, backup and showing a secret, each beside what it cannot do without."""

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter

from benchmarks import forms, peers, vault
from benchmarks.district_register import make_district
from benchmarks.figures import Figure, in_turn
from benchmarks.sample_values import filing_values
from pmedia_desktop.exchange.workbook import read_in_child
from pmedia_desktop.model.account_query import AccountQuery
from pmedia_desktop.model.upkeep import BackupPurpose
from pmedia_desktop.paper.filling import FillJob, fill
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.preview import render_page
from pmedia_desktop.progress import Silent
from pmedia_desktop.register.copying import copy_verified
from pmedia_desktop.services.accounts import search_accounts
from pmedia_desktop.services.importing.plan import plan_import
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.vault.client import Vault
from tests.vault.secret_service import session

_SCREEN_DPI, _PRINTER_DPI = 96, 300


def figures(*, quick: bool) -> list[Figure]:
    """Return all of them; ``quick`` takes fewer rounds and smaller amounts."""
    rounds = 3 if quick else 9
    form = load_form("filing")
    for variant in form.variants:
        fill(form, filing_values(0, variant), variant=variant)
    found = [
        Figure("form, one", forms.measure_one(form, "opening"), "times", 1, "bare canvas", forms.ONE_BOUND),
        Figure("forms, many in one file", forms.measure_many(form, 60 if quick else 1000), "times", 1, "bare canvas",
               forms.MANY_BOUND),
    ]  # fmt: skip
    values = filing_values(1, "opening")
    drawn = forms.recorded(FillJob(form=form, values=values, variant="opening"))[0]
    found += peers.figures(lambda: fill(form, values, variant="opening").pdf, drawn)
    found += [_picture(rounds, "preview", _SCREEN_DPI), _picture(rounds, "print image", _PRINTER_DPI)]
    with tempfile.TemporaryDirectory() as folder:
        make_district(Path(folder, "register"), 0.01 if quick else 0.05).close()
        office = open_office(Path(folder, "register"))
        found += [_search(office, rounds), _backup(office, Path(folder), rounds), _import(office, Path(folder), rounds)]
        office.close()
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory() as folder,
        session(Path(folder), patch) as service,
    ):
        service.start_daemon()
        with Vault() as opened:
            ratio = vault.measure(opened, 10 if quick else 60)
    return [*found, Figure("show a secret", ratio, "times", 1, "keyring and age alone", vault.BOUND)]


def _picture(rounds: int, what: str, dpi: int) -> Figure:
    pdf = fill(load_form("filing"), filing_values(1, "opening"), variant="opening").pdf

    def bare() -> object:
        document = pypdfium2.PdfDocument(pdf)
        return document[0].render(scale=dpi / 72).to_numpy().tobytes()

    ours, alone = in_turn(rounds, lambda: render_page(pdf, 0, dpi), bare)
    return Figure(f"{what}, one page at {dpi} dpi", ours * 1000, "ms", alone * 1000, "pdfium alone", 1.5)


def _search(office: Office, rounds: int) -> Figure:
    file = office.folder / "register.db"

    def bare() -> object:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute("SELECT * FROM account WHERE name LIKE '%发布%'").fetchall()

    ours, alone = in_turn(rounds, lambda: search_accounts(office, AccountQuery(text="发布")), bare)
    return Figure("search the accounts", ours * 1000, "ms", alone * 1000, "bare LIKE", limit=100)


def _backup(office: Office, folder: Path, rounds: int) -> Figure:
    file = office.folder / "register.db"

    def bare() -> None:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(folder / "bare.db")) as target:
            source.backup(target)

    at = datetime.now(UTC)
    ours, alone = in_turn(
        rounds, lambda: copy_verified(file, folder / "copies", BackupPurpose.MANUAL, at, Silent()), bare
    )
    return Figure("backup, verified", ours * 1000, "ms", alone * 1000, "SQLite's copy, unverified", 2)


def _import(office: Office, folder: Path, rounds: int) -> Figure:
    table = folder / "台账.xlsx"
    with xlsxwriter.Workbook(str(table)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("平台", "账号名称", "账号ID", "账号管理员"))
        for row in range(1, 201):
            sheet.write_row(row, 0, ("新浪微博", f"示例{row}发布", f"id{row}", "张三"))
    ours, alone = in_turn(rounds, lambda: plan_import(office, table), lambda: read_in_child(table, Silent()))
    return Figure(
        "import, 200 rows planned", ours * 1000, "ms", alone * 1000, "reading the table alone, in its process", 2
    )
