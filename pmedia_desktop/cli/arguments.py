"""How the commands are written: names, arguments, and one Chinese line for whatever is written wrongly."""

import argparse
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from pmedia_desktop import __version__
from pmedia_desktop.cli import commands, exchanging, holidays, publishing, upkeep
from pmedia_desktop.cli import forms as forms_commands
from pmedia_desktop.cli.custody_arguments import add_custody
from pmedia_desktop.cli.handing_arguments import add_handing
from pmedia_desktop.cli.inspecting_arguments import add_inspecting, add_messages
from pmedia_desktop.cli.manual import manual
from pmedia_desktop.cli.parser import Parser
from pmedia_desktop.cli.profiles import add_profiles
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "cli.arguments"
_Run = Callable[[argparse.Namespace], int]
_Command = Callable[..., Parser]
#: From the smallest to the largest window a picture is taken of, width and height in pixels.
_SIZES = ((680, 7680), (300, 4320))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options; ``options.run(options)`` is the command. Raises ``InputError``."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="pmedia-desktop", description=translate(_CONTEXT, "政务新媒体账号登记、备案与期限"))
    _add_common(parser)
    parser.add_argument("--version", action="version", version=__version__, help=translate(_CONTEXT, "显示版本"))
    parser.add_argument("--in-tray", action="store_true", help=translate(_CONTEXT, "只在屏幕角上显示图标，不开窗口"))
    parser.add_argument("--exit-when-shown", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--exit-when-loaded", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=commands.window)
    names = parser.add_subparsers(title=_commands(), metavar="COMMAND", parser_class=Parser)

    def command(name: str, run: _Run, text: str, among: Any = names) -> Parser:
        made: Parser = among.add_parser(name, help=text, description=text)
        _add_common(made)
        made.set_defaults(run=run)
        return made

    def group(name: str, text: str) -> Any:
        made = command(name, commands.window, text)
        return made.add_subparsers(required=True, title=_commands(), metavar="ACTION", parser_class=Parser)

    _add_answers(command)
    _add_forms(command, group("form", translate(_CONTEXT, "表单")))
    _add_filings(command, group("filing", translate(_CONTEXT, "备案")))
    _add_holidays(command, group("holidays", translate(_CONTEXT, "放假安排")))
    _add_publishing(command, group("text", translate(_CONTEXT, "要发布的文字")))
    add_profiles(command, group("profile", translate(_CONTEXT, "区县规定")))
    custody = group("custody", translate(_CONTEXT, "账号密码的保管（第十五条）"))
    add_custody(command, custody)
    add_handing(command, custody, _day)
    add_messages(command, group("message", translate(_CONTEXT, "留言和答复（第十一条）")), _day)
    add_inspecting(command, _day)
    _add_upkeep(command)
    _add_pictures(command)
    _add_exchange(command)
    # Without help text they are not listed: the program starts them for itself.
    child = names.add_parser("vault-child")
    child.add_argument("idle_seconds", type=float)
    child.set_defaults(run=commands.vault_child)
    reader = names.add_parser("read-workbook")
    reader.add_argument("file", type=Path)
    reader.set_defaults(run=exchanging.read_workbook)
    names.add_parser(forms_commands.RECOGNISE).set_defaults(run=forms_commands.recognise)
    return parser


def _add_common(parser: Parser) -> None:
    """Add what may be written before the command and after it."""
    parser.add_argument(
        "--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=translate(_CONTEXT, "登记册所在文件夹")
    )
    parser.add_argument(
        "--on", type=_day, default=argparse.SUPPRESS, metavar="DATE", help=translate(_CONTEXT, "当作今天的日期")
    )
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=translate(_CONTEXT, "以JSON输出")
    )


def _commands() -> str:
    return translate(_CONTEXT, "命令")


