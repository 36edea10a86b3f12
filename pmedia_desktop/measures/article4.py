"""Article 4: one account on one platform, a short name that is tied to the unit and the same everywhere, certified."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.subjects import about_account, named_account
from pmedia_desktop.measures.wording import article, full_date, quoted
from pmedia_desktop.model.account import Account, AccountState, Certification
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.texts import translate

_REGION = re.compile(r"^(?:[^省市区县]{2,6}省)?(?:[^省市区县]{2,6}市)?(?:[^省市区县]{2,6}[区县])?")
_KIND_OF_UNIT = re.compile(r"(?:人民政府|办事处|委员会|办公室|管理局|服务中心|街道|[局镇乡])$")


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what Article 4 says about the accounts that run or are being prepared."""
    # An account that is being closed is on its way out: its successor may be prepared, its name stays.
    accounts = [a for a in snapshot.accounts if a.state in (AccountState.PLANNED, AccountState.NORMAL)]
    yield from _second_accounts(accounts, snapshot)
    yield from _differing_names(accounts, snapshot)
    for account in accounts:
        yield from _name(account, snapshot)
        if account.state is AccountState.NORMAL:
            yield from _certification(account, snapshot, on)


def _second_accounts(accounts: list[Account], snapshot: Snapshot) -> Iterator[Finding]:
    by_platform: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for account in accounts:
        # Two kinds of 其他 or 小程序 are two platforms.
        needs_detail = snapshot.platform(account.platform).needs_detail
        by_platform[account.platform, _plain(account.platform_detail) if needs_detail else ""].append(account)
    for group in by_platform.values():
        first, *later = sorted(group, key=lambda a: (a.opened_on or date.max, a.id))
        for account in later:
            yield Finding(
                rule="article4.second_account",
                article=article(4),
                severity=Severity.WARNING,
                subject=about_account(account),
                message=translate(
                    "measures.article4",
                    "第四条要求一个单位在同一平台原则上只开设一个账号，登记中除{account}外，同一平台还有{first}。",
                ).format(account=named_account(account, snapshot), first=quoted(first.name)),
                remedy=translate("measures.article4", "请考虑合并，保留一个；确需保留的，请备好理由并与区政府办沟通。"),
                field="platform",
            )


def _differing_names(accounts: list[Account], snapshot: Snapshot) -> Iterator[Finding]:
    """Measure every name against the one that most accounts bear, of two equally frequent ones the older."""
    in_order = sorted(accounts, key=lambda a: (a.opened_on or date.max, a.id))
    counts = Counter(_plain(account.name) for account in in_order)
    if len(counts) < 2:
        return
    usual = next(a.name for a in in_order if _plain(a.name) == counts.most_common(1)[0][0])
    for account in in_order:
        if _plain(account.name) != _plain(usual):
            yield Finding(
                rule="article4.name_differs",
                article=article(4),
                severity=Severity.WARNING,
                subject=about_account(account),
                message=translate(
                    "measures.article4",
                    "第四条要求不同平台上的名称原则上保持一致，{account}的名称与其他平台上的{usual}不同。",
                ).format(account=named_account(account, snapshot), usual=quoted(usual)),
                remedy=translate("measures.article4", "请在平台上改名并办理变更备案；确有原因不能一致的，可以保留。"),
                field="name",
            )


def _name(account: Account, snapshot: Snapshot) -> Iterator[Finding]:
    longest = snapshot.settings.longest_name
    if len(account.name) > longest:
        yield Finding(
            rule="article4.name_long",
            article=article(4),
            severity=Severity.NOTE,
            subject=about_account(account),
            message=translate(
                "measures.article4",
                "第四条要求名称简洁规范，{account}的名称有{count}个字（设置中的上限是{longest}个）。",
            ).format(account=named_account(account, snapshot), count=len(account.name), longest=longest),
            remedy=translate("measures.article4", "改名时请取短一些；上限可以在设置中调整。"),
            field="name",
        )
    if snapshot.unit is not None and account.name and not tied_to_unit(account.name, snapshot.unit):
        yield Finding(
            rule="article4.name_untied",
            article=article(4),
            severity=Severity.NOTE,
            subject=about_account(account),
            message=translate(
                "measures.article4", "第四条要求名称与单位职责相关联，{account}的名称里看不出{unit}的名称或职责。"
            ).format(
                account=named_account(account, snapshot), unit=snapshot.unit.short_name or snapshot.unit.full_name
            ),
            remedy=translate("measures.article4", "如名称确与职责有关，可以不改；否则改名时请带上单位简称或业务名称。"),
            field="name",
        )


