"""An argparse parser whose own words are Chinese: usage, headings, help and what is written wrongly."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "cli.parser"


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other wrong input does."""

    def __init__(self, *, add_help: bool = True, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=_ChineseHelp, **settings)
        self._positionals.title = translate(_CONTEXT, "要写的内容")
        self._optionals.title = translate(_CONTEXT, "选项")
        if add_help:
            self.add_argument("-h", "--help", action="help", help=translate(_CONTEXT, "显示这份说明"))

    def error(self, message: str) -> NoReturn:
        """Raise ``InputError`` instead of ending the process."""
        raise InputError(
            translate(_CONTEXT, "命令写法不对：{message}，").format(message=_in_chinese(message)),
            translate(_CONTEXT, "用 {prog} --help 查看写法。").format(prog=self.prog),
        )


class _ChineseHelp(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, translate(_CONTEXT, "用法：") if prefix is None else prefix)


def _in_chinese(message: str) -> str:
    """Return what argparse found wrong in Chinese; what it found is in English in every release of Python."""
    named = re.fullmatch(r"argument (?P<name>.+?): (?P<rest>.+)", message, re.DOTALL)
    if named:
        return translate(_CONTEXT, "{name} {rest}").format(name=named["name"], rest=_in_chinese(named["rest"]))
    for pattern, chinese in _wordings():
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return chinese.format(**found.groupdict())
    return message


def _wordings() -> tuple[tuple[str, str], ...]:
    return (
        (r"the following arguments are required: (?P<names>.+)", translate(_CONTEXT, "缺少 {names}")),
        (r"unrecognized arguments: (?P<names>.+)", translate(_CONTEXT, "不认识 {names}")),
        (r"expected one argument", translate(_CONTEXT, "后面缺少内容")),
        (r"ignored explicit argument (?P<value>.+)", translate(_CONTEXT, "后面不写内容，不能写 {value}")),
        (r"ambiguous option: (?P<name>.+) could match (?P<names>.+)", translate(_CONTEXT, "{name} 可能指 {names}")),
        (r"invalid int value: (?P<value>.+)", translate(_CONTEXT, "{value} 不是整数")),
        (r"invalid float value: (?P<value>.+)", translate(_CONTEXT, "{value} 不是数")),
        (r"invalid choice: (?P<value>.+) \(choose from .+\)", translate(_CONTEXT, "没有 {value} 这个命令")),
    )
