"""What is due around the secrets (Article 15): the envelope, hand-overs, the yearly check, files sent to another PC."""

from collections.abc import Iterator
from datetime import date, timedelta

from pmedia_desktop.measures.custody_terms import day_of, live_credentials
from pmedia_desktop.measures.matters import Matter
from pmedia_desktop.measures.subjects import about_envelope, about_handover, about_unit
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CustodyAct
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.handover import Handover, Inventory
from pmedia_desktop.model.keys import RecoveryKey, RecoveryState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

#: The yearly check is asked for so many days after the last one, and announced so many days before.
_YEAR, _ANNOUNCED = 365, 30


def matters_of_upkeep(snapshot: Snapshot) -> Iterator[Matter]:
    """Yield what is open around the secrets; nothing while the unit has entered no credential."""
    for key in snapshot.recovery_keys:
        if key.state in (RecoveryState.PENDING, RecoveryState.PRINTED):
            yield _unsealed(key)
    yield from _envelope_missing(snapshot)
    for handover in snapshot.handovers:
        if handover.is_open:
            yield _handover(handover, snapshot)
    for transfer in snapshot.transfers:
        if transfer.received_at is None:
            yield Matter(
                rule="article15.transfer",
                subject=Subject(SubjectKind.TRANSFER, transfer.id, transfer.taker),
                what=translate("measures.custody_upkeep", "等待回执：{taker}").format(taker=transfer.taker),
                due=None,
                fact=translate("measures.custody_upkeep", "{day}带给{taker}的密码还没有登记回执").format(
                    day=full_date(day_of(transfer.sent_at)), taker=transfer.taker
                ),
                advice=translate("measures.custody_upkeep", "请向对方索取回执号并登记，之后更换密码"),
            )


def matters_of_inventory(snapshot: Snapshot, on: date) -> Iterator[Matter]:
    """Yield the yearly check (年度盘点): begun and unfinished, or due a year after the last one or the beginning."""
    unit = snapshot.unit
    if unit is None or not any(True for _ in live_credentials(snapshot)):
        return
    unfinished = next((one for one in snapshot.inventories if one.closed_on is None), None)
    if unfinished is not None:
        yield _unfinished(unfinished)
        return
    last = max((one.closed_on for one in snapshot.inventories if one.closed_on is not None), default=None)
    since = last or _began_on(snapshot)
    if since is not None and (on - since).days < _YEAR - _ANNOUNCED:
        return
    if last is not None:
        fact = translate("measures.custody_upkeep", "上次盘点是{day}，保管情况每年核对一次").format(day=full_date(last))
    else:
        fact = translate("measures.custody_upkeep", "开始登记保管以来还没有盘点过，保管情况每年核对一次")
    yield Matter(
        rule="article15.inventory",
        subject=about_unit(unit),
        what=translate("measures.custody_upkeep", "年度盘点：请每位保管人核对一遍"),
        due=since + timedelta(days=min(_YEAR, (date.max - since).days)) if since else None,
        fact=fact,
        advice=translate("measures.custody_upkeep", "请开始盘点，由保管人逐项确认后打印签字"),
    )


def _unfinished(inventory: Inventory) -> Matter:
    rest = sum(row.confirmed_on is None for row in inventory.rows)
    title = translate("measures.custody_upkeep", "{year}年盘点").format(year=inventory.begun_on.year)
    return Matter(
        rule="article15.inventory",
        subject=Subject(SubjectKind.INVENTORY, inventory.id, title),
        what=translate("measures.custody_upkeep", "继续盘点：还有{count}项未确认").format(count=rest),
        due=None,
        fact=translate("measures.custody_upkeep", "{day}开始的盘点还没有办结").format(
            day=full_date(inventory.begun_on)
        ),
        advice=translate("measures.custody_upkeep", "请保管人逐项确认，全部确认后办结"),
    )


def _began_on(snapshot: Snapshot) -> date | None:
    """Return the first appointment's day, or None when it lies before the events that the snapshot holds."""
    appointed = {
        event.credential_id: day_of(event.at)
        for event in snapshot.custody_events
        if event.act is CustodyAct.APPOINTED and event.credential_id is not None
    }
    days = [appointed.get(credential.id) for credential, _ in live_credentials(snapshot)]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _unsealed(key: RecoveryKey) -> Matter:
    subject = about_envelope(key)
    if key.state is RecoveryState.PRINTED:
        fact = translate("measures.custody_upkeep", "{envelope}已打印，还没有输入字母组核对")
        advice = translate("measures.custody_upkeep", "请照打印件输入要核对的几组字母，核对无误后封存")
    else:
        fact = translate("measures.custody_upkeep", "单位的备用钥匙还没有打印成{envelope}")
        advice = translate(
            "measures.custody_upkeep", "请打印密封件，由领导手写六个词后封存；保管人不在时只有它能取出密码"
        )
    return Matter(
        rule="article15.envelope",
        subject=subject,
        what=translate("measures.custody_upkeep", "打印并核对{envelope}").format(envelope=subject.title),
        due=key.postponed_until or day_of(key.made_at),
        fact=fact.format(envelope=subject.title),
        advice=advice,
        early=Severity.NOTE,
    )


def _envelope_missing(snapshot: Snapshot) -> Iterator[Matter]:
    """Yield the new envelope that an opened one asks for, as long as secrets are kept."""
    keeps = any(credential.current is not None for credential, _ in live_credentials(snapshot))
    if not keeps or any(key.is_sealed_to for key in snapshot.recovery_keys):
        return
    opened = [key for key in snapshot.recovery_keys if key.opened_at is not None]
    last = max(opened, key=lambda key: (key.opened_at, key.id), default=None)
    if last is None or last.opened_at is None:
        return
    day = day_of(last.opened_at)
    yield Matter(
        rule="article15.envelope",
        subject=about_envelope(last),
        what=translate("measures.custody_upkeep", "办理新的密封件"),
        due=day,
        fact=translate("measures.custody_upkeep", "{envelope}已于{day}启封，存入的密码没有新的密封件可用").format(
            envelope=about_envelope(last).title, day=full_date(day)
        ),
        advice=translate("measures.custody_upkeep", "请办理并打印新的密封件，再更换密码"),
        late=Severity.ERROR,
        early=Severity.WARNING,
    )


def _handover(handover: Handover, snapshot: Snapshot) -> Matter:
    """Return an open hand-over: due with its earliest unfinished task, before that on the planned day."""
    subject, rest = about_handover(handover, snapshot), handover.open_tasks()
    if handover.handed_over_on is None:
        due = handover.planned_on
        fact = translate("measures.custody_upkeep", "{handover}，还没有交接")
        advice = translate("measures.custody_upkeep", "请打印交接单，三方到场办理后登记")
    elif rest:
        due = min((task.due_on for task in rest if task.due_on is not None), default=None)
        fact = translate("measures.custody_upkeep", "{handover}，还有{count}项没有办完")
        advice = translate("measures.custody_upkeep", "请逐项办理后登记；办不完的写明期限")
    else:
        due = None
        fact = translate("measures.custody_upkeep", "{handover}，各项已办完，还没有办结")
        advice = translate("measures.custody_upkeep", "请附上签字的交接单并办结")
    return Matter(
        rule="article15.handover",
        subject=subject,
        what=subject.title,
        due=due,
        fact=fact.format(handover=subject.title, count=len(rest)),
        advice=advice,
    )
