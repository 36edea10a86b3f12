"""What is exported can be imported again: the same register, whatever stands in its texts."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account, Baseline, Certification, Operation, Operator, OwnerKind
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Role
from pmedia_desktop.services import accounts, people
from pmedia_desktop.services.exporting.ledger_file import ledger_file, remember_columns
from pmedia_desktop.services.exporting.table_file import TableFormat
from pmedia_desktop.services.importing.applying import import_planned
from pmedia_desktop.services.importing.plan import ImportPlan, plan_import
from pmedia_desktop.services.office import Office, open_office, snapshot
from pmedia_desktop.services.paper import filing_papers
from pmedia_desktop.services.sample.making import Sample, make_sample
from tests.services.conftest import TODAY, Started

FORMATS = (TableFormat.XLSX, TableFormat.CSV)


def exported(office: Office, folder: Path, written_as: TableFormat) -> Path:
    file = folder / f"台账.{written_as}"
    file.write_bytes(ledger_file(office, written_as))
    return file


def named(known: Snapshot) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return accounts and people without their numbers: people are told by their names."""

    def said(record: Any) -> dict[str, Any]:
        return {field.name: getattr(record, field.name) for field in fields(record) if field.name != "id"}

    names = {person.id: person.name for person in known.people}
    listed = []
    for account in known.accounts:
        values = said(account)
        for name in ("holder_id", "deputy_holder_id"):
            values[name] = names.get(values[name])
        values["reviewer_ids"] = [names[one] for one in account.reviewer_ids]
        listed.append(values)
    by_name = sorted((said(person) for person in known.people), key=lambda values: values["name"])
    return sorted(listed, key=lambda values: (values["platform"], values["name"])), by_name


def counts(plan: ImportPlan) -> tuple[int, int, int, list[str]]:
    return plan.created, plan.changed, plan.unchanged, [row.why for row in plan.refused]


def full(started: Started) -> None:
    """Give the register an account and a person with something in every field, and texts that harm a spreadsheet."""
    office = started.office
    reviewer = people.save_person(
        office,
        Person(
            name="欧阳𬱖",
            department="=党政办",
            post="+副主任",
            office_phone="028-37600009",
            mobile_phone="13900000009",
            email="oy@example.cn",
            roles=(Role.REVIEWER, Role.WITNESS),
            since=date(2020, 1, 2),
            until=date(2027, 3, 4),
        ),
    ).value
    accounts.register_account(
        office,
        Account(
            platform="wechat_official",
            name="@示例镇微服务",
            platform_id="0012345678901234",
            original_id="gh_0123456789ab",
            media_code="5114220000000007",
            subject="眉山市彭山区示例镇人民政府",
            homepage="https://mp.example.cn/=1?a=+2",
            opened_on=date(2021, 9, 10),
            baseline=Baseline.FILED_BEFORE,
            baseline_on=date(2021, 9, 20),
            certification=Certification.CERTIFIED,
            certification_subject="眉山市彭山区示例镇人民政府",
            certified_until=date(2027, 9, 10),
            purpose="-发布；政策、服务\n第二行",
            scope="=SUM(A1)",
            update_frequency="每周两条",
            followers=123456,
            basis_issuer="区委宣传部",
            basis_title="关于开设的通知",
            basis_number="彭宣发〔2021〕3号",
            basis_on=date(2021, 8, 1),
            superior_account="彭山发布",
            linked_to_superior=True,
            in_media_matrix=False,
            operation=Operation.OUTSOURCED,
            contractor="某某公司",
            contract_until=date(2026, 12, 31),
            domain="a.example.cn",
            icp_number="蜀ICP备00000001号",
            holder_id=started.clerk.id,
            deputy_holder_id=reviewer.id,
            reviewer_ids=(reviewer.id,),
            bound_phone="13900000001",
            bound_phone_owner=OwnerKind.PERSON,
            bound_phone_owner_name="李𬱖",
            bound_email="a@example.cn",
            platform_administrator="李𬱖",
            operators=(
                Operator(name="张三", mobile_phone="13800000000"),
                Operator(name="李四", long_term=False, until=date(2026, 12, 1)),
            ),
            remark="'注意\t保密",
        ),
    )


