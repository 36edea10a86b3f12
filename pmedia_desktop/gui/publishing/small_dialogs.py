"""What is asked shortly: why an item ends, on which day somebody signed, what a platform counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QWidget

from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.publication import Publication, PublicationState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.superior_task import MonthlyFigures
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.publishing.small_dialogs"
_COUNTS = ("followers", "new_followers", "reads", "likes", "shares", "comments", "remark")


class EndingDialog(RecordDialog):
    """An item that was corrected or withdrawn, or one that will not come out."""

    def __init__(self, desk: Desk, parent: QWidget, item: Publication) -> None:
        super().__init__(desk, parent, "publishing/ending", ("state", "ended_on", "reason"))
        self._item = item
        states = (
            (PublicationState.CORRECTED, PublicationState.WITHDRAWN)
            if item.state.is_out
            else (PublicationState.ABANDONED,)
        )
        self.form.offer("state", words_of(states))
        self.form.show({"ended_on": desk.office.today()})
        if not item.state.is_out:
            self.setWindowTitle(translate(_CONTEXT, "不发布"))
        self.note_opened()

    def save(self, values: dict[str, Any]) -> None:
        """Enter it."""
        item_id, state = self._item.id, values["state"]
        on = values["ended_on"] or self.desk.office.today()
        reason = values["reason"]
        self.change(lambda office: _end(office, item_id, state, on, reason), lambda _item: self.saved())


class SigningDialog(RecordDialog):
    """The signature that follows an agreement by telephone."""

    def __init__(self, desk: Desk, parent: QWidget, item: Publication, position: int) -> None:
        super().__init__(desk, parent, "publishing/signing", ("signed_on",))
        self._item_id, self._position = item.id, position
        step = item.steps[position]
        part(self.root, QLabel, "hint").setText(
            translate(_CONTEXT, "{person}当时电话同意{step}，现在在审核单上补签。").format(
                person=step.person, step=step.title
            )
        )
        self.form.show({"signed_on": desk.office.today()})
        self.note_opened()

    def save(self, values: dict[str, Any]) -> None:
        """Enter the day."""
        item_id, position = self._item_id, self._position
        on = values["signed_on"] or self.desk.office.today()
        self.change(lambda office: _sign(office, item_id, position, on), lambda _item: self.saved())


class FiguresDialog(RecordDialog):
    """What a platform says of an account's month."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, figures: MonthlyFigures) -> None:
        super().__init__(desk, parent, "publishing/figures", _COUNTS)
        self._figures = figures
        part(self.root, QLabel, "heading").setText(
            translate(_CONTEXT, "{account}　{year}年{month}月").format(
                account=title, year=figures.year, month=figures.month
            )
        )
        self.form.show({name: getattr(figures, name) for name in _COUNTS})
        self.note_opened()

    def save(self, values: dict[str, Any]) -> None:
        """Keep the figures."""
        edited = replace(self._figures, **values)
        self.change(lambda office: _save_figures(office, edited), lambda _figures: self.saved())


def _end(office: Office, item_id: int, state: PublicationState, on: date, reason: str) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.reviewing import end_item

    return end_item(office, item_id, state, on, reason)


def _sign(office: Office, item_id: int, position: int, on: date) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.reviewing import sign_step_later

    return sign_step_later(office, item_id, position, on)


def _save_figures(office: Office, figures: MonthlyFigures) -> Outcome[MonthlyFigures]:
    from pmedia_desktop.services.publishing.months import save_figures

    return save_figures(office, figures)
