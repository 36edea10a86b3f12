"""书面告知: shows the note that tells the office of a change, and ticks it as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.text_dialog import TextDialog
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.written_notice import WrittenNotice
    from pmedia_desktop.services.filing.written_notices import NoteDraft
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.written_notices"


def show_note(desk: Desk, owner: QWidget, notice_id: int) -> None:
    """Show the note for a notice; nothing when there is nothing left to tell."""

    def show(draft: NoteDraft) -> None:
        if not draft.notices:
            desk.say(translate(_CONTEXT, "这一项没有要告知的了"))
            return
        dialog = TextDialog(desk, owner.window(), translate(_CONTEXT, "告知函"), draft.text, is_letter=True)

        def tell(on: date | None) -> None:
            desk.change(
                dialog,
                lambda office: _mark_told(office, draft.notices, on),
                lambda _told: dialog.accept(),
                refused=desk.dialogs.advise,
            )

        dialog.offer_done(desk.office.today(), tell)
        dialog.open()

    desk.read(owner, lambda office: _draft(office, notice_id), show)


def _draft(office: Office, notice_id: int) -> NoteDraft:
    from pmedia_desktop.services.filing.written_notices import draft_note

    return draft_note(office, notice_id)


def _mark_told(
    office: Office, notices: tuple[WrittenNotice, ...], on: date | None
) -> Outcome[tuple[WrittenNotice, ...]]:
    from pmedia_desktop.services.filing.written_notices import mark_told

    return mark_told(office, notices, on)
