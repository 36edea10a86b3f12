"""The unit, its people, and the filings that their changes raise."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.unit import Person, Role
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.filing import filings
from pmedia_desktop.services.journal import history
from pmedia_desktop.services.office import Office
from tests.services.conftest import TODAY, Started


def test_the_first_start_enters_unit_principal_and_clerk_in_one_journal_entry(office: Office) -> None:
    before = len(history.read_history(office))
    saved = unit.first_start(
        office,
        unit.FirstStart(
            full_name=" 示例镇人民政府 ",
            seal_text="",
            principal_name="王䶮",
            clerk_name="李𬱖",
            computer_confirmed=True,
        ),
    ).value
    assert saved.full_name == "示例镇人民政府"
    assert saved.seal_text == "示例镇人民政府"
    assert saved.computer_confirmed_on == TODAY
    names = {person.id: person.name for person in people.list_people(office)}
    assert (names[saved.principal_id or 0], names[saved.clerk_id or 0]) == ("王䶮", "李𬱖")
    assert len(history.read_history(office)) == before + 1


def test_a_principal_who_is_also_the_clerk_is_one_person(office: Office) -> None:
    start = unit.FirstStart(
        full_name="示例镇", seal_text="示例镇", principal_name="王䶮", clerk_name="王䶮", clerk_post="镇长"
    )
    saved = unit.first_start(office, start).value
    assert saved.principal_id == saved.clerk_id
    (person,) = people.list_people(office)
    assert set(person.roles) == {Role.PRINCIPAL, Role.CLERK, Role.HOLDER}
    assert person.post == "镇长"


def test_namesakes_stay_two_people(office: Office) -> None:
    start = unit.FirstStart(
        full_name="示例镇", seal_text="", principal_name="王䶮", clerk_name="王䶮", clerk_post="干部", namesakes=True
    )
    saved = unit.first_start(office, start).value
    assert saved.principal_id != saved.clerk_id
    assert [person.post for person in people.list_people(office)] == ["", "干部"]


def test_a_second_first_start_is_refused(started: Started) -> None:
    start = unit.FirstStart(full_name="另一个镇", seal_text="", principal_name="甲", clerk_name="乙")
    with pytest.raises(InputError, match="已经登记过"):
        unit.first_start(started.office, start)
    assert len(people.list_people(started.office)) == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("full_name", "  ", "单位全称"),
        ("credit_code", "11511422MB00000000", "校验"),
        ("credit_code", "1151", "18"),
    ],
)
def test_a_unit_typed_wrongly_is_refused_with_the_field(started: Started, field: str, value: str, said: str) -> None:
    entered = unit.read_unit(started.office)
    assert entered is not None
    with pytest.raises(InputError, match=said) as refused:
        unit.correct_unit(started.office, replace(entered, **{field: value}))
    assert refused.value.field == field
    assert unit.read_unit(started.office) == entered


def test_a_correction_of_the_unit_raises_no_filing(started: Started) -> None:
    entered = unit.read_unit(started.office)
    assert entered is not None
    unit.correct_unit(started.office, replace(entered, full_name="眉山市彭山区示例镇人民政府办公室"))
    assert filings.list_filings(started.office) == ()


def test_a_new_principal_raises_one_change_filing_for_every_open_account(started: Started) -> None:
    office = started.office
    accounts.register_account(office, Account(platform="douyin", name="彭山示例镇发布", platform_id="slz"))
    accounts.register_account(
        office, Account(platform="toutiao", name="旧号", platform_id="old", state=AccountState.CANCELLED)
    )
    successor = people.save_person(office, Person(name="赵㛃", post="镇长")).value
    entered = unit.read_unit(office)
    assert entered is not None
    change = unit.change_unit(office, replace(entered, principal_id=successor.id), date(2026, 11, 20), "换届").value
    assert len(change.filings) == 2
    for filing in change.filings:
        assert filing.kind is FilingKind.CHANGE
        assert filing.event_on == date(2026, 11, 20)
        (row,) = filing.changes
        assert (row.label, row.before, row.after) == ("单位主要领导", "王䶮", "赵㛃")


def test_a_person_who_left_is_kept(started: Started) -> None:
    people.person_leaves(started.office, started.clerk.id, date(2026, 11, 20))
    left = next(person for person in people.list_people(started.office) if person.id == started.clerk.id)
    assert left.has_left(TODAY)
    assert not left.has_left(date(2026, 11, 20))


def test_a_person_cannot_leave_before_coming(started: Started) -> None:
    person = people.save_person(started.office, replace(started.clerk, since=date(2024, 1, 2))).value
    with pytest.raises(InputError, match="早于"):
        people.person_leaves(started.office, person.id, date(2023, 12, 31))


@pytest.mark.parametrize(("field", "value"), [("mobile_phone", "没有"), ("email", "a@b"), ("name", "")])
def test_a_person_typed_wrongly_is_refused(started: Started, field: str, value: str) -> None:
    with pytest.raises(InputError) as refused:
        people.save_person(started.office, replace(started.clerk, **{field: value}))
    assert refused.value.field == field


def test_full_width_digits_in_a_phone_number_become_plain_ones(started: Started) -> None:
    saved = people.save_person(started.office, replace(started.clerk, mobile_phone="１３９００００００１２")).value
    assert saved.mobile_phone == "13900000012"
