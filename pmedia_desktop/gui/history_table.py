"""The journal in plain words, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableView

from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.dialogs import Dialogs
    from pmedia_desktop.services.journal.history import HistoryLine

_CONTEXT = "gui.history_table"


def history_model(table: QTableView) -> RowsModel[HistoryLine]:
    """Set the table up for the journal and return its model."""
    model: RowsModel[HistoryLine] = RowsModel(
        (
            Column(translate(_CONTEXT, "时间"), lambda line: f"{line.at:%Y-%m-%d %H:%M}", 152),
            Column(translate(_CONTEXT, "谁"), lambda line: line.who, 96),
            Column(translate(_CONTEXT, "做了什么"), lambda line: line.what, 152),
            Column(translate(_CONTEXT, "对象"), lambda line: line.subject.title, 168),
            Column(translate(_CONTEXT, "内容"), details_of),
        )
    )
    set_up_table(table, model, translate(_CONTEXT, "操作记录"))
    return model


def details_of(line: HistoryLine) -> str:
    """Return what changed and what was noted, in one line."""
    parts = [*line.details, *([translate(_CONTEXT, "说明：{note}").format(note=line.note)] if line.note else [])]
    return "；".join(parts)


def tell_details(dialogs: Dialogs, line: HistoryLine) -> None:
    """Show a whole entry in a dialog, to be read and copied; a table's cell is too narrow for it."""
    heading = f"{line.at:%Y-%m-%d %H:%M}　{line.who}　{line.what}　{line.subject.title}"
    dialogs.tell(heading.rstrip("　"), "\n".join(details_of(line).split("；")))
