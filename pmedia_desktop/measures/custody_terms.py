"""When a secret has to be changed (Article 15), and which credentials the rules speak of."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.custody import Credential
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate


def day_of(moment: datetime) -> date:
    """Return the day of an instant in the PC's own calendar, as ``office.today()`` counts days."""
    try:
        return moment.astimezone().date()
    except (OSError, OverflowError):  # Windows knows the PC's time from 1970 to 3000 only
        return moment.date()


def live_credentials(snapshot: Snapshot) -> Iterator[tuple[Credential, Account]]:
    """Yield every way into an account that is open or being prepared, with the account.

    One into an account that is gone for good, or retired itself, lets nobody in any more.
    """
    for credential in snapshot.credentials:
        account = snapshot.account(credential.account_id)
        if credential.is_active and account is not None and is_kept(account):
            yield credential, account


def is_kept(account: Account) -> bool:
    """Whether the unit still has to look after the ways into the account."""
    return account.state.is_open or account.state is AccountState.PLANNED


def waits_for_login(credential: Credential) -> bool:
    """Whether a new secret lies there since the change was asked for, and only the login with it is missing."""
    version, since = credential.version, credential.change_since
    return version is not None and version.confirmed_at is None and since is not None and version.set_at >= since


def change_due(credential: Credential, settings: Settings, today: date) -> tuple[date | None, str]:
    """Return by which day the secret has to be changed and why, without a full stop; (None, "") where nothing is due.

    At once, that is on the day itself, once somebody knows it whose duty it is no more (that day lies ahead for who has
    announced to leave); else so many days after it was set as the unit's settings say. No article gives that number.
    """
    if not credential.is_active:
        return None, ""
    if credential.change_since is not None:
        since = day_of(credential.change_since)
        return since, _why_at_once(credential, since, today)
    version = credential.version
    if version is None or not credential.kind.ages:
        return None, ""
    set_on = day_of(version.set_at)
    days = min(settings.password_change_days, (date.max - set_on).days)
    why = translate("measures.custody_terms", "{set_on}设置，已用{used}天，每{days}天更换一次").format(
        set_on=full_date(set_on), used=max(0, (today - set_on).days), days=settings.password_change_days
    )
    return set_on + timedelta(days=days), why


def _why_at_once(credential: Credential, since: date, today: date) -> str:
    reason = word(credential.change_reason) if credential.change_reason else ""
    if waits_for_login(credential):
        why = translate("measures.custody_terms", "{reason}（{since}），新密码已存入，还没有登录验证")
    elif since > today:
        why = translate("measures.custody_terms", "{reason}（{since}），到时须更换")
    elif credential.kind.has_secret:
        why = translate("measures.custody_terms", "{reason}（{since}），须立即更换密码")
    else:
        why = translate("measures.custody_terms", "{reason}（{since}），须立即更换扫码权限和绑定手机")
    return why.format(reason=reason or translate("measures.custody_terms", "知情人有变动"), since=full_date(since))
