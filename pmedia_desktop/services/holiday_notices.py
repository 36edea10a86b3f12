"""From the State Council's notice to the year's working-day calendar: pasted in the window, or read from a file."""

import codecs
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from re import DOTALL, IGNORECASE
from re import compile as pattern

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.holiday_notices import HolidayNotice, read_notice
from pmedia_desktop.model.settings import HolidayYear
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.settings import save_year
from pmedia_desktop.texts import translate

_CONTEXT = "services.holiday_notices"
#: A notice is a page long; a saved web page with everything around it stays far below.
LARGEST_NOTICE = 2 * 1024 * 1024

_LINE_ENDS = pattern(r"</(?:p|div|h[1-6]|li|tr)>|<br\s*/?>", IGNORECASE)
_HIDDEN = pattern(r"<(script|style)\b.*?</\1>", DOTALL | IGNORECASE)
_TAG = pattern(r"<[^<>]*>")


@dataclass(frozen=True)
class ReadYear:
    """What was read out of a notice, as a year to confirm, and what does not fit together in it."""

    schedule: HolidayYear
    doubts: tuple[str, ...]


def read_text(text: str) -> ReadYear:
    """Read a pasted notice; raises ``InputError`` when it is none. Nothing is stored."""
    return _as_year(read_notice(text))


def read_file(path: Path) -> ReadYear:
    """Read a notice from a text file or a saved web page (UTF-8, UTF-16, GB 18030)."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_NOTICE + 1)
    except OSError as error:
        raise InputError(
            translate(_CONTEXT, "读不到文件“{path}”，").format(path=path),
            translate(_CONTEXT, "请检查文件名和位置。"),
        ) from error
    if len(content) > LARGEST_NOTICE:
        raise InputError(
            translate(_CONTEXT, "文件“{name}”太大，不像是放假通知，").format(name=path.name),
            translate(_CONTEXT, "请把通知的文字另存为文本文件。"),
        )
    return read_text(_without_markup(_decoded(content, path)))


def save_notice(office: Office, read: ReadYear) -> Outcome[HolidayYear]:
    """Keep the year that was read; refused while something in it is doubtful."""
    if read.doubts:
        raise InputError(
            translate(_CONTEXT, "通知里有对不上的地方：{doubts}").format(doubts="".join(read.doubts)),
            translate(_CONTEXT, "没有保存；请核对原文，或在窗口的“放假安排”里勾选。"),
        )
    return save_year(office, read.schedule)


def _as_year(notice: HolidayNotice) -> ReadYear:
    schedule = HolidayYear(
        year=notice.year,
        days_off=notice.days_off,
        makeup_workdays=notice.makeup_workdays,
        source=notice.source,
    )
    return ReadYear(schedule, notice.doubts)


def _decoded(content: bytes, path: Path) -> str:
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        translate(_CONTEXT, "文件“{name}”不是文字，").format(name=path.name),
        translate(_CONTEXT, "请把通知的文字复制到记事本，另存为文本文件后再试。"),
    )


def _without_markup(text: str) -> str:
    if "<" not in text:
        return text
    return unescape(_TAG.sub("", _LINE_ENDS.sub("\n", _HIDDEN.sub("", text))))
