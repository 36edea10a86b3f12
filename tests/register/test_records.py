"""Every record of the model survives the register, whatever stands in its fields."""

import enum
import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, Subject, SubjectKind
from pmedia_desktop.model.custody import CopyState, Credential, CustodyEvent, LoginTerminal, SealedCopy
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.handover import Handover, Inventory, Transfer
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.keys import HolderKey, RecoveryKey
from pmedia_desktop.model.settings import HolidayYear, Settings
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.register.changes import changes_between
from pmedia_desktop.register.record_shape import FieldKind, shape_of
from pmedia_desktop.register.store import Reader, Register
from pmedia_desktop.register.tables.account import AccountRow
from pmedia_desktop.register.tables.attachment import AttachmentRow
from pmedia_desktop.register.tables.custody import CredentialRow, CustodyEventRow, LoginTerminalRow
from pmedia_desktop.register.tables.filing import FilingRow
from pmedia_desktop.register.tables.handover import HandoverRow, InventoryRow, TransferRow
from pmedia_desktop.register.tables.keys import HolderKeyRow, RecoveryKeyRow
from pmedia_desktop.register.tables.unit import PersonRow, UnitRow
from tests.register.custody_examples import fill_custody
from tests.register.examples import ACTOR, fill, new_register

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["𬱖𠮷", "ＡＢ１", "a\nb", "0012"]
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    type(None): st.none(),
}
#: Fields that name other records: ids that the example register has.
REFERENCES: dict[str, st.SearchStrategy[Any]] = {
    "account_id": st.sampled_from([1, 2]),
    "attachment_id": st.just(1),
    "reviewer_ids": st.lists(st.sampled_from([1, 2, 3]), max_size=3).map(tuple),
    "follows_id": st.none() | st.just(1),
    "sheet_attachment_id": st.none() | st.just(1),
    "credential_id": st.sampled_from([1, 2]),
    "credential_ids": st.lists(st.sampled_from([1, 2]), max_size=3).map(tuple),
    **dict.fromkeys(("person_id", "outgoing_id", "incoming_id"), st.sampled_from([1, 2, 3])),
    **dict.fromkeys(
        (
            "holder_id",
            "deputy_holder_id",
            "principal_id",
            "deputy_in_charge_id",
            "clerk_id",
            "deputy_id",
            "sealed_to_id",
            "leader_id",
            "by_person_id",
        ),
        st.none() | st.sampled_from([1, 2, 3]),
    ),
    "witness_id": st.sampled_from([1, 2, 3]),
}


#: Each example is a transaction on the disk.
BOUNDED = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def any_value(hint: Any) -> st.SearchStrategy[Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(any_value(part) for part in get_args(hint)))
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is ...:
            return st.lists(any_value(parts[0]), max_size=3).map(tuple)
        return st.tuples(*(any_value(part) for part in parts))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return st.sampled_from(hint)
    assert is_dataclass(hint)
    return any_record(hint)


