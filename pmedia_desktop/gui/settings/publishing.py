"""信息发布: the update clock's days, the unit's steps of review, its lists of words and sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.settings import DEFAULT_REVIEW_STEPS, THREE_REVIEWS
from pmedia_desktop.model.term_list import TermKind, TermList
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.publication import StepRule
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.settings.publishing"
_DAYS = ("update_days", "update_warning_days")
_LIST = ("content", "origin", "dated_on")


class PublishingTab(SettingsTab):
    """The tab: days and steps at the left, one list at a time at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "publishing")
        self._lists: dict[TermKind, TermList] = {}
        self._form = RecordForm(self.root, (*_DAYS, *_LIST))
        self._steps = part(self.root, QPlainTextEdit, "steps")
        self._kind = part(self.root, ChoiceBox, "kind")
        self._state = part(self.root, QLabel, "list_state")
        self._format = part(self.root, QLabel, "format_hint")
        self._kind.offer(words_of(TermKind))
        self._shown_kind = TermKind.SOURCES
        self._kind.currentIndexChanged.connect(lambda _index: self._turn_to_list())
        for name, steps in (("usual_steps", DEFAULT_REVIEW_STEPS), ("three_reviews", THREE_REVIEWS)):
            part(self.root, QPushButton, name).clicked.connect(self._offering(steps))
        part(self.root, QPushButton, "save").clicked.connect(self.save)
        part(self.root, QPushButton, "save_list").clicked.connect(self._save_list)
        part(self.root, QPushButton, "shipped_list").clicked.connect(self._restore_shipped)
        part(self.root, QPushButton, "load_list").clicked.connect(self._load)
        self._steps.setAccessibleName(translate(_CONTEXT, "审核流程"))
        self.note_shown()

    def read(self) -> None:
        """Read the settings and the lists."""
        self.ask(_read, self._show, "publishing")

    def typed(self) -> Any:
        """Return what is set."""
        return {**self._form.typed(), "steps": self._steps.toPlainText()}

    def save(self) -> bool:
        """Save days and steps, and the list in view when it was altered."""
        if self._list_has_changed():
            self._save_list()
        values = {name: value for name, value in self._form.values().items() if name in _DAYS}
        titles = tuple(line.strip() for line in self._steps.toPlainText().splitlines() if line.strip())
        self.desk.change(self, lambda office: _save(office, values, titles), self._saved, refused=self._form.refuse)
        return True

    def _show(self, found: tuple[Settings, tuple[TermList, ...]]) -> None:
        if self.has_changed():
            return
        settings, lists = found
        self._lists = {one.kind: one for one in lists}
        self._form.show({name: getattr(settings, name) for name in _DAYS})
        self._show_steps(settings.review_steps)
        self._show_list()

    def _show_steps(self, steps: Sequence[StepRule]) -> None:
        self._steps.setPlainText("\n".join(rule.title for rule in steps))

    def _offering(self, steps: Sequence[StepRule]) -> Any:
        return lambda: self._show_steps(steps)

    def _turn_to_list(self) -> None:
        """Show another list; what was typed into this one is saved or dropped first."""
        if self._list_has_changed() and not self.desk.dialogs.confirm(
            translate(_CONTEXT, "放弃对“{list}”的修改？").format(list=word(self._shown_kind)),
            translate(_CONTEXT, "修改还没有保存。"),
            translate(_CONTEXT, "放弃修改"),
        ):
            self._kind.blockSignals(True)
            self._kind.choose(self._shown_kind)
            self._kind.blockSignals(False)
            return
        self._show_list()

    def _show_list(self) -> None:
        self._shown_kind = self._kind.choice()
        shown = self._lists.get(self._shown_kind, TermList(kind=self._shown_kind))
        self._form.show({name: getattr(shown, name) for name in _LIST})
        self._state.setText(_state_words(shown))
        self._format.setText(_format_words(shown.kind))
        self.note_shown()

    def _list_has_changed(self) -> bool:
        before, now = self._as_shown or {}, self.typed()
        return any(before.get(name) != now[name] for name in _LIST)

    def _save_list(self) -> None:
        values = {name: value for name, value in self._form.values().items() if name in _LIST}
        edited = replace(self._lists.get(self._shown_kind, TermList(kind=self._shown_kind)), **values)
        self.desk.change(self, lambda office: _save_list(office, edited), self._list_saved, refused=self._form.refuse)

    def _list_saved(self, saved: TermList) -> None:
        self._lists[saved.kind] = saved
        self._show_list()
        self.desk.say(translate(_CONTEXT, "已保存“{list}”").format(list=word(saved.kind)))

    def _restore_shipped(self) -> None:
        kind = self._shown_kind

        def show(shipped: TermList) -> None:
            self._form.show({name: getattr(shipped, name) for name in _LIST})

        self.desk.read(self, lambda _office: _shipped(kind), show)

    def _load(self) -> None:
        path = self.desk.dialogs.open_file(
            translate(_CONTEXT, "选择词表"), translate(_CONTEXT, "文本文件 (*.txt *.docx)")
        )
        if path is not None:
            self.desk.read(self, lambda _office: _text_of(path), lambda text: self._form.show({"content": text}))

    def _saved(self, _settings: Settings) -> None:
        self.note_shown()
        self.desk.say(translate(_CONTEXT, "已保存设置"))


