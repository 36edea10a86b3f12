"""The lists that a unit begins with: the check list of the self-inspection, texts for replies."""

import tomllib
from functools import cache
from typing import Any

from pmedia_desktop.data_files import data_path
from pmedia_desktop.model.inspection import Certainty, CheckItem, Probe
from pmedia_desktop.model.message import ReplySnippet
from pmedia_desktop.model.settings import Settings


def check_list(settings: Settings) -> tuple[CheckItem, ...]:
    """Return the unit's own check list, else the shipped one (``resources/check_list.toml``)."""
    return _shipped_check_list() if settings.check_list is None else settings.check_list


def reply_snippets(settings: Settings) -> tuple[ReplySnippet, ...]:
    """Return the unit's own texts for replies, else the shipped ones (``resources/reply_snippets.toml``)."""
    return _shipped_snippets() if settings.reply_snippets is None else settings.reply_snippets


@cache
def _shipped_check_list() -> tuple[CheckItem, ...]:
    return tuple(
        CheckItem(
            **{
                **item,
                "certainty": Certainty(item.get("certainty", Certainty.OWN)),
                "probe": Probe(item.get("probe", Probe.ASKED)),
            }
        )
        for item in _entries("check_list.toml", "item")
    )


@cache
def _shipped_snippets() -> tuple[ReplySnippet, ...]:
    return tuple(ReplySnippet(**entry) for entry in _entries("reply_snippets.toml", "snippet"))


def _entries(file: str, key: str) -> list[dict[str, Any]]:
    content = tomllib.loads(data_path("resources", file).read_text("utf-8"))
    entries: list[dict[str, Any]] = content[key]
    return entries
