"""How the commands of custody are written."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time
from typing import Any

from pmedia_desktop.cli import custody
from pmedia_desktop.cli.parser import Parser
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "cli.custody_arguments"
_KINDS = ("password", "scan_or_sms", "email_password", "api_secret", "one_time_code", "recovery_codes")
_TERMINAL_KINDS = ("computer", "phone", "other")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?")
_LAST_MINUTE = time(23, 59)


def add_custody(command: Callable[..., Parser], names: Any) -> None:
    """Add everything below ``pmedia-desktop custody``."""
    command("list", custody.list_credentials, translate(_CONTEXT, "谁保管什么"), names)
    command("report", custody.report, translate(_CONTEXT, "第十五条的检查结果"), names)
    enroll = command("enroll", custody.enroll, translate(_CONTEXT, "设置开锁口令（从标准输入读入）"), names)
    enroll.add_argument("person", metavar="PERSON", help=_person())
    _add_acting(enroll)
    _add_appoint(command("appoint", custody.appoint, translate(_CONTEXT, "指定保管人"), names))
    for name, text in (
        ("deposit", translate(_CONTEXT, "存入账号密码（从标准输入读入）")),
        ("change", translate(_CONTEXT, "更换账号密码（新的从标准输入读入）")),
    ):
        _add_id(command(name, custody.deposit, text, names))
    _add_id(command("confirm", custody.confirm, translate(_CONTEXT, "登录验证：用现在这一版登录过了"), names))
    show = command("show", custody.show, translate(_CONTEXT, "查看账号密码（开锁口令从标准输入读入）"), names)
    _add_id(show)
    show.add_argument("--reason", required=True, metavar="TEXT", help=translate(_CONTEXT, "查看原因，记入操作记录"))
    show.add_argument("--code", action="store_true", help=translate(_CONTEXT, "动态验证码：给出现在的验证码"))
    _add_lend(command("lend", custody.lend, translate(_CONTEXT, "借出（开锁口令从标准输入读入）"), names))
    _add_id(command("return", custody.give_back, translate(_CONTEXT, "归还"), names))
    terminal = command("terminal", custody.add_terminal, translate(_CONTEXT, "登录终端"), names)
    terminals = terminal.add_subparsers(required=True, metavar="ACTION", parser_class=Parser)
    _add_terminal(command("add", custody.add_terminal, translate(_CONTEXT, "把本机列入登录终端清单"), terminals))
    _add_acting(command("reconcile", custody.reconcile, translate(_CONTEXT, "核对登记册与系统密码库并修复"), names))


def _add_appoint(appoint: Parser) -> None:
    appoint.add_argument("account", metavar="ACCOUNT", help=translate(_CONTEXT, "账号的编号，或者唯一的名称"))
    kinds = translate(_CONTEXT, "类别：{kinds}").format(kinds=translate(_CONTEXT, "、").join(_KINDS))
    appoint.add_argument("--kind", choices=_KINDS, default="password", metavar="KIND", help=kinds)
    appoint.add_argument("--login", default="", metavar="NAME", help=translate(_CONTEXT, "登录账号"))
    appoint.add_argument("--holder", required=True, metavar="PERSON", help=translate(_CONTEXT, "保管人"))
    appoint.add_argument("--deputy", default="", metavar="PERSON", help=translate(_CONTEXT, "保管人（B岗）"))
    appoint.add_argument("--phone", default="", metavar="NUMBER", help=translate(_CONTEXT, "绑定手机"))
    appoint.add_argument("--sim-keeper", default="", metavar="NAME", help=translate(_CONTEXT, "手机卡保管人"))
    appoint.add_argument("--email", default="", metavar="ADDRESS", help=translate(_CONTEXT, "绑定邮箱"))
    appoint.add_argument("--administrator", default="", metavar="NAME", help=translate(_CONTEXT, "平台管理员"))
    appoint.add_argument("--holder-only", action="store_true", help=translate(_CONTEXT, "只登记保管人，不存密码"))
    _add_acting(appoint)


def _add_lend(lend: Parser) -> None:
    _add_id(lend)
    lend.add_argument("--to", required=True, metavar="PERSON", help=translate(_CONTEXT, "借用人"))
    lend.add_argument(
        "--until",
        type=_moment,
        metavar="2026-11-23T18:00",
        help=translate(_CONTEXT, "应还时间，不写就是最近的18点"),
    )
    lend.add_argument("--reason", default="", metavar="TEXT", help=translate(_CONTEXT, "借用原因"))


def _add_terminal(add: Parser) -> None:
    add.add_argument("--name", default="", metavar="NAME", help=translate(_CONTEXT, "别的设备的名称，不写就是本机"))
    add.add_argument(
        "--kind",
        choices=_TERMINAL_KINDS,
        default="phone",
        metavar="KIND",
        help=translate(_CONTEXT, "、").join(_TERMINAL_KINDS),
    )
    add.add_argument("--asset", default="", metavar="NUMBER", help=translate(_CONTEXT, "资产编号"))
    add.add_argument("--place", default="", metavar="PLACE", help=translate(_CONTEXT, "存放地点"))
    add.add_argument("--vouched-by", default="", metavar="NAME", help=translate(_CONTEXT, "安全责任人"))
    _add_acting(add)


def _add_id(parser: Parser) -> None:
    parser.add_argument("id", type=int, metavar="ID", help=translate(_CONTEXT, "编号，见 custody list"))
    _add_acting(parser)


def _add_acting(parser: Parser) -> None:
    parser.add_argument("--as", dest="acting", default="", metavar="PERSON", help=translate(_CONTEXT, "由谁办理"))


def _person() -> str:
    return translate(_CONTEXT, "人员的编号，或者唯一的姓名")


def _moment(text: str) -> datetime:
    """Read 2026-11-23 (the whole day) or 2026-11-23T18:00, in the PC's own time zone."""
    with suppress(ValueError):
        if _MOMENT.fullmatch(text):
            read = datetime.fromisoformat(text)
            return (read if len(text) > 10 else datetime.combine(read, _LAST_MINUTE)).astimezone()
    raise InputError(
        translate(_CONTEXT, "时间“{text}”写法不对，").format(text=text),
        translate(_CONTEXT, "请写成2026-11-23或2026-11-23T18:00的样子。"),
    )