def _add_answers(command: _Command) -> None:
    command("check", commands.check, translate(_CONTEXT, "各条规定的检查结果"))
    due = command("due", commands.due, translate(_CONTEXT, "各项期限"))
    due.add_argument("--ics", type=Path, metavar="FILE.ics", help=translate(_CONTEXT, "另存为日历文件"))
    workdays = command("workdays", commands.workdays, translate(_CONTEXT, "从某日起数若干个工作日"))
    workdays.add_argument(
        "start", type=_day, metavar="FROM", help=translate(_CONTEXT, "从哪一天起，当天不算，如2026-11-23")
    )
    workdays.add_argument("days", type=int, metavar="N", help=translate(_CONTEXT, "几个工作日"))


def _add_forms(command: _Command, forms: Any) -> None:
    command("list", forms_commands.list_all, translate(_CONTEXT, "有哪些表单"), forms)
    fields = command("fields", forms_commands.fields, translate(_CONTEXT, "表单的各个字段"), forms)
    fill = command("fill", forms_commands.fill, translate(_CONTEXT, "用一个JSON文件填写表单"), forms)
    for one in (fields, fill):
        one.add_argument("form", metavar="FORM", help=translate(_CONTEXT, "表单的名称，见 form list"))
    fill.add_argument(
        "--values",
        type=Path,
        required=True,
        metavar="FILE.json",
        help=translate(_CONTEXT, "字段名和内容，一个JSON对象"),
    )
    fill.add_argument("--kind", default="", metavar="KIND", help=translate(_CONTEXT, "opening、change 或 closure"))
    fill.add_argument("--values-only", action="store_true", help=translate(_CONTEXT, "只打印内容，用于已印好的空表"))
    fill.add_argument(
        "--measured",
        metavar="MM,MM,MM,MM",
        help=translate(_CONTEXT, "校准页上量得的横尺长、竖尺长、到纸左边、到纸下边，配合 --values-only"),
    )
    _add_out(fill, "OUT.pdf", translate(_CONTEXT, "写到哪个文件，PDF 或 docx"), short=True)
    make = command("make", forms_commands.make, translate(_CONTEXT, "把上级发的表格做成表样"), forms)
    make.add_argument("file", type=Path, metavar="FILE", help=translate(_CONTEXT, "docx、PDF 或扫描件（PNG、JPEG）"))
    make.add_argument("--title", default="", metavar="TEXT", help=translate(_CONTEXT, "表样的名称"))
    make.add_argument(
        "--use-for",
        action="append",
        default=[],
        choices=("opening", "change", "closure"),
        help=translate(_CONTEXT, "备案时用这张表，可写几次：opening、change、closure"),
    )
    make.add_argument(
        "--replace", action="store_true", help=translate(_CONTEXT, "换下原来的表样，原来的留在 forms/earlier")
    )


def _add_filings(command: _Command, filings: Any) -> None:
    command("list", commands.filing_list, translate(_CONTEXT, "全部备案"), filings)
    printing = command("print", commands.filing_print, translate(_CONTEXT, "把一份备案表打印为PDF"), filings)
    printing.add_argument("id", type=int, metavar="ID", help=translate(_CONTEXT, "备案的编号，见 filing list"))
    printing.add_argument(
        "--reason", default="", metavar="TEXT", help=translate(_CONTEXT, "有问题仍要打印的原因，不写的在操作记录里注明")
    )
    _add_out(printing, "OUT.pdf", translate(_CONTEXT, "写到哪个PDF文件"), short=True)
    as_word = command("word", forms_commands.filing_word, translate(_CONTEXT, "把一份备案表存为Word文件"), filings)
    as_word.add_argument("id", type=int, metavar="ID", help=translate(_CONTEXT, "备案的编号，见 filing list"))
    _add_out(as_word, "OUT.docx", translate(_CONTEXT, "写到哪个Word文件"), short=True)


def _add_holidays(command: _Command, notices: Any) -> None:
    notice = command("read", holidays.read, translate(_CONTEXT, "读出国务院放假通知里的日期"), notices)
    notice.add_argument("file", type=Path, metavar="FILE", help=translate(_CONTEXT, "通知的文字，存成文本文件"))
    notice.add_argument("--save", action="store_true", help=translate(_CONTEXT, "存入登记册，期限立即按它计算"))


