"""撤销: the last changes by name, taken back or refused with a reason."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import Credential
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.incident import Incident, IncidentKind, Sanction
from pmedia_desktop.model.inspection import Problem
from pmedia_desktop.model.message import Message, MessageKind
from pmedia_desktop.model.publication import Gate, Placement, Publication, Verdict
from pmedia_desktop.model.settings import HolidayYear
from pmedia_desktop.services import accounts, people, settings
from pmedia_desktop.services.custody.appointing import appoint, correct_credential
from pmedia_desktop.services.filing import process
from pmedia_desktop.services.inspection import incidents, inspections
from pmedia_desktop.services.journal import recycle_bin
from pmedia_desktop.services.journal.undo_reasons import _REVERSIBLE, _said_of_actions
from pmedia_desktop.services.journal.undoing import _LISTED, RecentChange, recent_changes, undo
from pmedia_desktop.services.message import messages
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.paper import filing_papers
from pmedia_desktop.services.publishing import items, reviewing
from tests.services.conftest import Started


def _last(office, words: str = "") -> RecentChange:
    return next(change for change in recent_changes(office) if words in change.words)


def _renamed(started: Started, name: str = "新名称"):
    return accounts.correct_account(started.office, replace(started.account, name=name)).value


def test_changes_are_listed_by_name_newest_first(started):
    _renamed(started)
    first = recent_changes(started.office)[0]
    assert (first.words, first.reason, first.undone) == ("更正账号录入 新名称", "", False)


def test_a_corrected_account_is_as_it_was(started):
    _renamed(started)
    assert undo(started.office, _last(started.office).number).value == "更正账号录入 新名称"
    assert accounts.account_page(started.office, started.account.id).account == started.account


def test_only_the_fields_of_that_change_are_put_back(started):
    renamed = _renamed(started)
    accounts.correct_account(started.office, replace(renamed, purpose="另一个定位"))
    undo(started.office, recent_changes(started.office)[1].number)
    account = accounts.account_page(started.office, started.account.id).account
    assert (account.name, account.purpose) == (started.account.name, "另一个定位")


def test_a_field_that_was_changed_again_is_refused_by_name(started):
    _renamed(started)
    number = _last(started.office).number
    accounts.correct_account(started.office, replace(started.account, name="第三个名称"))
    with pytest.raises(InputError, match="后来又改过"):
        undo(started.office, number)


def test_the_same_change_is_not_undone_twice_but_the_undoing_can_be(started):
    _renamed(started)
    number = _last(started.office).number
    undo(started.office, number)
    with pytest.raises(InputError, match="已经撤销过了"):
        undo(started.office, number)
    undoing = recent_changes(started.office)[0]
    assert undoing.words == "撤销：更正账号录入 新名称"
    undo(started.office, undoing.number)
    assert accounts.account_page(started.office, started.account.id).account.name == "新名称"
    assert next(one for one in recent_changes(started.office) if one.number == number).reason == ""


def test_a_new_person_goes_to_the_recycle_bin(started):
    made = people.save_person(started.office, replace(started.clerk, id=0, name="赵小兰", roles=())).value
    undo(started.office, _last(started.office).number)
    assert [item.subject.id for item in recycle_bin.recycled(started.office)] == [made.id]


def test_what_was_recycled_comes_back(started):
    made = people.save_person(started.office, replace(started.clerk, id=0, name="赵小兰", roles=())).value
    recycle_bin.recycle(started.office, Subject(SubjectKind.PERSON, made.id))
    undo(started.office, _last(started.office).number)
    assert recycle_bin.recycled(started.office) == ()


def test_a_setting_is_put_back(started):
    before = settings.read_settings(started.office)
    settings.save_settings(started.office, replace(before, copies=5))
    undo(started.office, _last(started.office).number)
    assert settings.read_settings(started.office) == before


@pytest.mark.usefixtures("sample")
def test_what_happened_on_paper_is_not_undone(office):
    filing_papers.print_filing(office, 1, "试打")
    with pytest.raises(InputError, match="纸上已经办了这一步"):
        undo(office, _last(office, "打印备案表").number)


def test_what_was_handed_in_since_is_not_undone(office, sample):
    filing = filing_papers.print_filing(office, sample.opening_id, "试打").value.filing
    account = accounts.account_page(office, filing.account_id).account
    accounts.correct_account(office, replace(account, remark="改过"))
    number = _last(office, "更正账号录入").number
    assert _last(office, "更正账号录入").reason == ""
    filing = process.advance_filing(office, filing, FilingState.SIGNED, office.today()).value
    with pytest.raises(InputError, match="领导签了字的备案表"):
        undo(office, number)
    for state in (FilingState.SEALED, FilingState.SUBMITTED):
        filing = process.advance_filing(office, filing, state, office.today()).value
    with pytest.raises(InputError, match="已经随备案报送"):
        undo(office, number)


def test_there_are_thirty_at_most(started):
    for number in range(35):
        _renamed(started, f"名称{number}")
    assert len(recent_changes(started.office)) == 30


def _message(started: Started, **changes):
    asked = Message(account_id=started.account.id, received_on=started.office.today(), text="路灯坏了")
    return messages.save_message(started.office, replace(asked, **changes)).value


def _stored(started: Started, message):
    with started.office.register.read() as reader:
        return reader.message(message.id)


def test_an_edited_message_is_as_it_was_and_a_new_one_goes_to_the_recycle_bin(started):
    asked = _message(started)
    messages.save_message(started.office, replace(asked, kind=MessageKind.COMPLAINT, remark="转达了"), asked)
    undo(started.office, _last(started.office, "登记留言").number)
    assert _stored(started, asked) == asked
    other = _message(started, text="登记错了")
    undo(started.office, _last(started.office, "登记留言").number)
    assert [item.subject.id for item in recycle_bin.recycled(started.office)] == [other.id]


def test_what_was_written_before_the_answer_stays_but_the_answer_itself_may_be_taken_back(started):
    asked = _message(started)
    edited = messages.save_message(started.office, replace(asked, reply="明天修"), asked).value
    number = _last(started.office, "登记留言").number
    messages.save_message(started.office, replace(edited, replied_on=started.office.today()), edited)
    with pytest.raises(InputError, match="已经答复或转交"):
        undo(started.office, number)
    undo(started.office, _last(started.office, "登记留言").number)
    assert _stored(started, asked) == edited


def test_an_items_words_are_put_back_until_somebody_has_agreed_to_them(started):
    draft = Publication(title="停水通知", text="今天18时停水。", drafter="李𬱖", drafted_on=started.office.today())
    draft = replace(draft, placements=(Placement(account_id=started.account.id),))
    saved = items.save_item(started.office, draft).value
    edited = items.save_item(started.office, replace(saved, text="今天19时停水。"), saved).value
    number = _last(started.office, "登记信息发布").number
    reviewing.submit_item(started.office, saved.id)
    assert _last(started.office, "登记信息发布").reason == "", "nobody has looked at it yet"
    at = datetime.combine(saved.drafted_on, started.office.now().timetz())
    reviewing.decide_step(started.office, saved.id, 0, verdict=Verdict.AGREED, person="赵㛃", at=at, gates=tuple(Gate))
    with pytest.raises(InputError, match="审过的内容不能变"):
        undo(started.office, number)
    with pytest.raises(InputError, match="退回拟稿"):
        undo(started.office, _last(started.office, "审核信息").number)
    assert items.item_page(started.office, saved.id).item.text == edited.text


def test_a_problem_an_incident_and_an_order_are_taken_back(started):
    today = started.office.today()
    problem = inspections.save_problem(started.office, Problem(what="链接失效", found_on=today)).value
    inspections.save_problem(started.office, replace(problem, mended_on=today, proof="已改"), problem)
    undo(started.office, _last(started.office, "登记问题").number)
    assert snapshot(started.office).problems == (problem,)
    incidents.save_sanction(started.office, Sanction(issuer="区政府办", what="更新不及时", received_on=today))
    incidents.save_incident(started.office, Incident(what="发错了", noticed_on=today))
    for words in ("登记事件", "登记上级处置"):
        undo(started.office, _last(started.office, words).number)
    known = snapshot(started.office)
    assert (known.incidents, known.sanctions) == ((), ())


def test_a_takeover_has_demanded_other_passwords_and_stays(started):
    appoint(started.office, Credential(account_id=started.account.id, holder_id=started.clerk.id))
    taken = Incident(
        kind=IncidentKind.TAKEOVER, account_id=started.account.id, what="被盗", noticed_on=started.office.today()
    )
    incidents.save_incident(started.office, taken)
    assert "要求更换密码" in _last(started.office, "登记事件").reason


def test_what_is_written_of_a_way_in_is_put_back_but_not_who_holds_it(started):
    appointed = appoint(started.office, Credential(account_id=started.account.id, holder_id=started.clerk.id)).value
    assert "重新指定" in _last(started.office, "登记保管").reason
    correct_credential(started.office, replace(appointed, login_name="slz@example.cn", remark="新"), appointed)
    undo(started.office, _last(started.office, "登记保管").number)
    with started.office.register.read() as reader:
        assert reader.credential(appointed.id) == appointed


def test_a_year_of_days_off_is_as_it_was_before(started):
    first = HolidayYear(2027, (date(2027, 1, 1),), (), "第一次")
    settings.save_year(started.office, first)
    settings.save_year(started.office, HolidayYear(2027, (date(2027, 1, 2),), (date(2027, 1, 3),), "第二次"))
    assert "没有回收站" in recent_changes(started.office)[1].reason
    undo(started.office, _last(started.office, "登记放假安排").number)
    assert settings.read_year(started.office, 2027)[0] == first


def test_a_person_who_did_not_leave_is_back(started):
    colleague = people.save_person(started.office, replace(started.clerk, id=0, name="赵小兰", roles=())).value
    people.person_leaves(started.office, colleague.id, started.office.today())
    undo(started.office, _last(started.office, "离任").number)
    assert next(p for p in people.list_people(started.office) if p.id == colleague.id) == colleague


def test_every_kind_of_change_is_taken_back_or_says_where_it_is_put_right():
    said = _said_of_actions()
    for action in _LISTED:
        assert (action in _REVERSIBLE) != (action in said), action
