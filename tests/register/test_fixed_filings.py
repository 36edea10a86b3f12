"""What a submitted filing said never changes (design: a submitted filing is never altered)."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.filing import Closure, FieldChange, Filing, FilingEvent, FilingKind, FilingState, Printing
from pmedia_desktop.model.journal import Action
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, START, Filled

DAY = date(2026, 11, 30)


def save(register: Register, filing: Filing) -> Filing:
    with register.write(ACTOR, Action.FILING_STEPPED) as writer:
        saved = writer.save(filing)
    with register.read() as reader:
        assert reader.filing(saved.id) == saved
    return saved


#: What the paper says, altered.
CONTENT: list[Callable[[Filing], Filing]] = [
    lambda filing: replace(filing, kind=FilingKind.CHANGE),
    lambda filing: replace(filing, account_id=2),
    lambda filing: replace(filing, event_on=DAY),
    lambda filing: replace(filing, reason="改"),
    lambda filing: replace(filing, approval=replace(filing.approval, on=DAY)),
    lambda filing: replace(filing, approval=replace(filing.approval, by="别人")),
    lambda filing: replace(filing, consultation=replace(filing.consultation, answer="不同意")),
    lambda filing: replace(filing, changes=filing.changes[:1]),
    lambda filing: replace(filing, changes=(*filing.changes, FieldChange(field="a", label="", before="", after=""))),
    lambda filing: replace(filing, changes=(replace(filing.changes[0], after="改"), filing.changes[1])),
    lambda filing: replace(filing, enclosures=()),
    lambda filing: replace(filing, publicly_announced=False),
    lambda filing: replace(filing, closure=Closure()),
    lambda filing: replace(filing, preparer_name="别人"),
    lambda filing: replace(filing, remark="改"),
    lambda filing: replace(filing, printing=None),
    lambda filing: replace(filing, printing=replace(filing.printing, values_json="{}")),
]

#: Steps that were entered when the form was handed in, altered or taken back.
STEPS: list[Callable[[Filing], Filing]] = [
    lambda filing: replace(filing, submitted_on=None),
    lambda filing: replace(filing, signed_on=None),
    lambda filing: replace(filing, state=FilingState.DRAFT),
    lambda filing: replace(filing, state=FilingState.SEALED),
    lambda filing: replace(filing, state=FilingState.ABANDONED),
]


@pytest.mark.parametrize("alter", [*CONTENT, *STEPS])
def test_its_content_cannot_be_altered(register: Register, filled: Filled, alter: Callable[[Filing], Filing]) -> None:
    with pytest.raises(InputError, match="已经报送"), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(alter(filled.opening))
    with register.read() as reader:
        assert reader.filing(filled.opening.id) == filled.opening


def test_its_later_steps_go_on(register: Register, filled: Filled) -> None:
    filing = save(register, replace(filled.opening, state=FilingState.RECEIVED, received_on=DAY))
    filing = save(
        register,
        replace(
            filing,
            state=FilingState.FILED,
            filed_on=DAY,
            number="彭备〔2026〕3号",
            national_checked_on=DAY,
            national_state="正常",
            events=(*filing.events, FilingEvent(state=FilingState.FILED, happened_on=DAY, recorded_at=START)),
        ),
    )
    save(register, replace(filing, approval=replace(filing.approval, signed_later_on=DAY)))


def test_a_returned_one_stays_as_it_was_and_can_be_given_up(register: Register, filled: Filled) -> None:
    returned = save(
        register, replace(filled.opening, state=FilingState.RETURNED, returned_on=DAY, return_reason="缺公章")
    )
    with pytest.raises(InputError), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(replace(returned, reason="改"))
    abandoned = save(register, replace(returned, state=FilingState.ABANDONED))
    for altered in (replace(abandoned, reason="改"), replace(abandoned, state=FilingState.SUBMITTED)):
        with pytest.raises(InputError), register.write(ACTOR, Action.FILING_SAVED) as writer:
            writer.save(altered)


def test_a_draft_given_up_can_be_taken_up_again(register: Register, filled: Filled) -> None:
    abandoned = save(register, replace(filled.closure, state=FilingState.ABANDONED))
    save(register, replace(abandoned, state=FilingState.DRAFT, reason="重新办理"))


def refused(register: Register, filing: Filing) -> None:
    with pytest.raises(InputError), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(filing)


def with_closure(filing: Filing, **changes: Any) -> Filing:
    assert filing.closure is not None
    closure = replace(filing.closure, **changes)
    return replace(filing, closure=closure, event_on=closure.completed_on)


def test_a_closure_goes_on_at_the_platform_after_its_form_was_handed_in(register: Register, filled: Filled) -> None:
    submitted = save(register, replace(filled.closure, state=FilingState.SUBMITTED, submitted_on=DAY))
    done = save(
        register, with_closure(submitted, requested_on=DAY, request_round=2, confirmed_on=DAY, completed_on=DAY)
    )
    refused(register, with_closure(done, notice_on=DAY))
    refused(register, replace(done, closure=None))


@pytest.mark.parametrize("state", [FilingState.SIGNED, FilingState.SUBMITTED, FilingState.FILED])
def test_a_completion_entered_after_the_form_can_be_corrected(
    register: Register, filled: Filled, state: FilingState
) -> None:
    handed_in = save(register, replace(filled.closure, state=state, submitted_on=DAY))
    mistyped = save(register, with_closure(handed_in, completed_on=date(2026, 11, 3)))
    corrected = save(register, with_closure(mistyped, completed_on=date(2026, 11, 30)))
    assert save(register, with_closure(corrected, completed_on=None)).event_on is None
    refused(register, replace(corrected, event_on=date(2026, 11, 3)))


@pytest.mark.parametrize("state", [FilingState.SIGNED, FilingState.SUBMITTED, FilingState.FILED])
def test_a_completion_that_the_form_names_stays(register: Register, filled: Filled, state: FilingState) -> None:
    named = with_closure(filled.closure, completed_on=DAY, completion_on_paper=True)
    handed_in = save(register, replace(named, state=state, submitted_on=DAY))
    refused(register, with_closure(handed_in, completed_on=date(2026, 12, 1)))
    refused(register, with_closure(handed_in, completion_on_paper=False))
    save(register, with_closure(handed_in, confirmed_on=DAY))


@pytest.mark.parametrize("state", [FilingState.SIGNED, FilingState.SUBMITTED])
def test_a_notice_given_after_the_signature_is_entered_once(
    register: Register, filled: Filled, state: FilingState
) -> None:
    silent = with_closure(filled.closure, notice_on=None, notice_place="", notice_link="", notice_text="")
    signed = save(register, replace(silent, state=state, submitted_on=DAY))
    announced = save(register, with_closure(signed, notice_on=DAY, notice_place="公众号", notice_text="停止更新。"))
    refused(register, with_closure(announced, notice_on=date(2026, 12, 1)))
    refused(register, with_closure(announced, notice_text="改"))


@pytest.fixture
def signed(register: Register, filled: Filled) -> Filing:
    """Return an opening's form that the principal has signed on paper."""
    printed = replace(filled.opening, id=0, state=FilingState.PRINTED, submitted_on=None, receiver="", submitted_how="")
    printed = save(register, replace(printed, signed_on=None, sealed_on=None, events=()))
    return save(register, replace(printed, state=FilingState.SIGNED, signed_on=DAY))


