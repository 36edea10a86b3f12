"""What a submitted filing said never changes (design: a submitted filing is never altered)."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from datetime import date

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


@pytest.mark.parametrize(
    "alter",
    [
        lambda filing: replace(filing, kind=FilingKind.CHANGE),
        lambda filing: replace(filing, account_id=2),
        lambda filing: replace(filing, event_on=DAY),
        lambda filing: replace(filing, reason="改"),
        lambda filing: replace(filing, approval=replace(filing.approval, on=DAY)),
        lambda filing: replace(filing, approval=replace(filing.approval, by="别人")),
        lambda filing: replace(filing, consultation=replace(filing.consultation, answer="不同意")),
        lambda filing: replace(filing, changes=filing.changes[:1]),
        lambda filing: replace(
            filing, changes=(*filing.changes, FieldChange(field="a", label="", before="", after=""))
        ),
        lambda filing: replace(filing, changes=(replace(filing.changes[0], after="改"), filing.changes[1])),
        lambda filing: replace(filing, enclosures=()),
        lambda filing: replace(filing, publicly_announced=False),
        lambda filing: replace(filing, closure=Closure()),
        lambda filing: replace(filing, preparer_name="别人"),
        lambda filing: replace(filing, remark="改"),
        lambda filing: replace(filing, printing=None),
        lambda filing: replace(filing, printing=replace(filing.printing, values_json="{}")),
        lambda filing: replace(filing, submitted_on=DAY),
        lambda filing: replace(filing, signed_on=None),
        lambda filing: replace(filing, receiver="别处"),
        lambda filing: replace(filing, state=FilingState.DRAFT),
        lambda filing: replace(filing, state=FilingState.SEALED),
        lambda filing: replace(filing, state=FilingState.ABANDONED),
    ],
)
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


def test_a_closure_goes_on_at_the_platform_after_its_form_was_handed_in(register: Register, filled: Filled) -> None:
    submitted = save(register, replace(filled.closure, state=FilingState.SUBMITTED, submitted_on=DAY))
    assert submitted.closure is not None
    completed = replace(submitted.closure, requested_on=DAY, request_round=2, confirmed_on=DAY, completed_on=DAY)
    done = save(register, replace(submitted, closure=completed, event_on=DAY))

    for altered in (
        replace(done, event_on=date(2026, 12, 1)),
        replace(done, closure=replace(completed, notice_on=DAY)),
        replace(done, closure=None),
    ):
        with pytest.raises(InputError), register.write(ACTOR, Action.FILING_SAVED) as writer:
            writer.save(altered)


def test_paper_steps_are_entered_afterwards_once(register: Register, filled: Filled) -> None:
    submitted = save(register, replace(filled.closure, state=FilingState.SUBMITTED, submitted_on=DAY))
    entered = save(
        register, replace(submitted, signed_on=DAY, sealed_on=DAY, receiver="区政府办", submitted_how="纸质")
    )
    with pytest.raises(InputError), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(replace(entered, sealed_on=date(2026, 12, 1)))


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
