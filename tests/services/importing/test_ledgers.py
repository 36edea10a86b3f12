"""Items published and messages of citizens come from tables too, find their account, and are taken back whole."""

from datetime import date, datetime
from pathlib import Path

import pytest

from pmedia_desktop.model.message import MessageChannel, MessageKind
from pmedia_desktop.model.publication import Origin, PublicationState
from pmedia_desktop.services.importing.applying import import_planned
from pmedia_desktop.services.importing.plan import ImportPlan, plan_import
from pmedia_desktop.services.importing.undoing import import_called, import_undo
from pmedia_desktop.services.office import Office
from tests.services.conftest import Started
from tests.services.importing.conftest import Import

ITEMS = (
    ("2026年信息发布台账",),
    ("序号", "标题", "发布时间", "发布账号", "平台", "来源", "链接", "阅读量"),
    (1, "示例镇防汛提示", "2026-07-03 09:05", "彭山示例镇发布", "微博", "", "https://weibo.example/1", 300),
    (2, "全区秋粮收购通知", "2026年9月1日", "彭山示例镇发布", "", "彭山发布", "", 20),
    ("合计", 2),
)
MESSAGES = (
    ("留言时间", "账号", "昵称", "留言内容", "类型", "渠道", "回复内容", "回复时间"),
    (
        "2026-10-08 21:40",
        "彭山示例镇发布",
        "小雨",
        "路灯什么时候修？",
        "投诉",
        "私信",
        "已报修，本周内修好。",
        "2026-10-09",
    ),
    ("2026-11-20", "彭山示例镇发布", "大山", "新农合怎么缴费", "", "", "", ""),
)


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    return plan.created, plan.changed, plan.unchanged, len(plan.refused)


def published(office: Office) -> list[tuple[str, date | None]]:
    with office.register.read() as reader:
        return [(item.title, item.published_on) for item in reader.publications()]


def test_items_that_are_out_are_entered_after_the_fact_with_time_link_and_source(
    started: Started, imported: Import
) -> None:
    assert counts(imported(*ITEMS)) == (2, 0, 0, 0)
    with started.office.register.read() as reader:
        notice, reprint = reader.publications()
    (place,) = notice.placements
    assert (place.account_id, place.published_on, place.published_time) == (
        started.account.id,
        date(2026, 7, 3),
        "09:05",
    )
    assert place.link == "https://weibo.example/1"
    assert (notice.state, notice.after_the_fact, notice.origin) == (PublicationState.PUBLISHED, True, Origin.ORIGINAL)
    assert (reprint.origin, reprint.source) == (Origin.REPRINT, "彭山发布")


def test_a_platforms_list_has_whole_posts_instead_of_titles(started: Started, imported: Import) -> None:
    long = "示例镇" * 80
    posts = (
        ("微博内容", "发布时间", "微博链接"),
        ("#今日提示#\n请勿野外用火。", "2026-11-02 09:05", "https://weibo.example/1"),
        ("#今日提示#\n请注意防寒。", "2026-11-02 10:05", "https://weibo.example/2"),
        (long, "2026-11-03", "https://weibo.example/3"),
        ("\u200b停水通知\u200b", "2026-11-04", "https://weibo.example/4"),
    )
    assert counts(imported(*posts)) == (4, 0, 0, 0)
    with started.office.register.read() as reader:
        fire, cold, longest, water = reader.publications()
    assert (fire.title, fire.text) == ("#今日提示#", "#今日提示#\n请勿野外用火。")
    assert (cold.title, cold.text) == ("#今日提示#", "#今日提示#\n请注意防寒。")
    assert (longest.title, longest.text) == (long[:199] + "…", long)
    assert (water.title, water.text) == ("停水通知", "")
    assert counts(imported(*posts)) == (0, 0, 4, 0)


@pytest.mark.parametrize(
    "headings",
    [
        ("内容标题", "发表时间"),
        ("图文消息标题", "群发时间"),
        ("作品名称", "投稿时间"),
        ("文章标题", "发布时间（北京时间）"),
    ],
)
def test_the_headings_of_the_platforms_own_lists_are_known(imported: Import, headings: tuple[str, str]) -> None:
    assert counts(imported((*headings, "阅读量"), ("停水通知", "2026-11-04 09:00", 3))) == (1, 0, 0, 0)


