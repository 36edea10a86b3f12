"""The one door for strings that people read.

Every sentence shown on screen, printed on paper or written to standard error passes through
:func:`translate`, so that a translator finds all of them and a test can lay a pseudo-translation
over the program. Imports nothing but the standard library, so every room may use it.
"""

from collections.abc import Mapping

_catalogue: Mapping[tuple[str, str], str] = {}


def translate(context: str, source: str) -> str:
    """Return ``source`` (Chinese) in the language in force.

    ``context`` is the room and module that speaks, for example ``"measures.article4"``. Both
    arguments are literals, so that they can be extracted; values are filled in afterwards with
    ``.format(...)``, never before.
    """
    return _catalogue.get((context, source), source)


def use_catalogue(catalogue: Mapping[tuple[str, str], str]) -> None:
    """Put a catalogue {(context, source): translation} in force; an empty one restores Chinese."""
    global _catalogue  # one language for the whole process, set at start
    _catalogue = catalogue


def speaks_a_translation() -> bool:
    """Whether a catalogue is in force."""
    return bool(_catalogue)
