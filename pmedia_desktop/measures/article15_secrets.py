"""Article 15, secrets and devices: nothing deposited, weak, used twice, not tried; no PC on which to look."""

from collections.abc import Iterator

from pmedia_desktop.measures.custody_terms import live_credentials
from pmedia_desktop.measures.subjects import about_credential, about_unit, named_credential
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.custody import CopyState, Credential, CredentialStatus, SecretStrength
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def findings(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what is wrong with the secrets themselves and with the devices they are used on."""
    for credential, _ in live_credentials(snapshot):
        yield from _secret(credential, snapshot)
    yield from _terminal(snapshot)


def _secret(credential: Credential, snapshot: Snapshot) -> Iterator[Finding]:
    subject, named = about_credential(credential, snapshot), named_credential(credential, snapshot)
    version = credential.version
    if version is None:
        if credential.keeps_secret and credential.status is CredentialStatus.EMPTY:
            yield _finding(
                "nothing_deposited",
                Severity.NOTE,
                subject,
                translate("measures.article15", "{credential}指定了保管人，还没有存入。").format(credential=named),
                translate("measures.article15", "请保管人设置开锁口令后存入；不想存的，可以改为只登记保管人。"),
            )
        return
    if version.strength is SecretStrength.WEAK:
        yield _finding(
            "weak",
            Severity.WARNING,
            subject,
            translate("measures.article15", "{credential}太弱，容易被猜到。").format(credential=named),
            translate("measures.article15", "请用“生成密码”换一个，在平台上修改后存入。"),
        )
    if version.reused:
        yield _finding(
            "reused",
            Severity.WARNING,
            subject,
            translate("measures.article15", "{credential}与保管人的另一个密码相同，一处泄露，处处可进。").format(
                credential=named
            ),
            translate("measures.article15", "请用“生成密码”换一个，在平台上修改后存入。"),
        )
    kept = any(copy.state is CopyState.KEPT and copy.version != version.number for copy in credential.copies)
    if version.confirmed_at is None and kept and credential.change_since is None:
        yield _finding(
            "not_confirmed",
            Severity.NOTE,
            subject,
            translate("measures.article15", "{credential}换过以后还没有登录验证，旧密码暂时保留着。").format(
                credential=named
            ),
            translate("measures.article15", "请用新密码登录一次平台，再登记登录验证。"),
        )


def _terminal(snapshot: Snapshot) -> Iterator[Finding]:
    unit = snapshot.unit
    keeps = any(credential.current is not None for credential, _ in live_credentials(snapshot))
    if unit is None or not keeps or any(terminal.is_in_use for terminal in snapshot.terminals):
        return
    yield _finding(
        "no_terminal",
        Severity.WARNING,
        about_unit(unit),
        translate(
            "measures.article15",
            "第十五条要求不在没有安全保障的设备上登录，登记中缺本单位的登录终端，密码因此不能查看。",
        ),
        translate("measures.article15", "请把本单位的办公电脑登记为登录终端，写明安全责任人。"),
    )


def _finding(code: str, severity: Severity, subject: Subject, message: str, remedy: str) -> Finding:
    return Finding(
        rule=f"article15.{code}",
        article=article(15),
        severity=severity,
        subject=subject,
        message=message,
        remedy=remedy,
    )
