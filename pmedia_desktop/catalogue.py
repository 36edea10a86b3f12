"""A translator's file becomes the catalogue behind ``texts.translate``: Qt's .ts format, read by the standard library.

Strings that are not translated yet stay Chinese.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate, use_catalogue

_CONTEXT = "catalogue"
#: The variable that names the file; without it the program speaks Chinese.
VARIABLE = "PMEDIA_TRANSLATION"


def speak_as_asked(environment: Mapping[str, str] = os.environ) -> None:
    """Put the catalogue in force that the environment names. Raises ``InputError`` for a file that is none."""
    named = environment.get(VARIABLE)
    if named:
        use_catalogue(read_catalogue(Path(named)))


def read_catalogue(path: Path) -> dict[tuple[str, str], str]:
    """Return ``{(context, source): translation}`` of a .ts file; each can be filled in with what its source is.

    Raises ``InputError`` that names the file, and the string that is wrong in it.
    """
    from xml.etree.ElementTree import ParseError, parse  # a start without a translation does not need it

    try:
        root = parse(path).getroot()  # noqa: S314  # the user's own file, and the parser knows no external entities
    except (OSError, ParseError) as error:
        raise InputError(
            translate(_CONTEXT, "译文文件“{path}”读不了（{why}），").format(path=path, why=error),
            translate(_CONTEXT, "请换一个文件，或去掉环境变量 {variable}。").format(variable=VARIABLE),
        ) from error
    found = {}
    for context in root.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation, source = message.findtext("translation"), message.findtext("source") or ""
            if translation:
                _check_places(path, source, translation)
                found[name, source] = translation
    return found


def _check_places(path: Path, source: str, translation: str) -> None:
    """Refuse a translation with other places in braces than its source: it would end what was to be said."""
    known, asked = _places(source), _places(translation)
    if known is None or not all(place.isidentifier() for place in known):
        return  # braces of something that is only shown: { 代号 = "文字" }
    if asked is None or not asked <= known:
        said = translate(_CONTEXT, "译文文件“{path}”里“{source}”的译文，花括号里的名称和原文不一样，")
        raise InputError(
            said.format(path=path, source=source), translate(_CONTEXT, "请照原文写，例如 {{day}}。").format()
        )


def _places(text: str) -> set[str] | None:
    """Return the names of what is filled in (``{day}``, ``{at:%Y}``, ``{day.month}``), None where nothing can be."""
    try:
        return {re.split(r"[.\[]", name)[0] for _text, name, *_how in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