def test_messages_find_their_account_and_come_with_their_answers(started: Started, imported: Import) -> None:
    assert counts(imported(*MESSAGES)) == (2, 0, 0, 0)
    with started.office.register.read() as reader:
        lamp, insurance = reader.messages()
    assert (lamp.received_on, lamp.received_time, lamp.nickname) == (date(2026, 10, 8), "21:40", "小雨")
    assert (lamp.kind, lamp.channel, lamp.replied_on) == (
        MessageKind.COMPLAINT,
        MessageChannel.PRIVATE,
        date(2026, 10, 9),
    )
    assert (insurance.kind, insurance.replied_on) == (MessageKind.INQUIRY, None)


@pytest.mark.parametrize("lines", [ITEMS, MESSAGES], ids=["items", "messages"])
def test_the_same_list_a_second_time_changes_nothing(imported: Import, lines: tuple[tuple[object, ...], ...]) -> None:
    imported(*lines)
    assert counts(imported(*lines)) == (0, 0, 2, 0)


def test_an_answer_that_came_later_is_added_and_what_the_unit_wrote_stays(started: Started, imported: Import) -> None:
    imported(*MESSAGES)
    later = (*MESSAGES[:2], (*MESSAGES[2][:6], "请到村委会缴费。", "2026-11-21"))
    assert counts(imported(*later)) == (0, 1, 1, 0)
    with started.office.register.read() as reader:
        assert [message.reply for message in reader.messages()] == ["已报修，本周内修好。", "请到村委会缴费。"]


def test_a_list_never_writes_over_the_units_own_answer(started: Started, imported: Import) -> None:
    imported(*MESSAGES)
    other = (MESSAGES[0], (*MESSAGES[1][:6], "别的答复", "2026-10-30"))
    assert counts(imported(*other)) == (0, 0, 1, 0)


def test_a_message_is_known_again_in_full_width_and_with_other_spaces(started: Started, imported: Import) -> None:
    imported(*MESSAGES)
    again = ("２０２６－１０－０８　２１：４０", "彭山示例镇发布", "小 雨", "路灯 什么时候修？", "", "", "", "")
    assert counts(imported(MESSAGES[0], again)) == (0, 0, 1, 0)


WHERE = ("序号", "发布日期", "标题", "微信公众号", "微博", "抖音", "审核人")


def test_a_tick_under_a_platform_says_where_an_item_came_out(started: Started, imported: Import) -> None:
    imported(("名称", "平台"), ("平安示例", "抖音"))
    plan = imported(
        WHERE,
        (1, "2026-11-02", "防火提示", None, "√", "×", "李明"),
        (2, "2026-11-03", "秋收", "", "https://weibo.com/1", "是", "李明"),
        (3, "2026-11-04", "冬种", "", 120, "平安示例", "李明"),
    )
    assert counts(plan) == (3, 0, 0, 0)
    assert plan.rows[1].where == "彭山示例镇发布（新浪微博）、平安示例（抖音）"
    assert plan.columns["微博"] == "weibo.account"
    with started.office.register.read() as reader:
        accounts = {account.id: account.platform for account in reader.accounts()}
        where = {
            item.title: [(accounts[place.account_id], place.link) for place in item.placements]
            for item in reader.publications()
        }
    assert where == {
        "防火提示": [("weibo", "")],
        "秋收": [("weibo", "https://weibo.com/1"), ("douyin", "")],
        "冬种": [("weibo", ""), ("douyin", "")],
    }
    assert not imported(WHERE, (1, "2026-11-02", "防火提示", None, "√", "×", "李明")).changes_something


def test_an_item_on_several_platforms_of_one_cell_is_out_on_each(started: Started, imported: Import) -> None:
    imported(("名称", "平台"), ("示例微政务", "微信公众号"), ("平安示例", "视频号"))
    plan = imported(
        ("发布日期", "标题", "发布平台"),
        ("2026-11-02", "秋收", "微博、微信公众号"),
        ("2026-11-03", "冬种", "微信、视频号"),
    )
    assert counts(plan) == (2, 0, 0, 0)
    assert [row.where.count("、") for row in plan.rows] == [1, 1]


def test_an_item_is_not_put_on_an_account_that_is_not_ticked(planned: Import) -> None:
    plan = planned(WHERE, (1, "2026-11-02", "甲", "√", "√", "", ""), (2, "2026-11-02", "乙", "", "否", None, ""))
    assert counts(plan) == (0, 0, 0, 2)
    assert "登记册里没有账号“微信公众号”" in plan.refused[0].why
    assert "没有写发布在哪个平台" in plan.refused[1].why


