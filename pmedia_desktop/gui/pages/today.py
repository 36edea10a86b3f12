"""今日: what is overdue, due and coming, each with its reason and one button that leads there."""

from __future__ import annotations

from functools import partial
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
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.attachment import SubjectKind
    from pmedia_desktop.model.finding import Finding
    from pmedia_desktop.services import today_view as service
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.today"
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
        self._export = part(root, QPushButton, "export_deadlines")
        self._export.clicked.connect(self._export_deadlines)
        desk.drafts_kept.connect(self._read_if_seen)

    def visit(self, place: Place) -> None:
        """Read the day's matters; a record is what is to be told in writing, whose note is shown."""
        self._export.setEnabled(True)
        self._read()
        if place.record:
            from pmedia_desktop.gui.written_notices import show_note

            show_note(self.desk, self, place.record)

    def show_prepared(self, page: service.TodayPage, begun: tuple[tuple[str, Place], ...]) -> None:
        """Show what was prepared for this start, until the register is open and the page is visited."""
        self._export.setEnabled(False)
        self._show((page, begun))

    def refresh(self, changed: frozenset[SubjectKind]) -> None:
        """Read again, whatever changed: everything may bring a matter."""
        self._read()

    def _export_deadlines(self) -> None:
        suggested = translate(_CONTEXT, "政务新媒体期限.ics")
        save_made(self.desk, self, suggested, lambda office, _progress: _deadlines(office))

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self.desk.read(self, _read_today, self._show, replaces="today")

    def _show(self, found: tuple[service.TodayPage, tuple[tuple[str, Place], ...]]) -> None:
        if found == self._shown:
            return
        self._shown = page, kept = found
        weekday = translate(_CONTEXT, _WEEKDAYS[page.on.weekday()])
        self._day.setText(f"{chinese_date(page.on)}　{weekday}")
        clear(self._contents)
        for words, place in kept:
            self._contents.addWidget(self._kept_card(words, place))
        if page.accounts == 0 and not page.groups:
            self._show_beginning()
        looks = {
            "overdue": (translate(_CONTEXT, "已逾期"), Tone.DANGER),
            "due": (translate(_CONTEXT, "今天和近几天到期"), Tone.WARNING),
            "coming": (translate(_CONTEXT, "以后到期"), Tone.ACCENT),
            "open": (translate(_CONTEXT, "正在办理"), Tone.NEUTRAL),
        }
        counts = []
        for group in page.groups:
            title, tone = looks[group.urgency]
            counts.append(translate(_CONTEXT, "{title}{count}项").format(title=title, count=group.count))
            self._show_group(title, [self._card(item, tone) for item in group.items], group.count)
        if page.accounts and not page.groups:
            self._contents.addWidget(
                Card(
                    translate(_CONTEXT, "今天没有要办的事"),
                    [(translate(_CONTEXT, "期限、认证和备案都在正常范围内。有变化时，这里会提前提醒。"), "hint")],
                    tag=(translate(_CONTEXT, "正常"), Tone.GOOD),
                )
            )
        self._show_findings(page.findings, page.all_findings)
        self._contents.addStretch(1)
        self._summary.setText("　".join(counts))

    def _show_beginning(self) -> None:
        self._contents.addWidget(
            Card(
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
        )

    def _kept_card(self, words: str, place: Place) -> Card:
        return Card(
            translate(_CONTEXT, "接着填：{what}").format(what=words),
            [(translate(_CONTEXT, "上次没有填完，填过的内容都还在。"), "hint")],
            button=(translate(_CONTEXT, "继续"), partial(self.desk.go, place)),
            role="notice",
        )

    def _show_group(self, title: str, cards: Sequence[Card], count: int) -> None:
        self._contents.addWidget(section_title(title))
        for card in cards:
            self._contents.addWidget(card)
        if count > len(cards):
            more = QLabel(translate(_CONTEXT, "还有{count}项，办完上面的会接着显示。").format(count=count - len(cards)))
            more.setProperty("role", "hint")
            self._contents.addWidget(more)

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

    def _show_findings(self, findings: Sequence[Finding], count: int) -> None:
        if not findings:
            return
        cards = [
            Card(
                finding.message,
                [(finding.remedy, "hint")],
                tag=(severity_word(finding.severity), SEVERITY_TONES[finding.severity]),
                note="　".join(text for text in (finding.subject.title, finding.article) if text),
                button=(
                    translate(_CONTEXT, "去处理"),
                    partial(self.desk.go, place_of(finding.subject, finding.field)),
                ),
            )
            for finding in findings
        ]
        self._show_group(translate(_CONTEXT, "需要核对和补充"), cards, count)


def _read_today(office: Office) -> tuple[service.TodayPage, tuple[tuple[str, Place], ...]]:
    from pmedia_desktop.services.today import today_page

    return today_page(office), read_kept(office)


def _deadlines(office: Office) -> bytes:
    from pmedia_desktop.services.exporting.deadline_calendar import deadline_calendar

    return deadline_calendar(office)
