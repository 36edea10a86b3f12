"""What the register itself answers in a self-inspection, each answer with its evidence.

A probe that cannot know leaves its item open, with a word on what to look at.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TypeAlias

from pmedia_desktop.measures import article4, article5, article7, article12, filing_rules
from pmedia_desktop.measures.article11 import was_late
from pmedia_desktop.measures.article13 import attached_rules, rules_in_force
from pmedia_desktop.measures.district_rules import rule_name
from pmedia_desktop.measures.filing_terms import first_submission
from pmedia_desktop.measures.quarters import quarter_days
from pmedia_desktop.measures.update_clock import ClockStatus, clock_of, runs
from pmedia_desktop.measures.wording import full_date, listed, quoted
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.incident import IncidentKind
from pmedia_desktop.model.inspection import CheckAnswer, Probe
from pmedia_desktop.model.message import MessageState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.inspection_probes"
_NO_PRINCIPAL, _NO_RULES = "article12.no_principal", "article13.no_rules"

Answer: TypeAlias = tuple[CheckAnswer, str]


class Inspected:
    """What is inspected on the day ``on`` for a quarter, which may be over; the rules are asked once for all accounts.

    ``quarter`` is its year and number. ``since`` is the quarter's first day, ``until`` the day after its last one.
    """

    def __init__(self, snapshot: Snapshot, on: date, calendar: WorkCalendar, quarter: tuple[int, int]) -> None:
        self.snapshot = snapshot
        self.on = on
        self.calendar = calendar
        self.since, self.until = quarter_days(*quarter)

    def accounts(self) -> list[Account]:
        """Return the open accounts; one that was opened after the quarter is no part of it."""
        return [
            account
            for account in self.snapshot.accounts
            if account.state.is_open and (account.opened_on is None or account.opened_on < self.until)
        ]

    def has_in_hand(self, filing: Filing) -> bool:
        """Whether a filing came about by the quarter's end and was not handed in before it began."""
        if filing.state is FilingState.ABANDONED or (filing.approval.on or filing.event_on or self.since) >= self.until:
            return False
        handed_in = first_submission(filing, self.snapshot) or filing.received_on or filing.filed_on
        return handed_in >= self.since if handed_in is not None else not filing.state.is_submitted

    def found(self, account: Account, *rules: str) -> list[Finding]:
        """Return what the rules that begin like one of ``rules`` have found about the account or its filings."""
        off = self.snapshot.settings.rules_off
        return [one for one in self._by_account[account.id] if one.rule.startswith(rules) and one.rule not in off]

    def judged(self, account: Account, rules: str, passed: str) -> Answer:
        """Return failed with what was found, else passed with its own evidence.

        What the unit's district does not ask for (``rules_off``) does not apply where it would have been found.
        """
        found = self.found(account, rules)
        off = [one.rule for one in self._by_account[account.id] if one.rule.startswith(rules) and one not in found]
        return _unasked(*dict.fromkeys(off)) if off and not found else _judged(found, passed)

    def is_off(self, rule: str) -> bool:
        """Whether the unit's district does not have this rule."""
        return rule in self.snapshot.settings.rules_off

    @cached_property
    def _by_account(self) -> Mapping[int, list[Finding]]:
        of_filing = {filing.id: filing.account_id for filing in self.snapshot.filings}
        found: dict[int, list[Finding]] = defaultdict(list)
        for finding in (
            *article4.findings(self.snapshot, self.on),
            *article5.findings(self.snapshot, self.on),
            *filing_rules.findings(self.snapshot, self.on, self.calendar),
            *article7.findings(self.snapshot, self.on),
        ):
            if finding.subject.kind is SubjectKind.ACCOUNT:
                found[finding.subject.id].append(finding)
            elif finding.subject.kind is SubjectKind.FILING:
                found[of_filing[finding.subject.id]].append(finding)
        return found


def answer_of(probe: Probe, account: Account | None, known: Inspected) -> Answer:
    """Return the register's answer and its evidence; ``OPEN`` where a person has to look."""
    if account is None:
        of_unit = _OF_UNIT.get(probe)
        return of_unit(known) if of_unit else (CheckAnswer.OPEN, "")
    of_account = _OF_ACCOUNT.get(probe)
    return of_account(account, known) if of_account else (CheckAnswer.OPEN, "")


def _unasked(*rules: str) -> Answer:
    names = listed(quoted(rule_name(rule)) for rule in rules)
    return CheckAnswer.NOT_APPLICABLE, translate(_CONTEXT, "本区县没有{names}这项规定。").format(names=names)


def _judged(found: list[Finding], passed: str) -> Answer:
    """Return failed with the findings as evidence, or passed with its own."""
    if found:
        return CheckAnswer.FAILED, "".join(finding.message for finding in found)
    return CheckAnswer.PASSED, passed


