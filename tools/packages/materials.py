"""What is in a package, as a bill of materials (CycloneDX), and under which licences.

Every file of the folder belongs to one material, or the package is not made. The program's self-test compares the files
with the bill (pmedia_desktop/services/program_files.py).
"""

import email.parser
import hashlib
import json
import re
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.packages.program import NAME, REPOSITORY, Commit

BILL = "sbom.cdx.json"
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?/.+|(licen[cs]e|copying|notice|authors)[^/]*)$", re.IGNORECASE)
_FOLDER_OF_TEXTS = re.compile(r"^(licen[cs]es?|sboms)/", re.IGNORECASE)
#: What a wheel says of the libraries that were linked into its binaries.
_BILL_OF_WHEEL = re.compile(r"^sboms/.+\.json$")
#: The building tools' own code that is in what they build.
_BUILDER = "pyinstaller"
#: What packages don't say of themselves. The builder's exception is for the code that it puts into what it builds.
_LICENCES = {_BUILDER: "GPL-2.0-or-later WITH Bootloader-exception", "pyrage": "MIT"}
#: Of Debian's libraries, as their copyright files tell it in words: the beginning of a package's name -> licence.
_LIBRARY_LICENCES = {
    "libbz2": "bzip2-1.0.6", "libffi": "MIT", "liblzma": "public domain", "libsqlite3": "blessing",
    "libssl1.1": "OpenSSL", "libuuid": "BSD-3-Clause", "libxcb": "MIT", "libxkbcommon": "MIT", "zlib1g": "Zlib",
}  # fmt: skip
_UNKNOWN = "see its text"
#: Beside the modules: what is ours as it lies in a checkout, and what the builder makes of Python's own library.
_OURS, _LIBRARY = ("forms/", "resources/", "ui/", "version"), "base_library.zip"


class NotShippable(Exception):
    """Something would be shipped of which nobody knows what it is, or that may not be shipped so."""


@dataclass(frozen=True)
class Material:
    """One thing that is shipped.

    ``texts`` are its licences: file name -> text. ``files`` are the paths below the folder of modules, or the bare
    names, by which its files are known, in small letters. ``part_of`` names what it is linked into, if it is no file.
    """

    name: str
    version: str
    licence: str
    url: PackageURL | None = None
    sha256: str = ""
    texts: tuple[tuple[str, bytes], ...] = ()
    files: frozenset[str] = frozenset()
    part_of: str = ""


def of_wheels(wheels: Path, shipped: Iterable[str]) -> list[Material]:
    """Return the Python packages whose names are in ``shipped``, as their wheels describe themselves."""
    names = {_plain(name) for name in shipped} | {_BUILDER}
    found = []
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            inside = archive.namelist()
            about = next(name for name in inside if name.endswith(".dist-info/METADATA"))
            facts = email.parser.BytesParser().parsebytes(archive.read(about))
            if _plain(str(facts["Name"])) not in names:
                continue
            folder = about.rpartition("/")[0] + "/"
            pure = b"Root-Is-Purelib: true" in archive.read(f"{folder}WHEEL")
            about_it = [(name, name.removeprefix(folder)) for name in inside
                        if name.startswith(folder) and not name.endswith("/")]  # fmt: skip
            texts = [(short, archive.read(name)) for name, short in about_it
                     if _LICENCE_FILE.search(short) or (_BILL_OF_WHEEL.search(short) and not pure)]  # fmt: skip
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        name, version = str(facts["Name"]), str(facts["Version"])
        url = PackageURL("pypi", name=_plain(name), version=version)
        beside = (f"{folder}{name}" for name in ("INSTALLER", "REQUESTED"))  # what pip writes there
        files = frozenset(path.lower() for path in (*inside, *beside))
        found.append(Material(name, version, _licence(facts), url, digest, tuple(texts), files))
    return found


