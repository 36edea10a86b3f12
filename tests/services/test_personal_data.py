"""Telephone numbers and citizens' names are erased after the unit's term; that it happened stays in a whole chain."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.measures.personal_data import erasures_due, masked_name
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import FieldChange, Filing, FilingEvent, FilingKind, FilingState, Printing
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services.accounts import correct_account
from pmedia_desktop.services.backup.backups import verify
from pmedia_desktop.services.journal.history import read_history
from pmedia_desktop.services.journal.recycle_bin import recycle, recycled
from pmedia_desktop.services.message.messages import save_message
from pmedia_desktop.services.office import Office, snapshot, whole_snapshot
from pmedia_desktop.services.people import change_person, save_person
from pmedia_desktop.services.personal_data import due_erasures, erase_due
from pmedia_desktop.services.settings import read_settings, save_settings
from tests.services.conftest import Started

LEFT = Person(
    name="周𦈡", post="干事", mobile_phone="13911112222", office_phone="028-37611111", until=date(2026, 5, 23)
)
NAME, NUMBER = "向日葵的风", "13755556666"


def kept(office: Office, **months: object) -> None:
    save_settings(office, replace(read_settings(office), **months))  # type: ignore[arg-type]


@pytest.fixture
def asked(started: Started) -> Message:
    message = Message(
        account_id=started.account.id,
        received_on=date(2026, 5, 1),
        nickname=NAME,
        phone=NUMBER,
        text="路灯什么时候修",
        reply="已报修",
        replied_on=date(2026, 5, 20),
    )
    return save_message(started.office, message).value


def stored(office: Office, *words: str) -> list[str]:
    """Return which of the words stand anywhere in the register's file."""
    content = office.register.path.read_bytes()
    return [word for word in words if word.encode() in content]


def test_without_a_term_nothing_is_ever_due(started: Started, asked: Message) -> None:
    save_person(started.office, LEFT)
    assert due_erasures(started.office) == ()


def test_numbers_of_who_left_are_erased_after_the_term_and_the_name_stays(started: Started) -> None:
    saved = save_person(started.office, LEFT).value
    kept(started.office, people_kept_months=7)
    assert due_erasures(started.office) == (), "seven months after 23 May have not passed on 23 November"
    kept(started.office, people_kept_months=6)
    (due,) = due_erasures(started.office)
    assert (due.subject.id, due.ended_on) == (saved.id, date(2026, 11, 23))
    assert erase_due(started.office).value == 1
    person = next(one for one in snapshot(started.office).people if one.id == saved.id)
    assert (person.name, person.post, person.mobile_phone, person.office_phone) == ("周𦈡", "干事", "", "")
    assert due_erasures(started.office) == ()


def test_the_journal_tells_that_it_happened_and_not_what_it_was_and_the_chain_is_whole(
    started: Started, asked: Message
) -> None:
    save_person(started.office, LEFT)
    assert stored(started.office, LEFT.mobile_phone, NAME, NUMBER) == [LEFT.mobile_phone, NAME, NUMBER]
    kept(started.office, people_kept_months=1, citizens_kept_months=1)
    erase_due(started.office)
    newest = read_history(started.office, limit=1)[0]
    assert newest.what == "到期清除个人信息"
    assert "周𦈡到期清除：手机、办公电话" in newest.details
    told = "\n".join(
        "\n".join((line.subject.title, line.note, *line.details)) for line in read_history(started.office, limit=500)
    )
    assert "（已清除）" in told
    assert [word for word in (LEFT.mobile_phone, LEFT.office_phone, NAME, NUMBER) if word in told] == []
    assert verify(started.office).ok


def test_what_is_erased_is_nowhere_in_the_file(started: Started, asked: Message) -> None:
    save_person(started.office, LEFT)
    kept(started.office, people_kept_months=1, citizens_kept_months=1)
    erase_due(started.office)
    assert stored(started.office, LEFT.mobile_phone, LEFT.office_phone, NAME, NUMBER) == []


def test_a_number_that_was_told_in_writing_is_erased_there_too(started: Started) -> None:
    office = started.office
    holder = save_person(office, replace(LEFT, until=None, mobile_phone="13922223333")).value
    correct_account(office, replace(started.account, holder_id=holder.id))
    changed = change_person(office, replace(holder, mobile_phone=LEFT.mobile_phone), date(2026, 5, 1)).value
    assert [notice.field for notice in changed.to_tell] == ["mobile_phone"]
    save_person(office, replace(changed.person, until=LEFT.until))
    kept(office, people_kept_months=6)
    erase_due(office)
    assert stored(office, LEFT.mobile_phone, "13922223333") == []
    assert verify(office).ok


def given_up(started: Started, preparer: Person, *way: FilingState) -> Filing:
    """Keep a change that was given up on 2026-05-23 after these steps, and whose paper names three numbers."""
    steps = [*way, FilingState.ABANDONED]
    now = datetime(2026, 5, 23, tzinfo=UTC)
    filing = Filing(
        kind=FilingKind.CHANGE,
        account_id=started.account.id,
        changes=(
            FieldChange(field="mobile_phone", label="手机", before="13944445555", after="13966667777"),
            FieldChange(field="name", label="账号名称", before="旧名", after="新名"),
        ),
        preparer_name=preparer.name,
        preparer_phone=preparer.mobile_phone,
        events=tuple(FilingEvent(state=step, happened_on=now.date(), recorded_at=now) for step in steps),
    )
    with started.office.register.write(started.office.actor, Action.FILING_STEPPED) as writer:
        draft = writer.save(filing)
        return writer.save(replace(draft, state=FilingState.ABANDONED))


