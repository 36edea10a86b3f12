"""Login terminals (Article 15: no Internet cafés, no unsafe devices), and the PC that the program runs on."""

import hashlib
import platform
import subprocess
import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import LoginTerminal, TerminalKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.services.validation import tidied
from pmedia_desktop.texts import translate

_CONTEXT = "services.custody.terminals"
_CHANGED = frozenset({SubjectKind.TERMINAL})
_MACHINE_ID_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


@dataclass(frozen=True)
class ThisComputer:
    """The PC's name for people, and a mark that tells it from other PCs (a digest, so that it names no hardware)."""

    name: str
    mark: str


@cache
def this_computer() -> ThisComputer:
    """Return the PC that the program runs on."""
    name = platform.node()
    number = _machine_number() or f"{name}:{uuid.getnode()}"
    return ThisComputer(name, hashlib.sha256(f"pmedia-desktop:{number}".encode()).hexdigest()[:32])


def list_terminals(office: Office) -> tuple[LoginTerminal, ...]:
    """Return all devices, those that are no longer used included."""
    with office.register.read() as reader:
        return reader.terminals()


def save_terminal(office: Office, terminal: LoginTerminal, read: LoginTerminal | None = None) -> Outcome[LoginTerminal]:
    """Enter a device or correct it; ``read`` is what the page read."""
    terminal = tidied(terminal, codes=("asset_number",))
    if not terminal.name:
        raise InputError(
            translate(_CONTEXT, "还没有填写设备名称，"), translate(_CONTEXT, "请填写后再保存。"), field="name"
        )
    subject = Subject(SubjectKind.TERMINAL, terminal.id, terminal.name)
    with office.register.write(office.actor, Action.TERMINAL_SAVED, subject=subject) as writer:
        if terminal.id:
            refuse_stale(_found(writer, terminal.id), read)
        else:
            terminal = replace(terminal, added_on=terminal.added_on or office.today(), added_by=office.actor.name)
        saved = writer.save(terminal)
    return Outcome(saved, _CHANGED)


def retire_terminal(office: Office, terminal_id: int) -> Outcome[LoginTerminal]:
    """Take a device out of use; the record is kept."""
    with office.register.write(
        office.actor, Action.TERMINAL_SAVED, subject=Subject(SubjectKind.TERMINAL, terminal_id)
    ) as writer:
        saved = writer.save(replace(_found(writer, terminal_id), retired_on=office.today()))
    return Outcome(saved, _CHANGED)


def confirm_this_computer(
    office: Office, *, asset_number: str = "", place: str = "", vouched_by: str = ""
) -> Outcome[LoginTerminal]:
    """Enter this PC after somebody has confirmed 本机为单位非涉密办公电脑; date and name are kept.

    A PC that is in the list already stays as it is.
    """
    about = LoginTerminal(asset_number=asset_number, place=place, vouched_by=vouched_by)
    with office.register.write(office.actor, Action.TERMINAL_SAVED, subject=Subject(SubjectKind.TERMINAL)) as writer:
        saved = enter_this_computer(writer, office, about)
    return Outcome(saved, _CHANGED)


def enter_this_computer(writer: Writer, office: Office, about: LoginTerminal | None = None) -> LoginTerminal:
    """Enter this PC inside a transaction that is already open (the first start confirms it as well)."""
    known = registered_terminal(writer)
    if known is not None:
        return known
    here = this_computer()
    return writer.save(
        replace(
            about or LoginTerminal(),
            kind=TerminalKind.COMPUTER,
            name=here.name or translate(_CONTEXT, "本机"),
            mark=here.mark,
            added_on=office.today(),
            added_by=office.actor.name,
        )
    )


def registered_terminal(reader: Reader) -> LoginTerminal | None:
    """Return this PC's entry in the list of devices in use, or None."""
    mark = this_computer().mark
    return next((one for one in reader.terminals() if one.mark == mark and one.is_in_use), None)


def require_terminal(reader: Reader) -> LoginTerminal:
    """Return this PC's entry, or raise ``InputError``: no secret is read on a PC that nobody vouches for."""
    known = registered_terminal(reader)
    if known is None:
        raise InputError(
            translate(_CONTEXT, "本机不在登录终端清单中，不能查看账号密码（第十五条），"),
            translate(_CONTEXT, "请先确认本机为单位非涉密办公电脑，登记后再查看。"),
            field="terminal",
        )
    return known


def _found(reader: Reader, terminal_id: int) -> LoginTerminal:
    for terminal in reader.terminals():
        if terminal.id == terminal_id:
            return terminal
    raise InputError(
        translate(_CONTEXT, "没有编号为{id}的登录终端，").format(id=terminal_id), translate(_CONTEXT, "请刷新后再试。")
    )


def _machine_number() -> str:
    """Return the system's own number of this installation, empty where it has none."""
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    if sys.platform == "darwin":
        command = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
        with suppress(OSError):
            listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
            return next((line.split('"')[-2] for line in listed.splitlines() if "IOPlatformUUID" in line), "")
        return ""
    for file in _MACHINE_ID_FILES:
        with suppress(OSError):
            number = file.read_text("ascii").strip()
            if number:
                return number
    return ""
