"""``pmedia-desktop custody …``: the custody of passwords (Article 15) over the same services as the window.

Secrets come in on standard input and go out on standard output, one per line; nothing else is printed with them.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from pmedia_desktop.cli.commands import exit_code_of, finding_facts
from pmedia_desktop.cli.named import account_named, person_named
from pmedia_desktop.cli.secret_input import read_line, read_rest
from pmedia_desktop.cli.shared import DONE, FOUND_ERRORS, open_for, print_json, say
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.custody.records import CredentialRow
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.secret import Secret

_CONTEXT = "cli.custody"
_END_OF_DAY = time(18, 0)


@dataclass(frozen=True)
class Desk:
    """What a command of custody works with: the office as used by ``--as``, and the vault."""

    office: "Office"
    vault: "Vault"


@contextmanager
def desk_for(options: argparse.Namespace) -> Iterator[Desk]:
    """Open register and vault, acting as the person of ``--as``; both are closed afterwards."""
    from pmedia_desktop.services.office import acting_as
    from pmedia_desktop.vault.client import Vault

    with open_for(options) as office, Vault() as vault:
        if options.acting:
            office = acting_as(office, person_named(office, options.acting).name)
        yield Desk(office, vault)


def unlock(desk: Desk, options: argparse.Namespace, credential_id: int) -> None:
    """Open the identity of ``--as``, else of the credential's holder, with the passphrase on standard input."""
    from pmedia_desktop.services.custody import keys

    with desk.office.register.read() as reader:
        holder_id = reader.credential(credential_id).holder_id
    person_id = person_named(desk.office, options.acting).id if options.acting else holder_id
    if person_id is None:
        raise InputError(translate(_CONTEXT, "这一项没有保管人，"), translate(_CONTEXT, "请用 --as 写明由谁开锁。"))
    keys.unlock(desk.office, desk.vault, person_id, read_passphrase())


def read_passphrase() -> "Secret":
    """Return the passphrase on the next line of standard input."""
    return read_line(translate(_CONTEXT, "开锁口令："))


def list_credentials(options: argparse.Namespace) -> int:
    """Print who holds what as `{id, account, kind, login, holder, deputy, version, change_due, status}`."""
    from pmedia_desktop.services.custody.records import custody_overview

    with open_for(options) as office:
        rows = custody_overview(office).rows
    print_json([_facts(row) for row in rows])
    return DONE


def _facts(row: "CredentialRow") -> dict[str, Any]:
    version = row.credential.version
    return {
        "id": row.credential.id,
        "account": row.account_name,
        "kind": row.credential.kind.value,
        "login": row.credential.login_name,
        "holder": row.holder.name if row.holder else None,
        "deputy": row.deputy.name if row.deputy else None,
        "version": version.number if version else None,
        "change_due": row.change_due.isoformat() if row.change_due else None,
        "status": row.credential.status.value,
    }


def enroll(options: argparse.Namespace) -> int:
    """Make a person's key from the passphrase on standard input."""
    from pmedia_desktop.services.custody import keys
    from pmedia_desktop.vault.identities import fingerprint

    with desk_for(options) as desk:
        person = person_named(desk.office, options.person)
        key = keys.enroll(desk.office, desk.vault, person.id, read_passphrase()).value
    groups = " ".join(fingerprint(key.recipient))
    say(
        options,
        translate(_CONTEXT, "{name}的开锁口令已设置，公开钥匙的指纹：{fingerprint}。").format(
            name=person.name, fingerprint=groups
        ),
        {"person": person.name, "recipient": key.recipient, "fingerprint": groups},
    )
    return DONE


def appoint(options: argparse.Namespace) -> int:
    """Appoint the holder of a way into an account; print the new record's number."""
    from pmedia_desktop.model.custody import Credential, CredentialKind, CredentialStatus
    from pmedia_desktop.services.custody import appointing

    with desk_for(options) as desk:
        credential = Credential(
            account_id=account_named(desk.office, options.account).id,
            kind=CredentialKind(options.kind),
            status=CredentialStatus.HOLDER_ONLY if options.holder_only else CredentialStatus.EMPTY,
            login_name=options.login,
            bound_phone=options.phone,
            sim_keeper=options.sim_keeper,
            bound_email=options.email,
            platform_administrator=options.administrator,
            holder_id=person_named(desk.office, options.holder).id,
            deputy_id=person_named(desk.office, options.deputy).id if options.deputy else None,
        )
        saved = appointing.appoint(desk.office, credential).value
    say(options, str(saved.id), {"id": saved.id})
    return DONE


