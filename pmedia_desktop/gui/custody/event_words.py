"""A line of the custody record in plain words: when, who, what, to whom, why, on which PC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import datetime

    from pmedia_desktop.model.custody import CustodyEvent

_CONTEXT = "gui.custody.event_words"


def event_sentence(event: CustodyEvent, names: Mapping[int, str]) -> str:
    """Return one event as a sentence; ``names`` gives people's names by their ids."""
    parts = [
        translate(_CONTEXT, "{moment} {actor}{proved}：{act}").format(
            moment=moment_words(event.at),
            actor=event.actor or event.os_user,
            proved=translate(_CONTEXT, "（口令验证）") if event.proved else "",
            act=word(event.act),
        )
    ]
    if event.person_id is not None and names.get(event.person_id, "") not in ("", event.actor):
        parts.append(translate(_CONTEXT, "涉及{name}").format(name=names[event.person_id]))
    if event.witness_id is not None:
        parts.append(translate(_CONTEXT, "监交人{name}").format(name=names.get(event.witness_id, "")))
    if event.version is not None:
        parts.append(translate(_CONTEXT, "第{number}个密码").format(number=event.version))
    if event.due_at is not None:
        parts.append(translate(_CONTEXT, "期限{moment}").format(moment=moment_words(event.due_at)))
    if event.reason:
        parts.append(event.reason)
    if event.computer:
        parts.append(translate(_CONTEXT, "电脑{name}").format(name=event.computer))
    return "，".join(parts)


def moment_words(moment: datetime) -> str:
    """Return an instant in the PC's own time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
