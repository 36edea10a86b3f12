import sqlite3
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.register import connecting, sqlite_file
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.problems import RegisterLocked
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, START, Filled


def read_all(register: Register) -> Snapshot:
    with register.read() as reader:
        return reader.snapshot()


def test_what_was_saved_is_read_back(register: Register, filled: Filled) -> None:
    seen = read_all(register)

    assert seen.unit == filled.unit
    assert filled.weibo in seen.accounts
    assert seen.filings == (filled.opening, filled.closure)
    assert seen.attachments == (filled.printed,)
    assert seen.settings.closure_days == 4


def test_people_come_in_pinyin_order(register: Register, filled: Filled) -> None:
    assert [person.name for person in read_all(register).people] == ["李𬱖", "王䶮", "赵㛃"]


def test_people_who_have_left_are_kept_and_can_be_left_out(register: Register, filled: Filled) -> None:
    with register.read() as reader:
        assert "赵㛃" in [person.name for person in reader.people()]
        assert "赵㛃" not in [person.name for person in reader.people(include_left=False)]


def test_a_page_of_accounts_keeps_the_order_asked_for(register: Register, filled: Filled) -> None:
    with register.read() as reader:
        page = reader.accounts((filled.wechat.id, 999, filled.weibo.id))
    assert page == (filled.wechat, filled.weibo)


def test_an_exception_takes_everything_back(register: Register, filled: Filled) -> None:
    before = read_all(register)
    bytes_before = register.path.read_bytes()

    def save_and_fail() -> None:
        with register.write(ACTOR, Action.PERSON_SAVED) as writer:
            writer.save(Person(name="临时"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()

    assert read_all(register) == before
    assert register.path.read_bytes() == bytes_before


def test_saving_what_is_there_already_writes_nothing(register: Register, filled: Filled) -> None:
    bytes_before = register.path.read_bytes()

    with register.write(ACTOR, Action.ACCOUNT_CORRECTED) as writer:
        writer.save(filled.unit)
        writer.save(filled.holder)
        writer.save(filled.weibo)
        writer.save(filled.opening)
        writer.save(filled.closure)
        writer.save(writer.settings())
        writer.save(writer.holiday_years()[0])

    assert register.path.read_bytes() == bytes_before


def test_one_transaction_is_one_entry_with_all_its_changes(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.ACCOUNT_CHANGED, note="换人") as writer:
        writer.save(replace(filled.weibo, purpose="便民", bound_phone=""))
        writer.save(replace(filled.holder, post="主任"))

    with register.read() as reader:
        (entry,) = reader.journal(limit=1)
    assert (entry.action, entry.actor, entry.note) == (Action.ACCOUNT_CHANGED, ACTOR, "换人")
    assert entry.subject == Subject(SubjectKind.ACCOUNT, filled.weibo.id, "彭山示例镇发布")
    assert [(change.subject.kind, change.field, change.before, change.after) for change in entry.changes] == [
        (SubjectKind.ACCOUNT, "purpose", "政务公开", "便民"),
        (SubjectKind.ACCOUNT, "bound_phone", "13900000001", None),
        (SubjectKind.PERSON, "post", "科员", "主任"),
    ]


def test_the_entry_of_a_new_record_names_it(register: Register) -> None:
    with register.write(ACTOR, Action.ACCOUNT_REGISTERED, subject=Subject(SubjectKind.ACCOUNT)) as writer:
        holder = writer.save(Person(name="张三"))
        account = writer.save(Account(name="新号", holder_id=holder.id))

    with register.read() as reader:
        (entry,) = reader.journal(limit=1)
    assert entry.subject == Subject(SubjectKind.ACCOUNT, account.id, "新号")


def test_a_register_holds_one_unit_only(register: Register) -> None:
    for name in ("甲镇", "乙镇"):
        with register.write(ACTOR, Action.UNIT_SAVED) as writer:
            saved = writer.save(Unit(full_name=name))
    assert saved.id == 1
    assert read_all(register).unit == saved


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 99999999999999999999, -(10**20), 0, -1])
def test_an_id_beyond_all_ids_is_an_unknown_one(register: Register, filled: Filled, number: int) -> None:
    with register.read() as reader:
        for look_up in (reader.person, reader.account, reader.filing, reader.attachment, reader.content):
            with pytest.raises(InputError, match=f"没有编号为 {number} 的"):
                look_up(number)
    with register.write(ACTOR, Action.RESTORED) as writer, pytest.raises(InputError, match="回收站里没有这一项"):
        writer.restore(Subject(SubjectKind.ACCOUNT, number))


def test_an_unknown_id_is_told_in_words(register: Register) -> None:
    with register.read() as reader, pytest.raises(InputError, match="没有编号为 7 的备案"):
        reader.filing(7)


def test_a_broken_half_character_is_refused_in_words(register: Register) -> None:
    with register.write(ACTOR, Action.PERSON_SAVED) as writer, pytest.raises(InputError, match=r"U\+D842"):
        writer.save(Person(name="\ud842"))


def test_a_setting_that_was_never_touched_follows_the_default(register: Register) -> None:
    with register.write(ACTOR, Action.SETTINGS_SAVED) as writer:
        writer.save(Settings(copies=3))
    with closing(sqlite3.connect(register.path)) as connection:
        assert connection.execute("SELECT name, value FROM setting").fetchall() == [("copies", "3")]


