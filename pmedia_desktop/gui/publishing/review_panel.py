"""审核与发布: an item's steps with who said what, and on the other side where it came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from pmedia_desktop.gui.cards import Card, clear, section_title
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import layout_in, part
from pmedia_desktop.model.publication import Placement, Publication, PublicationState, ReviewStep, Verdict
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.settings import Settings

_CONTEXT = "gui.publishing.review_panel"
_TONES = {Verdict.WAITING: Tone.NEUTRAL, Verdict.AGREED: Tone.GOOD, Verdict.RETURNED: Tone.DANGER}


class ReviewPanel:
    """Works the parts ``steps``, ``steps_hint`` and ``released``; ``decide`` and ``sign`` get a step's position."""

    def __init__(
        self, root: QWidget, decide: Callable[[int], None], sign: Callable[[int], None], release: Callable[[], None]
    ) -> None:
        self._steps = layout_in(root, "steps")
        self._released = layout_in(root, "released")
        self._hint = part(root, QLabel, "steps_hint")
        self._decide, self._sign, self._release = decide, sign, release

    def show(
        self, item: Publication, settings: Settings, may_decide: tuple[bool, ...], titles: Mapping[int, str]
    ) -> None:
        """Show the steps and what became of the item; ``may_decide`` says whose turn it is."""
        self._hint.setText(_hint(item, settings))
        clear(self._steps)
        for position, step in enumerate(item.steps):
            if not step.earlier_round:
                self._steps.addWidget(self._step_card(position, step, may_decide[position]))
        earlier = [step for step in item.steps if step.earlier_round]
        if earlier:
            self._steps.addWidget(section_title(translate(_CONTEXT, "以前的送审")))
        for step in earlier:
            self._steps.addWidget(_earlier_card(step))
        self._steps.addStretch(1)
        clear(self._released)
        self._released.addWidget(section_title(translate(_CONTEXT, "发布情况")))
        for place in item.placements:
            self._released.addWidget(_place_card(place, titles.get(place.account_id, "")))
        if not item.placements:
            self._released.addWidget(
                Card(translate(_CONTEXT, "还没有选择账号"), [(translate(_CONTEXT, "请在“账号和说明”里勾选。"), "hint")])
            )
        if item.ended_on is not None:
            self._released.addWidget(
                Card(
                    translate(_CONTEXT, "{day}{state}").format(day=chinese_date(item.ended_on), state=word(item.state)),
                    [(item.end_reason, "")],
                    tag=(word(item.state), Tone.WARNING),
                )
            )
        if item.checklist_by and item.checklist_on:
            self._released.addWidget(
                Card(
                    translate(_CONTEXT, "禁止内容已核对"),
                    [
                        (
                            translate(_CONTEXT, "{person}{day}对照清单逐项核对，五关已把。").format(
                                person=item.checklist_by, day=chinese_date(item.checklist_on)
                            ),
                            "hint",
                        )
                    ],
                    tag=(translate(_CONTEXT, "第八条"), Tone.GOOD),
                )
            )
        self._released.addStretch(1)

    def _step_card(self, position: int, step: ReviewStep, may_decide: bool) -> Card:
        lines = _said(step)
        button = None
        if step.by_telephone:
            signed = step.signed_on
            lines.append(
                (
                    translate(_CONTEXT, "电话同意，{day}补签").format(day=chinese_date(signed))
                    if signed
                    else translate(_CONTEXT, "电话同意，还没有补签"),
                    "hint" if signed else "warning",
                )
            )
            if step.awaits_signature:
                button = (translate(_CONTEXT, "登记补签"), lambda: self._sign(position))
        if may_decide:
            button = (translate(_CONTEXT, "登记意见"), lambda: self._decide(position))
        kind = word(step.kind)
        note = kind if kind != step.title else ""
        return Card(step.title, lines, tag=(word(step.verdict), _TONES[step.verdict]), note=note, button=button)


def _earlier_card(step: ReviewStep) -> Card:
    return Card(step.title, _said(step), tag=(word(step.verdict), Tone.NEUTRAL))


def _said(step: ReviewStep) -> list[tuple[str, str]]:
    lines = [(step.opinion, "")] if step.opinion and step.opinion != word(step.verdict) else []
    if step.person:
        at = f"{step.at.astimezone():%Y-%m-%d %H:%M}" if step.at else ""
        lines.append((f"{step.person}　{at}".strip("　"), "hint"))
    return lines


def _place_card(place: Placement, title: str) -> Card:
    if place.published_on is None:
        return Card(title, [], tag=(translate(_CONTEXT, "还没有发布"), Tone.NEUTRAL))
    when = f"{chinese_date(place.published_on)} {place.published_time}".strip()
    return Card(title, [(when, ""), (place.link, "hint")], tag=(translate(_CONTEXT, "已发布"), Tone.GOOD))


def _hint(item: Publication, settings: Settings) -> str:
    if item.after_the_fact:
        return translate(_CONTEXT, "这条是发布以后补录的，没有走审核。")
    if item.steps:
        return translate(_CONTEXT, "纸上签字的，把审核单打印出来送签，签完在这里登记意见和时间。")
    steps = translate(_CONTEXT, "、").join(
        (translate(_CONTEXT, "拟稿"), *(rule.title for rule in settings.review_steps))
    )
    return translate(_CONTEXT, "送审以后按本单位的流程走：{steps}。流程可以在“设置—信息发布”里改。").format(steps=steps)


def act_words(item: Publication) -> str:
    """Return what the page's main button says; empty where nothing is to be done next."""
    match item.state:
        case PublicationState.DRAFT:
            return translate(_CONTEXT, "保存并送审")
        case PublicationState.IN_REVIEW:
            return translate(_CONTEXT, "登记{step}").format(step=item.open_steps[0].title) if item.open_steps else ""
        case PublicationState.ISSUED:
            return translate(_CONTEXT, "登记发布…")
    return ""
