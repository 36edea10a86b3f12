"""A register in which citizens ask, the unit inspects itself, and superiors take measures: every table of it in use."""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.model.incident import (
    Incident,
    IncidentKind,
    IncidentReport,
    ManagementRules,
    Sanction,
    SanctionKind,
)
from pmedia_desktop.model.inspection import Certainty, CheckAnswer, CheckResult, Problem, SelfInspection
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import Message, MessageChannel, MessageKind
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled


@dataclass(frozen=True)
class Inspected:
    """What was saved."""

    message: Message
    note: Message
    inspection: SelfInspection
    problem: Problem
    incident: Incident
    sanction: Sanction
    rules: ManagementRules


def fill_inspection(register: Register, filled: Filled) -> Inspected:
    """Use every table of messages, self-inspection, incidents and measures from above."""
    with register.write(ACTOR, Action.MESSAGE_SAVED) as writer:
        message = writer.save(
            Message(
                account_id=filled.weibo.id,
                kind=MessageKind.COMPLAINT,
                received_on=date(2026, 11, 9),
                received_time="09:30",
                nickname="岷江渔火",
                text="民生路的路灯坏了一个月。",
                within_duties=True,
                handler_id=filled.holder.id,
                assigned_on=date(2026, 11, 9),
                reply="已报修，本周内修好。",
                reviewer_id=filled.principal.id,
                replied_on=date(2026, 11, 12),
                replied_time="16:05",
                is_public=True,
            )
        )
        note = writer.save(
            Message(
                channel=MessageChannel.TELEPHONE,
                received_on=date(2026, 11, 10),
                nickname="张先生",
                phone="13900000008",
                text="来电催问路灯。",
                about_id=message.id,
            )
        )
    return Inspected(message, note, *_inspected(register, filled))


def _inspected(
    register: Register, filled: Filled
) -> tuple[SelfInspection, Problem, Incident, Sanction, ManagementRules]:
    with register.write(ACTOR, Action.INSPECTION_SAVED) as writer:
        result = CheckResult(
            code="updated",
            index="内容不更新",
            text="监测时间点前2周内有更新",
            source="国办秘函〔2019〕19号",
            article="",
            certainty=Certainty.CONFIRMED,
            is_veto=True,
            account_id=filled.weibo.id,
            account="彭山示例镇发布（新浪微博）",
            answer=CheckAnswer.FAILED,
            automatic=True,
            evidence="最近一次更新是2026年10月20日。",
            remark="已补发",
        )
        inspection = writer.save(
            SelfInspection(year=2026, quarter=4, begun_on=date(2026, 11, 11), inspector="李𬱖", results=(result,))
        )
        sanction = writer.save(
            Sanction(
                kind=SanctionKind.CIRCULAR,
                issuer="眉山市彭山区人民政府办公室",
                number="彭府办函〔2026〕8号",
                received_on=date(2026, 11, 13),
                account_id=filled.weibo.id,
                what="三季度检查发现2周未更新。",
                due_on=date(2026, 11, 27),
            )
        )
        problem = writer.save(
            Problem(
                inspection_id=inspection.id,
                sanction_id=sanction.id,
                account_id=filled.weibo.id,
                code="updated",
                what="2周未更新",
                found_on=date(2026, 11, 11),
                person_id=filled.holder.id,
                due_on=date(2026, 11, 20),
            )
        )
        incident = writer.save(
            Incident(
                kind=IncidentKind.TAKEOVER,
                account_id=filled.weibo.id,
                what="账号发布卖鞋广告。",
                noticed_on=date(2026, 11, 14),
                noticed_time="08:10",
                noticed_by="李𬱖",
                first_measures="删除内容，修改密码。",
                reports=(IncidentReport(to="区政府办", on=date(2026, 11, 14), time="08:40", how="电话"),),
            )
        )
        rules = writer.save(
            ManagementRules(title="示例镇政务新媒体管理制度", number="示例镇发〔2026〕3号", issued_on=date(2026, 3, 2))
        )
    return inspection, problem, incident, sanction, rules
