"""Messages, self-inspections, problems, incidents and measures from above, kept and found again."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.inspection import Problem
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled
from tests.register.inspection_examples import fill_inspection


def test_everything_is_read_as_it_was_saved(register: Register, filled: Filled) -> None:
    made = fill_inspection(register, filled)
    with register.read() as reader:
        known = reader.snapshot()
        assert known.messages == (made.message, made.note)
        assert known.inspections == (made.inspection,)
        assert known.problems == (made.problem,)
        assert known.incidents == (made.incident,)
        assert known.sanctions == (made.sanction,)
        assert known.management_rules == (made.rules,)
        assert reader.message(made.note.id).about_id == made.message.id


def test_messages_come_in_the_order_of_their_days(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.MESSAGE_SAVED) as writer:
        for day in (date(2026, 11, 5), date(2026, 11, 3), date(2026, 11, 4)):
            writer.save(Message(received_on=day, text="问"))
    with register.read() as reader:
        assert [message.received_on.day for message in reader.messages()] == [3, 4, 5]


def test_what_was_entered_by_mistake_goes_to_the_bin_and_comes_back(register: Register, filled: Filled) -> None:
    made = fill_inspection(register, filled)
    subject = Subject(SubjectKind.MESSAGE, made.note.id)
    with register.write(ACTOR, Action.RECYCLED) as writer:
        writer.recycle(subject)
    with register.read() as reader:
        assert reader.messages() == (made.message,)
        assert reader.recycled()[0].subject.title == "张先生"
    with register.write(ACTOR, Action.RESTORED) as writer:
        writer.restore(subject)
    with register.read() as reader:
        assert len(reader.messages()) == 2


def test_messages_of_a_recycled_account_are_not_shown(register: Register, filled: Filled) -> None:
    made = fill_inspection(register, filled)
    with register.write(ACTOR, Action.RECYCLED) as writer:
        writer.recycle(Subject(SubjectKind.ACCOUNT, filled.weibo.id))
    with register.read() as reader:
        known = reader.snapshot()
        assert known.messages == (made.note,), "the note has no account"
        assert (known.problems, known.incidents, known.sanctions) == ((), (), ())


def test_who_answers_or_mends_stays_in_the_register(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.PROBLEM_SAVED) as writer:
        editor = writer.save(Person(name="周喆"))
        writer.save(Problem(what="错别字", found_on=date(2026, 11, 1), person_id=editor.id))
    with (
        pytest.raises(InputError, match="台账里有周喆"),
        register.write(ACTOR, Action.RECYCLED) as writer,
    ):
        writer.recycle(Subject(SubjectKind.PERSON, editor.id))


def test_an_answered_order_stays_in_the_register(register: Register, filled: Filled) -> None:
    made = fill_inspection(register, filled)
    with register.write(ACTOR, Action.SANCTION_SAVED) as writer:
        writer.save(replace(made.sanction, reported_on=date(2026, 11, 20)))
    with pytest.raises(InputError, match="要留存"), register.write(ACTOR, Action.RECYCLED) as writer:
        writer.recycle(Subject(SubjectKind.SANCTION, made.sanction.id))
