"""Article 13: the unit has rules of its own for its accounts (管理制度)."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.wording import article, full_date, quoted
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.incident import ManagementRules
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def rules_in_force(snapshot: Snapshot) -> ManagementRules | None:
    """Return the rules in force, the latest if there are several."""
    return next((rules for rules in reversed(snapshot.management_rules) if rules.is_in_force), None)


def rules_between(snapshot: Snapshot, begin: date, end: date) -> Iterator[ManagementRules]:
    """Yield the rules that were in force on some day from ``begin`` to ``end``, oldest first."""
    for rules in snapshot.management_rules:
        if rules.issued_on <= end and (rules.replaced_on is None or rules.replaced_on >= begin):
            yield rules


def attached_rules(snapshot: Snapshot) -> tuple[Attachment, ...]:
    """Return the texts that are kept in the older way: attached to the unit or to an account, without a day."""
    return tuple(
        one
        for one in snapshot.attachments
        if one.kind is AttachmentKind.RULES and one.subject_kind is not SubjectKind.MANAGEMENT_RULES
    )


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield that a unit with open accounts has no rules, or that their text is not kept here."""
    if snapshot.unit is None or not any(account.state.is_open for account in snapshot.accounts):
        return
    rules = rules_in_force(snapshot)
    if rules is None:
        if attached_rules(snapshot):
            return
        yield Finding(
            rule="article13.no_rules",
            article=article(13),
            severity=Severity.NOTE,
            subject=Subject(SubjectKind.MANAGEMENT_RULES, 0, translate("measures.article13", "管理制度")),
            message=translate("measures.article13", "第十三条要求制定本单位的政务新媒体管理制度，登记中还没有。"),
            remedy=translate(
                "measures.article13", "请到“自查”页“管理制度”里生成草稿，修改印发后登记；已经有的，登记名称和印发日期。"
            ),
        )
    elif not snapshot.has_attachment(SubjectKind.MANAGEMENT_RULES, rules.id, AttachmentKind.RULES):
        yield Finding(
            rule="article13.no_text",
            article=article(13),
            severity=Severity.NOTE,
            subject=Subject(SubjectKind.MANAGEMENT_RULES, rules.id, rules.title),
            message=translate(
                "measures.article13", "第十三条要求有管理制度，{day}印发的{title}还没有附上正文。"
            ).format(day=full_date(rules.issued_on), title=quoted(rules.title)),
            remedy=translate("measures.article13", "请附上印发的文件，检查时可以一并提供。"),
        )
