"""What tests of a filing's page do again and again."""

from PySide6.QtWidgets import (
    QMenu,
    QTabWidget,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.filings.step_dialog import (
    StepDialog,
)
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper import filing_papers
from tests.gui.conftest import TODAY
from tests.gui.hands import click, click_words, fill, find, open_dialog, settle

#: The filings of the sample.
OPENING, CHANGE, CLOSURE = 1, 2, 3


def visit_filing(qtbot: QtBot, window: Window, filing_id: int, field: str = "") -> Page:
    window.go(Place("filing", filing_id, field))
    settle(qtbot, window)
    return window.page("filing")


def filing_of(window: Window, filing_id: int) -> Filing:
    return filings.filing_page(window.desk.office, filing_id).filing


def step_dialog(window: Window) -> StepDialog:
    dialog = open_dialog(window, StepDialog)
    assert isinstance(dialog, StepDialog)
    return dialog


def enter_step(qtbot: QtBot, window: Window, page: Page, button: str, **fields: str) -> None:
    """Press a step's button, fill its dialog, and let it be entered."""
    click_words(page, button)
    settle(qtbot, window)
    dialog = step_dialog(window)
    for name, text in fields.items():
        fill(dialog, name, text)
    click(dialog, "save")
    settle(qtbot, window)


def tab_of(page: Page) -> str:
    return find(page, QTabWidget, "tabs").currentWidget().objectName()


def printed(window: Window, filing_id: int) -> Filing:
    return filing_papers.print_filing(window.desk.office, filing_id, "送签").value.filing


def taken_to(office: Office, filing_id: int, state: FilingState) -> Filing:
    """Take a filing to a state by the services, every step today."""
    filing = filing_papers.print_filing(office, filing_id, "送签").value.filing
    for step in (FilingState.SIGNED, FilingState.SEALED, FilingState.SUBMITTED):
        if filing.state is state:
            break
        filing = process.advance_filing(office, filing, step, TODAY).value
    return filing


def choose_more(page: Page, words: str) -> None:
    menu = find(page, QToolButton, "more").menu()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text() == words)
    assert action.isEnabled()
    action.trigger()
