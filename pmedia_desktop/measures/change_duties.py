"""What a changed field asks for: a change filing (Article 6), a written word to the office, or nothing outside.

The Measures say only that a change of an account is filed. Which fields that means is the unit's table; these are its
defaults. What the public or the office knows an account by, and who answers for it, is filed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from pmedia_desktop.measures.descriptions import describe_change
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.filing import FieldChange
from pmedia_desktop.model.settings import ChangeDuty, Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import field_label

_TO_FILE = (
    "full_name",
    "credit_code",
    "principal_id",
    "deputy_in_charge_id",
    "name",
    "platform",
    "platform_detail",
    "platform_id",
    "original_id",
    "subject",
    "certification",
    "certification_subject",
    "operation",
    "contractor",
    "holder_id",
)
_TO_INFORM = (
    "superior_unit",
    "address",
    "person_name",
    "post",
    "office_phone",
    "mobile_phone",
    "homepage",
    "purpose",
    "scope",
    "basis_issuer",
    "basis_title",
    "basis_number",
    "basis_on",
    "superior_account",
    "linked_to_superior",
    "in_media_matrix",
    "domain",
    "icp_number",
    "deputy_holder_id",
    "bound_phone",
    "bound_phone_owner",
    "bound_email",
    "platform_administrator",
)

#: The default of every field that leaves the office; a field that is not here is internal.
DEFAULTS: Mapping[str, ChangeDuty] = MappingProxyType(
    {**dict.fromkeys(_TO_FILE, ChangeDuty.FILE), **dict.fromkeys(_TO_INFORM, ChangeDuty.INFORM)}
)

#: The fields of the settings page, in its order: the unit, its people, its accounts.
FIELDS: tuple[str, ...] = (
    "full_name",
    "short_name",
    "credit_code",
    "superior_unit",
    "address",
    "principal_id",
    "deputy_in_charge_id",
    "person_name",
    "department",
    "post",
    "office_phone",
    "mobile_phone",
    "email",
    "name",
    "platform",
    "platform_detail",
    "platform_id",
    "original_id",
    "media_code",
    "subject",
    "homepage",
    "certification",
    "certification_subject",
    "certified_until",
    "purpose",
    "scope",
    "update_frequency",
    "basis_issuer",
    "basis_title",
    "basis_number",
    "basis_on",
    "superior_account",
    "linked_to_superior",
    "in_media_matrix",
    "operation",
    "contractor",
    "contract_until",
    "domain",
    "icp_number",
    "holder_id",
    "deputy_holder_id",
    "reviewer_ids",
    "bound_phone",
    "bound_phone_owner",
    "bound_phone_owner_name",
    "bound_email",
    "platform_administrator",
    "operators",
)

Record = Account | Unit | Person


@dataclass(frozen=True)
class ClassifiedChange:
    """One field's change as a row of 变更内容, and what it asks for."""

    row: FieldChange
    duty: ChangeDuty


def duty_of(field: str, settings: Settings) -> ChangeDuty:
    """Return what a change of the field asks for, by the unit's table or else the default.

    A person's own name has the key ``person_name``, because ``name`` is the account's.
    """
    return dict(settings.change_duties).get(field, DEFAULTS.get(field, ChangeDuty.INTERNAL))


def duty_field_label(field: str) -> str:
    """Return the label of a field of ``FIELDS``."""
    return field_label("name", of_person=True) if field == "person_name" else field_label(field)


def classify(before: Record, after: Record, snapshot: Snapshot) -> tuple[ClassifiedChange, ...]:
    """Return what differs between two states of one record, in the record's order of fields.

    The values are as people read them (names from ``snapshot``); the reason is left to the user.
    """
    changes = []
    for declared in fields(before):
        old, new = getattr(before, declared.name), getattr(after, declared.name)
        if old == new or declared.name == "id":
            continue
        key = "person_name" if isinstance(before, Person) and declared.name == "name" else declared.name
        told_before, told_after = describe_change(declared.name, old, new, snapshot)
        row = FieldChange(field=key, label=duty_field_label(key), before=told_before, after=told_after)
        # An account that moved to another body or another home is no longer what was filed (Article 6).
        moved = key == "state" and new is AccountState.MIGRATED
        changes.append(ClassifiedChange(row, ChangeDuty.FILE if moved else duty_of(key, snapshot.settings)))
    return tuple(changes)
