"""补录: an item that is out already, entered with its title, link and day alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.publishing.account_boxes import AccountBoxes
from pmedia_desktop.model.publication import Origin, Placement, Publication
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.publishing.after_the_fact_dialog"
_NAMES = ("title", "published_on", "published_time", "link", "origin", "source")


class AfterTheFactDialog(RecordDialog):
    """Asks for one item; an account is ticked already where there is only one."""

    def __init__(self, desk: Desk, parent: QWidget, accounts: Sequence[tuple[int, str]]) -> None:
        super().__init__(desk, parent, "publishing/after_the_fact", _NAMES)
        self.form.offer("origin", words_of(Origin))
        self._accounts = AccountBoxes(self.root)
        self._accounts.offer(accounts, [number for number, _ in accounts] if len(accounts) == 1 else [])
        self.form.show({"published_on": desk.office.today()})
        self.note_opened()

    def state(self) -> dict[str, Any]:
        """Return what was typed and ticked."""
        return {**super().state(), "accounts": self._accounts.chosen()}

    def save(self, values: dict[str, Any]) -> None:
        """Enter the item."""
        item = Publication(
            title=values["title"],
            origin=values["origin"],
            source=values["source"],
            placements=tuple(
                Placement(
                    account_id=account_id,
                    published_on=values["published_on"],
                    published_time=values["published_time"],
                    link=values["link"],
                )
                for account_id in self._accounts.chosen()
            ),
        )
        self.change(lambda office: _enter(office, item), self._entered)

    def refuse(self, problem: SpokenError) -> None:
        """Lead to the boxes where no account was ticked."""
        super().refuse(problem)
        if problem.field == "placements":
            self._accounts.focus()

    def _entered(self, item: Publication) -> None:
        self.saved()
        self.desk.say(translate(_CONTEXT, "已补录“{title}”").format(title=item.title))


def _enter(office: Office, item: Publication) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.items import enter_after_the_fact

    return enter_after_the_fact(office, item)
