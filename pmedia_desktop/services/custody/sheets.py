"""Custody's papers: hand-over sheet, custody ledger, inventory sheet, the envelope's pages. None holds a secret.

They travel without the values inside: nobody outside the unit reads them by machine.
"""

from dataclasses import replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.handover import Handover, HandoverState, Inventory
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.keys import RecoveryKey
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.paper.filling import Filled, FillJob, fill, fill_many
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.progress import Silent
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.custody.sheet_values import (
    envelope_sources,
    handover_sources,
    inventory_sources,
    ledger_sources,
)
from pmedia_desktop.services.office import Office, complete_snapshot, snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.recovery import RecoveryPrint

_CONTEXT = "services.custody.sheets"
HANDOVER_FORM = "handover"
LEDGER_FORM = "custody_ledger"
INVENTORY_FORM = "inventory"
ENVELOPE_FORMS = ("envelope_cover", "envelope_key")


def fill_handover(office: Office, handover_id: int) -> Filled:
    """Return the hand-over sheet as it stands now, with the boxes that are done ticked."""
    with office.register.read() as reader:
        handover = reader.handover(handover_id)
        known = complete_snapshot(office, reader)
    return _filled(office, HANDOVER_FORM, handover_sources(handover, known, office.today()))


def print_handover(office: Office, handover_id: int) -> Outcome[Filled]:
    """Make the sheet for signature in three copies and keep it; from then on the hand-over counts as under way."""
    filled = fill_handover(office, handover_id)
    subject = Subject(SubjectKind.HANDOVER, handover_id)
    with office.register.write(office.actor, Action.HANDOVER_SAVED, subject=subject) as writer:
        handover = writer.handover(handover_id)
        kept = writer.attach(
            SubjectKind.HANDOVER,
            handover_id,
            AttachmentKind.HANDOVER_SHEET,
            translate(_CONTEXT, "交接单-第{number}号.pdf").format(number=handover_id),
            filled.pdf,
        )
        writer.save(_printed(handover, kept.id))
    return Outcome(filled, frozenset({SubjectKind.HANDOVER, SubjectKind.ATTACHMENT}))


def fill_custody_ledger(office: Office) -> Filled:
    """Return the custody ledger as it stands today."""
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        name, _ = preparer(office, reader)
    return custody_ledger_of(office, known, name)


def custody_ledger_of(office: Office, known: Snapshot, preparer_name: str) -> Filled:
    """Return the custody ledger of what ``known`` holds; never a secret on it."""
    return _filled(office, LEDGER_FORM, ledger_sources(known, office.today(), preparer_name))


def fill_inventory(office: Office, inventory_id: int) -> Filled:
    """Return the sheet of an inventory as far as it has come."""
    with office.register.read() as reader:
        inventory = inventory_in(reader, inventory_id)
        known = complete_snapshot(office, reader)
    return _filled(office, INVENTORY_FORM, inventory_sources(inventory, known))


def keep_inventory_sheet(writer: Writer, office: Office, inventory: Inventory) -> Filled:
    """Keep the sheet of a finished inventory with it, in the transaction that closes it."""
    sources = inventory_sources(inventory, complete_snapshot(office, writer))
    filled = _filled(office, INVENTORY_FORM, sources)
    name = translate(_CONTEXT, "年度盘点表-{day}.pdf").format(day=inventory.begun_on.isoformat())
    writer.attach(SubjectKind.INVENTORY, inventory.id, AttachmentKind.INVENTORY_SHEET, name, filled.pdf)
    return filled


def envelope_sheets(office: Office, key: RecoveryKey, made: RecoveryPrint) -> bytes:
    """Return cover and key sheet as one PDF. It is kept nowhere; the six words are not on it."""
    qr = qr_picture(made.qr.decode("ascii"))
    sources = envelope_sources(key, snapshot(office), office.actor.name, made.groups, qr)
    jobs = [_job(office, name, sources) for name in ENVELOPE_FORMS]
    return fill_many(jobs, Silent(), attach_values=False)


def inventory_in(reader: Reader, inventory_id: int) -> Inventory:
    """Return one inventory, or raise ``InputError``."""
    for inventory in reader.inventories():
        if inventory.id == inventory_id:
            return inventory
    raise InputError(
        translate(_CONTEXT, "没有编号为{id}的盘点，").format(id=inventory_id), translate(_CONTEXT, "请刷新后再试。")
    )


def _printed(handover: Handover, attachment_id: int) -> Handover:
    state = HandoverState.PRINTED if handover.state is HandoverState.PREPARED else handover.state
    return replace(handover, state=state, sheet_attachment_id=attachment_id)


def _filled(office: Office, form_name: str, sources: dict[str, JsonValue]) -> Filled:
    job = _job(office, form_name, sources)
    return fill(job.form, job.values, attach_values=False)


def _job(office: Office, form_name: str, sources: dict[str, JsonValue]) -> FillJob:
    form = form_in(office.folder, form_name)
    values = {field.name: sources[field.source] for field in form.fields if sources.get(field.source)}
    return FillJob(form=form, values=values)
