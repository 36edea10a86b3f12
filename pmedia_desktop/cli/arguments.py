"""How the commands are written: names, arguments, and one Chinese line for whatever is written wrongly."""

import argparse
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from pmedia_desktop import __version__
from pmedia_desktop.cli import commands, holidays
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "cli.arguments"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options; ``options.run(options)`` is the command. Raises ``InputError``."""
    return _parser().parse_args(arguments)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other wrong input does."""

    def error(self, message: str) -> NoReturn:
        raise InputError(
            translate(_CONTEXT, "命令写法不对：{message}，").format(message=message),
            translate(_CONTEXT, "用 pmedia-desktop --help 查看写法。"),
        )


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=translate(_CONTEXT, "登记册所在文件夹")
    )
    common.add_argument(
        "--on", type=_day, default=argparse.SUPPRESS, metavar="DATE", help=translate(_CONTEXT, "当作今天的日期")
    )
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=translate(_CONTEXT, "以JSON输出")
    )
    parser = _Parser(
        prog="pmedia-desktop", description=translate(_CONTEXT, "政务新媒体账号登记、备案与期限"), parents=[common]
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--exit-when-shown", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--exit-when-loaded", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=commands.window)
    names = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str, among: Any = names) -> _Parser:
        made: _Parser = among.add_parser(name, parents=[common], help=text, description=text)
        made.set_defaults(run=run)
        return made

    demo = command("demo", commands.demo, translate(_CONTEXT, "示例登记册：三份备案表和窗口"))
    demo.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")
    command("check", commands.check, translate(_CONTEXT, "各条规定的检查结果"))
    command("due", commands.due, translate(_CONTEXT, "各项期限"))
    workdays = command("workdays", commands.workdays, translate(_CONTEXT, "从某日起数若干个工作日"))
    workdays.add_argument("start", type=_day, metavar="FROM")
    workdays.add_argument("days", type=int, metavar="N")
    forms = command("form", commands.window, translate(_CONTEXT, "表单")).add_subparsers(
        required=True, metavar="ACTION", parser_class=_Parser
    )
    command("list", commands.form_list, translate(_CONTEXT, "有哪些表单"), forms)
    command("fields", commands.form_fields, translate(_CONTEXT, "表单的各个字段"), forms).add_argument("form")
    fill = command("fill", commands.form_fill, translate(_CONTEXT, "用一个JSON文件填写表单"), forms)
    fill.add_argument("form")
    fill.add_argument("--values", type=Path, required=True, metavar="FILE.json")
    fill.add_argument("--kind", default="", help=translate(_CONTEXT, "opening、change 或 closure"))
    fill.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf")
    filings = command("filing", commands.window, translate(_CONTEXT, "备案")).add_subparsers(
        required=True, metavar="ACTION", parser_class=_Parser
    )
    command("list", commands.filing_list, translate(_CONTEXT, "全部备案"), filings)
    printing = command("print", commands.filing_print, translate(_CONTEXT, "把一份备案表打印为PDF"), filings)
    printing.add_argument("id", type=int, metavar="ID")
    printing.add_argument("--reason", default="", help=translate(_CONTEXT, "有问题仍要打印的原因"))
    printing.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.pdf")
    notices = command("holidays", commands.window, translate(_CONTEXT, "放假安排")).add_subparsers(
        required=True, metavar="ACTION", parser_class=_Parser
    )
    notice = command("read", holidays.read, translate(_CONTEXT, "读出国务院放假通知里的日期"), notices)
    notice.add_argument("file", type=Path, metavar="FILE")
    notice.add_argument("--save", action="store_true", help=translate(_CONTEXT, "存入登记册，期限立即按它计算"))
    command("backup", commands.backup, translate(_CONTEXT, "备份")).add_argument(
        "folder", type=Path, nargs="?", metavar="DIR"
    )
    command("restore", commands.restore, translate(_CONTEXT, "从备份恢复")).add_argument(
        "file", type=Path, metavar="FILE"
    )
    command("verify", commands.verify, translate(_CONTEXT, "检查登记册是否完好"))
    command("self-test", commands.self_test, translate(_CONTEXT, "检查程序在这台电脑上是否完好"))
    screenshot = command("screenshot", commands.screenshot, translate(_CONTEXT, "每一页的图片"))
    screenshot.add_argument("--out", type=Path, required=True, metavar="DIR")
    screenshot.add_argument("--size", type=_size, default=(1366, 768), metavar="1366x768")
    screenshot.add_argument("--scale", type=_scale, default=1.0)
    screenshot.add_argument("--dark", action="store_true")
    # Without help text it is not listed: the vault starts it for itself.
    child = names.add_parser("vault-child")
    child.add_argument("idle_seconds", type=float)
    child.set_defaults(run=commands.vault_child)
    return parser


def _day(text: str) -> date:
    """Read 2026-11-23 and nothing else: ``fromisoformat`` alone also takes 20261123 and week dates."""
    with suppress(ValueError):
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    raise InputError(
        translate(_CONTEXT, "日期“{text}”写法不对，").format(text=text), translate(_CONTEXT, "请写成2026-11-23的样子。")
    )


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4:
        raise InputError(
            translate(_CONTEXT, "放大倍数“{text}”不对，").format(text=text), translate(_CONTEXT, "请写0.5到4之间的数。")
        )
    return scale


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise InputError(
            translate(_CONTEXT, "尺寸“{text}”写法不对，").format(text=text),
            translate(_CONTEXT, "请写成1366x768的样子。"),
        )
    return int(width), int(height)
