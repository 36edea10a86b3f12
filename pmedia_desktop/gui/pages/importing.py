"""导入: a table or paper is chosen, looked at row by row, corrected, taken in as a whole, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.drafting import DraftKeeper
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.importing.collecting import collect_folder
from pmedia_desktop.gui.importing.columns_form import ColumnsForm
from pmedia_desktop.gui.importing.done_imports import DoneImports
from pmedia_desktop.gui.importing.looking import Looked, Wanted, look, summary, write
from pmedia_desktop.gui.importing.rows_table import outcome_words, planned_rows, said_of
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.page_tabs import PageTabs
from pmedia_desktop.gui.tables import chosen_rows
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.place import Place
    from pmedia_desktop.services.importing.plan import ImportPlan
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.pages.importing"
_DRAFT = "guide.importing"
#: Among corrections {heading: field} this entry names the kind of table.
_KIND = ""


class ImportingPage(Page):
    """First the file, then what would become of it; nothing is written before the button that says so."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("importing", self)
        self._file: Path | None = None
        self._wanted = Wanted()
        self._looked: Looked | None = None
        self._is_stale = False
        self._steps = part(root, QStackedWidget, "steps")
        self._tabs = part(root, PageTabs, "tabs")
        self._result = part(root, QFrame, "result")
        self._result_words = part(root, QLabel, "result_words")
        self._notice = part(root, QFrame, "notice")
        self._notice_words = part(root, QLabel, "notice_words")
        self._file_name = part(root, QLabel, "file_name")
        self._summary = part(root, QLabel, "summary")
        self._details = part(root, QLabel, "details")
        self._import = part(root, QPushButton, "import_now")
        self._done = DoneImports(self, root, self._say)
        self._rows_table = part(root, QTableView, "rows")
        self._rows = planned_rows(self._rows_table)
        self._outcome = part(root, ChoiceBox, "outcome")
        self._kind = part(root, ChoiceBox, "kind")
        self._account = part(root, ChoiceBox, "account")
        self._unit = part(root, ChoiceBox, "unit")
        self._columns = ColumnsForm(part(root, QWidget, "columns_box"), self._correct)
        self._keeper = DraftKeeper(desk, _DRAFT, self._typed, self)
        self._outcome.offer([("", translate(_CONTEXT, "全部")), *outcome_words().items()])
        self._connect(root)
        self._result.hide()
        self._begin()
        self.setAcceptDrops(True)

    def _connect(self, root: QWidget) -> None:
        set_up_back(root, self.desk.go_back)
        for name in ("choose", "choose_other"):
            part(root, QPushButton, name).clicked.connect(self._choose)
        part(root, QPushButton, "collect").clicked.connect(lambda: collect_folder(self, self._say))
        self._import.clicked.connect(self._write)
        self._outcome.currentIndexChanged.connect(lambda _index: self._show_rows())
        self._kind.currentIndexChanged.connect(lambda _index: self._correct({_KIND: self._kind.choice()}))
        self._account.currentIndexChanged.connect(lambda _index: self._answer(account_id=self._account.choice()))
        self._unit.currentIndexChanged.connect(lambda _index: self._answer(own_unit=self._unit.choice()))
        self._rows_table.selectionModel().selectionChanged.connect(lambda *_: self._show_details())

    def visit(self, place: Place) -> None:
        """Begin, or go on with the file that was being looked at."""
        self._done.read()
        if self._file is None:
            self._keeper.recall(self._recall)
        elif self._is_stale:
            self._look()

    def refresh(self) -> None:
        """Look again at what the file would change, for the register is another one."""
        self._is_stale = self._file is not None
        if self.isVisible():
            self._done.read()
            if self._is_stale:
                self._look()

    def primary(self) -> QPushButton:
        """Return the button that goes on."""
        return self._import if self._file else part(self, QPushButton, "choose")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the file that was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(files) > 1:
            self.desk.dialogs.tell(
                translate(_CONTEXT, "一次看一个文件"), translate(_CONTEXT, "请一个一个拖进来，核对清楚再导入下一个。")
            )
        elif files:
            self._take(files[0])

    def _choose(self) -> None:
        path = self.desk.dialogs.open_file(
            translate(_CONTEXT, "选择要导入的文件"),
            translate(
                _CONTEXT,
                "表格和备案表 (*.xlsx *.xlsm *.xls *.et *.ods *.csv *.txt *.pdf *.XLSX *.XLS *.ET *.CSV *.PDF)",
            ),
        )
        if path is not None:
            self._take(path)

    def _take(self, file: Path) -> None:
        self._result.hide()
        self._look(file, Wanted())

    def _recall(self, draft: Mapping[str, Any]) -> None:
        """Go on with the file of the last time, if it is still there."""
        file = Path(str(draft.get("file", "")))
        if self._file is None and file.is_file():
            corrections = {str(heading): str(field) for heading, field in draft.get("corrections", {}).items()}
            self._look(file, Wanted(corrections, int(draft.get("account", 0)), str(draft.get("unit", ""))))

    def _typed(self) -> dict[str, Any]:
        if self._file is None:
            return {}
        return {
            "file": str(self._file),
            "corrections": dict(self._wanted.corrections),
            "account": self._wanted.account_id,
            "unit": self._wanted.own_unit,
        }

    def _look(self, file: Path | None = None, wanted: Wanted | None = None) -> None:
        """Read a file and plan; left out, the one that is being looked at, as it is."""
        chosen = file or self._file
        if chosen is None:
            return
        asked = wanted or self._wanted
        title = translate(_CONTEXT, "正在读“{name}”……").format(name=chosen.name)

        def show(looked: Looked) -> None:
            self._file, self._wanted, self._is_stale = chosen, asked, False
            self._keeper.note_change()
            self._show(looked)

        run_long(self.desk, self, title, lambda office, progress: look(office, chosen, asked, progress), show)

    def _correct(self, chosen: Mapping[str, str]) -> None:
        self._answer(corrections={**self._wanted.corrections, **chosen})

    def _answer(self, **answer: Any) -> None:
        self._look(None, replace(self._wanted, **answer))

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        plan = looked.plan
        self._steps.setCurrentIndex(1)
        self._file_name.setText(self._file.name if self._file else "")
        self._columns.show(looked.columns, looked.fields)
        kinds = {column.kind for column in looked.columns if column.kind}
        self._kind.offer([("", translate(_CONTEXT, "自动认")), *looked.kinds.items()])
        self._kind.blockSignals(True)
        self._kind.choose(self._wanted.corrections.get(_KIND) or (kinds.pop() if len(kinds) == 1 else ""))
        self._kind.blockSignals(False)
        self._ask(looked)
        self._notice.setVisible(looked.problem is not None)
        self._notice_words.setText(str(looked.problem or ""))
        self._tabs.setTabEnabled(0, plan is not None)
        if plan is None:
            self._tabs.setCurrentIndex(1)
        wanted = plan.created + plan.changed if plan else 0
        changes_something = bool(plan and plan.changes_something)
        allow(self._import, changes_something, translate(_CONTEXT, "没有要新增、改动的，不用导入。"))
        self._import.setText(
            translate(_CONTEXT, "导入{count}项").format(count=wanted) if wanted else translate(_CONTEXT, "导入")
        )
        self._summary.setText(summary(plan) if plan else "")
        self._show_rows()

    def _ask(self, looked: Looked) -> None:
        """Ask whose the rows are that name no account, and whether those are taken that name another unit."""
        accounts = [(0, translate(_CONTEXT, "请选择")), *looked.accounts] if len(looked.accounts) > 1 else []
        for name, box, offered, answer in (
            ("account", self._account, accounts, self._wanted.account_id),
            ("unit", self._unit, looked.units, self._wanted.own_unit),
        ):
            box.blockSignals(True)
            box.offer(offered)
            box.choose(answer)
            box.blockSignals(False)
            for widget in (box, part(self, QWidget, f"{name}_label")):
                widget.setVisible(bool(offered))

    def _show_rows(self) -> None:
        rows = self._looked.plan.rows if self._looked and self._looked.plan else ()
        wanted = self._outcome.choice()
        self._rows.show([row for row in rows if not wanted or row.outcome.value == wanted])
        self._show_details()

    def _show_details(self) -> None:
        self._details.setText("\n".join(said_of(row) for row in chosen_rows(self._rows_table)))

    def _write(self) -> None:
        plan = self._looked.plan if self._looked else None
        if plan is not None:
            title = translate(_CONTEXT, "正在备份并导入……")
            run_long(self.desk, self, title, lambda office, progress: write(office, plan, progress), self._written)

    def _written(self, outcome: Outcome[ImportPlan]) -> None:
        plan = outcome.value
        self._begin()
        self._keeper.forget()
        said = translate(_CONTEXT, "已导入“{file}”：{summary}。导入错了，可以在下面整个撤回。")
        self._say(said.format(file=plan.file, summary=summary(plan)))
        self.desk.announce(outcome.changed)
        self._done.read()

    def _say(self, text: str) -> None:
        self._result_words.setText(text)
        self._result.show()

    def _begin(self) -> None:
        self._file, self._wanted, self._looked, self._is_stale = None, Wanted(), None, False
        self._steps.setCurrentIndex(0)
