"""How the commands of the reply ledger and of self-inspection are written."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pmedia_desktop.cli import inspecting, messages
from pmedia_desktop.cli.parser import Parser
from pmedia_desktop.texts import translate

_CONTEXT = "cli.inspecting_arguments"
_Day = Callable[[str], date]
_KINDS = ("inquiry", "suggestion", "help", "complaint", "report")


def add_inspecting(command: Callable[..., Parser], day: _Day) -> None:
    """Add ``inspect`` and ``inspection-file``."""
    command("inspect", inspecting.inspect, translate(_CONTEXT, "自查：登记册对检查项目的回答和依据"))
    file = command("inspection-file", inspecting.inspection_file, translate(_CONTEXT, "生成迎检包：文件夹和ZIP"))
    add_period(file, day)
    file.add_argument(
        "--unmasked", action="store_true", help=translate(_CONTEXT, "不遮盖电话、证件号和网名（不写按设置办理）")
    )
    _add_out(file, "FILE.zip")


def add_messages(command: Callable[..., Parser], names: Any, day: _Day) -> None:
    """Add everything below ``pmedia-desktop message``."""
    listing = command("list", messages.list_all, translate(_CONTEXT, "留言台账"), names)
    listing.add_argument("--open", action="store_true", help=translate(_CONTEXT, "只列待办理的"))
    _add_entry(command("add", messages.add, translate(_CONTEXT, "登记一条留言"), names), day)
    reply = command("reply", messages.reply, translate(_CONTEXT, "登记答复"), names)
    _add_id(reply)
    reply.add_argument("--text", required=True, metavar="TEXT", help=translate(_CONTEXT, "答复的内容"))
    reply.add_argument("--answered", type=day, metavar="DATE", help=translate(_CONTEXT, "答复日期，不写就是今天"))
    reply.add_argument("--time", default="", metavar="09:30", help=translate(_CONTEXT, "答复时间"))
    reply.add_argument("--reviewer", default="", metavar="PERSON", help=translate(_CONTEXT, "审核人"))
    reply.add_argument("--public", choices=("yes", "no"), metavar="yes|no", help=translate(_CONTEXT, "是否公开"))
    transfer = command("transfer", messages.transfer, translate(_CONTEXT, "登记转交：不属于本单位职责"), names)
    _add_id(transfer)
    transfer.add_argument("--to", required=True, metavar="UNIT", help=translate(_CONTEXT, "转交给哪个单位"))
    transfer.add_argument("--transferred", type=day, metavar="DATE", help=translate(_CONTEXT, "转交日期"))
    sheet = command("print", messages.sheet, translate(_CONTEXT, "把留言办理单写成PDF或docx"), names)
    _add_id(sheet)
    _add_out(sheet, "OUT.pdf")
    ledger = command("ledger", messages.ledger, translate(_CONTEXT, "把一段时间的答复台账写成PDF或docx"), names)
    add_period(ledger, day)
    _add_out(ledger, "OUT.pdf")


def add_period(parser: Parser, day: _Day) -> None:
    """Add the first and the last day of a period."""
    parser.add_argument(
        "--from", dest="begin", type=day, required=True, metavar="DATE", help=translate(_CONTEXT, "从哪一天起")
    )
    parser.add_argument(
        "--to", dest="end", type=day, required=True, metavar="DATE", help=translate(_CONTEXT, "到哪一天止")
    )


def _add_entry(entry: Parser, day: _Day) -> None:
    entry.add_argument(
        "--account",
        default="",
        metavar="ACCOUNT",
        help=translate(_CONTEXT, "账号的编号，或者唯一的名称；不写就是电话记录"),
    )
    entry.add_argument(
        "--channel",
        choices=("comment", "private", "telephone"),
        default="comment",
        metavar="CHANNEL",
        help=translate(_CONTEXT, "渠道：comment、private、telephone"),
    )
    kinds = translate(_CONTEXT, "类别：{kinds}").format(kinds=translate(_CONTEXT, "、").join(_KINDS))
    entry.add_argument("--kind", choices=_KINDS, default="inquiry", metavar="KIND", help=kinds)
    entry.add_argument("--received", type=day, metavar="DATE", help=translate(_CONTEXT, "留言日期，不写就是今天"))
    entry.add_argument("--time", default="", metavar="09:30", help=translate(_CONTEXT, "留言时间"))
    entry.add_argument("--nickname", default="", metavar="NAME", help=translate(_CONTEXT, "网名或姓名"))
    entry.add_argument("--phone", default="", metavar="NUMBER", help=translate(_CONTEXT, "电话"))
    entry.add_argument("--text", required=True, metavar="TEXT", help=translate(_CONTEXT, "内容"))
    entry.add_argument("--handler", default="", metavar="PERSON", help=translate(_CONTEXT, "承办人"))


def _add_id(parser: Parser) -> None:
    parser.add_argument("id", type=int, metavar="ID", help=translate(_CONTEXT, "留言的编号，见 message list"))


def _add_out(parser: Parser, metavar: str) -> None:
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar=metavar, help=translate(_CONTEXT, "写到哪个文件")
    )
