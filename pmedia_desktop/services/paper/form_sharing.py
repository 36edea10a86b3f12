"""The unit's own forms as files: which there are, given to another unit, taken in from one, no longer used."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.declaration import Form, Medium
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.services.files import write_file
from pmedia_desktop.services.paper.papers import FILING_FORM, form_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.form_sharing"
FORMS, EARLIER = "forms", "earlier"
_LARGEST_FILE = 80_000_000  # an office's page of 50 MB as base64


@dataclass(frozen=True)
class OwnForm:
    """One of the unit's own forms; ``problem`` says why its file cannot be used, empty when it can."""

    name: str
    title: str
    version: str = ""
    is_word: bool = False
    has_page: bool = False
    problem: str = ""

    def words(self) -> str:
        """Return what people call it, with what it is used for."""
        if self.problem:
            return translate(_CONTEXT, "{file}（有错误，用不了）").format(file=f"{self.name}.toml")
        facts = [_use_of(self.name), translate(_CONTEXT, "Word") if self.is_word else ""]
        facts.append(translate(_CONTEXT, "第{version}版").format(version=self.version))
        return translate(_CONTEXT, "{title}（{facts}）").format(
            title=self.title, facts=translate(_CONTEXT, "，").join(filter(None, facts))
        )


def own_forms(folder: Path) -> tuple[OwnForm, ...]:
    """Return all forms in the unit's own folder, those whose file is wrong too."""
    return tuple(_own_form(path) for path in sorted((folder / FORMS).glob("*.toml")))


def file_of(folder: Path, name: str) -> bytes:
    """Return the file of a form, to be given to another unit; a broken one is not handed on."""
    form_in(folder, name)
    return _path(folder, name).read_bytes()


def take_in(folder: Path, received: Path) -> OwnForm:
    """Put a form that another unit has given among the unit's own; the file may be called anything.

    A form of the same name is kept as its earlier version. Raises ``InputError`` for a file that is no form.
    """
    try:
        if received.stat().st_size > _LARGEST_FILE:
            raise _no_form(received)
        content = received.read_bytes()
    except OSError as problem:
        raise EnvironmentProblem(
            translate(_CONTEXT, "文件 {path} 读不出来（{reason}），").format(path=received, reason=reason_of(problem)),
            translate(_CONTEXT, "请检查文件是否被占用、有无读取权限。"),
        ) from problem
    form = check_file(content, _name_in(content, received))
    keep_earlier(folder / FORMS, form.name)
    (folder / FORMS).mkdir(parents=True, exist_ok=True)
    write_file(_path(folder, form.name), content)
    return _own_form(_path(folder, form.name))


def retire(folder: Path, name: str) -> OwnForm:
    """Take a form out of use; its file is kept among the earlier versions."""
    form = _own_form(_path(folder, name))
    keep_earlier(folder / FORMS, name)
    _path(folder, name).unlink()
    return form


def check_file(content: bytes, name: str) -> Form:
    """Read a form's file before it takes an old one's place; raises ``InputError`` that names what is wrong."""
    with TemporaryDirectory() as place:
        path = Path(place)
        (path / f"{name}.toml").write_bytes(content)
        return load_form(name, (path,))


def keep_earlier(forms: Path, name: str) -> None:
    """Keep a form's file as it stands among the earlier versions; there may be none."""
    path = forms / f"{name}.toml"
    if path.is_file():
        version = _own_form(path).version
        kept = forms / EARLIER / f"{name}-{version or 'x'}.toml"
        kept.parent.mkdir(exist_ok=True)
        write_file(kept, path.read_bytes())


def _path(folder: Path, name: str) -> Path:
    return folder / FORMS / f"{name}.toml"


def _own_form(path: Path) -> OwnForm:
    try:
        form = load_form(path.stem, (path.parent,))
    except InputError as problem:
        return OwnForm(path.stem, path.stem, problem=str(problem))
    background = form.background
    is_word = background is not None and background.medium is Medium.WORD
    return OwnForm(form.name, form.title, form.version, is_word, background is not None)


def _use_of(name: str) -> str:
    if name == FILING_FORM:
        return translate(_CONTEXT, "备案用")
    kind = name.removeprefix(f"{FILING_FORM}_")
    if kind in tuple(FilingKind):
        return translate(_CONTEXT, "{kind}备案用").format(kind=word(FilingKind(kind)))
    return ""


def _name_in(content: bytes, received: Path) -> str:
    """Return the form's name that stands in a file; a mail program may have given the file another."""
    try:
        name = tomllib.loads(content.decode("utf-8")).get("name", "")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise _no_form(received) from problem
    if not isinstance(name, str) or not name.replace("_", "").isalnum() or not name.isascii():
        raise _no_form(received)
    return name


def _no_form(received: Path) -> InputError:
    return InputError(
        translate(_CONTEXT, "“{file}”不是表样，").format(file=received.name),
        translate(_CONTEXT, "请选择别的单位用“存一份交给其他单位”存下的toml文件。"),
    )
