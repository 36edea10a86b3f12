"""Fails a test in which the window does slow work on the UI thread: SQL, PDFs, the keyring, sealing.

Tests themselves prepare registers on the same thread, so only calls that come from the window's own code count. The
keyring and scrypt are the business of the vault's process: here it is waiting for that process that freezes the window.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfgen import canvas
from sqlalchemy import event
from sqlalchemy.engine import Engine

import pmedia_desktop.gui
from pmedia_desktop.vault.client import Vault

_WINDOW = str(Path(pmedia_desktop.gui.__file__).parent)


@contextmanager
def guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Watch what runs on the UI thread; yields the list that misplaced work is noted in."""
    misplaced: list[str] = []

    def note(what: str) -> None:
        if threading.current_thread() is threading.main_thread():
            caller = _caller_in_window(sys._getframe())
            if caller:
                misplaced.append(f"{what} on the UI thread, called by {caller}")

    def on_statement(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        note(f"SQL ({statement[:60]})")

    def watched(what: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            note(what)
            return original(*args, **kwargs)

        return call

    for owner, name, what in (
        (canvas.Canvas, "__init__", "a PDF drawn"),
        (pypdfium2.PdfDocument, "__init__", "a PDF opened"),
        (pypdfium2.PdfPage, "render", "a page of a PDF drawn"),
        (Vault, "_keyring_call", "the keyring waited for"),
        (Vault, "_passphrase_call", "scrypt waited for"),
    ):
        monkeypatch.setattr(owner, name, watched(what, getattr(owner, name)))
    event.listen(Engine, "before_cursor_execute", on_statement)
    try:
        yield misplaced
    finally:
        event.remove(Engine, "before_cursor_execute", on_statement)


def _caller_in_window(frame: FrameType | None) -> str:
    while frame is not None:
        if frame.f_code.co_filename.startswith(_WINDOW):
            return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return ""
