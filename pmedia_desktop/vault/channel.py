"""Frames between the program and the vault's process: four bytes of length, then JSON in UTF-8.

No pickle: what arrives can only be data. No file, no argument, no environment variable ever holds a secret.
"""

import json
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">I")
# How the vault's process ends when it locks itself; no call was under way, and what had just arrived was not begun.
LOCKED_ITSELF = 3
# A call with this key is answered only after one more frame: {HELD: True} lets the answer out, else it is forgotten.
HELD = "held"
LARGEST_FRAME = 4 * 1024 * 1024  # bytes; the largest call re-seals some hundred secrets


class BrokenChannel(Exception):
    """The other side is gone, or sent what is not a frame."""


def write_frame(stream: BinaryIO, content: dict[str, Any]) -> None:
    """Send one frame; raises ``BrokenChannel`` when nobody reads."""
    try:
        body = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    except (TypeError, ValueError):
        raise BrokenChannel("what was to be sent is not plain data") from None
    if len(body) > LARGEST_FRAME:
        raise BrokenChannel("frame too large")
    try:
        stream.write(_LENGTH.pack(len(body)) + body)
        stream.flush()
    except (OSError, ValueError):  # ValueError: the stream was closed meanwhile
        raise BrokenChannel("nobody reads") from None


def read_frame(stream: BinaryIO) -> dict[str, Any]:
    """Wait for one frame; raises ``BrokenChannel`` at the end of the stream and for what is no frame."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LARGEST_FRAME:
        raise BrokenChannel("frame too large")
    try:
        content = json.loads(_exactly(stream, length))
    except ValueError:
        raise BrokenChannel("not a frame") from None
    if not isinstance(content, dict):
        raise BrokenChannel("not a frame")
    return content


def _exactly(stream: BinaryIO, size: int) -> bytes:
    try:
        content = stream.read(size)
    except (OSError, ValueError):
        raise BrokenChannel("stream closed") from None
    if len(content) < size:
        raise BrokenChannel("end of stream")
    return content
