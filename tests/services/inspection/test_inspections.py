"""Self-inspections from the check list to the problems, incidents and orders from above, the unit's own rules."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, Credential, CredentialKind, CustodyAct
from pmedia_desktop.model.incident import Incident, IncidentKind, ManagementRules, Sanction, SanctionKind
from pmedia_desktop.model.inspection import CheckAnswer, Problem, SelfInspection
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.services import own_lists
from pmedia_desktop.services.custody.appointing import appoint
from pmedia_desktop.services.exporting.deadline_calendar import deadline_calendar
from pmedia_desktop.services.inspection import incidents, inspections, management_rules
from pmedia_desktop.services.inspection.inspections import ResultKey, key_of
from pmedia_desktop.services.message.messages import save_message
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.paper import official_papers
from tests.services.conftest import TODAY, Started


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def known(started: Started) -> Snapshot:
    return snapshot(started.office)


def all_passed(started: Started) -> SelfInspection:
    """Begin an inspection and answer everything that the register leaves open."""
    begun = inspections.begin_inspection(started.office).value
    keys = [key_of(result) for result in begun.open_results()]
    return inspections.answer_results(started.office, begun.id, keys, CheckAnswer.PASSED).value


def test_the_register_answers_first_and_nothing_is_saved_by_asking(started: Started) -> None:
    results = inspections.inspect_now(started.office)
    assert {result.answer for result in results if result.automatic} >= {CheckAnswer.PASSED, CheckAnswer.FAILED}
    assert known(started).inspections == ()


def test_an_inspection_is_closed_only_when_everything_is_answered(started: Started) -> None:
    begun = inspections.begin_inspection(started.office).value
    with pytest.raises(InputError, match="没有检查"):
        inspections.close_inspection(started.office, begun.id)
    with pytest.raises(InputError, match="还没有完成"):
        inspections.begin_inspection(started.office)


def test_a_missed_quarter_is_made_up_for_once(started: Started) -> None:
    later = replace(started.office, fixed_day=date(2060, 1, 5))
    begun = inspections.begin_inspection(later, missed=True).value
    assert (begun.year, begun.quarter) == (2059, 4)
    keys = [key_of(result) for result in begun.open_results()]
    inspections.answer_results(later, begun.id, keys, CheckAnswer.NOT_APPLICABLE)
    inspections.close_inspection(later, begun.id)
    current = inspections.begin_inspection(later, missed=True).value
    assert (current.year, current.quarter) == (2060, 1), "nothing is missed any more"


def test_two_quarters_that_are_to_be_inspected_are_two_entries_of_the_calendar(started: Started) -> None:
    december = replace(started.office, fixed_day=date(2060, 12, 1))
    written = deadline_calendar(december).decode().replace("\r\n ", "")
    entries = re.findall(r"^UID:(inspection\.quarter.*)\r$", written, re.MULTILINE)
    assert len(entries) == len(set(entries)) == 2


def test_faults_become_problems_with_person_and_date_and_the_sheet_is_kept(started: Started) -> None:
    inspection = all_passed(started)
    key = ResultKey("privacy", started.account.id)
    inspections.answer_results(started.office, inspection.id, [key], CheckAnswer.FAILED, "11月3日没有遮盖手机号")
    filled = inspections.close_inspection(started.office, inspection.id).value
    after = known(started)
    problem = next(one for one in after.problems if one.code == "privacy")
    assert (problem.what, problem.person_id) == ("11月3日没有遮盖手机号", started.clerk.id)
    assert problem.due_on == date(2026, 11, 30), "five working days"
    assert after.has_attachment(SubjectKind.INSPECTION, inspection.id, AttachmentKind.INSPECTION_SHEET)
    text = text_of(filled.pdf)
    for words in ("2026年第4季度", "11月3日没有遮盖手机号", "（未核实）", "☒不符合", "单位："):
        assert words in text, words
    with pytest.raises(InputError, match="已经完成"):
        inspections.answer_results(started.office, inspection.id, [key], CheckAnswer.PASSED)


def test_a_fault_that_is_still_a_problem_is_not_entered_twice(started: Started) -> None:
    first = all_passed(started)
    inspections.close_inspection(started.office, first.id)
    count = len(known(started).problems)
    assert count > 0, "there are no rules of the unit's own"
    second = all_passed(started)
    inspections.close_inspection(started.office, second.id)
    assert len(known(started).problems) == count


def test_a_fault_needs_a_word_unless_the_register_gave_its_evidence(started: Started) -> None:
    begun = inspections.begin_inspection(started.office).value
    key = ResultKey("privacy", started.account.id)
    with pytest.raises(InputError, match="哪里不符合"):
        inspections.answer_results(started.office, begun.id, [key], CheckAnswer.FAILED)
    rules = ResultKey("rules", None)
    answered = inspections.answer_results(started.office, begun.id, [rules], CheckAnswer.FAILED).value
    assert next(result for result in answered.results if key_of(result) == rules).automatic


def test_asking_the_register_again_takes_in_what_was_entered_since(started: Started) -> None:
    begun = inspections.begin_inspection(started.office).value
    management_rules.save_rules(started.office, ManagementRules(title="管理制度", issued_on=date(2026, 11, 2)))
    again = inspections.ask_register_again(started.office, begun.id).value
    assert next(result for result in again.results if result.code == "rules").answer is CheckAnswer.PASSED


def test_asking_again_after_the_quarter_asks_about_the_inspections_own_quarter(started: Started) -> None:
    message = Message(account_id=started.account.id, received_on=date(2026, 11, 20), text="问")
    save_message(started.office, replace(message, reply="答", replied_on=TODAY, within_duties=True))
    begun = inspections.begin_inspection(started.office).value
    later = replace(started.office, fixed_day=date(2027, 1, 4))
    again = inspections.ask_register_again(later, begun.id).value
    (answered,) = [result for result in again.results if result.code == "answered"]
    assert answered.evidence == "本季度登记留言1条，按收到时的期限，都已按期办理或者还没有到期。"


def test_an_inspection_keeps_its_words_when_the_check_list_changes(started: Started) -> None:
    begun = inspections.begin_inspection(started.office).value
    own_lists.save_check_list(started.office, own_lists.shipped_check_list()[:3])
    again = inspections.ask_register_again(started.office, begun.id).value
    assert len(again.results) == len(begun.results)
    assert len(inspections.inspect_now(started.office)) == 3
    with pytest.raises(InputError, match="一项也没有"):
        own_lists.save_check_list(started.office, [])


def test_a_problem_is_mended_with_its_proof(started: Started) -> None:
    problem = inspections.save_problem(started.office, Problem(what="二维码失效", found_on=TODAY)).value
    with pytest.raises(InputError, match="怎样整改"):
        inspections.save_problem(started.office, replace(problem, mended_on=TODAY), problem)
    mended = replace(problem, mended_on=TODAY, proof="已换")
    assert not inspections.save_problem(started.office, mended, problem).value.is_open
    text = text_of(inspections.fill_problems(started.office, date(2026, 11, 1), date(2026, 11, 30)).pdf)
    assert "2026年11月23日完成：已换" in text
    assert "日常发现" in text


def test_nothing_is_mended_or_answered_before_it_was_found(started: Started) -> None:
    early, late = date(2026, 11, 2), date(2026, 11, 9)
    with pytest.raises(InputError, match="早于发现日期"):
        inspections.save_problem(
            started.office, Problem(what="二维码失效", found_on=late, mended_on=early, proof="已换")
        )
    order = Sanction(issuer="区政府办", received_on=late, what="简介不全", reported_to="区政府办")
    for wrong in (replace(order, reported_on=early), replace(order, closed_on=early), replace(order, due_on=early)):
        with pytest.raises(InputError, match="早于收到日期"):
            incidents.save_sanction(started.office, wrong)
    with pytest.raises(InputError, match="办结日期早于发现"):
        incidents.save_incident(started.office, Incident(noticed_on=late, what="误发", outcome="已撤", closed_on=early))


@pytest.mark.parametrize("closing", [{}, {"closed_on": TODAY, "outcome": "已找回"}], ids=["open", "closed at once"])
def test_a_takeover_demands_the_change_of_every_password_of_the_account(
    started: Started, closing: dict[str, Any]
) -> None:
    office = started.office
    password = appoint(
        office,
        Credential(account_id=started.account.id, kind=CredentialKind.PASSWORD, holder_id=started.clerk.id),
    ).value
    incident = Incident(
        kind=IncidentKind.TAKEOVER, account_id=started.account.id, what="凌晨发布广告", noticed_on=TODAY, **closing
    )
    outcome = incidents.save_incident(office, incident)
    assert SubjectKind.CREDENTIAL in outcome.changed
    with office.register.read() as reader:
        changed = reader.credential(password.id)
        events = [event for event in reader.custody_events(password.id) if event.act is CustodyAct.LEAK_SUSPECTED]
    assert changed.change_reason is ChangeReason.LEAK_SUSPECTED
    assert [event.reason for event in events] == ["账号疑似被盗用：凌晨发布广告"]
    again = incidents.save_incident(office, replace(outcome.value, first_measures="已删除"), outcome.value)
    assert again.changed == {SubjectKind.INCIDENT}, "once is enough"


def test_a_takeover_names_its_account_and_an_incident_is_closed_with_its_outcome(started: Started) -> None:
    with pytest.raises(InputError, match="被盗用的账号"):
        incidents.save_incident(started.office, Incident(kind=IncidentKind.TAKEOVER, what="发布广告", noticed_on=TODAY))
    with pytest.raises(InputError, match="处理结果"):
        incidents.save_incident(started.office, Incident(what="错别字", noticed_on=TODAY, closed_on=TODAY))


def test_the_report_is_drafted_from_the_problems_until_it_is_written(started: Started) -> None:
    sanction = incidents.save_sanction(
        started.office,
        Sanction(
            kind=SanctionKind.CIRCULAR,
            issuer="区政府办",
            number="彭府办函〔2026〕8号",
            received_on=date(2026, 11, 16),
            what="2周未更新。",
            due_on=date(2026, 11, 30),
        ),
    ).value
    assert "（整改措施、完成时间、责任人）" in incidents.draft_report(started.office, sanction)
    problem = incidents.add_problem_of_sanction(started.office, sanction.id).value
    inspections.save_problem(started.office, replace(problem, mended_on=TODAY, proof="已恢复更新"), problem)
    text = text_of(official_papers.report_pdf(started.office, sanction.id))
    assert "（1）2周未更新。已于2026年11月23日整改完成：已恢复更新。" in text
    assert "由第一责任人" in text
    incidents.save_sanction(started.office, replace(sanction, report="一、说明\n我单位已改。"), sanction)
    words = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(official_papers.report_word(started.office, sanction.id))).paragraphs
    ]
    assert words[2:5] == ["区政府办：", "一、说明", "我单位已改。"]


def test_a_report_that_was_handed_in_stays_as_it_was_and_tells_nothing_later(started: Started) -> None:
    order = Sanction(issuer="区政府办", received_on=date(2026, 11, 2), what="简介不全", due_on=date(2026, 11, 30))
    sanction = incidents.save_sanction(started.office, order).value
    problem = incidents.add_problem_of_sanction(started.office, sanction.id).value
    mended = replace(problem, mended_on=date(2026, 11, 20), proof="已补充")
    inspections.save_problem(started.office, mended, problem)
    sent = replace(sanction, reported_on=date(2026, 11, 10), reported_to="区政府办")
    kept = incidents.save_sanction(started.office, sent, sanction).value
    assert "计划于2026年11月30日前完成" in kept.report
    assert "11月20日" not in kept.report, "ten days after the report"
    inspections.save_problem(started.office, replace(mended, what="别的"), mended)
    assert "简介不全" in text_of(official_papers.report_pdf(started.office, sanction.id))
    assert "别的" not in text_of(official_papers.report_pdf(started.office, sanction.id))


def test_a_report_without_any_problem_to_tell_is_not_made_up_when_it_is_handed_in(started: Started) -> None:
    order = Sanction(issuer="区政府办", received_on=TODAY, what="简介不全", reported_on=TODAY, reported_to="区政府办")
    assert not incidents.save_sanction(started.office, order).value.report


def test_newer_rules_end_the_older_ones(started: Started, tmp_path: Path) -> None:
    old = management_rules.save_rules(started.office, ManagementRules(title="旧制度", issued_on=date(2024, 1, 2))).value
    text = tmp_path / "新制度.pdf"
    text.write_bytes(official_papers.rules_pdf(started.office))
    rules = ManagementRules(title="新制度", issued_on=date(2026, 11, 2))
    with pytest.raises(EnvironmentProblem, match="读不到文件"):
        management_rules.save_rules(started.office, rules, text=tmp_path / "没有.pdf")
    assert len(known(started).management_rules) == 1, "without its text nothing is saved, and nothing ended"
    with pytest.raises(InputError, match="早于印发日期"):
        management_rules.save_rules(started.office, replace(rules, replaced_on=date(2026, 11, 1)))
    new = management_rules.save_rules(started.office, rules, text=text).value
    after = known(started)
    assert [rules.replaced_on for rules in after.management_rules if rules.id == old.id] == [date(2026, 11, 2)]
    assert after.has_attachment(SubjectKind.MANAGEMENT_RULES, new.id, AttachmentKind.RULES)


def test_the_draft_of_the_rules_names_who_and_by_when(started: Started) -> None:
    text = text_of(official_papers.rules_pdf(started.office))
    for fact in ("彭山示例镇发布（新浪微博）", "李𬱖", "咨询5个", "每14天", "在10个工作日内", "第十四条"):
        assert fact in text, fact