def of_debian(root: Path, libraries: Sequence[str]) -> list[Material]:
    """Return the Debian packages of ``root`` that hold these shared libraries, each once."""
    packages: dict[str, str] = {}
    files: dict[str, set[str]] = {}
    for library in libraries:
        asked = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-S", f"*/{library}"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        for line in answer.splitlines():
            name, _, path = line.partition(": ")
            if path.endswith(f"/{library}") and "/dri/" not in path:
                packages.setdefault(name.split(":")[0], name)
                files.setdefault(name.split(":")[0], set()).add(library.lower())
    found = []
    for package, full in sorted(packages.items()):
        shown = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Version}", full]
        version = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
        text = root / "usr/share/doc" / package / "copyright"
        texts = ((f"{package}.copyright", text.read_bytes()),) if text.exists() else ()
        url = PackageURL("deb", namespace="debian", name=package, version=version)
        licence = next((one for name, one in _LIBRARY_LICENCES.items() if package.startswith(name)), _UNKNOWN)
        found.append(Material(package, version, licence, url, texts=texts, files=frozenset(files[package])))
    return found


def own(commit: Commit) -> list[Material]:
    """Return the program itself and the fonts in it."""
    fonts = REPOSITORY / "resources" / "fonts"
    texts = tuple((path.name, path.read_bytes()) for path in sorted(fonts.glob("*.txt")))
    files = frozenset(f"resources/fonts/{path.name}".lower() for path in fonts.glob("*.ttf"))
    return [
        Material(NAME, commit.version, "Apache-2.0", texts=(("LICENSE", (REPOSITORY / "LICENSE").read_bytes()),)),
        Material("fonts", commit.version, "OFL-1.1 AND Hanazono Font License", texts=texts, files=files),
    ]


def lgpl(wheels: Path) -> Material:
    """Return Qt, with the texts that its wheel does not hold; its libraries are files of their own in the package."""
    common = Path("/usr/share/common-licenses")
    texts = tuple((f"{name}.txt", (common / name).read_bytes()) for name in ("LGPL-3", "GPL-3"))
    version = next(wheels.glob("pyside6_essentials-*.whl")).name.split("-")[1]
    return Material("Qt", version, "LGPL-3.0-only", texts=texts)


def python(place: Path, library: Path) -> Material:
    """Return the Python that is installed in ``place``, by the licence that lies in its ``library``."""
    text = next(library.glob("LICENSE*")).read_bytes()
    about = next((place / "include").rglob("patchlevel.h")).read_text("utf-8")
    version = re.findall(r'#define PY_VERSION\s+"(.+)"', about)[0]
    ours = (path for ending in ("*.so*", "*.dll", "*.pyd") for path in place.rglob(ending))
    files = frozenset(path.name.lower() for path in ours if "site-packages" not in path.parts)
    return Material("Python", version, "PSF-2.0", texts=(("LICENSE.txt", text),), files=files)


def write(folder: Path, materials: Sequence[Material], commit: Commit) -> None:
    """Write the bill and the texts into ``folder``; a thing without any text is named with its licence in the list.

    Raises ``NotShippable`` for a file that belongs to nothing, for what is under the GPL alone or unknown, and for a
    part of nothing that is named.
    """
    licences = folder / "licences"
    shutil.rmtree(licences, ignore_errors=True)
    (folder / BILL).unlink(missing_ok=True)
    owned = _files(folder, materials)
    refused = [f"{path}: belongs to nothing that is named" for path in owned.pop("", [])]
    refused += [f"{one.name}: {one.licence}" for one in materials if not _may_be_shipped(one.licence)]
    names = {one.name for one in materials}
    refused += [f"{one.name}: part of nothing" for one in materials if one.part_of and one.part_of not in names]
    if refused:
        raise NotShippable("\n".join(refused))
    listing = []
    for material in materials:
        for name, text in material.texts:
            place = folder / _place(material, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text)
        inside = f" (in {material.part_of})" if material.part_of else ""
        listing.append(f"{material.name} {material.version}".strip() + f"{inside}: {material.licence}")
    (licences / "LIST.txt").write_text("\n".join(sorted(listing, key=str.lower)) + "\n", "utf-8")
    (folder / BILL).write_text(_bill(folder, materials, owned, commit), "utf-8")


