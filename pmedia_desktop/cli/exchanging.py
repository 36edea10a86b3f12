"""The commands that take data in and give data out."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmedia_desktop.cli.named import account_named
from pmedia_desktop.cli.shared import (
    DONE,
    TerminalProgress,
    given_day,
    open_for,
    register_folder,
    say,
    write,
    write_paper,
)
from pmedia_desktop.errors import InputError
from pmedia_desktop.model.words import period_words
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.importing.plan import ImportPlan

_CONTEXT = "cli.exchanging"


def read_workbook(options: argparse.Namespace) -> int:
    """Be the process that reads one spreadsheet for the program."""
    from pmedia_desktop.exchange.workbook_child import run

    return run(options.file)


def import_file(options: argparse.Namespace) -> int:
    """Import a file, or with ``--dry-run`` say what importing it would do."""
    from pmedia_desktop.services.importing.applying import import_planned
    from pmedia_desktop.services.importing.plan import plan_import
    from pmedia_desktop.services.importing.unit_rows import is_taken

    with open_for(options) as office:
        account_id = account_named(office, options.account).id if options.account else 0
        plan = plan_import(
            office, options.file, _corrections(options.column), account_id=account_id, own_units=options.unit
        )
        if not options.dry_run:
            import_planned(office, plan)
    refused_units = [name for name in plan.other_units if not is_taken(name, options.unit)]
    say(options, _sentence(plan, refused_units, written=not options.dry_run), _facts(plan))
    return DONE


def _corrections(columns: list[str]) -> dict[str, str]:
    pairs = [column.rpartition("=") for column in columns]
    for heading, sign, _field in pairs:
        if not (heading and sign):
            raise InputError(
                translate(_CONTEXT, "--column 写法不对，"), translate(_CONTEXT, "请写成 表头=字段，例如 号名=name。")
            )
    return {heading: field for heading, _sign, field in pairs}


def _facts(plan: "ImportPlan") -> dict[str, Any]:
    return {
        "created": plan.created,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "refused": [{"sheet": item.sheet, "row": item.row, "why": item.why} for item in plan.refused],
        "columns": dict(plan.columns),
    }


def _sentence(plan: "ImportPlan", refused_units: list[str], *, written: bool) -> str:
    head = (
        translate(_CONTEXT, "已导入：新增{created}，修改{changed}，不变{unchanged}，未收{refused}。")
        if written
        else translate(
            _CONTEXT, "导入后将会：新增{created}，修改{changed}，不变{unchanged}，不收{refused}。还没有写入。"
        )
    )
    lines = [
        head.format(created=plan.created, changed=plan.changed, unchanged=plan.unchanged, refused=len(plan.refused))
    ]
    left_out = [heading for heading, field in plan.columns.items() if not field]
    if left_out:
        lines.append(
            translate(_CONTEXT, "没有导入的列：{headings}；要导入时加上 --column 表头=字段。").format(
                headings=translate(_CONTEXT, "、").join(left_out)
            )
        )
    if refused_units:
        lines.append(
            translate(
                _CONTEXT, "主办单位写的不是本单位：{units}；确是本单位的，加上 --unit 名称 照收（全部：--unit '*'）。"
            ).format(units=translate(_CONTEXT, "、").join(refused_units))
        )
    for item in plan.refused:
        place = translate(_CONTEXT, "{sheet}第{row}行" if item.row else "{sheet}").format(
            sheet=item.sheet, row=item.row
        )
        named = translate(_CONTEXT, "，").join(filter(None, (item.what, item.where)))
        if named:
            place = translate(_CONTEXT, "{place}（{named}）").format(place=place, named=named)
        lines.append(translate(_CONTEXT, "{place}：{why}").format(place=place, why=item.why))
    return "\n".join(lines)


def undo_import(options: argparse.Namespace) -> int:
    """Take the latest import, or the latest of a file, back as a whole."""
    from pmedia_desktop.services.importing.undoing import import_called, import_undo

    with open_for(options) as office:
        done = import_called(office, options.file)
        undone = import_undo(office, done.number, TerminalProgress()).value
    say(
        options,
        translate(_CONTEXT, "已撤回{file}的导入：移入回收站{removed}项，恢复原样{reverted}项。").format(
            file=done.file, removed=undone.removed, reverted=undone.reverted
        ),
        {"file": done.file, "removed": undone.removed, "reverted": undone.reverted},
    )
    return DONE


def journal(options: argparse.Namespace) -> int:
    """Write the journal, or what is looked for in it, as a table or as a printed extract."""
    from pmedia_desktop.model.journal import JournalQuery
    from pmedia_desktop.services.exporting.table_file import format_of
    from pmedia_desktop.services.journal.extract import journal_archives, journal_extract, journal_file

    query = JournalQuery(text=options.text, actor=options.actor, since=options.since, until=options.until)
    with open_for(options) as office:
        archives = journal_archives(office) if options.archives else ()
        progress = TerminalProgress()
        if options.out.suffix.lower() in (".pdf", ".docx"):
            write_paper(options.out, journal_extract(office, query, _wanted(options), progress, archives=archives))
        else:
            write(options.out, journal_file(office, query, format_of(options.out), progress, archives=archives))
    say(options, translate(_CONTEXT, "已写入 {path}。").format(path=options.out), {"file": str(options.out)})
    return DONE


def _wanted(options: argparse.Namespace) -> str:
    days = period_words(options.since, options.until)
    parts = [word for word in (days, options.actor, options.text) if word]
    return translate(_CONTEXT, "、").join(parts) or translate(_CONTEXT, "全部操作记录")


def erase_due(options: argparse.Namespace) -> int:
    """Erase personal data whose term has ended, or with ``--dry-run`` say what is due."""
    from pmedia_desktop.services import personal_data

    with open_for(options) as office:
        due = personal_data.due_erasures(office)
        if due and not options.dry_run:
            personal_data.erase_due(office)
    said = (
        translate(_CONTEXT, "到期{count}项，还没有清除。")
        if options.dry_run
        else translate(_CONTEXT, "已清除{count}项。")
    )
    facts = {"due": len(due), "erased": 0 if options.dry_run else len(due)}
    say(options, said.format(count=len(due)), facts)
    return DONE


def collect_files(options: argparse.Namespace) -> int:
    """Collect what units have handed in into one workbook; needs no register."""
    from pmedia_desktop.services.collecting.collect import collect
    from pmedia_desktop.services.collecting.summary import workbook
    from pmedia_desktop.services.exporting.table_file import TableFormat, format_of
    from pmedia_desktop.services.files import check_writable

    if format_of(options.out) is not TableFormat.XLSX:
        raise InputError(
            translate(_CONTEXT, "汇总有几张表，只能写成xlsx，"), translate(_CONTEXT, "请把文件名写成 汇总.xlsx。")
        )
    check_writable(options.out)
    on = given_day(options) or datetime.now().astimezone().date()
    collection = collect(options.folder, register_folder(options), on, TerminalProgress())
    write(options.out, workbook(collection))
    facts = {
        "file": str(options.out),
        "files": collection.files,
        "units": len(collection.units),
        "accounts": collection.accounts,
        "findings": [
            {"unit": one.unit, "account": one.account, "rule": one.finding.rule, "message": one.finding.message}
            for one in collection.findings
        ],
        "refused": [{"file": one.file, "place": one.place, "why": one.why} for one in collection.unread],
    }
    sentence = translate(
        _CONTEXT,
        "已汇总到 {path}：{files}个文件，{units}个单位，{accounts}个账号，需要核对{findings}处，没有收的{refused}处。",
    ).format(
        path=options.out,
        files=collection.files,
        units=len(collection.units),
        accounts=collection.accounts,
        findings=len(collection.findings),
        refused=len(collection.unread),
    )
    say(options, sentence, facts)
    return DONE


def export_file(options: argparse.Namespace) -> int:
    """Write the ledger or the calendar; the ending of the file's name says which."""
    from pmedia_desktop.services.exporting.deadline_calendar import deadline_calendar
    from pmedia_desktop.services.exporting.ledger_file import ledger_file, remember_columns
    from pmedia_desktop.services.exporting.table_file import format_of

    path: Path = options.file
    is_calendar = path.suffix.lower() == ".ics"
    written_as = None if is_calendar else format_of(path)
    with open_for(options) as office:
        if options.columns:
            remember_columns(office, options.columns.split(","))
        content = ledger_file(office, written_as) if written_as else deadline_calendar(office)
    write(path, content)
    say(options, translate(_CONTEXT, "已写入 {path}。").format(path=path), {"file": str(path)})
    return DONE
