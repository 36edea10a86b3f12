"""What custody's papers say, by the ``source`` that a form names: hand-over sheet, ledger, inventory, envelope.

Pure functions of what was read; never a secret among the values. ``docs/forms.md`` lists the sources.
"""

from collections.abc import Sequence
from datetime import date

from pmedia_desktop.measures.custody_terms import change_due, day_of, live_credentials
from pmedia_desktop.measures.filing_progress import next_states
from pmedia_desktop.measures.wording import full_date, listed
from pmedia_desktop.model.account import Account, Operator, OwnerKind
from pmedia_desktop.model.custody import Credential, LoginTerminal
from pmedia_desktop.model.handover import Handover, HandoverTask, Inventory, InventoryRow
from pmedia_desktop.model.keys import RecoveryKey
from pmedia_desktop.model.message import MessageState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.texts import translate

_CONTEXT = "services.custody.sheet_values"
_FULL_GAP = "　"


def handover_sources(handover: Handover, known: Snapshot, today: date) -> dict[str, JsonValue]:
    """Return the values of the hand-over sheet (交接单)."""
    by_id = {credential.id: credential for credential in known.credentials}
    rows = [by_id[one] for one in handover.credential_ids if one in by_id]
    envelope = next((key for key in reversed(known.recovery_keys) if key.is_sealed_to), None)
    taker = known.key_of(handover.incoming_id)
    return {
        **_unit(known),
        "handover.number": _number(handover.id),
        "handover.planned_on": (handover.handed_over_on or handover.planned_on or today).isoformat(),
        "handover.reason": handover.reason,
        "handover.manner": "alone" if handover.alone else "together",
        "handover.outgoing": _presented(known.person(handover.outgoing_id)),
        "handover.incoming": _presented(known.person(handover.incoming_id)),
        "handover.witness": _presented(known.person(handover.witness_id)),
        "handover.leader": _presented(known.person(handover.leader_id)),
        "handover.fingerprint": fingerprint_of(taker.recipient) if taker else "",
        "handover.recovery_fingerprint": fingerprint_of(envelope.recipient) if envelope else "",
        "handover.unfinished": _unfinished(handover, known),
        "handover.contact": handover.contact,
        **_columns(
            "handover.rows",
            {
                "number": [str(number) for number, _ in enumerate(rows, 1)],
                "account": [_account(one, known) for one in rows],
                "login": [_lines(_login(one), _manner(one, handover)) for one in rows],
                "bindings": [_bindings(one, known) for one in rows],
                "administrators": [_administrators(one, known, today) for one in rows],
                "pending": [_pending(one, known) for one in rows],
                "steps": [_steps(one, handover) for one in rows],
            },
        ),
    }


def ledger_sources(known: Snapshot, today: date, preparer_name: str) -> dict[str, JsonValue]:
    """Return the values of the custody ledger (保管台账)."""
    rows = [credential for credential, _ in live_credentials(known)]
    principal = known.person(known.unit.principal_id) if known.unit else None
    envelope = next((key for key in reversed(known.recovery_keys) if key.is_sealed_to), None)
    return {
        **_unit(known),
        "principal.name": principal.name if principal else "",
        "custody.filled_on": today.isoformat(),
        "custody.preparer_name": preparer_name,
        "custody.envelope": _envelope(envelope) if envelope else "",
        "custody.terminals": [_terminal(one) for one in known.terminals if one.is_in_use],
        **_columns(
            "custody.rows",
            {
                "number": [str(number) for number, _ in enumerate(rows, 1)],
                "account": [_account(one, known) for one in rows],
                "login": [_login(one) for one in rows],
                "holder": [_holders(one, known) for one in rows],
                "bindings": [_bindings(one, known) for one in rows],
                "changed": [_changed(one) for one in rows],
                "due": [_due(one, known, today) for one in rows],
                "state": [word(one.status) for one in rows],
            },
        ),
    }


