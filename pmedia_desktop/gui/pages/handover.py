"""A hand-over under way: its boxes in the order in which they can be ticked, the sheet, the going over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTableView, QToolButton, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.answered_page import AnsweredPage
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import set_tone
from pmedia_desktop.gui.custody.actions import read_snapshot
from pmedia_desktop.gui.custody.envelope_open import EnvelopeOpenDialog
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
from pmedia_desktop.gui.custody.waiting import run_with_safe
from pmedia_desktop.gui.editors.attach_dialog import AttachDialog
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.looks import HANDOVER_TONES, name_of
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import handover_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.handover import HandoverState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.attachment import Attachment
    from pmedia_desktop.model.handover import Handover, HandoverTask
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

_CONTEXT = "gui.pages.handover"


@dataclass(frozen=True)
class _TaskRow:
    task: HandoverTask
    item: str


class HandoverPage(AnsweredPage):
    """Entered box by box; the sheet is signed on paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover")
        root = self.root
        self._id = 0
        self._handover: Handover | None = None
        self._known: Snapshot | None = None
        self._title = part(root, QLabel, "title")
        self._state = part(root, QLabel, "state")
        self._hint = part(root, QLabel, "hint")
        self._table = part(root, QTableView, "table")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "交接事项"))
        self._print = part(root, QPushButton, "print")
        self._go_over = part(root, QPushButton, "hand_over")
        self._close = part(root, QPushButton, "close_it")
        self._task_buttons = [part(root, QPushButton, name) for name in ("tick", "later", "not_needed")]
        for button, act in zip(self._task_buttons, (self._tick, self._later, self._not_needed), strict=True):
            button.clicked.connect(act)
        self._table.activated.connect(lambda _index: self._tick())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._print.clicked.connect(lambda: ask_to_print(desk, self, handover_job(self._id)))
        self._go_over.clicked.connect(self._hand_over)
        self._close.clicked.connect(self._close_it)
        set_up_back(root, desk.go_back)
        self._offer_more(part(root, QToolButton, "more"))

    def visit(self, place: Place) -> None:
        """Show the hand-over."""
        self._id = place.record
        self.refresh()

    def refresh(self) -> None:
        """Read the hand-over."""
        self.ask(read_snapshot, self._show)

    def _show(self, known: Snapshot) -> None:
        handover = next((one for one in known.handovers if one.id == self._id), None)
        if handover is None:
            return
        self._handover, self._known = handover, known
        self._title.setText(
            translate(_CONTEXT, "{outgoing}交给{incoming}，{witness}监交").format(
                outgoing=name_of(known.person(handover.outgoing_id)),
                incoming=name_of(known.person(handover.incoming_id)),
                witness=name_of(known.person(handover.witness_id)),
            )
        )
        set_tone(self._state, word(handover.state), HANDOVER_TONES[handover.state])
        self._hint.setText(_next_words(handover))
        at = self._table.currentIndex().row()
        shown = [task for task in handover.tasks if task.needed or self._all.isChecked()]
        self._model.show([_TaskRow(task, _item(known, task.credential_id)) for task in shown])
        if self._model.rows:
            self._table.setCurrentIndex(self._model.index(min(max(at, 0), len(self._model.rows) - 1), 0))
        self._enable()

    def _enable(self) -> None:
        handover = self._handover
        is_open = handover is not None and handover.is_open
        has_gone = handover is not None and handover.handed_over_on is not None
        is_void = handover is None or handover.state is HandoverState.ABANDONED
        allow(self._print, not is_void, translate(_CONTEXT, "这次交接已经作废。"))
        self._go_over.setVisible(is_open and not has_gone)
        self._go_over.setText(
            translate(_CONTEXT, "用密封件接管…")
            if handover is not None and handover.alone
            else translate(_CONTEXT, "当面移交…")
        )
        over = translate(_CONTEXT, "这次交接已经结束。")
        allow(self._close, is_open and has_gone, translate(_CONTEXT, "先移交，再办结。") if is_open else over)
        task = self._chosen()
        is_needed = task is None or task.needed
        none = translate(_CONTEXT, "先在表里选一项。") if is_open else over
        for button in self._task_buttons:
            allow(button, is_open and task is not None, none)
        for button in self._task_buttons[:2] if is_open and not is_needed else ():
            allow(button, False, translate(_CONTEXT, "这一项已经标为不需要。"))
        self._task_buttons[2].setText(translate(_CONTEXT, "不需要") if is_needed else translate(_CONTEXT, "还是要办"))

    def _hand_over(self) -> None:
        handover, known = self._handover, self._known
        if handover is None or known is None:
            return
        if handover.alone:
            EnvelopeOpenDialog(self.desk, self.window(), known, handover).open()
            return
        sealed = any(one.current is not None for one in known.credentials if one.id in handover.credential_ids)
        whose = frozenset({handover.outgoing_id})
        if sealed:
            with_open_safe(self.desk, self, self._hand_over_now, whose=whose, first=handover.outgoing_id)
        else:
            self._hand_over_now()

    def _hand_over_now(self) -> None:
        handover_id = self._id
        run_with_safe(
            self.desk,
            self,
            translate(_CONTEXT, "正在移交"),
            lambda office, vault, progress: _hand_over(office, vault, handover_id, progress),
            lambda _handover: self.desk.say(translate(_CONTEXT, "已移交，变更备案已起草；接收人今天要更换密码")),
        )

    def _chosen(self) -> HandoverTask | None:
        rows: list[_TaskRow] = chosen_rows(self._table)
        return rows[0].task if rows else None

    def _tick(self) -> None:
        task = self._chosen()
        if task is not None and self._task_buttons[0].isEnabled():
            done_on = self.desk.office.today() if task.done_on is None else None
            self._save(replace(task, done_on=done_on))

    def _not_needed(self) -> None:
        task = self._chosen()
        if task is not None:
            self._save(replace(task, needed=not task.needed))
            if task.needed and not self._all.isChecked():
                self.desk.say(translate(_CONTEXT, "已记为不需要；点“更多”可以再显示出来"))

    def _later(self) -> None:
        task = self._chosen()
        if task is not None:
            DueDialog(self.desk, self.window(), self._id, task).open()

    def _save(self, task: HandoverTask) -> None:
        handover_id = self._id
        self.desk.change(self, lambda office: save_task(office, handover_id, task))

    def _close_it(self) -> None:
        handover_id = self._id
        self.desk.change(
            self, lambda office: _close(office, handover_id), lambda _done: self.desk.say(translate(_CONTEXT, "已办结"))
        )

    def _offer_more(self, more: QToolButton) -> None:
        menu = QMenu(more)
        menu.addAction(translate(_CONTEXT, "添加签字的交接单…")).triggered.connect(self._attach)
        menu.addAction(translate(_CONTEXT, "作废…")).triggered.connect(self._abandon)
        menu.addSeparator()
        self._all = menu.addAction(translate(_CONTEXT, "显示不需要办的事项"))
        self._all.setCheckable(True)
        self._all.toggled.connect(lambda _on: self.refresh())
        menu_button(more, menu)

    def _attach(self) -> None:
        subject = Subject(SubjectKind.HANDOVER, self._id)

        def keep(kind: AttachmentKind, path: Path) -> None:
            self.desk.change(
                self,
                lambda office: _attach(office, subject, kind, path),
                lambda _kept: self.desk.say(translate(_CONTEXT, "已添加签字的交接单")),
            )

        AttachDialog(self.desk.dialogs, self.window(), (AttachmentKind.HANDOVER_SHEET,), keep).open()

    def _abandon(self) -> None:
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "作废这次交接？"),
            translate(_CONTEXT, "还没有移交的可以作废，记录保留。"),
            translate(_CONTEXT, "作废"),
        ):
            handover_id = self._id
            self.desk.change(self, lambda office: _abandon(office, handover_id))


