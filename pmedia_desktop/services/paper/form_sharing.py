"""The unit's own forms as files: which there are, given to another unit, taken in from one, no longer used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.declaration import Form, Medium
from pmedia_desktop.paper.loading import LARGEST_FILE, load_form, parsed
from pmedia_desktop.services.paper.form_placing import FORMS, files_of, form_path, in_the_way, put, uses_of
from pmedia_desktop.services.paper.form_sources import checked_sources
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.form_sharing"


@dataclass(frozen=True)
class OwnForm:
    """One of the unit's own forms; ``problem`` says why its file cannot be used, empty when it can."""

    name: str
    title: str
    version: str = ""
    is_word: bool = False
    has_page: bool = False
    problem: str = ""
    uses: tuple[FilingKind, ...] = ()

    def words(self) -> str:
        """Return what people call it, with what it is used for."""
        if self.problem:
            return translate(_CONTEXT, "{file}（有错误，用不了）").format(file=f"{self.name}.toml")
        facts = [_use_of(self.uses), translate(_CONTEXT, "Word") if self.is_word else ""]
        facts.append(translate(_CONTEXT, "第{version}版").format(version=self.version))
        return translate(_CONTEXT, "{title}（{facts}）").format(
            title=self.title, facts=translate(_CONTEXT, "，").join(filter(None, facts))
        )


def own_forms(folder: Path) -> tuple[OwnForm, ...]:
    """Return all forms in the unit's own folder, those whose file is wrong too; one for two kinds of filing once."""
    forms, told, found = folder / FORMS, set[str](), []
    for path in sorted(forms.glob("*.toml")):
        if path.stem not in told:
            told.update(files_of(forms, path.stem))
            found.append(_own_form(path))
    return tuple(found)


def file_of(folder: Path, name: str) -> bytes:
    """Return the file of a form, to be given to another unit; a broken one is not handed on."""
    form_in(folder, name)
    return form_path(folder / FORMS, name).read_bytes()


def replaced_by_received(folder: Path, received: Path) -> tuple[OwnForm, ...]:
    """Return the unit's own forms that give way when a received one is taken in; nothing is changed here."""
    name, content = _received(received)
    check_file(content, name)
    return at(folder, in_the_way(folder / FORMS, [name]))


def at(folder: Path, names: Iterable[str]) -> tuple[OwnForm, ...]:
    """Return the unit's own forms of these names."""
    return tuple(_own_form(form_path(folder / FORMS, name)) for name in names)


def take_in(folder: Path, received: Path, *, replacing: bool = False) -> OwnForm:
    """Put a form that another unit has given among the unit's own; the file may be called anything.

    Raises ``InputError`` for a file that is no form, and where another form has to give way: ``replacing`` lets it,
    and it is kept among the earlier versions.
    """
    name, content = _received(received)
    form = check_file(content, name)
    before = at(folder, in_the_way(folder / FORMS, [name]))
    if before and not replacing:
        raise refused_to_replace(before)
    put(folder / FORMS, {form.name: content})
    return _own_form(form_path(folder / FORMS, form.name))


def refused_to_replace(before: Sequence[OwnForm]) -> InputError:
    """Return the refusal to put a form in the place of others."""
    titles = translate(_CONTEXT, "、").join(form.words() for form in before)
    return InputError(
        translate(_CONTEXT, "已经有表样{titles}，").format(titles=titles),
        translate(_CONTEXT, "请换一个名称，或者写明要换下原来的（--replace）。"),
    )


def _received(received: Path) -> tuple[str, bytes]:
    """Return name and content of a received form's file."""
    try:
        if received.stat().st_size > LARGEST_FILE:
            raise _no_form(received)
        content = received.read_bytes()
    except OSError as problem:
        raise EnvironmentProblem(
            translate(_CONTEXT, "文件 {path} 读不出来（{reason}），").format(path=received, reason=reason_of(problem)),
            translate(_CONTEXT, "请检查文件是否被占用、有无读取权限。"),
        ) from problem
    return _name_in(content, received), content


def retire(folder: Path, name: str) -> OwnForm:
    """Take a form out of use; its file is kept among the earlier versions."""
    form = _own_form(form_path(folder / FORMS, name))
    put(folder / FORMS, {}, former=files_of(folder / FORMS, name))
    return form


def check_file(content: bytes, name: str) -> Form:
    """Read a form's file before it takes an old one's place; raises ``InputError`` that names what is wrong."""
    with TemporaryDirectory() as place:
        path = Path(place)
        (path / f"{name}.toml").write_bytes(content)
        return checked_sources(load_form(name, (path,)))


def _own_form(path: Path) -> OwnForm:
    try:
        form = load_form(path.stem, (path.parent,))
    except InputError as problem:
        return OwnForm(path.stem, path.stem, problem=str(problem))
    background = form.background
    is_word = background is not None and background.medium is Medium.WORD
    uses = uses_of(path.parent, form.name)
    return OwnForm(form.name, form.title, form.version, is_word, background is not None, uses=uses)


def _use_of(uses: tuple[FilingKind, ...]) -> str:
    if set(uses) == set(FilingKind):
        return translate(_CONTEXT, "备案用")
    kinds = translate(_CONTEXT, "、").join(word(kind) for kind in uses)
    return translate(_CONTEXT, "{kind}备案用").format(kind=kinds) if kinds else ""


def _name_in(content: bytes, received: Path) -> str:
    """Return the form's name that stands in a file; a mail program may have given the file another."""
    if b"\0" in content:  # no text at all, as a Word file
        raise _no_form(received)
    name = parsed(content, received.name).get("name", "")
    if not isinstance(name, str) or not name.replace("_", "").isalnum() or not name.isascii():
        raise _no_form(received)
    return name


def _no_form(received: Path) -> InputError:
    return InputError(
        translate(_CONTEXT, "“{file}”不是表样，").format(file=received.name),
        translate(_CONTEXT, "请选择别的单位用“存一份交给其他单位”存下的toml文件。"),
    )
