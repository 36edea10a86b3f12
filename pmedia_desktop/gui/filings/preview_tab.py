"""预览: the form as it would be printed now, or the kept PDF of a filing that was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.printing.jobs import pdf_name
from pmedia_desktop.gui.printing.preview import Preview
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.filings.content_tab import ContentTab
    from pmedia_desktop.model.filing import Filing
    from pmedia_desktop.paper.filling import Filled
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.filings.preview_tab"


class PreviewTab:
    """Fills the tab when it is looked at."""

    def __init__(self, desk: Desk, tab: QWidget, content: ContentTab) -> None:
        self._desk = desk
        self._knows = content.knows
        self._lead_to = content.focus
        self._preview = Preview(desk)
        layout = tab.layout()
        if layout is None:
            raise TypeError("filing.ui: preview_tab needs a layout")
        layout.addWidget(self._preview)

    def show(self, filing: Filing, title: str) -> None:
        """Show the form of a filing as it stands on screen; what can't be printed is said in its place."""
        self._desk.read(
            self._preview,
            lambda office: _filled(office, filing),
            lambda filled: self._preview.show_pdf(filled.pdf, pdf_name(title), _note_of(filled)),
            replaces="preview",
            refused=self.show_problem,
        )

    def show_problem(self, problem: SpokenError) -> None:
        """Say why there is nothing to show, with the way to the field where it is mended."""
        field = problem.field
        self._preview.show_problem(str(problem), (lambda: self._lead_to(field)) if self._knows(field) else None)


def _note_of(filled: Filled) -> str:
    if not filled.sketch:
        return ""
    return translate(
        _CONTEXT,
        "这张表是Word表样，这里只画出表格的样子，核对填的内容。点“打印”存为Word文件，用Word或WPS打开就是原来的版面，从那里打印送签。",
    )


def _filled(office: Office, filing: Filing) -> Filled:
    from pmedia_desktop.services.paper.filing_papers import preview_filing

    return preview_filing(office, filing.id, filing)
