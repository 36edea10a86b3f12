"""What gets forms sent back, checked before printing. Nothing here keeps anybody from printing.

Late and incomplete filings need the paper most, so the user may print all the same and says why.
"""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures import (
    article4,
    article5,
    article7,
    change_checks,
    filing_rules,
    form_days,
    registration,
)
from pmedia_desktop.measures.account_as_filed import account_as_filed
from pmedia_desktop.measures.needs import missing_fields
from pmedia_desktop.measures.subjects import about_account, about_filing, about_unit
from pmedia_desktop.measures.wording import article, filling_in_rule, full_date
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import Closure, Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate

#: Fields whose change means that the unit itself has another name (国办发〔2018〕123号: the public is told).
_UNIT_NAME_FIELDS = ("full_name", "subject")
#: What a closure's form says of the platform: it follows the approval (Article 7).
_AFTER_THE_SIGNATURE = ("notice_on", "notice_place", "requested_on")


def check_before_printing(filing: Filing, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> list[Finding]:
    """Return what may send this form back, as of the day ``on``; ``filing`` may be newer than the snapshot's."""
    found = [*_required(filing, snapshot), *_unit(snapshot)]
    account = account_as_filed(filing, snapshot)
    if account is not None:
        found += registration.identifier_problems(account, snapshot)
        # What is printed of a certification; a closure's form is not sent back for it.
        if filing.kind is not FilingKind.CLOSURE:
            found += article4.certification_problems(account, snapshot, on)
        if filing.kind is FilingKind.OPENING and snapshot.platform(account.platform).is_wechat_official:
            found += article5.of_account(account, snapshot)
    found += filing_rules.approval_problems(filing, snapshot, on)
    found += filing_rules.lateness(filing, snapshot, on, calendar)
    if filing.kind is FilingKind.CLOSURE:
        found += article7.order_problems(filing, snapshot)
        found += _closure_proof(filing, snapshot)
    if filing.kind is FilingKind.CHANGE:
        found += _announcement(filing, snapshot)
    found += change_checks.problems(filing, snapshot)
    found += form_days.problems(filing, snapshot, on)
    found += _people_who_left(filing, snapshot, on)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(found, key=lambda finding: order[finding.severity])


def _required(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    for need in missing_fields(filing, snapshot):
        later = need.field in _AFTER_THE_SIGNATURE and _is_signed_first(filing)
        yield Finding(
            rule="form.required",
            article=filling_in_rule(),
            severity=Severity.NOTE if later else Severity.WARNING,
            subject=need.subject,
            message=need.message,
            remedy=_written_in_later()
            if later
            else translate("measures.filing_checks", "请补填；确实没有的，可以在打印后手写说明。"),
            field=need.field,
        )


def _is_signed_first(filing: Filing) -> bool:
    """Whether this closure's form is what the leader approves on, before anything happens on the platform."""
    closure = filing.closure or Closure()
    days = (filing.approval.on, closure.notice_on, closure.requested_on, closure.completed_on)
    return filing.kind is FilingKind.CLOSURE and not any(days)


def _written_in_later() -> str:
    return translate(
        "measures.filing_checks", "领导签字后办理；办好后在这里登记，并在签字的表上照着补写，这一格留着空。"
    )


def _unit(snapshot: Snapshot) -> Iterator[Finding]:
    if snapshot.unit is None:
        return
    yield from registration.unit_problems(snapshot.unit)
    if not snapshot.unit.seal_text:
        yield Finding(
            rule="unit.no_seal_text",
            article=filling_in_rule(),
            severity=Severity.NOTE,
            subject=about_unit(snapshot.unit),
            message=translate("measures.filing_checks", "还没有登记公章文字，无法核对单位全称是否与公章一致。"),
            remedy=translate("measures.filing_checks", "请照公章登记。"),
            field="seal_text",
        )


def _closure_proof(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    subject = about_filing(filing, snapshot)
    if _is_signed_first(filing):
        return
    if not snapshot.has_attachment(SubjectKind.FILING, filing.id, AttachmentKind.NOTICE) and not (
        snapshot.has_attachment(SubjectKind.ACCOUNT, filing.account_id, AttachmentKind.NOTICE)
    ):
        yield _missing_proof(subject, "form.no_notice", translate("measures.filing_checks", "还没有附公告截图。"))
    if not article7.has_any_proof(filing, snapshot):
        message = translate("measures.filing_checks", "还没有附申请注销或注销成功的截图。")
        yield _missing_proof(subject, "form.no_proof", message)


def _missing_proof(subject: Subject, rule: str, message: str) -> Finding:
    return Finding(
        rule=rule,
        article=article(7),
        severity=Severity.WARNING,
        subject=subject,
        message=message,
        remedy=translate("measures.filing_checks", "请附上截图，或随表附纸质打印件；申请截图即可，完成证明可以后补。"),
        field="attachments",
    )


def _announcement(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    if any(row.field in _UNIT_NAME_FIELDS for row in filing.changes) and not filing.publicly_announced:
        yield Finding(
            rule="form.not_announced",
            article=translate("measures.filing_checks", "国办发〔2018〕123号"),
            severity=Severity.WARNING,
            subject=about_filing(filing, snapshot),
            message=translate("measures.filing_checks", "主办单位变化应向社会公告，登记中缺公告情况。"),
            remedy=translate("measures.filing_checks", "请公告后登记；已经公告的请勾选。"),
            field="publicly_announced",
        )


def _people_who_left(filing: Filing, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield people on the form who have left, and telephone numbers that only such people have.

    A holder whom a later change filing replaces stood there rightly on this form's day.
    """
    gone = [person for person in snapshot.people if person.has_left(on)]
    account, unit = snapshot.account(filing.account_id), snapshot.unit
    named = []
    if unit is not None:
        named += [(field, getattr(unit, field), about_unit(unit)) for field in ("principal_id", "deputy_in_charge_id")]
    if account is not None:
        named.append(("holder_id", account.holder_id, about_account(account)))
    for field, person_id, subject in named:
        person = next((person for person in gone if person.id == person_id), None)
        if person is not None:
            yield _gone(field, person, subject)
    yield from _preparer_left(filing, snapshot, gone)
    yield from _old_phone(filing, snapshot, gone, on)


def _gone(field: str, person: Person, subject: Subject) -> Finding:
    return Finding(
        rule="form.person_left",
        article=filling_in_rule(),
        severity=Severity.WARNING,
        subject=subject,
        message=translate("measures.filing_checks", "{role}{name}已于{day}离任，表上会印出旧人员和旧电话。").format(
            role=field_label(field), name=person.name, day=full_date(person.until) if person.until else ""
        ),
        remedy=translate("measures.filing_checks", "请登记现任人员。"),
        field=field,
    )


def _preparer_left(filing: Filing, snapshot: Snapshot, gone: list[Person]) -> Iterator[Finding]:
    name = filing.preparer_name
    person = next((person for person in gone if person.name == name), None)
    if person is None or person.until is None or any(p.name == name for p in snapshot.people if p not in gone):
        return
    yield Finding(
        rule="form.preparer_left",
        article=filling_in_rule(),
        severity=Severity.WARNING,
        subject=about_filing(filing, snapshot),
        message=translate("measures.filing_checks", "填表人{name}已于{day}离任，区政府办有问题找不到人。").format(
            name=name, day=full_date(person.until)
        ),
        remedy=translate("measures.filing_checks", "请改填现在的填表人和电话。"),
        field="preparer_name",
    )


def _old_phone(filing: Filing, snapshot: Snapshot, gone: list[Person], on: date) -> Iterator[Finding]:
    number = filing.preparer_phone
    if not number or any(number in (p.office_phone, p.mobile_phone) for p in snapshot.people if not p.has_left(on)):
        return
    owner = next((person for person in gone if number in (person.office_phone, person.mobile_phone)), None)
    if owner is not None:
        yield Finding(
            rule="form.old_phone",
            article=filling_in_rule(),
            severity=Severity.WARNING,
            subject=about_filing(filing, snapshot),
            message=translate("measures.filing_checks", "填表人电话{number}是已离任的{name}的电话。").format(
                number=number, name=owner.name
            ),
            remedy=translate("measures.filing_checks", "请改填现在能联系到的电话。"),
            field="preparer_phone",
        )
