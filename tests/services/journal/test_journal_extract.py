"""The journal searched, taken out as a table, and printed with its chain values."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.exchange.delimited import read_delimited
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.journal import Action, JournalQuery
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.services.backup.backups import archive_journal, back_up, restore
from pmedia_desktop.services.exporting.table_file import TableFormat
from pmedia_desktop.services.journal.extract import (
    MOST_ON_PAPER,
    journal_archives,
    journal_extract,
    journal_file,
    journal_people,
)
from pmedia_desktop.services.journal.history import action_words, read_history
from pmedia_desktop.services.office import Office, acting_as, open_office
from pmedia_desktop.services.people import save_person
from pmedia_desktop.services.sample.making import Sample
from pmedia_desktop.services.settings import save_settings
from tests.services.conftest import Started


def found(office: Office, **wanted: object) -> list[str]:
    return [line.what for line in read_history(office, query=JournalQuery(**wanted), limit=500)]  # type: ignore[arg-type]


def test_entries_are_found_by_kind_action_person_and_text(office: Office, sample: Sample) -> None:
    assert set(found(office, kind=SubjectKind.FILING)) >= {"开始备案"}
    assert set(found(office, actions=(Action.ACCOUNT_REGISTERED,))) == {"登记账号"}
    assert 0 < len(found(office, actor="李𬱖")) < len(found(office))
    assert found(office, text="陈𣲗")
    assert found(office, text="没有这个词") == []
    assert found(office, text="100%") == [], "a sign that means something to the database is searched for as it stands"


def test_several_conditions_narrow_together(office: Office, sample: Sample) -> None:
    assert found(office, text="示例镇微政务", actions=(Action.ACCOUNT_REGISTERED,)) == ["登记账号"]
    assert found(office, text="示例镇微政务", kind=SubjectKind.HOLIDAYS) == []


def test_days_are_those_of_the_pcs_calendar_and_both_ends_are_included(started: Started) -> None:
    days = [line.at.astimezone().date() for line in read_history(started.office, limit=500)]
    everything = found(started.office)
    assert found(started.office, since=min(days), until=max(days)) == everything
    assert found(started.office, until=date(2020, 1, 1)) == []


def test_who_acts_can_be_chosen_from(started: Started) -> None:
    other = acting_as(started.office, "赵𤐣")
    save_person(other, replace(started.clerk, department="党政办"))
    assert "赵𤐣" in journal_people(started.office)
    assert found(started.office, actor="赵𤐣") == ["保存人员"]


def test_every_action_has_its_words() -> None:
    assert set(action_words()) == set(Action)


def test_the_table_file_has_every_entry_with_its_chain_value(office: Office, sample: Sample) -> None:
    rows = read_delimited(journal_file(office, JournalQuery(), TableFormat.CSV)).rows
    assert rows[0].cells[0] == "条号"
    lines = read_history(office, limit=500)
    assert [row.cells[0] for row in rows[1:]] == [str(line.number) for line in lines]
    assert [row.cells[7] for row in rows[1:]] == [line.hash for line in lines]


def test_the_extract_holds_what_was_looked_for_and_the_newest_chain_value(office: Office, sample: Sample) -> None:
    pdf = journal_extract(office, JournalQuery(actions=(Action.ACCOUNT_REGISTERED,)), "登记账号").pdf
    pages = [page.extract_text().replace("\n", "") for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    text = "".join(pages).replace(" ", "")
    wanted = read_history(office, query=JournalQuery(actions=(Action.ACCOUNT_REGISTERED,)))
    newest = read_history(office, limit=1)[0]
    assert all(line.hash in text for line in wanted)
    assert newest.hash in text
    assert "见续页" not in text


def test_an_extract_of_nothing_or_of_too_much_says_what_helps(
    office: Office, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="放宽条件"):
        journal_extract(office, JournalQuery(text="没有这个词"), "")
    assert MOST_ON_PAPER >= 100
    monkeypatch.setattr("pmedia_desktop.services.journal.extract.MOST_ON_PAPER", 3)
    with pytest.raises(InputError, match="导出为Excel"):
        journal_extract(office, JournalQuery(), "")


def test_what_was_archived_is_taken_out_together_with_what_is_left(office: Office, sample: Sample) -> None:
    whole = read_delimited(journal_file(office, JournalQuery(), TableFormat.CSV)).rows
    archive_journal(office, office.now().date() + timedelta(days=400))
    left = read_delimited(journal_file(office, JournalQuery(), TableFormat.CSV)).rows
    archives = journal_archives(office)
    both = read_delimited(journal_file(office, JournalQuery(), TableFormat.CSV, archives=archives)).rows
    assert (len(archives), len(left)) == (1, 3), "the newest entry before, and that it was archived"
    assert [row.cells for row in both[-len(whole) + 1 :]] == [row.cells for row in whole[1:]]
    found = JournalQuery(kind=SubjectKind.MESSAGE)
    assert len(read_delimited(journal_file(office, found, TableFormat.CSV)).rows) == 1
    assert len(read_delimited(journal_file(office, found, TableFormat.CSV, archives=archives)).rows) > 1
    assert journal_extract(office, found, "留言", archives=archives).pdf


def test_what_came_back_with_a_backup_is_taken_out_once(office: Office, sample: Sample) -> None:
    made = back_up(office)
    archive_journal(office, office.today() + timedelta(days=400))
    folder = office.folder
    office.close()
    restore(made.path, folder)
    again = open_office(folder, on=office.today())
    try:
        rows = read_delimited(
            journal_file(again, JournalQuery(), TableFormat.CSV, archives=journal_archives(again))
        ).rows
        assert (len(rows), len(journal_archives(again))) == (len({row.cells for row in rows}), 1)
    finally:
        again.close()


def test_a_damaged_archive_is_named_and_nothing_is_left_out_in_silence(office: Office, sample: Sample) -> None:
    archive_journal(office, office.now().date() + timedelta(days=400))
    (archive,) = journal_archives(office)
    archive.write_bytes(archive.read_bytes()[:20_000])
    with pytest.raises(EnvironmentProblem, match=archive.name):
        journal_file(office, JournalQuery(), TableFormat.CSV, archives=(archive,))
    archive.write_bytes(b"")
    with pytest.raises((EnvironmentProblem, InputError), match=archive.name):
        journal_file(office, JournalQuery(), TableFormat.CSV, archives=(archive,))


def test_entries_that_an_archive_and_the_register_both_have_are_taken_out_once(office: Office, sample: Sample) -> None:
    """A kill between the archive's file and the removal leaves the whole journal, and a file besides."""
    whole = journal_file(office, JournalQuery(), TableFormat.CSV)
    kept = office.register.path.read_bytes()
    archive_journal(office, office.today() + timedelta(days=400))
    office.register.path.write_bytes(kept)
    archives = journal_archives(office)
    assert len(archives) == 1
    assert journal_file(office, JournalQuery(), TableFormat.CSV, archives=archives) == whole


def test_a_later_archive_is_read_whole_beside_one_that_a_kill_left(office: Office, sample: Sample) -> None:
    kept = office.register.path.read_bytes()
    archive_journal(office, office.now().date() + timedelta(days=400))
    office.register.path.write_bytes(kept)
    save_settings(office, replace(Settings(), copies=3))
    whole = read_delimited(journal_file(office, JournalQuery(), TableFormat.CSV)).rows
    archive_journal(office, office.now().date() + timedelta(days=400))
    archives = journal_archives(office)
    assert len(archives) == 2
    for files in (archives, archives[::-1]):
        both = read_delimited(journal_file(office, JournalQuery(), TableFormat.CSV, archives=files)).rows
        assert [row.cells for row in both[-len(whole) + 1 :]] == [row.cells for row in whole[1:]]
