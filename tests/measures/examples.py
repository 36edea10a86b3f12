"""A small unit whose register has nothing to complain of; every test spoils one thing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification, OwnerKind
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, SubjectKind
from pmedia_desktop.model.filing import Approval, Closure, Filing, FilingKind
from pmedia_desktop.model.finding import Finding
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


def snapshot(*accounts: Account, filings: tuple[Filing, ...] = (), **changes: Any) -> Snapshot:
    """Return a register with these accounts and filings."""
    whole = Snapshot(
        unit=UNIT,
        people=(PRINCIPAL, DEPUTY, HOLDER),
        accounts=accounts,
        filings=filings,
        platforms=load_platforms(),
    )
    return replace(whole, **changes)


def rules_of(known: Snapshot, on: date = TODAY) -> list[str]:
    """Return the codes of all findings, the weightiest first."""
    return [finding.rule for finding in all_findings(known, on)]


def finding_of(known: Snapshot, rule: str, on: date = TODAY) -> Finding:
    """Return the one finding of a rule."""
    (found,) = [finding for finding in all_findings(known, on) if finding.rule == rule]
    return found
