"""The commands that look after the register: backup, restore, verify, repair."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.cli.shared import DONE, FOUND_ERRORS, open_for, register_folder, say, wants_json
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.upkeep import RestoreReport
    from pmedia_desktop.services.backup.repairs import Repair

_CONTEXT = "cli.upkeep"


def backup(options: argparse.Namespace) -> int:
    """Make and verify a backup."""
    from pmedia_desktop.services.backup.backups import back_up, sum_of

    with open_for(options) as office:
        made = back_up(office, options.folder)
    facts: dict[str, object] = {"file": str(made.path), "size": made.size, "notes": list(made.notes)}
    if wants_json(options):  # on a stick, reading a large one once more takes minutes
        facts["sha256"] = sum_of(made)
    said = (
        translate(_CONTEXT, "已备份到 {path}。") if made.doubt else translate(_CONTEXT, "已备份到 {path}，并检查完好。")
    )
    say(options, "\n".join((said.format(path=made.path), *made.notes)), facts)
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the register's place, which is set aside."""
    report = _restored(options.file, register_folder(options), options)
    said = translate(_CONTEXT, "已恢复。")
    if report.set_aside:
        said = translate(_CONTEXT, "已恢复，原来的登记册保留为 {path}。").format(path=report.set_aside)
    if report.counts.get("sealed_copy"):
        said += translate(_CONTEXT, "封存的密码在打开窗口时放回系统密码库，也可以用 custody reconcile 放回。")
    say(
        options,
        said,
        {"set_aside": str(report.set_aside) if report.set_aside else None},
    )
    return DONE


def verify(options: argparse.Namespace) -> int:
    """Check file and journal."""
    from pmedia_desktop.services.backup.backups import verify
    from pmedia_desktop.services.backup.places import place_warning
    from pmedia_desktop.services.starting import clock_warning

    with open_for(options) as office:
        report = verify(office)
        warnings = place_warning(office.folder), clock_warning(office)
    notes = [*report.notes, *filter(None, warnings)]
    say(
        options,
        "\n".join((*(report.problems or (_sound(report.entries),)), *notes)),
        {
            "ok": report.ok,
            "problems": list(report.problems),
            "notes": notes,
            "entries": report.entries,
        },
    )
    return DONE if report.ok else FOUND_ERRORS


def _restored(file: Path, folder: Path, options: argparse.Namespace) -> "RestoreReport":
    from pmedia_desktop.services.backup.backups import restore
    from pmedia_desktop.services.backup.sealing import (
        is_sealed,
        opened_backup,
        unlock_with_envelope,
        unlock_with_passphrase,
    )
    from pmedia_desktop.vault.client import Vault

    if not is_sealed(file):
        return restore(file, folder)
    from pmedia_desktop.cli.secret_input import read_line
    from pmedia_desktop.services.custody.qr_codes import sheet_in_file

    with Vault() as vault:
        if options.sheet is None:
            unlock_with_passphrase(file, vault, read_line(translate(_CONTEXT, "开锁口令：")))
        else:
            words = read_line(translate(_CONTEXT, "密封件上手写的六个词："))
            unlock_with_envelope(file, vault, sheet_in_file(options.sheet), words)
        with opened_backup(file, folder, vault) as plain:
            return restore(plain, folder)


def repair(options: argparse.Namespace) -> int:
    """Save what can be read of a damaged register beside it, and name the backup that can take its place."""
    from pmedia_desktop.services.backup.repairs import repair

    made = repair(register_folder(options))
    saved, offered = made.salvaged, made.backup
    say(
        options,
        _repair_words(made),
        {
            "ok": made.report.ok,
            "problems": list(made.report.problems),
            "salvaged": str(saved.path) if saved else None,
            "saved": dict(saved.saved) if saved else {},
            "lost": dict(saved.lost) if saved else {},
            "filled": saved.filled if saved else 0,
            "unknown": list(saved.unknown) if saved else [],
            "backup": str(offered.path) if offered else None,
        },
    )
    return DONE if made.report.ok else FOUND_ERRORS


def _repair_words(made: "Repair") -> str:
    if made.report.ok:
        return _sound(made.report.entries)
    return "\n".join((*made.report.problems, _saved_words(made), _offered_words(made)))


def _saved_words(made: "Repair") -> str:
    from pmedia_desktop.services.backup.repairs import saved_words

    if made.salvaged is None:
        return translate(_CONTEXT, "表的目录读不出来，没有可以另存的内容；原文件没有改动。")
    return saved_words(made.salvaged)


def _offered_words(made: "Repair") -> str:
    if made.backup is not None:
        offered = translate(_CONTEXT, "最近一份完好的备份是 {path}，可以用 restore 恢复它。")
        if made.salvaged is not None:
            offered = translate(_CONTEXT, "最近一份完好的备份是 {path}，可以用 restore 恢复它，或者恢复上面这个文件。")
        return offered.format(path=made.backup.path)
    if made.salvaged is not None:
        return translate(_CONTEXT, "没有可用的备份，可以用 restore 恢复上面这个文件。")
    return translate(_CONTEXT, "也没有可用的备份。请找一找U盘、共享文件夹里的备份，再用 restore 恢复。")


def archive_journal(options: argparse.Namespace) -> int:
    """Seal the journal's old entries into an archive file."""
    from pmedia_desktop.services.backup.backups import archive_journal

    with open_for(options) as office:
        made = archive_journal(office, options.before)
    say(
        options,
        translate(_CONTEXT, "已把第{last}条以前的{count}条操作记录归档到 {path}，并核对无误。").format(
            last=made.through.number + 1, count=made.entries, path=made.path
        ),
        {"file": str(made.path), "sha256": made.sha256, "entries": made.entries, "through": made.through.number},
    )
    return DONE


def _sound(entries: int) -> str:
    return translate(_CONTEXT, "登记册完好，操作记录{count}条前后相接。").format(count=entries)
