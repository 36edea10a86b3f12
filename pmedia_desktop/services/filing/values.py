"""What a filing's form says: every value that a declared form may ask for, by its ``source``.

A form file names the source of each field (``unit.full_name``, ``account.name`` ...); this module is the only
place that knows what these names mean, so a unit's own form can use any of them. ``SOURCES`` in
``docs/forms.md`` lists them.
"""

import base64
from collections.abc import Mapping
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.account_as_filed import account_as_filed
from pmedia_desktop.measures.deadlines import filing_deadline
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, Certification
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.filing import ClosureReason, Filing
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.texts import translate

_CONTEXT = "services.filing.values"

#: What a filing encloses, in the order of the form's list of attachments.
ENCLOSED = (
    AttachmentKind.APPROVAL,
    AttachmentKind.BASIS,
    AttachmentKind.CERTIFICATE,
    AttachmentKind.HOMEPAGE,
    AttachmentKind.QR_CODE,
    AttachmentKind.NOTICE,
    AttachmentKind.CANCELLATION_REQUEST,
    AttachmentKind.COMPLETION_PROOF,
    AttachmentKind.RULES,
)


def filing_sources(
    filing: Filing, known: Snapshot, calendar: WorkCalendar, today: date, *, pictures: bool = True
) -> dict[str, JsonValue]:
    """Return {source: value}; dates as ISO text, an unknown value as None. The account is as it was when filed.

    Without ``pictures`` no QR code is made: it takes longer than filling the whole form.
    """
    account = account_as_filed(filing, known) or Account()
    unit = known.unit or Unit()
    return {
        **_unit(unit),
        **_person("principal", known.person(unit.principal_id)),
        **_person("deputy", known.person(unit.deputy_in_charge_id)),
        **_person("holder", known.person(account.holder_id)),
        **_account(account, known),
        "account.homepage_qr": homepage_code(account.homepage) if pictures else "",
        **_filing(filing, known, calendar, today),
        **_closure(filing),
    }


def _unit(unit: Unit) -> dict[str, JsonValue]:
    return {
        "unit.full_name": unit.full_name,
        "unit.seal_text": unit.seal_text,
        "unit.short_name": unit.short_name,
        "unit.kind": word(unit.kind),
        "unit.credit_code": unit.credit_code,
        "unit.superior_unit": unit.superior_unit,
        "unit.reporting_code": unit.reporting_code,
        "unit.address": unit.address,
        "unit.filing_authority": unit.filing_authority,
    }


def _person(part: str, person: Person | None) -> dict[str, JsonValue]:
    person = person or Person()
    return {
        f"{part}.name": person.name,
        f"{part}.department": person.department,
        f"{part}.post": person.post,
        f"{part}.phone": person.phone,
        f"{part}.office_phone": person.office_phone,
        f"{part}.mobile_phone": person.mobile_phone,
        f"{part}.email": person.email,
        f"{part}.contact": _together(person.name, person.phone),
    }


def _account(account: Account, known: Snapshot) -> dict[str, JsonValue]:
    platform = known.platform(account.platform)
    platform_name = f"{platform.name}（{account.platform_detail}）" if account.platform_detail else platform.name
    return {
        "account.platform": platform_name if account.platform else "",
        "account.name": account.name,
        "account.platform_id": account.platform_id,
        "account.name_and_id": _together(account.name, account.platform_id),
        "account.original_id": account.original_id,
        "account.media_code": account.media_code,
        "account.subject": account.subject,
        "account.state": word(account.state),
        "account.homepage": account.homepage,
        "account.opened_on": _iso(account.opened_on),
        "account.certification": word(account.certification),
        "account.certified": account.certification is Certification.CERTIFIED,
        "account.certification_subject": account.certification_subject,
        "account.certified_until": _iso(account.certified_until),
        "account.purpose": account.purpose,
        "account.scope": account.scope,
        "account.update_frequency": account.update_frequency,
        "account.followers": account.followers,
        "account.basis": _basis(account),
        "account.superior_account": account.superior_account,
        "account.in_media_matrix": _yes_or_no(account.in_media_matrix),
        "account.linked_to_superior": _yes_or_no(account.linked_to_superior),
        "account.operation": word(account.operation),
        "account.contractor": account.contractor,
        "account.domain": account.domain,
        "account.icp_number": account.icp_number,
        "account.bound_phone_owner": word(account.bound_phone_owner),
        "account.platform_administrator": account.platform_administrator,
        "account.operators": "、".join(operator.name for operator in account.operators),
        "account.reviewers": "、".join(
            person.name for person in map(known.person, account.reviewer_ids) if person is not None
        ),
        "account.remark": account.remark,
    }


