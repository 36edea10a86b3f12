"""What the guide to a restore is told: what would go, also where no account or person differs."""

from dataclasses import replace
from pathlib import Path

import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import people, settings
from pmedia_desktop.services.backup import backups
from pmedia_desktop.services.backup.restore_preview import Effect, preview_restore
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample
from tests.services.conftest import TODAY, Started


def test_the_same_content_has_nothing_later(started: Started, tmp_path: Path) -> None:
    made = backups.back_up(started.office, tmp_path)
    preview = preview_restore(made.path, started.office.folder)
    assert (preview.changes, preview.later) == ((), 0)


def test_what_was_done_since_is_counted_wherever_it_was_done(started: Started, tmp_path: Path) -> None:
    made = backups.back_up(started.office, tmp_path)
    office = started.office
    settings.save_settings(office, replace(settings.read_settings(office), people_kept_months=12))
    preview = preview_restore(made.path, office.folder)
    assert (preview.changes, preview.later) == ((), 1)
    people.save_person(office, Person(name="后来的人"))
    preview = preview_restore(made.path, office.folder)
    assert preview.later == 2
    assert preview.changes is not None
    assert [(one.name, one.effect) for one in preview.changes] == [("后来的人", Effect.GONE)]


def test_a_backup_from_another_pc_is_known_for_one(started: Started, tmp_path: Path) -> None:
    other = open_office(tmp_path / "别的电脑", create=True, on=TODAY)
    make_sample(other)
    made = backups.back_up(other, tmp_path)
    other.close()
    preview = preview_restore(made.path, started.office.folder)
    assert preview.later is None
    assert preview.changes
    assert "示例镇发布（新浪微博）" in [one.name for one in preview.changes if one.kind == "账号"]


def test_a_register_that_was_just_begun_is_compared_with_nothing(started: Started, tmp_path: Path) -> None:
    made = backups.back_up(started.office, tmp_path)
    open_office(tmp_path / "新电脑", create=True).close()
    assert preview_restore(made.path, tmp_path / "新电脑").changes is None


def test_a_damaged_backup_is_called_a_backup(started: Started, tmp_path: Path) -> None:
    made = backups.back_up(started.office, tmp_path)
    content = made.path.read_bytes()
    for damaged in (content[: len(content) // 2], b"", content[:4096] + b"\xee" * 40_000 + content[44_096:]):
        made.path.write_bytes(damaged)
        for take in (preview_restore, backups.restore):
            with pytest.raises(EnvironmentProblem, match="这份备份已损坏") as failure:
                take(made.path, tmp_path / "新电脑")
            assert made.path.name in failure.value.message


def test_what_is_no_backup_is_told_with_the_right_advice(started: Started, tmp_path: Path) -> None:
    letter = tmp_path / "来信.db"
    letter.write_text("不是备份" * 100, encoding="utf-8")
    with pytest.raises(InputError, match="请另选一份备份文件"):
        preview_restore(letter, started.office.folder)
    with pytest.raises(InputError, match="请另选一份备份文件"):
        backups.restore(letter, tmp_path / "新电脑")
