"""The forms of a data folder, each filled with any values of its own. Needs no register.

What else a window or a command does with a paper (its pages as pictures, its Word file, the page by which a printer is
measured) is offered here too.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pmedia_desktop.paper.calibration import calibration_page
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.filling import Filled, fill
from pmedia_desktop.paper.loading import list_forms, load_form
from pmedia_desktop.paper.overlay import Measured
from pmedia_desktop.paper.preview import PageImage, page_count, render_page
from pmedia_desktop.paper.word.pictured import pictured_word
from pmedia_desktop.paper.word.writing import as_word, word_of
from pmedia_desktop.services.paper.form_sources import checked_sources

#: The form that every kind of filing is printed on, unless the office has one of its own for the kind.
FILING_FORM = "filing"

__all__ = [
    "FILING_FORM",
    "Filled",
    "Form",
    "Measured",
    "PageImage",
    "any_form_as_word",
    "calibration_page",
    "filing_form_in",
    "fill_any_form",
    "form_in",
    "forms_in",
    "page_count",
    "pictured_word",
    "render_page",
    "word_of",
]


def _own_forms(folder: Path) -> tuple[Path, ...]:
    return (folder / "forms",)


def forms_in(folder: Path) -> list[Form]:
    """Return all forms; the unit's own in the data folder win over the shipped ones."""
    return list_forms(_own_forms(folder))


def form_in(folder: Path, name: str) -> Form:
    """Return one form; ``InputError`` names the file and key when the unit's own is wrong."""
    return checked_sources(load_form(name, _own_forms(folder)))


def filing_form_in(folder: Path, kind: str) -> Form:
    """Return the form for a kind of filing: the office's own for this kind, the unit's own for all, or the shipped."""
    own = f"{FILING_FORM}_{kind}"
    is_there = any((place / f"{own}.toml").is_file() for place in _own_forms(folder))
    return form_in(folder, own if is_there else FILING_FORM)


def fill_any_form(
    folder: Path, name: str, values: Mapping[str, Any], variant: str = "", preprinted: Measured | None = None
) -> Filled:
    """Fill the form ``name`` with any JSON object of its field names. Needs no register.

    ``preprinted``: an office's form gets its values alone, moved as the printed calibration page was measured.
    """
    return fill(form_in(folder, name), values, variant=variant, preprinted=preprinted)


def any_form_as_word(folder: Path, name: str, values: Mapping[str, Any], variant: str = "") -> bytes:
    """Fill the form ``name`` into a Word file."""
    return as_word(form_in(folder, name), values, variant=variant)