def _updated(account: Account, known: Inspected) -> Answer:
    if not runs(account):
        return CheckAnswer.NOT_APPLICABLE, translate(_CONTEXT, "状态是{state}。").format(state=word(account.state))
    clock = clock_of(account, known.snapshot, known.on)
    if clock.since is None:
        return CheckAnswer.OPEN, translate(_CONTEXT, "还没有登记过发布的信息，请到平台上核对最近一次更新的日期。")
    if clock.last is None:
        told = translate(_CONTEXT, "{day}开设以来没有登记过发布，到检查日{days}天，上限{limit}天。").format(
            day=full_date(clock.since), days=clock.days, limit=clock.limit
        )
        return (CheckAnswer.FAILED if clock.status is ClockStatus.OVERDUE else CheckAnswer.OPEN), told
    told = translate(_CONTEXT, "最近一次更新是{day}{title}，距检查日{days}天，上限{limit}天。").format(
        day=full_date(clock.last),
        title=quoted(clock.last_title) if clock.last_title else "",
        days=clock.days,
        limit=clock.limit,
    )
    return (CheckAnswer.FAILED if clock.status is ClockStatus.OVERDUE else CheckAnswer.PASSED), told


def _single(account: Account, known: Inspected) -> Answer:
    platform = known.snapshot.platform(account.platform).name
    return known.judged(
        account,
        "article4.second_account",
        translate(_CONTEXT, "登记中{platform}没有更早开设的其他账号。").format(platform=platform),
    )


def _same_name(account: Account, known: Inspected) -> Answer:
    return known.judged(
        account,
        "article4.name_differs",
        translate(_CONTEXT, "登记的名称{name}与其他平台一致。").format(name=quoted(account.name)),
    )


def _certified(account: Account, known: Inspected) -> Answer:
    if account.certification is Certification.UNKNOWN:
        return CheckAnswer.OPEN, translate(_CONTEXT, "认证情况还没有登记，请到平台上核对。")
    until = account.certified_until
    passed = translate(_CONTEXT, "认证主体是{subject}。").format(subject=quoted(account.certification_subject))
    if until is not None:
        passed += translate(_CONTEXT, "有效期至{day}。").format(day=full_date(until))
    return known.judged(account, "article4.certification", passed)


def _wechat_basis(account: Account, known: Inspected) -> Answer:
    if not known.snapshot.platform(account.platform).is_wechat_official:
        return CheckAnswer.NOT_APPLICABLE, translate(_CONTEXT, "不是微信公众号。")
    if account.state is not AccountState.NORMAL:
        return CheckAnswer.NOT_APPLICABLE, translate(_CONTEXT, "正在关停。")
    basis = translate(_CONTEXT, "依据{issuer}{number}。").format(
        issuer=account.basis_issuer, number=account.basis_number
    )
    return known.judged(account, "article5.", basis)


def _filed(account: Account, known: Inspected) -> Answer:
    said = known.found(account, "article6.not_filed", "article7.not_filed", "filing.overdue")
    # What is overdue of a paper under way is asked about by an item of its own.
    found = [finding for finding in said if finding.subject.kind is SubjectKind.ACCOUNT]
    if found and all(finding.severity is Severity.NOTE for finding in found):
        return CheckAnswer.OPEN, found[0].message
    filings = [f for f in known.snapshot.filings_of(account.id) if f.state is not FilingState.ABANDONED]
    handed_in = [f for f in filings if f.submitted_on is not None]
    if account.baseline is Baseline.NONE and filings and not handed_in:
        return CheckAnswer.OPEN, translate(_CONTEXT, "{kind}备案正在办理（{state}），还没有报送。").format(
            kind=word(filings[-1].kind), state=word(filings[-1].state)
        )
    passed = translate(_CONTEXT, "以前的备案情况：{baseline}。").format(baseline=word(account.baseline))
    if handed_in and handed_in[-1].submitted_on:
        passed = translate(_CONTEXT, "{day}报送{kind}备案，{state}。").format(
            day=full_date(handed_in[-1].submitted_on), kind=word(handed_in[-1].kind), state=word(handed_in[-1].state)
        )
    return _judged(found, passed)


def _filed_in_time(account: Account, known: Inspected) -> Answer:
    """Judge the filings of the quarter: what was late years ago was a fault of its own quarter."""
    filings = {f.id for f in known.snapshot.filings_of(account.id) if known.has_in_hand(f)}
    if not filings:
        return CheckAnswer.NOT_APPLICABLE, translate(_CONTEXT, "本季度没有这个账号要报送的备案。")
    late = known.found(account, "filing.late", "filing.overdue")
    return _judged(
        [one for one in late if one.subject.kind is SubjectKind.FILING and one.subject.id in filings],
        translate(_CONTEXT, "本季度的{count}份备案都已按期报送，或者还没有到期。").format(count=len(filings)),
    )


def _closed_properly(account: Account, known: Inspected) -> Answer:
    if account.state not in (AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN):
        return CheckAnswer.NOT_APPLICABLE, translate(_CONTEXT, "没有停止维护，状态是{state}。").format(
            state=word(account.state)
        )
    found = [f for f in known.found(account, "article7.") if f.severity is not Severity.NOTE]
    return _judged(found, translate(_CONTEXT, "正在按程序关停，状态是{state}。").format(state=word(account.state)))


