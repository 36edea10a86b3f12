"""Text tables (.csv) in whatever encoding an office's program has written them."""

import codecs
import csv
import io
import re

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.tables import MOST_TEXT, Row, Sheet, check_size, too_large
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.delimited"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",\t;，；"
_QUOTED = re.compile(r'(?<![^,\t;，；\n])"(?:[^"]|"")*"')
#: A line ends in a cell as it does between rows: in one way, whatever program wrote it.
_LINE_END = re.compile(r"\r\n?")
_KEPT_AS_TEXT = re.compile(r""" *(?:="([^"]*)"|'(\d+)) *""")
#: So many characters tell which separator a table has.
_LOOKED_AT = 100_000


def decoded(content: bytes) -> str:
    """Return the text of UTF-8 or UTF-16 (with or without mark) or GB 18030, of which GBK is a part."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    head = content[:4096]
    if 0 in head:
        # Separators and line ends have an empty byte in UTF-16: behind them in little endian.
        return _strictly(content, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, "gb18030")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            translate(_CONTEXT, "这个文件不是看得懂的文字表格，"),
            translate(_CONTEXT, "请用Excel或WPS打开，另存为xlsx后再试。"),
        ) from error


def read_delimited(content: bytes) -> Sheet:
    """Return a text table, or raise ``InputError``. A row's number is its line's as Excel counts rows."""
    text = _LINE_END.sub("\n", decoded(content))
    if "\0" in text:
        raise InputError(
            translate(_CONTEXT, "这个文件不是文字表格，"),
            translate(_CONTEXT, "请选择xlsx、xls或csv文件；其他格式请先用Excel或WPS另存为xlsx。"),
        )
    if len(text) > MOST_TEXT:
        raise too_large(translate(_CONTEXT, "文字太多"))
    rows = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    try:
        for number, cells in enumerate(lines, 1):
            check_size(number, len(cells))
            row = Row(number, tuple(map(_plain, cells)))
            if not row.is_empty:
                rows.append(row)
    except csv.Error as error:
        raise InputError(
            translate(_CONTEXT, "第{row}行的引号或长度不对，读不下去，").format(row=lines.line_num),
            translate(_CONTEXT, "请用Excel或WPS打开检查，另存为xlsx后再试。"),
        ) from error
    return Sheet("", tuple(rows))


def _plain(cell: str) -> str:
    """Return a cell without what other programs put around digits so that Excel keeps them: ="00123", '00123."""
    guarded = _KEPT_AS_TEXT.fullmatch(cell)
    return next(filter(None, guarded.groups()), "") if guarded else cell


def _separator(text: str) -> str:
    """Return the separator that most of the first lines use, outside quotation marks; a comma where there is none."""
    head = _QUOTED.sub("", text[:_LOOKED_AT]).splitlines()[:20]
    return max(_SEPARATORS, key=lambda one: (sum(one in line for line in head), sum(line.count(one) for line in head)))
