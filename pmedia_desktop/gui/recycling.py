"""Moving a record to the recycle bin from the window: asked once, in words of its own where the record needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.attachment import Subject
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.recycling"


def ask_to_recycle(desk: Desk, owner: QWidget, subject: Subject) -> None:
    """Ask whether a ledger's line was entered by mistake, and move it to the recycle bin."""
    if desk.dialogs.confirm(
        translate(_CONTEXT, "移入回收站？"),
        translate(_CONTEXT, "录错的才移走；可以在“设置”里的回收站还原。"),
        translate(_CONTEXT, "移入回收站"),
    ):
        desk.change(owner, lambda office: move_to_bin(office, subject))


def move_to_bin(office: Office, subject: Subject) -> Outcome[None]:
    """Move a record to the recycle bin."""
    from pmedia_desktop.services.journal.recycle_bin import recycle

    return recycle(office, subject)
