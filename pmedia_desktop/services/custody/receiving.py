"""Taking in what was carried from another PC: the other end of transfers.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.custody import ChangeReason, Credential, CredentialKind, CustodyAct, SecretVersion
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody import copying, events
from pmedia_desktop.services.custody.appointing import appoint
from pmedia_desktop.services.custody.deposits import in_use
from pmedia_desktop.services.custody.keys import open_person, proved
from pmedia_desktop.services.custody.recipients import recipients_of
from pmedia_desktop.services.custody.settling import settle_quietly
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.transfer import needs_passphrase

_CONTEXT = "services.custody.receiving"
_CHANGED = frozenset({SubjectKind.CREDENTIAL})
_LARGEST_FILE = 1_000_000  # bytes: a hundred credentials take a tenth of it


@dataclass(frozen=True)
class Received:
    """What arrived, and the receipt's number to be told to the sender."""

    credentials: tuple[Credential, ...]
    receipt: str


def read_transfer_file(path: Path) -> tuple[str, bool]:
    """Return the text of a file from another PC, and whether it opens with a passphrase told by voice."""
    try:
        with path.open("rb") as opened:
            content = opened.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "读不到文件“{name}”，").format(name=path.name),
            translate(_CONTEXT, "请检查U盘是否插好、文件是否还在。"),
        ) from error
    text = content[:_LARGEST_FILE].decode("ascii", "replace")
    return text, needs_passphrase(text)


def receive(
    office: Office, vault: Vault, file: str, *, passphrase: Secret | None = None, progress: Progress | None = None
) -> Outcome[Received]:
    """Take in a file: each secret is sealed to its holder here, a new way in is held by whose identity lies open.

    Accounts have to be in this register already, by platform and name or ID; they are named when they are not.
    """
    taker = open_person(office, vault)
    if taker is None:
        raise InputError(
            translate(_CONTEXT, "导入前请接收人输入开锁口令，"),
            translate(_CONTEXT, "还没有的请先设置。"),
            field="passphrase",
        )
    acting = proved(office, vault)
    about, stamps = vault.unpack(file, passphrase, progress)
    receipt, items = _read_about(about)
    if len(items) != len(stamps):
        raise _unreadable()
    accounts = _accounts_for(items, snapshot(acting))
    chosen = [_place_for(acting, item, account, taker.id) for item, account in zip(items, accounts, strict=True)]
    with acting.register.read() as reader:
        current = [reader.credential(one) for one in chosen]
        recipients = recipients_of(reader, replace(current[0], holder_id=taker.id, deputy_id=None, loan=None))
    versions = [
        SecretVersion(number=copying.next_number(one), set_at=stamp.set_at, set_by=acting.actor.name)
        for one, stamp in zip(current, stamps, strict=True)
    ]
    stamped = [copying.stamp_of(one, version) for one, version in zip(current, versions, strict=True)]
    sealed = vault.seal_received(stamped, recipients, progress)
    kept = []
    for credential, version, text in zip(current, versions, sealed, strict=True):
        kept.append(
            copying.store(
                acting,
                vault,
                credential,
                copying.NewCopy(version, recipients, text),
                action=Action.SECRETS_CARRIED,
                along=_arrival(acting, version.number),
                progress=progress,
            )
        )
    settle_quietly(acting, vault, progress)
    return Outcome(Received(tuple(kept), receipt), _CHANGED)


def _arrival(office: Office, number: int) -> copying.Along:
    def along(writer: Writer, pointed: Credential) -> Credential:
        events.record(writer, office, CustodyAct.CARRIED_IN, pointed.id, version=number)
        return replace(in_use(pointed), change_since=office.now(), change_reason=ChangeReason.CARRIED_AWAY)

    return along


def _read_about(about: str) -> tuple[str, list[dict[str, str]]]:
    try:
        content: dict[str, Any] = json.loads(about)
        items = [{str(name): str(value) for name, value in item.items()} for item in content["credentials"]]
        for item in items:
            CredentialKind(item["kind"])
        return str(content["receipt"]), items
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _unreadable() from None


def _unreadable() -> InputError:
    return InputError(
        translate(_CONTEXT, "这个文件里的账号说明读不出来，"), translate(_CONTEXT, "请让对方用本程序重新导出。")
    )


def _accounts_for(items: Sequence[dict[str, str]], known: Snapshot) -> list[Account]:
    found = []
    missing = []
    for item in items:
        account = _account_for(item, known)
        if account is None:
            missing.append(f"{known.platform(item.get('platform', '')).name}“{item.get('account', '')}”")
        else:
            found.append(account)
    if missing:
        raise InputError(
            translate(_CONTEXT, "登记册里还没有这些账号：{accounts}，").format(
                accounts=translate(_CONTEXT, "、").join(dict.fromkeys(missing))
            ),
            translate(_CONTEXT, "请先登记账号，再导入这个文件。"),
        )
    return found


def _account_for(item: dict[str, str], known: Snapshot) -> Account | None:
    same_platform = [one for one in known.accounts if one.platform == item.get("platform")]
    for key, field in (("platform_id", "platform_id"), ("account", "name")):
        for account in same_platform:
            if item.get(key) and getattr(account, field) == item[key]:
                return account
    return None


def _place_for(office: Office, item: dict[str, str], account: Account, taker_id: int) -> int:
    """Return the credential that takes the secret in; made with the taker as its holder when there is none."""
    kind = CredentialKind(item["kind"])
    with office.register.read() as reader:
        for credential in reader.credentials(account.id):
            same = credential.kind is kind and credential.login_name == item.get("login_name", "")
            if same and credential.is_active and credential.holder_id == taker_id and credential.keeps_secret:
                return credential.id
    made = appoint(
        office,
        Credential(
            account_id=account.id,
            kind=kind,
            login_name=item.get("login_name", ""),
            bound_phone=item.get("bound_phone", ""),
            bound_email=item.get("bound_email", ""),
            holder_id=taker_id,
        ),
    )
    return made.value.id
