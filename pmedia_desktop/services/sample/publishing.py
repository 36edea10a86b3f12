"""The sample register's publishing: what came out, what is under review, an order from above. All of it is made up."""

from datetime import date, datetime, time, timedelta

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.publication import Gate, Origin, Placement, Publication, Verdict
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask, TaskKind
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.publishing import items, months, reviewing, tasks

_TEXT = """进入冬季，我镇气候干燥，森林火险等级升高。请广大群众自觉遵守防火规定：
一、不在林区、林缘用火，不携带火种进山。
二、祭祀请用鲜花，不烧纸、不放鞭炮。
三、发现火情立即报告，值班电话028-37600001。
防火期自2026年12月1日起，至2027年2月30日止。联系人手机13912345678。
示例镇党政办公室"""

#: How many days ago, and what came out.
_PAST = (
    (11, "示例：城乡居民医保缴费提示"),
    (12, "示例：秋粮入库进展"),
    (18, "示例：冬季用电安全提示"),
    (25, "示例：便民服务中心办事时间"),
    (25, "示例：人居环境整治"),
    (33, "示例：老年人体检通知"),
    (40, "示例：重阳节慰问"),
    (52, "示例：国庆值班安排"),
    (60, "示例：中秋安全提示"),
    (68, "示例：秋季征兵政策"),
    (75, "示例：道路维修通告"),
    (96, "示例：防汛提示"),
    (104, "示例：高温避险提示"),
    (111, "示例：暑期防溺水提示"),
    (125, "示例：水稻病虫害防治"),
    (139, "示例：招聘信息"),
    (150, "示例：三夏农机服务"),
    (164, "示例：防灾减灾演练"),
    (171, "示例：灌溉用水安排"),
)


def make_publishing(office: Office, today: date) -> None:
    """Enter a year's items of the microblog, an item under review, an order and last month's figures."""
    by_platform = {account.platform: account for account in snapshot(office).accounts}
    weibo, video = by_platform["weibo"], by_platform["wechat_video"]
    _past(office, today, weibo, video)
    _reviewed(office, today, weibo)
    _under_review(office, today, weibo)
    tasks.save_task(
        office,
        SuperiorTask(
            kind=TaskKind.REPRINT,
            title="转载《示例：冬春季安全生产提示》",
            ordered_by="彭山区政府办",
            ordered_on=today - timedelta(days=1),
            source="四川省人民政府网站",
            link="https://www.sc.gov.cn/example/1.html",
            due_on=today + timedelta(days=2),
            due_time="18:00",
            account_ids=(weibo.id, video.id),
        ),
    )
    last = today.replace(day=1) - timedelta(days=1)
    months.save_figures(
        office,
        MonthlyFigures(
            account_id=weibo.id,
            year=last.year,
            month=last.month,
            followers=3260,
            new_followers=42,
            reads=18200,
            likes=310,
            shares=95,
            comments=27,
        ),
    )


def _past(office: Office, today: date, weibo: Account, video: Account) -> None:
    for number, (ago, title) in enumerate(_PAST):
        items.enter_after_the_fact(
            office,
            Publication(
                title=title,
                origin=Origin.REPRINT if number % 3 == 0 else Origin.ORIGINAL,
                source="四川日报" if number % 3 == 0 else "",
                placements=(
                    Placement(
                        account_id=weibo.id,
                        published_on=today - timedelta(days=ago),
                        link=f"https://weibo.com/7300000001/{1000 + number}",
                    ),
                ),
            ),
        )
    items.enter_after_the_fact(
        office,
        Publication(
            title="示例短视频：垃圾分类怎么分",
            placements=(Placement(account_id=video.id, published_on=today - timedelta(days=12)),),
        ),
    )


def _reviewed(office: Office, today: date, weibo: Account) -> None:
    """Enter an item that was issued by telephone three days ago and has not been signed since."""
    item = items.save_item(
        office,
        Publication(
            title="示例镇关于临时停水的通知",
            text="因管道抢修，示例村一组至三组临时停水，预计当日18时恢复。",
            drafter="李𬱖",
            drafted_on=today - timedelta(days=3),
            placements=(Placement(account_id=weibo.id),),
            personal_data_masked=True,
        ),
    ).value
    reviewing.submit_item(office, item.id)
    at = datetime.combine(today - timedelta(days=3), time(9, 40)).astimezone()
    for position, person in enumerate(("赵㛃", "陈𣲗", "王䶮")):
        reviewing.decide_step(
            office,
            item.id,
            position,
            verdict=Verdict.AGREED,
            person=person,
            opinion="同意",
            at=at + timedelta(minutes=5 * position),
            by_telephone=position == 2,
            gates=tuple(Gate),
            checklist_confirmed=position == 2,
        )
    reviewing.release_item(
        office,
        item.id,
        (
            Placement(
                account_id=weibo.id,
                published_on=today - timedelta(days=3),
                published_time="10:05",
                link="https://weibo.com/7300000001/2001",
            ),
        ),
    )


def _under_review(office: Office, today: date, weibo: Account) -> None:
    item = items.save_item(
        office,
        Publication(
            title="示例镇冬季森林防火提示",
            text=_TEXT,
            drafter="李𬱖",
            drafted_on=today - timedelta(days=1),
            planned_on=today + timedelta(days=1),
            planned_time="09:00",
            placements=(Placement(account_id=weibo.id),),
        ),
    ).value
    reviewing.submit_item(office, item.id)