@pytest.mark.parametrize("written_as", FORMATS)
def test_what_was_exported_changes_nothing_when_it_is_imported(
    office: Office, sample: Sample, tmp_path: Path, written_as: TableFormat
) -> None:
    before = snapshot(office)
    plan = import_planned(office, plan_import(office, exported(office, tmp_path, written_as))).value
    assert (plan.created, plan.changed, [row.why for row in plan.refused]) == (0, 0, [])
    assert snapshot(office) == before


def test_an_empty_register_becomes_the_same_by_the_export(started: Started, tmp_path: Path) -> None:
    full(started)
    file = exported(started.office, tmp_path, TableFormat.XLSX)
    other = open_office(tmp_path / "other", create=True, on=TODAY)
    try:
        assert counts(import_planned(other, plan_import(other, file)).value)[3] == []
        assert named(snapshot(other)) == named(snapshot(started.office))
    finally:
        other.close()


def test_the_csv_alone_gives_every_account_the_same(started: Started, tmp_path: Path) -> None:
    full(started)
    file = exported(started.office, tmp_path, TableFormat.CSV)
    other = open_office(tmp_path / "other", create=True, on=TODAY)
    try:
        import_planned(other, plan_import(other, file))
        assert named(snapshot(other))[0] == named(snapshot(started.office))[0]
    finally:
        other.close()


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=24).map(
    lambda text: f"甲{text}乙".strip()
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(remark=_TEXT, purpose=_TEXT, start=st.sampled_from("=+-@'\t0"))
def test_any_text_comes_back_as_it_was(started: Started, tmp_path: Path, remark: str, purpose: str, start: str) -> None:
    account = snapshot(started.office).accounts[0]
    try:
        saved = accounts.correct_account(
            started.office, replace(account, remark=f"{start}{remark}", purpose=purpose)
        ).value
    except InputError:
        return  # what cannot be typed cannot be exported either
    for written_as in FORMATS:
        plan = plan_import(started.office, exported(started.office, tmp_path, written_as))
        assert counts(plan)[1] == 0, (saved.account, plan.rows)


def test_the_units_own_columns_are_read_back_without_losing_the_others(started: Started, tmp_path: Path) -> None:
    remember_columns(started.office, ("name", "platform", "followers"))
    before = snapshot(started.office)
    plan = plan_import(started.office, exported(started.office, tmp_path, TableFormat.CSV))
    assert (plan.created, plan.changed) == (0, 0)
    assert snapshot(started.office) == before


def test_a_filing_form_of_another_unit_is_read_back(office: Office, sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "备案表.pdf"
    file.write_bytes(filing_papers.print_filing(office, sample.opening_id).value.pdf)
    other = open_office(tmp_path / "other", create=True, on=TODAY)
    try:
        plan = import_planned(other, plan_import(other, file)).value
        assert counts(plan) == (1, 0, 0, [])
        opening = next(filing for filing in snapshot(office).filings if filing.id == sample.opening_id)
        origin, (account,) = snapshot(office).account(opening.account_id), snapshot(other).accounts
        assert origin is not None
        for name in ("platform", "name", "platform_id", "opened_on", "homepage", "purpose"):
            assert getattr(account, name) == getattr(origin, name)
    finally:
        other.close()


def test_the_sample_of_a_whole_unit_becomes_the_same_elsewhere(tmp_path: Path) -> None:
    office = open_office(tmp_path / "one", create=True, on=TODAY)
    other = open_office(tmp_path / "other", create=True, on=TODAY)
    try:
        make_sample(office)
        import_planned(other, plan_import(other, exported(office, tmp_path, TableFormat.XLSX)))
        assert named(snapshot(other)) == named(snapshot(office))
    finally:
        office.close()
        other.close()
