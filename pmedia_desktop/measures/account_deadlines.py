"""Days that an account brings along: its certification, its short-term operators, its maintenance contract."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.due import dated, due_state
from pmedia_desktop.measures.subjects import about_account, account_title
from pmedia_desktop.measures.wording import article, full_date, platform_rule
from pmedia_desktop.model.account import Account, Certification, Operation
from pmedia_desktop.model.finding import Deadline, DueState, Finding, Severity
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

#: Operators bound for a month and contracts are shown from this many days before their end.
_SHOWN_DAYS_BEFORE = 31

_FIELDS = {"certification.expiry": "certified_until", "operator.expiry": "operators", "contract.end": "contract_until"}


def of_account(account: Account, snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    """Yield the account's days that are near or past, while the public can still meet it."""
    if not account.state.is_open:
        return
    yield from _certification(account, snapshot, on)
    yield from _operators(account, snapshot, on)
    yield from _contract(account, snapshot, on)


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield the same days as findings, under the same rules: near ones as notes, past ones as warnings.

    That a certification is over is Article 4's own finding.
    """
    for account in snapshot.accounts:
        for deadline in of_account(account, snapshot, on):
            certification = deadline.rule == "certification.expiry"
            over = deadline.state is DueState.OVERDUE
            if (over and certification) or (deadline.state is DueState.COMING and not certification):
                continue
            yield Finding(
                rule=deadline.rule,
                article=deadline.article,
                severity=Severity.WARNING if over else Severity.NOTE,
                subject=deadline.subject,
                message=translate("measures.account_deadlines", "{account}：{reason}").format(
                    account=deadline.account, reason=deadline.reason
                ),
                remedy=translate("measures.account_deadlines", "办好后请更新登记中的日期。"),
                field=_FIELDS[deadline.rule],
            )


def _certification(account: Account, snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    until = account.certified_until
    if until is None or account.certification is Certification.NOT_CERTIFIED:
        return
    warnings = sorted(snapshot.settings.certification_warning_days, reverse=True)
    if not warnings or (until - on).days > warnings[0]:
        return
    title = account_title(account, snapshot)
    if until < on:
        reason = translate("measures.account_deadlines", "平台认证已于{day}到期，请办理年审；已办好的请更新到期日。")
    else:
        reason = translate("measures.account_deadlines", "平台认证{day}到期，过期后认证标识和名称可能被平台取消。")
    yield dated(
        rule="certification.expiry",
        what=translate("measures.account_deadlines", "办理认证年审：{account}").format(account=title),
        article=article(4),
        subject=about_account(account),
        account=title,
        due=until,
        on=on,
        state=_certification_state(until, on, warnings, snapshot.settings),
        reason=reason.format(day=full_date(until)),
    )


def _certification_state(until: date, on: date, warnings: list[int], settings: Settings) -> DueState:
    """Return how the certification stands: the first warning only announces it, every later one presses."""
    state = due_state(until, on, settings)
    if state is DueState.COMING and any((until - on).days <= days for days in warnings[1:]):
        return DueState.SOON
    return state


def _operators(account: Account, snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    title = account_title(account, snapshot)
    for operator in account.operators:
        until = operator.until
        if operator.long_term or until is None or (until - on).days > _SHOWN_DAYS_BEFORE:
            continue
        if until < on:
            reason = translate(
                "measures.account_deadlines",
                "短期运营者{name}已于{day}到期；仍需操作的请在平台上重新绑定，否则从登记中删去。",
            )
        else:
            reason = translate(
                "measures.account_deadlines", "短期运营者{name}{day}到期，仍需操作的请提前在平台上重新绑定。"
            )
        yield dated(
            rule="operator.expiry",
            what=translate("measures.account_deadlines", "短期运营者到期：{name}，{account}").format(
                name=operator.name, account=title
            ),
            article=platform_rule(),
            subject=about_account(account),
            account=title,
            due=until,
            on=on,
            state=due_state(until, on, snapshot.settings),
            reason=reason.format(name=operator.name, day=full_date(until)),
        )


def _contract(account: Account, snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    until = account.contract_until
    if account.operation is not Operation.OUTSOURCED or until is None or (until - on).days > _SHOWN_DAYS_BEFORE:
        return
    title = account_title(account, snapshot)
    if until < on:
        reason = translate("measures.account_deadlines", "委托运维合同已于{day}到期，请续签或收回账号并更换密码。")
    else:
        reason = translate("measures.account_deadlines", "委托运维合同{day}到期，请提前续签或安排收回账号。")
    yield dated(
        rule="contract.end",
        what=translate("measures.account_deadlines", "委托运维合同到期：{account}").format(account=title),
        article=article(15),
        subject=about_account(account),
        account=title,
        due=until,
        on=on,
        state=due_state(until, on, snapshot.settings),
        reason=reason.format(day=full_date(until)),
    )
