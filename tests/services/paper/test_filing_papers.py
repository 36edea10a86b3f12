"""Filling, keeping and printing papers."""

import io
import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import Cancelled, InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import Approval, FilingState
from pmedia_desktop.progress import Silent
from pmedia_desktop.services import accounts, people
from pmedia_desktop.services import settings as unit_settings
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.journal import history
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper import filing_papers, forms
from pmedia_desktop.services.paper.form_sources import known_sources
from pmedia_desktop.services.sample.making import Sample
from tests.services.conftest import Started
from tests.services.kept import kept_pdf


def _text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def test_a_printed_form_says_what_the_register_says_rare_characters_included(office: Office, sample: Sample) -> None:
    for filing_id, words in (
        (sample.opening_id, ("示例镇发布", "抖音", "王䶮", "李𬱖", "11511422MB0000001N")),
        (sample.change_id, ("李𬱖", "陈𣲗", "新浪微博")),
        (sample.closure_id, ("示例镇微政务", "上级要求清理")),
    ):
        text = _text(filing_papers.print_filing(office, filing_id).value.pdf)
        assert [word for word in words if word not in text] == []


def test_the_printed_pdf_is_kept_with_its_hash_and_values(office: Office, sample: Sample) -> None:
    printed = filing_papers.print_filing(office, sample.opening_id).value
    printing = printed.filing.printing
    assert printing is not None
    assert printing.sha256 == sha256(printed.pdf).hexdigest()
    assert json.loads(printing.values_json)["account_name"] == "示例镇发布"
    assert kept_pdf(office, sample.opening_id) == printed.pdf
    assert printed.filing.state is FilingState.PRINTED


def test_printing_twice_the_same_values_gives_the_same_bytes(office: Office, sample: Sample) -> None:
    first = filing_papers.print_filing(office, sample.change_id).value.pdf
    second = filing_papers.print_filing(office, sample.change_id).value.pdf
    assert first == second


def test_the_reason_for_printing_all_the_same_stands_in_the_history(started: Started) -> None:
    office = started.office
    filing = process.start_closure(office, started.account.id).value
    findings = filing_papers.check_filing(office, filing.id)
    assert filing_papers.asks_reason(findings)
    printed = filing_papers.print_filing(office, filing.id, "领导要求今天先送签").value
    assert printed.findings == findings
    newest = history.read_history(office)[0]
    assert (newest.what, newest.note) == ("打印备案表", "领导要求今天先送签")


def test_a_closure_that_the_leader_signs_first_leaves_room_for_what_follows(office: Office, sample: Sample) -> None:
    filing = filings.filing_page(office, sample.closure_id).filing
    assert filing.closure is not None
    unannounced = replace(filing.closure, notice_on=None, notice_place="", notice_link="", requested_on=None)
    unapproved = replace(filing, approval=Approval(), closure=replace(unannounced, completed_on=None))
    text = (
        _text(filing_papers.preview_filing(office, sample.closure_id, unapproved).pdf)
        .replace(" ", "")
        .replace("　", "")
    )
    assert "公告日期年月日" in text
    assert "公告渠道无" not in text
    assert "公告链接无" not in text


def test_a_character_in_no_font_stops_the_print_and_is_named(started: Started) -> None:
    office = started.office
    account = accounts.correct_account(office, replace(started.account, purpose="测试\ue123")).value
    filing = process.start_opening(office, account).value
    with pytest.raises(InputError, match="U\\+E123"):
        filing_papers.print_filing(office, filing.id)
    assert filings.filing_page(office, filing.id).filing.state is FilingState.DRAFT


def test_several_filings_print_into_one_file_in_order(office: Office, sample: Sample) -> None:
    ids = (sample.closure_id, sample.opening_id, sample.change_id)
    joined = filing_papers.print_filings(office, ids, Silent(), attach_values=True).value
    reader = pypdf.PdfReader(io.BytesIO(joined))
    assert len(reader.pages) == 3
    assert "示例镇微政务" in reader.pages[0].extract_text().replace("\n", "")


def test_the_joined_file_carries_the_values_of_every_form_also_of_a_submitted_one(
    office: Office, sample: Sample
) -> None:
    filing = filing_papers.print_filing(office, sample.opening_id).value.filing
    for state in (FilingState.SIGNED, FilingState.SEALED, FilingState.SUBMITTED):
        filing = process.advance_filing(office, filing, state, office.today()).value
    kept = kept_pdf(office, filing.id)
    ids = (sample.opening_id, sample.change_id, sample.closure_id)
    reader = pypdf.PdfReader(io.BytesIO(filing_papers.print_filings(office, ids, Silent(), attach_values=True).value))
    carried = {name: json.loads(contents[0])["values"] for name, contents in reader.attachments.items()}
    assert list(carried) == [f"filing-values-{filing_id:04}.json" for filing_id in sorted(ids)]
    assert carried[f"filing-values-{sample.opening_id:04}.json"]["account_name"] == "示例镇发布"
    assert carried[f"filing-values-{sample.closure_id:04}.json"]["account_name"] == "示例镇微政务"
    without = filing_papers.print_filings(office, ids, Silent(), attach_values=False).value
    assert list(pypdf.PdfReader(io.BytesIO(without)).attachments) == []
    assert kept_pdf(office, filing.id) == kept


