"""What the checks have found in an item, each leading to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from pmedia_desktop.gui.cards import Card, clear
from pmedia_desktop.gui.matters import SEVERITY_TONES
from pmedia_desktop.gui.ui_files import layout_in, part
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.finding import Finding, TextFinding

_CONTEXT = "gui.publishing.findings_list"
#: So many cards are shown at once.
_SHOWN = 40


class FindingsList:
    """Works the parts ``findings``, ``findings_title`` and ``findings_hint`` of a page's Designer file."""

    def __init__(self, root: QWidget, lead_to: Callable[[TextFinding], None]) -> None:
        self._layout = layout_in(root, "findings")
        self._title = part(root, QLabel, "findings_title")
        self._hint = part(root, QLabel, "findings_hint")
        self._lead_to = lead_to

    def wait(self) -> None:
        """Show that nothing is written yet."""
        self.show((), (), ())
        self._title.setText(translate(_CONTEXT, "边写边检查"))

    def show(self, findings: Sequence[TextFinding], others: Sequence[Finding], missing_lists: Sequence[str]) -> None:
        """Show what was found; ``others`` have no place, ``missing_lists`` names the lists that the unit has not."""
        count = len(findings) + len(others)
        self._title.setText(
            translate(_CONTEXT, "检查：{count}处").format(count=count)
            if count
            else translate(_CONTEXT, "检查：没有发现问题")
        )
        self._hint.setText(
            translate(_CONTEXT, "还没有登记{lists}，这几项没有检查；可以在“设置—信息发布”里填写。").format(
                lists=translate(_CONTEXT, "、").join(missing_lists)
            )
            if missing_lists
            else ""
        )
        self._hint.setVisible(bool(missing_lists))
        clear(self._layout)
        for finding in others:
            self._layout.addWidget(self._card(finding, None))
        for found in findings[:_SHOWN]:
            self._layout.addWidget(self._card(found, partial(self._lead_to, found)))
        if len(findings) > _SHOWN:
            more = QLabel(
                translate(_CONTEXT, "还有{count}处，改好上面的会接着显示。").format(count=len(findings) - _SHOWN)
            )
            more.setProperty("role", "hint")
            self._layout.addWidget(more)
        self._layout.addStretch(1)

    def _card(self, finding: Finding, lead: Callable[[], None] | None) -> Card:
        return Card(
            finding.message,
            [
                (
                    translate(_CONTEXT, "{article}　{remedy}").format(article=finding.article, remedy=finding.remedy),
                    "hint",
                )
            ],
            tag=(word(finding.severity), SEVERITY_TONES[finding.severity]),
            button=(translate(_CONTEXT, "看这里"), lead) if lead is not None else None,
        )