def test_a_filing_that_was_given_up_unsigned_keeps_no_number_after_the_term(started: Started) -> None:
    office = started.office
    filing = given_up(started, LEFT)
    kept(office, people_kept_months=7)
    assert due_erasures(office) == (), "seven months after it was given up have not passed"
    kept(office, people_kept_months=6)
    (due,) = due_erasures(office)
    assert (due.subject.kind, due.subject.id, due.ended_on) == (SubjectKind.FILING, filing.id, date(2026, 11, 23))
    assert erase_due(office).value == 1
    (left,) = whole_snapshot(office).filings
    assert (left.preparer_name, left.preparer_phone) == (LEFT.name, "")
    assert [(row.before, row.after) for row in left.changes] == [("", ""), ("旧名", "新名")]
    assert stored(office, LEFT.mobile_phone, "13944445555", "13966667777") == []
    assert due_erasures(office) == ()
    assert verify(office).ok


@pytest.mark.parametrize("number", ["13900001111", "8"])
def test_of_what_was_printed_the_number_goes_and_nothing_else(number: str) -> None:
    told = {"day": "2026年8月8日", "fans": 8, "file": "139000011112", "contact": f"向晓兰，{number}"}
    day = datetime(2026, 1, 8, tzinfo=UTC)
    filing = Filing(
        account_id=1,
        state=FilingState.ABANDONED,
        events=(FilingEvent(state=FilingState.ABANDONED, happened_on=day.date(), recorded_at=day),),
        preparer_name="向晓兰",
        preparer_phone=number,
        printing=Printing(
            attachment_id=1,
            sha256="",
            form_name="",
            form_version="",
            values_json=json.dumps({**told, "phone": [number]}),
            printed_at=day,
        ),
    )
    (due,) = erasures_due((), (), (filing,), Settings(people_kept_months=1), date(2026, 3, 1))
    assert json.loads(due.fields["printing"].values_json) == {**told, "contact": "向晓兰，", "phone": [""]}
    erased = replace(filing, **due.fields)
    assert erasures_due((), (), (erased,), Settings(people_kept_months=1), date(2026, 3, 1)) == ()


def test_a_filing_that_was_signed_keeps_what_it_said_though_it_was_given_up(started: Started) -> None:
    given_up(started, LEFT, FilingState.PRINTED, FilingState.SIGNED)
    kept(started.office, people_kept_months=1)
    assert due_erasures(started.office) == ()


def test_the_number_of_who_left_goes_from_a_filing_that_was_given_up_later(started: Started) -> None:
    given_up(started, LEFT)
    save_person(started.office, replace(LEFT, mobile_phone="", office_phone="", until=date(2026, 1, 31)))
    kept(started.office, people_kept_months=8)
    assert [due.ended_on for due in due_erasures(started.office)] == [date(2026, 9, 30)]


@pytest.mark.parametrize(("masked", "left"), [(True, "向**"), (False, "")])
def test_a_citizens_name_is_masked_or_erased_as_the_unit_wishes(
    started: Started, asked: Message, masked: bool, left: str
) -> None:
    kept(started.office, citizens_kept_months=6, citizens_masked=masked)
    erase_due(started.office)
    (message,) = whole_snapshot(started.office).messages
    assert (message.nickname, message.phone) == (left, "")
    assert (message.text, message.reply) == (asked.text, asked.reply)
    assert due_erasures(started.office) == ()


def test_a_message_that_is_not_settled_keeps_its_name(started: Started, asked: Message) -> None:
    save_message(started.office, replace(asked, reply="", replied_on=None), asked)
    kept(started.office, citizens_kept_months=1)
    assert due_erasures(started.office) == ()


def test_what_lies_in_the_recycle_bin_is_erased_too(started: Started, asked: Message) -> None:
    recycle(started.office, Subject(SubjectKind.MESSAGE, asked.id, asked.nickname))
    kept(started.office, citizens_kept_months=1)
    assert erase_due(started.office).value == 1
    assert [item.subject.title for item in recycled(started.office)] == ["向**"]
    assert stored(started.office, NAME, NUMBER) == []


def test_today_reminds_of_what_is_due(started: Started, asked: Message) -> None:
    kept(started.office, citizens_kept_months=1)
    found = all_findings(snapshot(started.office), date(2026, 11, 23))
    (finding,) = [one for one in found if one.rule == "personal_data.due"]
    assert "1项" in finding.message
    assert "第四十七条" in finding.article


def test_names_are_masked_once() -> None:
    assert [masked_name(name) for name in ("张三", "张**", "", "𬱖")] == ["张**", "张**", "", "𬱖**"]


def test_a_term_that_cannot_be_meant_is_refused(office: Office) -> None:
    with pytest.raises(InputError, match="600"):
        save_settings(office, Settings(people_kept_months=700))
