"""A translator's file becomes the catalogue behind ``texts.translate``: Qt's .ts format, read by the standard library.

Strings that are not translated yet stay Chinese.
"""

import os
from collections.abc import Mapping
from pathlib import Path

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
    """Return ``{(context, source): translation}`` of a .ts file."""
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
            translation = message.findtext("translation")
            if translation:
                found[name, message.findtext("source") or ""] = translation
    return found