def test_a_setting_set_back_stays_set(register: Register) -> None:
    for settings in (Settings(copies=3), Settings(copies=2)):
        with register.write(ACTOR, Action.SETTINGS_SAVED) as writer:
            writer.save(settings)
    with closing(sqlite3.connect(register.path)) as connection:
        assert connection.execute("SELECT name, value FROM setting").fetchall() == [("copies", "2")]


def test_a_year_entered_again_replaces_its_days(register: Register, filled: Filled) -> None:
    schedule = HolidayYear(2027, (), (), "未定")
    with register.write(ACTOR, Action.HOLIDAYS_SAVED) as writer:
        writer.save(schedule)
    assert read_all(register).holiday_years == (schedule,)


def test_half_filled_guides_are_kept_without_an_entry(register: Register) -> None:
    with register.read() as reader:
        entries = reader.journal()
    with register.write(ACTOR, Action.DRAFT_KEPT) as writer:
        writer.keep_draft("opening", {"name": "半", "days": [1, 2], "tick": None})
    with register.write(ACTOR, Action.DRAFT_KEPT) as writer:
        writer.keep_draft("opening", {"name": "半截𬱖"})
        writer.keep_draft("closure", {})
    with register.read() as reader:
        assert reader.draft("opening") == {"name": "半截𬱖"}
        assert reader.drafts() == {"closure": {}, "opening": {"name": "半截𬱖"}}
        assert reader.journal() == entries
    with register.write(ACTOR, Action.DRAFT_KEPT) as writer:
        writer.keep_draft("opening", None)
        writer.keep_draft("never kept", None)
    with register.read() as reader:
        assert reader.draft("opening") is None


def test_a_reader_cannot_change_anything(register: Register, filled: Filled) -> None:
    engine = sqlite_file.reading_engine(register.path)
    with pytest.raises(Exception, match="attempt to write a readonly database"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM draft")


def test_a_read_sees_one_moment(register: Register, filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    with register.read() as reader:
        before = reader.accounts()
        with pytest.raises(RegisterLocked), register.write(ACTOR, Action.ACCOUNT_CORRECTED) as writer:
            writer.save(replace(filled.weibo, name="改名"))
        assert reader.accounts() == before


def test_many_threads_write_one_after_the_other(register: Register) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                with register.write(ACTOR, Action.PERSON_SAVED) as writer:
                    writer.save(Person(name=f"{number}-{turn}"))
                with register.read() as reader:
                    assert reader.people()
        except BaseException as failure:  # told to the main thread
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    with register.read() as reader:
        assert len(reader.people()) == 20
        assert [entry.number for entry in reader.journal()] == list(range(21, 0, -1))


def test_the_file_is_kept_as_decided(register: Register, filled: Filled) -> None:
    with closing(connecting.connect(register.path)) as connection:
        values = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "application_id")
        }
    assert values == {
        "journal_mode": "delete",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "application_id": sqlite_file.APPLICATION_ID,
    }


def test_erased_text_does_not_stay_in_free_pages(register: Register) -> None:
    with register.write(ACTOR, Action.DRAFT_KEPT) as writer:
        writer.keep_draft("guide", {"text": "密不透风" * 3000})
    with register.write(ACTOR, Action.DRAFT_KEPT) as writer:
        writer.keep_draft("guide", None)
    assert "密不透风".encode() not in register.path.read_bytes()


def test_what_a_write_that_broke_off_has_left_is_taken_back(register: Register, filled: Filled, tmp_path: Path) -> None:
    """As after a power cut: the pages are half written, their old content lies in the journal."""
    cut = tmp_path / "cut"
    cut.mkdir()
    with closing(sqlite3.connect(register.path, isolation_level=None)) as writing:
        writing.execute("PRAGMA cache_size = 1")  # changed pages go to the disk before the commit
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("PRAGMA user_version = 2")
        writing.execute("CREATE TABLE later (text)")
        writing.executemany("INSERT INTO later VALUES (?)", [("x" * 2000,)] * 500)
        for name in ("register.db", "register.db-journal"):
            (cut / name).write_bytes((register.folder / name).read_bytes())
        writing.execute("ROLLBACK")
    half_written = bytearray((cut / "register.db").read_bytes())
    assert len(half_written) > register.path.stat().st_size
    half_written[60:64] = (2).to_bytes(4, "big")  # the header's page, too, may have come through
    (cut / "register.db").write_bytes(half_written)
    assert sqlite_file.read_header(cut / "register.db").version == 2

    with open_register(cut) as recovered:
        assert read_all(recovered) == read_all(register)
    assert [path.name for path in cut.iterdir()] == ["register.db"]
    assert (cut / "register.db").read_bytes() == register.path.read_bytes()


def test_a_register_that_a_foreign_tool_left_in_wal_mode_is_led_back(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    with open_register(register.folder) as opened:
        assert read_all(opened) == read_all(register)
    with closing(sqlite3.connect(register.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("name", ["数据 100%#", "𬱖 folder", "a'b&c=d", "why?", "C%3A+~;@"])
def test_the_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    from tests.register.examples import new_register

    if "?" in name and sys.platform == "win32":
        pytest.skip("Windows knows no folder with such a name")
    with new_register(tmp_path / name) as register, register.write(ACTOR, Action.PERSON_SAVED) as writer:
        writer.save(Person(name="张三"))
    assert register.path.parent.name == name


def test_instants_are_the_clocks(register: Register, filled: Filled) -> None:
    with register.read() as reader:
        first = reader.journal()[-1]
    assert first.action is Action.REGISTER_CREATED
    assert 0 < (first.at - START).total_seconds() < 5
