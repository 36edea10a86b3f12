"""The unit's own rules as issued (Article 13): the text with its date; a newer one takes the older one's place."""

from dataclasses import replace
from pathlib import Path

from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.incident import ManagementRules
from pmedia_desktop.model.journal import Action
from pmedia_desktop.services.attachments import content_to_keep
from pmedia_desktop.services.ledger_checks import checked_rules
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale

_CHANGED = frozenset({SubjectKind.MANAGEMENT_RULES})


def save_rules(
    office: Office, rules: ManagementRules, read: ManagementRules | None = None, text: Path | None = None
) -> Outcome[ManagementRules]:
    """Save the rules that were issued, with the file of their ``text``; new ones end those in force on their day."""
    content = content_to_keep(text) if text is not None else b""
    subject = Subject(SubjectKind.MANAGEMENT_RULES, rules.id)
    with office.register.write(office.actor, Action.RULES_SAVED, subject=subject) as writer:
        checked = checked_rules(rules, office.today())
        if checked.id:
            refuse_stale(next(one for one in writer.management_rules() if one.id == checked.id), read)
        else:
            for former in writer.management_rules():
                if former.is_in_force and former.issued_on <= checked.issued_on:
                    writer.save(replace(former, replaced_on=checked.issued_on))
        saved = writer.save(checked)
        if text is not None:
            writer.attach(SubjectKind.MANAGEMENT_RULES, saved.id, AttachmentKind.RULES, text.name, content)
    return Outcome(saved, _CHANGED | {SubjectKind.ATTACHMENT} if text is not None else _CHANGED)