def test_a_print_may_differ_from_the_units_setting_and_leaves_it(office: Office, sample: Sample) -> None:
    printed = filing_papers.print_filing(office, sample.opening_id, attach_values=False).value.pdf
    assert list(pypdf.PdfReader(io.BytesIO(printed)).attachments) == []
    assert unit_settings.read_settings(office).attach_values is True


class _CancelAtSecond:
    def step(self, done: int, total: int, what: str = "") -> None:
        if done == 1:
            raise Cancelled


def test_cancelling_between_two_forms_leaves_both_as_they_were(office: Office, sample: Sample) -> None:
    ids = (sample.opening_id, sample.change_id)
    with pytest.raises(Cancelled):
        filing_papers.print_filings(office, ids, _CancelAtSecond(), attach_values=True)
    assert {filings.filing_page(office, filing_id).filing.state for filing_id in ids} == {FilingState.DRAFT}


def test_one_of_several_that_cannot_be_printed_is_named_and_leaves_all_as_they_were(
    office: Office, sample: Sample
) -> None:
    ids = (sample.opening_id, sample.change_id, sample.closure_id)
    change = filings.filing_page(office, sample.change_id).filing
    process.save_filing(office, replace(change, reason="因岗位😀调整"))
    with pytest.raises(InputError, match=r"变更备案：.+：“变更原因”中的字符“😀”") as problem:
        filing_papers.print_filings(office, ids, Silent(), attach_values=True)
    assert problem.value.field == "reason"
    assert {filings.filing_page(office, filing_id).filing.state for filing_id in ids} == {FilingState.DRAFT}


@pytest.mark.parametrize("variant", ["opening", "change", "closure"])
def test_a_blank_form_can_be_printed(office: Office, variant: str) -> None:
    assert filing_papers.blank_filing_form(office, variant).pages == 1


def test_the_values_travel_inside_the_pdf_unless_the_unit_switches_it_off(office: Office, sample: Sample) -> None:
    def attached(pdf: bytes) -> list[str]:
        return list(pypdf.PdfReader(io.BytesIO(pdf)).attachments)

    assert len(attached(filing_papers.preview_filing(office, sample.opening_id).pdf)) == 1
    unit_settings.save_settings(office, replace(unit_settings.read_settings(office), attach_values=False))
    assert attached(filing_papers.preview_filing(office, sample.opening_id).pdf) == []


def test_a_form_of_the_units_own_wins_over_the_shipped_one(office: Office, sample: Sample) -> None:
    own = office.folder / "forms"
    own.mkdir()
    text = data_path("forms", "filing.toml").read_text(encoding="utf-8")
    (own / "filing.toml").write_text(text.replace("眉山市彭山区政务新媒体备案表", "示例镇自用备案表"), encoding="utf-8")
    assert "示例镇自用备案表" in _text(filing_papers.preview_filing(office, sample.opening_id).pdf)


def test_a_broken_form_of_the_units_own_names_the_file(office: Office, sample: Sample) -> None:
    own = office.folder / "forms"
    own.mkdir()
    (own / "filing.toml").write_text("title = 3\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"filing\.toml"):
        filing_papers.preview_filing(office, sample.opening_id)


def test_the_change_of_a_phone_is_seen_on_the_next_form(started: Started, tmp_path: Path) -> None:
    office = started.office
    account = accounts.register_account(office, Account(platform="douyin", name="甲", holder_id=started.clerk.id)).value
    people.save_person(office, replace(started.clerk, office_phone="028-37609999"))
    filing = process.start_closure(office, account.id).value
    assert "028-37609999" in _text(filing_papers.preview_filing(office, filing.id).pdf)


def test_a_misspelt_source_in_a_form_of_the_units_own_is_named_with_what_is_allowed(
    office: Office, sample: Sample
) -> None:
    own = office.folder / "forms"
    own.mkdir()
    text = data_path("forms", "filing.toml").read_text(encoding="utf-8")
    (own / "filing.toml").write_text(text.replace('"unit.full_name"', '"unit.ful_name"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"filing\.toml.*full_name.*unit\.full_name"):
        filing_papers.preview_filing(office, sample.opening_id)


def test_every_source_of_the_shipped_forms_is_known(office: Office) -> None:
    for form in forms.forms_in(office.folder):
        assert forms.form_in(office.folder, form.name) == form


def test_the_documents_name_every_source() -> None:
    text = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if re.match(r"\| `[a-z_]+\.`", line)]
    named = {
        f"{head}.{name}"
        for _, heads, names, *_ in rows
        for head in re.findall(r"`([a-z_]+)\.`", heads)
        for name in re.findall(r"`([a-z_.0-9]+)`", names)
    }
    assert sorted(known_sources() - named) == []


def test_a_closures_reason_that_names_its_kind_is_printed_once(office: Office, sample: Sample) -> None:
    filing = filings.filing_page(office, sample.closure_id).filing
    for reason in ("上级要求清理", "上级要求清理，镇党委会已研究"):
        text = _text(filing_papers.preview_filing(office, filing.id, replace(filing, reason=reason)).pdf)
        assert text.count("上级要求清理") == 1


def test_the_samples_opening_leaves_nothing_unsaid_about_its_basis(office: Office, sample: Sample) -> None:
    assert "《关于开设政务抖音账号的决定》" in _text(filing_papers.preview_filing(office, sample.opening_id).pdf)
