"""操作记录: the journal in plain words, searched, taken out as a file, and printed with its chain values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.columns_menu import ColumnsMenu
from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.history_table import details_of, history_model, tell_details
from pmedia_desktop.gui.looks import kind_words
from pmedia_desktop.gui.printing.jobs import journal_extract_job
from pmedia_desktop.gui.printing.preview_dialog import PreviewDialog
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.table_export import export_instead
from pmedia_desktop.gui.tables import chosen_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.journal import JournalQuery
from pmedia_desktop.model.words import period_words
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.journal import Action
    from pmedia_desktop.model.upkeep import ArchiveReport
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.journal.history import HistoryLine
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.settings.journal"
_PAGE = 200
#: The search waits this long for the next key, in milliseconds.
_TYPING_PAUSE = 300
#: Entries from before the year that lies so many years back can be archived.
_ARCHIVED_AFTER_YEARS = (5, 3, 1)
_ALL, _KEPT = "all", "kept"


class JournalTab(SettingsTab):
    """The tab: the newest entries first, older ones on request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "journal")
        self._table = part(self.root, QTableView, "table")
        self._model = history_model(self._table)
        self._empty = EmptyState(self.root, self._table, self._clear)
        self._archives: tuple[Path, ...] = ()
        self._details = part(self.root, QLabel, "details")
        self._count = part(self.root, QLabel, "count")
        self._older = part(self.root, QPushButton, "older")
        self._text = part(self.root, QLineEdit, "text")
        self._kind = part(self.root, ChoiceBox, "kind")
        self._action = part(self.root, ChoiceBox, "action")
        self._actor = part(self.root, ChoiceBox, "actor")
        self._since = part(self.root, DateField, "since")
        self._until = part(self.root, DateField, "until")
        self._since.setAccessibleName(translate(_CONTEXT, "从哪天起"))
        self._until.setAccessibleName(translate(_CONTEXT, "到哪天止"))
        kinds = sorted(((kind, kind_words(kind)) for kind in SubjectKind), key=lambda choice: choice[1])
        self._kind.offer([(None, translate(_CONTEXT, "全部记录")), *kinds])
        self._connect()
        export_instead(self._table, self._file)
        # Days are left out: a view that is kept would look at the same past days for ever.
        boxes = {"kind": self._kind, "action": self._action, "actor": self._actor}
        SavedViews(self.root, desk, "journal", {"text": self._text, **boxes})
        ColumnsMenu(self.root, desk.memory, "journal", self._table)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._read_newest)
        self._text.textChanged.connect(lambda _text: self._typing.start())
        for box in (self._kind, self._action, self._actor):
            box.currentIndexChanged.connect(lambda _index: self._read_newest())
        for day in (self._since, self._until):
            day.changed.connect(self._typing.start)
        self._older.clicked.connect(self._read_older)
        part(self.root, QPushButton, "print_extract").clicked.connect(self._print)
        part(self.root, QPushButton, "archive").clicked.connect(self._archive)
        self._table.activated.connect(lambda _index: self._tell_details())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_details())

    def read(self) -> None:
        """Read what the filters offer, and the newest entries."""
        self.ask(_read_choices, self._offer, "choices")
        self.ask(_read_archives, self._know_archives, "archives")
        self._read_newest()

    def query(self) -> JournalQuery:
        """Return what the filters ask for; a day that can't be read narrows nothing yet."""
        return JournalQuery(
            kind=self._kind.choice(),
            actions=(self._action.choice(),) if self._action.choice() else (),
            actor=self._actor.choice() or "",
            text=self._text.text(),
            since=_day(self._since),
            until=_day(self._until),
        )

    def _offer(self, found: tuple[tuple[str, ...], Mapping[Action, str]]) -> None:
        people, actions = found
        self._actor.offer([("", translate(_CONTEXT, "全部的人")), *((name, name) for name in people)])
        self._action.offer([(None, translate(_CONTEXT, "全部操作")), *actions.items()])

    def _read_newest(self) -> None:
        query = self.query()
        self.ask(lambda office: _read_journal(office, query, None), lambda lines: self._show((), lines), "j")

    def _read_older(self) -> None:
        shown, query = self._model.rows, self.query()
        before = shown[-1].number if shown else None
        self.desk.read(
            self,
            lambda office: _read_journal(office, query, before),
            lambda lines: self._show(shown, lines),
            replaces="j",
        )

    def _show(self, newer: tuple[HistoryLine, ...], lines: tuple[HistoryLine, ...]) -> None:
        self._model.show((*newer, *lines))
        allow(self._older, len(lines) == _PAGE, translate(_CONTEXT, "已经全部显示。"))
        self._count.setText(translate(_CONTEXT, "显示了{count}条").format(count=len(self._model.rows)))
        self._show_details()
        if self._model.rows:
            self._empty.show_table()
        elif _is_reversed(self.query()):
            self._empty.explain(
                translate(_CONTEXT, "开始日期晚于结束日期"),
                translate(_CONTEXT, "请把两个日期改过来，或者清除筛选条件。"),
                translate(_CONTEXT, "清除条件"),
            )
        else:
            self._empty.nothing_fits(translate(_CONTEXT, "没有符合条件的操作记录"))

    def _clear(self) -> None:
        """Take all filters away."""
        self._text.clear()
        for box in (self._kind, self._action, self._actor):
            box.setCurrentIndex(0)
        for day in (self._since, self._until):
            day.set_day(None)
        self._typing.stop()
        self._read_newest()

    def _show_details(self) -> None:
        """Show the whole entry below the table, whose lines are short."""
        lines = chosen_rows(self._table)
        self._details.setText("\n".join(details_of(line) for line in lines))
        self._details.setVisible(bool(lines))

    def _tell_details(self) -> None:
        for line in chosen_rows(self._table):
            tell_details(self.desk.dialogs, line)

    def _know_archives(self, archives: tuple[Path, ...]) -> None:
        self._archives = archives

    def _file(self, ending: str) -> Callable[[Office, Progress], bytes] | None:
        query, archives = self.query(), self._archives
        if archives:
            answer = self.desk.dialogs.ask(
                translate(_CONTEXT, "归档的旧记录也导出吗？"),
                translate(
                    _CONTEXT,
                    "有{count}个归档文件。条件也用在它们上面；到期清除过的个人信息，清除以前归档的记录里还有。",
                ).format(count=len(archives)),
                [
                    Choice(_ALL, translate(_CONTEXT, "连同归档的")),
                    Choice(_KEPT, translate(_CONTEXT, "只要登记册里的")),
                ],
            )
            if not answer:
                return None
            archives = archives if answer == _ALL else ()
        return lambda office, progress: _file(office, query, ending, progress, archives)

    def _print(self) -> None:
        note = translate(_CONTEXT, "照上面的条件摘录，每条带链值；检查、举证、存档都可以用。")
        PreviewDialog(self.desk, self.window(), journal_extract_job(self.query(), self._wanted_words()), note).open()

    def _archive(self) -> None:
        """Ask how old, and seal what is older into a file of its own."""
        today = self.desk.office.today()
        before = {str(years): date(today.year - years, 1, 1) for years in _ARCHIVED_AFTER_YEARS}
        label = translate(_CONTEXT, "{year}年以前的")
        answer = self.desk.dialogs.ask(
            translate(_CONTEXT, "把旧的操作记录归档？"),
            translate(
                _CONTEXT,
                "旧记录会存成数据文件夹“archives”里的一个文件，核对无误后从登记册移出，登记册变小；以后校验时也会核对它。"
                "移出的记录这里不再列出，也不能再撤销，导出时可以连同归档的一起导出。归档前先做一份备份。",
            ),
            [Choice(years, label.format(year=day.year)) for years, day in before.items()],
        )
        if answer:
            title, day = translate(_CONTEXT, "正在归档……"), before[answer]
            run_long(self.desk, self, title, lambda office, progress: _archive(office, day, progress), self._archived)

    def _archived(self, report: ArchiveReport) -> None:
        text = translate(_CONTEXT, "{count}条记录存到了\n{path}\n请把它和备份一起保管。")
        title = translate(_CONTEXT, "已归档并核对")
        self.desk.dialogs.tell(title, text.format(count=report.entries, path=report.path))
        self.read()

    def _wanted_words(self) -> str:
        """Return in words what the filters ask for."""
        query = self.query()
        words = [box.currentText() for box in (self._kind, self._action, self._actor) if box.currentIndex() > 0]
        days = period_words(query.since, query.until, chinese_date)
        if days:
            words.insert(0, days)
        if query.text.strip():
            words.append(translate(_CONTEXT, "含“{text}”").format(text=query.text.strip()))
        return translate(_CONTEXT, "、").join(words) or translate(_CONTEXT, "全部操作记录")


