"""检查: what gets this form sent back, each with its article, its remedy and the way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmedia_desktop.gui.cards import Card, clear
from pmedia_desktop.gui.matters import SEVERITY_TONES
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.model.finding import Finding
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "gui.filings.checks_panel"


class ChecksPanel:
    """Fills a widget with one card per finding."""

    def __init__(self, contents: QWidget, mend: Callable[[Finding], None]) -> None:
        layout = contents.layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("the checks need a vertical layout")
        self._layout = layout
        self._mend = mend

    def show(self, findings: Sequence[Finding]) -> None:
        """Show the findings, or that there are none."""
        clear(self._layout)
        if not findings:
            self._layout.addWidget(
                Card(
                    translate(_CONTEXT, "没有发现会被退回的问题"),
                    [(translate(_CONTEXT, "必填内容已填齐，名称、批准、期限和证明材料都核对过。"), "hint")],
                    tag=(translate(_CONTEXT, "通过"), Tone.GOOD),
                )
            )
        for finding in findings:
            self._layout.addWidget(
                Card(
                    finding.message,
                    [(finding.remedy, "hint")],
                    tag=(word(finding.severity), SEVERITY_TONES[finding.severity]),
                    note=finding.article,
                    button=(translate(_CONTEXT, "去补充"), self._mending(finding)),
                )
            )
        self._layout.addStretch(1)

    def _mending(self, finding: Finding) -> Callable[[], None]:
        return lambda: self._mend(finding)
