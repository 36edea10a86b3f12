"""A pseudo-translation over every page and every dialog: what does not pass the door for texts shows, and what is cut.

What stands behind a button of a page is looked at without being named, a guide with all its steps; the other dialogs
are made here. A page or a dialog that nobody looks at fails. What was asked of the door meanwhile has to be in the
translators' template.
"""

import importlib
import pkgutil
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import pmedia_desktop.gui
from pmedia_desktop.data_files import data_path
from pmedia_desktop.gui.command_palette import CommandPalette
from pmedia_desktop.gui.custody.carry_in import CarryInDialog, PublicKeyDialog
from pmedia_desktop.gui.custody.carry_out import CarryOutDialog
from pmedia_desktop.gui.custody.deposit_dialog import DepositDialog
from pmedia_desktop.gui.custody.envelope_open import EnvelopeOpenDialog
from pmedia_desktop.gui.custody.envelope_words import EnvelopeWordsDialog
from pmedia_desktop.gui.custody.first_passphrase import FirstPassphraseDialog, Occasion
from pmedia_desktop.gui.custody.look_dialog import LookDialog
from pmedia_desktop.gui.custody.small_dialogs import LendDialog
from pmedia_desktop.gui.doors import doors, opened
from pmedia_desktop.gui.editors.change_kind import ChangeKindDialog
from pmedia_desktop.gui.help.dialog import HelpDialog
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.publishing.decision_dialog import DecisionDialog
from pmedia_desktop.gui.publishing.small_dialogs import SigningDialog
from pmedia_desktop.gui.record_history import RecordHistory
from pmedia_desktop.gui.translator import CatalogueTranslator
from pmedia_desktop.gui.undo_dialog import UndoDialog
from pmedia_desktop.gui.waiting import Waiting
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.services.accounts import change_advice
from pmedia_desktop.services.custody.records import custody_overview
from pmedia_desktop.services.office import Office, open_office, whole_snapshot
from pmedia_desktop.services.sample.making import make_sample
from pmedia_desktop.texts import use_catalogue
from tests.gui.conftest import TODAY, OpenWindow
from tests.gui.hands import all_places, elsewhere, settle
from tests.gui.pseudo_translation import CHINESE, Look, LookedAt, Pseudo
from tools.translations import all_strings

Maker = Callable[[Window], QDialog]
#: What no button of a page opens at once: behind dialogs, an unlocked vault, a key, a right click, a long job.
BEHIND_NO_BUTTON = (
    "CarryInDialog", "CarryOutDialog", "ChangeKindDialog", "CommandPalette", "DecisionDialog", "DepositDialog",
    "EnvelopeOpenDialog", "EnvelopeWordsDialog", "FirstPassphraseDialog", "HelpDialog", "LendDialog", "LookDialog",
    "PublicKeyDialog", "RecordHistory", "SigningDialog", "UndoDialog", "Waiting",
)  # fmt: skip


@pytest.fixture
def pseudo(qapp: QCoreApplication) -> Iterator[Pseudo]:
    translator, catalogue = CatalogueTranslator(), Pseudo()
    use_catalogue(catalogue)
    qapp.installTranslator(translator)
    yield catalogue
    qapp.removeTranslator(translator)
    use_catalogue({})


@pytest.fixture(scope="module")
def whole_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sample register with all its ledgers; made before anything is translated."""
    folder = tmp_path_factory.mktemp("whole")
    office = open_office(folder, create=True, on=TODAY)
    make_sample(office)
    office.close()
    return folder


@pytest.fixture
def whole_folder(whole_register: Path, tmp_path: Path) -> Path:
    """Return such a folder of the test's own."""
    return Path(shutil.copytree(whole_register, tmp_path / "样例"))


@pytest.fixture
def look(whole_folder: Path, dialogs: LookedAt) -> Look:
    """Look with everything Chinese in mind that is data: the sample register's own, and the tables of platforms."""
    with closing(sqlite3.connect(whole_folder / "register.db")) as connection:
        values = [line for line in connection.iterdump() if CHINESE.search(line)]
    look = Look("\n".join([*values, *(path.read_text("utf-8") for path in data_path("resources").rglob("*.toml"))]))
    dialogs.look = look.at
    return look


@pytest.fixture
def dialogs() -> LookedAt:
    return LookedAt()


