"""Items from the draft to what came out, orders from above, months and clocks, as the services keep them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.publication import Origin, Publication, PublicationState, StepRule, Verdict
from pmedia_desktop.model.settings import DEFAULT_REVIEW_STEPS, THREE_REVIEWS
from pmedia_desktop.model.superior_task import SuperiorTask, TaskKind
from pmedia_desktop.model.term_list import TermKind, TermList
from pmedia_desktop.paper.declaration import Align, Label, Slot
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.services.journal.history import read_history
from pmedia_desktop.services.journal.recycle_bin import recycle
from pmedia_desktop.services.publishing import (
    checking,
    clocks,
    items,
    reviewing,
    sheets,
    task_sheets,
    tasks,
    term_lists,
)
from pmedia_desktop.services.publishing.review_rules import rules_of
from pmedia_desktop.services.settings import read_settings, save_settings
from pmedia_desktop.services.today import check_all
from tests.services.conftest import TODAY
from tests.services.publishing.conftest import AT, Desk, issue, places, printed


def test_an_item_goes_its_whole_way_and_its_history_tells_it(desk: Desk) -> None:
    item = issue(desk.office, desk.draft.id)
    assert item.state is PublicationState.ISSUED
    released = reviewing.release_item(desk.office, item.id, places(desk, TODAY, None)).value
    assert released.placements[0].published_time == "09:05"
    reviewing.end_item(desk.office, item.id, PublicationState.CORRECTED, TODAY, "更正停水时间")
    lines = read_history(desk.office, Subject(SubjectKind.PUBLICATION, item.id))
    assert [line.what for line in lines] == [
        "登记发布结果",
        "登记发布结果",
        *["审核信息"] * 4,
        "登记信息发布",
    ]
    assert any("彭山示例镇发布" in detail for detail in lines[1].details)


def test_the_words_of_an_issued_item_stand(desk: Desk) -> None:
    item = issue(desk.office, desk.draft.id)
    with pytest.raises(InputError, match="已经签发，内容和账号不能再改"):
        items.save_item(desk.office, replace(item, text="改了"), item)
    remarked = items.save_item(desk.office, replace(item, remark="已归档"), item).value
    assert remarked.remark == "已归档"
    draft = reviewing.take_back_item(desk.office, item.id).value
    assert items.save_item(desk.office, replace(draft, text="改了"), draft).value.text == "改了"


def test_what_somebody_agreed_to_is_not_altered_before_the_next_one_looks_at_it(desk: Desk) -> None:
    item = reviewing.submit_item(desk.office, desk.draft.id).value
    item = items.save_item(desk.office, replace(item, text="今天19时停水。"), item).value
    item = reviewing.decide_step(desk.office, item.id, 0, verdict=Verdict.AGREED, person="赵㛃").value
    for changed in (replace(item, text="今天20时停水。"), replace(item, placements=item.placements[:1])):
        with pytest.raises(InputError, match="已经有人审过"):
            items.save_item(desk.office, changed, item)
    assert items.save_item(desk.office, replace(item, remark="急"), item).value.remark == "急"
    draft = reviewing.take_back_item(desk.office, item.id).value
    items.save_item(desk.office, replace(draft, text="今天20时停水。"), draft)
    anew = reviewing.submit_item(desk.office, item.id).value
    assert {step.verdict for step in anew.current_steps} == {Verdict.WAITING}


def test_a_page_that_read_before_somebody_else_saved_is_refused(desk: Desk) -> None:
    items.save_item(desk.office, replace(desk.draft, remark="别处改的"), desk.draft)
    with pytest.raises(InputError, match="在别处已经修改过"):
        items.save_item(desk.office, replace(desk.draft, remark="这里改的"), desk.draft)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "  "}, "还没有填写标题"),
        ({"title": "长" * 201}, "太长了"),
        ({"planned_time": "25:00"}, "不是时间"),
        ({"planned_on": date(1900, 1, 1)}, "不像真实的日期"),
    ],
)
def test_slips_of_the_keyboard_are_refused(desk: Desk, changes: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        items.save_item(desk.office, replace(desk.draft, **changes))  # type: ignore[arg-type]


def test_a_day_to_come_is_no_day_of_publication(desk: Desk) -> None:
    item = issue(desk.office, desk.draft.id)
    with pytest.raises(InputError, match="还没有到"):
        reviewing.release_item(desk.office, item.id, places(desk, date(2026, 11, 24)))


def test_nobody_has_said_signed_or_ended_anything_on_a_day_to_come(desk: Desk) -> None:
    item = reviewing.submit_item(desk.office, desk.draft.id).value
    later = datetime(2031, 5, 6, 2, 0, tzinfo=UTC)
    with pytest.raises(InputError, match="还没有到") as problem:
        reviewing.decide_step(desk.office, item.id, 0, verdict=Verdict.AGREED, person="赵㛃", at=later)
    assert problem.value.field == "day"
    agreed = {"verdict": Verdict.AGREED, "person": "赵㛃", "at": AT, "by_telephone": True}
    reviewing.decide_step(desk.office, item.id, 0, **agreed)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="还没有到") as problem:
        reviewing.sign_step_later(desk.office, item.id, 0, date(2027, 5, 1))
    assert problem.value.field == "signed_on"
    with pytest.raises(InputError, match="还没有到") as problem:
        reviewing.end_item(desk.office, item.id, PublicationState.ABANDONED, date(2027, 5, 1), "不发了")
    assert problem.value.field == "ended_on"


def test_the_rules_are_told_of_what_was_out_before_its_review_however_long_ago(desk: Desk) -> None:
    item = issue(desk.office, desk.draft.id)
    reviewing.release_item(desk.office, item.id, places(desk, date(2026, 11, 20), TODAY))
    for day in (21, 22):
        items.enter_after_the_fact(
            desk.office, Publication(title=f"第{day}条", placements=places(desk, date(2026, 11, day), TODAY))
        )
    rules = [finding.rule for finding in check_all(desk.office) if finding.rule.startswith("publication.")]
    assert rules == ["publication.before_review"]
    assert [one.rule for one in items.item_page(desk.office, item.id).findings] == ["publication.before_review"]


def test_title_link_and_day_are_enough_afterwards(desk: Desk) -> None:
    item = items.enter_after_the_fact(
        desk.office, Publication(title="已发的", placements=places(desk, date(2026, 11, 12)))
    ).value
    assert (item.state, item.after_the_fact) == (PublicationState.PUBLISHED, True)
    with pytest.raises(InputError, match="账号和日期"):
        items.enter_after_the_fact(desk.office, Publication(title="没有日期", placements=places(desk, None)))
    rows = {row.title: row.clock.days for row in clocks.list_clocks(desk.office)}
    assert rows == {"彭山示例镇发布（新浪微博）": 11, "彭山示例镇发布（抖音）": None}


def test_the_year_is_shown_and_printed_also_of_an_account_without_items(desk: Desk, tmp_path: Path) -> None:
    items.enter_after_the_fact(desk.office, Publication(title="甲", placements=places(desk, date(2026, 11, 2))))
    year = clocks.read_year(desk.office, desk.weibo.id)
    assert year.counts == {date(2026, 11, 2): 1}
    assert sorted(year.over) == [date(2026, 11, day) for day in range(17, 24)]
    text = printed(clocks.print_year(desk.office, desk.weibo.id), tmp_path / "year.pdf")
    assert "近十二个月发布1条" in text
    assert "2025年12月" in text
    assert "没有登记发布记录" in printed(clocks.print_year(desk.office, desk.douyin.id), tmp_path / "none.pdf")


def test_an_order_leads_to_its_item_and_is_done_when_that_is_out(desk: Desk) -> None:
    task = tasks.save_task(
        desk.office,
        SuperiorTask(
            title="转载安全提示",
            source="四川日报",
            link="https://e.cn/0",
            due_on=TODAY,
            due_time="9:00",
            account_ids=(desk.weibo.id, desk.douyin.id),
        ),
    ).value
    item = tasks.start_item(desk.office, task.id).value
    assert (item.origin, item.source, item.account_ids) == (Origin.REPRINT, "四川日报", task.account_ids)
    assert tasks.start_item(desk.office, task.id).value.id == item.id
    items.save_item(desk.office, replace(item, drafter="李𬱖"), item)
    issue(desk.office, item.id)
    reviewing.release_item(desk.office, item.id, places(desk, TODAY, None))
    assert tasks.list_tasks(desk.office)[0].task.is_open
    outcome = reviewing.release_item(desk.office, item.id, places(desk, TODAY, TODAY))
    assert SubjectKind.SUPERIOR_TASK in outcome.changed
    done = tasks.list_tasks(desk.office)[0].task
    assert (done.done_on, done.done_time, done.was_late) == (TODAY, "09:05", True)
    assert done.done_where.splitlines() == [f"https://e.cn/{number}" for number in task.account_ids]


def test_an_order_is_not_done_before_it_came_nor_answered_before_it_was_done(desk: Desk) -> None:
    yesterday, before = date(2026, 11, 22), date(2026, 11, 21)
    order = SuperiorTask(kind=TaskKind.CORRECTION, title="整改", ordered_on=yesterday, due_on=before)
    with pytest.raises(InputError, match="早于收到日期"):
        tasks.save_task(desk.office, replace(order, done_on=before))
    with pytest.raises(InputError, match="早于完成日期"):
        tasks.save_task(desk.office, replace(order, done_on=TODAY, answered_on=yesterday))
    with pytest.raises(InputError, match="还没有到"):
        tasks.save_task(desk.office, replace(order, ordered_on=date(2026, 11, 24)))
    task = tasks.save_task(desk.office, replace(order, kind=TaskKind.REPRINT, account_ids=(desk.weibo.id,))).value
    item = tasks.start_item(desk.office, task.id).value
    items.save_item(desk.office, replace(item, drafter="李𬱖"), item)
    issue(desk.office, item.id)
    reviewing.release_item(desk.office, item.id, places(desk, before))
    done = tasks.list_tasks(desk.office)[0].task
    assert (done.done_on, done.done_time) == (yesterday, ""), "what was out already was done when the order came"


def test_an_order_whose_draft_was_thrown_away_begins_anew(desk: Desk) -> None:
    task = tasks.save_task(desk.office, SuperiorTask(title="转载", account_ids=(desk.weibo.id,))).value
    first = tasks.start_item(desk.office, task.id).value
    assert tasks.start_item(desk.office, task.id).value == first
    recycle(desk.office, Subject(SubjectKind.PUBLICATION, first.id))
    second = tasks.start_item(desk.office, task.id).value
    assert second.id != first.id
    assert second.id in [row.item.id for row in items.list_items(desk.office)]


def test_a_correction_stays_open_until_it_is_answered(desk: Desk) -> None:
    task = tasks.save_task(
        desk.office, SuperiorTask(kind=TaskKind.CORRECTION, title="整改“坐阵”", due_on=TODAY, done_on=TODAY)
    ).value
    assert task.is_open
    assert task_sheets.state_words(task, date(2026, 11, 24)) == "按时完成，没有书面回复，已逾期"
    answered = tasks.save_task(desk.office, replace(task, answer="已改", answered_on=TODAY), task).value
    assert not answered.is_open
    late = replace(answered, due_on=date(2026, 11, 20), done_on=date(2026, 11, 20))
    assert task_sheets.state_words(late, TODAY) == "按时完成，书面回复逾期"
    with pytest.raises(InputError, match="还没有到"):
        tasks.save_task(desk.office, replace(answered, answered_on=date(2026, 11, 24)), answered)


def test_the_review_sheet_before_and_after_the_review(desk: Desk, tmp_path: Path) -> None:
    before = printed(sheets.fill_review(desk.office, desk.draft.id).pdf, tmp_path / "前.pdf")
    assert "停水通知" in before
    assert "保密审查人签字：" in before
    assert "☐政治关" in before
    issue(desk.office, desk.draft.id)
    reviewing.release_item(desk.office, desk.draft.id, places(desk, TODAY))
    after = printed(sheets.fill_review(desk.office, desk.draft.id).pdf, tmp_path / "后.pdf")
    for words in ("☑政治关", "☑已对照清单逐项核对", "王䶮 2026-11-23", "https://e.cn/", "2026年11月23日 09:05"):
        assert words in after
    checklist = sheets.fill_checklist(desk.office, desk.draft.id)
    assert checklist.pages == 1
    text = printed(checklist.pdf, tmp_path / "清单.pdf")
    assert "互联网信息服务管理办法第十五条" in text
    assert "☑" in text
    assert "☑" not in printed(sheets.fill_checklist(desk.office).pdf, tmp_path / "空.pdf")


def test_a_long_text_follows_on_further_pages_and_other_steps_have_their_own_lines(desk: Desk, tmp_path: Path) -> None:
    settings = read_settings(desk.office)
    save_settings(desk.office, replace(settings, review_steps=THREE_REVIEWS))
    items.save_item(desk.office, replace(desk.draft, text="很长的一段。\n" * 400), desk.draft)
    reviewing.submit_item(desk.office, desk.draft.id)
    said = "同意，标题已改短"
    reviewing.decide_step(desk.office, desk.draft.id, 0, verdict=Verdict.AGREED, person="赵㛃", opinion=said)
    filled = sheets.fill_review(desk.office, desk.draft.id)
    assert filled.pages > 1
    text = printed(filled.pdf, tmp_path / "长.pdf")
    assert "同意 同意" not in text, "who writes the verdict has said it"
    for words in ("一审", "三校", "见续页第1项", said, "彭山示例镇发布（新浪微博）、彭山示例镇发布（抖音）"):
        assert words in text
    assert "保密审查人签字" not in text


def test_each_of_the_units_own_steps_has_room_for_a_signature_beside_the_typed_name() -> None:
    form = load_form("review")
    head, steps = (row for row in form.rows if row.option == "table")
    under = {
        one.content.text: two
        for one, two in zip(head.cells, steps.cells, strict=True)
        if isinstance(one.content, Label)
    }
    assert under["姓　名"].content == Slot(field="names", align=Align.CENTER, size=form.sizes.value)
    assert under["签　字"].content is None
    column = (form.page.width - form.page.left - form.page.right) / form.page.columns
    assert under["签　字"].span * column >= 30, "mm"


@pytest.mark.parametrize("rules", [DEFAULT_REVIEW_STEPS, THREE_REVIEWS], ids=["boxes", "table"])
def test_the_sheet_tells_why_an_item_was_returned_before(
    desk: Desk, tmp_path: Path, rules: tuple[StepRule, ...]
) -> None:
    save_settings(desk.office, replace(read_settings(desk.office), review_steps=rules))
    reviewing.submit_item(desk.office, desk.draft.id)
    reviewing.decide_step(
        desk.office, desk.draft.id, 0, verdict=Verdict.RETURNED, person="赵㛃", opinion="第二段有误", at=AT
    )
    reviewing.submit_item(desk.office, desk.draft.id)
    text = printed(sheets.fill_review(desk.office, desk.draft.id).pdf, tmp_path / "退回.pdf")
    for words in (f"{rules[0].title}（第1次送审）", "退回修改第二段有误", "赵㛃", "2026-11-23"):
        assert words in text.replace(" ", "")


def test_the_units_own_words_are_checked_and_kept(desk: Desk) -> None:
    saved = term_lists.save_list(desk.office, TermList(kind=TermKind.SENSITIVE, content=" 停水 \n")).value
    assert (saved.content, saved.dated_on) == ("停水", TODAY)
    again = term_lists.save_list(desk.office, replace(saved, id=0, content="停水\n停电")).value
    assert again.id == saved.id
    checked = checking.check_item(desk.office, desk.draft)
    assert [(one.rule, one.field) for one in checked.findings] == [
        ("text.sensitive_word", "title"),
        ("text.sensitive_word", "text"),
    ]
    assert "敏感词" not in checked.missing_lists
    assert "区领导" in checked.missing_lists
    with pytest.raises(InputError, match="只有一个字"):
        term_lists.save_list(desk.office, replace(again, content="水"))


def test_a_document_gives_title_text_and_source(tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("关于防火的提示\n\n请勿用火。\n来源：四川日报\n", "utf-8")
    document = checking.read_document(path)
    assert (document.title, document.source) == ("关于防火的提示", "四川日报")
    assert document.text.startswith("请勿用火。")
    path.write_text("丰收\n\n收入来源，今年喜人。\n", "utf-8")
    assert checking.read_document(path).source == ""


@pytest.mark.parametrize(
    ("titles", "kinds"),
    [
        (("审核", "签发"), ["review", "issue"]),
        (("拟稿", "初审", "一校", "保密审查", "终审"), ["review", "proofreading", "secrecy", "issue"]),
    ],
)
def test_the_units_own_steps_are_read_off_their_names(titles: tuple[str, ...], kinds: list[str]) -> None:
    assert [rule.kind.value for rule in rules_of(titles)] == kinds


@pytest.mark.parametrize("titles", [(), ("一校",), ("审核", "审核", "签发"), ("很长很长很长很长很长的步骤",)])
def test_steps_that_lead_nowhere_are_refused(titles: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        rules_of(titles)
