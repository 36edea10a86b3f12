"""The unit (主办单位) and its people (Articles 2, 12, 15)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    """What Article 2 names: 各乡镇(街道)、区级各部门(单位)."""

    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    DEPARTMENT = "department"


class Role(StrEnum):
    """What a person does for the unit's accounts; one person may have several roles."""

    PRINCIPAL = "principal"
    DEPUTY_IN_CHARGE = "deputy_in_charge"
    HOLDER = "holder"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    WITNESS = "witness"
    CLERK = "clerk"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person of the unit. One who has left keeps the record, with ``until`` set to the last day."""

    id: int = 0
    name: str = ""
    department: str = ""
    post: str = ""
    office_phone: str = ""
    mobile_phone: str = ""
    email: str = ""
    roles: tuple[Role, ...] = ()
    since: date | None = None
    until: date | None = None

    def has_left(self, on: date) -> bool:
        """Whether the person's last day lies before ``on``."""
        return self.until is not None and self.until < on

    @property
    def phone(self) -> str:
        """The number that a form prints: the office's, else the mobile phone's."""
        return self.office_phone or self.mobile_phone


@dataclass(frozen=True, kw_only=True)
class Unit:
    """The unit whose accounts the register keeps; a register holds exactly one.

    ``full_name`` has to equal ``seal_text``, the text of the official seal: a form whose name differs is
    sent back. ``credit_code`` is the 统一社会信用代码 (18 characters, GB 32100-2015), ``reporting_code``
    the 填报单位标识码 of the national system.
    """

    id: int = 0
    full_name: str = ""
    seal_text: str = ""
    short_name: str = ""
    kind: UnitKind = UnitKind.TOWNSHIP
    credit_code: str = ""
    superior_unit: str = ""
    reporting_code: str = ""
    address: str = ""
    principal_id: int | None = None
    deputy_in_charge_id: int | None = None
    clerk_id: int | None = None
    filing_authority: str = "眉山市彭山区人民政府办公室"
    computer_confirmed_on: date | None = None

    @property
    def below_county_level(self) -> bool:
        """Whether 国办函〔2026〕12号's rule for units below the county applies (townships, subdistricts)."""
        return self.kind in (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)
