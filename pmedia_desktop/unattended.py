"""The window with nobody before it: pictures of its pages, the manual, and what the self-test asks of Qt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.app import close_window, make_application, make_window
from pmedia_desktop.gui.dialogs import UnattendedDialogs
from pmedia_desktop.gui.environment import add_rare_fonts
from pmedia_desktop.gui.screenshots import prepare_pictures, take_screenshots
from pmedia_desktop.gui.single_instance import ask_to_raise
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.office import open_office
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date, datetime

    from pmedia_desktop.gui.window import Window
    from pmedia_desktop.services.self_test import CheckResult

_CONTEXT = "unattended"


def take_pictures(
    folder: Path,
    out: Path,
    *,
    size: tuple[int, int] = (1366, 768),
    scale: float = 1.0,
    dark: bool = False,
    with_dialogs: bool = False,
    on: date | None = None,
) -> list[Path]:
    """Save a PNG of each page on the register in ``folder``, of their dialogs too if wanted; works without a screen.

    ``size`` in device-independent pixels: scaled by 2, a picture has twice as many each way. Commands run beside an
    open window, so no lock is taken.
    """
    prepare_pictures(scale)
    with _window_for_pictures(folder, "dark" if dark else "light", on) as (window, dialogs):
        return take_screenshots(window, out, size, dialogs, with_dialogs=with_dialogs)


def write_manual(register: Path, target: Path, pictures: Path, at: datetime | None = None) -> None:
    """Write the user's manual as PDF, with pictures taken from the register in ``register`` and laid into ``pictures``.

    The pictures get the names by which the chapters call them. The register is a sample that may be changed: it gets
    what the pictures show beside it. With ``at``, which stands in for the clock, the manual is for every PC and the
    same each time.
    """
    from pmedia_desktop.gui.help.pictures import take_manual_pictures
    from pmedia_desktop.gui.help.printed import PICTURE_SIZE, write_pdf
    from pmedia_desktop.gui.help.rendering import facts_of_any_pc, facts_of_this_pc
    from pmedia_desktop.services.sample.pictured import make_pictured

    on = at.astimezone().date() if at else None
    office = open_office(register, create=True, on=on, at=at)
    pictured = make_pictured(office, register.parent)
    day = office.today()
    office.close()
    prepare_pictures(1.0)
    with _window_for_pictures(register, "light", on, at) as (window, dialogs):
        take_manual_pictures(window, pictures, PICTURE_SIZE, dialogs, pictured)
    facts = facts_of_this_pc() if at is None else facts_of_any_pc()
    write_pdf(target, facts, pictures, day, Silent())


@contextmanager
def _window_for_pictures(
    folder: Path, theme: str, on: date | None, at: datetime | None = None
) -> Iterator[tuple[Window, UnattendedDialogs]]:
    dialogs = UnattendedDialogs()
    window = make_window(
        Theme(make_application(), theme), folder, lambda: open_office(folder, create=True, on=on, at=at), dialogs
    )
    window.keep_theme()
    try:
        yield window, dialogs
    finally:
        close_window(window)


def describe_screen(*, offscreen: bool) -> Iterator[CheckResult]:
    """Yield what the self-test asks of Qt: input methods, and fonts for the characters of names."""
    from pmedia_desktop.gui.input_methods import look_up_input_methods
    from pmedia_desktop.gui.screen_fonts import undrawn
    from pmedia_desktop.services.self_test import RARE, CheckResult

    if offscreen:
        prepare_pictures(1.0)
    make_application()
    methods = look_up_input_methods()
    yield CheckResult(translate(_CONTEXT, "中文输入法"), methods.works, methods.sentence)
    add_rare_fonts()
    missing = undrawn(RARE)
    detail = translate(_CONTEXT, "缺少：{missing}").format(missing="".join(missing)) if missing else RARE
    yield CheckResult(translate(_CONTEXT, "屏幕上的生僻字"), not missing, detail)
    alone = not ask_to_raise(Path("self-test"))
    yield CheckResult(translate(_CONTEXT, "再次启动"), alone, translate(_CONTEXT, "能问到已经打开的窗口"))
