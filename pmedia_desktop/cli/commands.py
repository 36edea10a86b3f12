"""What each command does: one function each, that calls a service and prints its result.

Imports are inside the commands, so that a command loads only what it uses and the window's start stays light.
"""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmedia_desktop.cli.shared import (
    DONE,
    FOUND_ERRORS,
    given_day,
    open_for,
    print_json,
    register_folder,
    say,
    wants_json,
    write,
)
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.finding import Deadline, Finding

_CONTEXT = "cli.commands"


def window(options: argparse.Namespace) -> int:
    """Open the window on the register."""
    from pmedia_desktop.cli.screen import require_screen

    require_screen()
    from pmedia_desktop.app import run_window

    return run_window(
        register_folder(options),
        on=given_day(options),
        backup=getattr(options, "backup", None),
        in_tray=options.in_tray,
        exit_when_shown=options.exit_when_shown,
        exit_when_loaded=options.exit_when_loaded,
    )


def demo(options: argparse.Namespace) -> int:
    """Make the sample register, print its three forms, show the window or leave pictures of it."""
    from pmedia_desktop.cli.demo import run_demo

    return run_demo(options.out, on=given_day(options), as_json=wants_json(options))


def check(options: argparse.Namespace) -> int:
    """Print the findings of all rules as `{article, severity, subject, message, remedy}`."""
    from pmedia_desktop.services.today import check_all

    with open_for(options) as office:
        findings = check_all(office)
    print_json([finding_facts(finding) for finding in findings])
    return exit_code_of(findings)


def finding_facts(finding: "Finding") -> dict[str, Any]:
    """Return a finding as it is printed."""
    return {
        "article": finding.article,
        "severity": finding.severity.value,
        "subject": finding.subject.title,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def exit_code_of(findings: "Sequence[Finding]") -> int:
    """Return 1 when one of the findings is an error."""
    from pmedia_desktop.services.paper.filing_papers import has_errors

    return FOUND_ERRORS if has_errors(findings) else DONE


def due(options: argparse.Namespace) -> int:
    """Print all deadlines as `{what, account, article, due, days_left, estimated, reason, alternative}`."""
    from pmedia_desktop.services.exporting.deadline_calendar import deadline_calendar
    from pmedia_desktop.services.today import all_due

    with open_for(options) as office:
        deadlines = all_due(office)
        if options.ics:
            write(options.ics, deadline_calendar(office))
    print_json([_deadline(deadline) for deadline in deadlines])
    return DONE


def _deadline(deadline: "Deadline") -> dict[str, Any]:
    other = deadline.alternative
    return {
        "what": deadline.what,
        "account": deadline.account,
        "article": deadline.article,
        "due": _iso(deadline.due),
        "days_left": deadline.days_left,
        "estimated": deadline.estimated,
        "reason": deadline.reason,
        "alternative": {"from": _iso(other.start), "due": _iso(other.due)} if other else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def workdays(options: argparse.Namespace) -> int:
    """Count working days; the day itself is day 0."""
    from pmedia_desktop.services.settings import calendar_for, count_term

    count, _ = count_term(calendar_for(register_folder(options)), options.start, options.days)
    print_json(
        {
            "from": count.start.isoformat(),
            "days": count.days,
            "due": count.due.isoformat(),
            "estimated": count.estimated,
            "skipped": [{"date": day.on.isoformat(), "why": day.why} for day in count.skipped],
        }
    )
    return DONE


def filing_list(options: argparse.Namespace) -> int:
    """Print all filings, newest first."""
    from pmedia_desktop.services.filing.filings import list_filings

    with open_for(options) as office:
        rows = list_filings(office)
    print_json(
        [
            {
                "id": row.filing.id,
                "kind": row.filing.kind.value,
                "account": row.account.name if row.account else "",
                "title": row.title,
                "state": row.filing.state.value,
                "event_on": _iso(row.filing.event_on),
                "due": _iso(row.deadline.due) if row.deadline else None,
                "estimated": row.deadline is not None and row.deadline.estimated,
                "submitted_on": _iso(row.filing.submitted_on),
            }
            for row in rows
        ]
    )
    return DONE


def filing_print(options: argparse.Namespace) -> int:
    """Print one filing; what would get it sent back is reported and does not keep it from being printed."""
    from pmedia_desktop.services.backup.backups import daily_backup
    from pmedia_desktop.services.files import check_writable
    from pmedia_desktop.services.paper.filing_papers import asks_reason, check_filing, print_filing

    check_writable(options.out)
    with open_for(options) as office:
        daily_backup(office)
        reason = options.reason.strip()
        unexplained = not reason and asks_reason(check_filing(office, options.id))
        if unexplained:
            # The window insists on a reason; a command that runs unattended says at least that there was none.
            reason = translate(_CONTEXT, "命令行打印，未写原因")
        printed = print_filing(office, options.id, reason).value
    write(options.out, printed.pdf)
    say(
        options,
        _written(options.out, printed.findings, unexplained=unexplained),
        {"file": str(options.out), "findings": [finding_facts(finding) for finding in printed.findings]},
    )
    return exit_code_of(printed.findings)


def _written(path: Path, findings: "Sequence[Finding]", *, unexplained: bool) -> str:
    if not findings:
        return translate(_CONTEXT, "已写入 {path}，打印前检查没有发现问题。").format(path=path)
    written = translate(_CONTEXT, "已写入 {path}，打印前检查发现{count}处：").format(path=path, count=len(findings))
    lines = [f"- {finding.message}{finding.remedy}" for finding in findings]
    if unexplained:
        lines.append(translate(_CONTEXT, "没有写仍要打印的原因，操作记录里已注明；下次可用 --reason 写明。"))
    return "\n".join([written, *lines])


def self_test(options: argparse.Namespace) -> int:
    """Check that the program is whole on this PC."""
    from pmedia_desktop.cli.self_test import run_self_test

    return run_self_test(as_json=wants_json(options))


def vault_child(options: argparse.Namespace) -> int:
    """Be the vault's own process, on pipes from the program that started it."""
    from pmedia_desktop.vault.child import run

    return run(options.idle_seconds)


def screenshot(options: argparse.Namespace) -> int:
    """Leave a PNG of each page of the window."""
    from pmedia_desktop.unattended import take_pictures

    with open_for(options):
        pass  # a register that is missing or damaged is told before a window is made for it
    paths = take_pictures(
        register_folder(options),
        options.out,
        size=options.size,
        scale=options.scale,
        dark=options.dark,
        with_dialogs=options.dialogs,
        on=given_day(options),
    )
    pictures = [str(path) for path in paths]
    say(options, "\n".join(pictures), {"pictures": pictures})
    return DONE