def _add_publishing(command: _Command, texts: Any) -> None:
    checking = command("check", publishing.text_check, translate(_CONTEXT, "发布前检查一篇文字"), texts)
    checking.add_argument("file", type=Path, metavar="FILE", help=translate(_CONTEXT, "docx、txt或html文件"))
    command("clock", publishing.clock, translate(_CONTEXT, "各账号多久没有更新"))


def _add_upkeep(command: _Command) -> None:
    backup = command("backup", upkeep.backup, translate(_CONTEXT, "备份"))
    backup.add_argument(
        "folder", type=Path, nargs="?", metavar="DIR", help=translate(_CONTEXT, "备份到哪个文件夹，不写就在登记册旁边")
    )
    restore = command("restore", upkeep.restore, translate(_CONTEXT, "从备份恢复"))
    restore.add_argument("file", type=Path, metavar="FILE", help=translate(_CONTEXT, "备份文件"))
    restore.add_argument(
        "--sheet",
        type=Path,
        metavar="FILE",
        help=translate(_CONTEXT, "加密备份改用密封件打开：二维码的照片、扫描件，或录入了字母组的文件"),
    )
    command("verify", upkeep.verify, translate(_CONTEXT, "检查登记册是否完好"))
    archive = command("archive-journal", upkeep.archive_journal, translate(_CONTEXT, "把旧的操作记录归档到单独的文件"))
    archive.add_argument(
        "before", type=_day, metavar="DATE", help=translate(_CONTEXT, "归档这一天以前的操作记录，如2024-01-01")
    )
    command("repair", upkeep.repair, translate(_CONTEXT, "登记册损坏时，把读得出的内容存到旁边的新文件"))
    opening = command("open", commands.window, translate(_CONTEXT, "打开窗口，并问是否用这份备份恢复"))
    opening.add_argument("backup", type=Path, nargs="?", metavar="FILE", help=translate(_CONTEXT, "备份文件"))
    command("self-test", commands.self_test, translate(_CONTEXT, "检查程序在这台电脑上是否完好"))


def _add_exchange(command: _Command) -> None:
    taking = command(
        "import", exchanging.import_file, translate(_CONTEXT, "从表格或备案表PDF导入账号、人员、发布的信息和网民留言")
    )
    taking.add_argument("file", type=Path, metavar="FILE", help=translate(_CONTEXT, "xlsx、xls、csv或本程序的PDF"))
    taking.add_argument("--dry-run", action="store_true", help=translate(_CONTEXT, "只看会怎样，不写入"))
    taking.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help=translate(_CONTEXT, "指定某一列是什么，等号后留空表示不要这一列；以后遇到同样的表头照此办理"),
    )
    taking.add_argument(
        "--account",
        default="",
        metavar="ACCOUNT",
        help=translate(_CONTEXT, "表里没有写账号的行属于哪个账号（编号，或者唯一的名称），例如平台导出的列表"),
    )
    taking.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar="NAME",
        help=translate(_CONTEXT, "表里主办单位写的这个名称也是本单位的，照收；'*'：写的什么都照收"),
    )
    undoing = command("import-undo", exchanging.undo_import, translate(_CONTEXT, "整个撤回一次导入"))
    undoing.add_argument(
        "file", nargs="?", default="", metavar="FILE", help=translate(_CONTEXT, "撤回哪个文件的导入（不写：最近一次）")
    )
    collecting = command(
        "collect",
        exchanging.collect_files,
        translate(_CONTEXT, "把各单位报来的备案表PDF、导出的台账和表格汇总成一张表"),
    )
    collecting.add_argument("folder", type=Path, metavar="FOLDER", help=translate(_CONTEXT, "各单位的文件所在的文件夹"))
    _add_out(collecting, "FILE.xlsx", translate(_CONTEXT, "写到哪个文件，例如 汇总.xlsx"), short=True)
    told = command(
        "journal", exchanging.journal, translate(_CONTEXT, "导出操作记录（xlsx、csv），或带链值的摘录（pdf、docx）")
    )
    _add_out(told, "FILE", translate(_CONTEXT, "写到哪个文件，按扩展名决定写什么"), short=True)
    told.add_argument("--text", default="", help=translate(_CONTEXT, "只要含这些字的"))
    told.add_argument("--actor", default="", metavar="NAME", help=translate(_CONTEXT, "只要这个人做的"))
    for name in ("--since", "--until"):
        told.add_argument(name, type=_day, metavar="2026-11-23", help=translate(_CONTEXT, "只要这些天的"))
    told.add_argument("--archives", action="store_true", help=translate(_CONTEXT, "连同归档到archives文件夹里的旧记录"))
    erasing = command(
        "erase-due", exchanging.erase_due, translate(_CONTEXT, "清除到了保存期限的电话和网民姓名（期限在设置里）")
    )
    erasing.add_argument("--dry-run", action="store_true", help=translate(_CONTEXT, "只看有哪些，不清除"))
    giving = command("export", exchanging.export_file, translate(_CONTEXT, "导出台账（xlsx、csv）或期限日历（ics）"))
    giving.add_argument("file", type=Path, metavar="FILE", help=translate(_CONTEXT, "按扩展名决定写什么"))
    giving.add_argument(
        "--columns",
        default="",
        metavar="FIELD,FIELD",
        help=translate(_CONTEXT, "台账要哪些列、什么顺序；记住，以后照此导出；写all恢复原样"),
    )


