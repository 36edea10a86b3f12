"""Row by row what an import would do, and what was imported before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableView

from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.importing.plan import PlannedRow
    from pmedia_desktop.services.importing.undoing import ImportDone

_CONTEXT = "gui.importing.rows_table"
_TONES = {"created": Tone.GOOD, "changed": Tone.ACCENT, "unchanged": Tone.NEUTRAL, "refused": Tone.DANGER}


def outcome_words() -> dict[str, str]:
    """Return what becomes of a row, in words."""
    return {
        "created": translate(_CONTEXT, "新增"),
        "changed": translate(_CONTEXT, "修改"),
        "unchanged": translate(_CONTEXT, "不变"),
        "refused": translate(_CONTEXT, "不收"),
    }


def planned_rows(table: QTableView) -> RowsModel[PlannedRow]:
    """Set a table up for the rows of a plan and return its model."""
    words = outcome_words()
    model: RowsModel[PlannedRow] = RowsModel(
        (
            Column(translate(_CONTEXT, "在表里"), _place, 152),
            Column(translate(_CONTEXT, "名称"), lambda row: row.what, 200),
            Column(translate(_CONTEXT, "平台或账号"), lambda row: row.where, 160),
            Column(
                translate(_CONTEXT, "结果"),
                lambda row: words[row.outcome.value],
                88,
                tone=lambda row: _TONES[row.outcome.value],
            ),
            Column(translate(_CONTEXT, "会有什么变化，或者为什么不收"), said_of),
        )
    )
    set_up_table(table, model, translate(_CONTEXT, "逐行核对"))
    return model


def said_of(row: PlannedRow) -> str:
    """Return what would change by a row, or why it is refused."""
    return row.why or translate(_CONTEXT, "；").join(row.details)


def _place(row: PlannedRow) -> str:
    if not row.row:
        return translate(_CONTEXT, "{sheet}（隐藏）").format(sheet=row.sheet)
    place = translate(_CONTEXT, "{sheet} 第{row}行").format(sheet=row.sheet, row=row.row).strip()
    return translate(_CONTEXT, "{place}（隐藏行）").format(place=place) if row.hidden else place


def imports_done_rows(table: QTableView) -> RowsModel[ImportDone]:
    """Set a table up for the imports that were made and return its model."""
    model: RowsModel[ImportDone] = RowsModel(
        (
            Column(translate(_CONTEXT, "文件"), lambda done: done.file),
            Column(translate(_CONTEXT, "时间"), lambda done: f"{done.at:%Y-%m-%d %H:%M}", 160),
            Column(translate(_CONTEXT, "谁导入的"), lambda done: done.who, 120),
            Column(translate(_CONTEXT, "新增"), lambda done: str(done.created), 80, right=True),
            Column(translate(_CONTEXT, "修改"), lambda done: str(done.changed), 80, right=True),
            Column(
                translate(_CONTEXT, "情况"),
                lambda done: translate(_CONTEXT, "已撤回") if done.undone else translate(_CONTEXT, "已导入"),
                112,
                tone=lambda done: Tone.NEUTRAL if done.undone else Tone.GOOD,
            ),
        )
    )
    set_up_table(table, model, translate(_CONTEXT, "导入过的文件"))
    return model
