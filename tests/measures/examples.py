"""A small unit whose register has nothing to complain of; every test spoils one thing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification, OwnerKind
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, SubjectKind
from pmedia_desktop.model.custody import (
    CopyState,
    Credential,
    CredentialStatus,
    CustodyAct,
    CustodyEvent,
    LoginTerminal,
    SealedCopy,
    SecretStrength,
    SecretVersion,
)
from pmedia_desktop.model.filing import Approval, Closure, Filing, FilingKind
from pmedia_desktop.model.finding import Deadline, Finding
from pmedia_desktop.model.handover import Handover, HandoverState
from pmedia_desktop.model.incident import ManagementRules
from pmedia_desktop.model.inspection import SelfInspection
from pmedia_desktop.model.keys import HolderKey, RecoveryKey, RecoveryState
from pmedia_desktop.model.platforms import load_platforms
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NAME = "眉山市彭山区凤鸣街道办事处"

PRINCIPAL = Person(id=1, name="王䶮", post="主任", office_phone="028-37600001")
DEPUTY = Person(id=2, name="赵㛃", post="副主任", office_phone="028-37600002")
HOLDER = Person(id=3, name="李明", post="干部", office_phone="028-37600003", mobile_phone="13900000003")

UNIT = Unit(
    id=1,
    full_name=NAME,
    seal_text=NAME,
    short_name="凤鸣街道",
    credit_code="11511422MB0000000K",
    superior_unit="眉山市彭山区人民政府",
    principal_id=1,
    deputy_in_charge_id=2,
)

RULES = ManagementRules(id=1, title="凤鸣街道政务新媒体管理制度", issued_on=date(2026, 3, 2))
RULES_TEXT = Attachment(
    id=99, subject_kind=SubjectKind.MANAGEMENT_RULES, subject_id=1, kind=AttachmentKind.RULES, file_name="管理制度.pdf"
)
#: Every quarter was inspected, so that a test of another matter may lie in any of them.
INSPECTED = tuple(
    SelfInspection(
        year=year, quarter=quarter, begun_on=date(year, 3 * quarter, 1), closed_on=date(year, 3 * quarter, 2)
    )
    for year in range(2024, 2030)
    for quarter in range(1, 5)
)


def account(**changes: Any) -> Account:
    """Return a Weibo account in order, with changes."""
    whole = Account(
        id=1,
        platform="weibo",
        name="凤鸣发布",
        platform_id="7300000001",
        subject=NAME,
        homepage="https://weibo.com/u/7300000001",
        opened_on=date(2020, 3, 2),
        baseline=Baseline.FILED_BEFORE,
        certification=Certification.CERTIFIED,
        certification_subject=NAME,
        purpose="发布本街道政务信息",
        holder_id=3,
        bound_phone_owner=OwnerKind.UNIT,
    )
    return replace(whole, **changes)


def wechat(**changes: Any) -> Account:
    """Return a WeChat official account in order, with changes."""
    whole = account(
        id=2,
        platform="wechat_official",
        platform_id="fengmingfabu",
        followers=860,
        basis_issuer="四川省某厅",
        basis_title="关于建立微信公众号的通知",
        basis_number="川某发〔2024〕1号",
        basis_on=date(2024, 1, 10),
        superior_account="四川某厅",
        linked_to_superior=True,
        in_media_matrix=True,
    )
    return replace(whole, **changes)


def opening(**changes: Any) -> Filing:
    """Return an opening's draft: approved on 9 November, live on 11 November 2026."""
    whole = Filing(
        id=1,
        kind=FilingKind.OPENING,
        account_id=1,
        event_on=date(2026, 11, 11),
        reason="方便群众办事",
        approval=Approval(on=date(2026, 11, 9), by="王䶮"),
        preparer_name="李明",
        preparer_phone="028-37600003",
    )
    return replace(whole, **changes)


def closure(**changes: Any) -> Closure:
    """Return a closure requested on 9 November 2026, frozen 7 days."""
    whole = Closure(
        notice_on=date(2026, 11, 4),
        notice_place="区人民政府网站",
        requested_on=date(2026, 11, 9),
        followers=860,
        freeze_days=7,
    )
    return replace(whole, **changes)


def closing(**changes: Any) -> Filing:
    """Return the draft that closes the WeChat account: approved on 2 November 2026."""
    whole = Filing(
        id=5,
        kind=FilingKind.CLOSURE,
        account_id=2,
        reason="上级要求清理",
        approval=Approval(on=date(2026, 11, 2), by="王䶮"),
        closure=closure(),
        preparer_name="李明",
        preparer_phone="028-37600003",
    )
    return replace(whole, **changes)


def new_account(**changes: Any) -> Account:
    """Return an account opened with the program, whose opening has to be filed."""
    return account(**{"baseline": Baseline.NONE, "opened_on": date(2026, 11, 11), **changes})


def closing_account(**changes: Any) -> Account:
    """Return a WeChat account whose closure is under way."""
    return wechat(**{"state": AccountState.FROZEN, **changes})