def test_the_same_item_on_a_further_account_becomes_a_further_place(started: Started, imported: Import) -> None:
    imported(("名称", "平台"), ("平安示例", "抖音"))
    imported(*ITEMS)
    more = (ITEMS[1], (1, "示例镇防汛提示", "2026-07-03", "平安示例", "抖音", "", "", ""))
    assert counts(imported(*more)) == (0, 1, 0, 0)
    with started.office.register.read() as reader:
        assert len(reader.publications()[0].placements) == 2


def test_a_further_place_is_taken_back_and_the_first_one_stays(started: Started, imported: Import) -> None:
    imported(("名称", "平台"), ("平安示例", "抖音"))
    imported(*ITEMS)
    with started.office.register.read() as reader:
        before = reader.publications()
    imported(ITEMS[1], (1, "示例镇防汛提示", "2026-07-03", "平安示例", "抖音", "", "https://douyin.example/1", ""))
    import_undo(started.office, import_called(started.office).number)
    with started.office.register.read() as reader:
        assert reader.publications() == before


def test_a_link_that_was_added_is_taken_back(started: Started, imported: Import) -> None:
    imported(ITEMS[1], (1, "示例镇防汛提示", "2026-07-03", "彭山示例镇发布", "微博"))
    with started.office.register.read() as reader:
        before = reader.publications()
    assert counts(imported(*ITEMS[:3])) == (0, 1, 0, 0)
    import_undo(started.office, import_called(started.office).number)
    with started.office.register.read() as reader:
        assert reader.publications() == before


def test_accounts_and_their_items_come_in_one_file(started: Started, tmp_path: Path) -> None:
    import xlsxwriter

    file = tmp_path / "全部.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for name, lines in {
            "信息": (("标题", "发布日期", "账号名称"), ("开账号了", "2026-11-01", "平安示例")),
            "账号": (("名称", "平台"), ("平安示例", "抖音")),
        }.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    plan = import_planned(started.office, plan_import(started.office, file)).value
    assert counts(plan) == (2, 0, 0, 0)
    with started.office.register.read() as reader:
        account = next(one for one in reader.accounts() if one.name == "平安示例")
        assert reader.publications()[0].account_ids == (account.id,)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (("甲", "", "彭山示例镇发布"), "没有写发布日期"),
        (("甲", "2026-13-01", "彭山示例镇发布"), "日期"),
        (("甲", "2027-01-01", "彭山示例镇发布"), "还没有到"),
        (("甲", "2026-01-01", "没有这个号"), "没有账号“没有这个号”"),
    ],
)
def test_an_item_that_cannot_be_taken_says_why(planned: Import, line: tuple[str, ...], why: str) -> None:
    plan = planned(("标题", "发布日期", "发布账号"), line)
    assert counts(plan) == (0, 0, 0, 1)
    assert why in plan.refused[0].why


def test_a_list_without_an_account_belongs_to_the_only_one_there_is(started: Started, imported: Import) -> None:
    assert counts(imported(("标题", "发布日期"), ("甲", "2026-01-01"))) == (1, 0, 0, 0)
    imported(("名称", "平台"), ("平安示例", "抖音"))
    plan = imported(("标题", "发布日期"), ("乙", "2026-01-02"))
    assert "没有写是哪个账号" in plan.refused[0].why
    assert plan.names_no_account


def test_a_call_in_the_units_own_ledger_belongs_to_no_account(started: Started, imported: Import) -> None:
    imported(("名称", "平台"), ("平安示例", "抖音"))
    plan = imported(
        ("留言时间", "账号", "昵称", "留言内容", "渠道"), ("2026-11-20 9:05", "", "大山", "来电问路", "电话沟通")
    )
    assert (counts(plan), plan.names_no_account) == ((1, 0, 0, 0), False)
    with started.office.register.read() as reader:
        (call,) = reader.messages()
    assert (call.account_id, call.channel) == (None, MessageChannel.TELEPHONE)


@pytest.mark.parametrize("read", ["120", "1.2万", "10w+"])
def test_how_often_an_item_was_read_may_be_written_as_text(imported: Import, read: str) -> None:
    imported(("名称", "平台"), ("平安示例", "抖音"))
    plan = imported(WHERE, (1, "2026-11-02", "防火提示", None, read, "0", "李明"))
    assert (counts(plan), plan.rows[0].where) == ((1, 0, 0, 0), "彭山示例镇发布（新浪微博）")


