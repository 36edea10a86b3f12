"""Putting a secret into safe keeping, changing it, and confirming by a login that the new one works."""

from dataclasses import replace
from datetime import datetime

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import refuse_deposit, refuse_retired
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import (
    CopyState,
    Credential,
    CredentialKind,
    CredentialStatus,
    CustodyAct,
    SecretStrength,
    SecretVersion,
)
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.custody import copying, events
from pmedia_desktop.services.custody.keys import known_words, open_person, proved
from pmedia_desktop.services.custody.recipients import recipients_of
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.one_time import read_recovery_codes, read_setup
from pmedia_desktop.vault.problems import VaultLocked
from pmedia_desktop.vault.sealing import Recipients
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.strength import Level, measure

_CONTEXT = "services.custody.deposits"
_CHANGED = frozenset({SubjectKind.CREDENTIAL})
_STRENGTHS = {
    Level.VERY_WEAK: SecretStrength.WEAK,
    Level.WEAK: SecretStrength.WEAK,
    Level.FAIR: SecretStrength.FAIR,
    Level.GOOD: SecretStrength.STRONG,
    Level.STRONG: SecretStrength.STRONG,
}


def deposit(
    office: Office,
    vault: Vault,
    credential_id: int,
    secret: Secret,
    progress: Progress | None = None,
) -> Outcome[Credential]:
    """Keep a new version, sealed to holder, deputy, borrower and the recovery key; needs nobody's passphrase.

    Nothing is destroyed: the former version is kept until a login with the new one has been confirmed. With an
    identity open, the secret is compared with the others that it can read.
    """
    acting = proved(office, vault)
    with acting.register.read() as reader:
        credential = reader.credential(credential_id)
        known = complete_snapshot(acting, reader)
        refuse_deposit(credential, known, acting.today())
        recipients = recipients_of(reader, credential)
        others = _readable(reader, vault.opened)
    secret = _in_short_form(credential.kind, secret)
    same = _held_by(vault, secret, others, progress)
    if credential_id in same:
        raise InputError(
            translate(_CONTEXT, "这和现在存着的是同一个密码，"), translate(_CONTEXT, "请先在平台上换一个新的，再存入。")
        )
    version = SecretVersion(
        number=copying.next_number(credential),
        set_at=acting.now(),
        set_by=acting.actor.name,
        strength=_strength(credential.kind, secret, known_words(known)),
        reused=bool(same) if others else None,
    )
    return _keep(acting, vault, credential, version, secret, recipients, progress)


def confirm_login(office: Office, vault: Vault, credential_id: int) -> Outcome[Credential]:
    """Note that a login with the current version has succeeded (登录验证): former versions go, the demand is met.

    Refused until somebody has opened the current copy: what nobody has read nobody has logged in with. With a former
    version there, who may read it has to have unlocked: it is gone afterwards. Where no secret
    is kept, the login shows that the way in was changed as demanded.
    """
    acting = proved(office, vault)
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with acting.register.write(acting.actor, Action.LOGIN_CONFIRMED, subject=subject) as writer:
        credential = writer.credential(credential_id)
        refuse_retired(credential)
        _refuse_losing(credential, open_person(acting, vault))
        saved = writer.save(_confirmed(credential, acting.now()))
        events.record(
            writer,
            acting,
            CustodyAct.LOGIN_CONFIRMED,
            credential_id,
            version=saved.version.number if saved.version else None,
        )
    copying.clear_away(acting, vault, saved)
    return Outcome(saved, _CHANGED)


def _keep(
    office: Office,
    vault: Vault,
    credential: Credential,
    version: SecretVersion,
    secret: Secret,
    recipients: Recipients,
    progress: Progress | None,
) -> Outcome[Credential]:
    act = CustodyAct.DEPOSITED if credential.current is None else CustodyAct.CHANGED
    sealed = vault.seal(secret, copying.stamp_of(credential, version), recipients, progress)

    def along(writer: Writer, pointed: Credential) -> Credential:
        events.record(writer, office, act, credential.id, version=version.number)
        return in_use(pointed)

    saved = copying.store(
        office,
        vault,
        credential,
        copying.NewCopy(version, recipients, sealed),
        action=Action.SECRET_DEPOSITED,
        along=along,
        progress=progress,
    )
    return Outcome(saved, _CHANGED)


def in_use(credential: Credential) -> Credential:
    """Return the record with a secret in it; a suspected leak lasts until a login has been confirmed."""
    if credential.status is not CredentialStatus.EMPTY:
        return credential
    return replace(credential, status=CredentialStatus.IN_USE)


def _confirmed(credential: Credential, now: datetime) -> Credential:
    if not credential.keeps_secret:
        # The way in was changed on the platform; there is nothing here that somebody would have had to open.
        return replace(credential, change_since=None, change_reason=None)
    current, version = credential.current, credential.version
    if current is None or version is None:
        raise InputError(translate(_CONTEXT, "这一项还没有存入密码，"), translate(_CONTEXT, "请存入后再登录验证。"))
    if current.opened_at is None:
        raise InputError(
            translate(_CONTEXT, "这一版密码存入后还没有人查看过，"),
            translate(_CONTEXT, "请先查看，用它在平台上登录一次，再点登录验证。"),
        )
    versions = tuple(
        replace(one, confirmed_at=now) if one.number == version.number else one for one in credential.versions
    )
    former = [copy.entry for copy in credential.copies if copy.state is CopyState.KEPT]
    confirmed = copying.with_state(replace(credential, versions=versions), former, CopyState.LEAVING)
    if credential.change_since is not None and version.set_at < credential.change_since:
        return confirmed
    status = CredentialStatus.IN_USE if credential.status is CredentialStatus.SUSPECTED else credential.status
    return replace(confirmed, change_since=None, change_reason=None, status=status)


def _refuse_losing(credential: Credential, person: Person | None) -> None:
    """Refuse to let a former version go on the word of somebody who cannot have logged in."""
    has_former = any(copy.state is CopyState.KEPT for copy in credential.copies)
    if has_former and (person is None or person.id not in credential.entitled()):
        raise VaultLocked(
            translate(_CONTEXT, "登录验证以后，上一个密码就不再保留，须由能查看它的人确认，"),
            translate(_CONTEXT, "请保管人输入开锁口令后再办。"),
            field="passphrase",
        )


def _in_short_form(kind: CredentialKind, secret: Secret) -> Secret:
    match kind:
        case CredentialKind.ONE_TIME_CODE:
            return read_setup(secret).as_secret()
        case CredentialKind.RECOVERY_CODES:
            return Secret("\n".join(code.reveal() for code in read_recovery_codes(secret)))
    return secret


def _strength(kind: CredentialKind, secret: Secret, words: tuple[str, ...]) -> SecretStrength:
    return _STRENGTHS[measure(secret, words).level] if kind.ages else SecretStrength.UNKNOWN


def _readable(reader: Reader, opened: str | None) -> list[tuple[int, Deposit]]:
    """Return what the open identity can read, with the sealed texts at hand, so that no keyring is asked."""
    found = []
    for credential in reader.credentials():
        current = credential.current
        if not credential.is_active or opened is None:
            continue
        if current is not None and current.can_be_opened_by(opened):
            found.append((credential.id, copying.deposit_of(credential, current, reader.text(current.entry))))
    return found


def _held_by(
    vault: Vault, secret: Secret, others: list[tuple[int, Deposit]], progress: Progress | None
) -> frozenset[int]:
    """Return the credentials that hold the same secret."""
    if not others:
        return frozenset()
    places = vault.same_as(secret, [held for _, held in others], progress)
    return frozenset(others[place][0] for place in places)