def _files(folder: Path, materials: Sequence[Material]) -> dict[str, list[Path]]:
    """Return the files in ``folder`` by the name of the material that they belong to; "" is nobody."""
    owned: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        inside = path.relative_to(folder).as_posix().removeprefix("_internal/").lower()
        found = [one.name for one in materials if inside in one.files]
        found += [one.name for one in materials if path.name.lower() in one.files]
        if inside.startswith(_OURS):
            found.append(NAME)
        elif path.parent == folder or inside == _LIBRARY:
            found.append(_BUILDER)
        owned.setdefault([*found, ""][0], []).append(path)
    return owned


def _may_be_shipped(licence: str) -> bool:
    """Whether one of the licences to choose from is known, and is not the GPL without an exception."""
    choices = re.split(r" OR |; ", licence)
    return licence != _UNKNOWN and any("exception" in one or not re.search(r"(?<!L)GPL", one) for one in choices)


def _bill(folder: Path, materials: Sequence[Material], owned: Mapping[str, Sequence[Path]], commit: Commit) -> str:
    components = [
        _component(material, [one for one in materials if one.part_of == material.name], owned, folder)
        for material in materials
        if material.name != NAME and not material.part_of
    ]
    program = Component(
        name=NAME, version=commit.version, type=ComponentType.APPLICATION, bom_ref=NAME,
        licenses=[DisjunctiveLicense(name="Apache-2.0")], properties=[Property(name="commit", value=commit.number)],
        components=[_file(path, folder) for path in owned.get(NAME, ())],
    )  # fmt: skip
    bill = Bom(components=components, serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}:{commit.number}"))
    bill.metadata.component = program
    bill.metadata.timestamp = datetime.fromtimestamp(commit.time, UTC)
    bill.register_dependency(program, components)
    return json.dumps(json.loads(JsonV1Dot6(bill).output_as_string()), indent=1, ensure_ascii=False) + "\n"


def _component(
    material: Material, parts: Sequence[Material], owned: Mapping[str, Sequence[Path]], folder: Path
) -> Component:
    """Return a material as the bill names it: below it its files, and what is linked into it."""
    inside = [_file(path, folder) for path in owned.get(material.name, ())]
    return Component(
        name=material.name,
        version=material.version or None,
        type=ComponentType.LIBRARY,
        purl=material.url,
        bom_ref=f"{material.part_of}/{material.name}@{material.version}".strip("/@"),
        licenses=[DisjunctiveLicense(name=material.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=material.sha256)] if material.sha256 else [],
        components=[*inside, *(_component(part, (), {}, folder) for part in parts)],
        external_references=[
            ExternalReference(type=ExternalReferenceType.BOM, url=XsUri(_place(material, name)))
            for name, _text in material.texts
            if _BILL_OF_WHEEL.search(name)
        ],
    )


def _file(path: Path, folder: Path) -> Component:
    name, digest = path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest)]
    return Component(name=name, type=ComponentType.FILE, bom_ref=f"file:{name}", hashes=hashes)


def _place(material: Material, name: str) -> str:
    """Return where a text of a material lies in the package: a wheel may hold many of the same name."""
    return f"licences/{material.part_of or material.name}/{_FOLDER_OF_TEXTS.sub('', name)}"


def _licence(facts: "email.message.Message") -> str:
    name = _plain(str(facts["Name"]))
    if name in _LICENCES:
        return _LICENCES[name]
    expression = facts["License-Expression"]
    if expression:
        return str(expression)
    classifiers = [str(line).rpartition(" :: ")[2] for line in facts.get_all("Classifier", [])
                   if str(line).startswith("License")]  # fmt: skip
    return "; ".join(classifiers) or str(facts["License"] or _UNKNOWN).splitlines()[0]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
