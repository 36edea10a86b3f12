"""Where a secret could be left, and how it could be written there: for the tests that plant marked ones and search."""

import base64
import gzip
import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pypdf


def forms(text: str) -> set[bytes]:
    """Return how a text may stand in a file: in three encodings, and in base64 at any offset."""
    plain = text.encode()
    encoded = {base64.b64encode(b" " * offset + plain)[4:-4] for offset in range(3)}
    return {plain, text.encode("utf-16-le"), text.encode("utf-16-be"), *encoded}


def visible_of(process_id: int | None) -> dict[str, bytes]:
    """Return what other programs of this user see of a process; the vault's variables only an administrator does."""
    seen = {}
    for path in (Path(f"/proc/{process_id}/{name}") for name in ("cmdline", "environ", "comm", "status")):
        with suppress(PermissionError):
            seen[str(path)] = path.read_bytes()
    return seen


def contents_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, and what is packed or compressed inside it."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            for name, content in _unpacked(str(path), path.read_bytes()):
                found[name] = content
    return found


def places_of(texts: Iterable[str], contents: dict[str, bytes]) -> list[str]:
    """Return where one of the texts stands, in whatever form."""
    wanted = [form for text in texts for form in forms(text)]
    return sorted(name for name, content in contents.items() if any(form in content for form in wanted))


def environment() -> dict[str, bytes]:
    """Return this process's variables as they are now."""
    return {f"variable {name}": value.encode("utf-8", "surrogateescape") for name, value in os.environ.items()}


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if content.startswith(b"\x1f\x8b"):
        yield from _unpacked(f"{name}!gunzipped", gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield from _unpacked(f"{name}!{member}", packed.read(member))
    elif content.startswith(b"%PDF"):
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages):
            yield f"{name}!page {number + 1}", page.extract_text().encode("utf-8", "surrogatepass")
            yield f"{name}!drawing {number + 1}", page.get_contents().get_data() if page.get_contents() else b""