def inventory_sources(inventory: Inventory, known: Snapshot) -> dict[str, JsonValue]:
    """Return the values of the inventory sheet (盘点表), with the names as they were."""
    rows = inventory.rows
    return {
        **_unit(known),
        "inventory.begun_on": inventory.begun_on.isoformat(),
        "inventory.closed_on": inventory.closed_on.isoformat() if inventory.closed_on else None,
        **_columns(
            "inventory.rows",
            {
                "number": [str(number) for number, _ in enumerate(rows, 1)],
                "account": [_lines(row.platform, row.account) for row in rows],
                "login": [_lines(row.kind, row.login_name) for row in rows],
                "holder": [_lines(row.holder, _deputy(row.deputy)) for row in rows],
                "confirmed": [_confirmed(row) for row in rows],
                "remark": [row.remark for row in rows],
            },
        ),
    }


def envelope_sources(
    key: RecoveryKey, known: Snapshot, printed_by: str, groups: Sequence[str], qr: bytes
) -> dict[str, JsonValue]:
    """Return the values of the envelope's two pages. What is printed is encrypted under the six words."""
    numbered = [f"{number:02}{_FULL_GAP}{group}" for number, group in enumerate(groups, 1)]
    height = -(-len(numbered) // 4)
    former = [one for one in known.recovery_keys if one.id < key.id and one.printed_at is not None]
    return {
        **_unit(known),
        "envelope.number": _number(key.id),
        "envelope.printed_on": day_of(key.printed_at).isoformat() if key.printed_at else None,
        "envelope.printed_by": printed_by,
        "envelope.place": key.place,
        "envelope.fingerprint": fingerprint_of(key.recipient) if key.recipient else "",
        "envelope.replaces": _number(former[-1].id) if former else "",
        "envelope.qr": qr,
        **{
            f"envelope.groups.{column + 1}": list(numbered[column * height : (column + 1) * height])
            for column in range(4)
        },
    }


def fingerprint_of(recipient: str) -> str:
    """Return the groups by which people compare a public half, in one line."""
    from pmedia_desktop.vault.identities import fingerprint

    return _FULL_GAP.join(fingerprint(recipient))


def _unit(known: Snapshot) -> dict[str, JsonValue]:
    return {"unit.full_name": (known.unit or Unit()).full_name}


def _columns(prefix: str, columns: dict[str, list[str]]) -> dict[str, JsonValue]:
    nothing = translate(_CONTEXT, "无")
    return {f"{prefix}.{name}": [cell or nothing for cell in cells] for name, cells in columns.items()}


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _number(number: int) -> str:
    return translate(_CONTEXT, "第{number}号").format(number=number)


def _presented(person: Person | None) -> str:
    if person is None:
        return ""
    return _FULL_GAP.join(part for part in (person.name, person.department, person.post, person.phone) if part)


def _account(credential: Credential, known: Snapshot) -> str:
    account = known.account(credential.account_id) or Account()
    return _lines(known.platform(account.platform).name, account.name)


def _login(credential: Credential) -> str:
    return _lines(word(credential.kind), credential.login_name)


def _manner(credential: Credential, handover: Handover) -> str:
    if not credential.kind.has_secret:
        return translate(_CONTEXT, "当面移交扫码权限")
    if not credential.keeps_secret or credential.current is None:
        return translate(_CONTEXT, "当面重置密码")
    if handover.alone:
        return translate(_CONTEXT, "启封密封件后封存给接收人")
    return translate(_CONTEXT, "程序封存给接收人")


def _bindings(credential: Credential, known: Snapshot) -> str:
    account = known.account(credential.account_id) or Account()
    phone = credential.bound_phone or account.bound_phone
    email = credential.bound_email or account.bound_email
    owner = "" if account.bound_phone_owner is OwnerKind.UNKNOWN else word(account.bound_phone_owner)
    return _lines(
        translate(_CONTEXT, "手机：{phone}").format(phone=phone) if phone else "",
        _label(translate(_CONTEXT, "机主：{who}"), account.bound_phone_owner_name or owner),
        _label(translate(_CONTEXT, "手机卡：{who}"), credential.sim_keeper),
        _label(translate(_CONTEXT, "邮箱：{who}"), email),
        _label(translate(_CONTEXT, "邮箱保管：{who}"), credential.email_keeper),
    )


def _label(pattern: str, value: str) -> str:
    return pattern.format(who=value) if value else ""


def _administrators(credential: Credential, known: Snapshot, today: date) -> str:
    account = known.account(credential.account_id) or Account()
    administrator = credential.platform_administrator or account.platform_administrator
    working = [_operator(one) for one in account.operators if one.until is None or one.until >= today]
    return _lines(
        _label(translate(_CONTEXT, "管理员：{who}"), administrator),
        _label(translate(_CONTEXT, "运营者：{who}"), listed(working)),
    )


def _operator(operator: Operator) -> str:
    if operator.until is not None:
        return translate(_CONTEXT, "{name}（至{until}）").format(name=operator.name, until=operator.until.isoformat())
    if operator.long_term:
        return operator.name
    return translate(_CONTEXT, "{name}（短期）").format(name=operator.name)


def _pending(credential: Credential, known: Snapshot) -> str:
    account = known.account(credential.account_id) or Account()
    filings = [
        translate(_CONTEXT, "{kind}备案{state}").format(kind=word(filing.kind), state=word(filing.state))
        for filing in known.filings_of(credential.account_id)
        if next_states(filing)
    ]
    until = account.certified_until
    return _lines(
        translate(_CONTEXT, "认证至{day}").format(day=until.isoformat()) if until else "",
        _label(translate(_CONTEXT, "授权：{who}"), credential.authorisations or account.contractor),
        _label(translate(_CONTEXT, "备案：{who}"), listed(filings)),
        _unanswered(credential, known),
    )


def _unanswered(credential: Credential, known: Snapshot) -> str:
    """Return how many messages wait for an answer; a blank for the hand where the unit keeps no reply ledger."""
    if not known.messages:
        return translate(_CONTEXT, "未回复留言：　　条")
    waiting = [
        one for one in known.messages if one.account_id == credential.account_id and one.state is MessageState.OPEN
    ]
    return translate(_CONTEXT, "未回复留言：{count}条").format(count=len(waiting))


def _steps(credential: Credential, handover: Handover) -> str:
    return "\n".join(_box(task) for task in handover.tasks if task.credential_id == credential.id and task.needed)


def _box(task: HandoverTask) -> str:
    box = "☑" if task.done_on else "☐"
    if task.done_on is None and task.due_on is not None:
        return translate(_CONTEXT, "{box}{step}（{due}前）").format(
            box=box, step=word(task.step), due=task.due_on.isoformat()
        )
    return f"{box}{word(task.step)}"


def _unfinished(handover: Handover, known: Snapshot) -> str:
    by_id = {credential.id: credential for credential in known.credentials}
    dated = [
        translate(_CONTEXT, "{account}{step}，{due}前").format(
            account=account.name if account else "", step=word(task.step), due=full_date(task.due_on)
        )
        for task in handover.open_tasks()
        if task.due_on is not None and task.credential_id in by_id
        for account in [known.account(by_id[task.credential_id].account_id)]
    ]
    return _lines(handover.unfinished, *dated)


def _holders(credential: Credential, known: Snapshot) -> str:
    holder, deputy = known.person(credential.holder_id), known.person(credential.deputy_id)
    return _lines(holder.name if holder else "", _deputy(deputy.name if deputy else ""))


def _deputy(name: str) -> str:
    return translate(_CONTEXT, "B岗：{name}").format(name=name) if name else ""


def _changed(credential: Credential) -> str:
    version = credential.version
    return _lines(day_of(version.set_at).isoformat(), version.set_by) if version else ""


def _due(credential: Credential, known: Snapshot, today: date) -> str:
    due, _ = change_due(credential, known.settings, today)
    return due.isoformat() if due else ""


def _envelope(key: RecoveryKey) -> str:
    parts = [_number(key.id), key.place, word(key.state)]
    if key.confirmed_at is not None:
        parts.append(day_of(key.confirmed_at).isoformat())
    return translate(_CONTEXT, "，").join(part for part in parts if part)


def _terminal(terminal: LoginTerminal) -> str:
    parts = (terminal.name, terminal.asset_number, terminal.place, terminal.vouched_by)
    return translate(_CONTEXT, "，").join(part for part in parts if part)


def _confirmed(row: InventoryRow) -> str:
    if row.confirmed_on is None:
        return translate(_CONTEXT, "☐未确认")
    return _lines(translate(_CONTEXT, "☑{day}").format(day=row.confirmed_on.isoformat()), row.confirmed_by)
