"""Custody (Article 15): who holds which way into an account, and what happened to it. Never a secret itself."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CredentialKind(StrEnum):
    """What is held. ``SCAN_OR_SMS`` has no secret: the way in is a phone and a scan right (扫码/短信登录)."""

    PASSWORD = "password"
    SCAN_OR_SMS = "scan_or_sms"
    EMAIL_PASSWORD = "email_password"
    API_SECRET = "api_secret"
    ONE_TIME_CODE = "one_time_code"
    RECOVERY_CODES = "recovery_codes"

    @property
    def has_secret(self) -> bool:
        """Whether there is something to seal."""
        return self is not CredentialKind.SCAN_OR_SMS

    @property
    def ages(self) -> bool:
        """Whether it has to be changed every so often; TOTP set-ups and recovery codes only on occasion."""
        return self in (CredentialKind.PASSWORD, CredentialKind.EMAIL_PASSWORD, CredentialKind.API_SECRET)


class CredentialStatus(StrEnum):
    """``EMPTY``: nothing deposited yet; ``HOLDER_ONLY``: nothing will be, by choice (只登记保管人，不存密码)."""

    EMPTY = "empty"
    HOLDER_ONLY = "holder_only"
    IN_USE = "in_use"
    SUSPECTED = "suspected"
    RETIRED = "retired"


class SecretStrength(StrEnum):
    """How long guessing would take, in steps so coarse that they tell nothing of the secret."""

    UNKNOWN = "unknown"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


class ChangeReason(StrEnum):
    """Why a secret has to be changed now: somebody has read it, or could have, whose duty it is no more."""

    DEPUTY_REMOVED = "deputy_removed"
    LOAN_RETURNED = "loan_returned"
    HANDED_OVER = "handed_over"
    HOLDER_LEFT = "holder_left"
    ENVELOPE_OPENED = "envelope_opened"
    PASSPHRASE_LEAKED = "passphrase_leaked"
    LEAK_SUSPECTED = "leak_suspected"
    CARRIED_AWAY = "carried_away"


class CopyState(StrEnum):
    """How far a sealed copy has come between the two stores, which have no transaction in common.

    ``ANNOUNCED`` is committed before the keyring is touched, ``CURRENT`` after the entry was read back (a look opens
    this one), ``KEPT`` until a login has confirmed what came after it, ``LEAVING`` is committed before the entry is
    removed from the keyring and ``REMOVED`` afterwards. The sealed text itself lies in the register until then.
    """

    ANNOUNCED = "announced"
    CURRENT = "current"
    KEPT = "kept"
    LEAVING = "leaving"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class SecretVersion:
    """One value that the secret has had. ``confirmed_at``: a login has shown that the platform takes it.

    ``reused``: the holder used the same value elsewhere; None as long as nobody with an open identity has compared.
    """

    number: int
    set_at: datetime
    set_by: str = ""
    strength: SecretStrength = SecretStrength.UNKNOWN
    reused: bool | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SealedCopy:
    """A version sealed to certain people, under the name of its keyring entry; sealing anew makes another copy.

    ``recipients`` are the public halves (``age1…``) of those who can open it, separated by spaces. ``opened_at`` is
    the first time that one of them did.
    """

    entry: str
    version: int
    recipients: str
    state: CopyState = CopyState.ANNOUNCED
    announced_at: datetime
    opened_at: datetime | None = None

    def can_be_opened_by(self, recipient: str) -> bool:
        """Whether the copy is sealed to this public half."""
        return recipient in self.recipients.split()


@dataclass(frozen=True, kw_only=True)
class Loan:
    """A borrowed password (借用): to whom, until when, and the copy that is sealed to the borrower as well."""

    person_id: int
    lent_at: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Credential:
    """One way into an account; exactly one holder while it is in use.

    ``change_since`` and ``change_reason``: since when the secret has to be changed at once, and why; both are empty
    once a version that was set later has been confirmed by a login.
    """

    id: int = 0
    account_id: int = 0
    kind: CredentialKind = CredentialKind.PASSWORD
    status: CredentialStatus = CredentialStatus.EMPTY
    login_name: str = ""
    bound_phone: str = ""
    sim_keeper: str = ""
    bound_email: str = ""
    email_keeper: str = ""
    platform_administrator: str = ""
    authorisations: str = ""
    holder_id: int | None = None
    deputy_id: int | None = None
    versions: tuple[SecretVersion, ...] = ()
    copies: tuple[SealedCopy, ...] = ()
    loan: Loan | None = None
    change_since: datetime | None = None
    change_reason: ChangeReason | None = None
    remark: str = ""

    @property
    def is_active(self) -> bool:
        """Whether it still lets somebody in."""
        return self.status is not CredentialStatus.RETIRED

    @property
    def keeps_secret(self) -> bool:
        """Whether a secret is or will be sealed here."""
        return self.kind.has_secret and self.status is not CredentialStatus.HOLDER_ONLY

    @property
    def current(self) -> SealedCopy | None:
        """The copy that a look opens; None while nothing is deposited."""
        return next((copy for copy in self.copies if copy.state is CopyState.CURRENT), None)

    @property
    def version(self) -> SecretVersion | None:
        """The version of the current copy."""
        copy = self.current
        return None if copy is None else next(one for one in self.versions if one.number == copy.version)

    @property
    def is_lent(self) -> bool:
        """Whether somebody has it on loan."""
        return self.loan is not None

    def entitled(self) -> frozenset[int]:
        """Return who may read the secret: holder, deputy, and whoever has it on loan."""
        people = (self.holder_id, self.deputy_id, self.loan.person_id if self.loan else None)
        return frozenset(person for person in people if person is not None)


#: What is only written of a way into an account (更正); who holds it and what is sealed are not among them.
WRITTEN_OF_CREDENTIALS = (
    "login_name",
    "bound_phone",
    "sim_keeper",
    "bound_email",
    "email_keeper",
    "platform_administrator",
    "authorisations",
    "remark",
)


class CustodyAct(StrEnum):
    """What can happen to a credential, a holder's key or the envelope."""

    APPOINTED = "appointed"
    DEPOSITED = "deposited"
    SHOWN = "shown"
    COPIED = "copied"
    CHANGED = "changed"
    LOGIN_CONFIRMED = "login_confirmed"
    DEPUTY_CHANGED = "deputy_changed"
    HANDED_OVER = "handed_over"
    LENT = "lent"
    RETURNED = "returned"
    LEAK_SUSPECTED = "leak_suspected"
    REVOKED = "revoked"
    REINSTATED = "reinstated"
    DISCARDED = "discarded"
    CHECKED = "checked"
    CARRIED_OUT = "carried_out"
    CARRIED_IN = "carried_in"
    KEY_MADE = "key_made"
    PASSPHRASE_CHANGED = "passphrase_changed"
    KEY_RENEWED = "key_renewed"
    ENVELOPE_PRINTED = "envelope_printed"
    ENVELOPE_CONFIRMED = "envelope_confirmed"
    ENVELOPE_OPENED = "envelope_opened"
    RECONCILED = "reconciled"

    @property
    def is_a_look(self) -> bool:
        """Whether somebody came to know the secret by it."""
        return self in (CustodyAct.SHOWN, CustodyAct.COPIED, CustodyAct.CARRIED_OUT)


