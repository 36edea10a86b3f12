"""Whole journeys through the window, with the same window and hands as the tests of its parts."""

from tests.gui.conftest import (  # noqa: F401 - fixtures
    dialogs,
    empty_folder,
    open_window,
    sample_folder,
    sample_register,
    theme,
    ui_thread_guard,
)