def any_record(record_type: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(record_type)
    return st.builds(
        record_type,
        **{
            field.name: st.just(0) if field.name == "id" else REFERENCES.get(field.name, any_value(hints[field.name]))
            for field in fields(record_type)
        },
    )


def as_the_schema_wants(record: Any) -> Any:
    """Return the record without what the schema refuses: see ``test_custody``."""
    if isinstance(record, HolderKey):
        return replace(record, retired_at=record.made_at)
    if not isinstance(record, Credential):
        return record
    return replace(record, holder_id=record.holder_id or 1, copies=tuple(distinct(record.copies)))


def distinct(copies: tuple[SealedCopy, ...]) -> Iterator[SealedCopy]:
    for position, copy in enumerate(copies):
        state = CopyState.KEPT if position and copy.state is CopyState.CURRENT else copy.state
        yield replace(copy, entry=f"{copy.entry}{next(_numbers)}", state=state)


_numbers = count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with new_register(tmp_path_factory.mktemp("records")) as register:
        fill_custody(register, fill(register))
        yield register


def save_and_read(register: Register, record: Any) -> tuple[Any, Any]:
    with register.write(ACTOR, Action.ACCOUNT_CORRECTED) as writer:
        saved = writer.save(record)
    with register.read() as reader:
        match saved:
            case Person():
                return saved, reader.person(saved.id)
            case Account():
                return saved, reader.account(saved.id)
            case Filing():
                return saved, reader.filing(saved.id)
            case Unit():
                return saved, reader.unit()
            case Settings():
                return saved, reader.settings()
            case HolidayYear():
                return saved, next(year for year in reader.holiday_years() if year.year == saved.year)
        return saved, next(record for record in LISTS[type(saved)](reader) if record.id == saved.id)


LISTS: dict[type, Callable[[Reader], tuple[Any, ...]]] = {
    Credential: Reader.credentials,
    HolderKey: Reader.holder_keys,
    RecoveryKey: Reader.recovery_keys,
    LoginTerminal: Reader.terminals,
    Handover: Reader.handovers,
    Inventory: Reader.inventories,
    Transfer: Reader.transfers,
}


@pytest.mark.parametrize("record_type", [Person, Account, Filing, Unit, Settings, HolidayYear, *LISTS])
def test_a_record_is_read_as_it_was_saved(shared: Register, record_type: type) -> None:
    @BOUNDED
    @given(any_record(record_type).map(as_the_schema_wants))
    def check(record: Any) -> None:
        saved, read = save_and_read(shared, record)
        assert read == saved
        assert read == (replace(record, id=saved.id) if hasattr(record, "id") else record)

    check()


@pytest.mark.parametrize("record_type", [Person, Account, Filing, *LISTS])
def test_a_record_changed_into_any_other_is_read_as_that(shared: Register, record_type: type) -> None:
    records = any_record(record_type).map(as_the_schema_wants)
    not_signed = st.sampled_from([FilingState.DRAFT, FilingState.PRINTED])

    @BOUNDED
    @given(records, records, not_signed)
    def check(first: Any, second: Any, state: FilingState) -> None:
        if isinstance(first, Filing):
            first = replace(first, state=state)
        saved, _ = save_and_read(shared, first)
        changed = replace(second, id=saved.id)
        _, read = save_and_read(shared, changed)
        assert read == changed

    check()


@given(any_record(Account), any_record(Account))
def test_changes_name_exactly_the_fields_that_differ(before: Account, after: Account) -> None:
    named = {change.field for change in changes_between(Subject(SubjectKind.ACCOUNT, 1), before, after)}

    differing = {field.name for field in fields(Account) if getattr(before, field.name) != getattr(after, field.name)}
    assert named <= differing
    # Nothing to tell between no value and an empty one.
    assert all(not getattr(before, name) and not getattr(after, name) for name in differing - named)


@pytest.mark.parametrize(
    ("record_type", "row_class"),
    [
        (Unit, UnitRow),
        (Person, PersonRow),
        (Account, AccountRow),
        (Filing, FilingRow),
        (Attachment, AttachmentRow),
        (Credential, CredentialRow),
        (CustodyEvent, CustodyEventRow),
        (LoginTerminal, LoginTerminalRow),
        (HolderKey, HolderKeyRow),
        (RecoveryKey, RecoveryKeyRow),
        (Handover, HandoverRow),
        (Inventory, InventoryRow),
        (Transfer, TransferRow),
    ],
)
def test_every_field_of_the_model_has_its_place_in_the_tables(record_type: type, row_class: Any) -> None:
    assert missing_places(record_type, row_class) == []


def missing_places(record_type: type, row_class: Any, prefix: str = "") -> list[str]:
    missing: list[str] = []
    for name, kind, inner in shape_of(record_type):
        if kind is FieldKind.EMBEDDED:
            missing += missing_places(inner, row_class, f"{name}_")
        elif not hasattr(row_class, prefix + name):
            missing.append(f"{record_type.__name__}.{name}")
        elif kind in (FieldKind.RECORDS, FieldKind.OPTIONAL_RECORD):
            missing += missing_places(inner, inspect(row_class).relationships[name].mapper.class_)
    return missing


def test_an_instant_without_a_time_zone_is_a_defect() -> None:
    from pmedia_desktop.register.json_values import instant_text

    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2026, 1, 1))  # noqa: DTZ001