class DueDialog(SecretDialog):
    """The day on which a box was ticked by hand, or by which it will be."""

    def __init__(self, desk: Desk, parent: QWidget, handover_id: int, task: HandoverTask) -> None:
        super().__init__(desk, parent, "due", ("done_on", "due_on", "remark"))
        self._handover_id = handover_id
        self._box = task
        part(self.root, QLabel, "heading").setText(word(task.step))
        self.form.show({"done_on": task.done_on, "due_on": task.due_on, "remark": task.remark})

    def submit(self, values: dict[str, Any]) -> None:
        """Save the day."""
        task, handover_id = replace(self._box, **values), self._handover_id
        self.change(lambda office: save_task(office, handover_id, task), lambda _handover: self.accept())


def _columns() -> tuple[Column[_TaskRow], ...]:
    return (
        Column(translate(_CONTEXT, "项目"), lambda row: row.item),
        Column(translate(_CONTEXT, "事项"), lambda row: word(row.task.step), 200),
        Column(translate(_CONTEXT, "办理情况"), _done_words, 150, tone=_done_tone),
        Column(translate(_CONTEXT, "期限"), lambda row: write_date(row.task.due_on), 116),
        Column(translate(_CONTEXT, "说明"), lambda row: row.task.remark, 180),
    )


