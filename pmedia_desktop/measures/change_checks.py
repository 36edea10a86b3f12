"""Whether a change's form agrees with itself: 变更前 and 变更后 with the rest of the form and with the other forms.

A district office lays the forms of one account side by side. What they say of one field has to follow on.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from pmedia_desktop.measures.account_as_filed import account_as_filed, earlier_changes, later_changes
from pmedia_desktop.measures.change_duties import duty_field_label
from pmedia_desktop.measures.descriptions import describe_value
from pmedia_desktop.measures.subjects import about_account, about_filing
from pmedia_desktop.measures.wording import filling_in_rule, full_date, quoted
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.filing import FieldChange, Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate

_OFFICES = ("principal_id", "deputy_in_charge_id", "holder_id")
#: Texts on the form that may still name what an account was called, and the rows that rename it.
_NAMING_TEXTS = ("homepage", "purpose")
_NAMES = ("name", "platform_id", "original_id", "domain")


def problems(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what contradicts itself, and note what a later filing says; a signed form says what it says."""
    if filing.state.keeps_its_paper:
        return
    if filing.kind is FilingKind.CHANGE:
        subject = about_filing(filing, snapshot)
        yield from _said_twice(filing, subject)
        for row in filing.changes:
            if row.before == row.after:
                yield _without_difference(row, subject)
            else:
                yield from _otherwise_on_the_form(row, filing, snapshot, subject)
                yield from _not_following_on(row, filing, snapshot, subject)
                yield from _old_name_left(row, filing, snapshot)
    yield from _changed_later(filing, snapshot)


def value_on_form(row: FieldChange, filing: Filing, snapshot: Snapshot) -> str | None:
    """Return what the filing's form says of a row's field elsewhere, None for a field that nobody can tell.

    A person's own fields are told by the office that the row names (账号管理员手机).
    """
    account, unit = account_as_filed(filing, snapshot) or Account(), snapshot.unit or Unit()
    for record in (account, unit):
        if row.field in vars(record):
            return describe_value(row.field, getattr(record, row.field), snapshot)
    for office in _OFFICES:
        if row.field and row.label == f"{field_label(office)}{duty_field_label(row.field)}":
            person = snapshot.person(getattr(account if office == "holder_id" else unit, office))
            name = "name" if row.field == "person_name" else row.field
            return describe_value(name, getattr(person, name, ""), snapshot)
    return None


def says(written: str, told: str) -> bool:
    """Whether a row's text says a value; what tells two people of one name apart may stand behind it in brackets."""
    written, told = _plain(written), _plain(told)
    return written == told or (bool(told) and written.startswith(f"{told}("))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _said_twice(filing: Filing, subject: Subject) -> Iterator[Finding]:
    for label, count in Counter(row.label for row in filing.changes).items():
        if count > 1:
            yield _finding(
                "form.change_twice",
                subject,
                translate("measures.change_checks", "变更内容里“{label}”写了{count}行。").format(
                    label=label, count=count
                ),
                translate("measures.change_checks", "请合成一行，只留最初的变更前和最后的变更后。"),
            )


def _without_difference(row: FieldChange, subject: Subject) -> Finding:
    return _finding(
        "form.change_without_difference",
        subject,
        translate("measures.change_checks", "变更内容“{label}”变更前后相同。").format(label=row.label),
        translate("measures.change_checks", "请改正或删去这一行。"),
    )


def _otherwise_on_the_form(row: FieldChange, filing: Filing, snapshot: Snapshot, subject: Subject) -> Iterator[Finding]:
    told = value_on_form(row, filing, snapshot)
    if told is None or says(row.after, told):
        return
    later = next((other for other in later_changes(filing, snapshot) if _row_of(row.label, other)), None)
    if later is None or later.event_on is None:
        message = translate(
            "measures.change_checks", "变更内容“{label}”的变更后写的是{after}，登记中是{told}。"
        ).format(label=row.label, after=_shown(row.after), told=_shown(told))
        remedy = translate(
            "measures.change_checks", "请对照实际核对：表上写错的改正变更后，登记错了的到登记里用“更正录入”改正。"
        )
    else:
        message = translate(
            "measures.change_checks",
            "变更内容“{label}”的变更后写的是{after}，登记中已是{told}：{day}生效的另一份变更备案又改了它。",
        ).format(label=row.label, after=_shown(row.after), told=_shown(told), day=full_date(later.event_on))
        remedy = translate(
            "measures.change_checks",
            "请合成一份报送（这份的变更后改成最后的情况，另一份作废），或在变更原因里写明先后。",
        )
    yield _finding("form.change_not_on_form", subject, message, remedy)


def _not_following_on(row: FieldChange, filing: Filing, snapshot: Snapshot, subject: Subject) -> Iterator[Finding]:
    earlier = next((other for other in reversed(earlier_changes(filing, snapshot)) if _row_of(row.label, other)), None)
    if earlier is None or earlier.event_on is None:
        return
    said = _row_of(row.label, earlier)
    if said is not None and not says(row.before, said.after) and not says(said.after, row.before):
        yield _finding(
            "form.change_not_following",
            subject,
            translate(
                "measures.change_checks",
                "变更内容“{label}”的变更前写的是{before}，{day}生效的上一份变更备案写的变更后是{after}，前后接不上。",
            ).format(
                label=row.label, before=_shown(row.before), day=full_date(earlier.event_on), after=_shown(said.after)
            ),
            translate("measures.change_checks", "请核对两份的内容和生效日期，改正写错的一份。"),
        )


def _old_name_left(row: FieldChange, filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield texts of the account in which its old name or number still stands."""
    account = account_as_filed(filing, snapshot)
    if account is None or row.field not in _NAMES or len(row.before) < 2 or row.before in row.after:
        return
    for field in _NAMING_TEXTS:
        text = getattr(account, field)
        if row.before in text and row.after not in text:
            yield _finding(
                "form.old_name_left",
                about_account(account),
                translate(
                    "measures.change_checks", "{label}已由{before}改为{after}，{field}里写的还是{before}。"
                ).format(label=row.label, before=quoted(row.before), after=quoted(row.after), field=field_label(field)),
                translate("measures.change_checks", "请到账号页核对并更新{field}。").format(field=field_label(field)),
                field=field,
            )


def _changed_later(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    """Note that the form says what was before a later change, so that nobody takes it for a mistake."""
    for later in later_changes(filing, snapshot):
        labels = "、".join(row.label for row in later.changes if row.field in vars(Account()))
        if labels and later.event_on is not None:
            yield _finding(
                "form.changed_later",
                about_filing(filing, snapshot),
                translate(
                    "measures.change_checks",
                    "{labels}从{day}起又有变更，另有一份变更备案；这份表印的是那以前的情况。",
                ).format(labels=labels, day=full_date(later.event_on)),
                translate("measures.change_checks", "请两份按先后一并报送；不必分开报的，合成一份，另一份作废。"),
                severity=Severity.NOTE,
            )


def _row_of(label: str, filing: Filing) -> FieldChange | None:
    return next((row for row in filing.changes if row.label == label), None)


def _shown(text: str) -> str:
    return quoted(text) if text else translate("measures.change_checks", "空的")


def _finding(
    rule: str,
    subject: Subject,
    message: str,
    remedy: str,
    *,
    field: str = "changes",
    severity: Severity = Severity.WARNING,
) -> Finding:
    return Finding(
        rule=rule,
        article=filling_in_rule(),
        severity=severity,
        subject=subject,
        message=message,
        remedy=remedy,
        field=field,
    )