def _state_words(shown: TermList) -> str:
    count = len(shown.entries())
    if shown.id:
        return translate(_CONTEXT, "本单位的，{count}条").format(count=count)
    if not count:
        return translate(_CONTEXT, "还没有，这一项不检查")
    day = chinese_date(shown.dated_on) if shown.dated_on else ""
    return translate(_CONTEXT, "程序自带，{day}，{count}条，仅供参考").format(day=day, count=count)


def _format_words(kind: TermKind) -> str:
    return {
        TermKind.SOURCES: translate(_CONTEXT, "写媒体或网站名称；也可以写网址的结尾，如 gov.cn。"),
        TermKind.WRONG_WORDS: translate(
            _CONTEXT, "写成 错=对，如 坐阵=坐镇。含有错词但没写错的，写成 以德报怨=以德报怨。"
        ),
        TermKind.SENSITIVE: translate(_CONTEXT, "本单位要留意的词；等号后可以写提示，如 某词=须经分管领导同意。"),
        TermKind.NAMES: translate(
            _CONTEXT, "机构写规范全称；领导写成 姓名：职务；常写错的写成 错=对。差一个字、职务不符都会提示。"
        ),
        TermKind.BEYOND_REMIT: translate(_CONTEXT, "原创里出现就提示的事项，如 疫情通报、警情。"),
        TermKind.LEADERS: translate(_CONTEXT, "区领导的姓名和职务，如 区委书记。原创里出现而没有写明授权的会提示。"),
        TermKind.WHOLE_DISTRICT: translate(_CONTEXT, "如 全区经济运行、区委全会。原创里出现而没有写明授权的会提示。"),
        TermKind.OTHER_UNITS: translate(_CONTEXT, "其他单位的名称。原创里出现而没有写明沟通情况的会提示。"),
        TermKind.ADVERTISING: translate(_CONTEXT, "等号后写 广告、诱导关注或标题党，如 扫码领红包=诱导关注。"),
    }[kind]


def _read(office: Office) -> tuple[Settings, tuple[TermList, ...]]:
    from pmedia_desktop.services.publishing.term_lists import read_lists

    return read_settings(office), read_lists(office)


def _save(office: Office, days: dict[str, Any], titles: tuple[str, ...]) -> Outcome[Settings]:
    from pmedia_desktop.services.publishing.review_rules import rules_of

    return save_values(office, {**days, "review_steps": rules_of(titles)})


def _save_list(office: Office, edited: TermList) -> Outcome[TermList]:
    from pmedia_desktop.services.publishing.term_lists import save_list

    return save_list(office, edited)


def _shipped(kind: TermKind) -> TermList:
    from pmedia_desktop.services.publishing.term_lists import shipped_list

    return shipped_list(kind)


def _text_of(path: Path) -> str:
    from pmedia_desktop.services.publishing.checking import text_of

    return text_of(path)
