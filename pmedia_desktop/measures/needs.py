"""What a filing's form must say, by kind: the fields without which the office sends it back."""

from collections.abc import Iterator
from dataclasses import dataclass

from pmedia_desktop.measures.filing_terms import event_day
from pmedia_desktop.measures.subjects import about_account, about_filing, about_person, about_unit
from pmedia_desktop.model.account import Account, Certification, Operation, OwnerKind
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.filing import Closure, Filing, FilingKind
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate

_OPENING, _CHANGE = FilingKind.OPENING, FilingKind.CHANGE


@dataclass(frozen=True)
class Need:
    """Something still missing: the ``field`` of the record ``subject``, and a sentence that says what."""

    field: str
    message: str
    subject: Subject


def missing_fields(filing: Filing, snapshot: Snapshot) -> tuple[Need, ...]:
    """Return what the form of this kind needs and the register does not know yet.

    The approval is not among them: the principal approves on the printed form.
    """
    unit = snapshot.unit or Unit()
    account = snapshot.account(filing.account_id)
    if account is None:
        message = translate("measures.needs", "这份备案的账号不在登记中，请先从回收站恢复。")
        return (Need("account_id", message, about_filing(filing, snapshot)),)
    return (
        *_of_filing(filing, account, snapshot),
        *_of_unit(unit, filing.kind),
        *_of_account(account, filing, snapshot),
        *_of_people(unit, account, filing.kind, snapshot),
    )


def _of_filing(filing: Filing, account: Account, snapshot: Snapshot) -> Iterator[Need]:
    subject = about_filing(filing, snapshot)
    if filing.kind is FilingKind.CLOSURE:
        yield from _of_closure(filing.closure or Closure(), account, subject)
    elif event_day(filing, account) is None:
        if filing.kind is _OPENING:
            yield Need("event_on", translate("measures.needs", "还没有填写平台开通的日期。"), subject)
        else:
            yield Need("event_on", translate("measures.needs", "还没有填写变更生效的日期。"), subject)
    if filing.kind is _CHANGE and not filing.changes:
        yield Need("changes", translate("measures.needs", "还没有变更内容（变更前、变更后）。"), subject)
    if not filing.reason:
        yield Need("reason", translate("measures.needs", "还没有填写事由。"), subject)
    if not filing.preparer_name:
        yield Need("preparer_name", translate("measures.needs", "还没有填写填表人。"), subject)
    if not filing.preparer_phone:
        yield Need("preparer_phone", translate("measures.needs", "还没有填写填表人的电话。"), subject)


def _of_closure(closure: Closure, account: Account, subject: Subject) -> Iterator[Need]:
    # A closure may be filed with the request's date alone; its completion can follow (补充材料).
    if closure.notice_on is None:
        yield Need("notice_on", translate("measures.needs", "还没有填写公告日期。"), subject)
    if not closure.notice_place:
        yield Need("notice_place", translate("measures.needs", "还没有填写公告发布在哪里。"), subject)
    if closure.requested_on is None and closure.completed_on is None:
        yield Need("requested_on", translate("measures.needs", "还没有填写向平台申请注销的日期。"), subject)
    if closure.followers is None and account.followers is None:
        yield Need("followers", translate("measures.needs", "还没有填写粉丝数。"), subject)


def _of_unit(unit: Unit, kind: FilingKind) -> Iterator[Need]:
    required = ["full_name"]
    if kind is _OPENING:
        required += ["credit_code", "superior_unit"]
    subject = about_unit(unit)
    for field in required:
        if not getattr(unit, field):
            yield Need(field, _empty(field_label(field)), subject)


def _of_account(account: Account, filing: Filing, snapshot: Snapshot) -> Iterator[Need]:
    required = ["platform", "name", "platform_id"]
    if filing.kind is _OPENING:
        required += ["homepage", "purpose"]
        required += _required_of_platform(account, snapshot)
    elif account.opened_on is None:
        required.append("opened_on")
    if filing.kind in (_OPENING, _CHANGE):
        required += _required_of_running(account)
    platform = snapshot.platform(account.platform)
    if platform.needs_detail:
        required.append("platform_detail")
    subject = about_account(account)
    for field in required:
        # A yes-or-no field is answered by either answer; a code 未登记 is no answer.
        value = getattr(account, field)
        if value in ("", None, Certification.UNKNOWN, OwnerKind.UNKNOWN):
            label = platform.id_label if field == "platform_id" else field_label(field)
            yield Need(field, _empty(label), subject)


def _required_of_platform(account: Account, snapshot: Snapshot) -> list[str]:
    platform = snapshot.platform(account.platform)
    if platform.is_wechat_official:
        basis = ["basis_issuer", "basis_number", "basis_on"]
        return [*basis, "superior_account", "linked_to_superior", "in_media_matrix"]
    if platform.is_application:
        return ["icp_number"]
    return []


def _required_of_running(account: Account) -> list[str]:
    required = ["certification"]
    if account.certification is Certification.CERTIFIED:
        required.append("certification_subject")
    if account.operation is Operation.OUTSOURCED:
        required.append("contractor")
    if not account.platform_administrator:
        required.append("bound_phone_owner")
    return required


def _of_people(unit: Unit, account: Account, kind: FilingKind, snapshot: Snapshot) -> Iterator[Need]:
    yield from _of_person("principal_id", snapshot.person(unit.principal_id), about_unit(unit))
    if kind in (_OPENING, _CHANGE):
        yield from _of_person("deputy_in_charge_id", snapshot.person(unit.deputy_in_charge_id), about_unit(unit))
    yield from _of_person("holder_id", snapshot.person(account.holder_id), about_account(account))


def _of_person(field: str, person: Person | None, named_in: Subject) -> Iterator[Need]:
    if person is None:
        yield Need(field, _empty(field_label(field)), named_in)
        return
    subject = about_person(person)
    role = field_label(field)
    if not person.post:
        message = translate("measures.needs", "还没有填写{role}{name}的职务。").format(role=role, name=person.name)
        yield Need("post", message, subject)
    if not person.phone:
        message = translate("measures.needs", "还没有填写{role}{name}的电话。").format(role=role, name=person.name)
        yield Need("office_phone", message, subject)


def _empty(label: str) -> str:
    return translate("measures.needs", "还没有填写{label}。").format(label=label)
