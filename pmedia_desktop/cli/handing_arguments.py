"""How the commands of hand-over, leaving, inventory, envelope and transfer are written."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pmedia_desktop.cli import envelopes, handing, transfers
from pmedia_desktop.cli.parser import Parser
from pmedia_desktop.texts import translate

_CONTEXT = "cli.handing_arguments"
Command = Callable[..., Parser]
Day = Callable[[str], date]


def add_handing(command: Command, names: Any, day: Day) -> None:
    """Add them below ``pmedia-desktop custody``; ``day`` reads a date."""
    hand_over = command("handover", handing.hand_over, translate(_CONTEXT, "交接（开锁口令从标准输入读入）"), names)
    hand_over.add_argument("id", type=int, metavar="ID", help=translate(_CONTEXT, "编号，见 custody list"))
    hand_over.add_argument("--to", required=True, metavar="PERSON", help=translate(_CONTEXT, "接收人"))
    hand_over.add_argument("--witness", required=True, metavar="PERSON", help=translate(_CONTEXT, "监交人"))
    hand_over.add_argument("--reason", default="", metavar="TEXT", help=translate(_CONTEXT, "交接事由"))
    _add_out(hand_over, required=False, text=translate(_CONTEXT, "同时写出交接单"))
    _add_acting(hand_over)
    leave = command("leave", handing.leave, translate(_CONTEXT, "离任，列出要办的事"), names)
    leave.add_argument("person", metavar="PERSON", help=translate(_CONTEXT, "人员的编号，或者唯一的姓名"))
    leave.add_argument("--last-day", type=day, metavar="DATE", help=translate(_CONTEXT, "离任日期，不写就是今天"))
    leave.add_argument("--list", action="store_true", help=translate(_CONTEXT, "只列出，不登记离任"))
    leave.add_argument("--reason", default="", metavar="TEXT", help=translate(_CONTEXT, "离任原因"))
    _add_acting(leave)
    _add_out(command("ledger", handing.ledger, translate(_CONTEXT, "保管台账（PDF或docx）"), names))
    _add_inventory(command, _actions(command, names, "inventory", translate(_CONTEXT, "年度盘点")))
    _add_envelope(command, _actions(command, names, "envelope", translate(_CONTEXT, "密封件")), day)
    _add_transfer(command, _actions(command, names, "transfer", translate(_CONTEXT, "带到另一台电脑")))


def _actions(command: Command, names: Any, name: str, text: str) -> Any:
    parser = command(name, handing.inventory_list, text, names)
    return parser.add_subparsers(required=True, metavar="ACTION", parser_class=Parser)


def _add_inventory(command: Command, names: Any) -> None:
    command("list", handing.inventory_list, translate(_CONTEXT, "历次盘点"), names)
    _add_acting(command("begin", handing.inventory_begin, translate(_CONTEXT, "开始盘点"), names))
    confirm = command("confirm", handing.inventory_confirm, translate(_CONTEXT, "保管人确认一项"), names)
    confirm.add_argument("id", type=int, metavar="INVENTORY", help=translate(_CONTEXT, "盘点的编号"))
    confirm.add_argument("credential", type=int, metavar="ID", help=translate(_CONTEXT, "编号，见 custody list"))
    confirm.add_argument("--prove", action="store_true", help=translate(_CONTEXT, "从标准输入读入开锁口令作证明"))
    confirm.add_argument("--remark", default="", metavar="TEXT", help=translate(_CONTEXT, "备注"))
    _add_acting(confirm, required=True)
    close = command("close", handing.inventory_close, translate(_CONTEXT, "办结并写出盘点表（PDF或docx）"), names)
    close.add_argument("id", type=int, metavar="INVENTORY", help=translate(_CONTEXT, "盘点的编号"))
    _add_out(close)
    _add_acting(close)


def _add_envelope(command: Command, names: Any, day: Day) -> None:
    printing = command(
        "print", envelopes.print_envelope, translate(_CONTEXT, "打印密封件（开锁口令从标准输入读入）"), names
    )
    _add_out(printing)
    _add_place(printing)
    _add_acting(printing)
    confirm = command("confirm", envelopes.confirm_envelope, translate(_CONTEXT, "录入纸上的字母组核对"), names)
    confirm.add_argument(
        "--group", action="append", required=True, metavar="7=K3QD9F", help=translate(_CONTEXT, "可以写多次")
    )
    _add_place(confirm)
    _add_acting(confirm)
    postpone = command("postpone", envelopes.postpone_envelope, translate(_CONTEXT, "推迟打印，最多七天"), names)
    postpone.add_argument("until", type=day, metavar="DATE", help=translate(_CONTEXT, "最迟打印日期"))
    _add_acting(postpone)
    renew = command(
        "renew", envelopes.renew_envelope, translate(_CONTEXT, "破损、遗失后重新制作（开锁口令从标准输入读入）"), names
    )
    renew.add_argument("--reason", required=True, metavar="TEXT", help=translate(_CONTEXT, "重新制作的原因"))
    _add_acting(renew, required=True)
    _add_opening(command("open", envelopes.open_envelope, translate(_CONTEXT, "启封密封件"), names))


def _add_opening(opening: Parser) -> None:
    opening.add_argument("--to", required=True, metavar="PERSON", help=translate(_CONTEXT, "新的保管人"))
    opening.add_argument("--reason", required=True, metavar="TEXT", help=translate(_CONTEXT, "启封原因"))
    opening.add_argument("--by", required=True, metavar="NAME", help=translate(_CONTEXT, "启封人"))
    opening.add_argument("--with", dest="present", required=True, metavar="NAME", help=translate(_CONTEXT, "在场人"))
    opening.add_argument(
        "--sheet", type=Path, metavar="FILE", help=translate(_CONTEXT, "二维码的照片、扫描件，或录入了字母组的文件")
    )
    opening.add_argument(
        "--from", dest="outgoing", default="", metavar="PERSON", help=translate(_CONTEXT, "只接管这个人保管的")
    )
    opening.add_argument("--number", type=int, default=0, metavar="N", help=translate(_CONTEXT, "密封件编号"))
    opening.add_argument(
        "--new-passphrase", action="store_true", help=translate(_CONTEXT, "新保管人忘记了开锁口令，另设一个")
    )
    _add_acting(opening)


def _add_transfer(command: Command, names: Any) -> None:
    key = command("key", transfers.key, translate(_CONTEXT, "接收人的公开钥匙"), names)
    key.add_argument("person", metavar="PERSON", help=translate(_CONTEXT, "人员的编号，或者唯一的姓名"))
    send = command("out", transfers.send, translate(_CONTEXT, "导出到文件（开锁口令从标准输入读入）"), names)
    send.add_argument("ids", type=int, nargs="+", metavar="ID", help=translate(_CONTEXT, "编号，见 custody list"))
    send.add_argument("--taker", required=True, metavar="NAME", help=translate(_CONTEXT, "接收人"))
    send.add_argument("--key", default="", metavar="age1…", help=translate(_CONTEXT, "接收人的公开钥匙"))
    _add_out(send, metavar="OUT.age")
    _add_acting(send, required=True)
    receive = command("in", transfers.receive, translate(_CONTEXT, "导入文件（开锁口令从标准输入读入）"), names)
    receive.add_argument("file", type=Path, metavar="FILE.age")
    _add_acting(receive, required=True)
    receipt = command("receipt", transfers.receipt, translate(_CONTEXT, "登记接收人的回执号码"), names)
    receipt.add_argument("id", type=int, metavar="TRANSFER", help=translate(_CONTEXT, "第几次导出"))
    receipt.add_argument("receipt", metavar="NUMBER", help=translate(_CONTEXT, "回执号码"))
    _add_acting(receipt)


def _add_out(parser: Parser, *, required: bool = True, metavar: str = "OUT.pdf", text: str = "") -> None:
    parser.add_argument("-o", "--out", type=Path, required=required, metavar=metavar, help=text or None)


def _add_place(parser: Parser) -> None:
    parser.add_argument("--place", default="", metavar="PLACE", help=translate(_CONTEXT, "存放地点"))


def _add_acting(parser: Parser, *, required: bool = False) -> None:
    parser.add_argument(
        "--as", dest="acting", default="", required=required, metavar="PERSON", help=translate(_CONTEXT, "由谁办理")
    )