def _answered_in_time(account: Account, known: Inspected) -> Answer:
    snapshot = known.snapshot
    last = known.until - timedelta(days=1)
    messages = [
        message
        for message in snapshot.messages
        if message.account_id == account.id and message.was_in_hand(known.since, last)
    ]
    if not messages:
        return CheckAnswer.OPEN, translate(_CONTEXT, "本季度没有登记留言，请到平台后台核对有没有未答复的。")
    late = [one for one in messages if was_late(one, snapshot.settings, known.calendar, known.on)]
    earlier = [one for one in messages if one.received_on < known.since]
    left = sum(one.state is MessageState.OPEN for one in earlier)
    told = translate(_CONTEXT, "本季度登记留言{count}条，").format(count=len(messages) - len(earlier))
    if len(earlier) > left:
        told += translate(_CONTEXT, "以前的留言有{count}条跨季度办结，").format(count=len(earlier) - left)
    if left:
        told += translate(_CONTEXT, "以前的留言还有{count}条没有办结，").format(count=left)
    told += translate(_CONTEXT, "按收到时的期限，")
    if late:
        return CheckAnswer.FAILED, told + translate(_CONTEXT, "{late}条没有按期办理。").format(late=len(late))
    return CheckAnswer.PASSED, told + translate(_CONTEXT, "都已按期办理或者还没有到期。")


def _holder(account: Account, known: Inspected) -> Answer:
    holder = known.snapshot.person(account.holder_id)
    if holder is None:
        return CheckAnswer.FAILED, translate(_CONTEXT, "登记中没有账号管理员。")
    if holder.has_left(known.on):
        return CheckAnswer.FAILED, translate(_CONTEXT, "登记的账号管理员{name}已离任。").format(name=holder.name)
    return CheckAnswer.PASSED, translate(_CONTEXT, "账号管理员是{name}。").format(name=holder.name)


def _no_takeover(account: Account, known: Inspected) -> Answer:
    incidents = [
        incident
        for incident in known.snapshot.incidents
        if incident.account_id == account.id
        and incident.kind in (IncidentKind.TAKEOVER, IncidentKind.LEAK)
        and incident.noticed_on < known.until
        and (incident.is_open or incident.noticed_on >= known.since)
    ]
    if not incidents:
        return CheckAnswer.PASSED, translate(_CONTEXT, "本季度没有登记账号被盗用或信息泄露。")
    still_open = sum(incident.is_open for incident in incidents)
    if still_open:
        return CheckAnswer.FAILED, translate(_CONTEXT, "登记的安全事件有{count}起还没有办结。").format(count=still_open)
    return CheckAnswer.PASSED, translate(_CONTEXT, "登记的{count}起安全事件都已处置、办结。").format(
        count=len(incidents)
    )


def _principal(known: Inspected) -> Answer:
    unit = known.snapshot.unit
    principal = known.snapshot.person(unit.principal_id) if unit else None
    found = list(article12.findings(known.snapshot, known.on))
    if known.is_off(_NO_PRINCIPAL) and (found or principal is None):
        return _unasked(_NO_PRINCIPAL)
    if principal is None and not found:
        return CheckAnswer.FAILED, translate(_CONTEXT, "登记中还没有单位和主要领导。")
    passed = translate(_CONTEXT, "第一责任人是{name}（{post}）。").format(
        name=principal.name if principal else "", post=principal.post if principal else ""
    )
    return _judged(found, passed)


def _rules(known: Inspected) -> Answer:
    rules = rules_in_force(known.snapshot)
    if rules is None and attached_rules(known.snapshot):
        return CheckAnswer.OPEN, translate(
            _CONTEXT, "附件里有管理制度，还没有在“管理制度”里登记名称和印发日期，请核对是否现行。"
        )
    if rules is None and known.is_off(_NO_RULES):
        return _unasked(_NO_RULES)
    if rules is None:
        return CheckAnswer.FAILED, translate(_CONTEXT, "登记中还没有管理制度。")
    return CheckAnswer.PASSED, translate(_CONTEXT, "{title}，{day}印发。").format(
        title=quoted(rules.title), day=full_date(rules.issued_on)
    )


_OF_ACCOUNT: Mapping[Probe, Callable[[Account, Inspected], Answer]] = {
    Probe.UPDATED: _updated,
    Probe.SINGLE: _single,
    Probe.SAME_NAME: _same_name,
    Probe.CERTIFIED: _certified,
    Probe.WECHAT_BASIS: _wechat_basis,
    Probe.FILED: _filed,
    Probe.FILED_IN_TIME: _filed_in_time,
    Probe.CLOSED_PROPERLY: _closed_properly,
    Probe.ANSWERED_IN_TIME: _answered_in_time,
    Probe.HOLDER: _holder,
    Probe.NO_TAKEOVER: _no_takeover,
}
_OF_UNIT: Mapping[Probe, Callable[[Inspected], Answer]] = {Probe.PRINCIPAL: _principal, Probe.RULES: _rules}
