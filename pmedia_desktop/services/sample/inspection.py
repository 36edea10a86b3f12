"""The sample register's messages, self-inspection, incidents and an order from above. All of it is made up."""

from datetime import date, timedelta

from pmedia_desktop.model.incident import Incident, IncidentKind, IncidentReport, Sanction
from pmedia_desktop.model.inspection import CheckAnswer
from pmedia_desktop.model.message import Message, MessageChannel, MessageKind
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services.inspection import incidents, inspections
from pmedia_desktop.services.message import messages
from pmedia_desktop.services.office import Office, snapshot

#: How many items are left for whoever tries the sample.
_LEFT_OPEN = 3


def make_inspection(office: Office, today: date, manager: Person, reviewer: Person) -> None:
    """Enter what citizens asked, what went wrong, what the superior ordered, and begin the quarter's inspection."""
    accounts = {account.platform: account.id for account in snapshot(office).accounts}
    _messages(office, today, manager, reviewer, accounts["weibo"])
    _incidents(office, today, accounts["weibo"])
    _order(office, today, accounts["wechat_video"])
    _inspection(office)


def _messages(office: Office, today: date, manager: Person, reviewer: Person, account_id: int) -> None:
    asked = messages.save_message(
        office,
        Message(
            account_id=account_id,
            channel=MessageChannel.COMMENT,
            kind=MessageKind.INQUIRY,
            received_on=today - timedelta(days=9),
            received_time="20:14",
            nickname="示例网友甲",
            text="请问今年的城乡居民医保在哪里缴费，什么时候截止？",
            within_duties=True,
            handler_id=manager.id,
            assigned_on=today - timedelta(days=8),
            reply="您好，可在镇便民服务中心窗口或手机上缴费，截止日期以区医保局的公告为准。",
            reviewer_id=reviewer.id,
            replied_on=today - timedelta(days=8),
            replied_time="10:30",
            is_public=True,
        ),
    ).value
    for message in (
        Message(
            channel=MessageChannel.TELEPHONE,
            received_on=today - timedelta(days=8),
            received_time="11:05",
            nickname="示例网友甲",
            text="电话告知窗口位置和需要带的证件，对方表示清楚了。",
            about_id=asked.id,
            within_duties=True,
            handler_id=manager.id,
        ),
        Message(
            account_id=account_id,
            channel=MessageChannel.PRIVATE,
            kind=MessageKind.COMPLAINT,
            received_on=today - timedelta(days=6),
            received_time="09:02",
            nickname="示例网友乙",
            text="县道旁的广告牌被风吹歪，怕砸到行人。",
            within_duties=False,
            transferred_to="区综合行政执法局",
            transferred_on=today - timedelta(days=6),
            handler_id=manager.id,
        ),
        Message(
            account_id=account_id,
            channel=MessageChannel.COMMENT,
            kind=MessageKind.HELP,
            received_on=today - timedelta(days=2),
            received_time="18:47",
            nickname="示例网友丙",
            phone="13900000021",
            text="示例村三组的路灯坏了两盏，老人晚上出门不方便，请帮忙看看。",
            within_duties=True,
            handler_id=manager.id,
            assigned_on=today - timedelta(days=1),
        ),
        Message(
            account_id=account_id,
            channel=MessageChannel.COMMENT,
            kind=MessageKind.SUGGESTION,
            received_on=today - timedelta(days=1),
            received_time="12:20",
            nickname="示例网友丁",
            text="建议把便民服务中心的办事指南做成短视频。",
        ),
    ):
        messages.save_message(office, message)


def _incidents(office: Office, today: date, account_id: int) -> None:
    incidents.save_incident(
        office,
        Incident(
            kind=IncidentKind.WRONG_PUBLICATION,
            account_id=account_id,
            what="停电通知把日期写错一天，有群众在评论区指出。",
            noticed_on=today - timedelta(days=47),
            noticed_time="16:20",
            noticed_by="李𬱖",
            first_measures="16时25分撤下原文，16时40分发布更正。",
            reports=(
                IncidentReport(to="赵㛃", on=today - timedelta(days=47), time="16:22", how="电话"),
                IncidentReport(to="区政府办", on=today - timedelta(days=46), time="09:10", how="书面"),
            ),
            outcome="已更正并致歉；今后发布前由另一人核对日期和星期。",
            closed_on=today - timedelta(days=45),
        ),
    )


def _order(office: Office, today: date, account_id: int) -> None:
    order = incidents.save_sanction(
        office,
        Sanction(
            issuer="彭山区政府办",
            number="示例通报第3号",
            received_on=today - timedelta(days=5),
            account_id=account_id,
            what="视频号的简介没有写明主办单位，请补充后书面报告。",
            due_on=today + timedelta(days=9),
        ),
    ).value
    incidents.add_problem_of_sanction(office, order.id)


def _inspection(office: Office) -> None:
    """Begin the quarter's inspection and answer what is asked of people, but for the last few items."""
    begun = inspections.begin_inspection(office).value
    asked = [inspections.key_of(result) for result in begun.open_results()]
    inspections.answer_results(office, begun.id, asked[:-_LEFT_OPEN], CheckAnswer.PASSED, "逐条看过")
