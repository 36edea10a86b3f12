"""安装.sh and 卸载.sh of the archive for Linux, with a small program in the place of the large one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmedia_desktop.data_files import PORTABLE_FOLDER
from tests.house.tree import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="shell scripts for Linux")

FILES = ROOT / "tools" / "packages" / "linux_files"
NAME = "pmedia-desktop"


class Desk:
    """A user's home, and the unpacked archive in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.unpacked = home / "下载" / "安装 包"
        self.menu = home / ".local" / "share" / "applications" / f"{NAME}.desktop"
        program = self.unpacked / "program"
        (program / "_internal").mkdir(parents=True)
        (program / "licences").mkdir()
        shutil.copy("/bin/sleep", program / NAME)  # answers to --version, and can be kept open
        (program / "sbom.cdx.json").write_text("{}")
        self.packed("0.2.0")
        share = self.unpacked / "share"
        for kind in ("applications", "mime/packages", "icons/hicolor/16x16/apps"):
            (share / kind).mkdir(parents=True)
        shutil.copy(FILES / f"{NAME}.desktop", share / "applications")
        shutil.copy(FILES / f"{NAME}.xml", share / "mime" / "packages")
        (share / "icons" / "hicolor" / "16x16" / "apps" / f"{NAME}.png").touch()
        for script, chinese in (("install.sh", "安装.sh"), ("uninstall.sh", "卸载.sh")):
            shutil.copyfile(FILES / script, self.unpacked / chinese)
            (self.unpacked / chinese).chmod(0o755)

    def packed(self, version: str) -> None:
        """Let the unpacked archive be of another version, with a module of its own."""
        (self.unpacked / "program" / "VERSION").write_text(version + "\n")
        for module in (self.unpacked / "program" / "_internal").iterdir():
            module.unlink()
        (self.unpacked / "program" / "_internal" / f"module-{version}").touch()

    def run(self, script: Path, *arguments: str, folder: Path | None = None) -> tuple[int, str]:
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [script, *arguments], cwd=folder or self.home, env=environment, capture_output=True, encoding="utf-8",
            check=False, timeout=60,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def install(self, *arguments: str, folder: Path | None = None) -> tuple[int, str]:
        return self.run(self.unpacked / "安装.sh", *arguments, folder=folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "公义镇 党政办")


def test_a_folder_named_from_where_one_stands_is_found_from_the_menu(desk: Desk) -> None:
    code, said = desk.install("我的 程序/账号管理/", folder=desk.home)
    assert code == 0, said
    assert f'Exec="{desk.home}/我的 程序/账号管理/{NAME}" open %f' in desk.menu.read_text("utf-8")


def test_an_update_and_a_removal_leave_the_register_of_a_portable_program(desk: Desk) -> None:
    target = desk.home / "账号管理"
    assert desk.install(str(target))[0] == 0
    register = target / PORTABLE_FOLDER / "register.db"
    register.parent.mkdir()
    register.write_text("the register")
    desk.packed("0.3.0")
    code, said = desk.install(f"{target}/")
    assert code == 0, said
    assert register.read_text() == "the register"
    assert [module.name for module in (target / "_internal").iterdir()] == ["module-0.3.0"]
    code, said = desk.run(target / "卸载.sh")
    assert code == 0, said
    assert register.read_text() == "the register"
    assert str(target) in said
    assert [left.name for left in target.iterdir()] == [PORTABLE_FOLDER]


def test_folders_of_the_user_beside_the_program_are_not_taken_for_its_own(desk: Desk) -> None:
    target = desk.home / "账号管理"
    kept = [target.with_name("账号管理.old"), target.with_name("账号管理.new")]
    for folder in kept:
        folder.mkdir()
        (folder / "去年的台账").touch()
    for _again in range(2):
        assert desk.install(str(target))[0] == 0
    assert all((folder / "去年的台账").exists() for folder in kept)


def test_an_empty_folder_is_taken_and_one_with_other_things_is_not(desk: Desk) -> None:
    empty, full = desk.home / "空的", desk.home / "满的"
    empty.mkdir()
    full.mkdir()
    (full / "工作总结").touch()
    assert desk.install(str(empty))[0] == 0
    code, said = desk.install(str(full))
    assert (code, [one.name for one in full.iterdir()]) == (2, ["工作总结"])
    assert "有别的东西" in said


def test_a_folder_with_a_version_and_licences_of_something_else_is_not_taken_for_ours(desk: Desk) -> None:
    other = desk.home / "别的程序"
    (other / "licences").mkdir(parents=True)
    (other / "VERSION").write_text("0.1.0\n")
    (other / "licences" / "合同").touch()
    code, said = desk.install(str(other))
    assert (code, (other / "VERSION").read_text(), (other / "licences" / "合同").exists()) == (2, "0.1.0\n", True)
    assert "有别的东西" in said


def test_an_installation_that_was_broken_off_is_done_again(desk: Desk) -> None:
    target = desk.home / "账号管理"
    for left in (target / ".new" / "_internal", target / ".old"):
        left.mkdir(parents=True)
    (target / "VERSION").write_text("0.2.0\n")
    code, said = desk.install(str(target))
    assert code == 0, said
    assert (target / NAME).exists()
    assert not (target / ".new").exists()


def test_the_unpacked_archive_removes_what_the_menu_starts(desk: Desk) -> None:
    assert desk.install()[0] == 0
    code, said = desk.run(desk.unpacked / "卸载.sh")
    assert code == 0, said
    assert not (desk.home / ".local" / "opt" / NAME).exists()
    assert not desk.menu.exists()
    assert (desk.unpacked / "program" / NAME).exists()
    code, said = desk.run(desk.unpacked / "卸载.sh")
    assert (code, said) == (2, "没有找到装好的程序，没有改动。\n")


def test_removing_one_copy_leaves_the_menu_of_the_other(desk: Desk) -> None:
    first, second = desk.home / "第一份", desk.home / "第二份"
    assert desk.install(str(first))[0] == 0
    assert desk.install(str(second))[0] == 0
    assert desk.run(first / "卸载.sh")[0] == 0
    assert not first.exists()
    assert str(second) in desk.menu.read_text("utf-8")


def test_a_program_that_does_not_start_here_is_not_put_in_the_place_of_one_that_does(desk: Desk) -> None:
    assert desk.install()[0] == 0
    target = desk.home / ".local" / "opt" / NAME
    desk.packed("0.3.0")
    new = desk.unpacked / "program" / NAME
    new.write_text("#!/bin/sh\necho \"libm.so.6: version 'GLIBC_2.39' not found\" >&2; exit 1\n")
    code, said = desk.install()
    assert code == 2
    assert said.startswith("这台电脑的系统太旧")
    assert (target / "VERSION").read_text() == "0.2.0\n"
    assert (target / "_internal" / "module-0.2.0").exists()
    assert not (target / ".new").exists()


def test_an_open_program_is_neither_replaced_nor_removed(desk: Desk) -> None:
    assert desk.install()[0] == 0
    target = desk.home / ".local" / "opt" / NAME
    desk.packed("0.3.0")
    with subprocess.Popen([target / NAME, "60"]) as window:
        answers = [desk.install(), desk.run(target / "卸载.sh")]
        window.kill()
    assert [code for code, _said in answers] == [2, 2]
    assert all("正开着" in said for _code, said in answers)
    assert (target / "VERSION").read_text() == "0.2.0\n"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(desk: Desk) -> None:
    locked = desk.home / "锁着的"
    locked.mkdir(mode=0o500)
    code, said = desk.install(str(locked / "程序"))
    assert (code, said.splitlines()[-1][:6]) == (2, "建不了文件夹")
