"""Publications, orders from above, monthly figures and word lists as the register keeps them."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import PublicationState
from pmedia_desktop.model.term_list import TermKind, TermList
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.register.examples import ACTOR, Filled
from tests.register.publishing_examples import Publishing, fill_publishing, reprint_on


@pytest.fixture
def publishing(register: Register, filled: Filled) -> Publishing:
    return fill_publishing(register, filled)


def test_what_was_saved_is_read_back(register: Register, publishing: Publishing) -> None:
    with register.read() as reader:
        assert reader.publication(publishing.reprint.id) == publishing.reprint
        assert reader.superior_task(publishing.task.id) == publishing.task
        assert reader.monthly_figures(2026, 10) == (publishing.figures,)
        assert reader.monthly_figures(2026, 11) == ()
        assert reader.term_lists() == (publishing.words,)
        known = reader.snapshot()
    assert known.publications == (publishing.reprint,)
    assert known.superior_tasks == (publishing.task,)
    assert verify_register(register).problems == ()


def test_a_step_more_is_noted_alone(register: Register, publishing: Publishing) -> None:
    signed = replace(publishing.reprint.steps[1], signed_on=date(2026, 11, 23))
    with register.write(ACTOR, Action.PUBLICATION_REVIEWED) as writer:
        writer.save(replace(publishing.reprint, steps=(publishing.reprint.steps[0], signed)))
    with register.read() as reader:
        (entry,) = reader.journal(limit=1)
    (change,) = entry.changes
    assert change.field == "steps"
    assert change.after is not None
    assert "2026-11-23" in change.after
    assert "审核" not in change.after


def test_the_snapshot_keeps_each_accounts_last_item_however_old(register: Register, filled: Filled) -> None:
    weibo = filled.weibo.id
    with register.write(ACTOR, Action.PUBLICATION_SAVED) as writer:
        old = replace(reprint_on(weibo, date(2020, 1, 1)), drafted_on=None)
        older = writer.save(replace(old, placements=reprint_on(weibo, date(2019, 1, 1)).placements))
        last = writer.save(old)
        gone = writer.save(replace(old, state=PublicationState.WITHDRAWN))
    with register.read() as reader:
        kept = {one.id for one in reader.snapshot().publications}
        assert kept == {last.id}
        assert {older.id, last.id, gone.id} == {one.id for one in reader.publications()}


def test_an_item_out_between_two_days_is_found(register: Register, publishing: Publishing) -> None:
    with register.read() as reader:
        assert reader.publications_between(date(2026, 11, 20), date(2026, 11, 20)) == (publishing.reprint,)
        assert reader.publications_between(date(2026, 11, 21), date(2026, 12, 31)) == ()


def test_an_item_goes_to_the_recycle_bin_with_its_pictures(register: Register, publishing: Publishing) -> None:
    subject = Subject(SubjectKind.PUBLICATION, publishing.reprint.id)
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        picture = writer.attach(subject.kind, subject.id, AttachmentKind.PICTURE, "现场.jpg", b"picture")
    with register.write(ACTOR, Action.RECYCLED) as writer:
        writer.recycle(subject)
    with register.read() as reader:
        assert reader.publications() == ()
        assert picture not in reader.attachments()
        assert subject.id in [item.subject.id for item in reader.recycled() if item.subject.kind is subject.kind]
    with register.write(ACTOR, Action.RESTORED) as writer:
        writer.restore(subject)
    with register.read() as reader:
        assert reader.publications() == (publishing.reprint,)


def test_a_unit_has_one_list_of_a_kind(register: Register, publishing: Publishing) -> None:
    with pytest.raises(Exception, match="UNIQUE"), register.write(ACTOR, Action.TERM_LIST_SAVED) as writer:
        writer.save(TermList(kind=TermKind.WRONG_WORDS))


def test_an_unknown_item_is_said_so(register: Register) -> None:
    with register.read() as reader, pytest.raises(InputError, match="没有编号为 7 的信息发布"):
        reader.publication(7)