def _is_reversed(query: JournalQuery) -> bool:
    return query.since is not None and query.until is not None and query.since > query.until


def _day(field: DateField) -> date | None:
    try:
        return field.day()
    except ValueError:
        return None


def _archive(office: Office, before: date, progress: Progress) -> ArchiveReport:
    from pmedia_desktop.services.backup.backups import archive_journal

    return archive_journal(office, before, progress)


def _read_archives(office: Office) -> tuple[Path, ...]:
    from pmedia_desktop.services.journal.extract import journal_archives

    return journal_archives(office)


def _file(office: Office, query: JournalQuery, ending: str, progress: Progress, archives: tuple[Path, ...]) -> bytes:
    from pmedia_desktop.services.exporting.table_file import TableFormat
    from pmedia_desktop.services.journal.extract import journal_file

    return journal_file(office, query, TableFormat(ending), progress, archives=archives)


def _read_choices(office: Office) -> tuple[tuple[str, ...], Mapping[Action, str]]:
    from pmedia_desktop.services.journal.extract import journal_people
    from pmedia_desktop.services.journal.history import action_words

    return journal_people(office), action_words()


def _read_journal(office: Office, query: JournalQuery, before: int | None) -> tuple[HistoryLine, ...]:
    from pmedia_desktop.services.journal.history import read_history

    return read_history(office, query=query, before=before, limit=_PAGE)
