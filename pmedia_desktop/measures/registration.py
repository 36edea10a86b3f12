"""What no article of the Measures says, but sends forms back or troubles accounts: the register's own soundness."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.credit_code import credit_code_problem
from pmedia_desktop.measures.subjects import about_account, about_unit, named_account
from pmedia_desktop.measures.wording import filling_in_rule, listed, platform_rule, quoted
from pmedia_desktop.model.account import Account, AccountState, Platform
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.texts import translate

#: WeChat binds so many operators to one official account (25 in all).
_LONG_TERM_OPERATORS, _SHORT_TERM_OPERATORS = 5, 20


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what would send a form back, before there is a form."""
    if snapshot.unit is not None:
        yield from unit_problems(snapshot.unit)
    for account in snapshot.accounts:
        if account.state.is_open or account.state is AccountState.PLANNED:
            yield from identifier_problems(account, snapshot)
            yield from _application(account, snapshot)
            yield from _operators(account, snapshot)
            yield from _operators_without_end(account, snapshot)


def unit_problems(unit: Unit) -> Iterator[Finding]:
    """Yield a full name that differs from the seal, and a credit code that cannot be right."""
    if unit.seal_text and unit.full_name != unit.seal_text:
        yield Finding(
            rule="unit.seal_differs",
            article=filling_in_rule(),
            severity=Severity.WARNING,
            subject=about_unit(unit),
            message=translate(
                "measures.registration", "单位全称{name}与公章文字{seal}不一致，备案表容易被退回。"
            ).format(name=quoted(unit.full_name), seal=quoted(unit.seal_text)),
            remedy=translate("measures.registration", "请对照公章更正；单位已更名的，请先换章再填表。"),
            field="full_name",
        )
    problem = credit_code_problem(unit.credit_code) if unit.credit_code else ""
    if problem:
        yield Finding(
            rule="unit.credit_code",
            article=filling_in_rule(),
            severity=Severity.WARNING,
            subject=about_unit(unit),
            message=problem,
            remedy=translate("measures.registration", "请对照统一社会信用代码证书更正。"),
            field="credit_code",
        )


def identifier_problems(account: Account, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield an identifier that looks like the display name, and a display name that looks like the identifier."""
    platform = snapshot.platform(account.platform)
    message = _identifier_message(account, platform)
    if message:
        yield Finding(
            rule="account.identifier",
            article=filling_in_rule(),
            severity=Severity.WARNING,
            subject=about_account(account),
            message=message.format(
                account=named_account(account, snapshot), id_label=platform.id_label, id=account.platform_id
            ),
            remedy=translate(
                "measures.registration", "{id_label}请在平台的账号设置中查看，名称填公众看到的名称。"
            ).format(id_label=platform.id_label),
            field="platform_id",
        )


def _identifier_message(account: Account, platform: Platform) -> str:
    if not account.platform_id:
        return ""
    if account.platform_id == account.name:
        return translate("measures.registration", "{account}的{id_label}与名称相同，可能填混了。")
    if _has_han(account.platform_id):
        return translate("measures.registration", "{account}的{id_label}“{id}”含有汉字，可能填成了名称。")
    if account.original_id and account.original_id == account.platform_id:
        return translate("measures.registration", "{account}的{id_label}与原始ID相同，可能填混了。")
    if platform.is_wechat_official and account.platform_id.startswith("gh_"):
        return translate("measures.registration", "{account}的{id_label}“{id}”像是原始ID（gh_开头），可能填混了。")
    return ""


def _has_han(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" or character >= "\U00020000" for character in text)


def _application(account: Account, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield the national rule on apps and mini programs of units below the county (国办函〔2026〕12号)."""
    unit, platform = snapshot.unit, snapshot.platform(account.platform)
    if unit is None or not unit.below_county_level or not platform.is_application:
        return
    yield Finding(
        rule="application.below_county",
        article=translate("measures.registration", "国办函〔2026〕12号"),
        severity=Severity.WARNING,
        subject=about_account(account),
        message=translate(
            "measures.registration",
            "国办函〔2026〕12号要求县级以下单位原则上不自建{platform}，登记中有{account}，缺批准建设的依据。",
        ).format(platform=platform.name, account=named_account(account, snapshot)),
        remedy=translate("measures.registration", "请先向区政府办核实能否建设或保留，并在备注中记下答复。"),
        field="platform",
    )


def _operators(account: Account, snapshot: Snapshot) -> Iterator[Finding]:
    if not snapshot.platform(account.platform).is_wechat_official:
        return
    long_term = sum(operator.long_term for operator in account.operators)
    short_term = len(account.operators) - long_term
    if long_term <= _LONG_TERM_OPERATORS and short_term <= _SHORT_TERM_OPERATORS:
        return
    yield Finding(
        rule="account.operators",
        article=platform_rule(),
        severity=Severity.NOTE,
        subject=about_account(account),
        message=translate(
            "measures.registration",
            "微信公众号最多绑定{most_long}名长期、{most_short}名短期运营者，{account}登记了{long_term}名长期、{short_term}名短期。",
        ).format(
            most_long=_LONG_TERM_OPERATORS,
            most_short=_SHORT_TERM_OPERATORS,
            account=named_account(account, snapshot),
            long_term=long_term,
            short_term=short_term,
        ),
        remedy=translate("measures.registration", "请对照平台上的运营者名单更正登记。"),
        field="operators",
    )


def _operators_without_end(account: Account, snapshot: Snapshot) -> Iterator[Finding]:
    """Note short-term operators whose end nobody has entered: nothing would remind of it."""
    names = [operator.name for operator in account.operators if not operator.long_term and operator.until is None]
    if not names:
        return
    yield Finding(
        rule="account.operator_without_end",
        article=platform_rule(),
        severity=Severity.NOTE,
        subject=about_account(account),
        message=translate("measures.registration", "{account}的短期运营者{names}没有登记到期日。").format(
            account=named_account(account, snapshot), names=listed(names)
        ),
        remedy=translate("measures.registration", "短期绑定一般一个月到期，请在平台上查看并登记到期日。"),
        field="operators",
    )
