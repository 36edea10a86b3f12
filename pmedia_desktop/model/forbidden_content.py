"""What must not be published, line by line with its source (``resources/forbidden_content.toml``)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from pmedia_desktop.data_files import data_path


@dataclass(frozen=True)
class ForbiddenContent:
    """The list of one page: ``lines`` are (what, source), ``as_of`` is its day."""

    as_of: date
    lines: tuple[tuple[str, str], ...]


@cache
def forbidden_content() -> ForbiddenContent:
    """Return the list."""
    content = tomllib.loads(data_path("resources", "forbidden_content.toml").read_text("utf-8"))
    return ForbiddenContent(content["as_of"], tuple((item["text"], item["source"]) for item in content["item"]))
