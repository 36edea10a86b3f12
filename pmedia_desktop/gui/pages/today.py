"""今日: what is overdue, due and coming, each with its reason and one button that leads there."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pmedia_desktop.gui.cards import Card, clear, section_title
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.exporting import save_made
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.kept_drafts import read_kept
from pmedia_desktop.gui.matters import SEVERITY_TONES, days_left_words, place_of
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.finding_words import severity_word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.finding import Finding
    from pmedia_desktop.services import today_view as service
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.today"
#: So many parts are more than a screen holds.
_A_SCREENFUL = 12
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class TodayPage(Page):
    """The first page of every morning."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("today", self)
        self._day = part(root, QLabel, "day")
        self._summary = part(root, ElidedLabel, "summary")
        layout = part(root, QWidget, "contents").layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("today.ui: contents needs a vertical layout")
        self._contents = layout
        self._shown: tuple[service.TodayPage, tuple[tuple[str, Place], ...]] | None = None
        self._parts: Iterator[QWidget] = iter(())
        self._export = part(root, QPushButton, "export_deadlines")
        self._export.clicked.connect(self._export_deadlines)
        desk.drafts_kept.connect(self._read_if_seen)

    def visit(self, place: Place) -> None:
        """Read the day's matters; a record is what is to be told in writing, whose note is shown."""
        self._export.setEnabled(True)
        self.refresh()
        if place.record:
            from pmedia_desktop.gui.written_notices import show_note

            show_note(self.desk, self, place.record)

    def show_prepared(self, page: service.TodayPage, begun: tuple[tuple[str, Place], ...]) -> None:
        """Show the beginning of what was prepared for this start, as much as a screen holds."""
        self._export.setEnabled(False)
        self._begin((page, begun))
        self._lay(_A_SCREENFUL)

    def show_rest(self) -> None:
        """Show the rest of it, once the beginning is on the screen."""
        self._lay(None)

    def _export_deadlines(self) -> None:
        suggested = translate(_CONTEXT, "政务新媒体期限.ics")
        save_made(self.desk, self, suggested, lambda office, _progress: _deadlines(office))

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read what is due."""
        self.desk.read(self, _read_today, self._show, replaces="today")

    def _show(self, found: tuple[service.TodayPage, tuple[tuple[str, Place], ...]]) -> None:
        if found != self._shown:
            self._begin(found)
        self._lay(None)

    def _begin(self, found: tuple[service.TodayPage, tuple[tuple[str, Place], ...]]) -> None:
        self._shown = page, kept = found
        weekday = translate(_CONTEXT, _WEEKDAYS[page.on.weekday()])
        self._day.setText(f"{chinese_date(page.on)}　{weekday}")
        counts = [
            translate(_CONTEXT, "{title}{count}项").format(title=_looks(group.urgency)[0], count=group.count)
            for group in page.groups
        ]
        self._summary.setText("　".join(counts))
        clear(self._contents)
        self._contents.addStretch(1)
        self._parts = self._parts_of(page, kept)

    def _lay(self, most: int | None) -> None:
        """Lay out so many more parts of what is shown, all of them if None."""
        for widget in islice(self._parts, most):
            self._contents.insertWidget(self._contents.count() - 1, widget)

    def _parts_of(self, page: service.TodayPage, kept: tuple[tuple[str, Place], ...]) -> Iterator[QWidget]:
        for words, place in kept:
            yield self._kept_card(words, place)
        if page.accounts == 0 and not page.groups:
            yield self._beginning()
        for group in page.groups:
            title, tone = _looks(group.urgency)
            yield section_title(title)
            for item in group.items:
                yield self._card(item, tone)
            yield from _more(group.count - len(group.items))
        if page.accounts and not page.groups:
            yield Card(
                translate(_CONTEXT, "今天没有要办的事"),
                [(translate(_CONTEXT, "期限、认证和备案都在正常范围内。有变化时，这里会提前提醒。"), "hint")],
                tag=(translate(_CONTEXT, "正常"), Tone.GOOD),
            )
        if page.findings:
            yield section_title(translate(_CONTEXT, "需要核对和补充"))
            for finding in page.findings:
                yield self._finding_card(finding)
            yield from _more(page.all_findings - len(page.findings))

    def _beginning(self) -> Card:
        return Card(
            translate(_CONTEXT, "还没有登记账号"),
            [
                (
                    translate(
                        _CONTEXT,
                        "先把单位现有的账号登记进来：平台、名称、账号ID、开设日期和管理员。登记以后，这里每天告诉您该办什么、为什么。",
                    ),
                    "hint",
                )
            ],
            button=(translate(_CONTEXT, "登记账号"), lambda: self.desk.go(Place("accounts", 0, "new"))),
            role="notice",
        )

    def _kept_card(self, words: str, place: Place) -> Card:
        return Card(
            translate(_CONTEXT, "接着填：{what}").format(what=words),
            [(translate(_CONTEXT, "上次没有填完，填过的内容都还在。"), "hint")],
            button=(translate(_CONTEXT, "继续"), partial(self.desk.go, place)),
            role="notice",
        )

    def _card(self, item: service.TodayItem, tone: Tone) -> Card:
        tag = (days_left_words(item.days_left), tone) if item.days_left is not None else None
        estimated = translate(_CONTEXT, "（按法定节日推算）") if item.estimated else ""
        due = translate(_CONTEXT, "{day}到期").format(day=chinese_date(item.due)) + estimated if item.due else ""
        note = "　".join(text for text in (item.article, due) if text)
        lines = [(item.reason, ""), (item.second_reading, "hint")]
        return Card(
            item.what,
            lines,
            tag=tag,
            note=note,
            button=(item.button, lambda: self.desk.go(place_of(item.target))),
        )

    def _finding_card(self, finding: Finding) -> Card:
        return Card(
            finding.message,
            [(finding.remedy, "hint")],
            tag=(severity_word(finding.severity), SEVERITY_TONES[finding.severity]),
            note="　".join(text for text in (finding.subject.title, finding.article) if text),
            button=(translate(_CONTEXT, "去处理"), partial(self.desk.go, place_of(finding.subject, finding.field))),
        )


def _looks(urgency: str) -> tuple[str, Tone]:
    """Return the title of a group and its tone."""
    return {
        "overdue": (translate(_CONTEXT, "已逾期"), Tone.DANGER),
        "due": (translate(_CONTEXT, "今天和近几天到期"), Tone.WARNING),
        "coming": (translate(_CONTEXT, "以后到期"), Tone.ACCENT),
        "open": (translate(_CONTEXT, "正在办理"), Tone.NEUTRAL),
    }[urgency]


def _more(count: int) -> Iterator[QWidget]:
    """Yield the line that says how many more there are, if there are any."""
    if count:
        more = QLabel(translate(_CONTEXT, "还有{count}项，办完上面的会接着显示。").format(count=count))
        more.setProperty("role", "hint")
        yield more


def _read_today(office: Office) -> tuple[service.TodayPage, tuple[tuple[str, Place], ...]]:
    from pmedia_desktop.services.today import today_page

    return today_page(office), read_kept(office)


def _deadlines(office: Office) -> bytes:
    from pmedia_desktop.services.exporting.deadline_calendar import deadline_calendar

    return deadline_calendar(office)
