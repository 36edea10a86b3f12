"""A district's rules as a file: read and checked whole before anything changes."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.district_rules import district_rules
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.services.paper.form_sources import checked_sources
from pmedia_desktop.services.paper.forms import FILING_FORM
from pmedia_desktop.services.profile_values import WrongValue, value_of
from pmedia_desktop.services.settings import check_settings
from pmedia_desktop.texts import translate

_CONTEXT = "services.profile_files"
_TEXTS = ("name", "basis", "authority", "form")
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


def shipped_profiles() -> tuple[Profile, ...]:
    """Return the profiles that come with the program."""
    return tuple(read_profile(path) for path in sorted(data_path("resources", "profiles").glob("*.toml")))


def read_profile(path: Path) -> Profile:
    """Read and check a profile; ``InputError`` names the file and the line or key that is wrong."""
    content = _content(path)
    for key in content:
        if key not in (*_TEXTS, "settings"):
            raise _wrong(path, translate(_CONTEXT, "没有{key}这一项").format(key=key))
    for key in _TEXTS:
        if not isinstance(content.get(key, ""), str):
            raise _wrong(path, translate(_CONTEXT, "{key}应是用引号括起的文字").format(key=key))
    if not content.get("name", "").strip():
        raise _wrong(path, translate(_CONTEXT, "缺少name，就是区县的名称"))
    values = _settings(path, content.get("settings", {}))
    form = _form_beside(path, content["form"]) if content.get("form") else None
    return Profile(content["name"], content.get("basis", ""), content.get("authority", ""), values, form)


def _content(path: Path) -> dict[str, Any]:
    try:
        # Windows Notepad puts a byte order mark in front.
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(
            translate(_CONTEXT, "读不到区县规定文件“{file}”，").format(file=path),
            translate(_CONTEXT, "请检查文件名和位置。"),
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong(path, translate(_CONTEXT, "不是UTF-8编码")) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = found[1] if found else len(path.read_text("utf-8-sig").splitlines())
        raise _wrong(path, translate(_CONTEXT, "第{line}行写法不对").format(line=line)) from error


def _settings(path: Path, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _wrong(path, translate(_CONTEXT, "settings应是一个表，写作 [settings]"))
    known, hints = {field.name for field in fields(Settings)} - _OF_THE_UNIT, get_type_hints(Settings)
    values = {}
    for name, value in given.items():
        if name not in known:
            raise _wrong(path, translate(_CONTEXT, "没有{key}这一项").format(key=f"settings.{name}"))
        try:
            values[name] = value_of(hints[name], value)
        except WrongValue as wrong:
            raise _wrong(path, f"settings.{name}{wrong}") from wrong
    for rule in values.get("rules_off", ()):
        if rule not in district_rules():
            said = translate(_CONTEXT, "settings.rules_off：没有“{rule}”这项检查，可用的是 {known}")
            raise _wrong(path, said.format(rule=rule, known=translate(_CONTEXT, "、").join(district_rules())))
    try:
        check_settings(replace(Settings(), **values))
    except InputError as problem:
        raise _wrong(path, f"settings.{problem.field}：{problem.message.removesuffix('，')}") from problem
    return values


def _form_beside(path: Path, name: str) -> Path:
    """Return the filing form that lies beside the profile, checked: it has to be one that filings are printed on."""
    form = path.parent / Path(name).name
    if not form.is_file():
        raise _wrong(path, translate(_CONTEXT, "form：旁边没有文件{name}").format(name=name))
    if form.stem not in _FILING_FORMS:
        raise _wrong(path, translate(_CONTEXT, "form：备案表的文件名应为filing.toml"))
    checked_sources(load_form(form.stem, (form.parent,)))
    return form


def _wrong(path: Path, what: str) -> InputError:
    return InputError(
        translate(_CONTEXT, "区县规定文件“{file}”有一处不对：{what}，").format(file=path.name, what=what),
        translate(_CONTEXT, "什么都没有改；请改正，或者请给这份文件的单位改正。"),
    )
