"""A whole file sealed to the unit's keys: a backup that lies on a stick or a share and opens for nobody else.

The file begins with two lines that anybody can read: what it is, and as JSON the public halves that it is sealed to
with the holders' private halves, locked with their passphrases, so that a new PC needs nothing but this file and a
passphrase (or the envelope), and a SHA-256 of it all, so that damage is noticed without any key. What follows is an
age file: ``tail -n +3 FILE | age -d`` opens it without this program.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom, BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyrage
from pyrage import x25519

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.identities import Identity, check_recipient, new_identity, recipient_of
from pmedia_desktop.vault.problems import SealFault, SealProblem

_CONTEXT = "vault.sealed_files"
_FIRST_LINE = b"pmedia-desktop sealed file 1\n"
_LONGEST_LABEL = 1 << 20
#: Stands where the digest will, until what it is of has been written.
_NO_DIGEST = "0" * 64


@dataclass(frozen=True, slots=True)
class Label:
    """What a sealed file says of itself: the holders' locked private halves by public half, the recovery keys' ones."""

    keys: Mapping[str, str]
    recovery: tuple[str, ...]


class _Digest:
    """Takes bytes as a file would, and keeps their SHA-256 alone."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self._sha256.update(content)
        return len(content)

    def flush(self) -> None:
        """Nothing waits."""

    def hexdigest(self) -> str:
        return self._sha256.hexdigest()


def seal_file(source: Path, target: Path, label: Label) -> None:
    """Write ``source`` sealed to ``target``, and read it back before it counts.

    Nobody who could open it is at hand: it is sealed to a key besides that lives as long as this call.
    """
    with _spoken_troubles(target):
        _seal_and_read_back(source, target, label)


def _seal_and_read_back(source: Path, target: Path, label: Label) -> None:
    passing = new_identity()
    recipients = [check_recipient(one) for one in (*label.keys, *label.recovery, recipient_of(passing))]
    with source.open("rb") as plain, target.open("wb") as sealed:
        sealed.write(_FIRST_LINE)
        sealed.write(_label_line(label, _NO_DIGEST))
        pyrage.encrypt_io(plain, sealed, [x25519.Recipient.from_str(one) for one in recipients])
    with source.open("rb") as plain:
        expected = hashlib.file_digest(plain, "sha256").hexdigest()
    digest = _Digest()
    with target.open("rb") as sealed:
        read_label_from(sealed)
        _decrypt(sealed, digest, passing)
    if digest.hexdigest() != expected:
        raise _damaged()
    with target.open("r+b") as sealed:
        sealed.seek(len(_FIRST_LINE))
        whole = _digest_of(sealed, sealed.readline())
        sealed.seek(len(_FIRST_LINE))
        sealed.write(_label_line(label, whole))


def _label_line(label: Label, digest: str) -> bytes:
    content = {"sha256": digest, "keys": dict(label.keys), "recovery": list(label.recovery)}
    return json.dumps(content, ensure_ascii=True).encode("ascii") + b"\n"


def is_as_sealed(file: Path) -> bool:
    """Whether a sealed file is whole, as far as its digest tells: against damage, not against a forger."""
    try:
        with file.open("rb") as sealed:
            if sealed.readline(len(_FIRST_LINE)) != _FIRST_LINE:
                return False
            line = sealed.readline(_LONGEST_LABEL)
            content: Any = json.loads(line)
            said = content.get("sha256") if isinstance(content, dict) else None
            if not isinstance(said, str):
                return False
            return said == _digest_of(sealed, line.replace(said.encode(), _NO_DIGEST.encode(), 1))
    except (OSError, ValueError):
        return False


def _digest_of(sealed: BufferedReader | BufferedRandom, label_line: bytes) -> str:
    """Return the SHA-256 of the second line, its own digest left blank, and of all that follows it."""
    return hashlib.file_digest(sealed, lambda: hashlib.sha256(label_line)).hexdigest()


def open_file(source: Path, target: Path, identity: Identity) -> None:
    """Write what lies sealed in ``source`` to ``target``; raises ``SealProblem`` for another's key and for damage."""
    with _spoken_troubles(target), source.open("rb") as sealed, target.open("wb") as plain:
        read_label_from(sealed)
        _decrypt(sealed, plain, identity)


def read_label(file: Path) -> Label:
    """Return what a sealed file says of itself; raises ``InputError`` for any other file."""
    with _spoken_troubles(file), file.open("rb") as sealed:
        return read_label_from(sealed)


@contextmanager
def _spoken_troubles(file: Path) -> Iterator[None]:
    """Say what the system has against a file; these calls run where nobody else can say it."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "读写这份备份出错（{why}）：{path}。").format(why=error.strerror, path=file),
            translate(_CONTEXT, "请检查磁盘空间、权限和U盘后再试；原有内容没有变化。"),
        ) from error


def is_sealed(file: Path) -> bool:
    """Whether a file begins as a sealed one does; what is no file (a pipe would keep us waiting) does not."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return opened.read(len(_FIRST_LINE)) == _FIRST_LINE
    except OSError:
        return False


def read_label_from(sealed: BinaryIO) -> Label:
    """Read the two lines and leave the file at the age part."""
    if sealed.readline(len(_FIRST_LINE)) != _FIRST_LINE:
        raise _no_sealed_file()
    line = sealed.readline(_LONGEST_LABEL)
    try:
        content: Any = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        content = None
    keys, recovery = (content.get("keys"), content.get("recovery")) if isinstance(content, dict) else (None, None)
    if not (isinstance(keys, dict) and isinstance(recovery, list) and _all_text((*keys, *keys.values(), *recovery))):
        raise _no_sealed_file()
    return Label({check_recipient(one): locked for one, locked in keys.items()}, tuple(map(check_recipient, recovery)))


def _all_text(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _decrypt(sealed: BinaryIO, plain: "BinaryIO | _Digest", identity: Identity) -> None:
    try:
        pyrage.decrypt_io(sealed, cast(BinaryIO, plain), [identity])
    except pyrage.DecryptError as error:
        if str(error) == "No matching keys found":
            raise SealProblem(
                SealFault.NOT_FOR_YOU,
                translate(_CONTEXT, "这份备份不是封存给这把钥匙的，"),
                translate(_CONTEXT, "请换一位保管人输入开锁口令，或者打开密封件。"),
            ) from None
        raise _damaged() from None
    except OSError as error:
        if error.errno is None:  # pyrage's own word for content that was altered or cut short
            raise _damaged() from None
        raise


def _no_sealed_file() -> InputError:
    return InputError(
        translate(_CONTEXT, "这不是本程序的加密备份，"), translate(_CONTEXT, "请选择文件名以.sealed结尾的备份。")
    )


def _damaged() -> SealProblem:
    return SealProblem(
        SealFault.DAMAGED,
        translate(_CONTEXT, "这份加密备份已损坏，打不开，"),
        translate(_CONTEXT, "请换一份备份。"),
    )