@pytest.mark.parametrize("alter", CONTENT)
def test_what_was_signed_cannot_be_altered(
    register: Register, signed: Filing, alter: Callable[[Filing], Filing]
) -> None:
    with pytest.raises(InputError, match="已经签字"), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(alter(signed))
    sealed = save(register, replace(signed, state=FilingState.SEALED, sealed_on=DAY))
    refused(register, alter(sealed))


def test_a_signed_form_goes_on_to_its_other_steps(register: Register, signed: Filing) -> None:
    signed = save(register, replace(signed, approval=replace(signed.approval, signed_later_on=DAY)))
    sealed = save(register, replace(signed, state=FilingState.SEALED, sealed_on=DAY))
    sealed = save(register, replace(sealed, receiver="区政府办", submitted_how="纸质", national_checked_on=DAY))
    submitted = save(register, replace(sealed, state=FilingState.SUBMITTED, submitted_on=DAY))
    refused(register, replace(submitted, sealed_on=date(2026, 12, 1)))


def test_a_signed_form_is_changed_only_as_a_draft_again(register: Register, signed: Filing) -> None:
    refused(register, replace(signed, state=FilingState.PRINTED))
    draft = save(register, replace(signed, state=FilingState.DRAFT, printing=None, signed_on=None))
    save(register, replace(draft, reason="改"))


def test_a_signed_form_can_be_given_up_as_it_is(register: Register, signed: Filing) -> None:
    refused(register, replace(signed, state=FilingState.ABANDONED, reason="改"))
    save(register, replace(signed, state=FilingState.ABANDONED))


