"""What is in a package, as a bill of materials (CycloneDX), and under which licences."""

import email.parser
import json
import re
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model import HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.packages.program import NAME, REPOSITORY, Commit

BILL = "sbom.cdx.json"
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?/.+|(licen[cs]e|copying|notice|authors)[^/]*)$", re.IGNORECASE)
#: The building tools' own code that is in what they build.
_BUILDER = "pyinstaller"
#: What its classifiers don't say: the exception is for the code that it puts into what it builds.
_BUILDER_LICENCE = "GPL-2.0-or-later WITH Bootloader-exception"


@dataclass(frozen=True)
class Material:
    """One thing that is shipped. ``texts`` are its licences: file name -> text."""

    name: str
    version: str
    licence: str
    url: PackageURL | None = None
    sha256: str = ""
    texts: tuple[tuple[str, bytes], ...] = ()


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
            texts = [(name.removeprefix(folder), archive.read(name)) for name in inside
                     if name.startswith(folder) and _LICENCE_FILE.search(name.removeprefix(folder))]  # fmt: skip
        digest = subprocess.run(["sha256sum", str(wheel)], capture_output=True, text=True, check=True).stdout.split()[0]
        url = PackageURL("pypi", name=_plain(str(facts["Name"])), version=str(facts["Version"]))
        found.append(Material(str(facts["Name"]), str(facts["Version"]), _licence(facts), url, digest, tuple(texts)))
    return found


def of_debian(root: Path, libraries: Sequence[str]) -> list[Material]:
    """Return the Debian packages of ``root`` that hold these shared libraries, each once."""
    packages = {}
    for library in libraries:
        asked = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-S", f"*/{library}"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        for line in answer.splitlines():
            name, _, path = line.partition(": ")
            if path.endswith(f"/{library}") and "/dri/" not in path:
                packages.setdefault(name.split(":")[0], name)
    found = []
    for package, full in sorted(packages.items()):
        shown = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Version}", full]
        version = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
        text = root / "usr/share/doc" / package / "copyright"
        texts = ((f"{package}.copyright", text.read_bytes()),) if text.exists() else ()
        url = PackageURL("deb", namespace="debian", name=package, version=version)
        found.append(Material(package, version, "see its text", url, texts=texts))
    return found


def own(commit: Commit) -> list[Material]:
    """Return the program itself and the fonts in it."""
    fonts = REPOSITORY / "resources" / "fonts"
    texts = tuple((path.name, path.read_bytes()) for path in sorted(fonts.glob("*.txt")))
    return [
        Material(NAME, commit.version, "Apache-2.0", texts=(("LICENSE", (REPOSITORY / "LICENSE").read_bytes()),)),
        Material("fonts", commit.version, "OFL-1.1", texts=texts),
    ]


def lgpl() -> Material:
    """Return Qt, with the texts that its wheel does not hold; its libraries are files of their own in the package."""
    common = Path("/usr/share/common-licenses")
    texts = tuple((f"{name}.txt", (common / name).read_bytes()) for name in ("LGPL-3", "GPL-3"))
    return Material("Qt", "as in PySide6", "LGPL-3.0-only", texts=texts)


def python(library: Path) -> Material:
    """Return Python itself, by the licence that lies in its folder."""
    text = next(library.glob("LICENSE*")).read_bytes()
    return Material("Python", "3.11", "PSF-2.0", texts=(("LICENSE.txt", text),))


def write(folder: Path, materials: Sequence[Material], commit: Commit) -> None:
    """Write the bill and the texts into ``folder``; a thing without any text is named with its licence in the list."""
    licences = folder / "licences"
    shutil.rmtree(licences, ignore_errors=True)
    listing = []
    for material in materials:
        for name, text in material.texts:
            place = licences / material.name / Path(name).name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text)
        listing.append(f"{material.name} {material.version}: {material.licence}")
    (licences / "LIST.txt").write_text("\n".join(sorted(listing, key=str.lower)) + "\n", "utf-8")
    (folder / BILL).write_text(_bill(materials, commit), "utf-8")


def _bill(materials: Sequence[Material], commit: Commit) -> str:
    components = [
        Component(
            name=material.name,
            version=material.version,
            type=ComponentType.LIBRARY,
            purl=material.url,
            bom_ref=f"{material.name}@{material.version}",
            licenses=[DisjunctiveLicense(name=material.licence)],
            hashes=[HashType.from_hashlib_alg("sha256", material.sha256)] if material.sha256 else [],
        )
        for material in materials
        if material.name != NAME
    ]
    program = Component(
        name=NAME, version=commit.version, type=ComponentType.APPLICATION, bom_ref=NAME,
        licenses=[DisjunctiveLicense(name="Apache-2.0")], properties=[Property(name="commit", value=commit.number)],
    )  # fmt: skip
    bill = Bom(components=components, serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}:{commit.number}"))
    bill.metadata.component = program
    bill.metadata.timestamp = datetime.fromtimestamp(commit.time, UTC)
    bill.register_dependency(program, components)
    return json.dumps(json.loads(JsonV1Dot6(bill).output_as_string()), indent=1, ensure_ascii=False) + "\n"


def _licence(facts: "email.message.Message") -> str:
    if _plain(str(facts["Name"])) == _BUILDER:
        return _BUILDER_LICENCE
    expression = facts["License-Expression"]
    if expression:
        return str(expression)
    classifiers = [str(line).rpartition(" :: ")[2] for line in facts.get_all("Classifier", [])
                   if str(line).startswith("License")]  # fmt: skip
    return "; ".join(classifiers) or str(facts["License"] or "see its text").splitlines()[0]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
