"""The commands about publishing: checking a text, and the update clock."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from pmedia_desktop.cli.shared import given_day, open_for, print_json, register_folder, wants_json
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.finding import TextFinding
    from pmedia_desktop.model.term_list import TermList
    from pmedia_desktop.services.publishing.clocks import ClockRow

_CONTEXT = "cli.publishing"


def text_check(options: argparse.Namespace) -> int:
    """Check a document: with ``--json`` a list of `{article, severity, message, start, end, text}`.

    Needs no register; where there is one, its lists are used. Lists that are empty are told on
    standard error.
    """
    from datetime import datetime

    from pmedia_desktop.cli.commands import exit_code_of
    from pmedia_desktop.register.opening import REGISTER_NAME
    from pmedia_desktop.services.publishing.checking import check_document, missing_lists
    from pmedia_desktop.services.publishing.term_lists import read_lists

    lists: tuple[TermList, ...] = ()
    if (register_folder(options) / REGISTER_NAME).exists():
        with open_for(options) as office:
            lists = tuple(one for one in read_lists(office) if one.id)
    on = given_day(options) or datetime.now().astimezone().date()
    text, findings = check_document(options.file, lists, on)
    missing = missing_lists(lists)
    if missing:
        sys.stderr.write(
            translate(_CONTEXT, "还没有登记{lists}，这几项没有检查；可以在窗口的“设置—信息发布”里填写。\n").format(
                lists=translate(_CONTEXT, "、").join(missing)
            )
        )
    if wants_json(options):
        print_json([_facts(finding) for finding in findings])
    else:
        for finding in findings:
            line = text.count("\n", 0, finding.start) + 1
            column = finding.start - text.rfind("\n", 0, finding.start)
            sys.stdout.write(
                translate(_CONTEXT, "第{line}行第{column}字　{article}　{message}{remedy}\n").format(
                    line=line, column=column, article=finding.article, message=finding.message, remedy=finding.remedy
                )
            )
        sys.stdout.write(translate(_CONTEXT, "共{count}处。\n").format(count=len(findings)))
    return exit_code_of(findings)


def _facts(finding: "TextFinding") -> dict[str, Any]:
    return {
        "article": finding.article,
        "severity": finding.severity.value,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
    }


def clock(options: argparse.Namespace) -> int:
    """Print every account's clock: with ``--json`` a list of `{account, last, days, limit, status}`."""
    from pmedia_desktop.services.publishing.clocks import list_clocks

    with open_for(options) as office:
        rows = list_clocks(office)
    if wants_json(options):
        print_json(
            [
                {
                    "account": row.title,
                    "last": row.clock.last.isoformat() if row.clock.last else None,
                    "days": row.clock.days,
                    "limit": row.clock.limit,
                    "status": row.clock.status.value,
                }
                for row in rows
            ]
        )
    else:
        for row in rows:
            sys.stdout.write(f"{row.title}　{_words(row)}\n")
    return 0


def _words(row: "ClockRow") -> str:
    clock = row.clock
    if clock.since is None:
        return translate(_CONTEXT, "没有发布记录")
    if clock.last is None:
        return translate(_CONTEXT, "{since}开设，已{days}天没有发布，上限{limit}天").format(
            since=clock.since.isoformat(), days=clock.days, limit=clock.limit
        )
    return translate(_CONTEXT, "最近{last}，已{days}天，上限{limit}天").format(
        last=clock.last.isoformat(), days=clock.days, limit=clock.limit
    )
