"""Attachments, files outside, backups, the recycle bin, drafts and settings."""

import os
import stat
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.attachment import LARGEST_ATTACHMENT, AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.settings import FreezeTier, HolidayYear, Settings
from pmedia_desktop.model.upkeep import BackupPurpose
from pmedia_desktop.register import leftovers
from pmedia_desktop.services import accounts, attachments, drafts, people, settings
from pmedia_desktop.services.backup import backups
from pmedia_desktop.services.files import file_name, read_json_object, write_file
from pmedia_desktop.services.filing import process
from pmedia_desktop.services.journal import recycle_bin
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.starting import look_after
from pmedia_desktop.services.today import Urgency, today_page
from tests.services.conftest import TODAY, Started


def test_a_text_becomes_a_name_that_every_system_takes() -> None:
    assert file_name('a<b>:"/\\|?*c.pdf') == "a-b--------c.pdf"
    assert file_name("con.txt") == "_con.txt"
    assert len(file_name("很长的名字" * 40 + ".pdf")) == 64
    assert file_name(" . ") == "未命名"


def test_an_attachment_keeps_name_bytes_and_hash(started: Started, tmp_path: Path) -> None:
    scan = tmp_path / "批示 扫描件.png"
    scan.write_bytes(b"\x89PNG picture")
    about = Subject(SubjectKind.ACCOUNT, started.account.id, started.account.name)
    kept = attachments.attach_file(started.office, about, AttachmentKind.APPROVAL, scan).value
    scan.unlink()
    known, content = attachments.read_attachment(started.office, kept.id)
    assert (known.file_name, known.size, content) == ("批示 扫描件.png", 12, b"\x89PNG picture")


