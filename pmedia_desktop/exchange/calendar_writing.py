"""Calendars (.ics, RFC 5545) for telephones and office calendars."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_PRODUCT = "-//pmedia-desktop//ZH"
_LONGEST_LINE = 75  # octets without the line's end (RFC 5545, 3.1)
_SPECIAL = re.compile(r"([\\;,])")


@dataclass(frozen=True)
class CalendarEvent:
    """A whole day with something due. ``uid`` stays the same from export to export, so that calendars replace it."""

    uid: str
    day: date
    summary: str
    description: str


def calendar(name: str, events: Iterable[CalendarEvent], now: datetime) -> bytes:
    """Return a calendar that reminds at nine in the morning of the day before and of the day itself."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(event.uid)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(event.summary)}",
            f"DESCRIPTION:{_text(event.description)}",
            "TRANSP:TRANSPARENT",
            *_alarm("-PT15H", event.summary),
            *_alarm("PT9H", event.summary),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _alarm(trigger: str, summary: str) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(summary)}",
        f"TRIGGER:{trigger}",
        "END:VALARM",
    ]


def _text(text: str) -> str:
    """Return a text with its special characters escaped (RFC 5545, 3.3.11); other controls are not allowed there."""
    plain = "".join(character for character in text if character >= " " or character == "\n")
    return _SPECIAL.sub(r"\\\1", plain).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, none of which ends within a character."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode()
        # A continued line begins with a space, which counts.
        if len(piece) + len(octets) > _LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
