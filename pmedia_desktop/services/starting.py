"""What is looked after once the window is open: the check after an unclean end, the day's backup, the file's pages."""

from datetime import datetime, timedelta

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.backup import is_behind, newest_entry, verify_with_backups
from pmedia_desktop.register.leftovers import clear_leftovers
from pmedia_desktop.register.verification import page_problems
from pmedia_desktop.services.backup.backups import bring_backups_along, daily_backup
from pmedia_desktop.services.backup.places import place_warning
from pmedia_desktop.services.office import Office
from pmedia_desktop.texts import translate

_CONTEXT = "services.starting"
#: So far the clocks of two PCs that share a register may lie apart.
_CLOCKS_DIFFER = timedelta(hours=1)


def look_after(office: Office, *, left_open: bool, progress: Progress | None = None) -> str:
    """Check and back up what the day asks for; return one sentence on what was done, empty for nothing.

    ``left_open``: the program did not end by itself last time. Raises ``EnvironmentProblem`` for what is damaged.
    """
    said = [_checked(office, progress)] if left_open else []
    said += [warning for warning in (place_warning(office.folder), clock_warning(office)) if warning]
    made = daily_backup(office, progress)
    if made is not None:
        said.append(translate(_CONTEXT, "已做好今天的备份"))
        said += made.notes
    else:
        if not left_open:
            _refuse_damage(page_problems(office.register))
        said += bring_backups_along(office)
    said += _leftovers(office)
    return translate(_CONTEXT, "；").join(said)


def _leftovers(office: Office) -> list[str]:
    """Clear what killed work has left, after all that matters more; say what kept it from that."""
    try:
        clear_leftovers(office.folder, office.now())
    except EnvironmentProblem as problem:
        return [translate(_CONTEXT, "以前没做完的恢复留下的文件没有清理成：{problem}").format(problem=problem)]
    return []


def clock_warning(office: Office) -> str:
    """Return a sentence when the PC's clock is behind the journal's last entry, so that days are counted wrong."""
    newest = newest_entry(office.register)
    if newest is None or not is_behind(office.now(), newest, _CLOCKS_DIFFER):
        return ""
    return translate(
        _CONTEXT, "电脑现在的时间是{now}，比最后一次登记（{last}）还早，期限会算错：请核对电脑的日期和时间"
    ).format(now=_written(office.now()), last=_written(newest.at))


def _written(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _checked(office: Office, progress: Progress | None) -> str:
    _refuse_damage(verify_with_backups(office.register, progress=progress).problems)
    return translate(_CONTEXT, "上次没有正常退出：已检查登记册，内容完好，没写完的一步已撤回")


def _refuse_damage(problems: tuple[str, ...]) -> None:
    if problems:
        raise EnvironmentProblem(
            translate(_CONTEXT, "登记册有问题：{problem}").format(problem=problems[0]),
            translate(_CONTEXT, "请到“设置”的“备份与恢复”校验登记册，必要时用以前的备份恢复；备份都还在。"),
        )
