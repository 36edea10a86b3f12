"""An account, mini program or client app of the unit on one platform (政务新媒体账号)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AccountState(StrEnum):
    """The national system's 账号状态, and one of our own for an account that is not open yet."""

    PLANNED = "planned"
    NORMAL = "normal"
    MIGRATED = "migrated"
    CLOSURE_ANNOUNCED = "closure_announced"
    FROZEN = "frozen"
    CANCELLED = "cancelled"
    DELETED = "deleted"

    @property
    def is_open(self) -> bool:
        """Whether the public can still meet the account, so that every duty goes on."""
        return self in (AccountState.NORMAL, AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN)

    @property
    def has_ended(self) -> bool:
        """Whether the account is no more, which Article 7 wants filed; a migrated one goes on elsewhere."""
        return self in (AccountState.CANCELLED, AccountState.DELETED)


class Certification(StrEnum):
    """认证情况 (Article 4: the certification names the unit)."""

    UNKNOWN = "unknown"
    CERTIFIED = "certified"
    NOT_CERTIFIED = "not_certified"


class Operation(StrEnum):
    """运维方式."""

    BY_UNIT = "by_unit"
    OUTSOURCED = "outsourced"


class OwnerKind(StrEnum):
    """Whose a bound phone is."""

    UNKNOWN = "unknown"
    UNIT = "unit"
    PERSON = "person"


class Baseline(StrEnum):
    """How an account stood towards filing when it entered the register; ``NONE``: opened with the program."""

    NONE = "none"
    FILED_BEFORE = "filed_before"
    TO_BE_FILED = "to_be_filed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, kw_only=True)
class Operator:
    """运营者 of a platform; WeChat allows 5 long-term ones and 20 short-term ones that end after a month."""

    name: str = ""
    mobile_phone: str = ""
    long_term: bool = True
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account on one platform.

    ``platform`` is a code of the platform table (``resources/platforms.toml``), ``platform_detail`` the free
    name that the national system asks for with 小程序 and 其他. ``platform_id`` is what the platform knows the
    account by (微信号, UID, 抖音号; never the display name), ``original_id`` WeChat's gh_ id, ``media_code``
    the 新媒体标识码 (exactly 16 characters) that the national system gives. ``subject`` is the 账号主体.
    ``None`` in a yes-or-no field means that nobody has said yet.
    """

    id: int = 0
    platform: str = ""
    platform_detail: str = ""
    name: str = ""
    platform_id: str = ""
    original_id: str = ""
    media_code: str = ""
    state: AccountState = AccountState.NORMAL
    subject: str = ""
    homepage: str = ""
    opened_on: date | None = None
    baseline: Baseline = Baseline.NONE
    baseline_on: date | None = None

    certification: Certification = Certification.UNKNOWN
    certification_subject: str = ""
    certified_until: date | None = None

    purpose: str = ""
    scope: str = ""
    update_frequency: str = ""
    followers: int | None = None

    basis_issuer: str = ""
    basis_title: str = ""
    basis_number: str = ""
    basis_on: date | None = None
    superior_account: str = ""
    linked_to_superior: bool | None = None
    in_media_matrix: bool | None = None

    operation: Operation = Operation.BY_UNIT
    contractor: str = ""
    contract_until: date | None = None
    domain: str = ""
    icp_number: str = ""

    holder_id: int | None = None
    deputy_holder_id: int | None = None
    reviewer_ids: tuple[int, ...] = ()
    bound_phone: str = ""
    bound_phone_owner: OwnerKind = OwnerKind.UNKNOWN
    bound_phone_owner_name: str = ""
    bound_email: str = ""
    platform_administrator: str = ""
    operators: tuple[Operator, ...] = ()
    remark: str = ""

    @property
    def has_basis(self) -> bool:
        """Whether the superior's document of Article 5 is named (issuer, number and date; the scan is optional)."""
        return bool(self.basis_issuer and self.basis_number and self.basis_on)


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A row of the platform table.

    ``national_name`` is the 账号类型 of the national system; ``is_wechat_official`` switches on Article 5;
    ``is_application`` (APP, 小程序) the rule of 国办函〔2026〕12号; ``id_label`` what its identifier is called.
    """

    code: str
    name: str
    national_name: str
    id_label: str
    is_wechat_official: bool = False
    is_application: bool = False
    needs_detail: bool = False
    freezes_on_cancellation: bool = False
