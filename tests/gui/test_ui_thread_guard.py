"""The guard itself speaks: each kind of slow work that a page would do on the UI thread is noted."""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import create_engine, text

import pmedia_desktop.gui
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.secret import Secret
from tests.gui.ui_thread_guard import guarded

_PAGE = str(Path(pmedia_desktop.gui.__file__).with_name("a_page.py"))


@pytest.fixture(autouse=True)
def ui_thread_guard() -> None:
    """Leave the guard of all other tests out: here work is misplaced on purpose."""


def _drawn() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _ask_keyring() -> None:
    Vault().read("entry")


def _unlock() -> None:
    Vault().unlock("locked", Secret("word"), "recipient")


def _ask_register() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("SELECT 1"))


@pytest.mark.parametrize(
    ("work", "noted"),
    [
        (_ask_register, "SQL"),
        (_drawn, "a PDF drawn"),
        (lambda: pypdfium2.PdfDocument(_drawn())[0].render(), "a page of a PDF drawn"),
        (_ask_keyring, "the keyring waited for"),
        (_unlock, "scrypt waited for"),
    ],
)
def test_slow_work_that_a_page_does_is_noted_and_that_of_a_test_is_not(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[], object], noted: str
) -> None:
    # Nobody has to answer: the call is what counts.
    monkeypatch.setattr("pmedia_desktop.vault.process.VaultProcess.call", lambda *_given, **_named: None)
    with guarded(monkeypatch) as misplaced:
        with suppress(TypeError):
            work()
        assert misplaced == []
        page = {"work": work}
        exec(compile("def act(): work()", _PAGE, "exec"), page)  # noqa: S102 - its code lies in the window's folder
        with suppress(TypeError):
            page["act"]()
    assert any(one.startswith(noted) and "a_page.py" in one for one in misplaced), misplaced