def deposit(options: argparse.Namespace) -> int:
    """Keep the secret on standard input as the next version."""
    from pmedia_desktop.model.custody import CredentialKind
    from pmedia_desktop.services.custody import deposits

    with desk_for(options) as desk:
        with desk.office.register.read() as reader:
            kind = reader.credential(options.id).kind
        read = read_rest if kind is CredentialKind.RECOVERY_CODES else read_line
        secret = read(translate(_CONTEXT, "账号密码："))
        saved = deposits.deposit(desk.office, desk.vault, options.id, secret).value
    number = saved.version.number if saved.version else 0
    say(
        options,
        translate(_CONTEXT, "已存入第{number}版，请用它登录一次，再办登录验证。").format(number=number),
        {"id": saved.id, "version": number},
    )
    return DONE


def confirm(options: argparse.Namespace) -> int:
    """Note that a login has succeeded; a former version goes then, for which standard input holds the passphrase."""
    from pmedia_desktop.model.custody import CopyState
    from pmedia_desktop.services.custody import deposits

    with desk_for(options) as desk:
        with desk.office.register.read() as reader:
            copies = reader.credential(options.id).copies
        if any(copy.state is CopyState.KEPT for copy in copies):
            unlock(desk, options, options.id)
        deposits.confirm_login(desk.office, desk.vault, options.id)
    say(options, translate(_CONTEXT, "已记录登录验证。"), {"id": options.id})
    return DONE


def show(options: argparse.Namespace) -> int:
    """Print the secret alone; the passphrase comes in on standard input, the reason is written down."""
    from pmedia_desktop.services.custody import looking

    with desk_for(options) as desk:
        unlock(desk, options, options.id)
        if options.code:
            shown = looking.one_time_code(desk.office, desk.vault, options.id, options.reason).code
        else:
            shown = looking.show(desk.office, desk.vault, options.id, options.reason)
    sys.stdout.write(shown.reveal() + "\n")
    return DONE


def lend(options: argparse.Namespace) -> int:
    """Let a colleague read a secret until a time."""
    from pmedia_desktop.services.custody import loans

    with desk_for(options) as desk:
        borrower = person_named(desk.office, options.to)
        until = options.until or _next_end_of_day(desk.office.now())
        unlock(desk, options, options.id)
        loans.lend(desk.office, desk.vault, options.id, borrower.id, until, options.reason)
    say(
        options,
        translate(_CONTEXT, "已借给{name}，{until}前归还。").format(
            name=borrower.name, until=until.astimezone().strftime("%Y-%m-%d %H:%M")
        ),
        {"id": options.id, "to": borrower.name, "until": until.isoformat()},
    )
    return DONE


def _next_end_of_day(now: datetime) -> datetime:
    """Return 18 o'clock of today, or of tomorrow when that has passed."""
    local = now.astimezone()
    end = datetime.combine(local.date(), _END_OF_DAY, local.tzinfo)
    return end if end > local else end + timedelta(days=1)


def give_back(options: argparse.Namespace) -> int:
    """Note that what was lent has come back; needs nobody's passphrase."""
    from pmedia_desktop.services.custody import loans

    with desk_for(options) as desk:
        loans.take_back(desk.office, desk.vault, options.id)
    say(options, translate(_CONTEXT, "已归还；借用人知道过密码，请今天更换。"), {"id": options.id})
    return DONE


def add_terminal(options: argparse.Namespace) -> int:
    """Enter this PC, or the named device, into the list of login terminals."""
    from pmedia_desktop.model.custody import LoginTerminal, TerminalKind
    from pmedia_desktop.services.custody import terminals

    with desk_for(options) as desk:
        if options.name:
            device = LoginTerminal(
                kind=TerminalKind(options.kind),
                name=options.name,
                asset_number=options.asset,
                place=options.place,
                vouched_by=options.vouched_by,
            )
            saved = terminals.save_terminal(desk.office, device).value
        else:
            saved = terminals.confirm_this_computer(
                desk.office, asset_number=options.asset, place=options.place, vouched_by=options.vouched_by
            ).value
    say(
        options,
        translate(_CONTEXT, "“{name}”已列入登录终端清单。").format(name=saved.name),
        {"id": saved.id, "name": saved.name},
    )
    return DONE


def report(options: argparse.Namespace) -> int:
    """Print the findings of Article 15; 1 when one of them is an error."""
    from pmedia_desktop.measures.wording import article
    from pmedia_desktop.services.today import check_all

    with open_for(options) as office:
        findings = [finding for finding in check_all(office) if finding.article == article(15)]
    print_json([finding_facts(finding) for finding in findings])
    return exit_code_of(findings)


def reconcile(options: argparse.Namespace) -> int:
    """Bring register and keyring together again; 1 when something is left that only people can mend."""
    from pmedia_desktop.services.custody.reconcile import reconcile as bring_together

    with desk_for(options) as desk:
        found = bring_together(desk.office, desk.vault)
    nothing = translate(_CONTEXT, "登记册与系统密码库一致。")
    say(
        options,
        "\n".join((*found.done, *found.left)) or nothing,
        {"done": list(found.done), "left": list(found.left)},
    )
    return FOUND_ERRORS if found.left else DONE
