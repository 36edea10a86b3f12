"""A filing's term in sentences: the last day, from which day it is counted, and the other reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.matters import days_left_words
from pmedia_desktop.model.finding import DueState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.model.finding import Deadline

_CONTEXT = "gui.filings.term_words"


def term_title(deadline: Deadline, what: str = "") -> str:
    """Return the headline: what is due (``what`` where the place makes it plain), when, and how long that is."""
    what = what or deadline.what
    if deadline.due is None:
        if deadline.state is not DueState.UNDATED:
            return translate(_CONTEXT, "{what}：还没有起算").format(what=what)
        return what
    left = days_left_words(deadline.days_left) if deadline.days_left is not None else ""
    estimate = translate(_CONTEXT, "，推算") if deadline.estimated else ""
    return translate(_CONTEXT, "{what}：最迟{day}（{left}{estimate}）").format(
        what=what, day=chinese_date(deadline.due), left=left, estimate=estimate
    )


def other_reading(deadline: Deadline, today: date) -> str:
    """Return the second line: the other way to count, empty where there is none."""
    other = deadline.alternative
    if other is None:
        return ""
    if other.due is None:
        return translate(_CONTEXT, "另一种算法，{label}：未起算。").format(label=other.label)
    estimate = translate(_CONTEXT, "（推算）") if other.estimated else ""
    return _sentence(deadline, other.due, today).format(
        label=other.label, day=chinese_date(other.due), estimate=estimate
    )


def _sentence(deadline: Deadline, other: date, today: date) -> str:
    """Return what the second line says: the earlier day is advised only while it has not passed."""
    earlier = min(other, deadline.due or other)
    if earlier >= today:
        return translate(
            _CONTEXT, "另一种算法，{label}：到{day}{estimate}。办法没有写明从哪天算起，按较早的一天办最稳妥。"
        )
    if other < today and deadline.due is not None and deadline.due < today:
        return translate(_CONTEXT, "另一种算法，{label}：到{day}{estimate}，也已经过了。")
    if other >= today:
        return translate(_CONTEXT, "另一种算法，{label}：到{day}{estimate}，仍在期限内，请尽快报送。")
    if deadline.due is None and deadline.rule != "filing.closure":
        return translate(_CONTEXT, "另一种算法，{label}：{day}{estimate}已过，请尽快补登批准日期并报送。")
    if deadline.due is None:
        return translate(_CONTEXT, "稳妥口径的日期（{day}{estimate}）已过；可以凭注销申请的截图先报送，请尽快办。")
    if deadline.rule == "filing.closure":
        return translate(_CONTEXT, "稳妥口径的日期（{day}{estimate}）已过；按注销完成之日起算仍在期限内，请尽快报送。")
    return translate(_CONTEXT, "另一种算法，{label}：{day}{estimate}已过；按上面的算法仍在期限内，请尽快报送。")


def term_sentence(deadline: Deadline, today: date) -> str:
    """Return everything in one paragraph, for a dialog."""
    return "".join(text for text in (deadline.reason, other_reading(deadline, today)) if text)
