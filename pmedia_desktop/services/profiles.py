"""区县规定: what another district asks for, as one file that a unit loads: terms, authority, form, rules."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from pmedia_desktop.measures.change_duties import duty_field_label
from pmedia_desktop.measures.district_rules import rule_name
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.inspection import CheckItem
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import StepRule
from pmedia_desktop.model.settings import FreezeTier
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper.form_placing import FORMS, in_the_way, put
from pmedia_desktop.services.paper.form_sharing import check_file
from pmedia_desktop.services.paper.forms import FILING_FORM, filing_form_in
from pmedia_desktop.services.profile_files import Profile
from pmedia_desktop.services.settings import check_settings, put_settings
from pmedia_desktop.texts import translate

_CONTEXT = "services.profiles"


@dataclass(frozen=True)
class ProfileChange:
    """One thing that loading a profile would change, as people read it."""

    label: str
    before: str
    after: str


def profile_changes(office: Office, profile: Profile) -> tuple[ProfileChange, ...]:
    """Return what loading the profile would change, to be shown before."""
    with office.register.read() as reader:
        settings, unit = reader.settings(), reader.unit() or Unit()
    changes = [
        ProfileChange(field_label(name), _words_of(name, getattr(settings, name)), _words_of(name, value))
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


def _words_of(name: str, value: Any) -> str:
    """Say a setting in words; what is a code by itself is said by whoever knows the code."""
    if name == "rules_off":
        return _words(tuple(rule_name(rule) for rule in value))
    if name == "change_duties":
        named = translate(_CONTEXT, "{field}（{duty}）")
        return _words(tuple(named.format(field=duty_field_label(field), duty=word(duty)) for field, duty in value))
    return _words(value)


def _words(value: Any) -> str:
    """Say a setting in words: codes by their word, lists with commas."""
    match value:
        case None:
            return translate(_CONTEXT, "程序自带的")
        case bool():
            return translate(_CONTEXT, "是") if value else translate(_CONTEXT, "否")
        case StrEnum():
            return word(value)
        case tuple():
            return translate(_CONTEXT, "、").join(_words(item) for item in value) or translate(_CONTEXT, "无")
        case StepRule():
            return value.title
        case CheckItem():
            return value.text.removesuffix("。")
        case FreezeTier(followers=None):
            return translate(_CONTEXT, "其余{days}天").format(days=value.days)
        case FreezeTier():
            return translate(_CONTEXT, "粉丝{followers}以下{days}天").format(followers=value.followers, days=value.days)
    return str(value)