def test_an_item_without_a_tick_is_where_its_account_says(imported: Import) -> None:
    imported(("名称", "平台"), ("平安示例", "抖音"))
    plan = imported(
        ("发布日期", "标题", "发布账号", "微博", "抖音"),
        ("2026-11-02", "秋收", "平安示例", "", ""),
        ("2026-11-02", "冬种", "平安示例", "否", "√"),
    )
    assert (counts(plan), {row.where for row in plan.rows}) == ((2, 0, 0, 0), {"平安示例（抖音）"})


def test_a_ledger_of_calls_is_known_by_when_they_came(started: Started, imported: Import) -> None:
    plan = imported(
        ("序号", "来电时间", "来电人", "来电号码", "诉求内容", "处理结果", "处理时间"),
        (1, "2026-11-01 9:30", "刘先生", "13700000001", "问社保", "已告知", "2026-11-01"),
    )
    assert (counts(plan), plan.names_no_account) == ((1, 0, 0, 0), False)
    with started.office.register.read() as reader:
        (call,) = reader.messages()
    assert (call.account_id, call.channel, call.received_time) == (None, MessageChannel.TELEPHONE, "09:30")
    assert (call.nickname, call.phone, call.reply, call.replied_on) == (
        "刘先生",
        "13700000001",
        "已告知",
        date(2026, 11, 1),
    )


def test_who_wrote_and_when_is_known_by_more_names(started: Started, imported: Import) -> None:
    imported(("收到留言时间", "网友", "留言内容"), ("2026-11-01", "小雨", "路灯坏了"))
    with started.office.register.read() as reader:
        (message,) = reader.messages()
    assert (message.received_on, message.nickname) == (date(2026, 11, 1), "小雨")


def test_a_day_of_an_answer_without_the_answer_is_not_dropped(planned: Import) -> None:
    plan = planned(("留言时间", "留言内容", "网民昵称", "办结时间"), ("2026-11-01", "路灯不亮", "小雨", "2026-11-03"))
    assert counts(plan) == (0, 0, 0, 1)
    assert "登记了答复日期，请同时填写答复的内容" in plan.refused[0].why


def test_what_a_platform_exports_belongs_to_the_account_that_is_chosen(
    started: Started, imported: Import, tmp_path: Path
) -> None:
    imported(("名称", "平台"), ("平安示例", "抖音"))
    with started.office.register.read() as reader:
        douyin = next(one for one in reader.accounts() if one.platform == "douyin")
    file = tmp_path / "抖音评论.csv"
    lines = ("评论时间,用户昵称,评论内容,作品标题,点赞数", '2026/11/20 20:15:33,小雨,"路灯坏了，请修",视频,3')
    file.write_text("\n".join(lines), "gbk")
    plan = plan_import(started.office, file, account_id=douyin.id)
    assert counts(plan) == (1, 0, 0, 0)
    import_planned(started.office, plan)
    with started.office.register.read() as reader:
        (message,) = reader.messages()
    assert (message.account_id, message.nickname, message.received_time) == (douyin.id, "小雨", "20:15")
    assert message.text == "路灯坏了，请修"


@pytest.mark.parametrize("lines", [ITEMS, MESSAGES], ids=["items", "messages"])
def test_a_ledger_is_taken_back_as_a_whole(
    started: Started, imported: Import, lines: tuple[tuple[object, ...], ...]
) -> None:
    imported(*lines)
    undone = import_undo(started.office, import_called(started.office).number).value
    assert (undone.removed, undone.reverted) == (2, 0)
    with started.office.register.read() as reader:
        assert (reader.publications(), reader.messages()) == ((), ())


def test_an_answer_and_a_place_that_an_import_added_are_taken_back(started: Started, imported: Import) -> None:
    imported(*MESSAGES)
    imported(*(*MESSAGES[:2], (*MESSAGES[2][:6], "请到村委会缴费。", "2026-11-21")))
    undone = import_undo(started.office, import_called(started.office).number).value
    assert (undone.removed, undone.reverted) == (0, 1)
    with started.office.register.read() as reader:
        assert reader.messages()[1].replied_on is None


def test_the_time_in_a_date_cell_of_a_workbook_is_kept(started: Started, planned: Import, tmp_path: Path) -> None:
    import xlsxwriter

    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("标题", "发布时间"))
        sheet.write_string(1, 0, "甲")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_datetime(1, 1, datetime(2026, 3, 5, 8, 30), moment)  # noqa: DTZ001 - a spreadsheet has no zones
    plan = plan_import(started.office, file)
    (item,) = plan.ledgers["publication"]
    assert (item.placements[0].published_on, item.placements[0].published_time) == (date(2026, 3, 5), "08:30")
