"""How an account's update clock is said and coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.publishing.clocks import UpdateClock

_CONTEXT = "gui.publishing.clock_words"

#: By the clock's status; the page must not import the rules for it.
CLOCK_TONES = {"normal": Tone.GOOD, "soon": Tone.WARNING, "overdue": Tone.DANGER, "unknown": Tone.NEUTRAL}


def clock_words(clock: UpdateClock) -> str:
    """Return 3天前更新, 还有2天到期, 已超期2天 or 没有发布记录."""
    if clock.days is None:
        return translate(_CONTEXT, "没有发布记录")
    left = clock.limit - clock.days
    if left < 0:
        return translate(_CONTEXT, "{days}天没更新，超期{over}天").format(days=clock.days, over=-left)
    if clock.last is None:
        return translate(_CONTEXT, "开设{days}天，还没发布过").format(days=clock.days)
    if clock.days == 0:
        return translate(_CONTEXT, "今天更新过")
    if clock.status.value == "soon":
        return translate(_CONTEXT, "{days}天没更新，还有{left}天").format(days=clock.days, left=left)
    return translate(_CONTEXT, "{days}天前更新").format(days=clock.days)
