"""Work with the vault that may take seconds, with its progress and a cancel button in front of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.desk import Desk
from pmedia_desktop.gui.waiting import Waiting

if TYPE_CHECKING:
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

T = TypeVar("T")


def run_with_safe(
    desk: Desk,
    owner: QWidget,
    title: str,
    work: Callable[[Office, Vault, Progress], Outcome[T]],
    done: Callable[[T], None],
) -> None:
    """Have a service work with the vault while the window waits; a refusal is said in a dialog."""
    dialog = Waiting(owner.window(), title)
    dialog.follow(desk.safe.run(owner, work, done, progressed=dialog.progressed, ended=dialog.end))
