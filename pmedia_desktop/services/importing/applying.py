"""A plan written: one transaction, one journal entry."""

from dataclasses import replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.services.backup.backups import back_up_before_import
from pmedia_desktop.services.importing.layouts import remember
from pmedia_desktop.services.importing.ledgers import LEDGERS
from pmedia_desktop.services.importing.plan import ImportPlan
from pmedia_desktop.services.importing.planning import FIRST_NEW_ID
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.applying"


def import_planned(office: Office, plan: ImportPlan, progress: Progress | None = None) -> Outcome[ImportPlan]:
    """Write what the plan says, after a backup. Refused (``InputError``) when the register is no longer what it was.

    A plan that changes nothing leaves no entry in the journal.
    """
    progress = progress or Silent()
    if plan.changes_something:
        back_up_before_import(office, progress)
    of_ledgers = [(kind, record) for kind, records in plan.ledgers.items() for record in records]
    total = len(plan.people) + len(plan.accounts) + len(of_ledgers)
    ids: dict[int | None, int] = {}
    subject = Subject(SubjectKind.REGISTER)
    with office.register.write(office.actor, Action.IMPORTED, subject=subject, note=plan.file) as writer:
        held = {kind: LEDGERS[kind].read(writer) for kind in plan.read_ledgers}
        if (writer.people(), writer.accounts(), held) != (plan.read_people, plan.read_accounts, plan.read_ledgers):
            raise InputError(
                translate(_CONTEXT, "核对以后，登记册又改过了，"),
                translate(_CONTEXT, "请重新选择文件，再看一遍会有什么变化。"),
            )
        for done, person in enumerate(plan.people):
            progress.step(done, total)
            new = person.id >= FIRST_NEW_ID
            ids[person.id] = writer.save(replace(person, id=0) if new else person).id
        for done, account in enumerate(plan.accounts, len(plan.people)):
            progress.step(done, total)
            named = replace(
                account,
                id=0 if account.id >= FIRST_NEW_ID else account.id,
                holder_id=ids.get(account.holder_id, account.holder_id),
                deputy_holder_id=ids.get(account.deputy_holder_id, account.deputy_holder_id),
                reviewer_ids=tuple(ids.get(reviewer, reviewer) for reviewer in account.reviewer_ids),
            )
            ids[account.id] = writer.save(named).id
        for done, (kind, record) in enumerate(of_ledgers, len(plan.people) + len(plan.accounts)):
            progress.step(done, total)
            new = record.id >= FIRST_NEW_ID
            writer.save(LEDGERS[kind].with_accounts(replace(record, id=0) if new else record, ids))
        remember(writer, plan.layouts)
    changed = {SubjectKind.PERSON} if plan.people else set()
    changed |= {SubjectKind.ACCOUNT} if plan.accounts else set()
    changed |= {SubjectKind(kind) for kind, records in plan.ledgers.items() if records}
    return Outcome(plan, frozenset(changed))
