"""``pmedia-desktop self-test``: the services' checks, then that Qt shows the window and takes Chinese input."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.cli.screen import has_screen
from pmedia_desktop.data_files import own_command
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.self_test import CheckResult

_CONTEXT = "cli.self_test"
#: A folder as offices name them, with Chinese and a blank.
_FOLDER = "登记册 自检"
_PATIENCE = 120.0  # seconds; an office PC with an antivirus program is slow at the first start


def run_self_test(*, as_json: bool = False) -> int:
    """Run all checks, print one line each; 0 when all passed, else 1."""
    results = []
    for result in _all_checks():
        results.append(result)
        if not as_json:
            mark = translate(_CONTEXT, "通过") if result.passed else translate(_CONTEXT, "失败")
            sys.stdout.write(f"{mark}  {result.name}  {result.detail}\n")
            sys.stdout.flush()
    if as_json:
        json.dump([vars(result) for result in results], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    return 0 if all(result.passed for result in results) else 1


def _all_checks() -> "Iterator[CheckResult]":
    from pmedia_desktop.services.self_test import run_checks
    from pmedia_desktop.unattended import describe_screen

    yield from run_checks()
    window = _window()
    yield window
    if window.passed:  # otherwise Qt would end this process too
        yield from describe_screen(offscreen=not has_screen())


def _window() -> "CheckResult":
    """Start the program itself on a new register and wait until its first page shows it; without a screen if need be.

    In a process of its own: Qt ends the whole program when a library of the system is missing.
    """
    from pmedia_desktop.services.self_test import CheckResult

    name = translate(_CONTEXT, "窗口")
    environment = dict(os.environ) if has_screen() else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as folder:
        command, place = own_command("--data", str(Path(folder, _FOLDER)), "--exit-when-loaded")
        try:
            done = subprocess.run(  # noqa: S603  # our own program
                command, cwd=place, env=environment, capture_output=True, timeout=_PATIENCE, check=False,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            return CheckResult(name, False, f"{type(error).__name__}: {error}")
        made = Path(folder, _FOLDER, "register.db").exists()
    if done.returncode or not made:
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        return CheckResult(name, False, f"{done.returncode} {said[-500:]}")
    return CheckResult(name, True, translate(_CONTEXT, "第一页已显示"))
