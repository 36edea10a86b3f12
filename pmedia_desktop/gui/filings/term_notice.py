"""The strip above a filing: until when it has to be handed in, from which day that is counted, and how else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.filings.term_words import other_reading, term_title
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.finding import DueState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.services.filing.filings import FilingPage

_CONTEXT = "gui.filings.term_notice"
_ROLES = {DueState.OVERDUE: "alarm", DueState.TODAY: "caution", DueState.SOON: "caution"}


class TermNotice:
    """Works the parts ``term``, ``term_title`` ... of the filing's page."""

    def __init__(self, root: QWidget) -> None:
        self._frame = part(root, QFrame, "term")
        self._title = part(root, QLabel, "term_title")
        self._reason = part(root, QLabel, "term_reason")
        self._other = part(root, QLabel, "term_other")

    def show(self, page: FilingPage, today: date) -> None:
        """Show the filing's most urgent term, or that it was handed in; nothing when neither is so."""
        if not page.deadlines:
            self._show_handed_in(page)
            return
        deadline = page.deadlines[0]
        more = "；".join(term_title(other) for other in page.deadlines[1:])
        other = other_reading(deadline, today)
        self._say(
            term_title(deadline, translate(_CONTEXT, "报送期限") if deadline.rule.startswith("filing.") else ""),
            deadline.reason,
            "　".join(text for text in (other, more) if text),
            role=_ROLES.get(deadline.state, "notice"),
        )

    def hide(self) -> None:
        """Show nothing, while there is no filing."""
        self._frame.hide()

    def _show_handed_in(self, page: FilingPage) -> None:
        filing = page.filing
        if filing.state is FilingState.RETURNED and filing.returned_on is not None:
            title = translate(_CONTEXT, "{day}被退回，请更正后重报").format(day=chinese_date(filing.returned_on))
            self._say(title, filing.return_reason, "", role="caution")
            return
        if filing.submitted_on is None:
            self.hide()
            return
        title = translate(_CONTEXT, "{day}已经报送").format(day=chinese_date(filing.submitted_on))
        to = "，".join(text for text in (filing.submitted_how, filing.receiver) if text)
        number = translate(_CONTEXT, "备案编号：{number}").format(number=filing.number) if filing.number else ""
        self._say(title, "　".join(text for text in (to, number) if text), "", role="notice")

    def _say(self, title: str, reason: str, other: str, *, role: str) -> None:
        for label, text in ((self._title, title), (self._reason, reason), (self._other, other)):
            label.setText(text)
            label.setVisible(bool(text))
        self._frame.setProperty("role", role)
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
        self._frame.show()
