"""pypinyin, whose dictionary of phrases is read in pieces: read at once, it would hold up every other thread meanwhile.

Imported when it is first needed: it takes as long as the window to show, and 65 MB.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from threading import Lock
from types import ModuleType

#: pypinyin leaves its phrases out while this variable is set.
_WITHOUT_PHRASES = "PYPINYIN_NO_PHRASES"
#: Where one phrase ends and the next begins, in the file as pypinyin lays it out.
_BETWEEN = ']\n],\n"'
#: Characters of a piece: some milliseconds.
_PIECE = 100_000

_alone = Lock()


def pypinyin() -> ModuleType:
    """Return the module, with all its phrases."""
    with _alone:
        return _loaded()


@cache
def _loaded() -> ModuleType:
    before = os.environ.get(_WITHOUT_PHRASES)
    os.environ[_WITHOUT_PHRASES] = "1"
    try:
        import pypinyin as module
    finally:
        del os.environ[_WITHOUT_PHRASES]
        if before is not None:
            os.environ[_WITHOUT_PHRASES] = before
    phrases: dict[str, list[list[str]]] = {}
    for piece in _in_pieces(files(module).joinpath("phrases_dict.json").read_text("utf-8")):
        phrases.update(json.loads(piece))
    module.load_phrases_dict(phrases)
    return module


def _in_pieces(text: str) -> Iterator[str]:
    """Yield a JSON object as several that are one after the other; as one, where it is laid out in another way."""
    begun = 0
    while (found := text.find(_BETWEEN, begun + _PIECE)) >= 0:
        end = found + len(_BETWEEN) - len(',\n"')
        yield f"{text[begun:end]}}}" if begun == 0 else f"{{{text[begun:end]}}}"
        begun = end + len(",\n")
    yield text if begun == 0 else f"{{{text[begun:]}"
