"""区县规定: what another district asks for, as one file that a unit loads: terms, authority, form, rules."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import StepRule
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.register.json_values import from_json
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper.form_placing import FORMS, in_the_way, put
from pmedia_desktop.services.paper.form_sharing import check_file
from pmedia_desktop.services.paper.form_sources import checked_sources
from pmedia_desktop.services.paper.forms import FILING_FORM, filing_form_in
from pmedia_desktop.services.settings import check_settings, put_settings
from pmedia_desktop.texts import translate

_CONTEXT = "services.profiles"
_KEYS = frozenset(("name", "basis", "authority", "form", "settings"))
_FILING_FORMS = frozenset((FILING_FORM, *(f"{FILING_FORM}_{kind.value}" for kind in FilingKind)))
#: What a district does not rule: how the window looks, where backups go.
_OF_THE_UNIT = frozenset(
    ("theme", "second_place", "backups_sealed", "backup_megabytes", "reply_snippets", "earlier_reply_terms")
)


@dataclass(frozen=True)
class Profile:
    """A district's rules. ``values`` are settings; ``form`` is a filing form of its own, None for the shipped one."""

    name: str
    basis: str
    authority: str
    values: Mapping[str, Any]
    form: Path | None = None


@dataclass(frozen=True)
class ProfileChange:
    """One thing that loading a profile would change, as people read it."""

    label: str
    before: str
    after: str


def shipped_profiles() -> tuple[Profile, ...]:
    """Return the profiles that come with the program."""
    return tuple(read_profile(path) for path in sorted(data_path("resources", "profiles").glob("*.toml")))


def read_profile(path: Path) -> Profile:
    """Read and check a profile; ``InputError`` names the file and the key that is wrong."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(
            translate(_CONTEXT, "读不到区县规定文件“{file}”，").format(file=path),
            translate(_CONTEXT, "请检查文件名和位置。"),
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong(path, translate(_CONTEXT, "不是UTF-8编码")) from error
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, str(error)) from error
    unknown = sorted(set(content) - _KEYS)
    if unknown or not content.get("name"):
        raise _wrong(path, ", ".join(unknown) or "name")
    known, hints = {field.name for field in fields(Settings)} - _OF_THE_UNIT, get_type_hints(Settings)
    values = {}
    for name, value in content.get("settings", {}).items():
        if name not in known:
            raise _wrong(path, f"settings.{name}")
        try:
            values[name] = from_json(hints[name], value)
        except (KeyError, TypeError, ValueError) as error:
            raise _wrong(path, f"settings.{name}: {error}") from error
    check_settings(replace(Settings(), **values))
    form = _form_beside(path, content["form"]) if content.get("form") else None
    return Profile(content["name"], content.get("basis", ""), content.get("authority", ""), values, form)


def _form_beside(path: Path, name: str) -> Path:
    """Return the filing form that lies beside the profile, checked: it has to be one that filings are printed on."""
    form = path.parent / Path(name).name
    if not form.is_file():
        raise _wrong(path, translate(_CONTEXT, "form：旁边没有文件{name}").format(name=name))
    if form.stem not in _FILING_FORMS:
        raise _wrong(path, translate(_CONTEXT, "form：备案表的文件名应为filing.toml"))
    checked_sources(load_form(form.stem, (form.parent,)))
    return form


def profile_changes(office: Office, profile: Profile) -> tuple[ProfileChange, ...]:
    """Return what loading the profile would change, to be shown before."""
    with office.register.read() as reader:
        settings, unit = reader.settings(), reader.unit() or Unit()
    changes = [
        ProfileChange(field_label(name), _words(getattr(settings, name)), _words(value))
        for name, value in profile.values.items()
        if getattr(settings, name) != value
    ]
    if profile.authority and profile.authority != unit.filing_authority:
        changes.append(ProfileChange(field_label("filing_authority"), unit.filing_authority, profile.authority))
    if profile.form is not None and not _is_in_force(office, profile.form):
        before = filing_form_in(office.folder, profile.form.stem.removeprefix(f"{FILING_FORM}_"))
        after = load_form(profile.form.stem, (profile.form.parent,))
        changes.append(ProfileChange(translate(_CONTEXT, "备案表表样"), _titled(before), _titled(after)))
    return tuple(changes)


def load_profile(office: Office, profile: Profile) -> Outcome[Profile]:
    """Put the profile in force in one transaction; later changes in the settings are the unit's own again.

    A form of the unit's own that the district's replaces is kept beside it. When it can't be written, nothing changes.
    """
    subject = Subject(SubjectKind.SETTINGS, 0, profile.name)
    with office.register.write(office.actor, Action.SETTINGS_SAVED, subject=subject) as writer:
        settings = replace(writer.settings(), **profile.values)
        check_settings(settings)
        put_settings(office, writer, settings)
        unit = writer.unit()
        if unit is not None and profile.authority:
            writer.save(replace(unit, filing_authority=profile.authority))
        if profile.form is not None and not _is_in_force(office, profile.form):
            _put(office.folder / FORMS, profile.form)
    return Outcome(profile, frozenset({SubjectKind.SETTINGS, SubjectKind.UNIT}))


def _put(forms: Path, form: Path) -> None:
    content = form.read_bytes()
    check_file(content, form.stem)
    put(forms, {form.stem: content})


def _is_in_force(office: Office, form: Path) -> bool:
    """Whether the unit prints on this form already: it lies there, and none of the unit's own goes before it."""
    forms = office.folder / FORMS
    return in_the_way(forms, [form.stem]) == [form.stem] and (forms / form.name).read_bytes() == form.read_bytes()


def _titled(form: Form) -> str:
    return translate(_CONTEXT, "{title}（第{version}版）").format(title=form.title, version=form.version)


def _words(value: Any) -> str:
    """Say a setting in words: codes by their word, lists with commas."""
    match value:
        case bool():
            return translate(_CONTEXT, "是") if value else translate(_CONTEXT, "否")
        case StrEnum():
            return word(value)
        case tuple():
            return translate(_CONTEXT, "、").join(_words(item) for item in value) or translate(_CONTEXT, "无")
        case StepRule():
            return value.title
    return str(value)


def _wrong(path: Path, what: str) -> InputError:
    return InputError(
        translate(_CONTEXT, "区县规定文件“{file}”有一处不对：{what}，").format(file=path.name, what=what),
        translate(_CONTEXT, "请照 resources/profiles/pengshan.toml 的样子改正。"),
    )
