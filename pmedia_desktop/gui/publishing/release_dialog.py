"""登记发布: on which account an item came out when, and under which link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.gui.ui_files import layout_in, part
from pmedia_desktop.gui.walking import walk_here
from pmedia_desktop.model.publication import Placement, Publication, PublicationState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.publishing.release_dialog"


class ReleaseDialog(RecordDialog):
    """One line for each account; the reason is asked for only while steps are open."""

    def __init__(self, desk: Desk, parent: QWidget, item: Publication, titles: Mapping[int, str]) -> None:
        super().__init__(desk, parent, "publishing/release", ("reason",))
        self._item = item
        self._lines: list[tuple[Placement, DateField, QLineEdit, QLineEdit]] = []
        asks_reason = item.state is PublicationState.IN_REVIEW
        for name in ("reason", "reason_label"):
            part(self.root, QWidget, name).setVisible(asks_reason)
        places = layout_in(self.root, "places")
        for place in item.placements:
            title = titles.get(place.account_id, "")
            places.addWidget(QLabel(title))
            places.addLayout(self._line(place, title))
        fields = [field for _place, day, clock, link in self._lines for field in (day.line, clock, link)]
        walk_here(part(self.root, QWidget, "places"), fields)
        self.note_opened()

    def state(self) -> dict[str, Any]:
        """Return what was typed."""
        typed = [(day.line.text(), clock.text(), link.text()) for _place, day, clock, link in self._lines]
        return {**super().state(), "places": typed}

    def save(self, values: dict[str, Any]) -> None:
        """Enter where it came out."""
        try:
            placements = tuple(
                replace(place, published_on=_day(day), published_time=clock.text(), link=link.text())
                for place, day, clock, link in self._lines
            )
        except InputError as problem:
            self.refuse(problem)
            return
        item_id, reason = self._item.id, values["reason"]
        self.change(lambda office: _release(office, item_id, placements, reason), self._released)

    def _line(self, place: Placement, title: str) -> QHBoxLayout:
        day, clock, link = DateField(), QLineEdit(), QLineEdit()
        number = len(self._lines)
        for widget, name, what in (
            (day, "published_on", translate(_CONTEXT, "发布日期")),
            (clock, "published_time", translate(_CONTEXT, "时间")),
            (link, "link", translate(_CONTEXT, "链接")),
        ):
            widget.setObjectName(name if number == 0 else f"{name}_{number}")
            widget.setAccessibleName(f"{title}　{what}")
        clock.setPlaceholderText(translate(_CONTEXT, "09:30"))
        clock.setMaximumWidth(88)
        link.setPlaceholderText(translate(_CONTEXT, "发布后的链接"))
        day.setMaximumWidth(180)
        first = self._item.published_on is None
        day.set_day(place.published_on or (self.desk.office.today() if first else None))
        clock.setText(place.published_time)
        link.setText(place.link)
        self._lines.append((place, day, clock, link))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(day)
        line.addWidget(clock)
        line.addWidget(link, 1)
        return line

    def _released(self, item: Publication) -> None:
        self.saved()
        self.desk.say(translate(_CONTEXT, "已登记发布“{title}”").format(title=item.title))


def _day(field: DateField) -> Any:
    try:
        return field.day()
    except ValueError as error:
        raise InputError(
            translate(_CONTEXT, "发布日期“{text}”不是日期，").format(text=field.line.text()),
            translate(_CONTEXT, "请按 2026-11-23 的样子填写，没有发的留空。"),
        ) from error


def _release(office: Office, item_id: int, placements: tuple[Placement, ...], reason: str) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.reviewing import release_item

    return release_item(office, item_id, placements, reason)
