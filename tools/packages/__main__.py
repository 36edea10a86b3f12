"""One command builds and tries each package.

    python -m tools.packages linux   --roots DIR --out DIR     the .deb and the .tar.xz
    python -m tools.packages windows --roots DIR --out DIR     the installer and the portable ZIP

Run from the repository's root as root on Debian, with the packages of ``start.py check`` installed. Roots that are not
there yet are made. What is committed is packed; the exit code is 1 when a package's own self-test fails anywhere.
"""

import argparse
import hashlib
import sys
from pathlib import Path

from tools.packages import materials, notices
from tools.packages.base import make_base
from tools.packages.generated import generate
from tools.packages.linux import linked_from_outside, make_archive, make_deb, newest_glibc
from tools.packages.program import REPOSITORY, commit_of_checkout, pack_for_linux
from tools.packages.trying import NotWhole, try_archive, try_deb
from tools.packages.trying_windows import try_windows
from tools.packages.wheels import LINUX, WINDOWS, lock_for
from tools.packages.windows import make_installer, make_zip, pack_for_windows
from tools.packages.wine import make_wine, python_version


def main() -> int:
    """Build, try and list the packages of one system."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("system", choices=("linux", "windows"))
    parser.add_argument("--roots", type=Path, required=True, help="where the roots lie, or are made")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    roots, out = options.roots.resolve(), options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    try:
        packages = _linux(roots, out) if options.system == "linux" else _windows(roots, out)
    except (NotWhole, materials.NotShippable) as problem:
        print(problem, file=sys.stderr)
        return 1
    for package in packages:
        digest = hashlib.sha256(package.read_bytes()).hexdigest()
        print(f"{digest}  {package.name}  {package.stat().st_size / 1e6:.1f} MB")
    return 0


def _linux(roots: Path, out: Path) -> list[Path]:
    work, commit = out / "work", commit_of_checkout()
    root = make_base(roots / "bullseye")
    generated = generate(work / "generated", commit)
    folder = pack_for_linux(commit, root, work, generated)
    glibc = newest_glibc(folder)
    print(f"glibc {glibc} or newer")
    wheels = work / "wheels-linux"
    system = sorted(path.name for path in (folder / "_internal").glob("*.so*"))
    shipped = _names(lock_for(REPOSITORY / "requirements" / "run.txt", LINUX, "3.11.2"))
    place = root.path / "usr/local"
    things = [*materials.own(commit), materials.lgpl(wheels), materials.python(place, place / "lib/python3.11")]
    things += [*materials.of_wheels(wheels, shipped), *materials.of_debian(root.path, system)]
    materials.write(folder, [*things, *notices.of_parts(folder, things)], commit)
    depends = materials.of_debian(root.path, linked_from_outside(folder))
    packages = [
        make_archive(folder, commit, work, out),
        make_deb(folder, commit, [_demand(one, glibc) for one in depends], work, out),
    ]
    try_archive(packages[0], roots / "clean", work)
    try_deb(packages[1], roots / "clean", work)
    return packages


def _windows(roots: Path, out: Path) -> list[Path]:
    work, commit = out / "work", commit_of_checkout()
    root = make_wine(roots / "wine")
    folder = pack_for_windows(commit, root, work, generate(work / "generated", commit))
    shipped = _names(lock_for(REPOSITORY / "requirements" / "run.txt", WINDOWS, python_version(root)))
    wheels, place = work / "wheels-windows", root.path / "srv/python311"
    things = [*materials.own(commit), materials.lgpl(wheels), materials.python(place, place)]
    things += materials.of_wheels(wheels, shipped)
    materials.write(folder, [*things, *notices.of_parts(folder, things)], commit)
    packages = [make_installer(folder, commit, out), make_zip(folder, commit, out)]
    try_windows(packages[0], packages[1], root, work)
    return packages


def _names(lock: str) -> list[str]:
    return [line.split("==")[0] for line in lock.splitlines() if "==" in line]


def _demand(thing: materials.Material, glibc: str) -> str:
    """Return a dependency of the .deb; of the C library the version that is linked against."""
    return f"{thing.name} (>= {glibc})" if thing.name == "libc6" else thing.name


if __name__ == "__main__":
    sys.exit(main())
