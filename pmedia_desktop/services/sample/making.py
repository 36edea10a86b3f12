"""The sample register (示例登记册): an invented township with three filings, for demo, tests and pictures.

Built by the same services that the user uses, with dates relative to ``office.today()``. Names hold rare
characters on purpose: a program for official papers must print them.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification, Operator, OwnerKind
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import Approval, ApprovalForm, Closure, ClosureReason, Filing
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person, Role, Unit, UnitKind
from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.office import Office, acting_as
from pmedia_desktop.services.sample.custody import make_custody
from pmedia_desktop.services.sample.inspection import make_inspection
from pmedia_desktop.services.sample.publishing import make_publishing


@dataclass(frozen=True)
class Sample:
    """The ids of the three filings that the demo prints."""

    opening_id: int
    change_id: int
    closure_id: int


def make_sample(office: Office, *, with_ledgers: bool = True) -> Sample:
    """Fill an empty register; every record says that it is an example.

    ``with_ledgers``: messages, self-inspection, incidents and orders as well, else a unit that begins with them.
    """
    today = office.today()
    in_charge = _make_unit(office)
    office = acting_as(office, "李𬱖")
    manager, successor = _make_people(office, today)
    opening = _make_opening(office, today, manager)
    change = _make_change(office, today, manager, successor)
    closure = _make_closure(office, today, manager)
    _make_other_accounts(office, today, manager)
    make_custody(office, today, manager, successor, witness=in_charge)
    make_publishing(office, today)
    if with_ledgers:
        make_inspection(office, today, manager, reviewer=in_charge)
    return Sample(opening, change, closure)


def _make_unit(office: Office) -> Person:
    """Enter the unit and its leaders; return the deputy in charge."""
    unit.first_start(
        office,
        unit.FirstStart(
            full_name="眉山市彭山区示例镇人民政府",
            seal_text="眉山市彭山区示例镇人民政府",
            kind=UnitKind.TOWNSHIP,
            principal_name="王䶮",
            principal_post="镇长",
            clerk_name="李𬱖",
            clerk_post="党政办干部",
            clerk_phone="028-37600001",
            computer_confirmed=True,
        ),
    )
    entered = unit.read_unit(office) or Unit()
    in_charge = people.save_person(
        office,
        Person(
            name="赵㛃",
            department="党政办公室",
            post="副镇长",
            office_phone="028-37600003",
            roles=(Role.DEPUTY_IN_CHARGE,),
        ),
    ).value
    unit.correct_unit(
        office,
        replace(
            entered,
            short_name="示例镇",
            credit_code="11511422MB0000001N",
            superior_unit="眉山市彭山区人民政府",
            reporting_code="5114030099",
            address="眉山市彭山区示例镇民生路1号",
            deputy_in_charge_id=in_charge.id,
        ),
    )
    for person in people.list_people(office):
        if person.name == "王䶮":
            people.save_person(office, replace(person, department="镇领导", office_phone="028-37600002"))
    return in_charge


def _make_people(office: Office, today: date) -> tuple[Person, Person]:
    """Return the account manager (the clerk) and the colleague who takes over one account."""
    clerk = next(person for person in people.list_people(office) if person.name == "李𬱖")
    manager = people.save_person(
        office,
        replace(
            clerk,
            department="党政办公室",
            mobile_phone="13900000001",
            email="lizhen@example.cn",
            since=today - timedelta(days=800),
        ),
    ).value
    colleague = people.save_person(
        office,
        Person(
            name="陈𣲗",
            department="便民服务中心",
            post="工作人员",
            office_phone="028-37600004",
            mobile_phone="13900000002",
            roles=(Role.HOLDER, Role.EDITOR),
            since=today - timedelta(days=120),
        ),
    ).value
    people.save_person(
        office,
        Person(
            name="周喆",
            department="党政办公室",
            post="工作人员",
            mobile_phone="13900000003",
            roles=(Role.EDITOR,),
            since=today - timedelta(days=1500),
            until=today - timedelta(days=30),
        ),
    )
    return manager, colleague


def _make_opening(office: Office, today: date, manager: Person) -> int:
    account = Account(
        platform="douyin",
        name="示例镇发布",
        platform_id="slzfb511403",
        state=AccountState.PLANNED,
        subject="眉山市彭山区示例镇人民政府",
        homepage="https://www.douyin.com/user/slzfb511403",
        certification=Certification.CERTIFIED,
        certification_subject="眉山市彭山区示例镇人民政府",
        certified_until=today + timedelta(days=361),
        purpose="发布本镇政务信息、办事指南和防灾提示，回应群众关切；不发布商业信息。",
        scope="本镇职权范围内的政务信息，转载中央和地方主流媒体的权威报道。",
        update_frequency="每周不少于2次",
        basis_issuer="镇党委会",
        basis_title="关于开设政务抖音账号的决定",
        basis_number="镇党委会议纪要第21期",
        basis_on=today - timedelta(days=6),
        followers=0,
        holder_id=manager.id,
        bound_phone="13900000009",
        bound_phone_owner=OwnerKind.UNIT,
        bound_phone_owner_name="示例镇党政办公室",
        platform_administrator="李𬱖",
    )
    filing = process.start_opening(office, account).value
    filing = process.save_filing(
        office,
        replace(
            filing,
            event_on=today - timedelta(days=4),
            reason="为方便群众用短视频了解办事流程和防灾提示，经镇党委会研究，开设抖音账号。",
            approval=Approval(
                on=today - timedelta(days=6), by="王䶮", form=ApprovalForm.MINUTES, document="镇党委会议纪要第21期"
            ),
        ),
    ).value
    _attach(office, filing, AttachmentKind.APPROVAL, "镇党委会议纪要.pdf")
    _attach(office, filing, AttachmentKind.HOMEPAGE, "账号主页.pdf")
    return filing.id


def _make_change(office: Office, today: date, manager: Person, successor: Person) -> int:
    account = accounts.register_account(
        office,
        Account(
            platform="weibo",
            name="示例镇发布",
            platform_id="7300000001",
            state=AccountState.NORMAL,
            subject="眉山市彭山区示例镇人民政府",
            homepage="https://weibo.com/u/7300000001",
            opened_on=today - timedelta(days=2100),
            baseline=Baseline.FILED_BEFORE,
            certification=Certification.CERTIFIED,
            certification_subject="眉山市彭山区示例镇人民政府",
            purpose="发布本镇政务信息，回应群众关切。",
            update_frequency="每周不少于2次",
            followers=3260,
            holder_id=manager.id,
            bound_phone="13900000009",
            bound_phone_owner=OwnerKind.UNIT,
        ),
    ).value
    changed = accounts.change_account(
        office,
        replace(account, holder_id=successor.id, platform_administrator="陈𣲗"),
        today - timedelta(days=3),
        "岗位调整",
    ).value
    if changed.filing is None:
        raise AssertionError("a new account manager is filed by default")
    filing = process.save_filing(
        office,
        replace(
            changed.filing,
            reason="因岗位调整，账号管理员由李𬱖变更为陈𣲗。",
            approval=Approval(
                on=today - timedelta(days=5), by="王䶮", form=ApprovalForm.MEMO, document="岗位调整呈批件"
            ),
        ),
    ).value
    _attach(office, filing, AttachmentKind.APPROVAL, "岗位调整呈批件.pdf")
    return filing.id


def _make_closure(office: Office, today: date, manager: Person) -> int:
    account = accounts.register_account(
        office,
        Account(
            platform="wechat_official",
            name="示例镇微政务",
            platform_id="slzweizhengwu",
            original_id="gh_0a1b2c3d4e5f",
            media_code="5114030099000123",
            subject="眉山市彭山区示例镇人民政府",
            opened_on=today - timedelta(days=1900),
            baseline=Baseline.FILED_BEFORE,
            certification=Certification.CERTIFIED,
            certification_subject="眉山市彭山区示例镇人民政府",
            purpose="发布本镇政务信息。",
            followers=860,
            holder_id=manager.id,
            operators=(Operator(name="李𬱖", mobile_phone="13900000001"),),
        ),
    ).value
    filing = process.start_closure(office, account.id).value
    closure = Closure(
        reason=ClosureReason.ORDERED,
        notice_on=today - timedelta(days=38),
        notice_place="本公众号、彭山区人民政府网站",
        notice_link="https://www.example.gov.cn/gonggao/20.html",
        notice_text=filings.draft_notice(office, filing.id),
        stopped_on=today - timedelta(days=31),
        requested_on=today - timedelta(days=30),
        followers=860,
        freeze_days=7,
        confirmed_on=today - timedelta(days=21),
        completed_on=today - timedelta(days=4),
        archived_at="党政办公室档案柜，光盘1张",
        successor="示例镇发布（微博）",
    )
    filing = process.save_filing(
        office,
        replace(
            filing,
            event_on=closure.completed_on,
            reason="上级未要求建立微信公众号，按第五条清理，相关内容由微博“示例镇发布”承接。",
            approval=Approval(
                on=today - timedelta(days=40), by="王䶮", form=ApprovalForm.MEMO, document="关停微信公众号呈批件"
            ),
            closure=closure,
        ),
    ).value
    for kind, name in (
        (AttachmentKind.NOTICE, "关停公告.pdf"),
        (AttachmentKind.CANCELLATION_REQUEST, "申请注销页面.pdf"),
        (AttachmentKind.COMPLETION_PROOF, "平台注销成功通知.pdf"),
    ):
        _attach(office, filing, kind, name)
    return filing.id


def _make_other_accounts(office: Office, today: date, manager: Person) -> None:
    """Enter accounts that show what the rules say: an old one to be filed, another name, a lapsing certification."""
    accounts.register_account(
        office,
        Account(
            platform="wechat_video",
            name="示例镇视频号",
            platform_id="sphSLZ01",
            subject="眉山市彭山区示例镇人民政府",
            opened_on=today - timedelta(days=400),
            baseline=Baseline.TO_BE_FILED,
            certification=Certification.CERTIFIED,
            certification_subject="眉山市彭山区示例镇人民政府",
            certified_until=today + timedelta(days=20),
            followers=420,
            holder_id=manager.id,
        ),
    )


def _attach(office: Office, filing: Filing, kind: AttachmentKind, name: str) -> None:
    """Attach an example scan: a blank filing form stands in for the paper."""
    blank = fill(load_form("filing"), {}, variant=filing.kind.value, blank=True, attach_values=False)
    with office.register.write(
        office.actor, Action.ATTACHMENT_ADDED, subject=Subject(SubjectKind.FILING, filing.id)
    ) as writer:
        writer.attach(SubjectKind.FILING, filing.id, kind, name, blank.pdf)
