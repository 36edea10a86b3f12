"""``pmedia-desktop demo``: the main job on the sample register, with a window where there is a screen."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

from pmedia_desktop.cli.screen import has_screen
from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.texts import translate

_CONTEXT = "cli.demo"
_MARK = "SAMPLE"


def run_demo(out: Path, on: date | None = None, *, as_json: bool = False) -> int:
    """Make the sample register in ``out/register``, print its three forms into ``out``, show the window.

    An earlier sample is replaced; a register that is none is refused. Without a screen a PNG of each page
    lies in ``out/pages`` instead.
    """
    from pmedia_desktop.app import run_window
    from pmedia_desktop.unattended import take_pictures

    out = out.resolve()
    if out.exists() and not out.is_dir():
        raise InputError(
            translate(_CONTEXT, "“{path}”是一个文件，").format(path=out),
            translate(_CONTEXT, "请用 --out 写一个文件夹。"),
        )
    register = _fresh_folder(out / "register")
    forms = _print_forms(register, out, on)
    said = [translate(_CONTEXT, "备案表：{path}").format(path=path) for path in forms]
    pages: list[Path] = []
    if has_screen():
        said.append(translate(_CONTEXT, "正在打开示例登记册的窗口……"))
    else:
        said.append(translate(_CONTEXT, "这台电脑没有屏幕，不打开窗口；改为保存各页的图片。"))
        pages = take_pictures(register, out / "pages", on=on)
        said += [translate(_CONTEXT, "页面：{path}").format(path=path) for path in pages]
    facts = {"register": str(register), "forms": [*map(str, forms)], "pages": [*map(str, pages)]}
    sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else "\n".join(said))
    sys.stdout.write("\n")
    sys.stdout.flush()
    return run_window(register, on=on) if has_screen() else 0


def _fresh_folder(folder: Path) -> Path:
    if folder.exists() and not (folder / _MARK).exists():
        raise InputError(
            translate(_CONTEXT, "文件夹“{folder}”里不是示例登记册，").format(folder=folder),
            translate(_CONTEXT, "请用 --out 另选一个文件夹。"),
        )
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        (folder / _MARK).write_text(translate(_CONTEXT, "示例登记册，可以删除。") + "\n", encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "写不了文件夹“{folder}”（{why}），").format(folder=folder, why=reason_of(error)),
            translate(_CONTEXT, "请用 --out 另选一个文件夹。"),
        ) from error
    return folder


def _print_forms(register: Path, out: Path, on: date | None) -> list[Path]:
    from pmedia_desktop.services.files import write_file
    from pmedia_desktop.services.office import open_office
    from pmedia_desktop.services.paper.filing_papers import print_filing
    from pmedia_desktop.services.sample.making import make_sample

    office = open_office(register, create=True, on=on)
    sample = make_sample(office)
    office.close()
    office = open_office(register, on=on)  # now it knows its clerk, who prints
    try:
        paths = []
        for name, filing_id in (
            (translate(_CONTEXT, "备案表-开设.pdf"), sample.opening_id),
            (translate(_CONTEXT, "备案表-变更.pdf"), sample.change_id),
            (translate(_CONTEXT, "备案表-关停.pdf"), sample.closure_id),
        ):
            path = out / name
            write_file(path, print_filing(office, filing_id).value.pdf)
            paths.append(path)
        return paths
    finally:
        office.close()
