"""Ways in without a secret here: a demanded change ends with the login that shows it."""

from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.model.custody import CredentialKind
from pmedia_desktop.services.custody import appointing, deposits
from pmedia_desktop.services.office import snapshot
from tests.services.custody.conftest import Custody


def test_a_leaked_scan_right_is_urgent_until_a_login_is_confirmed(custody: Custody) -> None:
    credential = custody.appoint(kind=CredentialKind.SCAN_OR_SMS)
    appointing.suspect_leak(custody.office, credential.id, "手机丢失")
    assert "article15.leak" in rules(custody)
    confirmed = deposits.confirm_login(custody.office, custody.vault, credential.id).value
    assert (confirmed.change_since, confirmed.change_reason, confirmed.status) == (None, None, credential.status)
    assert "article15.leak" not in rules(custody)


def rules(custody: Custody) -> list[str]:
    return [finding.rule for finding in all_findings(snapshot(custody.office), custody.office.today())]
