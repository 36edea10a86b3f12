"""A filing's term in sentences: the last day, from which day it is counted, and the other reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.looks import days_left_words
from pmedia_desktop.model.finding import DueState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.finding import Deadline

_CONTEXT = "gui.filings.term_words"


def term_title(deadline: Deadline, what: str = "") -> str:
    """Return the headline: what is due (``what`` where the place makes it plain), when, and how long that is."""
    what = what or deadline.what
    if deadline.due is None:
        if deadline.state is DueState.NOT_STARTED:
            return translate(_CONTEXT, "{what}：还没有起算").format(what=what)
        return what
    left = days_left_words(deadline.days_left) if deadline.days_left is not None else ""
    estimate = translate(_CONTEXT, "，推算") if deadline.estimated else ""
    return translate(_CONTEXT, "{what}：最迟{day}（{left}{estimate}）").format(
        what=what, day=chinese_date(deadline.due), left=left, estimate=estimate
    )


def other_reading(deadline: Deadline) -> str:
    """Return the second line: the other way to count, empty where there is none."""
    other = deadline.alternative
    if other is None:
        return ""
    if other.due is None:
        return translate(_CONTEXT, "另一种算法，{label}：未起算。").format(label=other.label)
    estimate = translate(_CONTEXT, "（推算）") if other.estimated else ""
    return translate(
        _CONTEXT, "另一种算法，{label}：到{day}{estimate}。办法没有写明从哪天算起，按较早的一天办最稳妥。"
    ).format(label=other.label, day=chinese_date(other.due), estimate=estimate)


def term_sentence(deadline: Deadline) -> str:
    """Return everything in one paragraph, for a dialog."""
    return "".join(text for text in (deadline.reason, other_reading(deadline)) if text)