def test_every_page_and_what_its_buttons_open_speaks_through_the_door_and_nothing_is_cut_at_140_percent(
    qtbot: QtBot, pseudo: Pseudo, look: Look, open_window: OpenWindow, whole_folder: Path
) -> None:
    window = open_window(whole_folder)
    seen: set[tuple[str, str]] = set()
    for place in all_places(window):
        look.where = f"{place.page}/{place.field}"
        window.go(place)
        settle(qtbot, window)
        look.at(window.page(place.page))
        for words in doors(window.page(place.page)):
            # An export asks for nothing but a file.
            if (place.page, words) not in seen and "导出" not in words:
                seen.add((place.page, words))
                look.where = f"{place.page}/{place.field} {words}"
                _open_and_look(qtbot, window, place, words, look)
    assert len(seen) > 50
    assert look.found() == ""
    assert pseudo.asked - set(all_strings()) == set()
    assert leaves(QDialog) - look.kinds == set(BEHIND_NO_BUTTON)
    assert leaves(Page) - look.kinds == {"FirstStartPage"}


def test_every_other_dialog_speaks_through_the_door_and_nothing_is_cut_at_140_percent(
    qtbot: QtBot, pseudo: Pseudo, look: Look, open_window: OpenWindow, whole_folder: Path
) -> None:
    window = open_window(whole_folder)
    for make in elsewhere(lambda: makers(window.desk.office)):
        dialog = make(window)
        look.where = type(dialog).__name__
        dialog.open()
        settle(qtbot, window)
        look.at(dialog)
        dialog.reject()
        settle(qtbot, window)
    assert look.found() == ""
    assert pseudo.asked - set(all_strings()) == set()
    assert set(BEHIND_NO_BUTTON) <= look.kinds


def test_the_first_start_speaks_through_the_door_and_nothing_is_cut_at_140_percent(
    qtbot: QtBot, pseudo: Pseudo, look: Look, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    settle(qtbot, window)
    look.at(window.page("first_start"))
    assert look.found() == ""
    assert "FirstStartPage" in look.kinds


def makers(office: Office) -> Sequence[Maker]:
    """Return how each of ``BEHIND_NO_BUTTON`` is made of the sample; read elsewhere than on the window's thread."""
    known, overview = whole_snapshot(office), custody_overview(office)
    person, account, row = known.people[0], known.accounts[0], overview.rows[0]
    item = next(item for item in known.publications if item.steps)
    advice = change_advice(office, replace(account, name="示例镇融媒", homepage="https://example.com/a"))
    key = (person.id, person.name, "age1" + "q" * 58, "abcd　efgh")
    return (
        lambda window: CarryInDialog(window.desk, window, "a.age", ""),
        lambda window: PublicKeyDialog(window.desk, window, [key]),
        lambda window: CarryOutDialog(window.desk, window, [(row.credential.id, row.account_name)]),
        lambda window: DepositDialog(window.desk, window, row, known.settings, account.platform),
        lambda window: EnvelopeOpenDialog(window.desk, window, known),
        lambda window: EnvelopeWordsDialog(window.desk, window, (1, 5), ""),
        *(
            lambda window, occasion=occasion: FirstPassphraseDialog(window.desk, window, person, lambda: None, occasion)
            for occasion in Occasion
        ),
        lambda window: LendDialog(window.desk, window, row.credential, row.account_name, known.people),
        lambda window: LookDialog(window.desk, window, row, known.settings),
        lambda window: ChangeKindDialog(window, advice, lambda _change: None),
        lambda window: CommandPalette(window.desk, window, window.entries()),
        lambda window: DecisionDialog(window.desk, window, item, len(item.steps) - 1, [person.name]),
        lambda window: SigningDialog(window.desk, window, item, 0),
        lambda window: HelpDialog(window.desk, window, "today"),
        lambda window: RecordHistory(window.desk, window, Subject(SubjectKind.PERSON, person.id, person.name)),
        lambda window: UndoDialog(window.desk, window),
        lambda window: Waiting(window, ""),
    )


def leaves(base: type) -> set[str]:
    """Return the names of the program's classes below ``base`` that no other one builds on."""
    for module in pkgutil.walk_packages(pmedia_desktop.gui.__path__, "pmedia_desktop.gui."):
        importlib.import_module(module.name)
    below, found = [base], set[str]()
    while below:
        kind = below.pop()
        below += kind.__subclasses__()
        if not kind.__subclasses__() and kind.__module__.startswith("pmedia_desktop."):
            found.add(kind.__name__)
    return found


def _open_and_look(qtbot: QtBot, window: Window, place: Place, words: str, look: Look) -> None:
    act = doors(window.page(place.page)).get(words)
    if act is None:
        return
    act()
    settle(qtbot, window)
    for dialog in reversed(opened()):
        look.at(dialog)
        dialog.reject()
    window.go(place)
    settle(qtbot, window)
