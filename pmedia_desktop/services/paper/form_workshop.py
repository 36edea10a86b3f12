"""The form workshop: an office's form is opened, its fields are chosen, and it is saved among the unit's forms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.declaration import Form, Medium, Place
from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.form_writing import form_file
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.recognition.apart import open_form
from pmedia_desktop.paper.recognition.draft import (
    OWN,
    Draft,
    DraftPlace,
    drafted,
    form_of,
    redrafted,
    sample_values,
)
from pmedia_desktop.paper.recognition.found import Area
from pmedia_desktop.paper.recognition.vocabulary import known_fields
from pmedia_desktop.pinyin_words import pypinyin
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.paper.form_placing import (
    FORMS,
    files_of,
    form_path,
    in_the_way,
    names_for,
    next_version,
    put,
    uses_of,
)
from pmedia_desktop.services.paper.form_sharing import OwnForm, at, check_file, own_forms, refused_to_replace
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.services.quick_open import searchable
from pmedia_desktop.texts import translate

__all__ = [
    "OWN",
    "Draft",
    "DraftPlace",
    "FieldChoice",
    "Form",
    "OwnForm",
    "describe",
    "field_choices",
    "look_at",
    "open_office_form",
    "own_forms",
    "reopen",
    "replaced_by",
    "save",
    "uses_of_saved",
]

_CONTEXT = "services.paper.form_workshop"
_LONGEST_TITLE = 40
_LONGEST_PINYIN = 40
_OWN_NAME = "own_"
_SMALLEST_IN_SKETCH = 4.0


@dataclass(frozen=True)
class FieldChoice:
    """A field that can be chosen for a place; ``search`` is what a typed word is looked for in."""

    source: str
    label: str
    search: str


def _kinds() -> dict[str, str]:
    return {kind.value: word(kind) for kind in FilingKind}


def field_choices() -> tuple[FieldChoice, ...]:
    """Return all fields by their Chinese names; they can be looked for by pinyin's initials too."""
    return tuple(FieldChoice(known.source, known.label, searchable(known.label)) for known in known_fields().values())


def open_office_form(path: Path, progress: Progress) -> Draft:
    """Open the office's file and propose what belongs where; takes up to some seconds for a scan."""
    draft = drafted(open_form(path, progress))
    return replace(draft, title=draft.title or path.stem[:_LONGEST_TITLE])


def look_at(draft: Draft) -> bytes:
    """Return the office's page with sample values, as a PDF; of a Word file a sketch of its tables."""
    found = replace(draft.found, medium=Medium.PDF, content=draft.found.shown)
    seen = replace(draft, found=found, title=draft.title or " ", name="draft")
    form = form_of(seen, _kinds())
    if draft.is_word:
        # Word makes room by itself: what the sketch has no room for is shown small, never on a continuation sheet.
        form = replace(form, sizes=replace(form.sizes, smallest=_SMALLEST_IN_SKETCH))
    return fill(form, sample_values(seen, _kinds()), attach_values=False, sample=True).pdf


def reopen(folder: Path, name: str, progress: Progress) -> Draft:
    """Take up a saved form again."""
    form = form_in(folder, name)
    if form.background is None:
        raise InputError(
            translate(_CONTEXT, "“{title}”不是用上级的表格做的，").format(title=form.title),
            translate(_CONTEXT, "请在它的 toml 文件里修改。"),
        )
    sources = {field.name: field.source or f"{OWN}{field.label}" for field in form.fields}
    found = redrafted(form, progress)
    if form.background.medium is Medium.WORD:
        draft = drafted(found, sources)
        marked = {mark.cell or mark.blank for mark in found.marks if mark.has_spot}
        places = tuple(one if one.mark or one.spot in marked else one.unused() for one in draft.places)
        return Draft(found, places, form.title, form.name, form.version)
    proposed = drafted(found).places
    places = tuple(
        DraftPlace(
            place.page - 1,
            Area(place.x, place.y, place.width, place.height),
            sources.get(place.field, ""),
            _label_beside(place, proposed),
            place.align,
            place.top,
            place.size,
            place.breaks,
            place.tick,
            place.part,
            place.is_stamp,
        )
        for place in form.places
    )
    free = (one for one in proposed if not any(one.page == p.page and one.area.shared(p.area) for p in places))
    return Draft(found, (*places, *(one.unused() for one in free)), form.title, form.name, form.version)


