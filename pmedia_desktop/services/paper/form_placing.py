"""Where the unit's own forms lie: which files are one form, what it is printed for, which files it replaces.

A form for all three kinds of filing is ``filing.toml``; for one or two it is ``filing_<kind>.toml``, the same form
once for each. What is replaced or put away stays in ``earlier/``, where nothing is ever written over.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.services.files import write_file
from pmedia_desktop.services.paper.forms import FILING_FORM

FORMS, EARLIER = "forms", "earlier"
_BY_KIND = {f"{FILING_FORM}_{kind.value}": kind for kind in FilingKind}


def form_path(forms: Path, name: str) -> Path:
    """Return where the form of this name lies."""
    return forms / f"{name}.toml"


def names_for(kinds: Iterable[FilingKind]) -> list[str]:
    """Return what a form for these kinds of filing is called, one name for each file."""
    wanted = set(kinds)
    if wanted == set(FilingKind):
        return [FILING_FORM]
    return [name for name, kind in _BY_KIND.items() if kind in wanted]


def files_of(forms: Path, name: str) -> list[str]:
    """Return the names under which the same form lies, this one first; nothing when there is none."""
    if not form_path(forms, name).is_file():
        return []
    # Another form is one file, and need not be read to say so: a page's scan lies in it.
    if name not in (FILING_FORM, *_BY_KIND) or (form := _form(forms, name)) is None:
        return [name]
    others = (other for other in (FILING_FORM, *_BY_KIND) if other != name)
    return [name, *(other for other in others if _is_same(form, _form(forms, other)))]


def uses_of(forms: Path, name: str) -> tuple[FilingKind, ...]:
    """Return the kinds of filing that are printed on this form."""
    if name not in (FILING_FORM, *_BY_KIND):
        return ()
    files = files_of(forms, name)
    for_rest = FILING_FORM in files
    return tuple(
        kind for own, kind in _BY_KIND.items() if own in files or (for_rest and not form_path(forms, own).is_file())
    )


def in_the_way(forms: Path, names: Iterable[str]) -> list[str]:
    """Return the forms that give way when one is put under these names: one for all filings, to that for one kind."""
    wanted = list(names)
    if FILING_FORM in wanted:
        wanted.extend(_BY_KIND)
    return [name for name in wanted if form_path(forms, name).is_file()]


def next_version(forms: Path, names: Iterable[str], former: str = "0") -> str:
    """Return the version after all that lie or have ever lain under these names."""
    numbers = [int(former)] if former.isdecimal() else [0]
    for name in names:
        form = _form(forms, name)
        kept = [re.match(r"\d+", path.stem.removeprefix(f"{name}-")) for path in _kept(forms, name)]
        numbers.extend(int(found.group()) for found in kept if found)
        if form is not None and form.version.isdecimal():
            numbers.append(int(form.version))
    return str(max(numbers) + 1)


def put(forms: Path, contents: Mapping[str, bytes], former: Iterable[str] = ()) -> None:
    """Lay a form's files among the unit's own; ``former`` are names under which it lay until now."""
    forms.mkdir(parents=True, exist_ok=True)
    gone = dict.fromkeys([*in_the_way(forms, contents), *former])
    for name in gone:
        keep_earlier(forms, name)
    for name, content in contents.items():
        write_file(form_path(forms, name), content)
    for name in gone:
        if name not in contents:
            form_path(forms, name).unlink()


def keep_earlier(forms: Path, name: str) -> None:
    """Keep a form's file as it stands among the earlier versions; there may be none."""
    path = form_path(forms, name)
    if not path.is_file():
        return
    content = path.read_bytes()
    if any(kept.read_bytes() == content for kept in _kept(forms, name)):
        return
    form = _form(forms, name)
    stem = f"{name}-{form.version if form is not None else 'x'}"
    (forms / EARLIER).mkdir(exist_ok=True)
    number, kept = 1, form_path(forms / EARLIER, stem)
    while kept.exists():
        number += 1
        kept = form_path(forms / EARLIER, f"{stem}-{number}")
    write_file(kept, content)


def _kept(forms: Path, name: str) -> list[Path]:
    return sorted((forms / EARLIER).glob(f"{name}-*.toml"))


def _form(forms: Path, name: str) -> Form | None:
    """Return a form; None where there is none or its file is wrong."""
    if not form_path(forms, name).is_file():
        return None
    try:
        return load_form(name, (forms,))
    except InputError:
        return None


def _is_same(form: Form, other: Form | None) -> bool:
    return (
        other is not None
        and replace(other, name=form.name, file_name=form.file_name, fingerprint=form.fingerprint) == form
    )