def _filing(filing: Filing, known: Snapshot, calendar: WorkCalendar, today: date) -> dict[str, JsonValue]:
    deadline = filing_deadline(filing, known, today, calendar)
    return {
        "filing.kind": filing.kind.value,
        "filing.event_on": _iso(filing.event_on),
        "filing.due_on": _iso(deadline.due) if deadline else "",
        "filing.filled_on": _iso(filing.filled_on or today),
        "filing.reason": _reason(filing),
        "filing.changes.label": [*(change.label for change in filing.changes)],
        "filing.changes.before": [*(change.before for change in filing.changes)],
        "filing.changes.after": [*(change.after for change in filing.changes)],
        "filing.changes.reason": [*(change.reason for change in filing.changes)],
        "filing.publicly_announced": _yes_or_no(filing.publicly_announced),
        "filing.preparer_name": filing.preparer_name,
        "filing.preparer_phone": filing.preparer_phone,
        "filing.preparer_contact": _together(filing.preparer_name, filing.preparer_phone),
        "filing.enclosures": enclosures(filing, known),
        "filing.number": filing.number,
        "filing.remark": filing.remark,
        "approval.on": _iso(filing.approval.on),
        "approval.by": filing.approval.by,
        "approval.form": word(filing.approval.form),
    }


def _closure(filing: Filing) -> dict[str, JsonValue]:
    closure = filing.closure
    if closure is None:
        return {}
    return {
        "closure.reason": word(closure.reason),
        "closure.notice_on": _iso(closure.notice_on),
        "closure.notice_place": closure.notice_place,
        "closure.notice_link": closure.notice_link,
        "closure.stopped_on": _iso(closure.stopped_on),
        "closure.requested_on": _iso(closure.requested_on),
        "closure.followers": closure.followers,
        "closure.freeze_days": closure.freeze_days,
        "closure.confirmed_on": _iso(closure.confirmed_on),
        "closure.completed_on": _iso(closure.completed_on),
        "closure.archived_at": closure.archived_at,
        "closure.successor": closure.successor,
    }


def enclosures(filing: Filing, known: Snapshot) -> str:
    """Return the list of enclosed papers: what is attached to filing or account, then what was named by hand."""
    kinds: Mapping[AttachmentKind, bool] = {
        kind: known.has_attachment(SubjectKind.FILING, filing.id, kind)
        or known.has_attachment(SubjectKind.ACCOUNT, filing.account_id, kind)
        for kind in ENCLOSED
    }
    named = [word(kind) for kind, there in kinds.items() if there]
    named += [name for name in filing.enclosures if name not in named]
    return translate(_CONTEXT, "；").join(f"{number}.{name}" for number, name in enumerate(named, 1))


def homepage_code(address: str) -> str:
    """Return an address as a QR code, base64 of a PNG; empty for none and for one too long for a code."""
    if not address:
        return ""
    try:
        return base64.b64encode(qr_picture(address)).decode("ascii")
    except InputError:
        return ""


def _basis(account: Account) -> str:
    title = f"《{account.basis_title}》" if account.basis_title else ""
    number = f"（{account.basis_number}）" if account.basis_number else ""
    day = account.basis_on
    when = f"{day.year}年{day.month}月{day.day}日" if day else ""
    parts = f"{account.basis_issuer}{title}{number}"
    return f"{parts}，{when}" if parts and when else parts or when


def _reason(filing: Filing) -> str:
    """Return the reason; a closure's begins with its kind (关停原因)."""
    closure = filing.closure
    if closure is None or closure.reason is ClosureReason.OTHER:
        return filing.reason
    kind = word(closure.reason)
    if filing.reason.startswith(kind):
        return filing.reason
    return translate(_CONTEXT, "{kind}。{reason}").format(kind=kind, reason=filing.reason) if filing.reason else kind


def _together(name: str, detail: str) -> str:
    """Return two things that a form asks for in one cell."""
    return translate(_CONTEXT, "，").join(filter(None, (name, detail)))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes_or_no(answer: bool | None) -> str:
    if answer is None:
        return ""
    return translate(_CONTEXT, "是") if answer else translate(_CONTEXT, "否")
