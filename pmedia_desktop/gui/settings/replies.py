"""留言与自查: the terms of replies, when the unit inspects itself, what an inspection file shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.settings import REPLY_TERMS
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import EarlierReplyTerms, Settings

_CONTEXT = "gui.settings.replies"
_NAMES = (*REPLY_TERMS, "inspection_day", "mending_days", "mask_numbers")


class RepliesTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "replies")
        self._form = RecordForm(self.root, _NAMES)
        part(self.root, QPushButton, "save").clicked.connect(self.save)
        part(self.root, QPushButton, "forget_earlier").clicked.connect(self._forget_earlier)
        self._show_earlier(())
        self.note_shown()

    def read(self) -> None:
        """Read the settings."""
        self.ask(read_settings, self._show, "settings")

    def typed(self) -> Any:
        """Return what is set."""
        return self._form.typed()

    def save(self) -> bool:
        """Save what is set."""
        values = self._form.values()
        self.desk.change(self, lambda office: save_values(office, values), self._saved, refused=self._form.refuse)
        return True

    def _forget_earlier(self) -> None:
        """Judge every message by the terms of now: they had been entered wrongly."""
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "以前的留言也按现在的天数算？"),
            translate(_CONTEXT, "天数原来就填错了的才这样做。以前的答复是否超期会重新计算，已经完成的自查不变。"),
            translate(_CONTEXT, "按现在的天数算"),
        ):
            self.desk.change(self, lambda office: save_values(office, {"earlier_reply_terms": ()}), self._forgotten)

    def _forgotten(self, settings: Settings) -> None:
        self._show_earlier(settings.earlier_reply_terms)
        self.desk.say(translate(_CONTEXT, "以前的留言也按现在的天数算了"))

    def _show_earlier(self, earlier: tuple[EarlierReplyTerms, ...]) -> None:
        part(self.root, QWidget, "earlier_terms").setVisible(bool(earlier))
        part(self.root, QLabel, "earlier_words").setText("\n".join(map(self._earlier_words, earlier)))

    def _earlier_words(self, terms: EarlierReplyTerms) -> str:
        labels = (part(self.root, QLabel, f"{name}_label").text() for name in REPLY_TERMS)
        days = (f"{label}{getattr(terms, name)}" for label, name in zip(labels, REPLY_TERMS, strict=True))
        return translate(_CONTEXT, "{until}及以前收到的留言：{days}。").format(
            until=terms.until.isoformat(), days=translate(_CONTEXT, "、").join(days)
        )

    def _show(self, settings: Settings) -> None:
        self._show_earlier(settings.earlier_reply_terms)
        if not self.has_changed():
            self._form.show({name: getattr(settings, name) for name in _NAMES})
            self.note_shown()

    def _saved(self, settings: Settings) -> None:
        self._show_earlier(settings.earlier_reply_terms)
        self._form.clear_problem()
        self.note_shown()
        self.desk.say(translate(_CONTEXT, "已保存设置"))