def tied_to_unit(name: str, unit: Unit) -> bool:
    """Whether an account's name lets the unit be seen: its short name, or two characters of its own name in order.

    The region in front (眉山市彭山区) and the kind of office behind (局, 办事处) say nothing about one unit. Only a
    hint: 平安彭山 belongs to the police, and no rule of characters can know that.
    """
    name = _plain(name)
    own_names = {_own_part(_plain(text)) for text in (unit.full_name, unit.seal_text, unit.short_name) if text}
    region = "".join(_REGION.findall(unit.full_name)[:1])
    # A place's characters tie a name only to the place: 彭山发布 could be anybody's in 彭山区.
    rest = name
    for place in re.findall(r"[^省市区县]{2,6}(?=[省市区县])", region):
        rest = rest.replace(place, "")
    return any(_shared_in_order(own, rest) >= min(2, len(own)) for own in own_names if own)


def _own_part(text: str) -> str:
    without_region = _REGION.sub("", text, count=1) or text
    while True:
        shorter = _KIND_OF_UNIT.sub("", without_region)
        if shorter == without_region or not shorter:
            return without_region
        without_region = shorter


def _shared_in_order(own: str, name: str) -> int:
    """Return how many characters of ``own`` stand in ``name`` in the same order (longest common subsequence)."""
    lengths = [0] * (len(name) + 1)
    for character in own:
        previous = 0
        for place, other in enumerate(name, 1):
            kept = lengths[place]
            lengths[place] = previous + 1 if character == other else max(kept, lengths[place - 1])
            previous = kept
    return lengths[-1]


def _certification(account: Account, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    named = named_account(account, snapshot)
    if account.certification is Certification.UNKNOWN:
        yield _certification_finding(
            account,
            "unknown",
            Severity.NOTE,
            translate("measures.article4", "第四条要求在认证信息中标明主办单位，登记中缺{account}的认证情况。").format(
                account=named
            ),
            translate("measures.article4", "请在平台上查看是否已认证，并登记认证主体。"),
            "certification",
        )
    elif account.certification is Certification.NOT_CERTIFIED:
        yield _certification_finding(
            account,
            "missing",
            Severity.WARNING,
            translate("measures.article4", "第四条要求在认证信息中标明主办单位，登记中{account}还没有认证。").format(
                account=named
            ),
            translate("measures.article4", "请向平台申请政务认证；平台不提供认证的，请在账号简介中标明主办单位。"),
            "certification",
        )
    else:
        yield from _certified(account, snapshot, on)
    if snapshot.unit is not None and account.subject and not _same_name(account.subject, snapshot.unit):
        yield _certification_finding(
            account,
            "owner",
            Severity.WARNING,
            translate("measures.article4", "登记中{account}的账号主体是{subject}，与单位全称{unit}不一致。").format(
                account=named, subject=quoted(account.subject), unit=quoted(snapshot.unit.full_name)
            ),
            translate("measures.article4", "请在平台上变更账号主体并办理变更备案；登记有误的请更正。"),
            "subject",
        )


def _certified(account: Account, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    if not account.certification_subject:
        yield _certification_finding(
            account,
            "subject_missing",
            Severity.NOTE,
            translate("measures.article4", "第四条要求在认证信息中标明主办单位，登记中缺{account}的认证主体。").format(
                account=named_account(account, snapshot)
            ),
            translate("measures.article4", "请在平台上查看认证信息，登记其中的单位名称。"),
            "certification_subject",
        )
    yield from certification_problems(account, snapshot, on)


def certification_problems(account: Account, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield a certification in another name than the unit's, and one that has run out."""
    named, unit = named_account(account, snapshot), snapshot.unit
    if account.certification_subject and unit is not None and not _same_name(account.certification_subject, unit):
        yield _certification_finding(
            account,
            "subject_differs",
            Severity.WARNING,
            translate(
                "measures.article4", "第四条要求在认证信息中标明主办单位，{account}的认证主体是{subject}，不是{unit}。"
            ).format(account=named, subject=quoted(account.certification_subject), unit=quoted(unit.full_name)),
            translate("measures.article4", "请以本单位名义重新认证并办理变更备案；登记有误的请更正。"),
            "certification_subject",
        )
    if account.certified_until is not None and account.certified_until < on:
        yield _certification_finding(
            account,
            "expired",
            Severity.WARNING,
            translate("measures.article4", "{account}的认证已于{day}到期。").format(
                account=named, day=full_date(account.certified_until)
            ),
            translate("measures.article4", "请办理年审；已办好的请更新认证到期日。"),
            "certified_until",
        )


def _certification_finding(
    account: Account, code: str, severity: Severity, message: str, remedy: str, field: str
) -> Finding:
    return Finding(
        rule=f"article4.certification_{code}",
        article=article(4),
        severity=severity,
        subject=about_account(account),
        message=message,
        remedy=remedy,
        field=field,
    )


def _same_name(text: str, unit: Unit) -> bool:
    return _plain(text) in {_plain(unit.full_name), _plain(unit.seal_text)}


def _plain(text: str) -> str:
    """Return a name as it is compared: full-width forms made plain, without spaces, in one case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