def test_an_attachment_over_20_mb_is_refused_with_its_size(started: Started, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(LARGEST_ATTACHMENT + 1)
    about = Subject(SubjectKind.ACCOUNT, started.account.id)
    with pytest.raises(InputError, match="20"):
        attachments.attach_file(started.office, about, AttachmentKind.OTHER, film)


def test_a_missing_file_is_a_problem_of_the_environment(started: Started, tmp_path: Path) -> None:
    about = Subject(SubjectKind.ACCOUNT, started.account.id)
    with pytest.raises(EnvironmentProblem, match="没有的"):
        attachments.attach_file(started.office, about, AttachmentKind.OTHER, tmp_path / "没有的.png")


def test_a_recycled_account_disappears_and_comes_back_whole(started: Started) -> None:
    about = Subject(SubjectKind.ACCOUNT, started.account.id, started.account.name)
    recycle_bin.recycle(started.office, about)
    assert today_page(started.office).accounts == 0
    (item,) = recycle_bin.recycled(started.office)
    assert item.subject == about
    recycle_bin.restore(started.office, item.subject)
    assert accounts.account_page(started.office, started.account.id).account == started.account


def test_an_account_with_a_filing_under_way_is_not_thrown_away(started: Started) -> None:
    process.start_closure(started.office, started.account.id)
    with pytest.raises(InputError):
        recycle_bin.recycle(started.office, Subject(SubjectKind.ACCOUNT, started.account.id))
    assert recycle_bin.recycled(started.office) == ()


def test_a_half_filled_guide_survives_closing_the_program(started: Started) -> None:
    drafts.keep_draft(started.office, "opening", {"name": "示例镇", "operators": [{"name": "甲"}]})
    folder = started.office.folder
    started.office.close()
    again = open_office(folder)
    assert drafts.read_draft(again, "opening") == {"name": "示例镇", "operators": [{"name": "甲"}]}
    drafts.keep_draft(again, "opening", None)
    assert drafts.read_draft(again, "opening") is None
    again.close()


def test_the_daily_backup_is_made_once_a_day_and_can_be_restored(started: Started) -> None:
    made = backups.daily_backup(started.office)
    assert made is not None
    assert backups.daily_backup(started.office) is None
    people.save_person(started.office, replace(started.clerk, post="主任"))
    folder = started.office.folder
    started.office.close()
    report = backups.restore(made.path, folder)
    assert report.set_aside is not None
    again = open_office(folder)
    assert next(p for p in people.list_people(again) if p.id == started.clerk.id).post == ""
    assert backups.verify(again).ok
    again.close()


@pytest.mark.parametrize("content", [None, b"", "不是登记册".encode()])
def test_a_refused_restore_leaves_no_backup_behind(started: Started, tmp_path: Path, content: bytes | None) -> None:
    folder = started.office.folder
    started.office.close()
    file = tmp_path / "x.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises((InputError, EnvironmentProblem)):
        backups.restore(file, folder)
    assert list(folder.glob("backups/*")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        Settings(opening_days=0),
        Settings(copies=0),
        Settings(freeze_tiers=(FreezeTier(100, 7),)),
        Settings(freeze_tiers=(FreezeTier(100, 7), FreezeTier(50, 9), FreezeTier(None, 60))),
        Settings(freeze_tiers=()),
        Settings(freeze_tiers=(FreezeTier(None, 4000),)),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(started: Started, wrong: Settings) -> None:
    with pytest.raises(InputError):
        settings.save_settings(started.office, wrong)
    assert settings.read_settings(started.office) == Settings()


def test_a_year_that_the_unit_ticks_is_counted_with_and_no_longer_an_estimate(started: Started) -> None:
    _, estimated = settings.read_year(started.office, 2027)
    assert estimated
    ticked = HolidayYear(2027, (date(2027, 2, 5), date(2027, 2, 8)), (date(2027, 2, 6),), "通知")
    settings.save_year(started.office, ticked)
    schedule, estimated = settings.read_year(started.office, 2027)
    assert not estimated
    assert schedule == ticked
    count, _ = settings.count_term(settings.calendar_of(started.office), date(2027, 2, 4), 1)
    assert (count.due, count.estimated) == (date(2027, 2, 6), False)


@pytest.mark.parametrize(
    ("off", "work"), [((date(2026, 1, 1),), ()), ((date(2027, 1, 1),), (date(2027, 1, 1),))], ids=["year", "both"]
)
def test_a_schedule_that_contradicts_itself_is_refused(
    started: Started, off: tuple[date, ...], work: tuple[date, ...]
) -> None:
    with pytest.raises(InputError):
        settings.save_year(started.office, HolidayYear(2027, off, work))


def test_today_shows_a_planned_opening_until_it_is_handed_in(started: Started) -> None:
    process.start_closure(started.office, started.account.id)
    page = today_page(started.office)
    assert page.on == TODAY
    (item,) = (item for item in page.items if item.target.kind is SubjectKind.FILING)
    assert (item.urgency, item.button) == (Urgency.OPEN, "继续办理")
    assert "草稿" in item.reason


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file here")
def test_values_without_end_are_refused_instead_of_read_for_ever() -> None:
    with pytest.raises(InputError, match="超过100MB"):
        read_json_object(Path("/dev/zero"))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "新文件夹" / "表.pdf"
    write_file(path, b"first")
    write_file(path, b"second")
    assert path.read_bytes() == b"second"
    if sys.platform != "win32":  # there a file takes over the rights of its folder
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_written_leaves_nothing_and_says_why(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("x")
    with pytest.raises(EnvironmentProblem, match="写不了文件"):
        write_file(blocker / "表.pdf", b"content")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(EnvironmentProblem):
        write_file(folder, b"content")
    assert list(folder.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == [blocker, folder]


def test_a_stick_that_comes_later_in_the_day_gets_its_copy_and_a_full_one_is_told(
    started: Started, tmp_path: Path
) -> None:
    place = tmp_path / "U盘" / "登记册备份"
    settings.save_settings(started.office, replace(settings.read_settings(started.office), second_place=str(place)))
    assert "第二处" not in look_after(started.office, left_open=False)
    place.parent.mkdir()
    place.write_text("in the folder's place", "utf-8")
    assert "第二处备份没有写成" in look_after(started.office, left_open=False)
    place.unlink()
    assert look_after(started.office, left_open=False) == ""
    assert [file.name[:15] for file in place.iterdir()] == ["register-daily-"]


def test_what_killed_previews_and_restores_have_left_is_cleared_and_nothing_else(
    started: Started, tmp_path: Path
) -> None:
    folder = started.office.folder
    with leftovers.work_folder(folder) as work:
        name = Path(work).name
    left = [folder / name / "名字改过的备份.db", folder / "register.db.4711.restoring-journal"]
    kept = [
        folder / "preview-a1b2c3d5.part" / "照片.jpg",
        folder / "salvage-20261128" / "register.db",
        folder / "register.db.bak",
        folder / "preview.db",
    ]
    fresh = folder / "register.db.4712.restoring"
    for path in (*left, *kept, fresh):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    for path in (*left, *kept, left[0].parent, kept[0].parent, kept[1].parent):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    look_after(started.office, left_open=True)
    assert [path for path in (*left, left[0].parent) if path.exists()] == []
    assert all(path.exists() for path in (*kept, fresh))


def test_leftovers_that_cannot_be_cleared_do_not_keep_the_days_backup_from_being_made(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = started.office.folder
    left = folder / "register.db.4711.new"
    left.write_bytes(b"half")
    os.utime(left, (1_000_000_000, 1_000_000_000))

    def held(path: Path) -> None:
        assert path == left
        raise PermissionError(13, "held by a program against viruses", str(path))

    monkeypatch.setattr(leftovers, "_clear", held)
    said = look_after(started.office, left_open=False)
    assert said.startswith("已做好今天的备份；以前没做完的恢复留下的文件没有清理成：")
    assert [file.purpose for file in backups.list_backups(started.office)] == [BackupPurpose.DAILY]