@dataclass(frozen=True, kw_only=True)
class CustodyEvent:
    """One line of the custody record; appended, never altered.

    ``by_person_id`` is who acted, ``proved`` whether a passphrase showed it; ``person_id`` whom it concerns besides
    (taker, borrower, new deputy). ``credential_id`` is None for what concerns a key or the envelope.
    """

    id: int = 0
    credential_id: int | None = None
    act: CustodyAct
    at: datetime
    by_person_id: int | None = None
    actor: str = ""
    proved: bool = False
    os_user: str = ""
    computer: str = ""
    person_id: int | None = None
    witness_id: int | None = None
    version: int | None = None
    reason: str = ""
    due_at: datetime | None = None


class TerminalKind(StrEnum):
    """What one logs in with."""

    COMPUTER = "computer"
    PHONE = "phone"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class LoginTerminal:
    """A device of the unit's own on which accounts may be used (Article 15: no Internet cafés, no unsafe devices).

    ``mark`` tells this program which PC it runs on (a digest of the system's own machine number); empty for phones.
    """

    id: int = 0
    kind: TerminalKind = TerminalKind.COMPUTER
    name: str = ""
    mark: str = ""
    asset_number: str = ""
    place: str = ""
    vouched_by: str = ""
    added_on: date | None = None
    added_by: str = ""
    retired_on: date | None = None
    remark: str = ""

    @property
    def is_in_use(self) -> bool:
        """Whether it may still be used."""
        return self.retired_on is None