def proof(kind: AttachmentKind, filing_id: int = 5) -> Attachment:
    """Return what is known of a file attached to a filing."""
    return Attachment(id=1, subject_kind=SubjectKind.FILING, subject_id=filing_id, kind=kind)


def credential(**changes: Any) -> Credential:
    """Return the Weibo account's password in order: deposited on 2 November 2026, tried, held by 李明."""
    whole = Credential(
        id=11,
        account_id=1,
        status=CredentialStatus.IN_USE,
        login_name="fengming",
        holder_id=3,
        deputy_id=2,
        versions=(version(),),
        copies=(copy(),),
    )
    return replace(whole, **changes)


def version(**changes: Any) -> SecretVersion:
    """Return a strong, confirmed version."""
    set_at = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
    whole = SecretVersion(
        number=1, set_at=set_at, strength=SecretStrength.STRONG, reused=False, confirmed_at=set_at + timedelta(hours=1)
    )
    return replace(whole, **changes)


def copy(**changes: Any) -> SealedCopy:
    """Return the copy in use, sealed to holder, deputy and envelope."""
    whole = SealedCopy(
        entry="entry-1",
        version=1,
        recipients="age1holder age1deputy age1recovery",
        state=CopyState.CURRENT,
        announced_at=datetime(2026, 11, 2, 2, 0, tzinfo=UTC),
    )
    return replace(whole, **changes)


def event(act: CustodyAct, at: datetime, **changes: Any) -> CustodyEvent:
    """Return an event about the Weibo account's password."""
    return replace(CustodyEvent(credential_id=11, act=act, at=at), **changes)


def appointed(credential_id: int = 11) -> CustodyEvent:
    """Return the appointment with which a credential began, in September 2026."""
    return event(CustodyAct.APPOINTED, datetime(2026, 9, 1, 2, 0, tzinfo=UTC), credential_id=credential_id)


def held_only(of: Account) -> Credential:
    """Return what a unit enters that keeps no secret: who holds the account's password, and who stands in."""
    return Credential(
        id=100 + of.id, account_id=of.id, status=CredentialStatus.HOLDER_ONLY, holder_id=of.holder_id, deputy_id=2
    )


HOLDER_KEY = HolderKey(id=1, person_id=3, recipient="age1holder", made_at=NOW, passphrase_set_at=NOW)
DEPUTY_KEY = HolderKey(id=2, person_id=2, recipient="age1deputy", made_at=NOW, passphrase_set_at=NOW)
ENVELOPE = RecoveryKey(id=1, recipient="age1recovery", made_at=NOW, state=RecoveryState.IN_ENVELOPE)
OFFICE_PC = LoginTerminal(id=1, name="党政办电脑", added_on=date(2026, 9, 1))


def custody(*credentials: Credential, **changes: Any) -> Snapshot:
    """Return a register in order that keeps these secrets of the Weibo account, with keys, envelope and PC."""
    whole = snapshot(
        account(),
        credentials=credentials,
        custody_events=tuple(appointed(one.id) for one in credentials),
        holder_keys=(HOLDER_KEY, DEPUTY_KEY),
        recovery_keys=(ENVELOPE,),
        terminals=(OFFICE_PC,),
    )
    return replace(whole, **changes)


def snapshot(*accounts: Account, filings: tuple[Filing, ...] = (), **changes: Any) -> Snapshot:
    """Return a register with these accounts and filings; holders and deputies of the passwords are entered."""
    credentials = tuple(held_only(one) for one in accounts if one.holder_id is not None)
    whole = Snapshot(
        unit=UNIT,
        people=(PRINCIPAL, DEPUTY, HOLDER),
        accounts=accounts,
        filings=filings,
        platforms=load_platforms(),
        credentials=credentials,
        custody_events=tuple(appointed(one.id) for one in credentials),
        management_rules=(RULES,),
        inspections=INSPECTED,
    )
    changed = replace(whole, **changes)
    if changed.management_rules == (RULES,):
        return replace(changed, attachments=(*changed.attachments, RULES_TEXT))
    return changed


def rules_of(known: Snapshot, on: date = TODAY) -> list[str]:
    """Return the codes of all findings, the weightiest first."""
    return [finding.rule for finding in all_findings(known, on)]


def finding_of(known: Snapshot, rule: str, on: date = TODAY) -> Finding:
    """Return the one finding of a rule."""
    (found,) = [finding for finding in all_findings(known, on) if finding.rule == rule]
    return found


def due(known: Snapshot, on: date = TODAY) -> list[Deadline]:
    return all_deadlines(known, on, WorkCalendar())


def only(known: Snapshot, on: date = TODAY) -> Deadline:
    (deadline,) = due(known, on)
    return deadline


def handover(**changes: object) -> Handover:
    whole = Handover(
        id=1, outgoing_id=3, incoming_id=2, witness_id=1, credential_ids=(11,), state=HandoverState.PRINTED
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