def _add_pictures(command: _Command) -> None:
    demo = command("demo", commands.demo, translate(_CONTEXT, "示例登记册：三份备案表和窗口"))
    demo.add_argument(
        "--out",
        type=Path,
        default=Path("demo-out"),
        metavar="DIR",
        help=translate(_CONTEXT, "放到哪个文件夹（demo-out）"),
    )
    book = command("manual", manual, translate(_CONTEXT, "用户手册（PDF），图片取自示例登记册"))
    _add_out(book, "OUT.pdf", translate(_CONTEXT, "写到哪个PDF文件"), short=True)
    book.add_argument("--pictures", type=Path, metavar="DIR", help=translate(_CONTEXT, "图片另外留在这个文件夹"))
    screenshot = command("screenshot", commands.screenshot, translate(_CONTEXT, "每一页的图片"))
    _add_out(screenshot, "DIR", translate(_CONTEXT, "放到哪个文件夹"))
    screenshot.add_argument(
        "--size",
        type=_size,
        default=(1366, 768),
        metavar="1366x768",
        help=translate(_CONTEXT, "窗口多大，以像素计"),
    )
    screenshot.add_argument(
        "--scale", type=_scale, default=1.0, metavar="2", help=translate(_CONTEXT, "放大几倍，0.5到4")
    )
    screenshot.add_argument("--dark", action="store_true", help=translate(_CONTEXT, "深色"))
    screenshot.add_argument("--dialogs", action="store_true", help=translate(_CONTEXT, "各页打开的对话框也要"))


def _add_out(parser: Parser, metavar: str, text: str, *, short: bool = False) -> None:
    names = ("-o", "--out") if short else ("--out",)
    parser.add_argument(*names, type=Path, required=True, metavar=metavar, help=text)


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
    if not (width.isdecimal() and height.isdecimal() and len(text) < 20):
        raise InputError(
            translate(_CONTEXT, "尺寸“{text}”写法不对，").format(text=text),
            translate(_CONTEXT, "请写成1366x768的样子。"),
        )
    size = int(width), int(height)
    if not all(least <= side <= most for side, (least, most) in zip(size, _SIZES, strict=True)):
        raise InputError(
            translate(_CONTEXT, "窗口不能是{text}，").format(text=text),
            translate(_CONTEXT, "宽请写{0[0]}到{0[1]}，高写{1[0]}到{1[1]}，例如1366x768。").format(*_SIZES),
        )
    return size
