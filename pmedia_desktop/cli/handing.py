"""``pmedia-desktop custody handover|leave|inventory|ledger …``: what is handed over, worked off, counted, printed."""

import argparse
from typing import TYPE_CHECKING, Any

from pmedia_desktop.cli.custody import desk_for, read_passphrase, unlock
from pmedia_desktop.cli.named import person_named
from pmedia_desktop.cli.shared import DONE, open_for, print_json, say, write, write_paper
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.measures.leaving import LeavingRow
    from pmedia_desktop.model.handover import Inventory
    from pmedia_desktop.services.custody.leaving import LeavingList

_CONTEXT = "cli.handing"


def hand_over(options: argparse.Namespace) -> int:
    """Hand one credential over before a witness; the holder's passphrase comes in on standard input."""
    from pmedia_desktop.services.custody import handovers, sheets

    with desk_for(options) as desk:
        taker, witness = person_named(desk.office, options.to), person_named(desk.office, options.witness)
        with desk.office.register.read() as reader:
            keeps_secret = reader.credential(options.id).current is not None
        if keeps_secret:
            unlock(desk, options, options.id)
        done = handovers.hand_over_one(desk.office, desk.vault, options.id, taker.id, witness.id, options.reason).value
        if options.out is not None:
            write(options.out, sheets.print_handover(desk.office, done.id).value.pdf)
    say(
        options,
        translate(_CONTEXT, "已移交给{name}，监交人{witness}；请今天更换密码并办理交接事项。").format(
            name=taker.name, witness=witness.name
        ),
        {
            "handover": done.id,
            "id": options.id,
            "to": taker.name,
            "witness": witness.name,
            "open": [task.step.value for task in done.open_tasks()],
        },
    )
    return DONE


def leave(options: argparse.Namespace) -> int:
    """Record somebody's last day, or with ``--list`` only look; print what is left to work off."""
    from pmedia_desktop.services.custody import leaving

    with desk_for(options) as desk:
        person = person_named(desk.office, options.person)
        if options.list:
            found = leaving.leaving_list(desk.office, person.id)
        else:
            last_day = options.last_day or desk.office.today()
            found = leaving.leave(desk.office, person.id, last_day, options.reason).value
    print_json(_leaving_facts(found))
    return DONE


def _leaving_facts(found: "LeavingList") -> dict[str, Any]:
    return {
        "person": found.person.name,
        "last_day": found.last_day.isoformat(),
        "done": found.is_done,
        "rows": [_row_facts(row) for row in found.rows],
    }


def _row_facts(row: "LeavingRow") -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "subject": row.subject.title,
        "id": row.subject.id,
        "account": row.account,
        "what": row.what,
        "remedy": row.remedy,
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
    }


def ledger(options: argparse.Namespace) -> int:
    """Write the custody ledger, as a PDF or a Word file."""
    from pmedia_desktop.services.custody.sheets import fill_custody_ledger

    with open_for(options) as office:
        filled = fill_custody_ledger(office)
    write_paper(options.out, filled)
    say(
        options,
        translate(_CONTEXT, "已写入 {path}。").format(path=options.out),
        {"file": str(options.out), "pages": filled.pages},
    )
    return DONE


def inventory_begin(options: argparse.Namespace) -> int:
    """Begin the yearly inventory."""
    from pmedia_desktop.services.custody import inventories

    with desk_for(options) as desk:
        begun = inventories.begin_inventory(desk.office).value
    print_json(_inventory_facts(begun))
    return DONE


def inventory_list(options: argparse.Namespace) -> int:
    """Print all inventories with their rows."""
    from pmedia_desktop.services.custody import inventories

    with open_for(options) as office:
        found = inventories.list_inventories(office)
    print_json([_inventory_facts(one) for one in found])
    return DONE


def inventory_confirm(options: argparse.Namespace) -> int:
    """Let the holder (``--as``) confirm one row; with ``--prove`` the passphrase comes in on standard input."""
    from pmedia_desktop.services.custody import inventories, keys

    with desk_for(options) as desk:
        if options.prove:
            person = person_named(desk.office, options.acting)
            keys.unlock(desk.office, desk.vault, person.id, read_passphrase())
        done = inventories.confirm_row(desk.office, desk.vault, options.id, options.credential, options.remark).value
    print_json(_inventory_facts(done))
    return DONE


def inventory_close(options: argparse.Namespace) -> int:
    """Close a complete inventory and write its sheet."""
    from pmedia_desktop.services.custody import inventories

    with desk_for(options) as desk:
        filled = inventories.close_inventory(desk.office, options.id).value
    write_paper(options.out, filled)
    say(
        options,
        translate(_CONTEXT, "盘点已办结，盘点表已写入 {path}。").format(path=options.out),
        {"file": str(options.out), "pages": filled.pages},
    )
    return DONE


def _inventory_facts(inventory: "Inventory") -> dict[str, Any]:
    return {
        "id": inventory.id,
        "begun_on": inventory.begun_on.isoformat(),
        "closed_on": inventory.closed_on.isoformat() if inventory.closed_on else None,
        "rows": [
            {
                "id": row.credential_id,
                "account": row.account,
                "kind": row.kind,
                "holder": row.holder,
                "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else None,
                "confirmed_by": row.confirmed_by,
            }
            for row in inventory.rows
        ],
    }
