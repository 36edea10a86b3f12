"""The yearly inventory (年度盘点): every holder confirms what they hold; closed and printed when it is complete."""

from dataclasses import replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_terms import live_credentials
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CustodyAct
from pmedia_desktop.model.handover import Inventory, InventoryRow
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.services.custody import events
from pmedia_desktop.services.custody.keys import proved
from pmedia_desktop.services.custody.sheets import inventory_in, keep_inventory_sheet
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault

_CONTEXT = "services.custody.inventories"
_CHANGED = frozenset({SubjectKind.INVENTORY})


def list_inventories(office: Office) -> tuple[Inventory, ...]:
    """Return all inventories, oldest first."""
    with office.register.read() as reader:
        return reader.inventories()


def begin_inventory(office: Office) -> Outcome[Inventory]:
    """Begin an inventory of everything that lets somebody in, with the names as they are today."""
    with office.register.write(office.actor, Action.INVENTORY_SAVED, subject=_subject()) as writer:
        known = complete_snapshot(office, writer)
        if any(one.closed_on is None for one in known.inventories):
            raise InputError(translate(_CONTEXT, "上一次盘点还没有办结，"), translate(_CONTEXT, "请先逐项确认并办结。"))
        rows = _rows(known)
        if not rows:
            raise InputError(
                translate(_CONTEXT, "还没有登记任何密码或登录方式，"), translate(_CONTEXT, "请先指定保管人。")
            )
        saved = writer.save(Inventory(begun_on=office.today(), rows=rows))
    return Outcome(saved, _CHANGED)


def confirm_row(
    office: Office, vault: Vault | None, inventory_id: int, credential_id: int, remark: str = ""
) -> Outcome[Inventory]:
    """Let the holder confirm one row: still in hand, and what is bound to it is right.

    Who has given the passphrase is proved; without ``vault`` or with a locked one it is the acting person's word.
    """
    acting = office if vault is None else proved(office, vault)
    with acting.register.write(acting.actor, Action.INVENTORY_SAVED, subject=_subject(inventory_id)) as writer:
        inventory = inventory_in(writer, inventory_id)
        if inventory.closed_on is not None or credential_id not in {row.credential_id for row in inventory.rows}:
            raise InputError(
                translate(_CONTEXT, "这次盘点已经办结，或者没有这一项，"), translate(_CONTEXT, "请刷新后再试。")
            )
        credential = writer.credential(credential_id)
        holder = writer.person(credential.holder_id) if credential.holder_id else None
        if credential.is_active and (holder is None or holder.name != acting.actor.name):
            raise InputError(
                translate(_CONTEXT, "这一项由{name}保管，").format(name=holder.name if holder else ""),
                translate(_CONTEXT, "请由保管人本人确认。"),
                field="holder_id",
            )
        rows = tuple(
            replace(
                row,
                confirmed_on=acting.today(),
                confirmed_by=acting.actor.name,
                proved=acting.actor.proved,
                remark=remark.strip() or row.remark,
            )
            if row.credential_id == credential_id
            else row
            for row in inventory.rows
        )
        saved = writer.save(replace(inventory, rows=rows))
        events.record(writer, acting, CustodyAct.CHECKED, credential_id, reason=remark.strip())
    return Outcome(saved, _CHANGED)


def close_inventory(office: Office, inventory_id: int) -> Outcome[Filled]:
    """Close an inventory in which every row is confirmed; its sheet is kept, and returned for printing."""
    with office.register.write(office.actor, Action.INVENTORY_SAVED, subject=_subject(inventory_id)) as writer:
        inventory = inventory_in(writer, inventory_id)
        missing = [row for row in inventory.rows if row.confirmed_on is None]
        if missing:
            raise InputError(
                translate(_CONTEXT, "还有{count}项没有确认：{account}（{kind}，{holder}）等，").format(
                    count=len(missing), account=missing[0].account, kind=missing[0].kind, holder=missing[0].holder
                ),
                translate(_CONTEXT, "请由各保管人确认后再办结。"),
            )
        if inventory.closed_on is not None:
            raise InputError(translate(_CONTEXT, "这次盘点已经办结，"), translate(_CONTEXT, "不用再办。"))
        closed = writer.save(replace(inventory, closed_on=office.today()))
        filled = keep_inventory_sheet(writer, office, closed)
    return Outcome(filled, _CHANGED | {SubjectKind.ATTACHMENT})


def _rows(known: Snapshot) -> tuple[InventoryRow, ...]:
    rows = []
    for credential, account in live_credentials(known):
        holder, deputy = known.person(credential.holder_id), known.person(credential.deputy_id)
        rows.append(
            InventoryRow(
                credential_id=credential.id,
                account=account.name,
                platform=known.platform(account.platform).name,
                kind=word(credential.kind),
                login_name=credential.login_name,
                holder=holder.name if holder else "",
                deputy=deputy.name if deputy else "",
            )
        )
    return tuple(rows)


def _subject(inventory_id: int = 0) -> Subject:
    return Subject(SubjectKind.INVENTORY, inventory_id)
