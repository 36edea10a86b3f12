"""The groups of facts on an account's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.facts import as_text
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.account import Account
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.services.accounts import AccountPage

_CONTEXT = "gui.account_facts"

_BASICS = (
    "platform_id",
    "original_id",
    "media_code",
    "subject",
    "homepage",
    "opened_on",
    "baseline",
    "baseline_on",
    "followers",
    "update_frequency",
    "purpose",
    "scope",
)
_CERTIFICATION = (
    "certification",
    "certification_subject",
    "certified_until",
    "operation",
    "contractor",
    "contract_until",
    "domain",
    "icp_number",
)
_BASIS = (
    "basis_issuer",
    "basis_title",
    "basis_number",
    "basis_on",
    "superior_account",
    "linked_to_superior",
    "in_media_matrix",
)
_BINDING = ("bound_phone", "bound_phone_owner", "bound_phone_owner_name", "bound_email", "platform_administrator")
#: What only some accounts have is not named among the things that are missing.
_OPTIONAL = frozenset({"original_id", "baseline_on", "contractor", "contract_until", "domain", "icp_number"})

Facts = list[tuple[str, str]]


def account_facts(page: AccountPage) -> list[tuple[str, Facts]]:
    """Return titles with labels and texts; the basis of Article 5 only where it is asked for or known."""
    account = page.account
    groups = [
        (translate(_CONTEXT, "账号"), _facts(account, _BASICS)),
        (translate(_CONTEXT, "责任人"), [*_people(page), *_facts(account, _BINDING)]),
        (translate(_CONTEXT, "认证与运维"), _facts(account, _CERTIFICATION)),
    ]
    if page.platform.is_wechat_official or account.has_basis:
        groups.append((translate(_CONTEXT, "上级依据（第五条）"), _facts(account, _BASIS)))
    if account.remark:
        groups.append((translate(_CONTEXT, "备注"), _facts(account, ("remark",))))
    return groups


def _facts(account: Account, names: tuple[str, ...]) -> Facts:
    facts = [(field_label(name), as_text(getattr(account, name)), name) for name in names]
    return [(label, text) for label, text, name in facts if text or name not in _OPTIONAL]


def _people(page: AccountPage) -> Facts:
    operators = "；".join(
        f"{operator.name}{_until(operator.until)}" for operator in page.account.operators if operator.name
    )
    return [
        (field_label("holder_id"), _named(page.holder)),
        (field_label("deputy_holder_id"), _named(page.deputy_holder)),
        *([(field_label("operators"), operators)] if operators else []),
    ]


def _named(person: Person | None) -> str:
    if person is None:
        return ""
    return "　".join(text for text in (person.name, person.post, person.phone) if text)


def _until(day: object) -> str:
    return translate(_CONTEXT, "（短期，至{day}）").format(day=day) if day else translate(_CONTEXT, "（长期）")
