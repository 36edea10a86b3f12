"""A register with every table in use, and what the tests of the register share."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from pmedia_desktop.model.account import (
    Account,
    AccountState,
    Baseline,
    Certification,
    Operation,
    Operator,
    OwnerKind,
)
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import (
    Approval,
    ApprovalForm,
    Closure,
    ClosureReason,
    Consultation,
    FieldChange,
    Filing,
    FilingEvent,
    FilingKind,
    FilingState,
    LoginWay,
    Printing,
)
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.settings import ChangeDuty, HolidayYear, OpinionBox, Settings
from pmedia_desktop.model.unit import Person, Role, Unit, UnitKind
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.store import Register

ACTOR = Actor(name="李𬱖", os_user="pc-seat-7", proved=False)

#: Eight in the morning in China on a Monday.
START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """Return a clock that goes on one second each time it is looked at."""
    ticks = 0

    def clock() -> datetime:
        nonlocal ticks
        ticks += 1
        return start + timedelta(seconds=ticks)

    return clock


@dataclass(frozen=True)
class Filled:
    """The records of a filled register as they were saved."""

    principal: Person
    holder: Person
    unit: Unit
    weibo: Account
    wechat: Account
    opening: Filing
    closure: Filing
    printed: Attachment


def new_register(folder: Path, start: datetime = START) -> Register:
    """Make an empty register with a ticking clock."""
    return open_register(folder, create=True, actor=ACTOR, clock=ticking(start))


@cache
def _filled_file() -> tuple[bytes, Filled]:
    with tempfile.TemporaryDirectory() as folder, new_register(Path(folder)) as register:
        filled = fill(register)
        return register.path.read_bytes(), filled


def put_filled_register(folder: Path) -> Filled:
    """Lay a register with every table in use into a folder; it is filled once and copied then."""
    content, filled = _filled_file()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / REGISTER_NAME).write_bytes(content)
    return filled


def fill(register: Register) -> Filled:
    """Use every table of the schema."""
    with register.write(ACTOR, Action.PERSON_SAVED) as writer:
        principal = writer.save(
            Person(name="王䶮", department="党政办", post="镇长", office_phone="028-37600001", roles=(Role.PRINCIPAL,))
        )
        holder = writer.save(
            Person(
                name="李𬱖",
                department="党政办",
                post="科员",
                mobile_phone="13900000001",
                email="li@example.cn",
                roles=(Role.HOLDER, Role.CLERK),
                since=date(2020, 1, 2),
            )
        )
        former = writer.save(Person(name="赵㛃", roles=(Role.EDITOR,), until=date(2025, 6, 30)))
    unit = _save_unit(register, principal, holder)
    weibo, wechat = _save_accounts(register, holder, former)
    opening, printed = _save_submitted_opening(register, weibo)
    closure = _save_closure(register, wechat)
    _save_the_rest(register)
    return Filled(principal, holder, unit, weibo, wechat, opening, closure, printed)


def _save_unit(register: Register, principal: Person, holder: Person) -> Unit:
    with register.write(ACTOR, Action.UNIT_SAVED) as writer:
        return writer.save(
            Unit(
                full_name="眉山市彭山区示例镇人民政府",
                seal_text="眉山市彭山区示例镇人民政府",
                short_name="示例镇",
                kind=UnitKind.TOWNSHIP,
                credit_code="11511403MB1A00001X",
                superior_unit="眉山市彭山区人民政府",
                reporting_code="5114030001",
                address="彭山区示例镇一路1号",
                principal_id=principal.id,
                deputy_in_charge_id=principal.id,
                clerk_id=holder.id,
                computer_confirmed_on=date(2026, 11, 20),
            )
        )


def _save_accounts(register: Register, holder: Person, former: Person) -> tuple[Account, Account]:
    with register.write(ACTOR, Action.ACCOUNT_REGISTERED) as writer:
        weibo = writer.save(
            Account(
                platform="weibo",
                name="彭山示例镇发布",
                platform_id="7300000001",
                media_code="5114030001000001",
                subject="眉山市彭山区示例镇人民政府",
                homepage="https://weibo.com/u/7300000001",
                opened_on=date(2026, 11, 2),
                certification=Certification.CERTIFIED,
                certification_subject="眉山市彭山区示例镇人民政府",
                certified_until=date(2027, 11, 2),
                purpose="政务公开",
                scope="本镇政务信息",
                update_frequency="每周两次",
                followers=1234,
                holder_id=holder.id,
                deputy_holder_id=former.id,
                reviewer_ids=(former.id, holder.id),
                bound_phone="13900000001",
                bound_phone_owner=OwnerKind.PERSON,
                bound_phone_owner_name="李𬱖",
                operators=(
                    Operator(name="李𬱖", mobile_phone="13900000001"),
                    Operator(name="实习生", long_term=False, until=date(2026, 12, 22)),
                ),
            )
        )
        wechat = writer.save(
            Account(
                platform="wechat_official",
                name="示例镇之声",
                platform_id="slzzs2019",
                original_id="gh_0123456789ab",
                state=AccountState.CLOSURE_ANNOUNCED,
                baseline=Baseline.FILED_BEFORE,
                baseline_on=date(2019, 5, 6),
                basis_issuer="眉山市彭山区人民政府",
                basis_title="关于开设公众号的通知",
                basis_number="彭府发〔2019〕6号",
                basis_on=date(2019, 4, 1),
                superior_account="彭山发布",
                linked_to_superior=True,
                in_media_matrix=False,
                operation=Operation.OUTSOURCED,
                contractor="某传媒公司",
                contract_until=date(2026, 12, 31),
                domain="example.cn",
                icp_number="蜀ICP备00000000号",
                bound_email="slz@example.cn",
                platform_administrator="王䶮",
                holder_id=holder.id,
                remark="拟关停",
            )
        )
    return weibo, wechat


def _save_submitted_opening(register: Register, account: Account) -> tuple[Filing, Attachment]:
    with register.write(ACTOR, Action.FILING_STARTED) as writer:
        filing = writer.save(
            Filing(
                kind=FilingKind.OPENING,
                account_id=account.id,
                event_on=date(2026, 11, 2),
                reason="上级要求",
                approval=Approval(
                    on=date(2026, 10, 30), by="王䶮", form=ApprovalForm.ORAL, document="镇长办公会纪要第6期"
                ),
                consultation=Consultation(on=date(2026, 10, 28), with_whom="区政府办", answer="同意"),
                changes=(
                    FieldChange(field="name", label="账号名称", before="旧名", after="彭山示例镇发布", reason="统一"),
                    FieldChange(field="bound_phone", label="绑定手机", before="", after="13900000001"),
                ),
                publicly_announced=True,
                filled_on=date(2026, 11, 3),
                preparer_name="李𬱖",
                preparer_phone="028-37600001",
                enclosures=("账号主页截图", "认证公函"),
                remark="首次备案",
            )
        )
    with register.write(ACTOR, Action.FILING_PRINTED) as writer:
        printed = writer.attach(
            SubjectKind.FILING, filing.id, AttachmentKind.PRINTED_FORM, "备案表.pdf", b"%PDF-1.7 example"
        )
        filing = writer.save(
            replace(
                filing,
                state=FilingState.PRINTED,
                printing=Printing(
                    attachment_id=printed.id,
                    sha256=printed.sha256,
                    form_name="filing",
                    form_version="1",
                    values_json='{"reason":"上级要求"}',
                    printed_at=START,
                ),
            )
        )
    with register.write(ACTOR, Action.FILING_STEPPED) as writer:
        filing = writer.save(
            replace(
                filing,
                state=FilingState.SUBMITTED,
                signed_on=date(2026, 11, 4),
                sealed_on=date(2026, 11, 4),
                submitted_on=date(2026, 11, 5),
                submitted_how="纸质",
                receiver="区政府办",
                events=(
                    FilingEvent(state=FilingState.SIGNED, happened_on=date(2026, 11, 4), recorded_at=START),
                    FilingEvent(
                        state=FilingState.SUBMITTED, happened_on=date(2026, 11, 5), recorded_at=START, note="当面交"
                    ),
                ),
            )
        )
    return filing, printed


def _save_closure(register: Register, account: Account) -> Filing:
    with register.write(ACTOR, Action.FILING_STARTED) as writer:
        return writer.save(
            Filing(
                kind=FilingKind.CLOSURE,
                account_id=account.id,
                closure=Closure(
                    reason=ClosureReason.MERGED,
                    notice_on=date(2026, 11, 10),
                    notice_place="公众号",
                    notice_link="https://example.cn/n",
                    notice_text="本公众号将停止更新。",
                    stopped_on=date(2026, 11, 12),
                    login_way=LoginWay.RECOVERING,
                    login_note="管理员已离任",
                    requested_on=date(2026, 11, 16),
                    followers=890,
                    freeze_days=7,
                    archived_at="移动硬盘",
                    successor="彭山发布",
                ),
            )
        )


def _save_the_rest(register: Register) -> None:
    with register.write(ACTOR, Action.SETTINGS_SAVED) as writer:
        writer.save(
            Settings(
                closure_days=4,
                change_duties=(("holder_id", ChangeDuty.INFORM),),
                opinion_boxes=(OpinionBox.PROPAGANDA,),
            )
        )
    with register.write(ACTOR, Action.HOLIDAYS_SAVED) as writer:
        writer.save(HolidayYear(2027, (date(2027, 1, 1),), (date(2027, 2, 13),), "国办通知"))
    with register.write(ACTOR, Action.RECYCLED) as writer:
        mistaken = writer.save(Account(platform="douyin", name="误录"))
        writer.recycle(Subject(SubjectKind.ACCOUNT, mistaken.id))
    with register.write(ACTOR, Action.DRAFT_KEPT) as writer:
        writer.keep_draft("opening", {"name": "半截", "followers": 3, "tick": True})