def _done_words(row: _TaskRow) -> str:
    if not row.task.needed:
        return translate(_CONTEXT, "不需要")
    if row.task.done_on is None:
        return translate(_CONTEXT, "还没有办")
    return translate(_CONTEXT, "{day}已办").format(day=write_date(row.task.done_on))


def _done_tone(row: _TaskRow) -> Tone:
    if not row.task.needed:
        return Tone.NEUTRAL
    return Tone.WARNING if row.task.is_open else Tone.GOOD


def _next_words(handover: Handover) -> str:
    if handover.state is HandoverState.ABANDONED:
        return translate(_CONTEXT, "这次交接已作废。")
    if handover.state is HandoverState.CLOSED:
        return translate(_CONTEXT, "交接已办结。签字的交接单扫描后可以添加进来。")
    if handover.handed_over_on is not None:
        return translate(
            _CONTEXT,
            "已在{day}移交。接着由接收人在平台上逐项办理，办完一项点“已办”；一时办不了的定个期限。全部办完或定了期限，就可以办结。",
        ).format(day=write_date(handover.handed_over_on))
    if handover.alone:
        return translate(
            _CONTEXT,
            "先打印交接单，一式三份，由到场领导、监交人、接收人签字；再启封密封件，把保管的项目交给接收人。",
        )
    return translate(
        _CONTEXT,
        "先打印交接单，一式三份，三方签字；能在平台上先办的（扫码权限、管理员）先办；然后由移交人开锁，点“当面移交”。",
    )


def _item(known: Snapshot, credential_id: int) -> str:
    credential = next((one for one in known.credentials if one.id == credential_id), None)
    account = known.account(credential.account_id) if credential is not None else None
    if credential is None or account is None:
        return ""
    return translate(_CONTEXT, "{platform}“{name}”{kind}").format(
        platform=known.platform(account.platform).name, name=account.name, kind=word(credential.kind)
    )


def save_task(office: Office, handover_id: int, task: HandoverTask) -> Outcome[Handover]:
    """Enter one box."""
    from pmedia_desktop.services.custody.handovers import tick

    return tick(office, handover_id, task)


def _hand_over(office: Office, vault: Vault, handover_id: int, progress: Progress) -> Outcome[Handover]:
    from pmedia_desktop.services.custody.handovers import hand_over

    return hand_over(office, vault, handover_id, progress)


def _close(office: Office, handover_id: int) -> Outcome[Handover]:
    from pmedia_desktop.services.custody.handovers import close

    return close(office, handover_id)


def _abandon(office: Office, handover_id: int) -> Outcome[Handover]:
    from pmedia_desktop.services.custody.handovers import abandon

    return abandon(office, handover_id)


def _attach(office: Office, subject: Subject, kind: AttachmentKind, path: Path) -> Outcome[Attachment]:
    from pmedia_desktop.services.attachments import attach_file

    return attach_file(office, subject, kind, path)