def _label_beside(place: Place, proposed: tuple[DraftPlace, ...]) -> str:
    """Return the words that stand beside a place: a form's file does not keep them."""
    area = Area(place.x, place.y, place.width, place.height)
    here = [one for one in proposed if one.page == place.page - 1 and one.area.shared(area)]
    return max(here, key=lambda one: one.area.shared(area)).label if here else ""


def forms_of_unit(folder: Path) -> tuple[Form, ...]:
    """Return the unit's forms that lie over an office's page or are its Word file; broken ones are left out."""
    return tuple(load_form(own.name, (folder / FORMS,)) for own in own_forms(folder) if own.has_page)


def with_drawn_place(draft: Draft, page: int, x: float, y: float, width: float, height: float) -> Draft:
    """Return the draft with a further place where the clerk drew it, in mm."""
    place = DraftPlace(page, Area(round(x, 2), round(y, 2), round(width, 2), round(height, 2)))
    return replace(draft, places=(*draft.places, place))


def uses_of_saved(folder: Path, name: str) -> tuple[FilingKind, ...]:
    """Return the kinds of filing that are printed on a saved form."""
    return uses_of(folder / FORMS, name)


def replaced_by(folder: Path, draft: Draft, for_filings: Sequence[FilingKind]) -> tuple[OwnForm, ...]:
    """Return the unit's other forms that give way when the draft is saved; its own earlier version is none."""
    former = files_of(folder / FORMS, draft.name)
    names = in_the_way(folder / FORMS, _names(folder, draft, for_filings))
    return at(folder, (name for name in names if name not in former))


def save(
    folder: Path, draft: Draft, *, for_filings: Sequence[FilingKind] = (), replacing: bool = False
) -> tuple[Form, ...]:
    """Save the form among the unit's own; it is then what the program prints for these kinds of filing, and no others.

    What lay there is kept among the earlier versions. Every file is read back before one is written. Raises
    ``InputError`` where another form has to give way, unless ``replacing`` lets it.
    """
    if not draft.title.strip():
        raise InputError(translate(_CONTEXT, "请给表样起个名称，如“政务新媒体备案表”。"), field="title")
    if not any(place.source for place in draft.places):
        raise InputError(
            translate(_CONTEXT, "还没有给任何一格选内容，"), translate(_CONTEXT, "请点一格，在右边选要填的内容。")
        )
    before = replaced_by(folder, draft, for_filings)
    if before and not replacing:
        raise refused_to_replace(before)
    forms, names = folder / FORMS, _names(folder, draft, for_filings)
    former = files_of(forms, draft.name)
    version = next_version(forms, names, draft.version if former else "0")
    contents = {}
    for name in names:
        contents[name] = form_file(form_of(replace(draft, name=name, version=version), _kinds()))
        check_file(contents[name], name)
    put(forms, contents, former)
    return tuple(load_form(name, (forms,)) for name in names)


def _names(folder: Path, draft: Draft, for_filings: Sequence[FilingKind]) -> list[str]:
    """Return what the form's files are called: of filings by their kind, another by its title."""
    if for_filings:
        return names_for(for_filings)
    if draft.name.startswith(_OWN_NAME) and form_path(folder / FORMS, draft.name).is_file():
        [saved] = at(folder, [draft.name])
        if saved.title == draft.title:
            return [draft.name]
    plain = re.sub(r"[^a-z0-9]+", "_", "_".join(pypinyin().lazy_pinyin(draft.title)).lower()).strip("_")
    told_apart = sha256(draft.title.encode()).hexdigest()[:8]  # titles can sound the same, or begin the same
    return [f"{_OWN_NAME}{plain[:_LONGEST_PINYIN]}_{told_apart}"]


def describe(draft: Draft) -> list[dict[str, object]]:
    """Return the places for other programs: page, label, field, and where in mm."""
    labels = {known.source: known.label for known in known_fields().values()}
    return [
        {
            "page": place.page + 1,
            "label": place.label,
            "source": place.source,
            "field": labels.get(place.source, place.source.removeprefix(OWN)),
            "stamp": place.stamp,
            "tick": place.tick,
            "x": round(place.area.x, 1),
            "y": round(place.area.y, 1),
            "width": round(place.area.width, 1),
            "height": round(place.area.height, 1),
        }
        for place in draft.places
    ]