def test_who_approved_is_noted_once_after_the_signature(register: Register, filled: Filled) -> None:
    unnamed = replace(filled.closure, approval=replace(filled.closure.approval, on=DAY, by=""))
    for state in (FilingState.SIGNED, FilingState.SUBMITTED):
        handed_in = save(register, replace(unnamed, id=0, state=state, submitted_on=DAY))
        named = save(register, replace(handed_in, approval=replace(handed_in.approval, by="王䶮")))
        refused(register, replace(named, approval=replace(named.approval, by="别人")))


def test_paper_steps_are_entered_afterwards_once(register: Register, filled: Filled) -> None:
    submitted = save(register, replace(filled.closure, state=FilingState.SUBMITTED, submitted_on=DAY))
    entered = save(
        register, replace(submitted, signed_on=DAY, sealed_on=DAY, receiver="区政府办", submitted_how="纸质")
    )
    with pytest.raises(InputError), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(replace(entered, sealed_on=date(2026, 12, 1)))


def test_how_it_was_handed_in_is_no_part_of_the_sheet_and_can_be_mended(register: Register, filled: Filled) -> None:
    mended = save(register, replace(filled.opening, submitted_on=DAY, receiver="别处", submitted_how="机要交换"))
    with register.read() as reader:
        assert reader.filing(mended.id).submitted_on == DAY


def test_a_filing_can_be_entered_afterwards_as_already_submitted(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.FILING_STARTED) as writer:
        printed = writer.attach(SubjectKind.ACCOUNT, 1, AttachmentKind.PRINTED_FORM, "a.pdf", b"a")
    save(
        register,
        replace(
            filled.opening,
            id=0,
            state=FilingState.FILED,
            closure=Closure(),
            printing=Printing(
                attachment_id=printed.id,
                sha256=printed.sha256,
                form_name="filing",
                form_version="1",
                values_json="{}",
                printed_at=START,
            ),
        ),
    )


#: Columns that the schema leaves open after the form was handed in; ``fixed_filings`` narrows them further.
OPEN_COLUMNS = {
    "received_on",
    "filed_on",
    "number",
    "returned_on",
    "return_reason",
    "national_checked_on",
    "national_state",
    "signed_on",
    "sealed_on",
    "submitted_on",
    "submitted_how",
    "receiver",
    "approval_signed_later_on",  # once
}


def test_whoever_writes_past_the_program_is_refused_by_the_schema(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(filing)")]
        for column in columns:
            value = "'filed'" if column == "state" else "'2001-01-01'" if column.endswith("_on") else "77"
            statement = f"UPDATE filing SET {column} = {value} WHERE id = {filled.opening.id}"  # noqa: S608
            if column in {*OPEN_COLUMNS, "state"}:
                connection.execute(statement)
            else:
                with pytest.raises(sqlite3.IntegrityError, match="submitted filing cannot be altered"):
                    connection.execute(statement)
        connection.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE filing SET state = 'draft' WHERE id = 1",
        "UPDATE filing SET state = 'abandoned' WHERE id = 1",
        "DELETE FROM filing WHERE id = 1",
        "INSERT OR REPLACE INTO filing SELECT * FROM filing WHERE id = 1",
        "UPDATE filing_change SET after = 'x' WHERE filing_id = 1",
        "DELETE FROM filing_change WHERE filing_id = 1",
        "INSERT INTO filing_change VALUES (1, 9, 'a', 'b', 'c', 'd', 'e')",
        "UPDATE filing_enclosure SET value = 'x' WHERE filing_id = 1",
        "DELETE FROM filing_enclosure WHERE filing_id = 1",
        "INSERT INTO filing_enclosure VALUES (1, 9, 'x')",
        "UPDATE filing_printing SET sha256 = 'x' WHERE filing_id = 1",
        "DELETE FROM filing_printing WHERE filing_id = 1",
        "INSERT OR REPLACE INTO filing_printing SELECT * FROM filing_printing WHERE filing_id = 1",
        "UPDATE attachment SET sha256 = 'x'",
        "UPDATE attachment_content SET content = 'x'",
        "DELETE FROM attachment_content WHERE attachment_id = 1",
    ],
)
def test_no_statement_gets_past_the_triggers(register: Register, filled: Filled, statement: str) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="cannot be"):
            connection.execute(statement)
        connection.rollback()


def test_every_field_of_a_filing_is_either_fixed_or_named_as_open() -> None:
    """A field that the model gains must be thought about: fixed by a trigger, or open."""
    known = OPEN_COLUMNS | {"id", "kind", "account_id", "state", "event_on", "reason", "approval", "consultation"}
    known |= {"publicly_announced", "filled_on", "preparer_name", "preparer_phone", "remark", "follows_id"}
    known |= {"changes", "closure", "enclosures", "printing", "events"}
    assert {field.name for field in fields(Filing)} <= known
