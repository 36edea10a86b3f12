"""What must not go to the recycle bin, and what must come out of it before it is worked on."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, SubjectKind
from pmedia_desktop.model.custody import CredentialStatus
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.fixed_filings import is_fixed
from pmedia_desktop.register.tables.account import AccountReviewerRow, AccountRow
from pmedia_desktop.register.tables.custody import CredentialRow, CustodyEventRow, LoanRow
from pmedia_desktop.register.tables.filing import FilingPrintingRow, FilingRow
from pmedia_desktop.register.tables.handover import HandoverRow
from pmedia_desktop.register.tables.inspection import ProblemRow
from pmedia_desktop.register.tables.keys import HolderKeyRow, RecoveryKeyRow
from pmedia_desktop.register.tables.message import MessageRow
from pmedia_desktop.register.tables.unit import UnitRow
from pmedia_desktop.register.tables.upkeep import RecycledRow
from pmedia_desktop.texts import translate

_CONTEXT = "register.recycling"


#: What shows that a filing was approved, announced, done and handed in as its paper says.
_PROOFS = frozenset(
    (
        AttachmentKind.APPROVAL,
        AttachmentKind.SIGNED_FORM,
        AttachmentKind.NOTICE,
        AttachmentKind.CANCELLATION_REQUEST,
        AttachmentKind.COMPLETION_PROOF,
        AttachmentKind.PRINTED_FORM,
        AttachmentKind.RECEIPT,
    )
)

#: What has signed papers of its own.
_SIGNED_CUSTODY = frozenset((SubjectKind.HANDOVER, SubjectKind.RECOVERY_KEY, SubjectKind.INVENTORY))

#: Where custody names people.
_CUSTODY_PEOPLE = (
    CredentialRow.holder_id,
    CredentialRow.deputy_id,
    LoanRow.person_id,
    CustodyEventRow.by_person_id,
    CustodyEventRow.person_id,
    CustodyEventRow.witness_id,
    HolderKeyRow.person_id,
    RecoveryKeyRow.sealed_to_id,
    HandoverRow.outgoing_id,
    HandoverRow.incoming_id,
    HandoverRow.witness_id,
    HandoverRow.leader_id,
)

#: Where ledgers name people: who answered citizens, who mends a problem.
_LEDGER_PEOPLE = (MessageRow.handler_id, MessageRow.reviewer_id, ProblemRow.person_id)


def refuse_recycling(session: Session, kind: SubjectKind, record: Any) -> None:
    """Raise ``InputError`` for what others still point to, and for what was handed in."""
    match kind:
        case SubjectKind.PERSON:
            _refuse_needed_person(session, record)
        case SubjectKind.FILING:
            _refuse_submitted(record)
        case SubjectKind.ATTACHMENT:
            _refuse_kept_attachment(session, record)
        case SubjectKind.ACCOUNT:
            _refuse_guarded_account(session, record)
        case SubjectKind.INSPECTION if record.closed_on is not None:
            raise InputError(translate(_CONTEXT, "已经完成的自查要留存，不能移入回收站。"))
        case SubjectKind.SANCTION if record.reported_on is not None:
            raise InputError(translate(_CONTEXT, "已经报送整改报告的要留存，不能移入回收站。"))
        case (
            SubjectKind.PUBLICATION
            | SubjectKind.SUPERIOR_TASK
            | SubjectKind.MESSAGE
            | SubjectKind.INSPECTION
            | SubjectKind.PROBLEM
            | SubjectKind.INCIDENT
            | SubjectKind.SANCTION
            | SubjectKind.MANAGEMENT_RULES
            | SubjectKind.WRITTEN_NOTICE
        ):
            pass  # nothing hangs on them; what was published or asked is said by the platform itself
        case _:
            raise InputError(translate(_CONTEXT, "这一项不能移入回收站。"))


def refuse_recycled(session: Session, filing: Filing) -> None:
    """Raise ``InputError`` for a filing that lies in the recycle bin, by itself or with its account."""
    row = session.get(RecycledRow, (SubjectKind.FILING, filing.id))
    if row is not None:
        message = translate(_CONTEXT, "“{name}”的这份备案在回收站里，").format(name=row.title)
        raise InputError(message, translate(_CONTEXT, "请先还原再办理。"))
    refuse_recycled_account(session, filing.account_id)


def refuse_recycled_account(session: Session, account_id: int) -> None:
    """Raise ``InputError`` for an account that lies in the recycle bin."""
    row = session.get(RecycledRow, (SubjectKind.ACCOUNT, account_id))
    if row is not None:
        message = translate(_CONTEXT, "账号“{name}”在回收站里，").format(name=row.title)
        raise InputError(message, translate(_CONTEXT, "请先还原再办理。"))


def _refuse_kept_attachment(session: Session, attachment: Attachment) -> None:
    if session.scalar(select(FilingPrintingRow).where(FilingPrintingRow.attachment_id == attachment.id)):
        raise InputError(translate(_CONTEXT, "这是备案打印时留存的表，不能移入回收站。"))
    if attachment.subject_kind in _SIGNED_CUSTODY and attachment.kind is not AttachmentKind.OTHER:
        raise InputError(
            translate(_CONTEXT, "“{name}”是账号密码保管的材料，要留存，不能移入回收站。").format(
                name=attachment.file_name
            ),
            translate(_CONTEXT, "附错了的，请另附正确的材料。"),
        )
    if attachment.subject_kind is not SubjectKind.FILING or attachment.kind not in _PROOFS:
        return
    filing = session.get_one(FilingRow, attachment.subject_id)
    if filing.state.keeps_its_paper or filing.submitted_on is not None:
        raise InputError(
            translate(_CONTEXT, "“{name}”是已签字备案的材料，要留存，不能移入回收站。").format(
                name=attachment.file_name
            ),
            translate(_CONTEXT, "附错了的，请另附正确的材料。"),
        )


def _refuse_needed_person(session: Session, person: Person) -> None:
    in_unit = session.scalar(
        select(UnitRow.id).where(
            or_(
                UnitRow.principal_id == person.id,
                UnitRow.deputy_in_charge_id == person.id,
                UnitRow.clerk_id == person.id,
            )
        )
    )
    account = session.scalar(
        select(AccountRow.name)
        .outerjoin(AccountReviewerRow)
        .where(
            or_(
                AccountRow.holder_id == person.id,
                AccountRow.deputy_holder_id == person.id,
                AccountReviewerRow.value == person.id,
            )
        )
        .limit(1)
    )
    if in_unit is None and account is None:
        _refuse_person_of_custody(session, person)
        _refuse_person_of_ledgers(session, person)
        return
    where = translate(_CONTEXT, "单位信息") if account is None else translate(_CONTEXT, "账号“{name}”")
    raise InputError(
        translate(_CONTEXT, "{where}里还登记着{person}，不能移入回收站。").format(
            where=where.format(name=account), person=person.name
        ),
        translate(_CONTEXT, "请先改登记为别人；人已离任的，填写任职截止日期即可。"),
    )


def _is_named(session: Session, person: Person, columns: Iterable[InstrumentedAttribute[Any]]) -> bool:
    return any(session.scalar(select(exists().where(column == person.id))) for column in columns)


def _refuse_person_of_ledgers(session: Session, person: Person) -> None:
    if _is_named(session, person, _LEDGER_PEOPLE):
        raise InputError(
            translate(_CONTEXT, "留言答复或问题整改的台账里有{person}，要留存，不能移入回收站。").format(
                person=person.name
            ),
            translate(_CONTEXT, "人已离任的，填写任职截止日期即可。"),
        )


def _refuse_person_of_custody(session: Session, person: Person) -> None:
    """Refuse whoever the custody of a password names: it has to say for years who held and handed over what."""
    if _is_named(session, person, _CUSTODY_PEOPLE):
        raise InputError(
            translate(_CONTEXT, "账号密码的保管记录里有{person}，要留存，不能移入回收站。").format(person=person.name),
            translate(_CONTEXT, "人已离任的，填写任职截止日期即可。"),
        )


def _refuse_guarded_account(session: Session, account: Account) -> None:
    active = exists().where(CredentialRow.account_id == account.id, CredentialRow.status != CredentialStatus.RETIRED)
    if session.scalar(select(active)):
        raise InputError(
            translate(_CONTEXT, "账号“{name}”还有在用的账号密码登记，不能移入回收站。").format(name=account.name),
            translate(_CONTEXT, "请先在“密码保管”中停用。"),
        )


def _refuse_submitted(filing: Filing) -> None:
    if is_fixed(filing):
        raise InputError(translate(_CONTEXT, "已经报送的备案要留存，不能移入回收站。"))
