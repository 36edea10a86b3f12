"""A damaged register: what is wrong with it, what can be saved of it, and which backup can take its place."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pmedia_desktop.model.upkeep import BackupFile, SalvageReport, VerifyReport
from pmedia_desktop.progress import Progress
from pmedia_desktop.register import salvage
from pmedia_desktop.register.backup import list_backups
from pmedia_desktop.register.backup_files import is_whole
from pmedia_desktop.register.copying import backup_folder
from pmedia_desktop.register.opening import REGISTER_NAME
from pmedia_desktop.register.problems import NotARegister, RegisterDamaged, RegisterMissing, lost, missing
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.services.backup.sealing import is_as_sealed
from pmedia_desktop.texts import translate

_CONTEXT = "services.backup.repairs"


@dataclass(frozen=True)
class Repair:
    """What a repair found, saved and offers. ``salvaged`` is None where nothing was wrong or nothing could be read."""

    report: VerifyReport
    salvaged: SalvageReport | None
    backup: BackupFile | None


@dataclass(frozen=True)
class Help:
    """What helps with a register that cannot be opened: whether it is damaged, and the newest backup that is whole."""

    is_damaged: bool = False
    backup: BackupFile | None = None


def help_for(failure: BaseException, folder: Path) -> Help:
    """Return what helps when opening failed in this way; nothing is offered for what a backup does not mend."""
    if not isinstance(failure, (RegisterDamaged, NotARegister, RegisterMissing)):
        return Help()
    return Help(isinstance(failure, RegisterDamaged), newest_backup(folder))


def backups_beside(folder: Path) -> Path:
    """Return where the backups of the register in ``folder`` lie; there may be none yet."""
    return backup_folder(folder)


def newest_backup(folder: Path) -> BackupFile | None:
    """Return the newest backup that opens and is whole, or is as it was sealed."""
    return next(
        (file for file in list_backups(folder) if (is_as_sealed(file.path) if file.sealed else is_whole(file))), None
    )


def save_what_can_be_read(folder: Path, progress: Progress | None) -> SalvageReport:
    """Write what can be read of the register to a new file beside it; nothing else is changed."""
    return salvage.salvage(folder, datetime.now(UTC), progress)


def repair(folder: Path) -> Repair:
    """Check the register; if it is damaged, save what can be read beside it and name the backup that can be restored.

    Raises what opening does where there is no register.
    """
    path = folder / REGISTER_NAME
    if not path.exists():
        raise lost(path) if list_backups(folder) else missing(path)
    try:
        report = verify_register(path)
    except RegisterDamaged as error:  # not even its list of tables can be read
        report = VerifyReport(problems=(error.message,))
    if report.ok:
        return Repair(report, None, None)
    try:
        salvaged = save_what_can_be_read(folder, None)
    except RegisterDamaged:
        salvaged = None
    return Repair(report, salvaged, newest_backup(folder))


def saved_words(saved: SalvageReport) -> str:
    """Say what was saved of a damaged register, what came from a backup, and what may be missing."""
    said = translate(_CONTEXT, "读得出的{saved}条记录已存入 {path}，{lost}条读不出；原文件没有改动。").format(
        saved=sum(saved.saved.values()),
        lost=sum(saved.lost.values()),
        path=saved.path,
    )
    if saved.filled:
        said += translate(_CONTEXT, "缺的记录里有{count}条取自最近的备份。").format(count=saved.filled)
    if saved.unknown:
        unknown = translate(_CONTEXT, "有{count}类记录没有读到头，后面缺多少说不准，恢复以后请逐项核对。")
        said += unknown.format(count=len(saved.unknown))
    return said
